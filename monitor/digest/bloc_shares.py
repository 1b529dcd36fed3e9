"""All that a bloc speaks of: each issue's share of it in the week and in the weeks before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.digest.counts import compared, distance, is_turn
from monitor.digest.words import issue_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from monitor.digest.content import BlocShares, Compared, IssueShare
    from monitor.digest.counts import Counts
    from monitor.types import World

_MOST_UNCLEAR = 3
"""Of seventeen issues some always differ by chance: every clear turn is named, and so many of the others."""


def bloc_shares(counts: Counts, *, monday: date, world: World) -> list[BlocShares]:
    """The blocs in the order of the configuration; those of which too little was heard to compare are left out."""
    known = counts.comparable(monday)
    blocs = {office.id: office.bloc for office in world.offices if office.id in known}
    merged = counts.of_blocs(blocs)
    found = (
        _of(bloc, [office for office in blocs if blocs[office] == bloc], merged, monday=monday, world=world)
        for bloc in world.blocs
    )
    return [bloc for bloc in found if bloc is not None]


def _of(bloc: str, members: Sequence[str], merged: Counts, *, monday: date, world: World) -> BlocShares | None:
    shares = _shares(bloc, merged, monday=monday, world=world)
    if not shares:
        return None
    return {
        "bloc": bloc,
        "bloc_name": world.blocs[bloc],
        "offices": len(members),
        "sole_office": members[0] if len(members) == 1 else None,
        "n": shares[0]["n"],
        "base_n": shares[0]["base_n"],
        "base_weeks": shares[0]["base_weeks"],
        "shares": shares,
    }


def _shares(bloc: str, merged: Counts, *, monday: date, world: World) -> list[IssueShare]:
    """Largest first; issues that were never spoken on are left out."""
    keys = [key for key in merged.keys if key.office == bloc]
    rows = {key.issue: row for key in keys if (row := compared(key, merged, monday=monday)) is not None}
    turned = _turned(rows)
    shares: list[IssueShare] = [
        {"issue": issue, "issue_name": issue_name(world, issue), "turn": issue in turned, **row}
        for issue, row in rows.items()
        if row["k"] or row["base_k"]
    ]
    return sorted(shares, key=lambda row: (-row["share"], -row["base_share"], row["issue"]))


def _turned(rows: Mapping[str, Compared]) -> set[str]:
    turns = {issue: row for issue, row in rows.items() if is_turn(row)}
    unclear = sorted((issue for issue in turns if not turns[issue]["clear"]), key=lambda issue: -distance(turns[issue]))
    return turns.keys() - set(unclear[_MOST_UNCLEAR:])
