"""Of which statements the model is asked: those with a word of an issue, or where a party to the topic is named."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.cues.cue_words import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.cues.parties import Parties
    from monitor.reading.cues.rules import Excerpt, Read
    from monitor.reading.judging.case import Case


def topical(excerpts: Sequence[Excerpt], parties: Parties, *, many: bool) -> list[bool]:
    """Of which a side of the topic is named, in a long text (`many`) just now."""
    return [parties.topical(_heard(excerpt)) if many else _is_topical(excerpt, parties) for excerpt in excerpts]


def wanted(
    excerpts: Sequence[Excerpt], reads: Sequence[Read], named: Sequence[bool], parties: Parties, *, at_most: int
) -> list[int]:
    """The numbers of those that the model is asked about: with a word of an issue, or where a side of the topic is `named`.

    Where that are more than `at_most` it must be another side than the speaker's.
    """
    numbers = [n for n, read in enumerate(reads) if read.candidates or named[n]]
    if len(numbers) <= at_most:
        return numbers
    return [n for n in numbers if reads[n].candidates or parties.another(_heard(excerpts[n]), excerpts[n].speaker.bloc)]


def why_unasked(case: Case) -> str:
    """Why the model was not asked about it."""
    if case.is_reporters:
        return "the network was not asked: a question of nobody who is followed"
    return "the network was not asked: no word of an issue, and no party to the topic named near it"


def _is_topical(excerpt: Excerpt, parties: Parties) -> bool:
    """Whether the words name a side of the topic, or, said by one of the sides, what stands round them does.

    In a language without word lists whatever a side says may be on an issue.
    """
    if excerpt.speaker.bloc and excerpt.language not in LANGUAGES:
        return True
    where = (excerpt.text, excerpt.context, excerpt.title) if excerpt.speaker.bloc else (excerpt.text,)
    return any(parties.topical(text) for text in where)


def _heard(excerpt: Excerpt) -> str:
    """What was said just now: in a long text the parties are named once, and meant for some sentences."""
    return f"{excerpt.before} {excerpt.text}"
