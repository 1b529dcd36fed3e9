"""Feeds: what is configured of one, and what is known of it between polls."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Literal, get_args

if TYPE_CHECKING:
    from datetime import datetime

Condition = Literal["working", "silent", "unchanging", "failing", "ended", "new"]
"""How a feed is, in one word; the same in all that shows it."""
CONDITIONS: tuple[Condition, ...] = get_args(Condition)
QUIET: tuple[Condition, ...] = ("silent", "unchanging")
ANSWERING: tuple[Condition, ...] = ("working", *QUIET)
TROUBLED: tuple[Condition, ...] = ("failing", "ended")

PUSH_GAP = timedelta(minutes=1)
"""However often hubs tell of news, a feed is not asked more often; and once more so long after, since hubs may be quicker than
the outlet's own servers, and news may come while it is being asked."""
DOWN_AFTER = timedelta(days=1)
"""A feed that fails for less is no trouble yet."""
GAP_SHOWN_FOR = timedelta(days=7)
"""A gap in what a feed brought stands beside its state for so long."""
GAP_TOLD_FOR = timedelta(days=1)
"""And so long where what needs a person is told."""
CUT_OFF = "cut off before its end"
"""How the outcome of a poll begins whose document was not whole."""
_SILENT_TIMES = 3
_SHORTEST_PAUSE = timedelta(hours=8)
"""Outlets sleep: a pause of a night is usual for every feed."""
_UNCHANGING_AFTER, _WITHOUT_RHYTHM = timedelta(days=7), timedelta(days=30)


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """What one feed is asked with. Every value may be a reference like `env:NAME`; what that stands for is never kept here."""

    headers: tuple[tuple[str, str], ...] = ()
    cookies: tuple[tuple[str, str], ...] = ()
    user: str | None = None
    password: str | None = None
    proxy: str | None = None
    only_for: str = ""
    """The address whose scheme, host and port these are for; to others none of them but the proxy goes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """A configured feed. `owner`: outlets of one owner count as one origin. `speaks_for`: the office whose own voice it is.

    It is asked every `every`; where `quickest` and `slowest` are given, at its own rhythm between these.
    """

    id: str
    url: str
    outlet: str
    owner: str
    every: timedelta
    language: str | None = None
    country: str | None = None
    primary: bool = False
    speaks_for: str | None = None
    quickest: timedelta | None = None
    slowest: timedelta | None = None
    access: Access | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What the server gave us to ask "has it changed?" with."""

    etag: str | None = None
    last_modified: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedState:
    """What we know of a feed between polls.

    `first_polled_at` is None until the first poll that succeeded; `newest` is the newest date any of its items bore
    (the outlet's own clock); `outcome` is the last poll in words; `failures` counts in a row.
    `items`: how many its last document held, of which `brought` were new to us; `pace`: the mean time between its items, `pause`: the
    longest time that it is usually still; `ttl`: what the document says of the shortest interval.
    `moved_to`: where permanent redirects led, in the last `moved_polls` polls in a row. `hub`, `topic`: who would tell us of its news, and
    under which name, as its last document said. `pushed_at`: when such a hub last told us.
    `gap_at`: when its document last reached back to nothing recent that we had, so that others may have come and gone.
    `failing_since`: when it began to fail, later by the time in which it was due and nobody here asked; None where it does not fail.
    """

    feed_id: str
    next_due: datetime
    validators: Validators = field(default_factory=Validators)
    body_hash: str | None = None
    first_polled_at: datetime | None = None
    last_polled_at: datetime | None = None
    last_success_at: datetime | None = None
    last_new_at: datetime | None = None
    newest: datetime | None = None
    failures: int = 0
    outcome: str = "not polled yet"
    ended: bool = False
    items: int = 0
    brought: int = 0
    pace: timedelta | None = None
    pause: timedelta | None = None
    ttl: timedelta | None = None
    moved_to: str | None = None
    moved_polls: int = 0
    hub: str | None = None
    topic: str | None = None
    pushed_at: datetime | None = None
    gap_at: datetime | None = None
    failing_since: datetime | None = None

    def condition(self, now: datetime) -> Condition:
        """How it is.

        `silent`: when it last answered it had brought nothing for more than three times its longest usual pause, or for a month where its rhythm is not known; `unchanging`: it
        answers, and has brought nothing since the first time, for a week or, again, a month; both only while it answers.
        """
        if self.ended:
            return "ended"
        if self.failures:
            return "failing"
        if self.first_polled_at is None:
            return "new"
        return "unchanging" if self._never_changed(now) else "silent" if self._is_silent(now) else "working"

    def due_after_push(self, now: datetime) -> datetime | None:
        """When to ask, now that a hub has told of news; None where it changes nothing: a feed that fails is asked as its failures want."""
        if self.ended or self.failures:
            return None
        due = max(now, self.last_polled_at + PUSH_GAP) if self.last_polled_at else now
        return due if due < self.next_due else None

    @property
    def is_cut(self) -> bool:
        """Whether its last document broke off before its end."""
        return self.outcome.startswith(CUT_OFF)

    def gap_within(self, span: timedelta, now: datetime) -> datetime | None:
        """Its last gap, where that is no longer ago."""
        return self.gap_at if self.gap_at is not None and now - self.gap_at <= span else None

    def is_down(self, now: datetime) -> bool:
        """Whether it has ended, or has been failing for so long that people must know."""
        # What is overdue nobody here asks, and it does not fail.
        since, asked = self.down_since, min(now, self.next_due)
        return self.ended or (self.failures > 0 and (since is None or asked - since > DOWN_AFTER))

    @property
    def down_since(self) -> datetime | None:
        """Since when nothing is had of it though it was asked; None where it never answered."""
        return None if self.last_success_at is None else (self.failing_since or self.last_success_at)

    @property
    def usual_pause(self) -> timedelta | None:
        """How long it is usually still; None while nobody knows."""
        return None if self.pause is None else max(self.pause, _SHORTEST_PAUSE)

    def _is_silent(self, now: datetime) -> bool:
        last, usual = self.last_news, self.usual_pause
        return last is not None and self._heard(now) - last > (_SILENT_TIMES * usual if usual else _WITHOUT_RHYTHM)

    def _never_changed(self, now: datetime) -> bool:
        first, usual = self.first_polled_at, self.usual_pause
        if first is None or (self.last_new_at is not None and self.last_new_at > first):
            return False
        return self._heard(now) - first > (max(_UNCHANGING_AFTER, _SILENT_TIMES * usual) if usual else _WITHOUT_RHYTHM)

    def _heard(self, now: datetime) -> datetime:
        """Up to when it is known what it brought: while nobody here asks or reads, nobody knows whether it is silent."""
        return min(now, self.last_success_at or now)

    @property
    def last_news(self) -> datetime | None:
        """When it last brought something: by its own clock, or when we met it, whichever is later."""
        return max((moment for moment in (self.newest, self.last_new_at) if moment), default=None)
