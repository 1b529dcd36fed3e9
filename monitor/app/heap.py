"""How this process takes memory from the C library. The only file that calls that library itself."""

from __future__ import annotations

import ctypes

ARENA_MAX, MMAP_THRESHOLD = -8, -3
"""glibc's numbers for them (malloc.h)."""
LARGE = 128 * 1024
"""Bytes; glibc's own value, until something larger is given back: from then on it keeps what is up to that large, and twice that."""


def keep_no_peaks() -> None:
    """What many threads took is given back, or taken again by others. To be called before threads start.

    Else glibc has eight heaps for each core, and each keeps for good what the largest call on any of its threads once took. One is
    enough: few calls here take memory without Python's lock, and those wait for each other now. Other C libraries are left as they are.
    """
    library = ctypes.CDLL(None)
    if hasattr(library, "mallopt"):
        library.mallopt(ARENA_MAX, 1)
        library.mallopt(MMAP_THRESHOLD, LARGE)
