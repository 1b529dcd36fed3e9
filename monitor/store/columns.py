"""Column types that make both databases keep the same values. May import only SQLAlchemy."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import BigInteger, DateTime, Text
from sqlalchemy.types import TypeDecorator

if TYPE_CHECKING:
    from sqlalchemy import Dialect
    from sqlalchemy.types import TypeEngine

_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")
_REPLACEMENT = "\ufffd"


class UtcTime(TypeDecorator[datetime]):
    """An aware moment: kept in UTC with a fixed width, so that it compares right as text too, and comes back aware."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Raises ValueError for a time without a zone: nobody could say which moment was meant."""
        _ = dialect
        if value is not None and value.tzinfo is None:
            raise ValueError("a time without a time zone cannot be stored")
        return value if value is None else value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        _ = dialect
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


class Span(TypeDecorator[timedelta]):
    """A length of time in whole seconds."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: timedelta | None, dialect: Dialect) -> int | None:
        _ = dialect
        return None if value is None else round(value.total_seconds())

    def process_result_value(self, value: int | None, dialect: Dialect) -> timedelta | None:
        _ = dialect
        return None if value is None else timedelta(seconds=value)


class StorableText(TypeDecorator[str]):
    """Text in which what no database takes (NUL, half of a surrogate pair) became U+FFFD: lengths and offsets hold.

    Both databases order it by code points, so that "then by id" means the same on each.
    """

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[str]:
        return Text(collation="C") if dialect.name == "postgresql" else Text()

    def process_bind_param(self, value: str | None, dialect: Dialect) -> str | None:
        _ = dialect
        # Most columns are short and plain, and knowing that takes no look at each letter.
        if value is None or (value.isascii() and "\x00" not in value):
            return value
        return _UNSTORABLE.sub(_REPLACEMENT, value)
