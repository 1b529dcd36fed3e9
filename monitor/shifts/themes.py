"""New themes: what followed offices begin to say that is on no issue of the taxonomy, for a person to name (method §2.3).

Statements are clustered by sentence vectors, which find what a sentence is about; no side is read from them. May import:
types, and shifts.budget, compose, explain, severity.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from math import exp, lgamma, log
from typing import TYPE_CHECKING, Protocol

from monitor.shifts.budget import always_held
from monitor.shifts.compose import alert_id
from monitor.shifts.explain import dated, short
from monitor.shifts.severity import severity_of
from monitor.types import Alert, AlertSide, Issue, Side

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    import numpy as np
    from numpy.typing import NDArray

    from monitor.shifts.compose import WeighContext
    from monitor.types import ThemeRules, Unplaced, World

NO_ISSUE = Issue(
    code="", name="no issue of the taxonomy", axis={}, hardening_sign={}, weight=0.6, keywords={}, anchors={}
)
SHOWN = 8
USUAL = 0.5
"""Added to the count of earlier mentions: what was never heard is not impossible."""


class NearTo(Protocol):
    """`near[a][b]`: two of the statements are about one thing."""

    def __getitem__(self, one: int, /) -> NDArray[np.bool_]: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class Theme:
    """Statements of the window near one another; `before`: how many near them in the `windows` before, each as long."""

    told: tuple[Unplaced, ...]
    before: int
    windows: float
    chance: float


def on_topic(unplaced: Iterable[Unplaced], world: World) -> list[Unplaced]:
    """Those that name the other side in their own words: what else leaders talk of is not this monitor's subject."""
    blocs = {office.id: office.bloc for office in world.offices}
    return [one for one in unplaced if one.office in blocs and _names_other(one, blocs[one.office], world.sides)]


def _names_other(one: Unplaced, bloc: str, sides: Sequence[Side]) -> bool:
    own = [side for side in sides if bloc in side.blocs]
    others = {other for side in own for other in side.opponents}
    words = (w for side in sides if side.id in others for w in side.words.get(one.evidence.language, ()))
    return not sides or any(_word(word).search(one.evidence.quote) for word in words)


@lru_cache(maxsize=1024)
def _word(expression: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{expression})", re.IGNORECASE)


def themes(unplaced: Sequence[Unplaced], near: NearTo, *, until: datetime, rules: ThemeRules) -> list[Theme]:
    """Clusters of the last window that are too large for what was usual; only the rows of leaders are looked at.

    In the order of time each joins the first leader it is near to, or leads. Nothing is told until the history is long
    enough to say what is usual.
    """
    start = until - rules.window
    recent = [k for k, one in enumerate(unplaced) if one.at >= start]
    earlier = [k for k, one in enumerate(unplaced) if one.at < start]
    windows = (start - min((unplaced[k].at for k in earlier), default=start)) / rules.window
    if windows < rules.history:
        return []
    clusters: dict[int, list[int]] = {}
    for k in sorted(recent, key=lambda k: _order(unplaced[k])):
        leader = next((other for other in clusters if near[other][k]), k)
        clusters.setdefault(leader, []).append(k)
    found = [
        _theme([unplaced[k] for k in ks], [unplaced[k] for k in earlier if near[leader][k]], windows)
        for leader, ks in clusters.items()
    ]
    return [theme for theme in found if _is_new(theme, rules)]


def _order(one: Unplaced) -> tuple[datetime, str, int]:
    return (one.at, one.evidence.article, one.evidence.start)


def _theme(members: Sequence[Unplaced], earlier: Sequence[Unplaced], windows: float) -> Theme:
    told, before = _once(members), len(_once(earlier))
    return Theme(told=told, before=before, windows=windows, chance=chance_of(len(told), before, windows))


def _once(told: Sequence[Unplaced]) -> tuple[Unplaced, ...]:
    """One of each office and article: a long speech says a thing many times."""
    first: dict[tuple[str, str], Unplaced] = {}
    for one in sorted(told, key=_order):
        first.setdefault((one.office, one.evidence.article), one)
    return tuple(first.values())


def _is_new(theme: Theme, rules: ThemeRules) -> bool:
    actors, owners = {one.actor for one in theme.told}, {one.owner for one in theme.told}
    enough = len(theme.told) >= rules.utterances and len(actors) >= rules.actors and len(owners) >= rules.outlets
    return enough and theme.chance < rules.chance


def chance_of(k: int, before: int, windows: float) -> float:
    """P(X ≥ k) in one window where `before` were heard in `windows` (negative binomial: a Gamma belief about the rate)."""
    size, stay = before + USUAL, windows / (windows + 1)
    below = (
        exp(lgamma(x + size) - lgamma(size) - lgamma(x + 1) + size * log(stay) + x * log(1 - stay)) for x in range(k)
    )
    return max(0.0, 1.0 - sum(below))


def theme_alerts(found: Sequence[Theme], *, context: WeighContext, until: datetime, now: datetime) -> tuple[Alert, ...]:
    """Digest entries with examples, those already told left out: the same articles are the same theme."""
    known = {place.article for alert in context.near if alert.kind == "new_theme" for place in alert.evidence}
    fresh = [theme for theme in found if not known & {one.evidence.article for one in theme.told}]
    return tuple(_alert(theme, context=context, until=until, now=now) for theme in fresh)


def _alert(theme: Theme, *, context: WeighContext, until: datetime, now: datetime) -> Alert:
    told = theme.told
    first = told[0]
    office = context.world.office(max(sorted(Counter(one.office for one in told).items()), key=lambda p: p[1])[0])
    offices, owners = len({one.office for one in told}), len({one.owner for one in told})
    days = round(theme.windows * context.rules.theme.window / timedelta(days=1))
    key = f"new_theme:{first.evidence.article}:{first.evidence.start}"
    size = f"{len(told)} utterances of {offices} office{'s' if offices > 1 else ''} in {owners} outlets"
    return Alert(
        id=alert_id(key),
        key=key,
        kind="new_theme",
        status="unconfirmed",
        raised_at=now,
        at=min(told[-1].at, until - timedelta(microseconds=1)),
        actor=office.id,
        actor_name=office.name,
        office=office.id,
        office_name=office.name,
        bloc=office.bloc,
        issue=NO_ISSUE.code,
        issue_name=NO_ISSUE.name,
        before=AlertSide(level=None, claim=f"{theme.before} times in the {days} days before"),
        after=AlertSide(level=None, claim=f"{size}: “{short(first.evidence.quote)}”"),
        direction=None,
        confidence=round(context.record.unconfirmed, 3),
        severity=severity_of(None, None, speaker_level=office.level, issue=NO_ISSUE, corroboration=owners),
        ratio=0.0,
        since=first.at.date(),
        independent_sources=owners,
        copies=len({one.evidence.article for one in told}),
        evidence=tuple(one.evidence for one in told[:SHOWN]),
        unchanged=(),
        caveats=("found by likeness of sentences: a person must name it or drop it",),
        reason=f"{size} since {dated(first.at)} are near one another and on no issue of the taxonomy; {theme.before} such"
        f" were heard in the {days} days before. So many come by chance with probability"
        f" {theme.chance:.4f}. Name it as an issue in issues.toml, or dismiss it.",
        versions=context.versions,
        headline=f"New theme, to be named: “{short(first.evidence.quote)}”",
        speaker_level=office.level,
        channel="digest",
        held=always_held("new_theme"),
    )
