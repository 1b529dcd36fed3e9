"""The few seams: what the flow needs from the outside, as protocols. Nothing inherits from these.

Time is not a port: functions take `now`. Every method of `Store` is one transaction and may raise StoreError.
"""

from __future__ import annotations

from collections.abc import Sequence
from types import MappingProxyType
from typing import TYPE_CHECKING, Literal, NamedTuple, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Container, Iterable, Mapping
    from datetime import datetime, timedelta

    import numpy as np
    from numpy.typing import NDArray

    from monitor.types import (
        Access,
        Alert,
        AlertFilter,
        Article,
        ArticleFilter,
        ArticlesFound,
        Decision,
        Delivery,
        Development,
        Digest,
        DigestHead,
        Draft,
        Feed,
        FeedState,
        Fetched,
        FoundArticle,
        HeldUp,
        Inability,
        JudgedAlert,
        Lead,
        Look,
        Member,
        Mute,
        NewArticle,
        NotModified,
        Opinion,
        OpinionDay,
        Outcome,
        PageResult,
        Part,
        Picture,
        PollResult,
        Proposal,
        Question,
        ReadArticle,
        Reading,
        Refusal,
        Remark,
        Revision,
        Said,
        SaidFilter,
        Sent,
        Session,
        Share,
        SignOfLife,
        Spoken,
        Standing,
        Statement,
        Story,
        StreamDot,
        StreamKey,
        StreamState,
        StreamWeek,
        Subscription,
        Unplaced,
        User,
        Utterance,
        Validators,
        Verdict,
        Versions,
        Weighed,
        Worded,
    )

T = TypeVar("T")


class Fetcher(Protocol):
    """Gets documents from the outside."""

    async def fetch(
        self, url: str, validators: Validators, *, accept: str, access: Access | None = None
    ) -> Fetched | NotModified:
        """The document at `url`, or NotModified.

        Within the total deadline and size limit of the network settings. Raises FetchError.
        """

    async def fetch_page(self, url: str) -> Fetched:
        """The page at `url`, where its site's robots.txt lets us. As above otherwise."""

    async def look_again(self, url: str, validators: Validators) -> Fetched | NotModified:
        """The page likewise, or NotModified where it is as it was when `validators` came with it."""

    async def tell(self, url: str, form: Mapping[str, str], *, access: Access | None = None) -> None:
        """Sends a form. Raises FetchError where it is not taken."""

    async def close(self) -> None: ...


class Turn(NamedTuple):
    """Whether a turn at a host was had; if not, when it is worth asking `again`."""

    taken: bool
    again: datetime


class HostTurns(Protocol):
    """Turns at hosts that all processes share; part of the store."""

    def take_turn(
        self, host: str, *, holder: str, now: datetime, spacing: timedelta, most: int, lease: timedelta
    ) -> Turn:
        """At most `most` turns at a time, their beginnings `spacing` apart. One not given back ends after `lease`."""

    def give_turn(self, host: str, holder: str) -> None: ...

    def rest_host(self, host: str, until: datetime) -> None:
        """The host asked for rest: nobody has a turn before `until`."""


class Workers(Protocol):
    """Runs pure functions where they can do no harm: another process, with a deadline.

    `tasks`: how many it has done; `cpu_seconds`: the processor time they took; `unable`: since when no process can be had, and why, until one
    has answered.
    """

    @property
    def tasks(self) -> int: ...
    @property
    def cpu_seconds(self) -> float: ...
    @property
    def unable(self) -> Inability | None: ...

    async def run(self, function: Callable[..., T], *args: object) -> T:
        """`function(*args)`; both must be picklable.

        Raises what the function raised, ReadError when the worker died or ran past the deadline, WorkersError where none can be had.
        """

    async def close(self) -> None: ...


