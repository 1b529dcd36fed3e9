"""A course of action that is called good or bad ("Lifting sanctions would be a gift to Putin"), put as what the speaker proposes.

Who calls an action a mistake is against it, in words that say nothing else of where he stands: read as they are, they look like the action.
So the action is taken out of them, put as a proposal ("We are for lifting sanctions"), and what that says is turned round. Imports its neighbours.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal

from monitor.reading.clauses import split_plain
from monitor.reading.cue_words import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Verdict = Literal["bad", "good", "not bad", "unknown"]
"""What is said of the action; `unknown`: something is, in words that are not listed."""

_LONGEST = 25
"""Words of a course of action, and of what is said of it, at most."""
_BEFORE = 3
"""Words that may stand before an action in its phrase ("the next", "Ukraine's")."""
_TURNS = 3
"""Words between a negation and the word that it turns."""
_WORD = re.compile(r"\w[\w'’-]*")
_ENDS = re.compile(r"[;:!?()]|\s[—–]\s")
_JOINS = re.compile(r",|\b(?:and|or|и|или|та|й|і|und|oder|et|ou)\b", re.IGNORECASE)
_APART = re.compile(r"[,.\s”\"»“«'’—–-]+$")
_BEGINS = re.compile(r"^[\s,.”\"»“«'’—–-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """One course of action that the words call something: `action` and `said` as they stand there, `lead` what stands before it in its
    clause (who acts, if somebody is named), `whose` who is said to do it ("a mistake for Moscow to make"), `proposal` the action as a proposal of the speaker's own."""

    action: str
    said: str
    verdict: Verdict
    proposal: str
    lead: str = ""
    whose: str = ""


