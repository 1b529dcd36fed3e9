"""A course of action that is called good or bad ("Lifting sanctions would be a gift to Putin"), put as what the speaker proposes.

Who calls an action a mistake is against it, in words that say nothing else of where he stands: read as they are, they look like the action.
So the action is taken out of them and put as a proposal ("We are for lifting sanctions"); what that says is turned round elsewhere
(`restated`). What others call so is left alone.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.cues.called import called, thought
from monitor.reading.cues.clauses import split_plain, words_between
from monitor.reading.cues.evaluated import ENDS, LONGEST, count, end_of, is_action, is_own, put, start_of
from monitor.reading.cues.evaluation_words import load_evaluation_words
from monitor.reading.cues.good_or_bad import NEAR, first_judged, trimmed, verdict_of
from monitor.reading.cues.refused_proposals import declined, disowned, of_doer, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.reading.cues.evaluated import Evaluated
    from monitor.reading.cues.evaluation_words import EvaluationWords

_SENTENCE, _LETTERS = 120, 1_000
"""Words and letters of a sentence that is looked at, at most; chosen by hand."""


def evaluations(text: str, language: str) -> tuple[Evaluated, ...]:
    """The courses of action that the text calls something, one a sentence at most, in order; none in languages without a lexicon."""
    words = load_evaluation_words().get(language)
    if words is None:
        return ()
    short = (s for s in split_plain(text) if len(s) <= _LETTERS and count(s) <= _SENTENCE)
    found = (_evaluated(sentence, words) for sentence in short)
    return tuple(one for one in found if one is not None)


def _evaluated(sentence: str, words: EvaluationWords) -> Evaluated | None:
    forms = (disowned, refused, declined, of_doer, _named_last, called, thought, _named_first)
    return next((one for form in forms for one in form(sentence, words)), None)


def _named_first(sentence: str, words: EvaluationWords) -> Iterator[Evaluated]:
    """ "Lifting sanctions would be a mistake": the action, what links it, what is said of it.

    Of what would be bad any words may be the action; what *is* bad must begin as one ("the situation is dangerous" proposes nothing).
    """
    for links, supposed in ((words.would, True), (words.link, False)):
        for link in links.finditer(sentence):
            begin, end = _clause_start(sentence, link.start(), words), end_of(sentence, link.end(), words)
            if begin is None:
                continue
            first = _with_negation(sentence, link.start(), words)
            said = verdict_of(sentence[first:end], words)
            known = said.verdict != "unknown"
            start = start_of(sentence, begin, first, words, any_words=supposed and known and said.verdict != "good")
            if start is None or not is_action(sentence[begin:first], words):
                continue
            # "sanctions hurt us too, but …"
            conceded = said.verdict != "not bad" and words.contrast.match(sentence, end) is not None
            if not conceded and (known or supposed) and not _is_judged_again(sentence, link.end(), end, words):
                yield put(sentence[start:first], sentence[first:end], said, words, lead=sentence[begin:start])


def _named_last(sentence: str, words: EvaluationWords) -> Iterator[Evaluated]:
    """ "It would be a mistake to lift sanctions"."""
    for it in words.it.finditer(sentence):
        action = words.action.search(sentence, it.end())
        if action is None:
            return
        said = sentence[it.start() : action.start()]
        judged = first_judged(said, words)
        if judged is None or not is_own(sentence, it.start(), words):
            continue
        before, after = said[: judged.start()], trimmed(said[judged.end() :])
        # "a mistake not to lift them", but not "absurd for no date to be given"
        lead = after if words.negated.fullmatch(after) else ""
        apart = "," in before or any(p.search(said) for p in (ENDS, words.cut, words.asks, words.than))
        end = end_of(sentence, action.end(), words)
        told = words.content.search(sentence, action.start(), end) or (words.negated.search(after) and not lead)
        if not apart and not told and count(said) <= LONGEST:
            yield put(sentence[action.start() : end], said, verdict_of(said, words), words, lead=lead)


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


def _with_negation(sentence: str, start: int, words: EvaluationWords) -> int:
    """Where what is said begins: before the link, where a "not" stands right before it."""
    turns = list(words.negated.finditer(sentence, max(0, start - NEAR), start))
    return turns[-1].start() if turns and not sentence[turns[-1].end() : start].strip() else start


def _clause_start(sentence: str, end: int, words: EvaluationWords) -> int | None:
    """Where the clause begins that ends there: behind a mark, a contrast or what reports it; None where a verb stands in it already, or
    somebody else holds it.

    Behind such a verb another clause may have begun: "sanctions are painful, and lifting them".
    """
    reports = [m for m in words.told.finditer(sentence, 0, end) if m.end() < end]
    if reports and not is_own(sentence, reports[-1].start(), words):
        return None
    cuts = [m.end() for p in (ENDS, words.cut) for m in p.finditer(sentence, 0, end) if m.end() < end]
    start = max([*cuts, *(m.end() for m in reports)], default=0)
    verbs = [m.end() for m in words.other.finditer(sentence, start, end)]
    if not verbs:
        return start
    joined = words.joins.search(sentence, verbs[-1], end)
    return joined.end() if joined else None