class Sharing(Protocol):
    """What processes agree on that work on one database. Nobody waits: what another one holds is simply not had.

    Leases end by the database's own clock, whatever the machines' clocks show.
    """

    holder: str
    """Who this process is."""

    def beat(self, member: Member, *, lease: timedelta, leads: bool) -> Member | None:
        """Says that this process lives, and renews what it holds; answers who leads now, None where nobody is known to.

        `leads`: it takes the lead where that is free. Raises StoreError where the tables are not those of this program.
        """

    def leave(self) -> None:
        """Gives back all that this process holds."""

    def claim(self, kind: str, pieces: Iterable[str], *, lease: timedelta) -> list[str]:
        """Those of the pieces that no other process holds; they are this one's until it saves what came of them, leaves, or
        does not beat for the length of the lease."""

    def claim_ahead(self, limit: int, made_for: str, *, lease: timedelta) -> list[Article]:
        """Articles that wait to be read and are now this process's; none while a thousand that were read wait to be saved.

        Those of an earlier call that it has not kept since are anybody's again.
        """

    def keep_draft(self, article_id: str, draft: Draft, made_for: str) -> None:
        """Keeps what was read ahead while the article waits, and gives its claim back."""

    def take_draft(self, article_id: str, made_for: str, *, lease: timedelta) -> Draft | bool:
        """What was read ahead; else whether the article is now this process's to read."""


class Embedder(Protocol):
    """A sentence-embedding model; it finds what a sentence is about, never which side it takes."""

    name: str

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), dimensions), rows of length 1. Raises ModelError."""


class Placing(NamedTuple):
    """Where a statement stands on one issue's axis. `levels`: over −2…+2, if it shows a side at all; the rest are probabilities.

    `about`: that it is about the issue; `clear`: that it shows a side, given that.
    """

    levels: tuple[float, float, float, float, float]
    about: float
    clear: float


class Placed(NamedTuple):
    """A statement as a model sees it: its place on each issue the model knows, by code, and how firmly it is said.

    `commitment`: over COMMITMENTS.
    """

    places: Mapping[str, Placing]
    commitment: tuple[float, float, float, float, float]

    def only(self, issues: Container[str]) -> Placed:
        """Without the issues that are not followed."""
        return self._replace(places={code: place for code, place in self.places.items() if code in issues})


class Relations(NamedTuple):
    """For each thing that a passage may do to a position its probability; together 1."""

    reaffirms: float
    contradicts: float
    hardens: float
    softens: float
    discusses: float
    unrelated: float
    new: float


class Directions(NamedTuple):
    """For each way that a move may go its probability; together 1."""

    neither: float
    harder: float
    softer: float


class Relating(NamedTuple):
    """What a passage does to a position, and which way it moves it if it does."""

    relation: Relations
    direction: Directions


class EarlierLine(NamedTuple):
    """A position to hold passages against: whose, on what, and what it was; `claim` None where the actor had no line."""

    actor: str | None
    issue: str | None
    claim: str | None


class Saying(NamedTuple):
    """A statement of a text: its words, and the bloc of who says them, None where it is not known.

    `wanted`: it is to be placed; else it only shows what stands round others.
    """

    words: str
    bloc: str | None = None
    wanted: bool = True


Text = Sequence[Saying | str]
"""A text in order: statements, and what stands between them."""


class CrossEncoder(Protocol):
    """A model that reads a text as a whole, or two together, and so sees what a vector of each sentence hides.

    `in_context`: whether what stands round a statement can change its place; where not, one that stands alone need not be asked about again.
    """

    @property
    def name(self) -> str: ...
    @property
    def in_context(self) -> bool: ...

    def place(self, texts: Sequence[Text]) -> list[Placed]:
        """What each of their wanted statements says, in order. Raises ModelError."""

    def relate(self, questions: Sequence[tuple[EarlierLine, str]]) -> list[Relating]:
        """For each (earlier line, passage). Raises ModelError."""


class SecondJudge(Protocol):
    """A model of another make, asked about the few statements that could raise an alert by themselves."""

    name: str

    async def ask(self, question: Question) -> Opinion:
        """What it judges the statement to be. Raises OpinionError."""

    async def close(self) -> None: ...


class OpinionBudget(Protocol):
    """How many statements may be asked about in a UTC day; `Store` keeps it, so that a restart does not renew it."""

    def claim_opinion(self, now: datetime, per_day: int) -> bool:
        """Whether one more may be asked about today; then it counts, before anybody is asked."""

    def end_opinion(self, claimed: datetime, trouble: str | None, now: datetime, *, spent: bool) -> None:
        """What came of it: an answer where `trouble` is None. Where nothing was spent the claim is given back."""


class Gallery(Protocol):
    """Puts pictures before people."""

    def show(self, pictures: Sequence[Picture], thread: Sent, key: str) -> Sent:
        """Together, under a message; the `Finder` knows them by the key. Raises NotifyError."""


class Finder(Protocol):
    """Tells whether a message arrived of which nobody said so."""

    def find(self, key: str, since: datetime, thread: Sent | None = None) -> Sent | None:
        """The message with that key if it was posted after `since`, also in the thread under a message. Raises NotifyError."""


class Pacing(Protocol):
    """How fast messages leave. It holds back by itself what would leave too soon."""

    def wait(self) -> float:
        """Seconds until the next message may leave."""

    def refused(self, seconds: float) -> None:
        """The last one was too fast, and may be tried again in so many seconds."""


class Notifier(Protocol):
    """Puts messages before people."""

    name: str

    @property
    def pace(self) -> Pacing | None:
        """None where messages are taken as fast as they come."""

    @property
    def finder(self) -> Finder | None:
        """Where messages are looked for; None where none can be, and an unknown outcome is repeated."""

    @property
    def gallery(self) -> Gallery | None:
        """Where pictures go; None where none are shown."""

    def send_alert(self, alert: Alert, key: str) -> Sent:
        """Raises NotifyError."""

    def send_digest(self, digest: Digest, key: str, page: str | None) -> Sent:
        """`page`: where the HTML page lies. Raises NotifyError."""

    def send_notice(self, what: Remark | HeldUp, key: str) -> Sent:
        """Lines about the service's health, or the alerts that an outage held up. Raises NotifyError."""

    def send_reply(self, story: Story, what: Alert | Development | Remark, key: str) -> Sent:
        """What goes on from a story, in its thread where there are threads. Raises NotifyError."""

    def edit(self, story: Story) -> None:
        """Brings the first message of a story up to date, where messages can be changed. Raises NotifyError."""


