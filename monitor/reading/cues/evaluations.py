"""A course of action that is called good or bad ("Lifting sanctions would be a gift to Putin"), put as what the speaker proposes.

Who calls an action a mistake is against it, in words that say nothing else of where he stands: read as they are, they look like the action.
So the action is taken out of them and put as a proposal ("We are for lifting sanctions"); what that says is turned round elsewhere
(`restated`). What others call so is left alone. Imports its neighbours.
"""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Literal, NamedTuple

from monitor.reading.cues.clauses import split_plain, words_between
from monitor.reading.cues.cue_words import any_of

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Verdict = Literal["bad", "good", "not bad", "unknown"]
"""What is said of the action; `unknown`: something is, in words that are not listed."""

_How = Literal["said", "denied", "averted"]

_LONGEST = 25
"""Words of a course of action, and of what is said of it, at most."""
_SENTENCE, _LETTERS = 120, 1_000
"""Words and letters of a sentence that is looked at, at most."""
_BEFORE = 3
"""Words that may stand before an action in its phrase ("the next", "Ukraine's")."""
_NEXT = 3
"""Words that tell whom something hurts or helps."""
_TURNS, _NEAR = 3, 60
"""Words between a negation and the word that it turns; letters in which they stand."""
_UNDOES = 6
"""Words between what averts something and that ("prevent a further escalation")."""
_ENDS = re.compile(r"[;:!?()]|\s[—–-]\s")
_JOINS = re.compile(r",|\b(?:and|or|и|или|та|й|і|und|oder|et|ou)\b", re.IGNORECASE)
_AND = re.compile(r",|\b(?:and|и|та|й|und|et)\b", re.IGNORECASE)
_APART = re.compile(r"[,.\s”\"»“«'’—–-]+$")
_WITHOUT_QUOTES = str.maketrans('”"»“«', "     ")
_BEGINS = re.compile(r"^[\s,.”\"»“«'’—–-]+")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated:
    """One course of action that the words call something.

    `action` and `said` as they stand there; `owner`: the words that tell who acts, "" where nobody is named; `whom`: who is harmed or helped,
    where the verdict is that somebody is; `proposal`, `contrary`: the action as the speaker's own proposal, and the refusal of it.
    """

    action: str
    said: str
    verdict: Verdict
    proposal: str
    contrary: str
    owner: str = ""
    whom: str = ""


def evaluations(text: str, language: str) -> tuple[Evaluated, ...]:
    """The courses of action that the text calls something, one a sentence at most, in order; none in languages without a lexicon."""
    words = _lexicons().get(language)
    if words is None:
        return ()
    short = (s for s in split_plain(text) if len(s) <= _LETTERS and _count(s) <= _SENTENCE)
    found = (_evaluated(sentence, words) for sentence in short)
    return tuple(one for one in found if one is not None)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Frames:
    thing: str
    deed: str
    no_thing: str
    no_deed: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Words:
    """One language's lexicon, as `evaluations.toml` explains it."""

    frames: _Frames
    infinitive: re.Pattern[str]
    action: re.Pattern[str]
    pronoun: re.Pattern[str]
    would: re.Pattern[str]
    link: re.Pattern[str]
    it: re.Pattern[str]
    calls: re.Pattern[str]
    owns: re.Pattern[str]
    own: re.Pattern[str]
    told: re.Pattern[str]
    content: re.Pattern[str]
    asks: re.Pattern[str]
    than: re.Pattern[str]
    again: re.Pattern[str]
    of: re.Pattern[str]
    whose: re.Pattern[str]
    contrast: re.Pattern[str]
    negated: re.Pattern[str]
    other: re.Pattern[str]
    cut: re.Pattern[str]
    bad: re.Pattern[str]
    harms: re.Pattern[str]
    good: re.Pattern[str]
    helps: re.Pattern[str]
    foes: re.Pattern[str]
    undoes: re.Pattern[str]


class _Said(NamedTuple):
    verdict: Verdict
    whom: str = ""


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
            first = _with_negation(sentence, link.start(), words)
            said = _verdict(sentence[first:end], words)
            known = said.verdict != "unknown"
            start = _start(sentence, begin, first, words, any_words=supposed and known and said.verdict != "good")
            if start is None or not _is_action(sentence[begin:first], words):
                continue
            # "sanctions hurt us too, but …"
            conceded = said.verdict != "not bad" and words.contrast.match(sentence, end) is not None
            if not conceded and (known or supposed) and not _is_judged_again(sentence, link.end(), end, words):
                yield _put(sentence[start:first], sentence[first:end], said, words, lead=sentence[begin:start])


