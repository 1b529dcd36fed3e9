"""What the pages show, from stored rows. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from monitor.digest import card, issue_name, office_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from monitor.digest import Judged
    from monitor.ports import Backlog
    from monitor.types import Alert, Config, Delivery, Digest, Evidence, FeedState, StreamState, Verdict
    from monitor.web.health import Health

VERDICTS = {
    "confirm": "right: the line moved",
    "repeat": "a repeat: nothing new",
    "wrong-speaker": "wrong speaker",
    "wrong-stance": "read wrongly: the words say something else",
    "stale": "old words",
    "not-important": "right, but not worth an alert",
}
"""The words a person may choose (monitor.types.VERDICT_WORDS), and what they mean."""

_LATEST = 25
_MOST_STREAMS = 15


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedRow:
    """A feed in the table; `trouble` is empty where there is none."""

    id: str
    outlet: str
    url: str
    last_success: datetime | None
    last_new: datetime | None
    next_due: datetime | None
    failures: int
    outcome: str
    trouble: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamRow:
    """A stream in the table."""

    office: str
    issue: str
    state: str
    n: int
    mean: float
    baseline: float | None
    last_at: datetime


def overview(
    alerts: Sequence[Alert],
    streams: Sequence[StreamState],
    digests: Sequence[Digest],
    feeds: Sequence[FeedState],
    backlog: Backlog,
    *,
    unsent: Sequence[Delivery],
    health: Health,
    config: Config,
) -> dict[str, Any]:
    """The first page: the newest alerts, the streams that stand farthest from their baseline, digests, what is wrong."""
    rows = feed_rows(feeds, config)
    return {
        "cards": [card(alert, world=config.world, verdicts={}) for alert in alerts[:_LATEST]],
        "streams": _farthest(streams, config),
        "states": {state: sum(s.state == state for s in streams) for state in ("settled", "provisional", "seed-only")},
        "digests": sorted(digests, key=lambda digest: digest.start, reverse=True),
        "feeds": len(rows),
        "troubled": [row for row in rows if row.trouble],
        "backlog": backlog._asdict(),
        "problems": health.problems,
        "unsent": [f"{waiting.key} ({waiting.attempts} tries): {waiting.error}" for waiting in unsent],
    }


def _farthest(streams: Iterable[StreamState], config: Config) -> list[StreamRow]:
    known = [s for s in streams if s.baseline_mean is not None and s.state != "seed-only"]
    known.sort(key=lambda s: -abs(s.mean - (s.baseline_mean or 0.0)))
    return [
        StreamRow(
            office=office_name(config.world, s.key.office),
            issue=issue_name(config.world, s.key.issue),
            state=s.state,
            n=s.n,
            mean=s.mean,
            baseline=s.baseline_mean,
            last_at=s.last_at,
        )
        for s in known[:_MOST_STREAMS]
    ]


def feed_rows(states: Iterable[FeedState], config: Config) -> list[FeedRow]:
    """The configured feeds in their order; one that was never registered is shown too, never left out."""
    known = {state.feed_id: state for state in states}
    rows = []
    for feed in config.feeds:
        state = known.get(feed.id)
        rows.append(
            FeedRow(
                id=feed.id,
                outlet=feed.outlet,
                url=feed.url,
                last_success=state.last_success_at if state else None,
                last_new=state.last_new_at if state else None,
                next_due=state.next_due if state and not state.ended else None,
                failures=state.failures if state else 0,
                outcome=state.outcome if state else "not polled yet",
                trouble=_trouble(state),
            )
        )
    return rows


def _trouble(state: FeedState | None) -> str:
    if state is None:
        return "not registered"
    if state.ended:
        return "ended"
    return "failing" if state.failures else ""


def alert_page(alert: Alert, verdicts: Sequence[Verdict], *, config: Config) -> dict[str, Any]:
    """One alert with all its evidence and what people said of it, newest first."""
    newest = sorted(verdicts, key=lambda verdict: verdict.at, reverse=True)
    last = newest[0] if newest else None
    judged: dict[str, Judged] = {alert.id: {"word": last.word, "at": last.at.isoformat()}} if last else {}
    return {
        "card": card(alert, world=config.world, verdicts=judged),
        "favouring": _by_weight(alert, favours=True),
        "against": _by_weight(alert, favours=False),
        "verdicts": newest,
        "words": VERDICTS,
        "alert": alert,
    }


def _by_weight(alert: Alert, *, favours: bool) -> list[Evidence]:
    return sorted((e for e in alert.evidence if e.favours is favours), key=lambda e: (-e.weight, e.said_at))