class Forwarder(Protocol):
    """Sends copies to one further target. What it cannot tell is whether a message that was not taken arrived in part."""

    name: str

    def forward_alert(self, alert: Alert) -> None:
        """Raises NotifyError."""

    def forward_digest(self, digest: Digest, page: str) -> None:
        """`page`: the HTML page itself. Raises NotifyError."""


class Past(NamedTuple):
    """What was said on a stream: `start`, a milestone's state (None: from nothing), and all that came after it, oldest first."""

    start: StreamState | None
    said: tuple[Utterance, ...]


class StreamMemory(NamedTuple):
    """What the store knows of one stream when an article is weighed.

    `recent`: its utterances within the merge window of the article's time; `past`: what the stream is folded again from, where the new
    one may not be the newest; `look_back` reads the same, for where a known one grows that is not the newest; `alerts`: from 60 days
    before on, of moves from a year; `older`: what the office said long before in the same words.
    """

    state: StreamState | None
    recent: tuple[Utterance, ...]
    past: Past | None
    alerts: tuple[Alert, ...]
    older: tuple[Utterance, ...] = ()
    look_back: Callable[[], Past] | None = None


class StreamTrail(NamedTuple):
    """Where one stream stands, and what was said on it lately, oldest first."""

    state: StreamState | None
    said: tuple[Utterance, ...]


class Backlog(NamedTuple):
    """How much waits at each pass."""

    pages: int
    unread: int
    unweighed: int
    undelivered: int
    quarantined: int
    refused: int


class Figures(NamedTuple):
    """What a monitoring system watches.

    `oldest`: how long the piece waits that waits longest, by what waits; `messages` by kind and state;
    `lags`: of the alerts sent within a week, from publication and from when we met it to the message; `last_sent`.
    """

    oldest: Mapping[str, timedelta]
    messages: Mapping[tuple[str, str], int]
    lags: Mapping[str, tuple[timedelta, ...]]
    last_sent: datetime | None


class WeekRows(NamedTuple):
    """Everything a digest is built from, for [start, end)."""

    alerts: tuple[Alert, ...]
    streams: tuple[StreamState, ...]
    utterances: tuple[Utterance, ...]
    shares: tuple[Share, ...]
    judged: tuple[Outcome, ...]
    """Every alert that was judged before `end`, whenever it was raised."""
    feeds: tuple[FeedState, ...]
    counts: Mapping[str, int]
    """articles, read, copies, statements, unassigned, abstained, utterances, quarantined, delivered, held"""
    languages: Mapping[str, int]
    volumes: Mapping[str, tuple[int, ...]] = MappingProxyType({})
    """By feed: how many articles it brought in each of the last weeks, this one last."""
    absences: Mapping[str, Sequence[tuple[datetime, datetime]]] = MappingProxyType({})
    """By feed: when it was away for more than a day, as far back as `utterances` may reach."""
    said_again: tuple[Alert, ...] = ()
    """Moves told before `start`, by then neither confirmed nor taken back, for which words of [start, end) came; oldest first."""


