"""What a digest is built from, and the digests. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import RowMapping, func, select

from monitor.ports import WeekRows
from monitor.store import alerts, feeds, outbox, tallies, weighing
from monitor.store.codec import from_json, to_json
from monitor.store.inserts import insert_missing
from monitor.store.schema import digests, utterances
from monitor.types import Digest, Share, StreamKey

if TYPE_CHECKING:
    from datetime import date

    from sqlalchemy import Connection


def rows(connection: Connection, start: datetime, end: datetime) -> WeekRows:
    """Alerts by when they were raised, so that each is in one digest; utterances by when they were said."""
    return WeekRows(
        alerts=tuple(reversed(alerts.newest_first(connection, since=start, until=end, limit=None))),
        streams=tuple(weighing.all_streams(connection, None)),
        utterances=tuple(weighing.utterances_between(connection, start, end)),
        shares=tuple(_shares(connection, start, end)),
        judged=tuple(alerts.judged_before(connection, end)),
        feeds=tuple(feeds.states(connection)),
        counts=tallies.week_counts(connection, start, end),
        languages=tallies.languages(connection, start, end),
        said_again=tuple(alerts.said_again(connection, since=start, until=end)),
    )


def weekly_shares(connection: Connection, *, until: datetime, weeks: int) -> list[Share]:
    """The ISO weeks (from Monday, UTC) that end with the one before `until`; the last is cut at `until` if that lies in it."""
    last = weighing.monday_of(until - timedelta(microseconds=1))
    first = datetime.combine(last - timedelta(weeks=weeks - 1), time(), UTC)
    return _shares(connection, first, until)


def _shares(connection: Connection, start: datetime, end: datetime) -> list[Share]:
    """For each office and week with anything said, each issue the office spoke on in [start, end), also where k is 0."""
    said = utterances.c
    found = (
        select(said.office, said.issue, said.week, func.count())
        .where(said.said_at >= start, said.said_at < end)
        .group_by(said.office, said.issue, said.week)
    )
    counted = {(StreamKey(office, issue), week): k for office, issue, week, k in connection.execute(found)}
    totals: dict[str, Counter[date]] = defaultdict(Counter)
    for (key, week), k in counted.items():
        totals[key.office][week] += k
    return [
        Share(key=key, week=week, k=counted.get((key, week), 0), n=n)
        for key in sorted({key for key, _ in counted})
        for week, n in sorted(totals[key.office].items())
    ]


def digest(connection: Connection, week: str) -> Digest | None:
    row = connection.execute(select(digests).where(digests.c.week == week)).mappings().one_or_none()
    return None if row is None else _digest(row)


def all_digests(connection: Connection) -> list[Digest]:
    """Newest first."""
    return [_digest(row) for row in connection.execute(select(digests).order_by(digests.c.starts.desc())).mappings()]


def save_digest(connection: Connection, made: Digest, *, send: bool) -> bool:
    added = insert_missing(connection, digests).returning(digests.c.week)
    if connection.execute(added, _row(made)).one_or_none() is None:
        return False
    if send:
        outbox.add(connection, key=f"digest:{made.week}", kind="digest", ref=made.week, due=made.made_at)
    return True


def _row(made: Digest) -> dict[str, Any]:
    return {
        "week": made.week,
        "starts": made.start,
        "ends": made.end,
        "made_at": made.made_at,
        "content": to_json(dict(made.content)),
        "title": made.content.get("title"),
        "lines": to_json(made.content.get("lines", [])),
    }


def _digest(row: RowMapping) -> Digest:
    return Digest(
        week=row["week"],
        start=row["starts"],
        end=row["ends"],
        made_at=row["made_at"],
        content=from_json(row["content"]),
    )
