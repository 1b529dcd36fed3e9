"""What a pack is: who says what when, before it is put into words or labels, and what moved.

May import: types.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from datetime import date, datetime

    from monitor.types import Position, StreamKey

MANNERS = ("conditionality", "speaker_level", "dropped", "divergence")
"""The kinds that say how a line is said, by whom, that it is not said any more, or beside whose it stands."""

DECISIVE = "decisive"
"""One decisive statement that is taken back: a move, unconfirmed, and no more."""

Voice = Literal["primary", "quoted", "reported"]
Language = Literal["en", "ru"]
Firmness = Literal["flat", "conditional", "hedged"]
Frame = Literal["", "denied", "asked", "would", "nested", "former", "teaser", "satire"]
Direction = Literal["harder", "softer"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """One act of saying. `level` is what the office means; how a reader labels it, or which words it takes, is drawn later.

    `words`: a watched wording it uses; `firmness`: how firmly it is said; `frame`: a way of telling that changes what it counts for. `copies` outlets
    print it again word for word, `retold` tells it once more in other words. It is met `late` after it was said.
    """

    id: str
    at: datetime
    key: StreamKey
    level: int
    voice: Voice = "quoted"
    language: Language = "en"
    sentences: int = 1
    words: Literal["", "operation", "war"] = ""
    firmness: Firmness = "flat"
    frame: Frame = ""
    copies: int = 0
    retold: bool = False
    late: timedelta = timedelta()


@dataclass(frozen=True, slots=True, kw_only=True)
class Gold:
    """What moved: an alert of this kind on this stream is right from `day` on."""

    key: StreamKey
    kind: str
    day: date
    direction: Direction | None = None
    levels: tuple[int, int] | None = None

    @property
    def distance(self) -> int:
        """Levels between before and after; 0 where no level moves."""
        return abs(self.levels[1] - self.levels[0]) if self.levels else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """One archive: everything said in [start, end), the baseline rows it is held against, and what moved."""

    seed: int
    name: str
    said: tuple[Said, ...]
    golds: tuple[Gold, ...]
    rows: tuple[Position, ...]
    start: datetime
    end: datetime
    truth: dict[StreamKey, int] = field(default_factory=dict)


class Drawn(NamedTuple):
    """One stream, or a few that belong together: what is said in it, the row it has, what moved."""

    said: list[Said]
    rows: list[Position]
    golds: list[Gold]
    truth: dict[StreamKey, int]
