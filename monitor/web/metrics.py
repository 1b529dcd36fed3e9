"""What the store and the passes tell a monitoring system, in Prometheus' text format. The only file that imports prometheus_client."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from prometheus_client import CONTENT_TYPE_LATEST, CollectorRegistry, generate_latest
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily
from prometheus_client.registry import Collector

from monitor import __version__
from monitor.types.feeds import CONDITIONS
from monitor.web.health import late

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime

    from prometheus_client import Metric

    from monitor.ports import Store
    from monitor.types import FeedState
    from monitor.web.health import Health
    from monitor.web.sizes import Sizes

CONTENT_TYPE = CONTENT_TYPE_LATEST
HEARD = timedelta(minutes=1)
"""A process that was silent for longer is not counted."""


def metrics_text(store: Store, sizes: Sizes, *, health: Health, now: datetime) -> bytes:
    """All numbers as they are now, those of `sizes` as they were counted last. Raises StoreError."""
    registry = CollectorRegistry(auto_describe=False)
    registry.register(_Snapshot([*_of_sizes(sizes), *_of_store(store, now), *_of_process(health, now)]))
    return generate_latest(registry)


class _Snapshot(Collector):
    """Numbers read once."""

    def __init__(self, families: Sequence[Metric]) -> None:
        self._families = families

    def collect(self) -> Iterator[Metric]:
        yield from self._families


def _of_sizes(sizes: Sizes) -> Iterator[Metric]:
    """What is counted now and then."""
    yield _gauge("monitor_rows", "Rows stored, by kind", "kind", sizes.rows)
    yield _gauge("monitor_articles", "Articles, by how far they are", "stage", sizes.stages)
    counted = {"": sizes.at.timestamp()}
    yield _gauge("monitor_rows_counted_timestamp_seconds", "When rows and articles were counted last", None, counted)


def _of_store(store: Store, now: datetime) -> Iterator[Metric]:
    """What is the same whichever process is asked."""
    figures, day = store.figures(now), store.opinion_day(now)
    yield _gauge("monitor_backlog", "Pieces that wait, by pass or state", "stage", store.backlog(now)._asdict())
    oldest = {name: age.total_seconds() for name, age in figures.oldest.items()}
    yield _gauge("monitor_backlog_oldest_seconds", "How long the piece waits that waits longest", "stage", oldest)
    yield _gauge("monitor_feeds", "Feeds, by state", "state", _by_state(store.feed_states(), now))
    messages = GaugeMetricFamily("monitor_messages", "Messages, by kind and state", labels=["kind", "state"])
    for (kind, state), number in sorted(figures.messages.items()):
        messages.add_metric([kind, state], number)
    yield messages
    yield _lag(figures.lags)
    sent = {} if figures.last_sent is None else {"": figures.last_sent.timestamp()}
    yield _gauge("monitor_last_delivery_timestamp_seconds", "When the last message went out", None, sent)
    opinions = {"asked": day.asked, "answered": day.answered}
    yield _gauge("monitor_second_opinions_today", "Second opinions of the UTC day", "what", opinions)
    heard = [member for member in store.members() if now - member.at < HEARD]
    yield _gauge("monitor_processes", "Processes that share the database", "role", Counter(m.role for m in heard))


def _of_process(health: Health, now: datetime) -> Iterator[Metric]:
    """What only this process knows of itself."""
    ticks = {name: tick.timestamp() for name, tick in health.ticks.items()}
    yield _gauge("monitor_pass_last_success_timestamp_seconds", "When each pass last ended well", "pass", ticks)
    overdue = late(health, now)
    yield _gauge(
        "monitor_pass_late", "1 where that is too long ago", "pass", {name: int(name in overdue) for name in ticks}
    )
    for what, help_text in _WORK.items():
        counted = {name: work[what] for name, work in health.work.items()}
        yield _counter(f"monitor_pass_{what}", help_text, "pass", counted)
    tasks = {name: done for name, (done, _) in health.tasks.items()}
    yield _counter("monitor_tasks", "Documents that worker processes took apart, by kind", "kind", tasks)
    seconds = {name: spent for name, (_, spent) in health.tasks.items()}
    yield _counter(
        "monitor_task_cpu_seconds", "Processor time of worker processes, the model's included", "kind", seconds
    )
    unable = {kind: int(none) for kind, none in health.unable.items()}
    yield _gauge("monitor_cannot_read", "1 where no process can be had for it, by kind", "kind", unable)
    yield _gauge("monitor_problems", "Things known to be wrong", None, {"": len(health.problems)})
    yield _gauge("monitor_leads", "1 where this process weighs and delivers", None, {"": int(health.leads)})
    yield _gauge("monitor_info", "The version", "version", {__version__: 1})


_WORK = {
    "pieces": "Pieces that each pass has done",
    "failures": "Of these, pieces that failed",
    "seconds": "Seconds that each pass ran",
    "errors": "Times that a pass ended with an error",
}


def _lag(lags: Mapping[str, tuple[timedelta, ...]]) -> Metric:
    family = GaugeMetricFamily(
        "monitor_alert_lag_seconds",
        "From publication, and from when it was met, to the alert's message; alerts of the last 7 days",
        labels=["since", "quantile"],
    )
    for since, found in sorted(lags.items()):
        seconds = sorted(lag.total_seconds() for lag in found)
        for quantile in (0.5, 0.95) if seconds else ():
            family.add_metric([since, str(quantile)], seconds[round(quantile * (len(seconds) - 1))])
    return family


def _gauge(name: str, help_text: str, label: str | None, values: Mapping[str, float]) -> Metric:
    return _filled(GaugeMetricFamily(name, help_text, labels=[label] if label else []), values)


def _counter(name: str, help_text: str, label: str, values: Mapping[str, float]) -> Metric:
    return _filled(CounterMetricFamily(name, help_text, labels=[label]), values)


def _filled(family: Any, values: Mapping[str, float]) -> Metric:
    for key, value in sorted(values.items()):
        family.add_metric([key] if key else [], value)
    found: Metric = family
    return found


def _by_state(feeds: Sequence[FeedState], now: datetime) -> dict[str, int]:
    counted = Counter(feed.condition(now) for feed in feeds)
    return {condition: counted[condition] for condition in CONDITIONS}
