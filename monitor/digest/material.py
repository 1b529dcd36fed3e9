"""What the parts of a digest share, worked out once."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.digest.against import same_versions
from monitor.digest.bookkeeping import verdict_log
from monitor.digest.cards import checks_apart, ranked
from monitor.digest.content import content_of
from monitor.digest.coverage import coverage, feed_weeks
from monitor.digest.listening import deaf_spans, missed
from monitor.digest.positions import as_measured, position_map
from monitor.digest.silence import silent_offices
from monitor.digest.trails import WEEKS, extended, weekly_points
from monitor.digest.weeks import week_of

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from monitor.digest.content import Cell, Content, Coverage, Judged, Silent
    from monitor.digest.listening import Span
    from monitor.digest.trails import Trail
    from monitor.digest.weeks import Week
    from monitor.ports import WeekRows
    from monitor.types import Alert, Config, Digest, FeedState, Utterance, Versions


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """`before`: what the digest of the week before says; `comparable`: the same, where it was judged with the same versions.

    `known` is what was said up to the week's end, `said` what of it in the week; `missed`: feeds that were away all week and are back.
    """

    rows: WeekRows
    week: Week
    config: Config
    versions: Versions
    now: datetime
    previous: Digest | None
    before: Content | None
    comparable: Content | None
    alerts: list[Alert]
    checks: list[Alert]
    told: list[Alert]
    known: list[Utterance]
    said: list[Utterance]
    states: list[FeedState]
    missed: dict[str, Span]
    log: dict[str, Judged]
    cells: list[Cell]
    points: Trail
    trail: Trail
    silent: list[Silent]
    coverage: Coverage
    feed_weeks: dict[str, list[str]]


def prepare(
    rows: WeekRows, week: Week, *, config: Config, versions: Versions, previous: Digest | None, now: datetime
) -> Material:
    """All of it, from the rows."""
    before = content_of(previous) if previous is not None else None
    comparable = before if before is not None and same_versions(before, versions) else None
    known = [utterance for utterance in rows.utterances if utterance.said_at < week.end]
    said = [utterance for utterance in known if utterance.said_at >= week.start]
    configured = {feed.id for feed in config.feeds}
    states = [state for state in rows.feeds if state.feed_id in configured]
    zone = config.digest.timezone
    points = weekly_points(known, zone)
    alerts = ranked(_not_overtaken(rows.alerts))
    checks, told = checks_apart(alerts)
    away = missed(states, rows.absences, week)
    return Material(
        rows=rows,
        week=week,
        config=config,
        versions=versions,
        now=now,
        previous=previous,
        before=before,
        comparable=comparable,
        alerts=alerts,
        checks=checks,
        told=told,
        known=known,
        said=said,
        states=states,
        missed=away,
        log=verdict_log(rows.judged, end=week.end),
        cells=position_map(as_measured(rows.streams, alerts), said, world=config.world),
        points=points,
        trail=_trail(comparable, points, week=week, timezone=zone),
        silent=silent_offices(
            known, week=week, timezone=zone, world=config.world, deaf=deaf_spans(states, rows.absences), now=now
        ),
        coverage=coverage(
            rows.counts,
            rows.languages,
            states,
            articles_before=before["coverage"]["articles"] if before else None,
            missed=away,
            week=week,
            now=now,
        ),
        feed_weeks=feed_weeks(
            before["feed_weeks"] if before else {}, states, volumes=rows.volumes, week=week, timezone=zone
        ),
    )


def _not_overtaken(alerts: Iterable[Alert]) -> list[Alert]:
    """Without the signs of a move that was told in the same week: its alert names them."""
    told = list(alerts)
    moves = {(a.office, a.issue, a.direction) for a in told if a.status == "confirmed" and a.one_move}
    return [a for a in told if not (a.signs and (a.office, a.issue, a.direction) in moves)]


def _trail(comparable: Content | None, points: Trail, *, week: Week, timezone: str) -> Trail:
    first = week_of(week.end - timedelta(weeks=WEEKS) + timedelta(days=1), timezone).name
    return extended(comparable["trail"] if comparable else {}, points, first=first, last=week.name)
