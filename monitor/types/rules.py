"""The numbers that decide, from rules.toml and monitor.toml. Every default is explained in docs/configuration.md."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import time, timedelta
from typing import TYPE_CHECKING, Literal

from monitor.types.chat import ChatSettings, NotifySettings

if TYPE_CHECKING:
    from collections.abc import Mapping

    from monitor.types.feeds import Feed
    from monitor.types.world import Baseline, World


@dataclass(frozen=True, slots=True, kw_only=True)
class DetectRules:
    """The e-detector (method: capped likelihood-ratio Shiryaev–Roberts), and how its evidence becomes a confidence.

    `tightness`: the threshold as a share of the utterances between two tolerated false alarms; `signs`: the share of the threshold from which
    on the digest tells of signs. `change_rate`: moves an utterance; `understated`: times that R is too small; `borne_out`: share (0…1) of sure
    alerts that were right, `unconfirmed`: that of those on a few sentences, each counted as `record_prior` verdicts.
    `min_delta`: levels that the mean of its statements must have moved at least; `posterior`: how sure it must be that it moved by more than half a level.
    """

    statements_per_week: float = 150.0
    tightness: float = 0.6
    signs: float = 0.25
    cap: float = 6.0
    epsilon: float = 0.05
    floor: float = 0.02
    provisional_factor: float = 5.0
    change_rate: float = 1 / 300
    understated: float = 8.0
    borne_out: float = 0.5
    unconfirmed: float = 0.4
    record_prior: float = 20.0
    min_delta: float = 0.5
    posterior: float = 0.9


@dataclass(frozen=True, slots=True, kw_only=True)
class BaselineRules:
    """How a stream gets its baseline: prior weight `prior_n` at the seed level, states by number of utterances."""

    prior_n: float = 4.0
    seed_share: float = 0.8
    provisional_at: int = 10
    settled_at: int = 20
    rolling_days: int = 180
    exclude_days: int = 28
    burn_in_days: int = 90


@dataclass(frozen=True, slots=True, kw_only=True)
class HabitRules:
    """How a stream usually speaks: `taught` uses count at most, a letter's share must rise by `min_rise`.

    `factor`: how many times the threshold, since this is told beside the moves of the level, on the same budget. `steady`: levels within which
    the line itself must have stayed.
    """

    taught: float = 40.0
    min_rise: float = 0.3
    factor: float = 3.3
    steady: float = 0.75


@dataclass(frozen=True, slots=True, kw_only=True)
class DroppedRules:
    """When silence is news: a line said `uses` times in `weeks` weeks at least, and for `silent_weeks` not.

    `threshold`: such a silence comes about once in so many weeks of one line if nothing had changed.
    """

    uses: int = 20
    weeks: int = 8
    silent_weeks: int = 3
    threshold: float = 1000.0


@dataclass(frozen=True, slots=True, kw_only=True)
class DivergenceRules:
    """When an office is apart from its bloc: the bloc's line takes `offices` others with `labels` each in half a year.

    `posterior`: how sure it must be that an office stands `min_delta` levels off the line; `fall`: of van der Eijk's A, for a whole bloc.
    """

    offices: int = 3
    labels: int = 5
    min_delta: float = 0.75
    posterior: float = 0.95
    fall: float = 0.2


@dataclass(frozen=True, slots=True, kw_only=True)
class ThemeRules:
    """When statements on no issue are a new theme: so many utterances, actors and outlets within `window`, near one another.

    `share`: of the pairs of what was said before, so many are as like one another as those that are near, which are
    at least as like as `near`, and need not be more so than `same`. `chance`: how improbable so many must be, given what was heard in at least `history` windows before.
    """

    window: timedelta = timedelta(days=14)
    history: float = 4.0
    near: float = 0.3
    same: float = 0.7
    share: float = 0.008
    utterances: int = 3
    actors: int = 2
    outlets: int = 2
    chance: float = 0.0001

    @property
    def between(self) -> tuple[float, float]:
        """The least likeness of two statements that are near, as low and as high as it may be set."""
        return self.near, max(self.near, self.same)

    @property
    def back(self) -> timedelta:
        """How far back it is read: the window, and half as many before it again as must be known."""
        return self.window * (1 + 1.5 * self.history)


@dataclass(frozen=True, slots=True, kw_only=True)
class NewWordingRules:
    """When words are new to a bloc on an issue: in each of the last two windows more often than in the time `before` them.

    `weeks`: in so many different weeks it must have been heard before; `utterances` and `actors` over both windows; `z`: how
    improbable so many must be; `false_share`: of the words told in a week, how many may be by chance; `prior`: utterances that
    the usual rate of the language counts for; `again`: so long they are not told again.
    """

    window: timedelta = timedelta(days=14)
    before: timedelta = timedelta(days=180)
    weeks: int = 8
    utterances: int = 5
    actors: int = 2
    z: float = 4.0
    z_each: float = 3.0
    false_share: float = 0.05
    prior: float = 20.0
    again: timedelta = timedelta(days=365)

    @property
    def back(self) -> timedelta:
        """How far back it is read."""
        return 2 * self.window + self.before


@dataclass(frozen=True, slots=True, kw_only=True)
class TogetherRules:
    """When moves are one story: so many offices of a bloc, the same way on an issue, within `window`."""

    offices: int = 3
    window: timedelta = timedelta(days=7)


@dataclass(frozen=True, slots=True, kw_only=True)
class FlashRules:
    """When one decisive statement need not wait: not where the stream has `dense_week` utterances a week, and the detector
    will have decided within days; not on fewer than `min_wordings` sentences of a single source; and not on a level that
    the stream took in this share (`habit`) of the half year before: that is said again, or misread again."""

    per_week: int = 2
    min_distance: float = 2.0
    min_speaker_level: int = 4
    min_margin: float = 0.35
    min_corroboration: int = 2
    dense_week: int = 5
    min_wordings: int = 2
    habit: float = 0.1


@dataclass(frozen=True, slots=True, kw_only=True)
class MergeRules:
    """When statements are one utterance and when an old one is stale."""

    window: timedelta = timedelta(days=2)
    shingle: int = 8
    translated: float = 0.6
    remembered: timedelta = timedelta(days=730)
    copy_similarity: float = 0.5
    copy_window: timedelta = timedelta(days=7)
    fresh: timedelta = timedelta(days=7)
    stale: timedelta = timedelta(days=14)


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRules:
    """What reaches the chat: budgets, the lowest severity, cool-down."""

    per_week: int = 5
    per_day: int = 2
    false_alarms_per_week: float = 0.5
    min_severity: int = 40
    cool_down: timedelta = timedelta(days=14)
    first_poll: Literal["quiet"] = "quiet"


@dataclass(frozen=True, slots=True, kw_only=True)
class WordingPair:
    """A watched pair of wordings on an issue: saying B where A was said before (regular expressions by language)."""

    id: str
    issue: str
    name_a: str
    name_b: str
    a: Mapping[str, str]
    b: Mapping[str, str]


WAYS_OF_SPEAKING = ("conditionality", "speaker_level", "divergence")
"""Kinds that hold how a line is said, by whom, or beside whom against how that was before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """Everything weighing is parametrised with."""

    detect: DetectRules = field(default_factory=DetectRules)
    baseline: BaselineRules = field(default_factory=BaselineRules)
    habit: HabitRules = field(default_factory=HabitRules)
    dropped: DroppedRules = field(default_factory=DroppedRules)
    divergence: DivergenceRules = field(default_factory=DivergenceRules)
    together: TogetherRules = field(default_factory=TogetherRules)
    theme: ThemeRules = field(default_factory=ThemeRules)
    new_wording: NewWordingRules = field(default_factory=NewWordingRules)
    flash: FlashRules = field(default_factory=FlashRules)
    merge: MergeRules = field(default_factory=MergeRules)
    alerts: AlertRules = field(default_factory=AlertRules)
    wording: tuple[WordingPair, ...] = ()

    @property
    def apart(self) -> float:
        """N/F: the statements between two false alarms, as the budget wants it."""
        return self.detect.statements_per_week / self.alerts.false_alarms_per_week

    @property
    def threshold(self) -> float:
        """A: what R must reach. R = N/F would come more rarely than once in N/F statements; how much more was measured (ADR 21)."""
        return self.detect.tightness * self.apart

    def needed(self, kind: str, *, provisional: bool) -> float:
        """What R of a shift or alert of that kind must reach to be told as confirmed.

        How far the bound is from tight was measured for levels alone, so words need all of it; ways of speaking share the budget with levels.
        """
        if provisional:
            return self.detect.provisional_factor * self.threshold
        if kind == "wording":
            return self.apart
        return (self.habit.factor if kind in WAYS_OF_SPEAKING else 1.0) * self.threshold


