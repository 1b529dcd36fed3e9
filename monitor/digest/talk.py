"""All that the offices spoke of whose emphasis has changed: what a turn stands out from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.digest.shares import Counts
from monitor.digest.words import issue_name, office_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from monitor.digest.content import Emphasis, Talk, TalkShare
    from monitor.digest.weeks import Week
    from monitor.types import Share, StreamKey, World

_MOST_OFFICES = 6


def talk(shares: Iterable[Share], turns: Sequence[Emphasis], *, week: Week, world: World) -> list[Talk]:
    """Of each office with a turn, in their order, the share of every issue in the week and in the weeks before; six offices at most."""
    counts = Counts(shares)
    base = counts.before(week.monday)
    offices = list(dict.fromkeys(row["office"] for row in turns))[:_MOST_OFFICES]
    clear = {(row["office"], row["issue"]): row["clear"] for row in turns}
    return [_of(office, counts, base, clear=clear, week=week, world=world) for office in offices]


def _of(
    office: str,
    counts: Counts,
    base: Sequence[date],
    *,
    clear: dict[tuple[str, str], bool],
    week: Week,
    world: World,
) -> Talk:
    keys = [key for key in counts.keys if key.office == office]
    rows = [_share(key, counts, base, clear=clear, week=week, world=world) for key in keys]
    (_, n), (_, base_n) = counts.of(keys[0], [week.monday]), counts.of(keys[0], base)
    said = [row for row in rows if row["share"] or row["base_share"]]
    return {"office": office, "office_name": office_name(world, office), "n": n, "base_n": base_n, "shares": said}


def _share(
    key: StreamKey,
    counts: Counts,
    base: Sequence[date],
    *,
    clear: dict[tuple[str, str], bool],
    week: Week,
    world: World,
) -> TalkShare:
    (k, n), (base_k, base_n) = counts.of(key, [week.monday]), counts.of(key, base)
    place = (key.office, key.issue)
    return {
        "issue": key.issue,
        "issue_name": issue_name(world, key.issue),
        "share": round(k / n, 3),
        "base_share": round(base_k / base_n, 3),
        "turn": place in clear,
        "clear": clear.get(place, False),
    }
