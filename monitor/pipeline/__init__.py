"""The whole flow, top to bottom.

    poll      feeds that are due     -> articles       saved with the feed's state
    subscribe feeds that name a hub  -> what the hub agreed to: it tells of news, and the feed is due
    pages     articles without text  -> their text; primary sources looked at again -> what was changed
    read      articles               -> statements     a second opinion where one is asked; saved with the article's mark
    weigh     statements             -> streams, alerts with their outbox rows
    deliver   outbox rows            -> people         then marked as sent
    digest    a closed week          -> one digest and its outbox row
    health    what is wrong          -> a notice and its outbox row, once a day

Several processes may share a store: any of them polls, fetches pages and reads ahead; one, which leads, does the rest.

Each pass takes what the store says is pending and leaves it done, each piece in one transaction, so a crash
between any two lines loses nothing: the next run picks up from the store. A module a pass; `messages` says what an outbox
row tells, `weekly` weighs what only many weeks show, `files` writes digests, `able` knows whether this machine can read.
"""

from __future__ import annotations

import asyncio
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeVar

from monitor.pipeline import deliver, digest, files, health, pages, poll, read, subscribe, weigh
from monitor.pipeline.able import Ability
from monitor.pipeline.hints import Hints
from monitor.pipeline.saving import PollSaver
from monitor.shifts import Nearness

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable, Sequence
    from datetime import datetime
    from pathlib import Path

    from monitor.digest import Week
    from monitor.engine import Membership
    from monitor.opinions import SecondOpinions
    from monitor.pipeline.tally import Tally
    from monitor.ports import Embedder, Fetcher, Forwarder, Notifier, Store, Workers
    from monitor.types import Config, Digest, Judgement, Versions

T = TypeVar("T")
READ_AT_ONCE = 16
"""What is met meanwhile waits until so many are read: of short news about half a second on two cores."""
SAVERS = 4
"""So many pages are saved at once: the database takes one writer, and other passes and the page need threads too."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Pipeline:
    """The passes, over the parts that app/ chose. Every method may raise StoreError, and then nothing is half done."""

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
    digest_apart: Callable[[datetime], Awaitable[Tally]] | None = None
    """Makes the digests due by then in a process of its own; None: they are made here."""
    nearness: Nearness = field(init=False, default_factory=Nearness)
    polling: set[asyncio.Task[Tally]] = field(init=False, default_factory=set)
    forwarders: tuple[Forwarder, ...] = ()
    taught: tuple[Judgement, ...] = ()
    """Verdicts of elsewhere that count beside the store's: a replay's store has none."""
    poll_saver: PollSaver = field(init=False, default_factory=PollSaver)
    answers: dict[object, weigh.Answers] = field(init=False, default_factory=dict)
    """What verdicts taught, by the newest of them; one at most."""
    kept: dict[str, poll.Kept] = field(init=False, default_factory=dict)
    """By feed what came and could not be read here yet; never more than was being asked for when that began."""
    ability: Ability = field(init=False, default_factory=Ability)
    hints: Hints = field(init=False, default_factory=Hints)
    savers: asyncio.Semaphore = field(init=False, default_factory=lambda: asyncio.Semaphore(SAVERS))

    def begin(self) -> None:
        """Before the first pass of a process that leads, or is alone: the configured feeds are those that are asked, and what
        waited for its next try, or for a setting that allows it now, is tried."""
        self.store.register_feeds(self.config.feeds, self.now())
        poll.ask_what_is_allowed_now(self)
        self.store.wake_deliveries(self.now())

    async def poll(self, limit: int = 200, *, patience: float | None = None) -> Tally:
        """Asks every feed that is due, at most `limit` at a time, and saves what is new.

        With `patience` it does not wait longer than so many seconds for slow servers: they go on, and later passes ask the others.
        Raises WorkersError, and asks nobody, while no process can be had here that reads feeds.
        """
        return await poll.poll_due(self, limit, patience=patience)

    async def stop(self) -> None:
        """Ends polls that are still under way; what they had asked for is asked for again."""
        await poll.stop_polls(self)

    async def subscribe(self) -> Tally:
        """Asks hubs to tell us of news, where we have an address at which they reach us."""
        return await subscribe.keep_subscriptions(self)

    async def pages(self, limit: int = 100) -> Tally:
        """Fetches the page of every article whose feed gave only a summary, and looks again at those of primary sources."""
        return await pages.fetch_pages(self, limit)

    async def read(self, limit: int | None = None) -> Tally:
        """Reads articles in the workers, and merges copies in the order in which we met them."""
        return await read.read_unread(self, limit or max(READ_AT_ONCE, 4 * self.config.work.workers))

    async def read_ahead(self, limit: int = 8) -> Tally:
        """Reads for the process that leads, which merges copies and saves in the order in which articles were met."""
        return await read.read_ahead(self, limit)

    async def weigh(self, limit: int = 200) -> Tally:
        """Compares what was said with the baselines; alerts are rows before they are messages."""
        return await weigh.weigh_unweighed(self, limit)

    async def deliver(self, limit: int = 50) -> Tally:
        """Sends messages that are due. Each is sent once: an unknown outcome is looked up before it is repeated."""
        return await deliver.deliver_due(self, limit)

    async def health(self) -> Tally:
        """Tells the channel for it, once a day at most, what is wrong with the service."""
        return await health.tell_health(self)

    async def digest(self) -> Tally:
        """Makes the digest of every closed week that has none, once its hour has come; a late start makes it late, never twice."""
        return await digest.digest_closed(self)

    def close_week(self, week: Week) -> Digest:
        """The digest of a week that has ended, after what only many weeks show was looked for."""
        return digest.close_week(self, week)

    def make_digest(self, week: Week, *, late: str | None = None) -> Digest:
        """The week's digest from what is stored, as everything stood at the week's end; nothing is saved."""
        return digest.make_digest(self, week, late=late)

    def remake_digest(self, week: Week) -> Digest:
        """The week's digest from what is known now, marked with what differs from the one that was kept."""
        return digest.remake_digest(self, week)

    def write_file(self, name: str, written: bytes) -> Path:
        """Writes a digest as a file whole or not at all, and answers where."""
        return files.write_file(self, name, written)

    def page_of(self, week: str) -> Path:
        """Where the page of the week's digest lies."""
        return files.page_of(self, week)

    async def claimed(self, kind: str, pieces: Sequence[str]) -> frozenset[str]:
        """Those that no other process has in hand; each is this one's until what came of it is saved."""
        if self.member is None or not pieces:
            return frozenset(pieces)
        return await asyncio.to_thread(self.member.claim, kind, pieces)

    async def save(self, save: Callable[..., T], *args: object) -> T:
        """What saving answers; it waits where enough others save."""
        async with self.savers:
            return await asyncio.to_thread(save, *args)
