"""The shape of `Digest.content`: plain JSON, kept for ever, the source of the page and of the message.

    title            the week in one line
    dates            the week as a reader writes it, with its time zone
    late             why it was made later than its hour, or that the week has not ended, or ended before anything was collected; None where none is so
    lines            at most five sentences; what moved, what is unconfirmed, what is quiet, coverage
    top              the alerts as cards, ranked by severity × confidence; `more` the rest of them, same shape
    checks           baseline rows that stand elsewhere than what is heard, where they are many: one entry, not one a row
    evidence_against quotes that speak against an alert of this week
    position_map     office × issue cells
    moved            the (at most six) most moved streams with their weeks, for the charts
    nearest          lines spoken on that came nearest to an alert and raised none
    emphasis         share of an office's utterances on an issue, this week against the weeks before
    bloc_shares      share of each issue in what a bloc said, this week against the weeks before, for the charts
    frozen           offices of which too little was heard to compare their shares
    cohesion         how far the offices of a bloc agree on an issue, the last weeks beside those before
    new_positions    cards' ids of first positions and new themes
    themes           new themes with their words, for a person to name
    wording          watched pairs of wordings, counted this week and the week before
    bookkeeping      what was sent, held, judged, how precise that was: in words; `books` has the numbers
    reliability      stated confidence beside what people said, once thirty alerts are judged
    coverage         how much was read; `lines` says it in words
    volumes          feeds that brought far less or far more than they usually do
    silent           offices that say nothing for unusually long
    health           sentences about feeds that fail, are silent or have ended
    changes          what differs in baseline, models and configuration from the digest before
    against          this week beside the one before; None where that has no digest
    restatement      what later arrivals do to these numbers
    restated         in a digest made again: when it was sent, and what differs from it; else None
    versions         what the judgements were made with
    setup            by part and row a fingerprint of the configuration, and each rule, for the next digest's `changes`
    trail, verdict_log, feed_weeks   memory for the next digest: weekly means by stream, verdicts of eight weeks,
                     weeks in which a feed brought something

Dates are ISO 8601. `mean`, `baseline` and `delta` are levels on the issue's axis (−2…+2).
"""

from __future__ import annotations

from typing import TYPE_CHECKING, TypedDict, cast

if TYPE_CHECKING:
    from monitor.types import Digest


class Side(TypedDict):
    """`word` is the level in the words of the issue's axis, which `claim` does not begin with again; it may be empty."""

    level: int | None
    word: str
    claim: str
    baseline: str | None
    position: str | None
    as_of: str | None


class Quoted(TypedDict):
    """A piece of evidence, word for word; all empty or None where there is none."""

    speaker: str
    voice: str
    quote: str
    language: str
    outlet: str
    url: str | None
    source_title: str
    published: str | None
    said_at: str | None
    said_within: bool
    """Said by that day: the words name a month or a year alone. Digests that were kept before do not say."""


class Card(Quoted):
    """An alert as a reader sees it, with its strongest evidence."""

    alert_id: str
    headline: str
    kind: str
    kind_word: str
    status: str
    direction: str | None
    actor: str
    office: str
    office_name: str
    bloc: str
    issue: str
    issue_name: str
    at: str
    since: str
    channel: str
    held: str | None
    confidence: float
    confidence_word: str
    computed: bool
    """Whether the confidence was; digests that were kept before there were signs do not say, and then what is confirmed was."""
    severity: int
    severity_word: str
    ratio: float
    independent_sources: int
    copies: int
    before: Side
    after: Side
    unchanged: list[str]
    caveats: list[str]
    reason: str
    verdict: str | None


class Counter(Quoted):
    """One quote that speaks against an alert."""

    alert_id: str
    headline: str


class Cell(TypedDict):
    """Where an office stands on an issue, the `place`th of the configured ones: `mean`, of its newest utterances (`LATELY`). `faded`: the utterances of the week do not carry the difference. `label` says all.

    `n` utterances have been placed on the axis, `week_n` of them this week; `week_open` more of this week left it open.
    """

    office: str
    office_name: str
    bloc: str
    bloc_name: str
    issue: str
    issue_name: str
    place: int
    mean: float
    baseline: float | None
    delta: float | None
    word: str | None
    state: str
    n: int
    week_n: int
    week_open: int
    faded: bool
    label: str


