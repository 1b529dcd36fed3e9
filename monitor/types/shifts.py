"""What weighing works with: utterances, streams and the shifts found in them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from monitor.types.milestones import Milestone
    from monitor.types.people import Alert, Evidence


LATELY = 12
"""How many of a stream's newest utterances its mean is of, at most; fewer where it has moved since."""


class StreamKey(NamedTuple):
    """A stream is what one office says on one issue."""

    office: str
    issue: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Versions:
    """What a judgement was made with; judgements of different versions are never mixed in one trend."""

    baseline: str
    model: str
    code: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Utterance:
    """Statements of one office on one issue that are one act of saying: copies and repeats merged.

    `levels` is the weighted mean distribution of its statements; `weight` 0…1 its evidence exponent; `origins` the
    independent sources (owners; a primary source counts twice in corroboration); `agreeing` how
    many of its sentences take the level it has, and say so by themselves; `copies` the articles merged in,
    the first included. `quiet`: known from a backlog, teaches the baseline and never alerts.
    """

    id: str
    key: StreamKey
    actor: str
    said_at: datetime
    levels: tuple[float, float, float, float, float]
    weight: float
    speaker_level: int
    commitment: str
    primary: bool
    evidence: tuple[Evidence, ...]
    origins: tuple[str, ...]
    copies: int
    margin: float
    quiet: bool = False
    shingles: tuple[int, ...] = ()
    flags: tuple[str, ...] = ()
    agreeing: int = 1

    @property
    def mean(self) -> float:
        """Expected level, −2…+2."""
        return sum(p * level for p, level in zip(self.levels, (-2, -1, 0, 1, 2), strict=True))

    @property
    def corroboration(self) -> int:
        """Independent sources; a primary one counts as two."""
        return len(self.origins) + (1 if self.primary else 0)


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamState:
    """A stream folded up to `last_at`; `memory` is the detector's own JSON-able state (shifts/streams.py writes and reads it)."""

    key: StreamKey
    state: Literal["seed-only", "provisional", "settled"]
    n: int
    last_at: datetime
    mean: float
    baseline_mean: float | None
    ratio: float
    memory: Mapping[str, object]
    versions: Versions


MOVES = ("reversal", "hardening", "softening")
"""The kinds that say that a line moved."""
GOES_ON = timedelta(days=365)
"""How long a move that was told and neither confirmed nor taken back may go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shift:
    """What the detector found, before it is decided whether a person should hear of it.

    `before_words` and `after_words` say what changed where that is no level; `aside` is what changed beside it; `story`
    is what makes the alert this one and no other, where that is not stream, direction and week. `moved`: since when the line
    stood where it did before, where a move that was told had brought it there.
    """

    key: StreamKey
    kind: Literal[
        "reversal", "hardening", "softening", "new_position", "new_theme", "emphasis", "wording",
        "conditionality", "speaker_level", "divergence", "walk_back",
    ]  # fmt: skip
    status: Literal["confirmed", "unconfirmed"]
    direction: Literal["harder", "softer"] | None
    before_mean: float | None
    after_mean: float | None
    baseline: Literal["seed", "rolling", "pinned"]
    position: str | None
    ratio: float
    since: date
    at: datetime
    utterances: tuple[Utterance, ...]
    against: tuple[Utterance, ...] = ()
    provisional: bool = False
    reason: str = ""
    rule: Literal[
        "drift", "sign", "flash", "check", "first", "return", "wording", "habit", "voice_up", "voice_down", "dropped",
        "apart", "cohesion", "new_wording",
    ] = "drift"  # fmt: skip
    before_level: int | None = None
    after_level: int | None = None
    before_words: str = ""
    after_words: str = ""
    aside: str = ""
    story: str = ""
    moved: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """What a person's verdict says of whether a line has moved. `computed`: the alert's confidence came from its evidence R."""

    kind: str
    computed: bool
    ratio: float
    right: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class TrackRecord:
    """Which share of the alerts that the evidence was sure of was borne out, as far as verdicts taught it; by kind, with the number of verdicts.

    `stated`: the configured share; `unconfirmed`: what an alert without a computed confidence is worth. Both start from DetectRules.
    """

    stated: float
    of_all: float
    unconfirmed: float
    by_kind: Mapping[str, float] = field(default_factory=dict)
    verdicts: Mapping[str, int] = field(default_factory=dict)
    unconfirmed_verdicts: int = 0

    def of(self, kind: str) -> float:
        return self.by_kind.get(kind, self.of_all)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """An utterance as it is counted, without its words. `level` is None where it was left open; `origin`: its first owner."""

    id: str
    key: StreamKey
    at: datetime
    level: int | None
    weight: float
    speaker_level: int
    origin: str
    quiet: bool


class Wording(NamedTuple):
    """A speaker's own words in one article, from `start` on."""

    article: str
    start: int
    language: str
    quote: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Worded:
    """An utterance by its words. `own`: where it is the speaker who words it and not the outlet; `origin`: its first owner."""

    id: str
    key: StreamKey
    at: datetime
    actor: str
    origin: str
    quiet: bool
    own: tuple[Wording, ...]
    shingles: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Unplaced:
    """What a followed office said on no issue of the taxonomy; `at`: when it was published, since that is when it was heard."""

    actor: str
    office: str
    owner: str
    at: datetime
    evidence: Evidence


@dataclass(frozen=True, slots=True, kw_only=True)
class Share:
    """A week's count for emphasis: `k` of the office's `n` utterances were on the issue."""

    key: StreamKey
    week: date
    k: int
    n: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Weighed:
    """What weighing one article leaves, saved in one transaction."""

    utterances: tuple[Utterance, ...] = ()
    streams: tuple[StreamState, ...] = ()
    milestones: tuple[Milestone, ...] = ()
    alerts: tuple[Alert, ...] = ()
    notes: tuple[str, ...] = field(default=())