def _named_last(sentence: str, words: _Words) -> Iterator[Evaluated]:
    """ "It would be a mistake to lift sanctions"."""
    for it in words.it.finditer(sentence):
        action = words.action.search(sentence, it.end())
        if action is None:
            return
        said = sentence[it.start() : action.start()]
        judged = _first(said, words)
        if judged is None or not _is_own(sentence, it.start(), words):
            continue
        before, after = said[: judged.start()], _trimmed(said[judged.end() :])
        # "a mistake not to lift them", but not "absurd for no date to be given"
        lead = after if words.negated.fullmatch(after) else ""
        apart = "," in before or any(p.search(said) for p in (_ENDS, words.cut, words.asks, words.than))
        end = _end(sentence, action.end(), words)
        told = words.content.search(sentence, action.start(), end) or (words.negated.search(after) and not lead)
        if not apart and not told and _count(said) <= _LONGEST:
            yield _put(sentence[action.start() : end], said, _verdict(said, words), words, lead=lead)


def _called(sentence: str, words: _Words) -> Iterator[Evaluated]:
    """ "(He) called lifting sanctions a mistake"."""
    for calls in words.calls.finditer(sentence):
        end = _end(sentence, calls.end(), words)
        judged = _first(sentence[:end], words, calls.end())
        if judged is None or not _is_own(sentence, calls.start(), words):
            continue
        start = _start(sentence, calls.end(), judged.start(), words, any_words=True) or calls.end()
        done = words.of.sub("", sentence[start : judged.start()].translate(_WITHOUT_QUOTES))
        if _is_action(done, words):
            said = _verdict(sentence[judged.start() : end], words)
            yield _put(done, sentence[judged.start() : end], said, words, lead=sentence[calls.end() : start])


def _put(action: str, said: str, judged: _Said, words: _Words, *, lead: str = "") -> Evaluated:
    action, lead = _trimmed(action), _trimmed(lead)
    inside, before = words.negated.match(action), words.negated.fullmatch(lead)
    bare = _trimmed(action[inside.end() :]) if inside else action
    denied, verb = inside or before, words.infinitive.match(bare)
    mark = verb.end("mark") if verb and "mark" in words.infinitive.groupindex else 0
    whole = bare[mark:].lstrip() if verb or denied or not lead else f"{lead} {bare}"
    frames = words.frames
    yes, no = (frames.deed, frames.no_deed) if verb else (frames.thing, frames.no_thing)
    if denied:
        yes, no = no, yes
    if not lead and not whole[1:2].isupper():
        whole = f"{whole[:1].lower()}{whole[1:]}"
    owns = None if verb else words.owns.match(bare)
    owner = (lead, *(m[0] for m in words.whose.finditer(said)), owns[0] if owns else "")
    vague = words.pronoun.search(bare) is not None
    return Evaluated(
        action=action,
        said=_trimmed(said),
        verdict="unknown" if vague else judged.verdict,
        proposal=yes.format(whole),
        contrary=no.format(whole),
        owner=" ".join(owner).strip(),
        whom=judged.whom,
    )


def _verdict(said: str, words: _Words) -> _Said:
    """What is said, and whom it hurts or helps where that is all; bad that is averted is good, what is said both ways is not known."""
    bad, harms = _told(said, words.bad, words), _told(said, words.harms, words)
    good, helps = _told(said, words.good, words), _told(said, words.helps, words)
    is_bad, is_good = [m for m, how in bad if how == "said"], [m for m, how in good if how == "said"]
    hurts, eases = [m for m, how in harms if how == "said"], [m for m, how in helps if how == "said"]
    averted = any(how == "averted" for _, how in (*bad, *harms))
    if is_bad or hurts:
        mixed = is_good or averted or (eases and is_bad)
        return _Said("unknown") if mixed else _Said("bad") if is_bad else _by_whom("bad", _whom(said, hurts[0]), words)
    if any(how == "denied" for _, how in (*bad, *harms)):
        return _Said("not bad")
    if is_good or averted:
        return _Said("good")
    if eases:
        return _by_whom("good", _whom(said, eases[0]), words)
    return _Said("bad") if any(how == "denied" for _, how in (*good, *helps)) else _Said("unknown")


def _by_whom(verdict: Literal["bad", "good"], whom: str, words: _Words) -> _Said:
    """What hurts an aggressor, whoever that is, is good, and what helps one bad."""
    if words.foes.search(whom) is None:
        return _Said(verdict, whom)
    return _Said("good" if verdict == "bad" else "bad")


def _told(said: str, pattern: re.Pattern[str], words: _Words) -> list[tuple[re.Match[str], _How]]:
    """Where it stands, and how it is said there."""
    return [(m, _how(said, m, words)) for m in pattern.finditer(said)]


