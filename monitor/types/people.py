"""What reaches people, and what they answer."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Literal

from monitor.types.shifts import MOVES

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date, datetime

    from monitor.types.answers import Remark
    from monitor.types.shifts import Versions
    from monitor.types.stories import CatchUp, Development

VERDICT_WORDS = ("confirm", "repeat", "wrong-speaker", "wrong-stance", "stale", "not-important")
"""What a person may say of an alert; all but the first dismiss it."""
_ASIDE = re.compile(r" \((?P<words>[^()]*)\)")


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """One place in one article: `article.text[start:end] == quote`, always. `favours`: for the shift, or against it.

    `later`: met after the alert that shows it was raised. `said_within`: said by `said_at`, on a day that nobody knows.
    """

    quote: str
    article: str
    url: str | None
    title: str
    outlet: str
    published: datetime | None
    said_at: datetime
    speaker: str
    voice: str
    start: int
    end: int
    weight: float
    favours: bool = True
    language: str = "en"
    later: bool = False
    said_within: bool = False

    @property
    def to_the_minute(self) -> bool:
        """Whether more than the day is known: it was said as it was published. Words like “on Tuesday” name a day at best."""
        return self.said_at == self.published and not self.said_within


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertSide:
    """One side of "before → after"; `baseline`, `position` and `as_of` say what "before" is taken from.

    `level_name` is the level in the words of its issue's axis (`Issue.axis[level]`), empty where there are none.
    """

    level: int | None
    claim: str
    baseline: Literal["seed", "rolling", "pinned"] | None = None
    position: str | None = None
    as_of: date | None = None
    level_name: str = ""

    @property
    def beside_level(self) -> str:
        """The claim where it stands beside the level's words, which it need not begin with again; empty where it is these."""
        rest = self.claim.removeprefix(self.level_name)
        if not self.level_name or rest == self.claim or (rest and not rest.startswith((" (", ":", ","))):
            return self.claim
        aside = _ASIDE.match(rest)
        return aside["words"] + rest[aside.end() :] if aside else rest.lstrip(":, ")


@dataclass(frozen=True, slots=True, kw_only=True)
class RaisedWith:
    """What an alert was raised with, where it was weighed again since: its evidence R and its reason."""

    ratio: float
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ShownBefore:
    """What an alert showed until, by what was said at `until`, its line was found at another level."""

    until: datetime
    headline: str
    kind: str
    before: AlertSide
    after: AlertSide


