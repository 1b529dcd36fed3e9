"""Whether this machine can read, and what it says of that to those who only see what is stored."""

from __future__ import annotations

import asyncio
import time
from typing import TYPE_CHECKING

from monitor.engine import is_there
from monitor.errors import ReadError, WorkersError
from monitor.types import CANNOT_READ, SignOfLife

if TYPE_CHECKING:
    from monitor.pipeline import Pipeline

TELL_EVERY = 30.0
"""Seconds between signs while it lasts."""


async def can_parse(pipeline: Pipeline) -> bool:
    """Where no process could be had last time, one is asked for with nothing to do, so that no document is needed to learn it."""
    if pipeline.parsers.unable is not None:
        try:
            await pipeline.parsers.run(is_there)
        except (ReadError, WorkersError):
            return False
    return True


class Ability:
    """Keeps a sign of life while no process can be had here."""

    def __init__(self) -> None:
        self._told: str | None = None
        self._at = 0.0

    async def tell(self, pipeline: Pipeline) -> None:
        """Says at once that it began or ended, and now and then that it lasts. Raises StoreError."""
        lacks = [pool.unable.words for pool in (pipeline.parsers, pipeline.readers) if pool.unable is not None]
        words = "; ".join(lacks)
        if words == self._told and not (words and time.monotonic() - self._at >= TELL_EVERY):
            return
        # Alone, a process takes back what the one before it said; among several each has a sign of its own, which ends with it.
        if words or self._told or (self._told is None and pipeline.member is None):
            sign = SignOfLife(name=_name(pipeline), at=pipeline.now(), well=not words, words=words or "reads")
            await asyncio.to_thread(pipeline.store.note_life, sign)
        self._told, self._at = words, time.monotonic()


def _name(pipeline: Pipeline) -> str:
    return CANNOT_READ if pipeline.member is None else f"{CANNOT_READ} at {pipeline.member.sharing.holder}"
