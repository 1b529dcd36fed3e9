"""What somebody calls something, with the action before what it is called or behind it ("called lifting sanctions a mistake", «назвал ошибкой снятие санкций»)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.cues.clauses import words_between
from monitor.reading.cues.evaluated import denies_own, end_of, is_action, put, start_of
from monitor.reading.cues.good_or_bad import Said, first_judged, flipped, joins_another, trimmed, verdict_of

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator

    from monitor.reading.cues.evaluated import Evaluated
    from monitor.reading.cues.evaluation_words import EvaluationWords

_WITHOUT_QUOTES = str.maketrans('”"»“«', "     ")
_NEXT = 3
"""Words between what something is called and the action behind it; chosen by hand."""


def called(sentence: str, words: EvaluationWords) -> Iterator[Evaluated]:
    """ "(He) called lifting sanctions a mistake", "(He) called it a mistake to lift sanctions"; "did not call" turns it."""
    for calls in words.calls.finditer(sentence):
        end = end_of(sentence, calls.end(), words)
        judged = first_judged(sentence[:end], words, calls.end())
        denied = denies_own(sentence, calls.start(), words)
        if judged is None or denied is None:
            continue
        negation = _negation_before(sentence, calls.end(), judged.start(), words)
        turned = denied or negation is not None
        stop = judged.start() if negation is None else negation.start()
        behind = _behind(sentence, calls.end(), stop, judged, words)
        if behind is not None:
            said = sentence[judged.start() : behind]
            yield put(sentence[behind:end], judged[0], _turned(said, words, turned=turned), words, called=True)
            continue
        start = start_of(sentence, calls.end(), stop, words, any_words=True) or calls.end()
        done = words.of.sub("", sentence[start:stop].translate(_WITHOUT_QUOTES))
        if is_action(done, words):
            said = sentence[judged.start() : end]
            yield put(
                done, said, _turned(said, words, turned=turned), words, lead=sentence[calls.end() : start], called=True
            )


def thought(sentence: str, words: EvaluationWords) -> Iterator[Evaluated]:
    """The same without the verb, which told who thinks so: «снятие санкций недопустимым», « inutile une levée des sanctions »."""
    end = end_of(sentence, 0, words)
    whole = trimmed(sentence[:end])
    judged = first_judged(whole, words)
    if judged is None or trimmed(sentence[end:]):
        return
    if judged.start() == 0:
        behind = words.action.match(whole, judged.end() + 1)
        if behind is not None and words.predicative.match(whole[: judged.end() + 1] + whole[behind.start() :]):
            yield put(whole[behind.start() :], judged[0], verdict_of(judged[0], words), words, called=True)
    elif judged.end() == len(whole) and words.predicate_last.fullmatch(judged[0]):
        done = whole[: judged.start()]
        if words.action.match(done) and is_action(done, words) and not words.link.search(done):
            yield put(done, judged[0], verdict_of(judged[0], words), words, called=True)


def _turned(said: str, words: EvaluationWords, *, turned: bool) -> Said:
    found = verdict_of(said, words)
    return Said(flipped(found.verdict), found.whom) if turned else found


def _negation_before(sentence: str, start: int, end: int, words: EvaluationWords) -> re.Match[str] | None:
    """A "not" right before what something is called, or before what leads to that ("nicht für falsch")."""
    turns = list(words.negated.finditer(sentence, start, end))
    if not turns or trimmed(words.of.sub("", f" {sentence[turns[-1].end() : end]}")):
        return None
    return turns[-1]


def _behind(sentence: str, start: int, stop: int, judged: re.Match[str], words: EvaluationWords) -> int | None:
    """Where the action begins behind what it is called; None where something else is called so, or more is said before it."""
    led = sentence[start:stop].translate(_WITHOUT_QUOTES)
    if led.strip() and words.leads_to.fullmatch(f"{led.strip()} ") is None:
        return None
    action = words.action.search(sentence, judged.end(), end_of(sentence, judged.end(), words))
    if action is None or words_between(sentence, judged.end(), action.start()) > _NEXT:
        return None
    between = sentence[judged.end() : action.start()]
    verb = words.infinitive.match(trimmed(sentence[action.start() : end_of(sentence, action.start(), words)]))
    apart = ("," in between and not verb) or joins_another(between, words)
    return None if apart or words.content.search(sentence, judged.end(), action.end()) else action.start()
