"""The whole flow, top to bottom.

    poll      feeds that are due     -> articles       saved with the feed's state
    pages     articles without text  -> their text; primary sources looked at again -> what was changed
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
import math
import time
from dataclasses import dataclass, field, replace
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, TypeVar
from uuid import uuid4
from zoneinfo import ZoneInfo

from monitor.alerts import TOO_FAST, Pace, after_failure, health_lines, muted, quiet_until
from monitor.config import command_for, unfinished
from monitor.digest import (
    VOLUME_WEEKS,
    alert_pictures,
    build_digest,
    digest_pictures,
    due_week,
    lateness,
    made_again,
    not_over,
    previous_week,
    render_page,
)
from monitor.engine import draft_of, read_article
from monitor.errors import (
    FetchError,
    ModelError,
    NotifyError,
    ParseError,
    PictureError,
    ReadError,
    StoreError,
    UsageError,
    WorkersError,
)
from monitor.feeds import (
    address_of,
    extract_page,
    next_look,
    settle_failure,
    settle_feed,
    settle_not_modified,
    settle_page,
    settle_page_failure,
    settle_same_body,
)
from monitor.reading import changes_between, origin_of
from monitor.shifts import (
    Meaning,
    Nearness,
    WeighContext,
    emphasis_alerts,
    frozen_weeks,
    gather,
    in_words,
    judgement_of,
    learnt,
    may_be_old,
    needed,
    on_topic,
    shown_ids,
    starved_weeks,
    stood_at,
    theme_alerts,
    themes,
    weekly_alerts,
    weekly_shifts,
    weigh,
)
from monitor.types import CatchUp, Development, HeldUp, NotModified, PollResult, Remark, Revision, Sent, StreamKey

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Mapping, Sequence
    from datetime import date, datetime

    from monitor.digest import Week
    from monitor.engine import Membership
    from monitor.opinions import SecondOpinions
    from monitor.ports import Embedder, Fetcher, Forwarder, Notifier, Store, WeekRows, Workers
    from monitor.types import (
        Alert,
        Article,
        ChangeRates,
        Config,
        Delivery,
        Digest,
        Feed,
        FeedState,
        Fetched,
        Judgement,
        Look,
        Picture,
        Reading,
        Share,
        Statement,
        Story,
        StreamState,
        Utterance,
        Versions,
        Weighed,
    )

logger = logging.getLogger(__name__)
T = TypeVar("T")

FEED_TYPES = (
    "application/atom+xml, application/rss+xml, application/feed+json, application/xml;q=0.9, text/xml;q=0.8, */*;q=0.5"
)
BUDGET_WINDOW = timedelta(days=7)
EMPHASIS_WEEKS = 60
VERDICTS = 1_000
"""So many of the newest verdicts teach how often positions change."""
DISMISSED_FOR = timedelta(days=60)
"""How long a pattern that a person dismissed needs far stronger evidence."""
KNOWN_BEFORE = timedelta(weeks=8)
"""How far back it is looked whether a shift that only many weeks show was told already."""
TRAIL = timedelta(weeks=12)
"""How far back the digest's charts show what was said."""

OUTAGE = timedelta(hours=1)
FLOOD = 5
"""So many alerts that waited so long are told in one message."""
PICTURES_FOR = timedelta(days=7)
"""How long pictures are tried; later nobody looks for them under an old message."""
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


