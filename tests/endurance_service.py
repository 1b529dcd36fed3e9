"""The service of the endurance drill: every pass of `monitor run` over real parts, with a clock that the drill sets and names that it takes away.

    python -m tests.endurance_service FOLDER

The clock stands in FOLDER/clock, so that it goes on while the process is dead; where FOLDER/no-names is there, no name of an outlet is known.
"""

from __future__ import annotations

import asyncio
import mmap
import os
import re
import socket
import struct
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zlib import crc32

from monitor.app.environment import environment
from monitor.app.heap import giving_back, keep_no_peaks
from monitor.app.logs import start_logging
from monitor.app.parts import open_database, service_pipeline
from monitor.app.receivers import choose_notifier
from monitor.app.sharing import RUN, is_shared, membership_of, name_of_process
from monitor.app.stopping import LAST_CALLS, leave_after, stop_signal
from monitor.config import load_config
from monitor.errors import MonitorError
from monitor.scheduler import Scheduler
from tests.newsstand import HOSTS

if TYPE_CHECKING:
    from collections.abc import Callable

DOMAIN = "news.example"
WORKING = "working: "
_CLOCK = struct.Struct("dddd")


class SimulatedClock:
    """`wrong`: what this machine's clock shows beyond what it should; outlets live by the right time."""

    def __init__(self, folder: Path) -> None:
        path = folder / "clock"
        if not path.exists():
            path.write_bytes(bytes(_CLOCK.size))
        self._file = path.open("r+b")
        self._map = mmap.mmap(self._file.fileno(), _CLOCK.size)

    def set(self, right: datetime, *, speed: float, wrong: timedelta = timedelta(0)) -> None:
        self._map[:] = _CLOCK.pack(time.monotonic(), right.timestamp(), speed, wrong.total_seconds())

    def right(self) -> datetime:
        """As outlets have it."""
        since, zero, speed, _ = _CLOCK.unpack(self._map[:])
        return datetime.fromtimestamp(zero + (time.monotonic() - since) * speed, UTC)

    def __call__(self) -> datetime:
        """As this machine has it."""
        return self.right() + timedelta(seconds=_CLOCK.unpack(self._map[:])[3])

    def close(self) -> None:
        self._map.close()
        self._file.close()


def knows_names(folder: Path, ask: Callable[..., Any]) -> Callable[..., Any]:
    """The machine's resolver, which knows the outlets of the drill unless it is taken away."""

    def resolve(host: str, port: int, *rest: Any, **more: Any) -> Any:
        if not str(host).endswith(DOMAIN):
            return ask(host, port, *rest, **more)
        if (folder / "no-names").exists():
            raise socket.gaierror(socket.EAI_AGAIN, "Temporary failure in name resolution")
        number = crc32(re.sub(rf"\.{DOMAIN}$", "", host).encode()) % HOSTS + 1
        return ask(f"127.0.1.{number}", port, *rest, **more)

    return resolve


async def serve(folder: Path) -> None:
    """What `monitor run` does, but for the review site."""
    stop, clock, env = stop_signal(), SimulatedClock(folder), environment()
    config = load_config(folder / "config")
    store = open_database(env.database_url, holder=name_of_process(RUN) if is_shared(env.database_url) else None)
    member = membership_of(store, config, RUN)
    notifier = choose_notifier(env, config)
    try:
        async with service_pipeline(
            config, env, store, notifier, forwarders=(), member=member, began=clock(), now=clock
        ) as pipeline:
            if member is None:
                await asyncio.to_thread(pipeline.begin)
            scheduler = Scheduler(pipeline, member)
            scheduler.start()
            sys.stderr.write(f"{WORKING}{os.getpid()}\n")
            async with giving_back():
                await stop
            await scheduler.stop()
    finally:
        store.close()
    leave_after(LAST_CALLS, stop.result())


def main() -> None:
    folder = Path(sys.argv[1])
    keep_no_peaks()
    socket.getaddrinfo = knows_names(folder, socket.getaddrinfo)
    start_logging()
    try:
        asyncio.run(serve(folder))
    except MonitorError as error:  # as where its database is just starting: a line and an end, as of `monitor run`
        sys.exit(str(error))


if __name__ == "__main__":
    main()