@dataclass(frozen=True, slots=True, kw_only=True)
class NetworkSettings:
    """How we ask the outside: `contact` goes into the User-Agent; sizes in bytes after decompression.

    `spacing`: between two requests to one host of the open internet. `robots`: whether robots.txt is heeded for pages.
    """

    allow_private: bool = False
    contact: str = ""
    timeout: timedelta = timedelta(seconds=30)
    max_bytes: int = 10 * 1024 * 1024
    max_redirects: int = 5
    concurrency: int = 100
    per_host: int = 2
    spacing: timedelta = timedelta(seconds=1)
    robots: bool = True
    proxy: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSubSettings:
    """`callback`: the public address under which hubs reach `/websub` of the site; empty: no hub is asked for anything."""

    callback: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class PollingSettings:
    """How often: `at_least` is the shortest interval anyone may set, `at_most` the longest back-off.

    `quickest` and `slowest`: between these a feed is asked at its own rhythm; None: a third of `every`, and four times it.
    `wishes_at_most`: the longest interval that an outlet's own wish brings about.
    """

    every: timedelta = timedelta(minutes=15)
    at_least: timedelta = timedelta(minutes=5)
    at_most: timedelta = timedelta(hours=24)
    quickest: timedelta | None = None
    slowest: timedelta | None = None
    wishes_at_most: timedelta = timedelta(hours=1)


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestSettings:
    """When the weekly digest is made: weekday 0 = Monday, local time in `timezone`."""

    weekday: int = 0
    at: time = time(8, 0)
    timezone: str = "Europe/Brussels"


