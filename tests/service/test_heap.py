"""What a call on some thread once took does not stay with the process."""

from __future__ import annotations

import re
import subprocess
import sys

from tests.service_process import ROOT

SCRIPT = """
import asyncio, ctypes, sys, threading
from monitor.app.heap import keep_no_peaks
from monitor.app.stopping import THREADS, stop_signal

MIB = 1 << 20
library = ctypes.CDLL(None)

def tell():
    library.malloc_info(0, ctypes.c_void_p.in_dll(library, "stdout"))

def take(together):
    together.wait()
    taken = [bytes(10_000) for _ in range(10)]
    together.wait()

async def work():
    keep_no_peaks()
    stop_signal()
    together = threading.Barrier(THREADS)
    await asyncio.gather(*(asyncio.to_thread(take, together) for _ in range(THREADS)))

asyncio.run(work())
bytes(20 * MIB)
tell()
taken = bytes(16 * MIB)
tell()
"""


def test_all_threads_share_one_heap_and_large_pieces_are_given_back_even_after_larger_ones() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )

    before, after = done.stdout.split("</malloc>")[:2]
    assert before.count("<heap ") == 1
    assert _apart(after) - _apart(before) >= 16 << 20


def _apart(told: str) -> int:
    """Bytes outside the heap, each piece by itself."""
    found = re.search(r'<total type="mmap" count="\d+" size="(\d+)"', told)
    assert found, told
    return int(found[1])


SCATTERED = """
import asyncio
from pathlib import Path
from monitor.app import heap

def held():
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096

async def work():
    heap.EVERY = 0.05
    async with heap.giving_back():
        kept = [bytes(60_000) for _ in range(1_000)]
        last, kept = kept[-1], None
        before = held()
        await asyncio.sleep(0.5)
        print(before - held(), len(last))

asyncio.run(work())
"""


def test_what_is_free_in_the_middle_of_the_heap_is_given_back_now_and_then() -> None:
    done = subprocess.run(
        [sys.executable, "-c", SCATTERED], cwd=ROOT, capture_output=True, text=True, timeout=60, check=True
    )

    given_back, kept = map(int, done.stdout.split())
    assert kept == 60_000
    assert given_back > 40 << 20
