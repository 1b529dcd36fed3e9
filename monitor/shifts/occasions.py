"""What was said → occasions of saying, by bloc, issue and language, each with its terms. Pure. May import: types, and shifts.terms."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from monitor.shifts.terms import stems_in, terms_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, timedelta

    from monitor.types import Worded, World


class Stream(NamedTuple):
    """What one bloc says on one issue in one language."""

    bloc: str
    issue: str
    language: str


@dataclass(slots=True, eq=False)
class Occasion:
    """One act of saying, by whomever: `terms` with the words as they stood there first, `told` the utterances that are in it."""

    at: datetime
    origin: str
    actors: set[str]
    told: list[Worded]
    terms: dict[str, str]

    @property
    def quiet(self) -> bool:
        """Whether all of it was known from a backlog: it teaches, and is no news."""
        return all(one.quiet for one in self.told)


def occasions_by_stream(heard: Iterable[Worded], world: World, near: timedelta) -> dict[Stream, list[Occasion]]:
    """What each stream was said on, in the order of time; `near`: how near in time the same words are one occasion."""
    blocs = {office.id: office.bloc for office in world.offices}
    codes = {issue.code for issue in world.issues}
    told: dict[Stream, list[Worded]] = defaultdict(list)
    for one in sorted(heard, key=lambda one: (one.at, one.id)):
        if one.key.office in blocs and one.key.issue in codes:
            for language in sorted({place.language for place in one.own}):
                told[Stream(blocs[one.key.office], one.key.issue, language)].append(one)
    names = {language: _names(world, language) for language in {stream.language for stream in told}}
    return {s: _occasions(us, s.language, names[s.language], near) for s, us in told.items()}


def _names(world: World, language: str) -> frozenset[str]:
    """What persons and offices are called: who is named more often is no wording."""
    called = [*(name for person in world.persons for name in (person.name, *person.aliases))]
    called += [name for office in world.offices for name in (office.name, *office.titles)]
    return stems_in(called, language)


def _occasions(told: Sequence[Worded], language: str, names: frozenset[str], near: timedelta) -> list[Occasion]:
    """Utterances in one article, or with a run of words in common within `near`, are one occasion; `told` in the order of time."""
    occasions: list[Occasion] = []
    by_mark: dict[object, int] = {}
    for one in told:
        marks = [*one.shingles, *(place.article for place in one.own)]
        at = next((by_mark[m] for m in marks if m in by_mark and one.at - occasions[by_mark[m]].at <= near), None)
        if at is None:
            at = len(occasions)
            occasions.append(Occasion(one.at, one.origin, set(), [], {}))
        occasions[at].actors.add(one.actor)
        occasions[at].told.append(one)
        for place in one.own:
            if place.language == language:
                for term in terms_of(place.quote, language, names):
                    occasions[at].terms.setdefault(term.stems, term.words)
        by_mark.update(dict.fromkeys(marks, at))
    return occasions
