"""Catalogued claims with editors' keywords (EUvsDisinfo) as what the weekly look for new themes reads.

A case stands for one statement on no issue: its title is the words, its first outlet the voice, the office and the owner, since cases
have no speaker. Its other outlets carry the same text: copies, which count for nothing, as in the product; and so does a case whose
title is a copy of an earlier one's. A case without an outlet is of one nameless outlet.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any

from monitor.errors import UsageError
from monitor.gates.copies import alike
from monitor.gates.corpora import instant
from monitor.gates.sets import rows, table
from monitor.types import Evidence, Office, Unplaced

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from monitor.types import MergeRules

CASES = "euvsdisinfo_cases/dev/cases_2015_2018.jsonl.gz"
ONSETS = "euvsdisinfo_cases/dev/theme_onsets.csv"
NEEDS = (CASES, ONSETS)
SINCE = datetime(2015, 11, 1, tzinfo=UTC)
"""The catalogue began: of the ten months before there are nineteen cases, which would stand for a silence that there was not."""
BLOC = "RU"
"""Whose words the cases are: pro-Kremlin outlets'."""
_NAMELESS = "no outlet named"


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """A claim as editors catalogued it; `at`: noon of its day, UTC."""

    id: str
    title: str
    at: datetime
    outlet: str
    keywords: frozenset[str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Onset:
    """A keyword that begins: eight cases or more in the month from `start` on, three at most before."""

    keyword: str
    start: datetime


def load_cases(data: Path, merge: MergeRules) -> list[Case]:
    """Those since the catalogue began that copy no earlier one, oldest first. Raises UsageError."""
    known = sorted((_case(row) for row in rows(data / CASES)), key=lambda case: (case.at, case.id))
    counted = [case for case in known if case.at >= SINCE]
    copies = {max(pair) for pair in alike([c.title for c in counted], [c.at for c in counted], merge)}
    return [case for place, case in enumerate(counted) if place not in copies]


def _case(row: dict[str, Any]) -> Case:
    return Case(
        id=row["id"],
        title=row["title"],
        at=datetime.fromisoformat(instant(row["date"])),
        outlet=row["outlets"][0] if row["outlets"] else _NAMELESS,
        keywords=frozenset(row["keywords"]),
    )


def load_onsets(data: Path) -> list[Onset]:
    """Raises UsageError."""
    path = data / ONSETS
    found = table(path, ("keyword", "onset_month"))
    try:
        return [
            Onset(keyword=row["keyword"], start=datetime.fromisoformat(f"{row['onset_month']}-01T00:00:00+00:00"))
            for row in found
        ]
    except ValueError as error:
        raise UsageError(f"{path} cannot be read ({error}); give --data the folder that holds the sets") from error


def as_said(case: Case) -> Unplaced:
    """The case as the store would give what a followed office said on no issue."""
    evidence = Evidence(
        quote=case.title, article=case.id, url=case.id, title=case.title, outlet=case.outlet, published=case.at,
        said_at=case.at, speaker=case.outlet, voice="direct", start=0, end=len(case.title), weight=1.0,
    )  # fmt: skip
    return Unplaced(actor=case.outlet, office=case.outlet, owner=case.outlet, at=case.at, evidence=evidence)


def offices_of(cases: Sequence[Case]) -> tuple[Office, ...]:
    """Each outlet as an office of its bloc, which followed offices must be."""
    names = sorted({case.outlet for case in cases})
    return tuple(Office(id=name, name=name, bloc=BLOC, country=BLOC, level=1) for name in names)


def third_of(onset: Onset, cases: Sequence[Case]) -> datetime | None:
    """When the third case with the keyword was there, counted from the month's start: three are the least that a theme has."""
    of_it = [case.at for case in cases if onset.keyword in case.keywords and case.at >= onset.start]
    return of_it[2] if len(of_it) > 2 else None


def within(cases: Sequence[Case], start: datetime, length: timedelta) -> list[Case]:
    """Those of [start, start + length)."""
    return [case for case in cases if start <= case.at < start + length]
