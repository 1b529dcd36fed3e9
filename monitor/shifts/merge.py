"""When two utterances are one act of saying, and what is left of them.

May import: types, shifts.retold. The n-grams are made here because siblings do not know each other.
"""

from __future__ import annotations

import re
from dataclasses import replace
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple

from monitor.shifts.retold import is_retold
from monitor.types.levels import mode_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from monitor.shifts.retold import Likeness
    from monitor.types import Evidence, MergeRules, Utterance

WORD = re.compile(r"\w+")
FEWEST = 4
"""A quote shorter than this says too little to be recognised by."""
PER_ARTICLE = 3
"""Places kept from one article."""


def shingles_of(texts: Iterable[str], size: int) -> tuple[int, ...]:
    """48-bit hashes of every run of `size` words; of the whole quote where it is shorter, four words at least."""
    found: set[int] = set()
    for text in texts:
        words = WORD.findall(text.casefold())
        if len(words) >= FEWEST:
            reach = min(size, len(words))
            found.update(_hash(words[at : at + reach]) for at in range(len(words) - reach + 1))
    return tuple(sorted(found))


def _hash(words: Sequence[str]) -> int:
    return int.from_bytes(blake2b(" ".join(words).encode(), digest_size=6).digest())


def twin(
    utterance: Utterance, recent: Iterable[Utterance], rules: MergeRules, likeness: Likeness | None = None
) -> Utterance | None:
    """The earlier known utterance that this one repeats: the one nearest in time, None where there is none."""
    known = tuple(recent)
    same = [other for other in known if is_one(utterance, other, rules)]
    if not same and likeness is not None:
        same = [other for other in known if is_retold(utterance, other, rules, likeness)]
    return min(same, key=lambda other: (abs(other.said_at - utterance.said_at), other.id), default=None)


def is_one(one: Utterance, other: Utterance, rules: MergeRules) -> bool:
    """Same stream, near in time, and words in common.

    A paraphrase has no words of its own to compare: there the same speaker, day and level must do, or every outlet
    that retells one speech would count as new evidence.
    """
    if one.key != other.key or abs(one.said_at - other.said_at) > rules.window:
        return False
    if not set(one.shingles).isdisjoint(other.shingles):
        return True
    same_day = one.said_at.date() == other.said_at.date() and one.actor == other.actor
    return same_day and (is_paraphrase(one) or is_paraphrase(other)) and mode_of(one.levels) == mode_of(other.levels)


def is_paraphrase(utterance: Utterance) -> bool:
    """Whether no place has the speaker's own words."""
    return all(evidence.voice not in ("primary", "quoted") for evidence in utterance.evidence)


def merge(known: Utterance, again: Utterance, *, copies: bool = False) -> Utterance:
    """One utterance of two; the stronger decides the level. `known` keeps its id.

    An article that is in it already changes nothing. `copies`: the second is a copy of the first one's article, so it
    is no independent source unless it is the speaker's own page.
    """
    told = {evidence.article for evidence in known.evidence}
    if again.evidence and all(evidence.article in told for evidence in again.evidence):
        return known
    stronger = max((known, again), key=lambda u: (u.weight, u.primary, u.margin, u is known))
    origins = known.origins if copies and not again.primary else _united(known.origins, again.origins)
    return replace(
        stronger,
        id=known.id,
        said_at=min(known.said_at, again.said_at),
        speaker_level=max(known.speaker_level, again.speaker_level),
        primary=known.primary or again.primary,
        evidence=best_first((*known.evidence, *again.evidence)),
        origins=origins,
        copies=known.copies + again.copies,
        quiet=known.quiet and again.quiet,
        shingles=tuple(sorted({*known.shingles, *again.shingles})),
        flags=_united(known.flags, again.flags),
        agreeing=max(known.agreeing, again.agreeing),
    )


def best_first(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """Each place once, heaviest first, few from one article."""
    chosen: list[Evidence] = []
    seen: set[tuple[str, int, int]] = set()
    per_article: dict[str, int] = {}
    for place in sorted(evidence, key=lambda e: (-e.weight, e.said_at, e.article, e.start)):
        where = (place.article, place.start, place.end)
        if where not in seen and per_article.get(place.article, 0) < PER_ARTICLE:
            seen.add(where)
            per_article[place.article] = per_article.get(place.article, 0) + 1
            chosen.append(place)
    return tuple(chosen)


def _united(one: Sequence[str], other: Sequence[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys((*one, *other)))


class Placed(NamedTuple):
    """Where an utterance belongs: `known` is what the store had of it, None where it is new."""

    utterance: Utterance
    known: Utterance | None

    @property
    def same_label(self) -> bool:
        """Whether the stream has nothing to learn from how it grew."""
        if self.known is None:
            return False
        one, other = self.utterance, self.known
        kept = (one.levels, one.weight, one.said_at, one.quiet, one.margin > 0)
        return kept == (other.levels, other.weight, other.said_at, other.quiet, other.margin > 0)


def place(
    utterance: Utterance, recent: Sequence[Utterance], rules: MergeRules, likeness: Likeness | None = None
) -> Placed:
    """Merges into what is known: itself (grown by a copy), a recent twin, or nothing."""
    itself = next((known for known in recent if known.id == utterance.id), None)
    if itself is not None:
        return Placed(merge(itself, utterance) if utterance.copies <= itself.copies else utterance, itself)
    known = twin(utterance, recent, rules, likeness)
    return Placed(utterance, None) if known is None else Placed(merge(known, utterance), known)
