"""`ports.ReviewStore` and `ports.AccountStore` on a SQL database: each method is one transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.store import accounts, decisions, library, lists, readings

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from monitor.store.connect import Database
    from monitor.store.lists import AlertOrder
    from monitor.types import (
        AlertFilter,
        ArticleFilter,
        ArticlesFound,
        Decision,
        DigestHead,
        FoundArticle,
        JudgedAlert,
        Part,
        ReadArticle,
        SaidFilter,
        Session,
        Spoken,
        Standing,
        Statement,
        StreamDot,
        StreamKey,
        StreamState,
        StreamWeek,
        User,
        Utterance,
    )


class SqlReview:
    """What the review site looks through. The methods are described in `ports.ReviewStore`."""

    def __init__(self, database: Database) -> None:
        self._database = database

    # alerts
    def find_alerts(
        self, wanted: AlertFilter, *, order: AlertOrder = "newest", offset: int = 0, limit: int
    ) -> Part[JudgedAlert]:
        with self._database.read() as connection:
            return lists.find_alerts(connection, wanted, order=order, offset=offset, limit=limit)

    def count_alerts(self, wanted: AlertFilter) -> dict[tuple[str, str, str | None], int]:
        with self._database.read() as connection:
            return lists.count_alerts(connection, wanted)

    def last_verdicts(self, ids: Sequence[str]) -> dict[str, str]:
        with self._database.read() as connection:
            return lists.last_verdicts(connection, ids)

    # streams
    def stream(self, key: StreamKey) -> StreamState | None:
        with self._database.read() as connection:
            return lists.stream(connection, key)

    def offices_heard(self) -> list[str]:
        with self._database.read() as connection:
            return lists.offices_heard(connection)

    def standings(self, *, office: str | None = None, issue: str | None = None) -> list[Standing]:
        with self._database.read() as connection:
            return lists.standings(connection, office=office, issue=issue)

    def spoken(
        self, *, since: datetime | None = None, office: str | None = None, issue: str | None = None
    ) -> list[Spoken]:
        with self._database.read() as connection:
            return lists.spoken(connection, since=since, office=office, issue=issue)

    def stream_weeks(self, key: StreamKey, since: datetime, until: datetime) -> list[StreamWeek]:
        with self._database.read() as connection:
            return lists.stream_weeks(connection, key, since=since, until=until)

    def stream_dots(self, key: StreamKey, since: datetime, until: datetime, *, limit: int) -> list[StreamDot]:
        with self._database.read() as connection:
            return lists.stream_dots(connection, key, since=since, until=until, limit=limit)

    def said(self, wanted: SaidFilter, *, offset: int = 0, limit: int) -> Part[Utterance]:
        with self._database.read() as connection:
            return lists.said(connection, wanted, offset=offset, limit=limit)

    def count_said(self, start: datetime, end: datetime) -> int:
        with self._database.read() as connection:
            return lists.said_between(connection, start, end)

    # articles
    def find_articles(self, wanted: ArticleFilter, *, limit: int) -> ArticlesFound:
        with self._database.read() as connection:
            return library.find(connection, wanted, limit=limit)

    def count_articles(self, start: datetime, end: datetime) -> int:
        with self._database.read() as connection:
            return library.seen_between(connection, start, end)

    def count_of_feed(self, feed: str, since: datetime) -> int:
        with self._database.read() as connection:
            return library.feed_counts(connection, feed, since=since)

    def read_article(self, article_id: str) -> ReadArticle | None:
        with self._database.read() as connection:
            return library.read_article(connection, article_id)

    def texts(self, ids: Sequence[str]) -> dict[str, str]:
        with self._database.read() as connection:
            return library.texts(connection, ids)

    def statements(self, article_id: str) -> list[Statement]:
        with self._database.read() as connection:
            return readings.statements_of(connection, [article_id])[article_id]

    def copies(self, article_id: str) -> list[FoundArticle]:
        with self._database.read() as connection:
            return library.copies(connection, article_id)

    def articles(self, ids: Sequence[str]) -> list[FoundArticle]:
        with self._database.read() as connection:
            return library.as_met(connection, ids)

    # digests, decisions
    def digest_heads(self, *, offset: int = 0, limit: int) -> Part[DigestHead]:
        with self._database.read() as connection:
            return lists.digest_heads(connection, offset=offset, limit=limit)

    def weeks_with_digest(self) -> list[str]:
        with self._database.read() as connection:
            return lists.weeks_with_digest(connection)

    def decisions(self, *, offset: int = 0, limit: int) -> Part[Decision]:
        with self._database.read() as connection:
            return decisions.newest_first(connection, offset=offset, limit=limit)

    def note_decision(self, decision: Decision) -> None:
        with self._database.write_through() as connection:
            decisions.note(connection, decision)

    # accounts
    def save_user(self, user: User, by: str) -> None:
        with self._database.write_through() as connection:
            accounts.save_user(connection, user, by=by)

    def remove_user(self, name: str, by: str, *, now: datetime) -> bool:
        with self._database.write_through() as connection:
            return accounts.remove_user(connection, name, by=by, now=now)

    def user(self, name: str) -> User | None:
        with self._database.read() as connection:
            return accounts.user(connection, name)

    def users(self) -> list[User]:
        with self._database.read() as connection:
            return accounts.all_users(connection)

    def begin_session(self, session: Session) -> None:
        with self._database.write() as connection:
            accounts.begin_session(connection, session)

    def user_of_session(self, mark: str, now: datetime) -> User | None:
        with self._database.read() as connection:
            return accounts.user_of_session(connection, mark, now=now)

    def end_session(self, mark: str) -> None:
        with self._database.write() as connection:
            accounts.end_session(connection, mark)