class Store(Protocol):
    """The only memory. Methods are named for the pass that uses them."""

    @property
    def is_shared(self) -> bool:
        """Whether other machines may work on it at the same time."""

    # poll
    def register_feeds(self, feeds: Sequence[Feed], now: datetime) -> None:
        """Feeds new to the store become due at once; those no longer configured stop being due, and keep their rows."""

    def ask_again(self, outcome: str, now: datetime) -> None:
        """Feeds that last ended with just these words are due, however long they were to wait."""

    def ask_now(self, feed_ids: Collection[str], now: datetime) -> None:
        """These are due, however long they were to wait; not those that have ended."""

    def due_feeds(self, now: datetime, limit: int, *, besides: Collection[str] = ()) -> list[FeedState]:
        """Those that are due and that no other process has in hand, but for `besides`, the longest due first."""

    def feed_states(self) -> list[FeedState]: ...
    def next_due(self) -> datetime | None: ...
    def save_poll(self, result: PollResult) -> int:
        """The feed's state and the articles not seen before, together; answers how many were new."""

    def save_polls(self, results: Sequence[PollResult]) -> list[int]:
        """Several in one transaction: all or none."""

    def subscriptions(self) -> list[Subscription]: ...
    def subscription(self, token: str) -> Subscription | None: ...
    def add_subscription(self, subscription: Subscription) -> None: ...
    def change_subscription(self, before: Subscription, after: Subscription | None) -> bool:
        """To `after`, None to forget it; only where a hub has not confirmed or denied it since `before`."""

    def note_push(self, feed_id: str, now: datetime) -> None:
        """The feed's hub says that there is news."""

    def add_articles(self, articles: Sequence[NewArticle]) -> int:
        """For an archive: articles without a feed's state; answers how many were new."""

    def feed_absences(self, start: datetime, end: datetime) -> dict[str, list[tuple[datetime, datetime]]]:
        """For each feed when it was away for more than a day in [start, end), from its last success on."""

    def feed_parts(self, start: datetime, end: datetime) -> dict[str, dict[str, float]]:
        """For each office, which part of what it said in [start, end) each feed alone brought."""

    def take_turn(
        self, host: str, *, holder: str, now: datetime, spacing: timedelta, most: int, lease: timedelta
    ) -> Turn:
        """As in HostTurns."""

    def give_turn(self, host: str, holder: str) -> None: ...
    def rest_host(self, host: str, until: datetime) -> None: ...

    def pages_due(self, now: datetime, limit: int) -> list[Article]: ...
    def save_page(self, result: PageResult) -> None: ...
    def looks_due(self, now: datetime, limit: int) -> list[Look]:
        """Pages of primary sources that are to be looked at again, longest due first."""

    def save_look(
        self,
        look: Look,
        *,
        text: str | None,
        validators: Validators,
        due: datetime | None,
        revision: Revision | None,
        now: datetime,
    ) -> None:
        """What a look found: the page as it is now (None: nothing new), when to look next (None: not any more), and what
        was changed. Alerts that rest on the article and its issue say so from then on, in their caveats."""

    def revisions(self, article_ids: Sequence[str]) -> list[Revision]:
        """What was changed of these articles after they were published, oldest first."""

    # read
    def unread(self, limit: int) -> list[Article]:
        """Oldest first (`seen`, then id), the past of feeds that were added late behind news, and in one place of eight.

        Articles whose page is still wanted are not among them.
        """

    def article(self, article_id: str) -> Article | None: ...
    def similar(
        self, signature: Sequence[int], *, since: datetime, until: datetime, exclude: str
    ) -> list[tuple[str, float]]:
        """Articles dated within, with their estimated Jaccard similarity, best first (LSH candidates, then verified)."""

    def save_reading(self, reading: Reading, *, copy_of: str | None, now: datetime) -> None: ...
    def count_attempt(self, article_id: str, stage: str) -> int:
        """Remembers a failed try and answers how many there were."""

    def quarantine(self, article_id: str, stage: str, reason: str, now: datetime) -> None:
        """The article is kept, shown in `status`, and no pass takes it again. One that was read meanwhile is left as it is."""

    def quarantined(self) -> list[tuple[Article, str, str]]: ...

    def claim_opinion(self, now: datetime, per_day: int) -> bool:
        """As in OpinionBudget."""

    def end_opinion(self, claimed: datetime, trouble: str | None, now: datetime, *, spent: bool) -> None:
        """As in OpinionBudget."""

    def opinion_day(self, now: datetime) -> OpinionDay:
        """The budget of the UTC day; the last trouble also where it was on an earlier day."""

    # weigh
    def unweighed(self, limit: int) -> list[tuple[Article, tuple[Statement, ...], str | None]]:
        """Read articles not weighed, by `dated` then id, copies after what they copy, and none without what it copies.

        Each is the article (in the language it was read in), its statements, and the id of the article it copies.
        """

    def stream_memory(
        self, keys: Iterable[StreamKey], *, at: datetime, window: timedelta, made_with: str | None = None
    ) -> dict[StreamKey, StreamMemory]:
        """One answer a key, without `look_back`; without `made_with` no milestone is used."""

    def stream_past(self, key: StreamKey, *, before: datetime, made_with: str | None = None) -> Past:
        """All that was said on it, or from the last milestone on that lies before that moment and was made with that."""

    def stream_trail(self, key: StreamKey, since: datetime) -> StreamTrail: ...
    def utterances_of(self, article_id: str) -> list[Utterance]:
        """Those that have evidence from this article."""

    def said_before(
        self, office: str, runs: Sequence[int], *, at_least: int, since: datetime, until: datetime
    ) -> list[Utterance]:
        """What the office said in that time with at least so many of these runs of words (`Utterance.shingles`), oldest first."""

    def sent_to_chat(self, since: datetime, until: datetime) -> list[Alert]:
        """Alerts with channel chat whose `at` lies within: the budget that is used."""

    def alerts_on(self, issues: Sequence[str], since: datetime, until: datetime) -> list[Alert]:
        """Alerts of any office on these issues whose `at` lies within, told or held, oldest first."""

    def dismissed(self, since: datetime) -> list[Alert]:
        """Alerts that people dismissed after `since` and did not confirm later."""

    def judged(self, limit: int) -> list[tuple[Alert, str]]:
        """Alerts with the last word that people said of each, the newest words first."""

    def judged_by(self, end: datetime) -> list[tuple[Alert, str]]:
        """Alerts with the last word that people said of each before `end`."""

    def office_history(self, office: str) -> tuple[int, datetime | None]:
        """How many utterances the office has, and when its first was."""

    def save_weighed(self, article_id: str, weighed: Weighed, now: datetime) -> None:
        """Utterances (new or grown), stream states, alerts with their outbox rows, and the article's mark, together.

        An alert whose key is already stored is not stored or sent again; its evidence and counts are renewed, and where
        people were told of it, the thread and the first message are to say so. One with a `story` goes into that thread.
        """

    def notes(self) -> dict[str, tuple[str, ...]]:
        """What weighing noted of each article, where it noted anything."""

    def add_alerts(self, alerts: Sequence[Alert], now: datetime) -> int:
        """Alerts found outside an article (emphasis); as above, answers how many were new."""

    # deliver
    def claim_delivery(self, now: datetime, lease: timedelta) -> Delivery | None:
        """The next message that is due, marked `sending` in the same transaction; of a story, never before what it follows.

        A row that has been `sending` for longer than `lease` is given out again with its old `started_at` and
        attempts > 1: its outcome is unknown, so look before repeating.
        """

    def copy_for(self, targets: Sequence[str], now: datetime) -> None:
        """An outbox row for each further target and each alert and digest that came since it was last asked; a new target begins now."""

    def wake_deliveries(self, now: datetime) -> None:
        """Messages that wait for their next try are due at once: at a start, what was wrong may have been put right."""

    def mark_sent(self, delivery_id: int, sent: Sent, now: datetime, *, pictures: bool = False) -> None:
        """`pictures`: the receiver shows some; under an alert or digest they are the next message."""

    def place_of(self, key: str) -> Sent | None:
        """Where the message with that key is; None while it is nowhere, or stands in a summary with others."""

    def mark_failed(self, delivery_id: int, error: str, *, retry_at: datetime, sure: bool) -> None:
        """`sure`: it certainly did not arrive, so it goes back to `pending`; else it stays to be looked up."""

    def postpone(self, delivery_id: int, until: datetime) -> None:
        """It was not tried, and is due then."""

    def sum_up(self, now: datetime, *, since: datetime, at_least: int, wakes: int) -> int:
        """After an outage: where nothing has left since then and so many alerts wait, one notice takes their place.

        Only what may be told now: `wakes` is the severity of a story from which it may. Answers how many it took; while
        the notice waits itself, further ones are added.
        """

    def add_notice(self, key: str, remark: Remark, now: datetime) -> None:
        """Once for each key."""

    def mark_refused(self, delivery_id: int, error: str, now: datetime) -> None: ...
    def last_delivery(self) -> Delivery | None: ...
    def troubled_deliveries(self, limit: int) -> list[Delivery]:
        """Messages that have not gone out and have failed before, oldest first; `error` says why."""

    # alerts, verdicts
    def story(self, alert_id: str) -> Story | None:
        """The story that the alert begins or belongs to."""

    def alert(self, alert_id: str) -> Alert | None: ...
    def alerts(
        self, *, since: datetime | None = None, until: datetime | None = None, limit: int | None = None
    ) -> list[Alert]:
        """Newest first, by `raised_at`."""

    def add_verdict(self, verdict: Verdict) -> None:
        """Once for each `ref`; the first message of the story is to show it."""

    def verdicts(self, alert_id: str) -> list[Verdict]: ...

    # answers
    def add_mute(self, mute: Mute, alert_id: str | None, remark: Remark) -> None:
        """Once for each `ref`; `remark` goes into the thread of the alert that it was given on."""

    def mutes(self, now: datetime) -> list[Mute]:
        """Those that hold now, the first to end first."""

    def end_mutes(self, kind: str, target: str, now: datetime) -> int: ...
    def add_proposal(self, proposal: Proposal, remark: Remark) -> None:
        """Once for each id; `remark` asks for a decision in the thread of its alert."""

    def proposal(self, proposal_id: str) -> Proposal | None: ...
    def proposals(self) -> list[Proposal]:
        """Oldest first."""

    def decide(
        self,
        proposal_id: str,
        *,
        state: Literal["approved", "rejected"],
        by: str,
        user: str,
        remark: Remark,
        now: datetime,
    ) -> bool:
        """False where it was decided before: nothing changes then."""

    def add_refusal(self, refusal: Refusal) -> None:
        """Once for each `ref`."""

    def refusals(self, since: datetime, limit: int) -> list[Refusal]:
        """What people were not allowed to do since then, the newest first."""

    def note_life(self, sign: SignOfLife) -> None: ...
    def life(self) -> list[SignOfLife]: ...

    # digest
    def week_rows(self, start: datetime, end: datetime) -> WeekRows: ...
    def feed_volumes(self, bounds: Sequence[datetime]) -> dict[str, tuple[int, ...]]:
        """By feed, how many articles were first seen between each two bounds; what a feed held when it was first met aside."""

    def weekly_shares(self, until: datetime, weeks: int) -> list[Share]: ...
    def said_between(self, start: datetime, end: datetime) -> list[Said]:
        """What was said in [start, end), without the words, oldest first."""

    def worded_between(self, start: datetime, end: datetime) -> list[Worded]:
        """What was said in [start, end) in words of the speaker's own, oldest first."""

    def unplaced_between(self, start: datetime, end: datetime) -> list[Unplaced]:
        """What followed offices asserted on no issue, in weighed articles of that time that copy no other, oldest first."""

    def utterances_between(self, start: datetime, end: datetime) -> list[Utterance]:
        """Said in [start, end), oldest first."""

    def utterances(self, ids: Sequence[str]) -> list[Utterance]:
        """Those of these ids, by id; what is gone is left out."""

    def digest(self, week: str) -> Digest | None: ...
    def digests(self) -> list[Digest]:
        """Newest week first."""

    def save_digest(self, digest: Digest, *, send: bool) -> bool:
        """False where that week is already there: nothing changes then. `send` adds its outbox row."""

    def first_seen(self) -> datetime | None:
        """When the oldest article was first seen."""

    # everything
    def backlog(self, now: datetime) -> Backlog: ...
    def figures(self, now: datetime) -> Figures: ...
    def streams(self, office: str | None = None) -> list[StreamState]:
        """All, or one office's, by office and issue."""

    def counts(self) -> dict[str, int]:
        """Rows by kind: articles, statements, utterances, alerts, digests."""

    def stages(self) -> dict[str, int]:
        """All articles by how far they are."""

    def languages(self) -> dict[str, int]:
        """All articles that went through reading, by language, the most frequent first."""

    def versions(self) -> list[Versions]: ...
    def members(self) -> list[Member]:
        """The processes that share the store, those that ended without a word within a day included."""

    def leader(self) -> str | None:
        """The name of the process that leads."""

    def lead(self) -> Lead | None:
        """Who leads, and how long that is sure; None where nobody does."""

    def upgrade(self) -> None:
        """Brings the schema to the newest migration."""

    def check(self) -> None:
        """One cheap round trip. Raises StoreError with what to do."""

    def close(self) -> None: ...


