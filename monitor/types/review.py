"""What the review site asks for and is given: filters, one part of a long list, accounts, and the log of what people decided."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime  # noqa: TC003 - the site describes these types from their annotations
from typing import TYPE_CHECKING, Generic, Literal, TypeVar

if TYPE_CHECKING:
    from monitor.types.people import Alert
    from monitor.types.shifts import StreamKey
    from monitor.types.sources import Article

T = TypeVar("T")

ROLES = ("read", "answer", "administer")
"""Each may do what those before it may."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Part(Generic[T]):
    """Some of a list, and how many there are in all."""

    items: tuple[T, ...]
    total: int


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertFilter:
    """Alerts with all that is named; [since, until) by when they were raised. `judged`: by the last verdict."""

    kind: str | None = None
    status: str | None = None
    office: str | None = None
    issue: str | None = None
    bloc: str | None = None
    channel: str | None = None
    judged: Literal["open", "confirmed", "dismissed"] | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class JudgedAlert:
    """An alert with the last verdict on it, None where nobody has judged it."""

    alert: Alert
    verdict: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFilter:
    """Articles with all that is named, newest first; [since, until) by when they were seen. `after`: where an earlier part ended."""

    words: str = ""
    feed: str | None = None
    stage: str | None = None
    since: datetime | None = None
    until: datetime | None = None
    after: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticlesFound:
    """`total` is counted up to `counted_to`; `next` is where the part after this one begins, None at the end."""

    items: tuple[FoundArticle, ...]
    total: int
    counted_to: int
    next: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FoundArticle:
    """An article in a list, without its text but for `excerpt`, which does not repeat the title. `statements` by followed offices; `copy_of`: what it copies."""

    id: str
    feed: str
    outlet: str
    title: str
    url: str | None
    seen: datetime
    published: datetime | None
    language: str | None
    stage: str
    reason: str | None
    copy_of: str | None
    excerpt: str
    statements: int


@dataclass(frozen=True, slots=True, kw_only=True)
class ReadArticle:
    """What is known of an article beside its text: how far it came, in which language it was read, what it copies."""

    article: Article
    stage: str
    reason: str | None
    language: str | None
    genre: str | None
    copy_of: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a stream stands, without the detector's memory."""

    key: StreamKey
    state: Literal["seed-only", "provisional", "settled"]
    n: int
    mean: float
    baseline_mean: float | None
    last_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Spoken:
    """How often, and from when to when, an office spoke on an issue."""

    key: StreamKey
    n: int
    first: datetime
    last: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidFilter:
    """Utterances with all that is named; [since, until) by when they were said."""

    office: str | None = None
    issue: str | None = None
    since: datetime | None = None
    until: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamWeek:
    """A week (its Monday) of a stream: Σ weight, Σ weight × level, Σ weight × level², and how many utterances."""

    week: date
    n: int
    weight: float
    weighted: float
    squares: float


@dataclass(frozen=True, slots=True, kw_only=True)
class StreamDot:
    """An utterance as a dot of a time line."""

    at: datetime
    mean: float
    weight: float


@dataclass(frozen=True, slots=True, kw_only=True)
class DigestHead:
    """A digest in the archive, without its content."""

    week: str
    start: datetime
    end: datetime
    made_at: datetime
    title: str
    lines: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class User:
    """Somebody who may log in; `secret` is a hash that only the login can check."""

    name: str
    role: Literal["read", "answer", "administer"]
    secret: str
    added_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Session:
    """A login that holds until `ends`. `mark` is a hash of what the browser keeps, which is stored nowhere."""

    mark: str
    user: str
    began: datetime
    ends: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision:
    """What a person did, for ever: `action` like verdict, proposal, baseline, user, login; `about` what it was done to."""

    at: datetime
    by: str
    action: str
    about: str
    detail: str = ""
