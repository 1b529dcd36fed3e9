"""Emphasis: an office's share of talk on an issue, as a weekly beta-binomial detector (method §3.3). Digest only.

May import: types, and shifts.budget, compose, detect, explain, severity.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from datetime import UTC, datetime, time, timedelta
from math import exp, lgamma, sqrt
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

from monitor.shifts.budget import always_held
from monitor.shifts.compose import alert_id
from monitor.shifts.detect import CEILING, confidence_of
from monitor.shifts.explain import dated, lowered
from monitor.shifts.severity import severity_of
from monitor.types import Alert, AlertSide, StreamKey
from monitor.types.overdispersion import FEWEST_WEEKS, design_effect, overdispersion

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from monitor.shifts.compose import WeighContext
    from monitor.types import Share, World

ODDS = (1 / 8, 1 / 2.5, 2.5, 8.0)
CAP = 30.0
THRESHOLD = 300.0
UP, DOWN = 1.5, 0.67
MOST_WEEKS = 26
LOST_VOLUME = 0.7
_SMALL = 0.1
"""A share below it is said to a tenth of a per cent."""


class Base(NamedTuple):
    """An office's usual share and how much it varies beyond chance (ρ)."""

    share: float
    rho: float
    weeks: int


class Run(NamedTuple):
    """The alarm of the last week: since when, the share since then, and R."""

    since: date
    share: float
    k: int
    n: int
    ratio: float


class Alarm(NamedTuple):
    """What the last of a stream's weeks set off."""

    week: Share
    base: Base
    run: Run


class Told(NamedTuple):
    """A change of a stream that was told: since when its share is another, and the day before which that was known."""

    since: date
    until: date


def emphasis_alerts(
    shares: Sequence[Share],
    *,
    context: WeighContext,
    now: datetime,
    starved: frozenset[tuple[str, date]] = frozenset(),
    told: Iterable[Alert] = (),
) -> tuple[Alert, ...]:
    """Alerts whose alarm falls into the last week of `shares`; earlier ones were raised in their own week.

    `told`: alerts of the weeks before, those of other kinds too. Offices and issues that are not configured any more do not count.
    """
    found = alarms(_followed(shares, context.world), starved=starved, told=last_told(told))
    return tuple(_alert(*alarm, context=context, now=now) for alarm in found)


def alarms(
    shares: Sequence[Share], *, starved: frozenset[tuple[str, date]] = frozenset(), told: Mapping[StreamKey, Told]
) -> tuple[Alarm, ...]:
    """What the last week of `shares` set off, in the order of the streams; `told`: the last change of each that was.

    Weeks in which an office, or all together, fell silent are left out, and so are `starved` ones: its feeds were away.
    """
    last = max((share.week for share in shares), default=None)
    frozen = frozen_weeks(shares) | starved
    streams: dict[StreamKey, list[Share]] = defaultdict(list)
    for share in sorted(shares, key=lambda share: share.week):
        if share.n > 0 and (share.key.office, share.week) not in frozen:
            streams[share.key].append(share)
    found = [
        (weeks[-1], watched(weeks, told.get(key))) for key, weeks in sorted(streams.items()) if weeks[-1].week == last
    ]
    return tuple(Alarm(week, *hit) for week, hit in found if hit is not None)


def last_told(alerts: Iterable[Alert]) -> dict[StreamKey, Told]:
    """The last change of each stream that was told, be it of its share or as a line that fell silent."""
    found: dict[StreamKey, Told] = {}
    for alert in alerts:
        if alert.kind == "emphasis":
            key, told = StreamKey(alert.office, alert.issue), Told(alert.since, alert.at.date())
            found[key] = max(told, found.get(key, told))
    return found


def _followed(shares: Sequence[Share], world: World) -> list[Share]:
    """Those of configured offices and issues, of what was said on these: else the others would seem louder once one is gone."""
    gone: Counter[tuple[str, date]] = Counter()
    for share in shares:
        if not world.follows(share.key):
            gone[share.key.office, share.week] += share.k
    kept = (share for share in shares if world.follows(share.key))
    return [replace(share, n=share.n - gone[share.key.office, share.week]) for share in kept]