@dataclass(frozen=True, slots=True, kw_only=True)
class WebSettings:
    """Where the review site listens (port 0 = any free one), and who is let in.

    `access`: none (only on loopback), login (users of the store), proxy (a trusted proxy names the user in a header).
    `hosts`: further names under which the site is reached, in small letters; `proxy_from`: networks; `administrators`: of the users that a proxy names.
    """

    host: str = "127.0.0.1"
    port: int = 8080
    access: Literal["none", "login", "proxy"] = "none"
    hosts: tuple[str, ...] = ()
    session: timedelta = timedelta(hours=12)
    proxy_header: str = "X-Forwarded-User"
    proxy_from: tuple[str, ...] = ("127.0.0.1/32", "::1/128")
    proxy_role: Literal["read", "answer", "administer"] = "answer"
    administrators: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class WorkSettings:
    """Worker processes for parsing and reading, and the deadline of one task."""

    workers: int = 2
    deadline: timedelta = timedelta(seconds=60)
    attempts: int = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class DeliverySettings:
    """How messages are repeated: a row in `sending` for longer than `lease` belongs to a process that died."""

    lease: timedelta = timedelta(seconds=60)
    timeout: timedelta = timedelta(seconds=20)
    at_most: timedelta = timedelta(minutes=15)


CONFUSION = (
    (0.73, 0.18, 0.03, 0.03, 0.03),
    (0.105, 0.73, 0.105, 0.03, 0.03),
    (0.03, 0.105, 0.73, 0.105, 0.03),
    (0.03, 0.03, 0.105, 0.73, 0.105),
    (0.03, 0.03, 0.03, 0.18, 0.73),
)
"""How a label falls about the true level until it has been measured: 70 % exact, 15 % a neighbour, 15 % anywhere."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionSettings:
    """When and how a language model is asked for a second opinion; where it is comes from the environment.

    `per_day`: statements it is asked about in a UTC day, `votes`: answers wanted for each, `timeout`: for one answer,
    `deadline`: for all that one reading pass asks. `confusion[true][said]` over −2…+2: how its labels fall.
    """

    per_day: int = 20
    votes: int = 3
    timeout: timedelta = timedelta(seconds=20)
    deadline: timedelta = timedelta(seconds=60)
    concurrency: int = 2
    pause: timedelta = timedelta(minutes=5)
    confusion: tuple[tuple[float, ...], ...] = CONFUSION


@dataclass(frozen=True, slots=True, kw_only=True)
class ModelSettings:
    """Models that the user brings. `nli`: the folder of an entailment model, None for none; `nli_labels`: the order of its outputs."""

    nli: str | None = None
    nli_labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Config:
    """A validated configuration folder."""

    folder: str
    feeds: tuple[Feed, ...]
    world: World
    baseline: Baseline
    rules: Rules
    network: NetworkSettings
    polling: PollingSettings
    digest: DigestSettings
    web: WebSettings
    work: WorkSettings
    delivery: DeliverySettings
    llm: OpinionSettings = field(default_factory=OpinionSettings)
    models: ModelSettings = field(default_factory=ModelSettings)
    chat: ChatSettings = field(default_factory=ChatSettings)
    notify: NotifySettings = field(default_factory=NotifySettings)
    websub: WebSubSettings = field(default_factory=WebSubSettings)