class Answers(NamedTuple):
    """What people said of alerts, as weighing takes it: patterns dismissed of late, and what verdicts taught."""

    dismissed: frozenset[tuple[StreamKey, str | None]]
    rates: ChangeRates


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
    began: datetime | None = None
    """When the service was started; None where nobody waits for a digest at its hour: by hand, in a replay."""
    nearness: Nearness = field(init=False, default_factory=Nearness)
    pace: Pace = field(default_factory=Pace)
    polling: set[asyncio.Task[Tally]] = field(init=False, default_factory=set)
    forwarders: tuple[Forwarder, ...] = ()
    taught: tuple[Judgement, ...] = ()
    """Verdicts of elsewhere that count beside the store's: a replay's store has none."""
    savers: asyncio.Semaphore = field(init=False, default_factory=lambda: asyncio.Semaphore(SAVERS))

    def begin(self) -> None:
        """Before the first pass of a process that leads, or is alone: the configured feeds are those that are asked, and what
        waited for its next try is tried."""
        self.store.register_feeds(self.config.feeds, self.now())
        self.store.wake_deliveries(self.now())

    # ------------------------------------------------------------------ poll

    async def poll(self, limit: int = 200, *, patience: float | None = None) -> Tally:
        """Asks every feed that is due, at most `limit` at a time, and saves what is new.

        With `patience` it does not wait longer than so many seconds for slow servers: they go on, and later passes ask the others.
        """
        feeds, began = {feed.id: feed for feed in self.config.feeds}, self.now()
        until = math.inf if patience is None else time.monotonic() + patience
        ended: list[Tally | BaseException] = []
        while not any(isinstance(end, BaseException) for end in ended):
            more = await self._start_polls(feeds, began if patience is None else self.now(), limit)
            if not self.polling or time.monotonic() >= until:
                break
            ended += await self._ended_polls(3 * limit // 4 if more else 0, until)
        return _sum_or_raise(ended)

    async def _start_polls(self, feeds: Mapping[str, Feed], due_by: datetime, limit: int) -> bool:
        """Starts what is due and not being asked, as far as there is room; answers whether more waits for room."""
        asked, room = {task.get_name() for task in self.polling}, limit - len(self.polling)
        due = await asyncio.to_thread(self.store.due_feeds, due_by, limit + 1)
        waiting = [state for state in due if state.feed_id in feeds and state.feed_id not in asked]
        mine = await self._claimed("feed", [state.feed_id for state in waiting[:room]])
        for state in (state for state in waiting[:room] if state.feed_id in mine):
            poll = self._poll_one(feeds[state.feed_id], state)
            self.polling.add(asyncio.create_task(poll, name=state.feed_id))
        return len(waiting) > room

    async def _ended_polls(self, down_to: int, until: float) -> list[Tally | BaseException]:
        """What the polls brought that end while more than `down_to` are under way, and before `until`."""
        ended: list[Tally | BaseException] = []
        while len(self.polling) > down_to and (left := until - time.monotonic()) > 0:
            seconds = None if left == math.inf else left
            done, _ = await asyncio.wait(self.polling, timeout=seconds, return_when=asyncio.FIRST_COMPLETED)
            self.polling.difference_update(done)
            ended += [task.exception() or task.result() for task in done]
        return ended

    async def stop(self) -> None:
        """Ends polls that are still under way; what they had asked for is asked for again."""
        for task in self.polling:
            task.cancel()
        await asyncio.gather(*self.polling, return_exceptions=True)
        self.polling.clear()

    async def _claimed(self, kind: str, pieces: Sequence[str]) -> frozenset[str]:
        """Those that no other process has in hand; each is this one's until what came of it is saved."""
        if self.member is None or not pieces:
            return frozenset(pieces)
        return await asyncio.to_thread(self.member.claim, kind, pieces)

    async def _poll_one(self, feed: Feed, state: FeedState) -> Tally:
        failed = False
        try:
            address = address_of(feed, state)
            got = await self.fetcher.fetch(address, state.validators, accept=FEED_TYPES, access=feed.access)
            result = await self._settle(feed, state, got)
        except (FetchError, ParseError, ReadError, WorkersError) as error:
            result = settle_failure(feed, state, error, polling=self.config.polling, now=self.now())
            failed = result.state.failures > 0  # not where its host only wants rest
        new = await self._save(self.store.save_poll, result)
        if failed:
            logger.warning("feed %s: %s", feed.id, result.state.outcome)
        elif new or state.failures:
            back = f" (answers again after {state.failures} failures)" if state.failures else ""
            logger.info("feed %s: %d new of %s%s", feed.id, new, result.state.outcome, back)
        return Tally(1, new, (f"{feed.id}: {result.state.outcome}",) if failed else ())

    async def _settle(self, feed: Feed, state: FeedState, got: Fetched | NotModified) -> PollResult:
        polling = self.config.polling
        if isinstance(got, NotModified):
            return settle_not_modified(feed, state, got, polling=polling, now=self.now())
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
        """Fetches the page of every article whose feed gave only a summary, and looks again at those of primary sources."""
        due = await asyncio.to_thread(self.store.pages_due, self.now(), limit)
        mine = await self._claimed("page", [article.id for article in due])
        # Alerts are brought up to date with what a second look finds, so that is the leading process's.
        leads = self.member is None or self.member.standing.leads
        again = await asyncio.to_thread(self.store.looks_due, self.now(), limit) if leads else []
        pages = [self._page_one(article) for article in due if article.id in mine]
        return await _gather_tally([*pages, *map(self._look_again, again)])

    async def _page_one(self, article: Article) -> Tally:
        try:
            body = await self.fetcher.fetch_page(article.url or "")
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

    async def _look_again(self, look: Look) -> Tally:
        """What was changed of a page since the last look is a revision of the article, never another article."""
        article, validators, text, revision = look.article, look.validators, None, None
        try:
            got = await self.fetcher.look_again(article.url or "", validators)
            if not isinstance(got, NotModified):
                page = await self.parsers.run(partial(extract_page, got.body, url=got.url, headers=dict(got.headers)))
                text = settle_page(replace(article, text=look.text or article.text), page).text
                validators = got.validators
            revision = await self._revision(look, text)
        except (FetchError, ParseError, ReadError) as error:
            text = None
            logger.warning("page of %s, looked at again: %s", article.id, error)
        save = partial(self.store.save_look, look, text=text, validators=validators, revision=revision, now=self.now())
        await self._save(partial(save, due=next_look(article.seen, self.now())))
        if revision is not None:
            logger.info("article %s was edited after publication: %d sentences", article.id, len(revision.changes))
        return Tally(1, int(revision is not None))

    async def _revision(self, look: Look, text: str | None) -> Revision | None:
        before = look.text
        if before is None or text is None or before == text:
            return None
        was = await self.readers.run(read_article, replace(look.article, text=before))
        now = await self.readers.run(read_article, replace(look.article, text=text))
        changes = changes_between(before, text, was=was, now=now)
        return Revision(article_id=look.article.id, at=self.now(), changes=changes) if changes else None

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
        answers = await asyncio.to_thread(self._answers)
        # One odd article must not hold up all that come after it; it stays unweighed, and the pass then says why.
        ended: list[Tally | BaseException] = []
        for piece in pending:
            ended += await asyncio.gather(
                asyncio.to_thread(self._weigh_piece, piece, streams, answers), return_exceptions=True
            )
            if isinstance(ended[-1], StoreError):
                break
        return _sum_or_raise(ended)

    def _answers(self) -> Answers:
        alerts = self.store.dismissed(self.now() - DISMISSED_FOR)
        dismissed = frozenset((StreamKey(alert.office, alert.issue), alert.direction) for alert in alerts)
        return Answers(dismissed=dismissed, rates=self.rates())

    def rates(self) -> ChangeRates:
        """How often positions change, as far as verdicts taught it by now."""
        said = (judgement_of(alert, word) for alert, word in self.store.judged(VERDICTS))
        return learnt([*(one for one in said if one is not None), *self.taught], self.config.rules.detect)

    def _weigh_piece(
        self,
        piece: Unweighed,
        streams: dict[StreamKey, StreamState],
        answers: Answers,
    ) -> Tally:
        weighed = self._hold_muted(self._weigh_one(*piece, streams=streams, answers=answers))
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
        *,
        streams: dict[StreamKey, StreamState],
        answers: Answers,
    ) -> Weighed:
        rules, world = self.config.rules, self.config.world
        original = self.store.utterances_of(copy_of) if copy_of else []
        # Copies of copies reach no further than a copy does: a line repeated for months is said again, not reprinted.
        original = [u for u in original if abs(u.said_at - article.dated) <= rules.merge.copy_window]
        told = replace(article, owner=origin_of(article, self.config.feeds))
        utterances = gather(told, statements, world=world, rules=rules, original=original)
        at = min((utterance.said_at for utterance in utterances), default=article.dated)
        memory = self.store.stream_memory([u.key for u in utterances], at=at, window=rules.merge.window)
        memory |= {u.key: memory[u.key]._replace(older=self._said_before(u)) for u in utterances if may_be_old(u)}
        context = self._context(at, streams, [u.key for u in utterances])
        context = replace(context, dismissed=answers.dismissed, rates=answers.rates)
        return weigh(article, utterances, memory, context=context, now=self.now())

    def _said_before(self, utterance: Utterance) -> tuple[Utterance, ...]:
        """What the office said in these words before they could be news."""
        merge, at = self.config.rules.merge, utterance.said_at
        office, runs, least = utterance.key.office, utterance.shingles, needed(utterance)
        return tuple(
            self.store.said_before(office, runs, at_least=least, since=at - merge.remembered, until=at - merge.stale)
        )

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
            likeness=Meaning(self.embedder) if self.embedder is not None else None,
        )

    # --------------------------------------------------------------- deliver

    async def deliver(self, limit: int = 50) -> Tally:
        """Sends messages that are due. Each is sent once: an unknown outcome is looked up before it is repeated."""
        claim, lease = self.store.claim_delivery, self.config.delivery.lease
        tallies: list[Tally] = []
        await asyncio.to_thread(self._sum_up)
        if self.forwarders:
            await asyncio.to_thread(self.store.copy_for, [forwarder.name for forwarder in self.forwarders], self.now())
        while len(tallies) < limit and (wait := self.pace.wait(time.monotonic())) < LONGEST_WAIT:
            await asyncio.sleep(wait)
            delivery = await asyncio.to_thread(claim, now := self.now(), lease)
            if delivery is None:
                break
            posts = delivery.kind not in ("edit", "copy")  # Slack limits what is posted; changes have a limit far above
            if posts:
                self.pace.leaves(time.monotonic())
            tallies.append(await asyncio.to_thread(self._deliver_one, delivery, now))
            if posts:
                self.pace.answered(time.monotonic())
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
        self.store.mark_sent(delivery.id, sent, self.now(), pictures=self.notifier.gallery is not None)
        place = f"{sent.channel} {sent.ts}".strip()
        logger.info("message %s %s", delivery.key, f"is at {place}" if place else "had nothing to show")
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
        finder = self.notifier.finder
        if begun is None or begun >= now or delivery.kind in ("edit", "copy") or finder is None:
            return None
        return finder.find(delivery.key, begun, self._thread_of(delivery))

    def _thread_of(self, delivery: Delivery) -> Sent | None:
        if delivery.kind == "picture":
            return self.store.place_of(delivery.ref)
        story = self.store.story(delivery.ref) if delivery.kind == "reply" else None
        return story.sent if story else None

    def _send(self, delivery: Delivery) -> Sent:
        if delivery.kind in ("reply", "edit"):
            return self._tell_on(delivery)
        if delivery.kind == "notice":
            return self._notice(delivery)
        if delivery.kind == "picture":
            return self._show(delivery)
        if delivery.kind == "copy":
            return self._forward(delivery)
        if delivery.kind == "alert":
            alert = self.store.alert(delivery.ref)
            if alert is None:
                raise NotifyError(f"alert {delivery.ref} is not in the store any more", outcome="refused")
            return self.notifier.send_alert(alert, delivery.key)
        digest = self.store.digest(delivery.ref)
        if digest is None:
            raise NotifyError(f"digest {delivery.ref} is not in the store any more", outcome="refused")
        return self.notifier.send_digest(digest, delivery.key, str(self.page_of(digest.week)))

    def _forward(self, delivery: Delivery) -> Sent:
        """A copy to another target; nothing where that does not want it."""
        name, (kind, _, ref) = delivery.key.partition("|")[0], delivery.ref.partition(":")
        forwarder = next((one for one in self.forwarders if one.name == name), None)
        wants = next((target for target in self.config.notify.targets if target.name == name), None)
        if forwarder is None or wants is None:
            raise NotifyError(f"{name} stands no more under [notify] in monitor.toml", outcome="refused")
        alert, digest = self.store.alert(ref), self.store.digest(ref)
        if kind == "digest" and digest is not None and wants.digest:
            forwarder.forward_digest(digest, render_page(digest))
        elif kind == "alert" and alert is not None and wants.alerts and alert.severity >= wants.min_severity:
            forwarder.forward_alert(alert)
        return Sent(channel=name, ts="")

    def _show(self, delivery: Delivery) -> Sent:
        """Pictures under a message; where there is nothing to draw any more, nothing."""
        place, pictures = self.store.place_of(delivery.ref), self._pictures(delivery.ref)
        if place is None or not pictures or self.notifier.gallery is None:
            return Sent(channel="", ts="")
        return self.notifier.gallery.show(pictures, place, delivery.key)

    def _pictures(self, key: str) -> tuple[Picture, ...]:
        kind, _, ref = key.partition(":")
        oldest = self.now() - PICTURES_FOR
        try:
            if kind == "digest":
                digest = self.store.digest(ref)
                return () if digest is None or digest.made_at < oldest else digest_pictures(digest)
            alert = self.store.alert(ref)
            return () if alert is None or alert.raised_at < oldest else self._stream_picture(alert)
        except PictureError as error:
            raise NotifyError(str(error), outcome="refused") from error

    def _stream_picture(self, alert: Alert) -> tuple[Picture, ...]:
        key, now = StreamKey(alert.office, alert.issue), self.now()
        memory = self.store.stream_memory([key], at=now, window=TRAIL).get(key)
        if memory is None or alert.shown_kind == "together":  # a bundle is about several streams
            return ()
        return alert_pictures(alert, memory.state, memory.recent, config=self.config, now=now)

    def _notice(self, delivery: Delivery) -> Sent:
        if isinstance(delivery.news, CatchUp):
            alerts = tuple(alert for ref in delivery.news.alerts if (alert := self.store.alert(ref)) is not None)
            return self.notifier.send_notice(HeldUp(alerts=alerts, since=delivery.news.since), delivery.key)
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
        again = delivery.kind == "picture" and delivery.attempts > 1  # pictures may be left waiting: said once
        logger.log(
            logging.DEBUG if again else logging.WARNING,
            "message %s (try %d): %s",
            delivery.key,
            delivery.attempts,
            error,
        )
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
        digest = self.close_week(week)
        self.write_page(digest)
        return Tally(1, int(self.store.save_digest(digest, send=True)))

    def close_week(self, week: Week) -> Digest:
        """The digest of a week that has ended, after what only many weeks show was looked for."""
        self.weigh_week(week)
        late = lateness(week, self.config.digest, now=self.now(), began=self.began)
        return self.make_digest(week, late=late)

    def weigh_week(self, week: Week) -> int:
        """Weighs what only many weeks show, up to the end of the week: who speaks, what fell silent, who moved apart, how
        often each office spoke of each issue, what is new; answers how many alerts are new."""
        # Raised in the week that it is about, so that it stands in that week's digest.
        raised = min(self.now(), week.end - timedelta(microseconds=1))
        shares = self.store.weekly_shares(week.end, EMPHASIS_WEEKS)
        said = self.store.said_between(week.end - timedelta(weeks=EMPHASIS_WEEKS), week.end)
        context = self._week_context(week.end)
        starved = self._starved(week.end - timedelta(weeks=EMPHASIS_WEEKS), week.end)
        shifts = weekly_shifts(said, world=context.world, rules=context.rules, until=week.end, starved=starved)
        found = weekly_alerts(shifts, self.store.utterances(shown_ids(shifts)), context=context, now=raised)
        silent = {(alert.office, alert.issue) for alert in found if alert.shown_kind == "dropped"}
        louder = emphasis_alerts(shares, context=context, now=raised, starved=starved)
        # A line that fell silent is told as that, not as one that is talked of less as well.
        others = [alert for alert in louder if (alert.office, alert.issue) not in silent]
        new = self._new_themes(week, context, raised)
        return self.store.add_alerts((*found, *others, *new), self.now())

    def _starved(self, start: datetime, end: datetime) -> frozenset[tuple[str, date]]:
        """Weeks in which feeds that carry an office were away."""
        absences = self.store.feed_absences(start, end)
        return starved_weeks(self.store.feed_parts(start, end), absences) if absences else frozenset()

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
        return replace(self._context(end, {}, ()), near=near, rates=self.rates())

    def make_digest(self, week: Week, *, late: str | None = None) -> Digest:
        """The week's digest from what is stored, as everything stood at the week's end; nothing is saved."""
        shares = self.store.weekly_shares(week.end, EMPHASIS_WEEKS)
        return build_digest(
            self._digest_rows(week, shares),
            week=week,
            config=self.config,
            versions=self.versions,
            previous=self.store.digest(previous_week(week, self.config.digest.timezone).name),
            now=self.now(),
            frozen=self._frozen(week, shares),
            late=late or not_over(week, self.config.digest, now=self.now()),
            notes=(in_words(self.rates()), *self._unfinished()),
        )

    def remake_digest(self, week: Week) -> Digest:
        """The week's digest from what is known now, marked with what differs from the one that was kept."""
        return made_again(self.make_digest(week), self.store.digest(week.name))

    def _frozen(self, week: Week, shares: Sequence[Share]) -> set[str]:
        """Offices of which too little was heard; while the week goes on that is said of nobody."""
        if week.end > self.now():
            return set()
        lost = frozen_weeks(shares) | self._starved(week.end - timedelta(weeks=EMPHASIS_WEEKS), week.end)
        return {office for office, monday in lost if monday == week.monday}

    def _digest_rows(self, week: Week, shares: Sequence[Share]) -> WeekRows:
        bounds = [*(week.start - timedelta(weeks=n) for n in range(VOLUME_WEEKS, -1, -1)), week.end]
        return self.store.week_rows(week.start, week.end)._replace(
            utterances=tuple(self.store.utterances_between(week.end - TRAIL, week.end)),
            shares=tuple(shares),
            streams=tuple(self._streams_at(week.end)),
            volumes=self.store.feed_volumes(bounds) if week.end <= self.now() else {},
        )

    def _streams_at(self, end: datetime) -> list[StreamState]:
        """Every stream as it stood then: those that have gone on since are folded again up to there."""
        states = {state.key: state for state in self.store.streams()}
        later = [key for key, state in states.items() if state.last_at >= end]
        memory = self.store.stream_memory(later, at=end, window=timedelta())
        context = self._context(end, {}, ())
        then = {key: stood_at(memory[key].history or (), key, end=end, context=context) for key in later}
        return [state for key in states if (state := then.get(key, states[key])) is not None]

    def _unfinished(self) -> list[str]:
        """Baselines that two people agreed on and nobody has written yet."""
        try:
            waiting = unfinished(self.store.proposals(), Path(self.config.folder))
        except UsageError as error:
            return [f"Whether approved baselines were written is not known: {error}"]
        return [f"A baseline approved by {p.decided_by} is not written yet: {command_for(p)}" for p in waiting]

    def write_page(self, digest: Digest) -> Path:
        """Writes the digest's page whole or not at all, and answers where."""
        return self.write_file(self.page_of(digest.week).name, render_page(digest).encode())

    def write_file(self, name: str, written: bytes) -> Path:
        """As `write_page`, in the same folder."""
        page = self.pages_folder / name
        draft = page.with_suffix(f".{uuid4().hex}.part")  # the service and a person may write the same page
        try:
            page.parent.mkdir(parents=True, exist_ok=True)
            draft.write_bytes(written)
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
