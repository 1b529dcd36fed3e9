"""The weekly look for new themes, over cases that stand in no store: what would have been told, week by week.

`tests/gates/test_themes_gate.py` holds it against the real pass.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from monitor.digest import week_of
from monitor.gates.cases import as_said
from monitor.gates.packs.desk import VERSIONS
from monitor.pipeline.weekly import KNOWN_BEFORE
from monitor.shifts import Nearness, WeighContext, learnt, theme_alerts, themes

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from datetime import datetime

    from numpy.typing import NDArray

    from monitor.gates.cases import Case
    from monitor.ports import Embedder
    from monitor.shifts.themes import Theme
    from monitor.types import Alert, Config, Unplaced, World

LEAST = 3
"""So many statements with one keyword are about it, however many others are beside them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A theme of the digest of the week that ended at `at`, and the cases that it is made of."""

    at: datetime
    theme: Theme
    cases: tuple[Case, ...]

    def tells(self, keyword: str) -> bool:
        """More than half of its statements carry the keyword, or three."""
        carrying = sum(keyword in case.keywords for case in self.cases)
        return carrying >= LEAST or 2 * carrying > len(self.cases)

    @property
    def leading(self) -> list[str]:
        """Keywords of more than half of its statements, the commonest first."""
        counts = Counter(keyword for case in self.cases for keyword in case.keywords)
        return [
            keyword for keyword, n in sorted(counts.items(), key=lambda p: (-p[1], p[0])) if 2 * n > len(self.cases)
        ]


@dataclass(frozen=True, slots=True, kw_only=True)
class Played:
    """What was told; `weeks`: the ends of all weeks before which enough was known to tell anything."""

    told: tuple[Told, ...]
    weeks: tuple[datetime, ...]


class Remembering:
    """An embedder that keeps every vector: the same texts are looked at again at other dates."""

    def __init__(self, embedder: Embedder) -> None:
        self._embedder, self.name = embedder, embedder.name
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dimensions), rows of length 1. Raises ModelError."""
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        self._vectors |= zip(new, self._embedder.embed(new), strict=True) if new else ()
        return np.stack([self._vectors[text] for text in texts])


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """The weekly pass over a store that holds the cases and nothing else."""

    config: Config
    world: World
    embedder: Embedder

    def play(self, cases: Sequence[Case]) -> Played:
        """Week by week, as the service would have told them."""
        by_id = {case.id: case for case in cases}
        said = [as_said(case) for case in sorted(cases, key=lambda case: (case.at, case.id))]
        nearness = Nearness()
        alerts: list[Alert] = []
        told: list[Told] = []
        weeks = list(_weeks(said, self.config.digest.timezone))
        for end in weeks:
            for theme, alert in self._new(said, end, nearness, alerts):
                alerts.append(alert)
                members = tuple(by_id[one.evidence.article] for one in theme.told)
                told.append(Told(at=end, theme=theme, cases=members))
        ready = said[0].at + self.config.rules.theme.window * (1 + self.config.rules.theme.history) if said else None
        return Played(told=tuple(told), weeks=tuple(end for end in weeks if ready is not None and end >= ready))

    def _new(
        self, said: Sequence[Unplaced], end: datetime, nearness: Nearness, alerts: Sequence[Alert]
    ) -> list[tuple[Theme, Alert]]:
        rules = self.config.rules.theme
        unplaced = [one for one in said if end - rules.back <= one.at < end]
        usual = sum(one.at < end - rules.window for one in unplaced)
        quotes = [one.evidence.quote for one in unplaced]
        near = nearness.of(quotes, self.embedder, usual=usual, share=rules.share, between=rules.between)
        known = tuple(alert for alert in alerts if end - KNOWN_BEFORE <= alert.at <= end)
        context = self._context(known)
        found = themes(unplaced, near, until=end, rules=rules)
        return [
            (theme, alert)
            for theme in found
            for alert in theme_alerts([theme], context=context, until=end, now=end - timedelta(microseconds=1))
        ]

    def _context(self, near: tuple[Alert, ...]) -> WeighContext:
        rules = self.config.rules
        return WeighContext(
            world=self.world, baseline=self.config.baseline, rules=rules, versions=VERSIONS,
            record=learnt((), rules.detect), near=near,
        )  # fmt: skip


def _weeks(said: Sequence[Unplaced], timezone: str) -> Iterator[datetime]:
    """The ends of the weeks from the first statement to the last."""
    if not said:
        return
    week = week_of(said[0].at, timezone)
    while week.start <= said[-1].at:
        yield week.end
        week = week_of(week.end, timezone)