class Near(TypedDict):
    """A line whose evidence `ratio` for a move stands below the `needed` one; `label` as its cell's."""

    office: str
    office_name: str
    issue: str
    issue_name: str
    ratio: float
    needed: float
    label: str


class WeekPoint(TypedDict):
    """A stream's week: weighted mean with its 95 % band, from `n` utterances."""

    week: str
    mean: float
    low: float
    high: float
    n: int


class Dot(TypedDict):
    """One utterance."""

    at: str
    mean: float
    weight: float


class Mark(TypedDict):
    """Where an alert stands in time."""

    at: str
    alert_id: str
    status: str


class Stream(TypedDict):
    """A moved stream over the weeks. `mean` is its cell's; `axis` names −2, 0 and +2; `band` is the baseline's own 95 % band.

    [start, end) are moments; `last_day` is the last day on the reader's calendar.
    """

    office: str
    office_name: str
    issue: str
    issue_name: str
    state: str
    n: int
    mean: float | None
    axis: list[str]
    baseline: float | None
    band: list[float]
    start: str
    end: str
    last_day: str
    points: list[WeekPoint]
    dots: list[Dot]
    marks: list[Mark]
    label: str


class Compared(TypedDict):
    """`k` of `n` utterances were on the issue this week, `base_k` of `base_n` in the `base_weeks` weeks before.

    `odds` is the odds ratio of week against base, `low` and `high` its 95 % interval, with the overdispersion of the
    weeks before; `clear` where that leaves 1 out and the speaker was heard in eight of those weeks or more.
    """

    k: int
    n: int
    base_k: int
    base_n: int
    base_weeks: int
    share: float
    base_share: float
    odds: float
    low: float
    high: float
    clear: bool


class Emphasis(Compared):
    """An office's share of talk on an issue."""

    office: str
    office_name: str
    bloc: str
    issue: str
    issue_name: str


class IssueShare(Compared):
    """An issue's share of what a bloc said; `turn` where it differs enough to be named."""

    issue: str
    issue_name: str
    turn: bool


class BlocShares(TypedDict):
    """All that a bloc spoke of, largest share first: `n` utterances of `offices` offices this week, `base_n` in the weeks before.

    Only offices are counted that were heard in the week and in eight of the weeks before, or in one where there are fewer than eight.
    `sole_office`: the one that is counted, where no other is: its shares are the bloc's.
    """

    bloc: str
    bloc_name: str
    offices: int
    sole_office: str | None
    n: int
    base_n: int
    base_weeks: int
    shares: list[IssueShare]


class Cohesion(TypedDict):
    """Van der Eijk's A, from −1 (two camps) to 1 (one voice), of the bloc's `offices` heard in the last four weeks.

    `before`: of the eight weeks before those; None where too few were heard.
    """

    issue: str
    issue_name: str
    bloc: str
    bloc_name: str
    offices: int
    a: float
    before: float | None
    offices_before: int


class Theme(TypedDict):
    """Statements near one another that are on no issue of the taxonomy."""

    alert_id: str
    headline: str
    claim: str
    words: list[Quoted]


class Wording(TypedDict):
    """A watched pair: utterances of the bloc that used A or B. `z`: how far the share of B moved since the week before, in
    standard errors; None where that week is not known. `example`: one that used B, else A."""

    pair: str
    issue: str
    bloc: str
    bloc_name: str
    name_a: str
    name_b: str
    a: int
    b: int
    before_a: int | None
    before_b: int | None
    z: float | None
    example: Quoted | None


class Bin(TypedDict):
    """Judged alerts whose stated confidence lay in [`from_`, `to`); `stated` their mean, `share` those confirmed, with its interval."""

    from_: float
    to: float
    n: int
    stated: float
    share: float
    low: float
    high: float


class Books(TypedDict):
    """`chat`: raised for the chat; `sent`: what arrived there in the week; `digest_only`: held back, of which `held_budget` by budget.

    `walk_backs`: alerts that a decisive statement was taken back; `checks`: that ask to confirm or correct a baseline row.
    `precision` is None until a verdict exists; `low` and `high` its 95 % Wilson interval.
    """

    chat: int
    sent: int
    digest_only: int
    held_budget: int
    walk_backs: int
    checks: int
    confirmed: int
    dismissed: int
    open: int
    judged_8_weeks: int
    precision: float | None
    low: float | None
    high: float | None
    expected_false: float


