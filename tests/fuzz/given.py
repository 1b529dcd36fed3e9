"""How bytes are taken apart for a target, and what holds for all."""

from __future__ import annotations

from datetime import UTC, datetime

NOW = datetime(2026, 11, 2, 12, tzinfo=UTC)


def parted(given: bytes) -> tuple[str, bytes]:
    """The first line, and what follows: headers, addresses and kinds come first."""
    head, _, rest = given.partition(b"\n")
    return head.decode("latin-1"), rest


def in_words(error: Exception) -> None:
    if not str(error).strip():
        raise AssertionError("refused without a word") from error


def headers_of(head: str) -> dict[str, str]:
    return {"content-type": head.replace("\r", "")[:200]}
