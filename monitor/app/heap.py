"""How this process takes memory from the C library, and gives it back. The only file that calls that library itself."""

from __future__ import annotations

import asyncio
import ctypes
from contextlib import asynccontextmanager
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

ARENA_MAX, MMAP_THRESHOLD = -8, -3
"""glibc's numbers for them (malloc.h)."""
LARGE = 128 * 1024
"""Bytes; glibc's own value, until something larger is given back: from then on it keeps what is up to that large, and twice that."""
EVERY = 60.0
"""Seconds."""


def keep_no_peaks() -> None:
    """What many threads took is given back, or taken again by others. To be called before threads start.

    Else glibc has eight heaps for each core, and each keeps for good what the largest call on any of its threads once took. One is
    enough: few calls here take memory without Python's lock, and those wait for each other now. Other C libraries are left as they are.
    """
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(ARENA_MAX, 1)
        library.mallopt(MMAP_THRESHOLD, LARGE)


def give_back() -> None:
    """Whole pages that are free within the heap go back to the system: glibc itself gives back only what lies at its end."""
    library = ctypes.CDLL(None)
    if hasattr(library, "malloc_trim"):
        library.malloc_trim(0)


@asynccontextmanager
async def giving_back() -> AsyncIterator[None]:
    """While it lasts, `give_back` once a minute: what documents of all sizes leave behind else adds up over days."""

    async def now_and_then() -> None:
        while True:
            await asyncio.sleep(EVERY)
            await asyncio.to_thread(give_back)

    task = asyncio.create_task(now_and_then(), name="give back")
    try:
        yield
    finally:
        task.cancel()
