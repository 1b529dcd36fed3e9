"""`ports.Sharing` on a SQL database: each method is one transaction."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.store import claims, drafts, members, migrate

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import timedelta

    from monitor.store.connect import Database
    from monitor.types import Article, Draft, Member


class SqlSharing:
    """What one process, `holder`, agrees on with the others; the methods are described in `ports.Sharing`."""

    def __init__(self, database: Database, holder: str) -> None:
        self._database = database
        self.holder = holder

    def beat(self, member: Member, *, lease: timedelta, leads: bool) -> Member | None:
        with self._database.write() as connection:
            migrate.check(connection, place=self._database.place)
            now = self._database.clock(connection)
            if leads:
                lead = [claims.CLOCK]
                claims.take(connection, claims.LEAD, lead, holder=self.holder, now=now, until=now + lease)
        # Not in one transaction with the lead, which everything that is saved looks at.
        with self._database.write() as connection:
            now = self._database.clock(connection)
            claims.renew(connection, holder=self.holder, until=now + lease)
            members.note(connection, replace(member, at=now))
            leader = claims.leader(connection, now)
            if leader is None:
                return None
            if leader == member.name:
                return member
            return members.one(connection, leader, since=now - 10 * lease)

    def leave(self) -> None:
        with self._database.write() as connection:
            claims.give_back_all(connection, holder=self.holder)
            members.forget(connection, self.holder)

    def claim(self, kind: str, pieces: Iterable[str], *, lease: timedelta) -> list[str]:
        with self._database.write() as connection:
            now = self._database.clock(connection)
            return claims.take(connection, kind, pieces, holder=self.holder, now=now, until=now + lease)

    def take_draft(self, article_id: str, made_for: str, *, lease: timedelta) -> Draft | bool:
        with self._database.write() as connection:
            found = drafts.of(connection, article_id, made_for=made_for)
            if found is not None:
                return found
            now = self._database.clock(connection)
            mine = claims.take(connection, drafts.READ, [article_id], holder=self.holder, now=now, until=now + lease)
            return bool(mine)

    def claim_ahead(self, limit: int, made_for: str, *, lease: timedelta) -> list[Article]:
        with self._database.write() as connection:
            now = self._database.clock(connection)
            return drafts.claim_ahead(
                connection, holder=self.holder, now=now, until=now + lease, limit=limit, made_for=made_for
            )

    def keep_draft(self, article_id: str, draft: Draft, made_for: str) -> None:
        with self._database.write() as connection:
            drafts.keep(connection, article_id, draft, made_for=made_for)
            claims.give_back(connection, drafts.READ, [article_id], holder=self.holder)