def watched(weeks: Sequence[Share], told: Told | None = None) -> tuple[Base, Run] | None:
    """The alarm in the last of an office's weeks on one issue, None where there is none.

    After a change that was `told` the weeks since it began are the base, so that it is told once and the way back is news.
    """
    before = [week for week in weeks if told is not None and week.week < told.since]
    since = weeks[len(before) :]
    first = min(MOST_WEEKS, len(since) // 2)
    if first >= FEWEST_WEEKS:
        return _alarm(since, first, base_of(since[:first]))
    if told is None or len(before) < FEWEST_WEEKS:
        return None
    first = max(first, sum(week.week < told.until for week in since))
    return _alarm(since, first, new_base(since[:first], before[-MOST_WEEKS:])) if first else None


def _alarm(weeks: Sequence[Share], first: int, base: Base) -> tuple[Base, Run] | None:
    """Of the weeks from the `first` on, held against the base."""
    ratios, starts, runs = [0.0] * len(ODDS), [weeks[0].week] * len(ODDS), [0.0] * len(ODDS)
    for week in weeks[first:]:
        for j, odds in enumerate(ODDS):
            likelihood = likelihood_of(week.k, week.n, base, odds)
            ratios[j] = min((ratios[j] + 1) * likelihood, CEILING)
            starts[j], runs[j] = (week.week, likelihood) if runs[j] <= 1 else (starts[j], runs[j] * likelihood)
        total = sum(ratios) / len(ODDS)
        if total >= THRESHOLD:
            run = _run(weeks, starts[max(range(len(ODDS)), key=ratios.__getitem__)], week.week, total)
            if week is weeks[-1] and not DOWN < run.share / base.share < UP:
                return base, run
            ratios, runs = [0.0] * len(ODDS), [0.0] * len(ODDS)
    return None


def _run(weeks: Sequence[Share], since: date, until: date, ratio: float) -> Run:
    told = [week for week in weeks if since <= week.week <= until]
    k, n = sum(week.k for week in told), sum(week.n for week in told)
    return Run(since, k / n, k, n, ratio)


def base_of(weeks: Sequence[Share]) -> Base:
    """Share and overdispersion of the weeks that are the base."""
    share = (sum(week.k for week in weeks) + 0.5) / (sum(week.n for week in weeks) + 1)
    return Base(share, overdispersion([(week.k, week.n) for week in weeks]), len(weeks))


def new_base(weeks: Sequence[Share], before: Sequence[Share]) -> Base:
    """The share of a few weeks; how much shares vary is known from the weeks `before`, and how little these tell is added."""
    told, usual = base_of(weeks), base_of(before)
    sizes = [week.n for week in weeks]
    unsure = design_effect(sizes, usual.rho) / (sum(sizes) + 1)
    return told._replace(rho=usual.rho + (1 - usual.rho) * unsure)


def likelihood_of(k: int, n: int, base: Base, odds: float) -> float:
    """BB(k; n, p₁, ρ)/BB(k; n, p₀, ρ), at most 30."""
    moved = odds * base.share / (1 - base.share + odds * base.share)
    return min(exp(_log_share(k, n, moved, base.rho) - _log_share(k, n, base.share, base.rho)), CAP)


def _log_share(k: int, n: int, share: float, rho: float) -> float:
    """The log of the beta-binomial without the binomial coefficient, which cancels."""
    scale = (1 - rho) / rho
    a, b = share * scale, (1 - share) * scale
    return _log_beta(k + a, n - k + b) - _log_beta(a, b)


def _log_beta(a: float, b: float) -> float:
    return lgamma(a) + lgamma(b) - lgamma(a + b)


def frozen_weeks(shares: Sequence[Share]) -> set[tuple[str, date]]:
    """(office, week) with more than 30 % of the volume lost, of the office (beyond chance) or of all."""
    volumes: dict[str, dict[date, int]] = defaultdict(dict)
    for share in shares:
        volumes[share.key.office][share.week] = share.n
    weeks = sorted({share.week for share in shares})
    everyone = {week: sum(volume.get(week, 0) for volume in volumes.values()) for week in weeks}
    down = _lost(everyone)
    return {(office, week) for office, volume in volumes.items() for week in (_lost(volume) | down)}


def _lost(volume: Mapping[date, int]) -> set[date]:
    usual = median(volume.values()) if volume else 0
    return {week for week, n in volume.items() if n < LOST_VOLUME * usual and n < usual - 2 * sqrt(usual)}


def _said(share: float) -> str:
    """In per cent; of a small one a tenth counts: "0.2%", not "0%"."""
    return f"{share:.1%}" if share < _SMALL else f"{share:.0%}"


def _alert(week: Share, base: Base, run: Run, *, context: WeighContext, now: datetime) -> Alert:
    office, issue = context.world.office(week.key.office), context.world.issue(week.key.issue)
    more = run.share > base.share
    key = f"emphasis:{office.id}:{issue.code}:{'up' if more else 'down'}:{run.since.isoformat()}"
    times = run.share / base.share
    borne_out = context.record.of("emphasis")
    return Alert(
        id=alert_id(key),
        key=key,
        kind="emphasis",
        status="confirmed",
        raised_at=now,
        at=datetime.combine(week.week + timedelta(days=7), time(), tzinfo=UTC),
        actor=office.id,
        actor_name=office.name,
        office=office.id,
        office_name=office.name,
        bloc=office.bloc,
        issue=issue.code,
        issue_name=issue.name,
        before=AlertSide(level=None, claim=f"{_said(base.share)} of its utterances", baseline="rolling"),
        after=AlertSide(level=None, claim=f"{_said(run.share)} of its utterances ({run.k} of {run.n})"),
        direction=None,
        confidence=round(confidence_of(run.ratio, borne_out, context.rules.detect, provisional=False), 3),
        borne_out=round(borne_out, 3),
        severity=severity_of(None, None, speaker_level=office.level, issue=issue, corroboration=0),
        ratio=round(run.ratio, 1),
        since=run.since,
        independent_sources=0,
        copies=0,
        evidence=(),
        unchanged=(),
        caveats=("a share of talk, not a position",),
        reason=f"Evidence R={run.ratio:.0f} means: shares like those since {dated(run.since)} come about once in"
        f" {run.ratio:.0f} weeks of one stream if nothing had changed (threshold {THRESHOLD:.0f}); {times:.1f} times"
        f" the share of the {base.weeks} weeks it is compared with.",
        versions=context.versions,
        headline=f"{office.name} talks {'more' if more else 'less'} about {lowered(issue.name)}:"
        f" {_said(base.share)} → {_said(run.share)} of its utterances",
        speaker_level=office.level,
        channel="digest",
        held=always_held("emphasis"),
    )
