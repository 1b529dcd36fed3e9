"""The days of the demonstration, one after another, through every pass."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from monitor.types import Alert, Sent

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from monitor.pipeline import Pipeline
    from monitor.replay import SimulatedClock
    from monitor.types import Development, Digest, Remark, Story


@dataclass(slots=True)
class CollectingNotifier:
    """Keeps what would be posted, so that it can be shown after the progress bar has gone."""

    name: str = "demo"
    can_look_up: bool = False
    gallery: None = None
    alerts: list[Alert] = field(default_factory=list)
    digests: list[tuple[Digest, str | None]] = field(default_factory=list)

    def send_alert(self, alert: Alert, key: str) -> Sent:
        self.alerts.append(alert)
        return Sent(channel="demo", ts=key)

    def send_digest(self, digest: Digest, key: str, page: str | None) -> Sent:
        self.digests.append((digest, page))
        return Sent(channel="demo", ts=key)

    def send_notice(self, what: Remark | Sequence[Alert], key: str, since: datetime | None = None) -> Sent:  # noqa: ARG002 - the port's words; the demonstration has no outage
        return Sent(channel="demo", ts=key)

    def send_reply(self, story: Story, what: Alert | Development | Remark, key: str) -> Sent:  # noqa: ARG002 - the port's words; it is shown on its own
        if isinstance(what, Alert):
            self.alerts.append(what)
        return Sent(channel="demo", ts=key)

    def edit(self, story: Story) -> None:
        """Alerts are shown at the end, as they stand then."""

    def find(self, key: str, since: datetime, thread: Sent | None = None) -> Sent | None:  # noqa: ARG002 - the port's words; nothing can be looked up here
        return None


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """What the demonstration prints: the alerts that were posted, as they stand at its end, and where the digest page lies."""

    alerts: tuple[Alert, ...]
    held: tuple[Alert, ...]
    counts: dict[str, int]
    copies: int
    page: Path | None
    pages: int


def _fullest_page(pipeline: Pipeline, digests: Sequence[Digest]) -> Path | None:
    """The page of the week with most alerts: the one to look at first."""
    if not digests:
        return None
    raised = [len(pipeline.store.week_rows(digest.start, digest.end).alerts) for digest in digests]
    return pipeline.page_of(digests[raised.index(max(raised))].week)


async def run_days(
    pipeline: Pipeline,
    clock: SimulatedClock,
    notifier: CollectingNotifier,
    *,
    until: datetime,
    step: Callable[[int, int], None],
) -> Shown:
    """Moves the calendar a day at a time and runs every pass each day, as the service would."""
    first, days = clock.moment, (until - clock.moment).days + 1
    pipeline.store.register_feeds(pipeline.config.feeds, first)
    for day in range(days):
        clock.moment = first + timedelta(days=day)
        await pipeline.poll()
        for work in (pipeline.pages, pipeline.read, pipeline.weigh):
            while (await work()).done:
                pass
        await pipeline.digest()
        await pipeline.deliver()
        step(day + 1, days)
    raised = pipeline.store.alerts()
    rows = pipeline.store.week_rows(first - timedelta(days=400), until + timedelta(days=1))
    return Shown(
        alerts=tuple(stored for sent in notifier.alerts if (stored := pipeline.store.alert(sent.id)) is not None),
        held=tuple(alert for alert in raised if alert.channel != "chat"),
        counts=pipeline.store.counts(),
        copies=rows.counts["copies"],
        page=_fullest_page(pipeline, [digest for digest, _ in notifier.digests]),
        pages=len(notifier.digests),
    )
