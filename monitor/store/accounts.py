"""Users and their sessions. May import only SQLAlchemy, the tables and the types."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from monitor.store import decisions
from monitor.store.inserts import insert_or_renew
from monitor.store.schema import sessions, users
from monitor.types import Decision, Session, User

if TYPE_CHECKING:
    from datetime import datetime

    from sqlalchemy import Connection


def save_user(connection: Connection, user: User, *, by: str) -> None:
    """Adds or renews one; whoever has a new secret or role logs in anew."""
    row = {name: getattr(user, name) for name in ("name", "role", "secret", "added_at")}
    connection.execute(insert_or_renew(connection, users), row)
    connection.execute(delete(sessions).where(sessions.c.user == user.name))
    decisions.note(connection, Decision(at=user.added_at, by=by, action="user", about=user.name, detail=user.role))


def remove_user(connection: Connection, name: str, *, by: str, now: datetime) -> bool:
    """With all sessions; False where there is none of that name."""
    connection.execute(delete(sessions).where(sessions.c.user == name))
    gone = connection.execute(delete(users).where(users.c.name == name)).rowcount > 0
    if gone:
        decisions.note(connection, Decision(at=now, by=by, action="user", about=name, detail="removed"))
    return gone


def user(connection: Connection, name: str) -> User | None:
    row = connection.execute(select(users).where(users.c.name == name)).mappings().one_or_none()
    return None if row is None else User(**row)


def all_users(connection: Connection) -> list[User]:
    return [User(**row) for row in connection.execute(select(users).order_by(users.c.name)).mappings()]


def begin_session(connection: Connection, session: Session) -> None:
    """Sessions that have ended are forgotten on the way."""
    connection.execute(delete(sessions).where(sessions.c.ends <= session.began))
    row = {name: getattr(session, name) for name in ("mark", "user", "began", "ends")}
    connection.execute(insert(sessions), row)


def user_of_session(connection: Connection, mark: str, *, now: datetime) -> User | None:
    held = select(users).join(sessions, sessions.c.user == users.c.name)
    row = connection.execute(held.where(sessions.c.mark == mark, sessions.c.ends > now)).mappings().one_or_none()
    return None if row is None else User(**row)


def end_session(connection: Connection, mark: str) -> None:
    connection.execute(delete(sessions).where(sessions.c.mark == mark))
