"""A text as the network is shown it: the statements in order, each with who says it, and the whole sentences between them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from monitor.ports import Saying
from monitor.reading.judging.affirmed import affirmed
from monitor.reading.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from monitor.ports import Text
    from monitor.reading.cues.rules import Excerpt
    from monitor.reading.found import Attribution
    from monitor.reading.judging.case import Case
    from monitor.types import Span


class Shown(NamedTuple):
    """A text, and the numbers of the statements in it that are wanted, in order."""

    text: Text
    numbers: list[int]

    @property
    def among_others(self) -> bool:
        """Whether they are read among other words: the model reads from what stands before the first of them up to the last (`models/windows.py`)."""
        first = self.text[0]
        return len(self.numbers) > 1 or not (isinstance(first, Saying) and first.wanted)


def shown_texts(cases: Sequence[Case], numbers: Sequence[int], *, around: str | None, language: str) -> list[Shown]:
    """The texts in which the model is shown the statements of these numbers; `around`: the text they stand in, which is in that language, None: each by itself.

    By itself stands what is told only to be denied, too: round it stands the denial, which the model would count a second time.
    """
    alone = {n for n in numbers if around is None or _is_denied(cases[n].found)}
    texts = [Shown([_by_itself(cases[n])], [n]) for n in sorted(alone)]
    if around is None:
        return texts
    return [*texts, *_in_prose(around, cases, wanted=[n for n in numbers if n not in alone], language=language)]


def saying(excerpt: Excerpt, *, wanted: bool = True) -> Saying:
    """The words as their speaker's."""
    return Saying(excerpt.text, excerpt.speaker.bloc, wanted=wanted)


def _by_itself(case: Case) -> Saying:
    """What others say and the speaker denies is shown as nobody's: what his side is used to say tells nothing of it."""
    if _is_denied(case.found):
        return Saying(affirmed(case.excerpt.text, case.excerpt.language), None)
    return saying(case.excerpt)


def _is_denied(found: Attribution) -> bool:
    return found.denied and found.answers is None


def _in_prose(prose: str, cases: Sequence[Case], *, wanted: Sequence[int], language: str) -> list[Shown]:
    """`prose`, which is in that language, with each wanted statement in it once; several times where wanted ones share words, so that none is shown beside itself.

    Statements that are not wanted are shown where they share no words with one that is. A sentence that goes on into a statement, or comes out of
    one, is shown nowhere: who is said to say it is no context of what is said; nor is the question that a bare yes or no was asked as.
    """
    found = [case.found for case in cases]
    sentences = _apart(split_sentences(prose, language), found) if wanted else []
    texts = []
    for layer in _layers(wanted, found):
        pieces: list[tuple[Span, int | None]] = [(_span(found[n]), n) for n in layer]
        taken = sorted([*(span for span, _ in pieces), *(f.answers for f in found if f.answers)])
        others = sorted(set(range(len(found))) - layer, key=lambda n: (found[n].start, -found[n].end))
        pieces += [(_span(found[n]), n) for n in others if _take(_span(found[n]), taken)]
        pieces += [(sentence, None) for sentence in sentences]
        pieces.sort(key=lambda piece: piece[0])
        text: list[Saying | str] = [
            prose[a:b] if n is None else _stretch(cases[n], wanted=n in layer) for (a, b), n in pieces
        ]
        texts.append(Shown(text, [n for _, n in pieces if n is not None and n in layer]))
    return texts


def _stretch(case: Case, *, wanted: bool) -> Saying | str:
    """A reporter's question, which is not wanted, is nobody's statement."""
    is_nobodys = case.is_reporters and not wanted
    return case.excerpt.text if is_nobodys else saying(case.excerpt, wanted=wanted)


def _span(found: Attribution) -> Span:
    return found.start, found.end


def _layers(numbers: Sequence[int], found: Sequence[Attribution]) -> Iterator[frozenset[int]]:
    """Together all of the numbers, each once; within one no two share a letter."""
    left = sorted(numbers, key=lambda n: _span(found[n]))
    while left:
        layer, end = set[int](), 0
        for n in left:
            if found[n].start >= end:
                layer.add(n)
                end = found[n].end
        yield frozenset(layer)
        left = [n for n in left if n not in layer]


def _take(span: Span, taken: list[Span]) -> bool:
    """Whether it shares no letter with those that are taken, which are in order; then it is one of them."""
    at = bisect_left(taken, span)
    free = (at == 0 or taken[at - 1][1] <= span[0]) and (at == len(taken) or span[1] <= taken[at][0])
    if free:
        taken.insert(at, span)
    return free


def _apart(sentences: Sequence[Span], found: Sequence[Attribution]) -> list[Span]:
    """The sentences, in order, that share no letter with a statement or with the question that it answers."""
    places = sorted(span for f in found for span in (_span(f), f.answers) if span is not None)
    apart, at, reached = [], 0, 0
    for start, end in sentences:
        while at < len(places) and places[at][0] < end:
            reached = max(reached, places[at][1])
            at += 1
        if reached <= start:
            apart.append((start, end))
    return apart
