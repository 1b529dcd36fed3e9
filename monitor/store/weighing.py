"""What weighing takes and leaves: utterances and streams. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from sqlalchemy import and_, bindparam, func, or_, select, update

from monitor.ports import Past, StreamMemory, StreamTrail
from monitor.store import milestones
from monitor.store.articles import COLUMNS, READ, WEIGHED, article_of
from monitor.store.codec import decode, encode, from_json, to_json
from monitor.store.inserts import insert_missing, insert_or_renew
from monitor.store.readings import statements_of
from monitor.store.schema import (
    alerts,
    article_states,
    articles,
    readings,
    spoken,
    streams,
    utterance_articles,
    utterances,
)
from monitor.types import GOES_ON, MOVES, Alert, Article, Statement, StreamKey, StreamState, Utterance

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from sqlalchemy import ColumnElement, Connection, RowMapping, Table

    Unweighed = tuple[Article, tuple[Statement, ...], str | None]

ALERTS_REMEMBERED = timedelta(days=60)
"""Before the moment; after it all of them: a late article folds its stream again to the end, and what was told of the
days after it must not be told twice."""
_state = article_states.c
_SAID_AT = select(utterances.c.id, utterances.c.said_at).where(utterances.c.id == bindparam("of"))
_COUNTED = select(spoken.c.n, spoken.c.first, spoken.c.last).where(
    spoken.c.office == bindparam("office"), spoken.c.issue == bindparam("issue")
)
_COUNT = select(func.count(), func.min(utterances.c.said_at), func.max(utterances.c.said_at)).where(
    utterances.c.office == bindparam("office"), utterances.c.issue == bindparam("issue")
)


def unweighed(connection: Connection, limit: int) -> list[Unweighed]:
    first = _waiting(connection, limit)
    found = _in_order(_with_originals(connection, first))[:limit]
    said = statements_of(connection, [row["id"] for row in found])
    # What reading found goes before what the outlet declares, if it does: quotations are shown as being in it.
    known = [replace(article_of(row), language=row["read_in"]) for row in found]
    return [(article, tuple(said[article.id]), row["copy_of"]) for article, row in zip(known, found, strict=True)]


def _waiting(connection: Connection, limit: int, *which: ColumnElement[bool]) -> Sequence[RowMapping]:
    both = articles.join(article_states, _state.article_id == articles.c.id)
    found = (
        select(*COLUMNS, _state.dated, readings.c.copy_of, readings.c.language.label("read_in"))
        .select_from(both.join(readings, readings.c.article_id == articles.c.id))
        .where(_state.stage == READ, *which)
        .order_by(_state.dated, _state.article_id)
        .limit(limit)
    )
    return connection.execute(found).mappings().all()


def _with_originals(connection: Connection, first: Sequence[RowMapping]) -> dict[str, RowMapping]:
    """With all that they copy, and that copies, as far as it waits too: of thousands it may be dated after them all."""
    found = {row["id"]: row for row in first}
    while first:
        wanted = sorted({row["copy_of"] for row in first if row["copy_of"]} - found.keys())
        first = _waiting(connection, len(wanted), _state.article_id.in_(wanted)) if wanted else ()
        found |= {row["id"]: row for row in first}
    return found


def _in_order(found: Mapping[str, RowMapping]) -> list[RowMapping]:
    """Originals by their dates; then copies in the order in which they were met, each after what it copies.

    A copy that is dated before its original would else be weighed first, and count as an independent source.
    """
    placed: dict[str, RowMapping] = {}
    for row in sorted(found.values(), key=_originals_first):
        chain: dict[str, RowMapping] = {}
        of: RowMapping | None = row
        while of is not None and of["id"] not in placed and of["id"] not in chain:
            chain[of["id"]] = of
            of = found.get(of["copy_of"])
        placed |= reversed(chain.items())
    return list(placed.values())


def _originals_first(row: RowMapping) -> tuple[bool, datetime, datetime, str]:
    is_copy = row["copy_of"] is not None
    return (is_copy, row["seen"] if is_copy else row["dated"], row["dated"], row["id"])


def stream_memory(
    connection: Connection, keys: Iterable[StreamKey], *, at: datetime, window: timedelta, made_with: str | None = None
) -> dict[StreamKey, StreamMemory]:
    """One answer a key. `recent` reaches `window` to both sides of `at`, ends included; everything oldest first."""
    wanted = sorted(set(keys))
    if not wanted:
        return {}
    states = {key: decode(StreamState, row.document) for key, row in _of_streams(connection, streams, wanted)}
    near = _utterances(connection, wanted, since=at - window)
    late = [key for key in wanted if near[key] and near[key][-1].said_at >= at]
    past = {key: stream_past(connection, key, before=at - window, made_with=made_with) for key in late}
    told = _alerts(connection, wanted, at=at)
    return {
        key: StreamMemory(
            state=states.get(key),
            recent=tuple(utterance for utterance in near[key] if utterance.said_at <= at + window),
            past=past.get(key),
            alerts=tuple(told[key]),
        )
        for key in wanted
    }


def stream_past(connection: Connection, key: StreamKey, *, before: datetime, made_with: str | None) -> Past:
    """All that was said on a stream; or a milestone that lies before a moment, and what was said from it on."""
    day = before.astimezone(UTC).date()
    found = None if made_with is None else milestones.latest(connection, key, until=day, made_with=made_with)
    since = None if found is None else datetime.combine(found[0], time(), UTC)
    return Past(None if found is None else found[1], tuple(_utterances(connection, [key], since=since)[key]))


def stream_trail(connection: Connection, key: StreamKey, *, since: datetime) -> StreamTrail:
    state = next((decode(StreamState, row.document) for _, row in _of_streams(connection, streams, [key])), None)
    return StreamTrail(state=state, said=tuple(_utterances(connection, [key], since=since)[key]))


def _of_streams(
    connection: Connection, table: Table, keys: Sequence[StreamKey], *conditions: Any, order: tuple[Any, ...] = ()
) -> Iterable[tuple[StreamKey, Any]]:
    # One question a stream: an article has few. Not a tuple IN (…): SQLite would read the whole table for it. Nor one OR for each
    # stream: SQLite takes a thousand, and each number of them is a statement of its own, which is kept, by the kilobyte for each stream.
    of = table.c
    for key in sorted(keys):
        found = select(of.document).where(of.office == key.office, of.issue == key.issue, *conditions).order_by(*order)
        for row in connection.execute(found):
            yield key, row


def _utterances(
    connection: Connection, keys: Sequence[StreamKey], *, since: datetime | None
) -> dict[StreamKey, list[Utterance]]:
    conditions = () if since is None else (utterances.c.said_at >= since,)
    order = (utterances.c.said_at, utterances.c.id)
    answer: dict[StreamKey, list[Utterance]] = {key: [] for key in keys}
    for key, row in _of_streams(connection, utterances, keys, *conditions, order=order):
        answer[key].append(decode(Utterance, row.document))
    return answer


def _alerts(connection: Connection, keys: Sequence[StreamKey], *, at: datetime) -> dict[StreamKey, list[Alert]]:
    answer: dict[StreamKey, list[Alert]] = defaultdict(list)
    moves = and_(alerts.c.at >= at - GOES_ON, alerts.c.kind.in_(MOVES))
    since = or_(alerts.c.at >= at - ALERTS_REMEMBERED, moves)
    for key, row in _of_streams(connection, alerts, keys, since, order=(alerts.c.at, alerts.c.id)):
        answer[key].append(decode(Alert, row.document))
    return answer


def utterances_of(connection: Connection, article_id: str) -> list[Utterance]:
    found = (
        select(utterances.c.document)
        .join(utterance_articles, utterance_articles.c.utterance_id == utterances.c.id)
        .where(utterance_articles.c.article_id == article_id)
        .order_by(utterances.c.said_at, utterances.c.id)
    )
    return [decode(Utterance, document) for document in connection.scalars(found)]


def utterances_between(connection: Connection, start: datetime, end: datetime) -> list[Utterance]:
    """Said in [start, end), oldest first."""
    found = (
        select(utterances.c.document)
        .where(utterances.c.said_at >= start, utterances.c.said_at < end)
        .order_by(utterances.c.said_at, utterances.c.id)
    )
    return [decode(Utterance, document) for document in connection.scalars(found)]


def office_history(connection: Connection, office: str) -> tuple[int, datetime | None]:
    found = select(func.sum(spoken.c.n), func.min(spoken.c.first)).where(spoken.c.office == office)
    count, first = connection.execute(found).one()
    return count or 0, first


def all_streams(connection: Connection, office: str | None) -> list[StreamState]:
    found = select(streams.c.document).order_by(streams.c.office, streams.c.issue)
    if office is not None:
        found = found.where(streams.c.office == office)
    return [decode(StreamState, document) for document in connection.scalars(found)]


def save_utterances(connection: Connection, said: Sequence[Utterance]) -> None:
    """New ones are added, grown ones replaced, and each is linked to every article it has evidence from."""
    if not said:
        return
    latest = sorted({utterance.id: utterance for utterance in said}.values(), key=lambda utterance: utterance.id)
    before = _known(connection, latest)
    connection.execute(insert_or_renew(connection, utterances), [_row(utterance) for utterance in latest])
    links = sorted({(place.article, utterance.id) for utterance in latest for place in utterance.evidence})
    if links:
        rows = [{"article_id": article_id, "utterance_id": utterance_id} for article_id, utterance_id in links]
        connection.execute(insert_missing(connection, utterance_articles), rows)
    for key in sorted({utterance.key for utterance in latest}):
        of_stream = [utterance for utterance in latest if utterance.key == key]
        _count(connection, key, of_stream, before)
        changed = min(min(u.said_at, before.get(u.id, u.said_at)) for u in of_stream)
        milestones.forget(connection, key, after=changed.astimezone(UTC).date())


def _known(connection: Connection, said: Sequence[Utterance]) -> dict[str, datetime]:
    """When those of them that are stored already were said, as far as was known."""
    found = (connection.execute(_SAID_AT, {"of": utterance.id}).one_or_none() for utterance in said)
    return {row.id: row.said_at for row in found if row is not None}


def _count(connection: Connection, key: StreamKey, said: Sequence[Utterance], before: Mapping[str, datetime]) -> None:
    """Adds to what was counted; counts anew where one that was known turns out to have been said at another time."""
    counted = connection.execute(_COUNTED, key._asdict()).one_or_none()
    if counted is None or any(u.said_at != before.get(u.id, u.said_at) for u in said):
        n, first, last = connection.execute(_COUNT, key._asdict()).one()
    else:
        times = [counted.first, counted.last, *(u.said_at for u in said)]
        n, first, last = counted.n + sum(u.id not in before for u in said), min(times), max(times)
    row = {"office": key.office, "issue": key.issue, "n": n, "first": first, "last": last}
    connection.execute(insert_or_renew(connection, spoken), row)


def _row(utterance: Utterance) -> dict[str, Any]:
    return {
        "id": utterance.id,
        "office": utterance.key.office,
        "issue": utterance.key.issue,
        "said_at": utterance.said_at,
        "week": monday_of(utterance.said_at),
        "document": encode(utterance),
        "mean": utterance.mean,
        "weight": utterance.weight,
    }


def monday_of(moment: datetime) -> date:
    """The first day of the ISO week in UTC."""
    day = moment.astimezone(UTC).date()
    return day - timedelta(days=day.weekday())


def save_streams(connection: Connection, folded: Sequence[StreamState]) -> None:
    rows = {
        state.key: {
            "office": state.key.office,
            "issue": state.key.issue,
            "last_at": state.last_at,
            "versions": encode(state.versions),
            "document": encode(state),
            **{name: getattr(state, name) for name in ("state", "n", "mean", "baseline_mean")},
        }
        for state in folded
    }
    if rows:
        connection.execute(insert_or_renew(connection, streams), [rows[key] for key in sorted(rows)])


def mark_weighed(connection: Connection, article_id: str, *, notes: Sequence[str], now: datetime) -> None:
    values = {"stage": WEIGHED, "weighed_at": now, "notes": to_json(notes) if notes else None}
    connection.execute(update(article_states).where(_state.article_id == article_id).values(values))


def all_notes(connection: Connection) -> dict[str, tuple[str, ...]]:
    """Of each article of which anything was noted."""
    found = select(_state.article_id, _state.notes).where(_state.notes.is_not(None)).order_by(_state.article_id)
    return {article: tuple(from_json(notes)) for article, notes in connection.execute(found)}
