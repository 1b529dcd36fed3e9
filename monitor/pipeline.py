"""The whole flow, top to bottom.

    poll      feeds that are due     -> articles       saved with the feed's state
    pages     articles without text  -> their text
    read      articles               -> statements     a second opinion where one is asked; saved with the article's mark
    weigh     statements             -> streams, alerts with their outbox rows
    deliver   outbox rows            -> people         then marked as sent
    digest    a closed week          -> one digest and its outbox row
    health    what is wrong          -> a notice and its outbox row, once a day

Several processes may share a store: any of them polls, fetches pages and reads ahead; one, which leads, does the rest.

Each pass takes what the store says is pending and leaves it done, each piece in one transaction, so a crash
between any two lines loses nothing: the next run picks up from the store.
"""

from __future__ import annotations

import asyncio
import hashlib
import logging
import time
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from uuid import uuid4
from zoneinfo import ZoneInfo

from monitor.alerts import TOO_FAST, Pace, after_failure, health_lines, muted, quiet_until
from monitor.digest import build_digest, due_week, previous_week, render_page
from monitor.engine import draft_of, read_article, settle_feed
from monitor.errors import FetchError, ModelError, NotifyError, ParseError, ReadError, StoreError, WorkersError
from monitor.feeds import (
    as_document,
    extract_page,
    settle_failure,
    settle_not_modified,
    settle_page,
    settle_page_failure,
    settle_same_body,
)
from monitor.shifts import (
    Nearness,
    WeighContext,
    emphasis_alerts,
    gather,
    on_topic,
    shown_ids,
    theme_alerts,
    themes,
    weekly_alerts,
    weekly_shifts,
    weigh,
)
from monitor.types import CatchUp, Development, NotModified, PollResult, Remark, Sent, StreamKey, Validators

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence
    from datetime import datetime
    from pathlib import Path

    from monitor.digest import Week
    from monitor.engine import Membership
    from monitor.opinions import SecondOpinions
    from monitor.ports import Embedder, Fetcher, Notifier, Store, Workers
    from monitor.types import (
        Alert,
        Article,
        Config,
        Delivery,
        Digest,
        Feed,
        FeedState,
        Fetched,
        Reading,
        Statement,
        Story,
        StreamState,
        Versions,
        Weighed,
    )

logger = logging.getLogger(__name__)
T = TypeVar("T")

FEED_TYPES = "application/atom+xml, application/rss+xml, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.5"
PAGE_TYPES = "text/html, application/xhtml+xml;q=0.9, */*;q=0.5"
BUDGET_WINDOW = timedelta(days=7)
EMPHASIS_WEEKS = 60
DISMISSED_FOR = timedelta(days=60)
"""How long a pattern that a person dismissed needs far stronger evidence."""
KNOWN_BEFORE = timedelta(weeks=8)
"""How far back it is looked whether a shift that only many weeks show was told already."""
TRAIL = timedelta(weeks=12)
"""How far back the digest's charts show what was said."""
SHARE_WEEKS = 27
"""This week and half a year to compare its shares with."""

OUTAGE = timedelta(hours=1)
FLOOD = 5
"""So many alerts that waited so long are told in one message."""
LONGEST_WAIT = 2.0
"""Seconds that a pass waits for Slack before the next message; where it asks for more, the next pass goes on."""

SAVERS = 4
"""So many feeds or pages are saved at once: the database takes one writer, and other passes and the page need threads too."""

Unweighed = tuple["Article", tuple["Statement", ...], str | None]
"""An article, its statements, and the id of the article it copies."""


