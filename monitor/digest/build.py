"""A week's rows → a digest. Pure: the same rows, week and configuration give the same digest."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING, cast
from zoneinfo import ZoneInfo

from monitor.digest.bookkeeping import in_words, keep_books, verdict_log
from monitor.digest.cards import card, checks_apart, evidence_against, ranked
from monitor.digest.coverage import coverage, feed_weeks, health, silent_for
from monitor.digest.positions import most_moved, position_map
from monitor.digest.shares import emphasis, wording
from monitor.digest.summary import summary, title
from monitor.digest.trails import WEEKS, added_later, extended, weekly_points
from monitor.digest.weeks import week_of
from monitor.digest.words import counted, date_range, office_name, sentence
from monitor.types import Digest

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from monitor.digest.content import Cell, Content, Coverage, Judged, Wording
    from monitor.digest.trails import Trail
    from monitor.digest.weeks import Week
    from monitor.ports import WeekRows
    from monitor.types import Alert, Config, FeedState, Utterance, Versions

_MOST_CARDS = 12


def content_of(digest: Digest) -> Content:
    """The digest's content with its shape known."""
    return cast("Content", digest.content)


def build_digest(
    rows: WeekRows,
    *,
    week: Week,
    config: Config,
    versions: Versions,
    previous: Digest | None,
    now: datetime,
    notes: Sequence[str] = (),
) -> Digest:
    """The digest of `week`. `previous`: the digest of the week before, for trends and precision.

    `rows.utterances` may reach back up to twelve weeks and `rows.shares` further: only [start, end) counts as the
    week, the rest is what it is compared with. `notes`: sentences for the bookkeeping. What `previous` remembers under other versions is left out.
    """
    before = content_of(previous) if previous is not None else None
    material = _prepare(rows, week, config=config, versions=versions, before=before, now=now)
    content = _content(material, versions)
    content["bookkeeping"] += notes
    return Digest(
        week=week.name, start=week.start, end=week.end, made_at=now, content=cast("Mapping[str, object]", content)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Material:
    """What the parts of a digest share. `comparable`: the digest before, where it was judged with the same versions."""

    rows: WeekRows
    week: Week
    config: Config
    now: datetime
    comparable: Content | None
    alerts: list[Alert]
    known: list[Utterance]
    said: list[Utterance]
    states: list[FeedState]
    log: dict[str, Judged]
    cells: list[Cell]
    points: Trail
    trail: Trail
    coverage: Coverage
    feed_weeks: dict[str, list[str]]


def _prepare(
    rows: WeekRows, week: Week, *, config: Config, versions: Versions, before: Content | None, now: datetime
) -> _Material:
    comparable = before if before is not None and _same_judge(before, versions) else None
    known = [utterance for utterance in rows.utterances if utterance.said_at < week.end]
    said = [utterance for utterance in known if utterance.said_at >= week.start]
    configured = {feed.id for feed in config.feeds}
    states = [state for state in rows.feeds if state.feed_id in configured]
    points = weekly_points(known, config.digest.timezone)
    articles_before = before["coverage"]["articles"] if before else None
    return _Material(
        rows=rows,
        week=week,
        config=config,
        now=now,
        comparable=comparable,
        alerts=ranked(rows.alerts),
        known=known,
        said=said,
        states=states,
        log=verdict_log(before["verdict_log"] if before else {}, rows.verdicts, end=week.end),
        cells=position_map(rows.streams, said, world=config.world),
        points=points,
        trail=_trail(comparable, points, week=week, timezone=config.digest.timezone),
        coverage=coverage(rows.counts, rows.languages, states, articles_before=articles_before, now=now),
        feed_weeks=feed_weeks(before["feed_weeks"] if before else {}, states, timezone=config.digest.timezone),
    )


def _content(m: _Material, versions: Versions) -> Content:
    world, zone = m.config.world, m.config.digest.timezone
    threshold = m.config.rules.threshold
    books = keep_books(
        m.alerts, m.log, delivered=m.rows.counts.get("delivered", 0), utterances=len(m.said), threshold=threshold
    )
    checks, told = checks_apart(m.alerts)
    cards = [card(alert, world=world, verdicts=m.log) for alert in told]
    return {
        "title": title(m.alerts, m.coverage),
        "dates": f"{date_range(m.week.monday, m.week.monday + timedelta(days=6))} ({zone})",
        "lines": summary(m.alerts, m.cells, m.coverage, silent=_silent_offices(m)),
        "top": cards[:_MOST_CARDS],
        "more": cards[_MOST_CARDS:],
        "checks": [card(alert, world=world, verdicts=m.log) for alert in checks],
        "evidence_against": evidence_against(m.alerts),
        "position_map": m.cells,
        "moved": most_moved(m.cells, m.alerts, m.known, trail=m.trail, week=m.week, config=m.config),
        "emphasis": emphasis(m.rows.shares, week=m.week, world=world),
        "new_positions": [alert.id for alert in m.alerts if alert.kind in ("new_position", "new_theme")],
        "wording": _wording(m),
        "bookkeeping": in_words(books, alerts=len(m.alerts), utterances=len(m.said), threshold=threshold),
        "books": books,
        "coverage": m.coverage,
        "health": health(
            m.states, {feed.id: feed for feed in m.config.feeds}, weeks=m.feed_weeks, week=m.week, now=m.now
        ),
        "restatement": _restatement(m),
        "versions": {"baseline": versions.baseline, "model": versions.model, "code": versions.code},
        "trail": m.trail,
        "verdict_log": m.log,
        "feed_weeks": m.feed_weeks,
    }


def _same_judge(before: Content, versions: Versions) -> bool:
    used = before["versions"]
    return (used["baseline"], used["model"]) == (versions.baseline, versions.model)


def _trail(comparable: Content | None, points: Trail, *, week: Week, timezone: str) -> Trail:
    first = week_of(week.end - timedelta(weeks=WEEKS) + timedelta(days=1), timezone).name
    return extended(comparable["trail"] if comparable else {}, points, first=first, last=week.name)


def _wording(m: _Material) -> list[Wording]:
    blocs = {office.id: office.bloc for office in m.config.world.offices}
    before = m.comparable["wording"] if m.comparable else []
    return wording(m.config.rules.wording, m.said, blocs=blocs, before=before)


def _silent_offices(m: _Material) -> list[str]:
    """Offices that have said nothing for more than three times their usual gap."""
    weeks: dict[str, list[str]] = {}
    for stream, points in m.trail.items():
        weeks.setdefault(stream.partition("|")[0], []).extend(point["week"] for point in points)
    silent = (office for office in sorted(weeks) if silent_for(sorted(set(weeks[office])), m.week))
    return [office_name(m.config.world, office) for office in silent]


def _restatement(m: _Material) -> list[str]:
    made = m.now.astimezone(ZoneInfo(m.config.digest.timezone))
    known_on = f"These are the numbers as known on {made.day} {made:%B %Y, %H:%M}."
    later = (
        "Articles that arrive later are not added to this page; they count from then on, so a later look may show more."
    )
    lines = [f"{known_on} {later}"]
    late = added_later(m.comparable["trail"], m.points) if m.comparable else 0
    if late:
        lines.append(
            sentence(f"{counted(late, 'utterance')} of earlier weeks came to light after those weeks were told.")
        )
    return lines