def _how(said: str, m: re.Match[str], words: _Words) -> _How:
    near = max(0, m.start() - _NEAR)
    if any(_reaches(said, n.end(), m.start(), _TURNS) for n in words.negated.finditer(said, near, m.start())):
        return "denied"
    undone = any(_reaches(said, u.end(), m.start(), _UNDOES) for u in words.undoes.finditer(said, near, m.start()))
    return "averted" if undone else "said"


def _reaches(said: str, start: int, end: int, far: int) -> bool:
    return words_between(said, start, end) <= far and _AND.search(said, start, end) is None


def _whom(said: str, judged: re.Match[str]) -> str:
    """The next words behind it: whom it hurts or helps."""
    return _trimmed(" ".join(said[judged.end() :].split()[:_NEXT]))


def _first(text: str, words: _Words, start: int = 0) -> re.Match[str] | None:
    """The first word that calls something good or bad."""
    patterns = (words.bad, words.harms, words.good, words.helps)
    found = [m for pattern in patterns if (m := pattern.search(text, start))]
    return min(found, key=lambda m: m.start(), default=None)


def _is_judged_again(sentence: str, start: int, end: int, words: _Words) -> bool:
    """Whether it holds on a condition, is compared with another action, or another verb says something of all that ("to say that … would be a gift is absurd")."""
    if words.asks.search(sentence, start, end) or words.asks.match(sentence, end):
        return True
    judged = _first(sentence[:end], words, start)
    if judged is None:
        return False
    than, again = words.than.search(sentence, judged.end(), end), words.again.search(sentence, judged.end(), end)
    compared = than is not None and words_between(sentence, judged.end(), than.start()) <= 1
    return compared or (again is not None and not _JOINS.search(sentence, judged.end(), again.start()))


def _is_own(sentence: str, end: int, words: _Words) -> bool:
    """Whether nobody else holds what follows: nobody stands before it in its clause, or the speaker does."""
    cuts = [m.end() for p in (_ENDS, words.cut) for m in p.finditer(sentence, 0, end)]
    before = _trimmed(sentence[max(cuts, default=0) : end])
    return not before or (words.own.match(before) is not None and words.negated.search(before) is None)


def _start(sentence: str, begin: int, end: int, words: _Words, *, any_words: bool) -> int | None:
    """Where an action begins between the two; `any_words`: any are one, so that what begins further in is only a part of it."""
    action = words.action.search(sentence, begin, end)
    if action is not None and (not any_words or words_between(sentence, begin, action.start()) <= _BEFORE):
        return action.start()
    return begin if any_words else None


def _with_negation(sentence: str, start: int, words: _Words) -> int:
    """Where what is said begins: before the link, where a "not" stands right before it."""
    turns = list(words.negated.finditer(sentence, max(0, start - _NEAR), start))
    return turns[-1].start() if turns and not sentence[turns[-1].end() : start].strip() else start


def _is_action(done: str, words: _Words) -> bool:
    """Whether it is one phrase of two words and more, not already a sentence of its own, nor what somebody thinks or supposes."""
    named = words.of.sub("", f" {done.lower()}")
    told = words.other.search(done) or words.content.search(done) or words.asks.search(done) or _ENDS.search(done)
    return _count(named) >= 2 and _count(done) <= _LONGEST and not told


def _clause_start(sentence: str, end: int, words: _Words) -> int | None:
    """Where the clause begins that ends there: behind a mark, a contrast or what reports it; None where a verb stands in it already, or
    somebody else holds it.

    Behind such a verb another clause may have begun: "sanctions are painful, and lifting them".
    """
    reports = [m for m in words.told.finditer(sentence, 0, end) if m.end() < end]
    if reports and not _is_own(sentence, reports[-1].start(), words):
        return None
    cuts = [m.end() for p in (_ENDS, words.cut) for m in p.finditer(sentence, 0, end) if m.end() < end]
    start = max([*cuts, *(m.end() for m in reports)], default=0)
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
    return words_between(text, 0, len(text))


@cache
def _lexicons() -> Mapping[str, _Words]:
    text = resources.files("monitor.reading.cues").joinpath("cue_lexicon", "evaluations.toml").read_text("utf-8")
    return {language: _compiled(lists) for language, lists in tomllib.loads(text).items()}


def _compiled(lists: Mapping[str, str | list[str]]) -> _Words:
    frames = {name: str(lists[name]) for name in ("thing", "deed", "no_thing", "no_deed")}
    entries = {name: value for name, value in lists.items() if isinstance(value, list)}
    ends = "|".join(entries.pop("of"))
    return _Words(
        frames=_Frames(**frames),
        infinitive=re.compile(rf"(?:{lists['infinitive']})(?!\w)", re.IGNORECASE),
        negated=any_of(entries.pop("not")),
        of=re.compile(rf"(?:\s+(?:{ends}))+\s*$|^\s+(?:{ends})(?=\s)", re.IGNORECASE),
        **{name: any_of(values) for name, values in entries.items()},
    )