def evaluations(text: str, language: str) -> tuple[Evaluated, ...]:
    """The courses of action that the text calls something, one a sentence at most, in order; none in languages without a lexicon."""
    words = _lexicons().get(language)
    if words is None:
        return ()
    found = (_evaluated(sentence, words) for sentence in split_plain(text))
    return tuple(one for one in found if one is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    thing: str
    deed: str
    infinitive: re.Pattern[str]
    action: re.Pattern[str]
    would: re.Pattern[str]
    link: re.Pattern[str]
    it: re.Pattern[str]
    told: re.Pattern[str]
    asks: re.Pattern[str]
    calls: re.Pattern[str]
    negated: re.Pattern[str]
    other: re.Pattern[str]
    of: re.Pattern[str]
    whose: re.Pattern[str]
    contrast: re.Pattern[str]
    cut: re.Pattern[str]
    bad: re.Pattern[str]
    good: re.Pattern[str]


def _evaluated(sentence: str, words: _Words) -> Evaluated | None:
    forms = (_named_last, _called, _named_first)
    return next((one for form in forms for one in form(sentence, words)), None)


def _named_first(sentence: str, words: _Words) -> Iterator[Evaluated]:
    """ "Lifting sanctions would be a mistake": the action, what links it, what is said of it.

    Of what would be bad any words may be the action; what *is* bad must begin as one ("the situation is dangerous" proposes nothing).
    """
    for links, supposed in ((words.would, True), (words.link, False)):
        for link in links.finditer(sentence):
            begin, end = _clause_start(sentence, link.start(), words), _end(sentence, link.end(), words)
            if begin is None:
                continue
            verdict = _verdict(sentence[link.start() : end], words)
            start = _start(sentence, begin, link.start(), words, any_words=supposed and verdict in ("bad", "not bad"))
            asked = words.asks.search(sentence, begin, link.start())
            if start is None or asked or not _is_action(sentence[begin : link.start()], words):
                continue
            conceded = verdict != "not bad" and words.contrast.match(sentence, end)  # "sanctions hurt us too, but …"
            if not conceded and (verdict != "unknown" or supposed):
                said = sentence[link.start() : end]
                yield _put(sentence[start : link.start()], said, verdict, words, lead=sentence[begin:start])


def _named_last(sentence: str, words: _Words) -> Iterator[Evaluated]:
    """ "It would be a mistake to lift sanctions"."""
    for it in words.it.finditer(sentence):
        action = words.action.search(sentence, it.end())
        if action is None:
            return
        said = sentence[it.start() : action.start()]
        verdict = _verdict(said, words)
        judged = words.bad.search(said) or words.good.search(said)
        turned_after = judged is not None and words.negated.search(
            said, judged.end()
        )  # "absurd for no date to be given"
        apart = turned_after or "," in _trimmed(said) or _ENDS.search(said) or words.cut.search(said)
        if verdict != "unknown" and not apart and _count(said) <= _LONGEST:
            end = _end(sentence, action.end(), words)
            yield _put(sentence[action.start() : end], said, verdict, words)


def _called(sentence: str, words: _Words) -> Iterator[Evaluated]:
    """ "He called lifting sanctions a mistake"."""
    for calls in words.calls.finditer(sentence):
        end = _end(sentence, calls.end(), words)
        judged = words.bad.search(sentence, calls.end(), end) or words.good.search(sentence, calls.end(), end)
        if judged is None:
            continue
        start = _start(sentence, calls.end(), judged.start(), words, any_words=True) or calls.end()
        done = words.of.sub("", sentence[start : judged.start()])
        if _is_action(done, words):
            verdict = _verdict(sentence[judged.start() : end], words)
            yield _put(done, sentence[judged.start() : end], verdict, words, lead=sentence[calls.end() : start])


def _put(action: str, said: str, verdict: Verdict, words: _Words, *, lead: str = "") -> Evaluated:
    action, lead = _trimmed(action), _trimmed(lead)
    verb = words.infinitive.match(action)
    whole = action.removeprefix("to ").removeprefix("To ") if verb else f"{lead} {action}" if lead else action
    frame = words.deed if verb else words.thing
    return Evaluated(
        action=action,
        said=_trimmed(said),
        verdict=verdict,
        proposal=frame.format(whole if lead or whole[1:2].isupper() else f"{whole[:1].lower()}{whole[1:]}"),
        lead=lead,
        whose=" ".join(m[0] for m in words.whose.finditer(said)),
    )


def _verdict(said: str, words: _Words) -> Verdict:
    bad = [_is_turned(said, m, words) for m in words.bad.finditer(said)]
    good = [_is_turned(said, m, words) for m in words.good.finditer(said)]
    against, not_bad = not all(bad) or any(good), any(bad)
    if against and not all(good):
        return "bad" if not all(bad) else "unknown"
    if against:
        return "bad"
    return "not bad" if not_bad else "good" if good else "unknown"


def _is_turned(said: str, m: re.Match[str], words: _Words) -> bool:
    return any(_count(said[n.end() : m.start()]) <= _TURNS for n in words.negated.finditer(said, 0, m.start()))


def _start(sentence: str, begin: int, end: int, words: _Words, *, any_words: bool) -> int | None:
    """Where an action begins between the two; `any_words`: any are one, so that what begins further in is only a part of it."""
    action = words.action.search(sentence, begin, end)
    if action is not None and (not any_words or _count(sentence[begin : action.start()]) <= _BEFORE):
        return action.start()
    return begin if any_words else None


def _is_action(done: str, words: _Words) -> bool:
    """Whether it is one phrase of two words and more, and not already a sentence of its own."""
    return 2 <= _count(done) <= _LONGEST and not words.other.search(done) and not _ENDS.search(done)


def _clause_start(sentence: str, end: int, words: _Words) -> int | None:
    """Where the clause begins that ends there: behind a mark, a contrast or what reports it; None where a verb stands in it already.

    Behind such a verb another clause may have begun: "sanctions are painful, and lifting them".
    """
    cuts = [m.end() for p in (_ENDS, words.cut, words.told) for m in p.finditer(sentence, 0, end) if m.end() < end]
    start = max(cuts, default=0)
    verbs = [m.end() for m in words.other.finditer(sentence, start, end)]
    if not verbs:
        return start
    joined = _JOINS.search(sentence, verbs[-1], end)
    return joined.end() if joined else None


def _end(sentence: str, start: int, words: _Words) -> int:
    """Where what begins there ends."""
    cuts = [m.start() for p in (_ENDS, words.cut) if (m := p.search(sentence, start))]
    return min(cuts, default=len(sentence))


def _trimmed(text: str) -> str:
    return _APART.sub("", _BEGINS.sub("", text))


def _count(text: str) -> int:
    return sum(1 for _ in _WORD.finditer(text))


@cache
def _lexicons() -> Mapping[str, _Words]:
    text = resources.files("monitor.reading").joinpath("cue_lexicon", "evaluations.toml").read_text("utf-8")
    return {language: _compiled(lists) for language, lists in tomllib.loads(text).items()}


def _compiled(lists: Mapping[str, str | list[str]]) -> _Words:
    entries = {name: value for name, value in lists.items() if isinstance(value, list)}
    return _Words(
        thing=str(lists["thing"]),
        deed=str(lists["deed"]),
        infinitive=any_of([str(lists["infinitive"])]),
        negated=any_of(entries.pop("not")),
        of=re.compile(rf"(?:\s+(?:{'|'.join(entries.pop('of'))}))+\s*$", re.IGNORECASE),
        **{name: any_of(values) for name, values in entries.items()},
    )
