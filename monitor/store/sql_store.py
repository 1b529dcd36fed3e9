"""`ports.Store` on a SQL database: each method is one transaction, and what it does stands in the module of its pass."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.store import alerts as alert_rows
from monitor.store import articles as article_rows
from monitor.store import feeds as feed_rows
from monitor.store import migrate, opinions, outbox, readings, tallies, upkeep, weighing
from monitor.store import weeks as week_rows

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime, timedelta

    from monitor.ports import Backlog, StreamMemory, WeekRows
    from monitor.store.connect import Database
    from monitor.types import (
        Alert,
        Article,
        Delivery,
        Digest,
        Feed,
        FeedState,
        NewArticle,
        OpinionDay,
        PageResult,
        PollResult,
        Reading,
        Sent,
        Share,
        Statement,
        StreamKey,
        StreamState,
        Utterance,
        Verdict,
        Versions,
        Weighed,
    )


class SqlStore:
    """The only memory; safe to use from several threads. The methods are described in `ports.Store`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # poll
    def register_feeds(self, feeds: Sequence[Feed], now: datetime) -> None:
        with self._database.write() as connection:
            feed_rows.register(connection, feeds, now=now)

    def due_feeds(self, now: datetime, limit: int) -> list[FeedState]:
        with self._database.read() as connection:
            return feed_rows.due(connection, now=now, limit=limit)

    def feed_states(self) -> list[FeedState]:
        with self._database.read() as connection:
            return feed_rows.states(connection)

    def next_due(self) -> datetime | None:
        with self._database.read() as connection:
            return feed_rows.next_due(connection)

    def save_poll(self, result: PollResult) -> int:
        with self._database.write() as connection:
            feed_rows.save_state(connection, result.state)
            new = article_rows.add(connection, result.articles)
            if new:
                feed_rows.note_new(connection, result.state)
            return new

    def add_articles(self, articles: Sequence[NewArticle]) -> int:
        with self._database.write() as connection:
            return article_rows.add(connection, articles)

    def pages_due(self, now: datetime, limit: int) -> list[Article]:
        with self._database.read() as connection:
            return article_rows.pages_due(connection, now=now, limit=limit)

    def save_page(self, result: PageResult) -> None:
        with self._database.write() as connection:
            article_rows.save_page(connection, result)

    # read
    def unread(self, limit: int) -> list[Article]:
        with self._database.read() as connection:
            return article_rows.unread(connection, limit)

    def article(self, article_id: str) -> Article | None:
        with self._database.read() as connection:
            return article_rows.article(connection, article_id)

    def similar(
        self, signature: Sequence[int], *, since: datetime, until: datetime, exclude: str
    ) -> list[tuple[str, float]]:
        with self._database.read() as connection:
            return readings.similar(connection, signature, since=since, until=until, exclude=exclude)

    def save_reading(self, reading: Reading, *, copy_of: str | None, now: datetime) -> None:
        with self._database.write() as connection:
            readings.save(connection, reading, copy_of=copy_of, now=now)

    def count_attempt(self, article_id: str, stage: str, reason: str) -> int:
        with self._database.write() as connection:
            return article_rows.count_attempt(connection, article_id, stage=stage, reason=reason)

    def quarantine(self, article_id: str, stage: str, reason: str, now: datetime) -> None:
        with self._database.write() as connection:
            article_rows.quarantine(connection, article_id, stage=stage, reason=reason, now=now)

    def quarantined(self) -> list[tuple[Article, str, str]]:
        with self._database.read() as connection:
            return article_rows.quarantined(connection)

    def claim_opinion(self, now: datetime, per_day: int) -> bool:
        with self._database.write() as connection:
            return opinions.claim(connection, now=now, per_day=per_day)

    def end_opinion(self, claimed: datetime, trouble: str | None, now: datetime, *, spent: bool) -> None:
        with self._database.write() as connection:
            opinions.end(connection, claimed=claimed, trouble=trouble, now=now, spent=spent)

    def opinion_day(self, now: datetime) -> OpinionDay:
        with self._database.read() as connection:
            return opinions.day(connection, now)

    # weigh
    def unweighed(self, limit: int) -> list[tuple[Article, tuple[Statement, ...], str | None]]:
        with self._database.read() as connection:
            return weighing.unweighed(connection, limit)

    def stream_memory(
        self, keys: Iterable[StreamKey], *, at: datetime, window: timedelta
    ) -> dict[StreamKey, StreamMemory]:
        with self._database.read() as connection:
            return weighing.stream_memory(connection, keys, at=at, window=window)

    def utterances_of(self, article_id: str) -> list[Utterance]:
        with self._database.read() as connection:
            return weighing.utterances_of(connection, article_id)

    def sent_to_chat(self, since: datetime, until: datetime) -> list[Alert]:
        with self._database.read() as connection:
            return alert_rows.sent_to_chat(connection, since=since, until=until)

    def dismissed(self, since: datetime) -> list[Alert]:
        with self._database.read() as connection:
            return alert_rows.dismissed(connection, since=since)

    def office_history(self, office: str) -> tuple[int, datetime | None]:
        with self._database.read() as connection:
            return weighing.office_history(connection, office)

    def save_weighed(self, article_id: str, weighed: Weighed, now: datetime) -> None:
        with self._database.write() as connection:
            weighing.save_utterances(connection, weighed.utterances)
            weighing.save_streams(connection, weighed.streams)
            alert_rows.save(connection, weighed.alerts, now=now)
            weighing.mark_weighed(connection, article_id, notes=weighed.notes, now=now)

    def notes(self) -> dict[str, tuple[str, ...]]:
        with self._database.read() as connection:
            return weighing.all_notes(connection)

    def add_alerts(self, alerts: Sequence[Alert], now: datetime) -> int:
        with self._database.write() as connection:
            return alert_rows.save(connection, alerts, now=now)

    # deliver
    def claim_delivery(self, now: datetime, lease: timedelta) -> Delivery | None:
        with self._database.write_through() as connection:
            return outbox.claim(connection, now=now, lease=lease)

    def wake_deliveries(self, now: datetime) -> None:
        with self._database.write_through() as connection:
            outbox.wake(connection, now=now)

    def mark_sent(self, delivery_id: int, sent: Sent, now: datetime) -> None:
        with self._database.write_through() as connection:
            outbox.mark_sent(connection, delivery_id, sent, now=now)

    def mark_failed(self, delivery_id: int, error: str, *, retry_at: datetime, sure: bool) -> None:
        with self._database.write_through() as connection:
            outbox.mark_failed(connection, delivery_id, error, retry_at=retry_at, sure=sure)

    def mark_refused(self, delivery_id: int, error: str, now: datetime) -> None:
        with self._database.write_through() as connection:
            outbox.mark_refused(connection, delivery_id, error, now=now)

    def last_delivery(self) -> Delivery | None:
        with self._database.read() as connection:
            return outbox.last_sent(connection)

    def troubled_deliveries(self, limit: int) -> list[Delivery]:
        with self._database.read() as connection:
            return outbox.troubled(connection, limit=limit)

    # alerts, verdicts
    def alert(self, alert_id: str) -> Alert | None:
        with self._database.read() as connection:
            return alert_rows.alert(connection, alert_id)

    def alerts(
        self, *, since: datetime | None = None, until: datetime | None = None, limit: int | None = None
    ) -> list[Alert]:
        with self._database.read() as connection:
            return alert_rows.newest_first(connection, since=since, until=until, limit=limit)

    def add_verdict(self, verdict: Verdict) -> None:
        with self._database.write_through() as connection:
            alert_rows.add_verdict(connection, verdict)

    def verdicts(self, alert_id: str) -> list[Verdict]:
        with self._database.read() as connection:
            return alert_rows.verdicts_of(connection, alert_id)

    # digest
    def week_rows(self, start: datetime, end: datetime) -> WeekRows:
        with self._database.read() as connection:
            return week_rows.rows(connection, start, end)

    def weekly_shares(self, until: datetime, weeks: int) -> list[Share]:
        with self._database.read() as connection:
            return week_rows.weekly_shares(connection, until=until, weeks=weeks)

    def digest(self, week: str) -> Digest | None:
        with self._database.read() as connection:
            return week_rows.digest(connection, week)

    def digests(self) -> list[Digest]:
        with self._database.read() as connection:
            return week_rows.all_digests(connection)

    def save_digest(self, digest: Digest, *, send: bool) -> bool:
        with self._database.write_through() as connection:
            return week_rows.save_digest(connection, digest, send=send)

    def first_seen(self) -> datetime | None:
        with self._database.read() as connection:
            return article_rows.first_seen(connection)

    # everything
    def backlog(self, now: datetime) -> Backlog:
        _ = now  # what waits for its next try waits too
        with self._database.read() as connection:
            return tallies.backlog(connection)

    def streams(self) -> list[StreamState]:
        with self._database.read() as connection:
            return weighing.all_streams(connection)

    def counts(self) -> dict[str, int]:
        with self._database.read() as connection:
            return tallies.rows_by_kind(connection)

    def languages(self) -> dict[str, int]:
        with self._database.read() as connection:
            return tallies.all_languages(connection)

    def versions(self) -> list[Versions]:
        with self._database.read() as connection:
            return tallies.versions(connection)

    def upgrade(self) -> None:
        with self._database.write() as connection:
            migrate.upgrade(connection, place=self._database.place)

    def check(self) -> None:
        with self._database.read() as connection:
            migrate.check(connection, place=self._database.place)

    def backup(self, target: str) -> None:
        """A consistent copy of a SQLite database into a new file, while others read and write. Raises StoreError."""
        with self._database.read() as connection:
            upkeep.backup(connection, target)

    def prune(self, before: datetime) -> dict[str, int]:
        """Empties old texts and statements that nothing rests on; answers how many rows of each."""
        with self._database.write() as connection:
            return upkeep.prune(connection, before=before)

    def close(self) -> None:
        self._database.close()
