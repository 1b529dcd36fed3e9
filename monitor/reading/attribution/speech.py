"""Text in the first person: the turns of a transcript, an address, a statement."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.reading.attribution.answers import find_answer
from monitor.reading.attribution.contents import chunk
from monitor.reading.attribution.heard import Heard
from monitor.reading.text.sentences import is_question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.actors.speaker import Speaker
    from monitor.reading.actors.speakers import Speakers
    from monitor.reading.attribution.transcripts import Turn
    from monitor.types import Span

_NOT_FOLLOWED_AT_MOST = 3
"""Sentences in one piece of the words of somebody who is not followed, at most; chosen by hand."""
_HEAD = 5
"""The level of presidents and heads of government: who speaks on their pages without being followed is no voice of that level."""


def hear_turns(text: str, turns: Sequence[Turn], paragraphs: Sequence[Span], *, speakers: Speakers) -> list[Heard]:
    """Each sentence of each turn, as the words of the one whose label stands before it."""
    heard: list[Heard] = []
    before: Turn | None = None
    briefer = _briefer(text, turns, speakers)
    for turn in turns:
        speaker = speakers.who_answers(turn.label) if turn.answers else speakers.resolve_label(turn.label)
        if text[slice(*turn.label)] == briefer:
            speaker = replace(speaker, role="office", office=speakers.known.home_office)
        spoken = [h for b in clip(paragraphs, turn.body) for h in _hear_speech(text, b, speaker, speakers=speakers)]
        source = turn.label if turn.label[0] < turn.label[1] else None
        spoken = [replace(words, source=source, asks=turn.asks or words.asks) for words in spoken]
        if before is not None and spoken and not turn.asks:
            spoken[0] = _as_answer(text, spoken[0], before.body, speakers=speakers)
        heard, before = [*heard, *spoken], turn
    return heard


def _briefer(text: str, turns: Sequence[Turn], speakers: Speakers) -> str | None:
    """The label of the only one who is asked on an office's own page, where he is not followed: he speaks for the office. None where there is no such."""
    home = speakers.known.home_office
    if home is None or home.level >= _HEAD or not any(turn.asks for turn in turns):
        return None
    labels = {text[slice(*turn.label)]: turn for turn in turns if not turn.asks}
    if len(labels) != 1:
        return None
    ((label, turn),) = labels.items()
    followed = turn.answers or speakers.resolve_label(turn.label).actor is not None
    return None if followed else label


def _as_answer(text: str, words: Heard, asked: Span, *, speakers: Speakers) -> Heard:
    """The first words of a turn, with the question before them where they are a bare yes or no to it."""
    answer = find_answer(text, words.parts[0], asked, lexicon=speakers.lexicon)
    return replace(words, answers=answer.question, denied=answer.denies) if answer else words


def hear_monologue(text: str, paragraphs: Sequence[Span], speaker: Speaker, *, speakers: Speakers) -> list[Heard]:
    """Each sentence, as the words of the one whose text it is."""
    heard = [h for paragraph in paragraphs for h in _hear_speech(text, paragraph, speaker, speakers=speakers)]
    return [replace(spoken, own=True) for spoken in heard]


def clip(spans: Sequence[Span], to: Span) -> list[Span]:
    """The parts of `spans` inside `to`; `spans` are in order."""
    clipped: list[Span] = []
    for start, end in spans[max(0, bisect_right(spans, (to[0], to[1])) - 1) :]:
        if start >= to[1]:
            break
        if max(start, to[0]) < min(end, to[1]):
            clipped.append((max(start, to[0]), min(end, to[1])))
    return clipped


def gaps(spans: Sequence[Span], taken: Sequence[Span]) -> list[Span]:
    """The parts of `spans` outside `taken`; both in order."""
    edges = [0, *(edge for span in taken for edge in span), spans[-1][1] if spans else 0]
    outside = [(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
    return [part for gap in outside for part in clip(spans, gap)]


def _hear_speech(text: str, span: Span, speaker: Speaker, *, speakers: Speakers) -> list[Heard]:
    lexicon = speakers.lexicon
    at_most = 1 if speaker.actor is not None else _NOT_FOLLOWED_AT_MOST
    pieces = chunk(text, span, lexicon=lexicon, at_most=at_most)
    return [
        Heard(
            speaker=speaker,
            parts=(piece,),
            context=_round(pieces, at),
            form="transcript",
            asks=is_question(text, piece),
            relayed=_is_relayed(text, piece, speaker, speakers),
        )
        for at, piece in enumerate(pieces)
    ]


def _is_relayed(text: str, piece: Span, speaker: Speaker, speakers: Speakers) -> bool:
    """Whether the sentence says what somebody else says: "they claim …", "Washington says …"."""
    if speakers.lexicon["relay"].search(text, *piece):
        return True
    for mention in speakers.known.within(piece):
        others = speaker.actor not in mention.ids and mention.nominative
        if others and speakers.lexicon["relay_verb"].match(text, mention.end, piece[1]):
            return True
    return False


def _round(pieces: Sequence[Span], at: int) -> Span:
    return (pieces[max(0, at - 1)][0], pieces[min(len(pieces) - 1, at + 1)][1])