SIGNS = "sign:"
"""What the key of an alert begins with that tells only of signs of a move."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """A shift worth a person's attention.

    `headline` says it all in one line, without markup. `key` is what makes it this alert and no other; `at` is
    when the line moved. `channel` is decided when it is raised: chat, or digest (with `held` saying why not chat: budget, severity, ...).
    `borne_out`: the share of such alerts that was borne out, as its confidence took it; None where that was not computed.
    `story` is the id of the alert that it goes on from (which it confirms or takes back): it belongs into that one's thread.
    `ratio` and `reason` are those of the last weighing; `raised_with` those that it began with, None where it was weighed once.
    `owners`: who the independent sources are, by name; empty where that was not kept. `after` and `headline` say the level that was found last;
    `earlier` what they said before, oldest first.
    """

    id: str
    key: str
    kind: str
    status: Literal["confirmed", "unconfirmed"]
    raised_at: datetime
    at: datetime
    actor: str
    actor_name: str
    office: str
    office_name: str
    bloc: str
    issue: str
    issue_name: str
    before: AlertSide
    after: AlertSide
    direction: Literal["harder", "softer"] | None
    confidence: float
    severity: int
    ratio: float
    since: date
    independent_sources: int
    copies: int
    evidence: tuple[Evidence, ...]
    unchanged: tuple[str, ...]
    caveats: tuple[str, ...]
    reason: str
    versions: Versions
    headline: str = ""
    speaker_level: int = 0
    channel: Literal["chat", "digest"] = "digest"
    held: str | None = None
    story: str | None = None
    borne_out: float | None = None
    raised_with: RaisedWith | None = None
    owners: tuple[str, ...] = ()
    earlier: tuple[ShownBefore, ...] = ()

    def led_on(self, found: Alert) -> Alert:
        """This alert as it shows the level that was found last.

        It keeps the words that people know it by where that level is the one it shows, or of one unconfirmed finding one step short of it: so far reading errs.
        """
        if found.after.level is None or self.after.level is None or found.after.level == self.after.level:
            return self
        short = self.way * (self.after.level - found.after.level)
        if short == 1 and found.status == "unconfirmed":
            return self
        shown = ShownBefore(
            until=found.at, headline=self.headline, kind=self.kind, before=self.before, after=self.after
        )
        return replace(
            self,
            headline=found.headline,
            kind=found.kind,
            before=self.before if found.before.level == self.before.level else found.before,
            after=found.after,
            earlier=(*self.earlier, shown),
        )

    @property
    def last_said(self) -> datetime:
        """When the newest of the words for it were said that it shows."""
        return max((self.at, *(place.said_at for place in self.evidence if place.favours)))

    @property
    def way(self) -> int:
        """Up (1) or down (−1) the axis; 0 where it is about no levels."""
        if self.before.level is None or self.after.level is None:
            return 0
        return (self.after.level > self.before.level) - (self.after.level < self.before.level)

    @property
    def first_ratio(self) -> float:
        """The evidence R that it was raised with: what its readers were told first."""
        return self.raised_with.ratio if self.raised_with else self.ratio

    @property
    def first_reason(self) -> str:
        """The reason that it was raised with; the words that it names are not `later` ones."""
        return self.raised_with.reason if self.raised_with else self.reason

    @property
    def signs(self) -> bool:
        """Whether it tells only of signs of a move."""
        return self.key.startswith(SIGNS)

    @property
    def one_move(self) -> bool:
        """Whether it tells that one office's line moved: no signs of it, no question about a row, no bundle of several."""
        told_as = self.key.partition(":")[0]
        return self.kind in MOVES and told_as not in ("sign", "check", "together")

    def said_since(self, back: Alert) -> list[Evidence]:
        """Words for it that were said after `back` took it back, which a second time renews."""
        at = max((back.at, *(place.said_at for place in back.evidence)))
        return [place for place in self.evidence if place.favours and place.said_at > at]

    @property
    def computed(self) -> bool:
        """Whether its confidence was computed from its evidence, and not taken from the record of its like."""
        return self.status == "confirmed" or self.signs

    @property
    def shown_kind(self) -> str:
        """The kind as readers know it: a line that fell silent is an emphasis of nothing, a bundle more than one move,
        words that nobody watched are no watched pair."""
        told_as = self.key.partition(":")[0]
        return told_as if told_as in ("dropped", "together", "new_wording") else self.kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Sent:
    """What the receiver answered: where the message is."""

    channel: str
    ts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Picture:
    """A drawing as a PNG: `name` tells it from the others of its message, `alt` says it to those who do not see it."""

    name: str
    title: str
    alt: str
    png: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """An outbox row: one message that must go out once. `key` travels in the message, so that it can be found again.

    `kind`: alert, digest and notice are messages of the channel, reply one of the thread of `story`; edit brings the first
    message of `story` up to date, as often as is wanted; picture goes under the message whose key is `ref`,
    copy to another target (the key's first word) with what that message says. `news`: what a reply or notice says, None where it is an alert.
    """

    id: int
    key: str
    kind: Literal["alert", "digest", "notice", "reply", "edit", "picture", "copy"]
    ref: str
    state: Literal["pending", "sending", "sent", "refused"]
    attempts: int
    next_attempt: datetime
    started_at: datetime | None = None
    sent: Sent | None = None
    error: str | None = None
    story: str | None = None
    news: Development | Remark | CatchUp | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """The last that people said of an alert by a time, beside what the alert had claimed."""

    alert_id: str
    kind: str
    status: Literal["confirmed", "unconfirmed"]
    confidence: float
    word: str
    at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """What a person said of an alert: one of VERDICT_WORDS. `user`: whose answer it is where the name may change (a Slack ID).

    `ref`: what makes it this answer, where it may be delivered twice.
    """

    alert_id: str
    word: str
    by: str
    at: datetime
    note: str = ""
    user: str | None = None
    ref: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Digest:
    """One week, closed: `week` like 2026-W47, [start, end) in UTC, `content` is the JSON that the page and message are made of."""

    week: str
    start: datetime
    end: datetime
    made_at: datetime
    content: Mapping[str, object]