class Tally(NamedTuple):
    """What a pass did: pieces done, of which brought something new, and one line for each that failed."""

    done: int = 0
    new: int = 0
    failures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """The passes, over the parts that app.py chose. Every method may raise StoreError, and then nothing is half done."""

    config: Config
    versions: Versions
    store: Store
    fetcher: Fetcher
    parsers: Workers
    readers: Workers
    notifier: Notifier
    pages_folder: Path
    now: Callable[[], datetime]
    second: SecondOpinions | None = None
    embedder: Embedder | None = None
    member: Membership | None = None
    """This process among those that share the store; None where it is alone."""
    nearness: Nearness = field(init=False, default_factory=Nearness)
    pace: Pace = field(default_factory=Pace)
    savers: asyncio.Semaphore = field(init=False, default_factory=lambda: asyncio.Semaphore(SAVERS))

    def begin(self) -> None:
        """Before the first pass of a process that leads, or is alone: the configured feeds are those that are asked, and what
        waited for its next try is tried."""
        self.store.register_feeds(self.config.feeds, self.now())
        self.store.wake_deliveries(self.now())

    # ------------------------------------------------------------------ poll

    async def poll(self, limit: int = 200) -> Tally:
        """Asks every feed that is due, and saves what is new."""
        due = await asyncio.to_thread(self.store.due_feeds, self.now(), limit)
        feeds = {feed.id: feed for feed in self.config.feeds}
        mine = await self._claimed("feed", [state.feed_id for state in due if state.feed_id in feeds])
        return await _gather_tally(
            [self._poll_one(feeds[state.feed_id], state) for state in due if state.feed_id in mine]
        )

    async def _claimed(self, kind: str, pieces: Sequence[str]) -> frozenset[str]:
        """Those that no other process has in hand; each is this one's until what came of it is saved."""
        if self.member is None or not pieces:
            return frozenset(pieces)
        return await asyncio.to_thread(self.member.claim, kind, pieces)

    async def _poll_one(self, feed: Feed, state: FeedState) -> Tally:
        try:
            got = await self.fetcher.fetch(feed.url, state.validators, accept=FEED_TYPES)
            result = await self._settle(feed, state, got)
            failed = False
        except (FetchError, ParseError, ReadError, WorkersError) as error:
            result = settle_failure(feed, state, error, polling=self.config.polling, now=self.now())
            failed = True
        new = await self._save(self.store.save_poll, result)
        if failed:
            logger.warning("feed %s: %s", feed.id, result.state.outcome)
        elif new:
            logger.info("feed %s: %d new of %s", feed.id, new, result.state.outcome)
        return Tally(1, new, (f"{feed.id}: {result.state.outcome}",) if failed else ())

    async def _settle(self, feed: Feed, state: FeedState, got: Fetched | NotModified) -> PollResult:
        polling = self.config.polling
        if isinstance(got, NotModified):
            return settle_not_modified(feed, state, polling=polling, now=self.now())
        body_hash = hashlib.sha256(got.body).hexdigest()
        if body_hash == state.body_hash:
            return settle_same_body(feed, state, got, polling=polling, now=self.now())
        stale = self.config.rules.merge.stale
        settle = partial(settle_feed, body_hash=body_hash, polling=polling, stale=stale, now=self.now())
        return await self.parsers.run(settle, feed, state, got)

    # ----------------------------------------------------------------- pages

    async def _save(self, save: Callable[..., T], *args: object) -> T:
        async with self.savers:
            return await asyncio.to_thread(save, *args)

    async def pages(self, limit: int = 100) -> Tally:
        """Fetches the page of every article whose feed gave only a summary."""
        due = await asyncio.to_thread(self.store.pages_due, self.now(), limit)
        mine = await self._claimed("page", [article.id for article in due])
        return await _gather_tally([self._page_one(article) for article in due if article.id in mine])

    async def _page_one(self, article: Article) -> Tally:
        try:
            got = await self.fetcher.fetch(article.url or "", Validators(), accept=PAGE_TYPES)
            body = as_document(got)
            page = await self.parsers.run(partial(extract_page, body.body, url=body.url, headers=dict(body.headers)))
            result = settle_page(article, page)
        except (FetchError, ParseError, ReadError) as error:
            attempts = await self._save(self.store.count_attempt, article.id, "page", str(error))
            result = settle_page_failure(
                article, error, attempts=attempts, most=self.config.work.attempts, now=self.now()
            )
            logger.warning("page of %s: %s", article.id, result.outcome)
        await self._save(self.store.save_page, result)
        failed = result.text is None
        return Tally(1, int(not failed), (f"{article.url}: {result.outcome}",) if failed else ())

    # ------------------------------------------------------------------ read

    async def read(self, limit: int = 64) -> Tally:
        """Reads articles in the workers, and merges copies in the order in which we met them."""
        articles = await asyncio.to_thread(self.store.unread, limit)
        readings = [asyncio.ensure_future(self.readers.run(read_article, article)) for article in articles]
        until = self.second.deadline() if self.second else 0.0
        try:
            return _sum(
                [
                    await self._read_one(article, reading, until)
                    for article, reading in zip(articles, readings, strict=True)
                ]
            )
        finally:
            for reading in readings:
                reading.cancel()
            await asyncio.gather(*readings, return_exceptions=True)

    async def _read_one(self, article: Article, pending: asyncio.Future[Reading], until: float) -> Tally:
        try:
            reading = await pending
        except ReadError as error:
            return await asyncio.to_thread(self._unreadable, article, str(error))
        copy_of = await asyncio.to_thread(self._original_of, article, reading)
        if self.second is not None and copy_of is None:  # a copy says what was judged before
            reading = await self.second.on(article, reading, until=until)
        await asyncio.to_thread(self.store.save_reading, reading, copy_of=copy_of, now=self.now())
        return Tally(1, len(reading.statements))

    def _unreadable(self, article: Article, reason: str) -> Tally:
        attempts = self.store.count_attempt(article.id, "read", reason)
        logger.error("article %s cannot be read (try %d): %s", article.id, attempts, reason)
        if attempts >= self.config.work.attempts:
            self.store.quarantine(article.id, "read", reason, self.now())
        return Tally(1, 0, (f"{article.id}: {reason}",))

    def _original_of(self, article: Article, reading: Reading) -> str | None:
        """The article that this one copies: the most similar one of the days around it."""
        merge = self.config.rules.merge
        if not reading.signature:
            return None
        near = self.store.similar(
            reading.signature,
            since=article.dated - merge.copy_window,
            until=article.dated + merge.copy_window,
            exclude=article.id,
        )
        return near[0][0] if near and near[0][1] >= merge.copy_similarity else None

    async def read_ahead(self, limit: int = 8) -> Tally:
        """Reads for the process that leads, which merges copies and saves in the order in which articles were met."""
        if self.member is None:
            return Tally()
        articles = await asyncio.to_thread(self.member.claim_ahead, limit)
        return await _gather_tally([self._read_ahead_one(article, self.member) for article in articles])

    async def _read_ahead_one(self, article: Article, member: Membership) -> Tally:
        draft = await draft_of(self.readers, read_article, article)
        await self._save(member.keep_draft, article.id, draft)
        return Tally(1, int(draft.reading is not None), () if draft.reading else (f"{article.id}: {draft.error}",))

    # ----------------------------------------------------------------- weigh

    async def weigh(self, limit: int = 200) -> Tally:
        """Compares what was said with the baselines; alerts are rows before they are messages."""
        pending = await asyncio.to_thread(self.store.unweighed, limit)
        if not pending:
            return Tally()
        streams = {state.key: state for state in await asyncio.to_thread(self.store.streams)}
        dismissed = await asyncio.to_thread(self._dismissed)
        # One odd article must not hold up all that come after it; it stays unweighed, and the pass then says why.
        ended: list[Tally | BaseException] = []
        for piece in pending:
            ended += await asyncio.gather(
                asyncio.to_thread(self._weigh_piece, piece, streams, dismissed), return_exceptions=True
            )
            if isinstance(ended[-1], StoreError):
                break
        return _sum_or_raise(ended)

    def _dismissed(self) -> frozenset[tuple[StreamKey, str | None]]:
        alerts = self.store.dismissed(self.now() - DISMISSED_FOR)
        return frozenset((StreamKey(alert.office, alert.issue), alert.direction) for alert in alerts)

    def _weigh_piece(
        self,
        piece: Unweighed,
        streams: dict[StreamKey, StreamState],
        dismissed: frozenset[tuple[StreamKey, str | None]],
    ) -> Tally:
        weighed = self._hold_muted(self._weigh_one(*piece, streams, dismissed))
        self.store.save_weighed(piece[0].id, weighed, self.now())
        streams |= {state.key: state for state in weighed.streams}
        for alert in weighed.alerts:
            held = f": {alert.held}" if alert.held else ""
            logger.info("alert %s: %s (%s%s)", alert.id, alert.headline, alert.channel, held)
        return Tally(1, len(weighed.alerts))

    def _hold_muted(self, weighed: Weighed) -> Weighed:
        """What people do not want to hear of goes to the digest; what goes on from a known alert still goes into its thread."""
        mutes = self.store.mutes(self.now()) if weighed.alerts else []
        if not mutes:
            return weighed
        return replace(weighed, alerts=tuple(muted(alert, mutes, feeds_of=self._feeds_of) for alert in weighed.alerts))

    def _feeds_of(self, alert: Alert) -> frozenset[str]:
        """The feeds that the words for it came by."""
        articles = {self.store.article(place.article) for place in alert.evidence if place.favours}
        return frozenset(article.feed_id for article in articles if article is not None)

    def _weigh_one(
        self,
        article: Article,
        statements: Sequence[Statement],
        copy_of: str | None,
        streams: dict[StreamKey, StreamState],
        dismissed: frozenset[tuple[StreamKey, str | None]],
    ) -> Weighed:
        rules, world = self.config.rules, self.config.world
        original = self.store.utterances_of(copy_of) if copy_of else []
        # Copies of copies reach no further than a copy does: a line repeated for months is said again, not reprinted.
        original = [u for u in original if abs(u.said_at - article.dated) <= rules.merge.copy_window]
        utterances = gather(article, statements, world=world, rules=rules, original=original)
        at = min((utterance.said_at for utterance in utterances), default=article.dated)
        memory = self.store.stream_memory([u.key for u in utterances], at=at, window=rules.merge.window)
        context = self._context(at, streams, [u.key for u in utterances])
        return weigh(article, utterances, memory, context=replace(context, dismissed=dismissed), now=self.now())

    def _context(self, at: datetime, streams: dict[StreamKey, StreamState], keys: Sequence[StreamKey]) -> WeighContext:
        offices, near = sorted({key.office for key in keys}), self.config.rules.together.window
        return WeighContext(
            world=self.config.world,
            baseline=self.config.baseline,
            rules=self.config.rules,
            versions=self.versions,
            chat=tuple(self.store.sent_to_chat(at - BUDGET_WINDOW, at + BUDGET_WINDOW)) if keys else (),
            office_history={office: self.store.office_history(office) for office in offices},
            near=tuple(self.store.alerts_on(sorted({key.issue for key in keys}), at - near, at + near)) if keys else (),
            siblings={office: tuple(s for k, s in streams.items() if k.office == office) for office in offices},
        )

    # --------------------------------------------------------------- deliver

    async def deliver(self, limit: int = 50) -> Tally:
        """Sends messages that are due. Each is sent once: an unknown outcome is looked up before it is repeated."""
        claim, lease = self.store.claim_delivery, self.config.delivery.lease
        tallies: list[Tally] = []
        await asyncio.to_thread(self._sum_up)
        while len(tallies) < limit and (wait := self.pace.wait(time.monotonic())) < LONGEST_WAIT:
            await asyncio.sleep(wait)
            delivery = await asyncio.to_thread(claim, now := self.now(), lease)
            if delivery is None:
                break
            if delivery.kind != "edit":  # Slack limits what is posted; changes have a limit of their own, far above
                self.pace.leaves(time.monotonic())
            tallies.append(await asyncio.to_thread(self._deliver_one, delivery, now))
        return _sum(tallies)

    def _sum_up(self) -> None:
        """After an outage: one message instead of a flood."""
        held = self.store.sum_up(self.now(), since=self.now() - OUTAGE, at_least=FLOOD)
        if held:
            logger.warning("%d alerts that could not be sent for %s are told in one message", held, OUTAGE)

    def _deliver_one(self, delivery: Delivery, now: datetime) -> Tally:
        try:
            sent = self._look_up(delivery, now)
            until = None if sent else self._quiet_until(delivery, now)
            if until is not None:
                self.store.postpone(delivery.id, until)
                return Tally(1)
            sent = sent or self._send(delivery)
        except NotifyError as error:
            return self._not_delivered(delivery, error)
        self.store.mark_sent(delivery.id, sent, self.now())
        logger.info("message %s is at %s %s", delivery.key, sent.channel, sent.ts)
        return Tally(1, 1)

    def _quiet_until(self, delivery: Delivery, now: datetime) -> datetime | None:
        """When an alert may disturb people, where that is not now."""
        if delivery.kind != "alert":
            return None
        alert = self.store.alert(delivery.ref)
        return None if alert is None else quiet_until(alert, self.config.chat, now)

    def _look_up(self, delivery: Delivery, now: datetime) -> Sent | None:
        """A try that began before this claim has an unknown outcome: the message, if it arrived after all."""
        begun = delivery.started_at
        if begun is None or begun >= now or delivery.kind == "edit" or not self.notifier.can_look_up:
            return None
        story = self.store.story(delivery.ref) if delivery.kind == "reply" else None
        return self.notifier.find(delivery.key, begun, story.sent if story else None)

    def _send(self, delivery: Delivery) -> Sent:
        if delivery.kind in ("reply", "edit"):
            return self._tell_on(delivery)
        if delivery.kind == "notice":
            return self._notice(delivery)
        if delivery.kind == "alert":
            alert = self.store.alert(delivery.ref)
            if alert is None:
                raise NotifyError(f"alert {delivery.ref} is not in the store any more", outcome="refused")
            return self.notifier.send_alert(alert, delivery.key)
        digest = self.store.digest(delivery.ref)
        if digest is None:
            raise NotifyError(f"digest {delivery.ref} is not in the store any more", outcome="refused")
        return self.notifier.send_digest(digest, delivery.key, str(self.page_of(digest.week)))

    def _notice(self, delivery: Delivery) -> Sent:
        if isinstance(delivery.news, CatchUp):
            alerts = [alert for ref in delivery.news.alerts if (alert := self.store.alert(ref)) is not None]
            return self.notifier.send_notice(alerts, delivery.key, delivery.news.since)
        if not isinstance(delivery.news, Remark):
            raise NotifyError(f"nobody knows what notice {delivery.key} was to say", outcome="refused")
        return self.notifier.send_notice(delivery.news, delivery.key)

    def _tell_on(self, delivery: Delivery) -> Sent:
        """What goes on from a story that was told: in its thread, or in its first message."""
        story = self.store.story(delivery.ref)
        if story is None:
            raise NotifyError(f"alert {delivery.ref} is not in the store any more", outcome="refused")
        if delivery.kind == "reply":
            return self.notifier.send_reply(story, self._news(delivery, story), delivery.key)
        if not story.summed:
            self.notifier.edit(story)
        return story.sent or Sent(channel="", ts="")

    def _news(self, delivery: Delivery, story: Story) -> Alert | Development | Remark:
        if isinstance(delivery.news, Development | Remark):
            return delivery.news
        return next(alert for alert in story.later if alert.id == delivery.ref)

    def _not_delivered(self, delivery: Delivery, error: NotifyError) -> Tally:
        if error.code == TOO_FAST and error.retry_after is not None:
            self.pace.refused(time.monotonic(), error.retry_after.total_seconds())
        verdict = after_failure(error, delivery.attempts, settings=self.config.delivery, now=self.now())
        if verdict.refused:
            self.store.mark_refused(delivery.id, str(error), self.now())
        else:
            self.store.mark_failed(delivery.id, str(error), retry_at=verdict.retry_at, sure=verdict.sure)
        logger.warning("message %s (try %d): %s", delivery.key, delivery.attempts, error)
        return Tally(1, 0, (f"{delivery.key}: {error}",))

    # ---------------------------------------------------------------- health

    async def health(self) -> Tally:
        """Tells the channel for it, once a day at most, what is wrong with the service."""
        if self.config.chat.health is not None:
            await asyncio.to_thread(self._tell_health, self.now())
        return Tally()

    def _tell_health(self, now: datetime) -> None:
        store = self.store
        found = health_lines(store.feed_states(), store.backlog(now), store.life(), now=now)
        if found:
            today = now.astimezone(ZoneInfo(self.config.chat.timezone)).date()
            store.add_notice(f"health:{today.isoformat()}", Remark(lines=found), now)

    # ---------------------------------------------------------------- digest

    async def digest(self) -> Tally:
        """Makes the digest of every closed week that has none, once its hour has come; a late start makes it late, never twice."""
        week = due_week(self.now(), self.config.digest)
        return Tally() if week is None else await asyncio.to_thread(self._digest_up_to, week)

    def _digest_up_to(self, last: Week) -> Tally:
        """Weeks without a digest, back to the last that has one or to the first that we saw anything in; oldest first."""
        missing: list[Week] = []
        first, week = self.store.first_seen(), last
        while first is not None and first < week.end and self.store.digest(week.name) is None:
            missing.append(week)
            week = previous_week(week, self.config.digest.timezone)
        return _sum([self._digest_once(week) for week in reversed(missing)])

    def _digest_once(self, week: Week) -> Tally:
        self.weigh_week(week)
        digest = self.make_digest(week)
        self.write_page(digest)
        return Tally(1, int(self.store.save_digest(digest, send=True)))

    def weigh_week(self, week: Week) -> int:
        """Weighs what only many weeks show, up to the end of the week: who speaks, what fell silent, who moved apart, how
        often each office spoke of each issue, what is new; answers how many alerts are new."""
        # Raised in the week that it is about, so that it stands in that week's digest.
        raised = min(self.now(), week.end - timedelta(microseconds=1))
        shares = self.store.weekly_shares(week.end, EMPHASIS_WEEKS)
        said = self.store.said_between(week.end - timedelta(weeks=EMPHASIS_WEEKS), week.end)
        context = self._week_context(week.end)
        shifts = weekly_shifts(said, world=context.world, rules=context.rules, until=week.end)
        found = weekly_alerts(shifts, self.store.utterances(shown_ids(shifts)), context=context, now=raised)
        silent = {(alert.office, alert.issue) for alert in found if alert.shown_kind == "dropped"}
        louder = emphasis_alerts(shares, context=context, now=raised)
        # A line that fell silent is told as that, not as one that is talked of less as well.
        others = [alert for alert in louder if (alert.office, alert.issue) not in silent]
        new = self._new_themes(week, context, raised)
        return self.store.add_alerts((*found, *others, *new), self.now())

    def _new_themes(self, week: Week, context: WeighContext, raised: datetime) -> tuple[Alert, ...]:
        """What is said on no issue and was not said before; nothing where there is no model of sentences."""
        if self.embedder is None:
            return ()
        rules = context.rules.theme
        unplaced = on_topic(self.store.unplaced_between(week.end - rules.back, week.end), context.world)
        try:
            near = self.nearness.of([one.evidence.quote for one in unplaced], self.embedder, from_=rules.near)
        except ModelError as error:
            logger.warning("new themes are not looked for: %s", error)
            return ()
        found = themes(unplaced, near, until=week.end, rules=rules)
        return theme_alerts(found, context=context, until=week.end, now=raised)

    def _week_context(self, end: datetime) -> WeighContext:
        issues = sorted({issue.code for issue in self.config.world.issues} | {""})  # themes are on none
        near = tuple(self.store.alerts_on(issues, end - KNOWN_BEFORE, end))
        return replace(self._context(end, {}, ()), near=near)

    def make_digest(self, week: Week) -> Digest:
        """The week's digest from what is stored; nothing is saved."""
        zone = self.config.digest.timezone
        rows = self.store.week_rows(week.start, week.end)
        trail = self.store.week_rows(week.end - TRAIL, week.end).utterances
        shares = self.store.weekly_shares(week.end, SHARE_WEEKS)
        return build_digest(
            rows._replace(utterances=trail, shares=tuple(shares)),
            week=week,
            config=self.config,
            versions=self.versions,
            previous=self.store.digest(previous_week(week, zone).name),
            now=self.now(),
        )

    def write_page(self, digest: Digest) -> Path:
        """Writes the digest's page whole or not at all, and answers where."""
        page, text = self.page_of(digest.week), render_page(digest)
        draft = page.with_suffix(f".{uuid4().hex}.part")  # the service and a person may write the same page
        try:
            page.parent.mkdir(parents=True, exist_ok=True)
            draft.write_text(text, encoding="utf-8")
            draft.replace(page)
        except OSError as error:
            raise StoreError(f"the digest's page {page} cannot be written: {error.strerror}") from error
        return page

    def page_of(self, week: str) -> Path:
        return self.pages_folder / f"{week}.html"


async def _gather_tally(pieces: Sequence[Coroutine[None, None, Tally]]) -> Tally:
    """All pieces, also where one fails: each saves its own work. Raises the first failure."""
    return _sum_or_raise(await asyncio.gather(*pieces, return_exceptions=True))


def _sum_or_raise(ended: Sequence[Tally | BaseException]) -> Tally:
    failed = next((end for end in ended if isinstance(end, BaseException)), None)
    if failed is not None:
        raise failed
    return _sum([end for end in ended if isinstance(end, Tally)])


def _sum(tallies: Sequence[Tally]) -> Tally:
    return Tally(
        sum(tally.done for tally in tallies),
        sum(tally.new for tally in tallies),
        tuple(line for tally in tallies for line in tally.failures),
    )
