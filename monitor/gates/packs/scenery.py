"""Where a pack plays: offices, issues, dates, how often each speaks; and streams that say the same all along.

May import: types, packs.plan.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

from monitor.gates.packs.plan import Gold, Said
from monitor.types import LEVELS, Position, StreamKey

if TYPE_CHECKING:
    from collections.abc import Sequence
    from random import Random

    from monitor.gates.packs.plan import Direction
    from monitor.types import World

START = datetime(2026, 1, 5, 6, tzinfo=UTC)
BEFORE, AFTER = timedelta(weeks=17), timedelta(weeks=9)
"""How long a stream is heard before anything moves, and after."""
END = START + BEFORE + AFTER
RATES = (1.5, 2.5, 3.5, 5.0, 7.0)
"""Utterances a week."""
OWN = {
    "RU": ("DIA", "REL", "FOR", "UKM", "NUC", "SET", "THR"),
    "NATO": ("DIA", "REL", "FOR", "UKM", "AID", "SAN", "NUC", "SET", "THR"),
}
OFFICES = {
    "RU-MFA": "RU", "RU-President": "RU", "RU-Kremlin-Spokesperson": "RU", "RU-SecCouncil": "RU", "NATO-SG": "NATO",
    "US-President": "NATO", "DE-Chancellor": "NATO", "FR-President": "NATO", "UK-PM": "NATO", "PL-PM": "NATO",
}  # fmt: skip
OWN_PAGES = ("RU-MFA", "RU-President", "RU-Kremlin-Spokesperson", "NATO-SG", "US-President")
"""Offices whose own page is among the outlets."""
SPREAD = 0.2
"""How often an office says something one level off its own line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One pack being drawn: the dice, and how its outlets behave. `copied`, `retold`, `late`: shares of what is said."""

    rng: Random
    seed: int
    copied: float = 0.25
    retold: float = 0.1
    late: float = 0.05
    russian: float = 0.4

    def key(self, taken: Sequence[StreamKey]) -> StreamKey:
        """A stream that is not taken."""
        while True:
            office = self.rng.choice(sorted(OFFICES))
            key = StreamKey(office, self.rng.choice(OWN[OFFICES[office]]))
            if key not in taken:
                return key

    def spoken(self, key: StreamKey, line: int, at: datetime, **changes: object) -> Said:
        """One utterance of an office whose line is `line`, as outlets bring it."""
        rng = self.rng
        near = [other for other in LEVELS if abs(other - line) == 1]
        meant = rng.choice(near) if rng.random() < SPREAD else line
        voices = ("primary", "quoted", "reported") if key.office in OWN_PAGES else ("quoted", "quoted", "reported")
        given = {
            "id": f"p{self.seed}-{rng.getrandbits(40):010x}",
            "at": at,
            "key": key,
            "level": meant,
            "voice": rng.choice(voices),
            "language": "ru" if rng.random() < self.russian else "en",
            "copies": rng.randint(1, 4) if rng.random() < self.copied else 0,
            "retold": rng.random() < self.retold,
            "late": timedelta(days=rng.uniform(1, 10)) if rng.random() < self.late else timedelta(),
        }
        return Said(**(given | changes))  # type: ignore[arg-type]  # fields drawn above, some of them replaced

    def times(self, since: datetime, until: datetime, rate: float) -> list[datetime]:
        """Moments `rate` a week on average, as they fall."""
        found, at = [], since
        while (at := at + timedelta(weeks=self.rng.expovariate(rate))) < until:
            found.append(at)
        return found

    def turn(self) -> datetime:
        """The moment from which on something is otherwise."""
        return START + BEFORE + timedelta(days=self.rng.uniform(0, 14))

    def steady(self, key: StreamKey, level: int, since: datetime, until: datetime, rate: float) -> list[Said]:
        """The same level, `rate` times a week on average."""
        return [self.spoken(key, level, at) for at in self.times(since, until, rate)]


def row_of(key: StreamKey, level: int) -> Position:
    """A baseline row that says that the stream stands at `level`."""
    return Position(
        id=f"R-{key.office}-{key.issue}",
        actor=key.office,
        office=key.office,
        bloc=OFFICES[key.office],
        issue=key.issue,
        level=level,
        claim=f"Its line on {key.issue} is level {level:+d}.",
        use="position",
        as_of=(START - timedelta(days=30)).date(),
    )


def kind_between(key: StreamKey, before: int, after: int, world: World) -> str | None:
    """What a move between two levels is called (docs/judging.md)."""
    direction = direction_between(key, before, after, world)
    if before == after or direction is None:
        return None
    if before * after < 0 and abs(after - before) >= 2:
        return "reversal"
    return "hardening" if direction == "harder" else "softening"


def direction_between(key: StreamKey, before: int, after: int, world: World) -> Direction | None:
    """Harder or softer for the office's bloc; None where the levels are the same or the axis has no way for it."""
    sign = world.issue(key.issue).hardening_sign.get(OFFICES[key.office], 0) * (after - before)
    return None if sign == 0 else "harder" if sign > 0 else "softer"


def gold_of(key: StreamKey, before: int, after: int, at: datetime, world: World) -> Gold:
    """What is right where the stream goes from one level to another at this moment."""
    kind = kind_between(key, before, after, world) or ""
    direction = direction_between(key, before, after, world)
    return Gold(key=key, kind=kind, day=at.date(), direction=direction, levels=(before, after))