class Coverage(TypedDict):
    """Counts of the week."""

    feeds: int
    feeds_up: int
    articles: int
    read: int
    copies: int
    statements: int
    utterances: int
    unassigned: int
    abstained: int
    quarantined: int
    languages: dict[str, int]
    lines: list[str]


class Volume(TypedDict):
    """A feed's articles this week where about `usual` are usual; `turn`: fewer or more."""

    feed: str
    outlet: str
    n: int
    usual: float
    turn: str


class Silent(TypedDict):
    """An office not heard for `days` days, which speaks every `usual_days` as a rule; `last`: the day it was last heard."""

    office: str
    office_name: str
    last: str
    days: int
    usual_days: float


class Difference(TypedDict):
    """A number here and there, as it is written."""

    name: str
    was: str
    now: str


class Against(TypedDict):
    """A week beside the week `week`: numbers, the lines that stand elsewhere, and sentences about what became of its alerts."""

    week: str
    numbers: list[Difference]
    standing: list[Difference]
    lines: list[str]


class Restated(TypedDict):
    """What a digest made again differs in from the one that was made at `sent_at`."""

    sent_at: str
    differences: list[Difference]


class Setup(TypedDict):
    """By part and id a fingerprint; `rules` by dotted name the value."""

    baseline: dict[str, str]
    issues: dict[str, str]
    offices: dict[str, str]
    persons: dict[str, str]
    feeds: dict[str, str]
    rules: dict[str, str]


class Judged(TypedDict):
    """The last verdict on an alert."""

    word: str
    at: str


class VersionsUsed(TypedDict):
    baseline: str
    model: str
    code: str


class Content(TypedDict):
    """All of it; see the module's docstring."""

    title: str
    dates: str
    late: str | None
    lines: list[str]
    top: list[Card]
    more: list[Card]
    checks: list[Card]
    evidence_against: list[Counter]
    position_map: list[Cell]
    moved: list[Stream]
    nearest: list[Near]
    emphasis: list[Emphasis]
    bloc_shares: list[BlocShares]
    frozen: list[str]
    cohesion: list[Cohesion]
    new_positions: list[str]
    themes: list[Theme]
    wording: list[Wording]
    bookkeeping: list[str]
    reliability: list[Bin]
    books: Books
    coverage: Coverage
    volumes: list[Volume]
    silent: list[Silent]
    health: list[str]
    changes: list[str]
    against: Against | None
    restatement: list[str]
    restated: Restated | None
    versions: VersionsUsed
    setup: Setup | None
    trail: dict[str, list[WeekPoint]]
    verdict_log: dict[str, Judged]
    feed_weeks: dict[str, list[str]]


_ADDED_LATER: dict[str, object] = {
    "late": None,
    "checks": [],
    "frozen": [],
    "nearest": [],
    "cohesion": [],
    "themes": [],
    "reliability": [],
    "volumes": [],
    "silent": [],
    "changes": [],
    "against": None,
    "restated": None,
    "setup": None,
}
"""What a digest that was made before there was such a part says of it."""

_ADDED_TO_A_WORDING: dict[str, object] = {"z": None, "example": None}


def content_of(digest: Digest) -> Content:
    """The digest's content with its shape known; parts that came after it was made are there, and empty."""
    kept = digest.content
    wording = [
        {"bloc_name": row["bloc"], **_ADDED_TO_A_WORDING, **row} for row in cast("Content", kept).get("wording", [])
    ]
    emphasis = [{"bloc": "", **row} for row in cast("Content", kept).get("emphasis", [])]
    moved = [{"mean": None, **stream} for stream in cast("Content", kept).get("moved", [])]
    blocs = [{"sole_office": None, **bloc} for bloc in cast("Content", kept).get("bloc_shares", [])]
    parts = {"moved": moved, "wording": wording, "emphasis": emphasis, "bloc_shares": blocs}
    return cast("Content", {**_ADDED_LATER, **kept, **parts})
