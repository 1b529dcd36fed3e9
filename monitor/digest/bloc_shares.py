"""All that a bloc speaks of: each issue's share of it in the week and in the weeks before."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.digest.counts import compared, is_turn
from monitor.digest.words import issue_name

if TYPE_CHECKING:
    from datetime import date

    from monitor.digest.content import BlocShares, IssueShare
    from monitor.digest.counts import Counts
    from monitor.types import StreamKey, World


def bloc_shares(counts: Counts, *, monday: date, world: World) -> list[BlocShares]:
    """The blocs in the order of the configuration; those of which too little was heard to compare are left out."""
    merged = counts.of_blocs(world)
    found = (_of(bloc, counts, merged, monday=monday, world=world) for bloc in world.blocs)
    return [bloc for bloc in found if bloc is not None]


def _of(bloc: str, counts: Counts, merged: Counts, *, monday: date, world: World) -> BlocShares | None:
    shares = _shares(bloc, merged, monday=monday, world=world)
    if not shares:
        return None
    members = {office.id for office in world.offices if office.bloc == bloc}
    return {
        "bloc": bloc,
        "bloc_name": world.blocs[bloc],
        "offices": sum(1 for office in members if counts.n.get((office, monday), 0)),
        "n": shares[0]["n"],
        "base_n": shares[0]["base_n"],
        "base_weeks": shares[0]["base_weeks"],
        "shares": shares,
    }


def _shares(bloc: str, merged: Counts, *, monday: date, world: World) -> list[IssueShare]:
    """Largest first; issues that were never spoken on are left out."""
    rows = [_share(key, merged, monday=monday, world=world) for key in merged.keys if key.office == bloc]
    spoken = [row for row in rows if row is not None and (row["k"] or row["base_k"])]
    return sorted(spoken, key=lambda row: (-row["share"], -row["base_share"], row["issue"]))


def _share(key: StreamKey, merged: Counts, *, monday: date, world: World) -> IssueShare | None:
    row = compared(key, merged, monday=monday)
    if row is None:
        return None
    return {"issue": key.issue, "issue_name": issue_name(world, key.issue), "turn": is_turn(row), **row}