class ReviewStore(Protocol):
    """What the review site looks through; lists come a part at a time, and are answered from an index however much is stored."""

    def find_alerts(
        self,
        wanted: AlertFilter,
        *,
        order: Literal["newest", "oldest", "severity", "confidence"] = "newest",
        offset: int = 0,
        limit: int,
    ) -> Part[JudgedAlert]: ...
    def count_alerts(self, wanted: AlertFilter) -> dict[tuple[str, str, str | None], int]:
        """By channel, status and last verdict."""

    def last_verdicts(self, ids: Sequence[str]) -> dict[str, str]:
        """Of those that were judged."""

    def stream(self, key: StreamKey) -> StreamState | None: ...
    def offices_heard(self) -> list[str]: ...
    def standings(self, *, office: str | None = None, issue: str | None = None) -> list[Standing]: ...
    def spoken(
        self, *, since: datetime | None = None, office: str | None = None, issue: str | None = None
    ) -> list[Spoken]:
        """Of each stream that has said anything since then, by office and issue."""

    def stream_weeks(self, key: StreamKey, since: datetime, until: datetime) -> list[StreamWeek]: ...
    def stream_dots(self, key: StreamKey, since: datetime, until: datetime, *, limit: int) -> list[StreamDot]:
        """The newest, oldest of them first."""

    def said(self, wanted: SaidFilter, *, offset: int = 0, limit: int) -> Part[Utterance]:
        """Newest first."""

    def count_said(self, start: datetime, end: datetime) -> int: ...
    def find_articles(self, wanted: ArticleFilter, *, limit: int) -> ArticlesFound:
        """Newest first, by `Article.dated`. Raises UsageError for words that say nothing, and for a place that is not in the list."""

    def count_articles(self, start: datetime, end: datetime) -> int: ...
    def count_of_feed(self, feed: str, since: datetime) -> int: ...
    def read_article(self, article_id: str) -> ReadArticle | None: ...
    def texts(self, ids: Sequence[str]) -> dict[str, str]: ...
    def statements(self, article_id: str) -> list[Statement]: ...
    def copies(self, article_id: str) -> list[FoundArticle]:
        """The article that was there first and those that copy it; none where the article is unknown."""

    def articles(self, ids: Sequence[str]) -> list[FoundArticle]:
        """Those of them that are still there, the first met first."""

    def digest_heads(self, *, offset: int = 0, limit: int) -> Part[DigestHead]: ...
    def weeks_with_digest(self) -> list[str]:
        """Oldest first."""

    def decisions(self, *, offset: int = 0, limit: int) -> Part[Decision]:
        """Newest first."""

    def note_decision(self, decision: Decision) -> None: ...


class AccountStore(Protocol):
    """Who may log in, and who is."""

    def save_user(self, user: User, by: str) -> None:
        """Adds or renews one; a renewed one is logged out everywhere."""

    def remove_user(self, name: str, by: str, *, now: datetime) -> bool: ...
    def user(self, name: str) -> User | None: ...
    def users(self) -> list[User]: ...
    def begin_session(self, session: Session) -> None: ...
    def user_of_session(self, mark: str, now: datetime) -> User | None: ...
    def end_session(self, mark: str) -> None: ...
