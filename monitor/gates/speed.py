"""How fast reading is and how much memory it takes: in fresh worker processes, one thread each, as the service runs them.

Time is the processor's, which other programs on the machine do not lengthen.
"""

from __future__ import annotations

import asyncio
import time
from datetime import timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.engine import LocalWorkers, read_article
from monitor.gates.figures import Result
from monitor.gates.intervals import median

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.types import Article, Config

_TIMES = 9
_PROCESSES = 3
_DEADLINE = timedelta(minutes=5)
_STATUS = Path("/proc/self/status")


def measure_speed(config: Config, *, relevant: Article, irrelevant: Article, ten: Sequence[Article]) -> Result:
    """Milliseconds an article (median of nine), and the peak memory of a process that read ten (three processes)."""
    peaks = [asyncio.run(_peak(config, ten)) for _ in range(_PROCESSES)]
    figures = [
        median("ms-relevant", asyncio.run(_times(config, relevant))),
        median("ms-irrelevant", asyncio.run(_times(config, irrelevant))),
        *([median("peak-mb", [p for p in peaks if p is not None])] if all(peaks) else []),
    ]
    return Result(gate="speed", subject="own articles", figures=tuple(figures), own=True)


async def _times(config: Config, article: Article) -> list[float]:
    workers = LocalWorkers(1, deadline=_DEADLINE, topic=(config.world, config.rules.merge, config.models))
    try:
        return await workers.run(time_reading, article)
    finally:
        await workers.close()


async def _peak(config: Config, articles: Sequence[Article]) -> float | None:
    workers = LocalWorkers(1, deadline=_DEADLINE, topic=(config.world, config.rules.merge, config.models))
    try:
        return await workers.run(peak_of_reading, tuple(articles))
    finally:
        await workers.close()


def time_reading(article: Article) -> list[float]:
    """Milliseconds of each reading after a first one, which loads the model."""
    read_article(article)
    times = []
    for _ in range(_TIMES):
        started = time.process_time()
        read_article(article)
        times.append((time.process_time() - started) * 1000)
    return times


def peak_of_reading(articles: Sequence[Article]) -> float | None:
    """Megabytes at the highest; None where the system does not tell."""
    for article in articles:
        read_article(article)
    return peak_megabytes()


def peak_megabytes() -> float | None:
    """Of this process alone: what getrusage answers is handed down from the process that started this one."""
    if not _STATUS.exists():
        return None
    lines = dict(line.split(":", 1) for line in _STATUS.read_text(encoding="ascii", errors="replace").splitlines())
    return int(lines["VmHWM"].split()[0]) / 1024
