"""A text as the network is shown it: the statements in order, each with who says it, and the whole sentences between them."""

from __future__ import annotations

from bisect import bisect_left
from typing import TYPE_CHECKING, NamedTuple

from monitor.ports import Saying
from monitor.reading.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from monitor.ports import Text
    from monitor.reading.cues.rules import Asked
    from monitor.reading.found import Attribution
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


def shown_texts(
    prose: str, found: Sequence[Attribution], asked: Sequence[Asked], *, wanted: Sequence[int], language: str
) -> list[Shown]:
    """`prose`, which is in that language, with each wanted statement in it once; several times where wanted ones share words, so that none is shown beside itself.

    Statements that are not wanted are shown where they share no words with one that is. A sentence that goes on into a statement, or comes out of
    one, is shown nowhere: who is said to say it is no context of what is said; nor is the question that a bare yes or no was asked as.
    """
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
            prose[a:b] if n is None else _stretch(found[n], asked[n], wanted=n in layer) for (a, b), n in pieces
        ]
        texts.append(Shown(text, [n for _, n in pieces if n is not None and n in layer]))
    return texts


def _stretch(found: Attribution, ask: Asked, *, wanted: bool) -> Saying | str:
    """A reporter's question, which is not wanted, is nobody's statement."""
    asks = found.question and ask.speaker.bloc is None and not wanted
    return ask.text if asks else Saying(ask.text, ask.speaker.bloc, wanted=wanted)


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
