"""All that the offices spoke of whose emphasis has changed: what a turn stands out from."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.digest.words import issue_name

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from monitor.digest.content import Emphasis, Talk, TalkShare
    from monitor.digest.shares import Counts
    from monitor.digest.weeks import Week
    from monitor.types import StreamKey, World

_MOST_OFFICES = 6


def talk(counts: Counts, turns: Sequence[Emphasis], *, week: Week, world: World) -> list[Talk]:
    """Of each office with a turn, in their order, the share of every issue in the week and in the weeks before; six offices at most.

    `counts`: those that the turns were found in, so that both speak of the same weeks.
    """
    offices = list(dict.fromkeys(row["office"] for row in turns))[:_MOST_OFFICES]
    return [
        _of([row for row in turns if row["office"] == office], counts, week=week, world=world) for office in offices
    ]


def _of(turns: Sequence[Emphasis], counts: Counts, *, week: Week, world: World) -> Talk:
    first, clear = turns[0], {row["issue"]: row["clear"] for row in turns}
    spoken = [
        _share(key, counts, clear, week=week, world=world) for key in counts.keys if key.office == first["office"]
    ]
    return {
        "office": first["office"],
        "office_name": first["office_name"],
        "n": first["n"],
        "base_n": first["base_n"],
        "shares": [row for row in spoken if row["share"] or row["base_share"]],
    }


def _share(key: StreamKey, counts: Counts, clear: Mapping[str, bool], *, week: Week, world: World) -> TalkShare:
    (k, n), (base_k, base_n) = counts.of(key, [week.monday]), counts.of(key, counts.before(week.monday))
    return {
        "issue": key.issue,
        "issue_name": issue_name(world, key.issue),
        "share": round(k / n, 3),
        "base_share": round(base_k / base_n, 3),
        "turn": key.issue in clear,
        "clear": clear.get(key.issue, False),
    }
