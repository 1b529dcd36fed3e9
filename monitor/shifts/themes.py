"""New themes: what followed offices begin to say that is on no issue of the taxonomy, for a person to name (method §2.3).

Statements are clustered by sentence vectors and words, which find what a sentence is about; no side is read from them. May
import: types, and shifts.budget, compose, explain, severity.
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
from monitor.types import Alert, AlertSide, Issue, Lineup, Side

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
    """Statements of the window near one of them; `before`: how many near it in the `windows` before, each as long.

    `times`: how many times as much was said on other things in those before as in this one.
    """

    told: tuple[Unplaced, ...]
    before: int
    windows: float
    times: float
    chance: float


def on_topic(unplaced: Iterable[Unplaced], world: World) -> list[Unplaced]:
    """Those that name the other side in their own words: what else leaders talk of is not this monitor's subject."""
    blocs = {office.id: office.bloc for office in world.offices}
    return [one for one in unplaced if one.office in blocs and _names_other(one, blocs[one.office], world.sides)]


def _names_other(one: Unplaced, bloc: str, sides: tuple[Side, ...]) -> bool:
    others = Lineup(sides).opponents_of(bloc)
    words = (w for side in sides if side.id in others for w in side.words.get(one.evidence.language, ()))
    return not sides or any(_word(word).search(one.evidence.quote) for word in words)


@lru_cache(maxsize=1024)
def _word(expression: str) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{expression})", re.IGNORECASE)


def themes(unplaced: Sequence[Unplaced], near: NearTo, *, until: datetime, rules: ThemeRules) -> list[Theme]:
    """What is said near one statement of the last window too often for what was usual; the least probable first.

    What belongs to a theme neither leads nor joins another. How often is judged beside all else that is said: where more is heard of everything,
    as after a holiday or with a new feed, nothing is new. Nothing is told until the history is long enough to say what is usual.
    """
    start = until - rules.window
    recent = sorted((k for k, one in enumerate(unplaced) if one.at >= start), key=lambda k: _order(unplaced[k]))
    earlier = [k for k, one in enumerate(unplaced) if one.at < start]
    windows = (start - min((unplaced[k].at for k in earlier), default=start)) / rules.window
    if windows < rules.history:
        return []
    volumes = (len(_once([unplaced[k] for k in recent])), len(_once([unplaced[k] for k in earlier])))
    look = _Look(unplaced=unplaced, near=near, earlier=earlier, volumes=volumes, windows=windows, rules=rules)
    found: list[Theme] = []
    free = list(recent)
    while (best := look.best_of(free)) is not None:
        found.append(best[0])
        free = [k for k in free if k not in best[1]]
    return found


@dataclass(frozen=True, slots=True, kw_only=True)
class _Look:
    """`earlier`: places of the statements before the window; `volumes`: utterances in it, and before."""

    unplaced: Sequence[Unplaced]
    near: NearTo
    earlier: Sequence[int]
    volumes: tuple[int, int]
    windows: float
    rules: ThemeRules

    def best_of(self, free: Sequence[int]) -> tuple[Theme, list[int]] | None:
        """The least probable theme among these, with the places of its statements; None where none is new."""
        ready = [(leader, [k for k in free if self.near[leader][k]]) for leader in free]
        found = [(self._theme(leader, ks), ks) for leader, ks in ready if len(ks) >= self.rules.utterances]
        new = [(theme, ks) for theme, ks in found if _is_new(theme, self.rules)]
        return min(new, key=lambda pair: (pair[0].chance, -len(pair[0].told)), default=None)

    def _theme(self, leader: int, members: Sequence[int]) -> Theme:
        told = _once([self.unplaced[k] for k in members])
        before = len(_once([self.unplaced[k] for k in self.earlier if self.near[leader][k]]))
        now, then = self.volumes
        times = (then - before) / max(now - len(told), 1)
        return Theme(
            told=told, before=before, windows=self.windows, times=times, chance=chance_of(len(told), before, times)
        )


def _order(one: Unplaced) -> tuple[datetime, str, int]:
    return (one.at, one.evidence.article, one.evidence.start)


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


def chance_of(k: int, before: int, times: float) -> float:
    """P(X ≥ k) where `before` were heard among `times` as much talk (negative binomial: a Gamma belief about the rate)."""
    if times <= 0:
        return 1.0
    size, stay = before + USUAL, times / (times + 1)
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
    offices = len({one.office for one in told})
    names = tuple(dict.fromkeys(one.owner for one in told))
    owners = len(names)
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
        f" were heard in the {days} days before, among {theme.times:.1f} times as much on other things. So many come by chance with probability"
        f" {theme.chance:.4f}. Name it as an issue in issues.toml, or dismiss it.",
        versions=context.versions,
        headline=f"New theme, to be named: “{short(first.evidence.quote)}”",
        speaker_level=office.level,
        owners=names,
        channel="digest",
        held=always_held("new_theme"),
    )
