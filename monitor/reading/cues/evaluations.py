"""A course of action that is called good or bad ("Lifting sanctions would be a gift to Putin"), put as what the speaker proposes.

Who calls an action a mistake is against it, in words that say nothing else of where he stands: read as they are, they look like the action.
So the action is taken out of them and put as a proposal ("We are for lifting sanctions"); what that says is turned round elsewhere
(`restated`). What others call so is left alone. Imports its neighbours.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.reading.cues.clauses import split_plain, words_between
from monitor.reading.cues.evaluation_words import load_evaluation_words
from monitor.reading.cues.good_or_bad import NEAR, first_judged, trimmed, verdict_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.reading.cues.evaluation_words import EvaluationWords
    from monitor.reading.cues.good_or_bad import Said, Verdict

_LONGEST = 25
"""Words of a course of action, and of what is said of it, at most."""
_SENTENCE, _LETTERS = 120, 1_000
"""Words and letters of a sentence that is looked at, at most."""
_BEFORE = 3
"""Words that may stand before an action in its phrase ("the next", "Ukraine's")."""
_ENDS = re.compile(r"[;:!?()]|\s[—–-]\s")
_WITHOUT_QUOTES = str.maketrans('”"»“«', "     ")


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
    words = load_evaluation_words().get(language)
    if words is None:
        return ()
    short = (s for s in split_plain(text) if len(s) <= _LETTERS and _count(s) <= _SENTENCE)
    found = (_evaluated(sentence, words) for sentence in short)
    return tuple(one for one in found if one is not None)


def _evaluated(sentence: str, words: EvaluationWords) -> Evaluated | None:
    forms = (_named_last, _called, _named_first)
    return next((one for form in forms for one in form(sentence, words)), None)


def _named_first(sentence: str, words: EvaluationWords) -> Iterator[Evaluated]:
    """ "Lifting sanctions would be a mistake": the action, what links it, what is said of it.

    Of what would be bad any words may be the action; what *is* bad must begin as one ("the situation is dangerous" proposes nothing).
    """
    for links, supposed in ((words.would, True), (words.link, False)):
        for link in links.finditer(sentence):
            begin, end = _clause_start(sentence, link.start(), words), _end(sentence, link.end(), words)
            if begin is None:
                continue
            first = _with_negation(sentence, link.start(), words)
            said = verdict_of(sentence[first:end], words)
            known = said.verdict != "unknown"
            start = _start(sentence, begin, first, words, any_words=supposed and known and said.verdict != "good")
            if start is None or not _is_action(sentence[begin:first], words):
                continue
            # "sanctions hurt us too, but …"
            conceded = said.verdict != "not bad" and words.contrast.match(sentence, end) is not None
            if not conceded and (known or supposed) and not _is_judged_again(sentence, link.end(), end, words):
                yield _put(sentence[start:first], sentence[first:end], said, words, lead=sentence[begin:start])


def _named_last(sentence: str, words: EvaluationWords) -> Iterator[Evaluated]:
    """ "It would be a mistake to lift sanctions"."""
    for it in words.it.finditer(sentence):
        action = words.action.search(sentence, it.end())
        if action is None:
            return
        said = sentence[it.start() : action.start()]
        judged = first_judged(said, words)
        if judged is None or not _is_own(sentence, it.start(), words):
            continue
        before, after = said[: judged.start()], trimmed(said[judged.end() :])
        # "a mistake not to lift them", but not "absurd for no date to be given"
        lead = after if words.negated.fullmatch(after) else ""
        apart = "," in before or any(p.search(said) for p in (_ENDS, words.cut, words.asks, words.than))
        end = _end(sentence, action.end(), words)
        told = words.content.search(sentence, action.start(), end) or (words.negated.search(after) and not lead)
        if not apart and not told and _count(said) <= _LONGEST:
            yield _put(sentence[action.start() : end], said, verdict_of(said, words), words, lead=lead)


def _called(sentence: str, words: EvaluationWords) -> Iterator[Evaluated]:
    """ "(He) called lifting sanctions a mistake"."""
    for calls in words.calls.finditer(sentence):
        end = _end(sentence, calls.end(), words)
        judged = first_judged(sentence[:end], words, calls.end())
        if judged is None or not _is_own(sentence, calls.start(), words):
            continue
        start = _start(sentence, calls.end(), judged.start(), words, any_words=True) or calls.end()
        done = words.of.sub("", sentence[start : judged.start()].translate(_WITHOUT_QUOTES))
        if _is_action(done, words):
            said = verdict_of(sentence[judged.start() : end], words)
            yield _put(done, sentence[judged.start() : end], said, words, lead=sentence[calls.end() : start])


def _put(action: str, said: str, judged: Said, words: EvaluationWords, *, lead: str = "") -> Evaluated:
    action, lead = trimmed(action), trimmed(lead)
    inside, before = words.negated.match(action), words.negated.fullmatch(lead)
    bare = trimmed(action[inside.end() :]) if inside else action
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
        said=trimmed(said),
        verdict="unknown" if vague else judged.verdict,
        proposal=yes.format(whole),
        contrary=no.format(whole),
        owner=" ".join(owner).strip(),
        whom=judged.whom,
    )


def _is_judged_again(sentence: str, start: int, end: int, words: EvaluationWords) -> bool:
    """Whether it holds on a condition, is compared with another action, or another verb says something of all that ("to say that … would be a gift is absurd")."""
    if words.asks.search(sentence, start, end) or words.asks.match(sentence, end):
        return True
    judged = first_judged(sentence[:end], words, start)
    if judged is None:
        return False
    than, again = words.than.search(sentence, judged.end(), end), words.again.search(sentence, judged.end(), end)
    compared = than is not None and words_between(sentence, judged.end(), than.start()) <= 1
    return compared or (again is not None and not words.joins.search(sentence, judged.end(), again.start()))


def _is_own(sentence: str, end: int, words: EvaluationWords) -> bool:
    """Whether nobody else holds what follows: nobody stands before it in its clause, or the speaker does."""
    cuts = [m.end() for p in (_ENDS, words.cut) for m in p.finditer(sentence, 0, end)]
    before = trimmed(sentence[max(cuts, default=0) : end])
    return not before or (words.own.match(before) is not None and words.negated.search(before) is None)


def _start(sentence: str, begin: int, end: int, words: EvaluationWords, *, any_words: bool) -> int | None:
    """Where an action begins between the two; `any_words`: any are one, so that what begins further in is only a part of it."""
    action = words.action.search(sentence, begin, end)
    if action is not None and (not any_words or words_between(sentence, begin, action.start()) <= _BEFORE):
        return action.start()
    return begin if any_words else None


def _with_negation(sentence: str, start: int, words: EvaluationWords) -> int:
    """Where what is said begins: before the link, where a "not" stands right before it."""
    turns = list(words.negated.finditer(sentence, max(0, start - NEAR), start))
    return turns[-1].start() if turns and not sentence[turns[-1].end() : start].strip() else start


def _is_action(done: str, words: EvaluationWords) -> bool:
    """Whether it is one phrase of two words and more, not already a sentence of its own, nor what somebody thinks or supposes."""
    named = words.of.sub("", f" {done.lower()}")
    told = words.other.search(done) or words.content.search(done) or words.asks.search(done) or _ENDS.search(done)
    return _count(named) >= 2 and _count(done) <= _LONGEST and not told


def _clause_start(sentence: str, end: int, words: EvaluationWords) -> int | None:
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
    joined = words.joins.search(sentence, verbs[-1], end)
    return joined.end() if joined else None


def _end(sentence: str, start: int, words: EvaluationWords) -> int:
    """Where what begins there ends."""
    cuts = [m.start() for p in (_ENDS, words.cut) if (m := p.search(sentence, start))]
    return min(cuts, default=len(sentence))


def _count(text: str) -> int:
    return words_between(text, 0, len(text))
