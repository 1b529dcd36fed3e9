"""How a process that runs until it is told to stop is told, and how it ends."""

from __future__ import annotations

import asyncio
import os
import signal
import threading
from concurrent.futures import ThreadPoolExecutor

THREADS = 32
"""For database calls and posts; most only wait, and the page must still be answered while a pass waits for a lock."""

LAST_CALLS = 3.0
"""Seconds that calls still under way get after everything else has ended: one may wait for a dead server or a locked file."""


def stop_signal() -> asyncio.Future[signal.Signals]:
    """What SIGTERM or SIGINT settle; sets the loop up for many calls that mostly wait."""
    loop = asyncio.get_running_loop()
    loop.set_default_executor(ThreadPoolExecutor(THREADS, thread_name_prefix="pass"))
    stop: asyncio.Future[signal.Signals] = loop.create_future()
    for name in (signal.SIGTERM, signal.SIGINT):
        loop.add_signal_handler(name, _stop_by, stop, name)
    return stop


def _stop_by(stop: asyncio.Future[signal.Signals], name: signal.Signals) -> None:
    if not stop.done():
        stop.set_result(name)


def leave_after(seconds: float, name: signal.Signals) -> None:
    """Python waits for its threads for ever; the store is whole at every moment, so that they may be left behind."""
    timer = threading.Timer(seconds, os._exit, [exit_code_of(name)])
    timer.daemon = True
    timer.start()


def exit_code_of(name: signal.Signals) -> int:
    """0 where the service was told to stop, 130 where a person interrupted it."""
    return 130 if name is signal.SIGINT else 0
