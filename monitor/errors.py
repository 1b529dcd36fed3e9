"""What can go wrong.

    MonitorError
      ConfigError      the configuration is wrong: one line a mistake; the start ends with exit code 2
      UsageError       a command was used wrongly, or an input file is not what it must be; exit code 2
      FetchError       a document could not be had; says whether asking again may help
      ParseError       a document is not a feed, or a page has no text
      ReadError        an article could not be read
      WorkersError     no worker process can be had; nothing is wrong with what it was to read
      ModelError       a model is missing or failed
      OpinionError     no second opinion can be had now; the judgement at hand stands
      NotifyError      a message did not go out, or nobody knows whether it did
      PictureError     a chart could not be drawn as a picture
      StoreError       the database refused or is out of reach

An adapter catches its own library's exceptions, round the one call, and raises one of these `from` it.
Anything else that escapes is a bug and may end the process: the store is always consistent.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import timedelta


class MonitorError(Exception):
    """Base of everything that this package raises on purpose."""


class ConfigError(MonitorError):
    """The configuration is wrong. `problems` holds one line a mistake: file, key, what to write instead."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = tuple(problems)


class UsageError(MonitorError):
    """A command was used wrongly, or a file given to it cannot be used; the message says what to do."""


class FetchError(MonitorError):
    """A document could not be had.

    `kind`: hard (will not get better by itself: 404, not allowed), soft (the server's trouble: 5xx, too
    large, not understood), temporary (time-out, connection, 429), gone (410: the outlet ended it), rest (not asked:
    its host wants no questions yet; nothing has failed).
    """

    def __init__(
        self,
        message: str,
        *,
        kind: Literal["hard", "soft", "temporary", "gone", "rest"],
        retry_after: timedelta | None = None,
        status: int | None = None,
    ) -> None:
        super().__init__(message)
        self.kind = kind
        self.retry_after = retry_after
        self.status = status

    def __reduce__(self) -> tuple[object, ...]:
        return (_rebuild_fetch_error, (str(self), self.kind, self.retry_after, self.status))


def _rebuild_fetch_error(
    message: str,
    kind: Literal["hard", "soft", "temporary", "gone", "rest"],
    retry_after: timedelta | None,
    status: int | None,
) -> FetchError:
    return FetchError(message, kind=kind, retry_after=retry_after, status=status)


class ParseError(MonitorError):
    """A document is not a feed, or a page has no article text."""


class ReadError(MonitorError):
    """An article could not be read (the worker failed or ran past its deadline)."""


class WorkersError(MonitorError):
    """No worker process can be had. Nothing is wrong with the document, so this is no try at it."""


class ModelError(MonitorError):
    """A model is missing, damaged, or failed."""


class OpinionError(MonitorError):
    """No second opinion can be had; the judgement at hand stands.

    `away`: nobody answers, or not now, so that asking about the next statement is no use for a while (`retry_after`
    where the server said how long). `spent`: the server may have worked, and charged, for it.
    """

    def __init__(
        self, message: str, *, away: bool = False, spent: bool = True, retry_after: timedelta | None = None
    ) -> None:
        super().__init__(message)
        self.away = away
        self.spent = spent
        self.retry_after = retry_after


class NotifyError(MonitorError):
    """A message did not go out.

    `outcome`: not_sent (sure: safe to repeat), unknown (it may have been posted: look before repeating),
    refused (the receiver will never take it as it is: a person must act). `code`: the receiver's own word for it.
    """

    def __init__(
        self,
        message: str,
        *,
        outcome: Literal["not_sent", "unknown", "refused"],
        retry_after: timedelta | None = None,
        code: str | None = None,
    ) -> None:
        super().__init__(message)
        self.outcome = outcome
        self.retry_after = retry_after
        self.code = code


class PictureError(MonitorError):
    """A chart could not be drawn as a picture: a bug, or a drawing library that is damaged."""


class StoreError(MonitorError):
    """The database refused, is locked, read-only or out of reach."""
