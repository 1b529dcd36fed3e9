"""What the store and the passes tell a monitoring system, in Prometheus' text format. The only file that imports prometheus_client."""

from __future__ import annotations

from typing import TYPE_CHECKING

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.registry import Collector

from monitor.web.health import late

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from monitor.ports import Backlog, Store
    from monitor.types import FeedState
    from monitor.web.health import Health

CONTENT_TYPE = CONTENT_TYPE_LATEST


def metrics_text(store: Store, *, health: Health, now: datetime) -> bytes:
    """All gauges as they are now. Raises StoreError."""
    registry = CollectorRegistry(auto_describe=False)
    counts, backlog, feeds = store.counts(), store.backlog(now), store.feed_states()
    registry.register(_Snapshot(_gauges(counts, backlog, feeds, health=health, now=now)))
    return generate_latest(registry)


class _Snapshot(Collector):
    """Numbers read once."""

    def __init__(self, families: Iterator[GaugeMetricFamily]) -> None:
        self._families = list(families)

    def collect(self) -> Iterator[GaugeMetricFamily]:
        yield from self._families


def _gauges(
    counts: Mapping[str, int], backlog: Backlog, feeds: Sequence[FeedState], *, health: Health, now: datetime
) -> Iterator[GaugeMetricFamily]:
    yield _gauge("monitor_rows", "Rows stored, by kind", "kind", counts)
    yield _gauge("monitor_backlog", "Pieces that wait, by pass or state", "stage", backlog._asdict())
    yield _gauge("monitor_feeds", "Feeds, by state", "state", _by_state(feeds))
    ticks = {name: tick.timestamp() for name, tick in health.ticks.items()}
    yield _gauge("monitor_pass_last_success_timestamp_seconds", "When each pass last ended well", "pass", ticks)
    overdue = late(health, now)
    late_flags = {name: int(name in overdue) for name in health.ticks}
    yield _gauge("monitor_pass_late", "1 where that is too long ago", "pass", late_flags)
    problems = GaugeMetricFamily("monitor_problems", "Things known to be wrong")
    problems.add_metric([], len(health.problems))
    yield problems


def _gauge(name: str, help_text: str, label: str, values: Mapping[str, float]) -> GaugeMetricFamily:
    family = GaugeMetricFamily(name, help_text, labels=[label])
    for key, value in sorted(values.items()):
        family.add_metric([key], value)
    return family


def _by_state(feeds: Sequence[FeedState]) -> dict[str, int]:
    ended = sum(feed.ended for feed in feeds)
    failing = sum(feed.failures > 0 and not feed.ended for feed in feeds)
    return {"ended": ended, "failing": failing, "working": len(feeds) - ended - failing}
