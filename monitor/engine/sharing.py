"""What a process does of the work of several: claims pieces, reads ahead of the leading process, knows its own standing."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple, TypeVar, cast

from monitor.errors import ReadError
from monitor.types import Draft, Member

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import datetime

    from monitor.ports import Sharing, Workers
    from monitor.types import Article, Inability, Lead, Reading

T = TypeVar("T")

LEASE = timedelta(seconds=30)
"""A process that has not said for so long that it lives has lost what it had in hand."""
LEADS = "leads"
QUIET = 10
"""Seconds without a sign of life after which it is said of the process that leads; it gives one every three."""
HELPS = frozenset({"poll", "pages", "read_ahead"})
"""The passes that any process may do; all others are the leading one's."""
AT_ONCE = 16
"""Articles that the leading process looks after at the same time; what another machine reads of them costs it nothing."""
LONGEST_LOOK = 1.0


class Standing(NamedTuple):
    """What a process is among the others, in words, and what follows: whether it leads, and whether it may work at all."""

    words: str
    leads: bool
    works: bool
    well: bool

    def may(self, name: str) -> bool:
        """Whether it does this pass."""
        return self.works and (name != "read_ahead" if self.leads else name in HELPS)


def standing(me: Member, leader: Member | None) -> Standing:
    """Another version or configuration than the leading one's would judge otherwise, so it waits."""
    if leader is None:
        return Standing("nobody leads: is `monitor run` running?", leads=False, works=True, well=False)
    if leader.name == me.name:
        return Standing(LEADS, leads=True, works=True, well=True)
    if leader.made_for == me.made_for:
        return Standing(f"helps {leader.name}", leads=False, works=True, well=True)
    other = "configuration" if leader.version == me.version else f"version ({leader.version})"
    return Standing(f"waits: {leader.name} leads with another {other}", leads=False, works=False, well=False)


def words_of(member: Member, lead: Lead | None, *, now: datetime) -> str:
    """What a process is: the lease says who leads, for one that was killed says nothing any more of itself."""
    silent = round((now - member.at).total_seconds())
    if lead is not None and lead.holder == member.name:
        ends = round((lead.until - lead.now).total_seconds())
        quiet = f"leads, though not heard of for {silent} s: nobody else leads before its lease ends in {ends} s"
        return quiet if silent > QUIET else LEADS
    if member.words != LEADS:
        return member.words
    return f"led, not heard of for {silent} s" + ("; nobody leads yet" if lead is None else "")


class Membership:
    """This process among those that share the database. `role`: run, which may lead, or worker."""

    def __init__(
        self, sharing: Sharing, *, role: str, version: str, made_for: str, now: Callable[[], datetime]
    ) -> None:
        self.sharing, self.made_for, self.now = sharing, made_for, now
        self.role, self._version = role, version
        self._standing = Standing("has not begun", leads=False, works=False, well=True)
        self._last: datetime | None = None

    def beat(self) -> None:
        """Says that this process lives and learns what it is now. Raises StoreError."""
        me, before = self._me(), self._standing
        leader = self.sharing.beat(me, lease=LEASE, leads=self.role == "run")
        self._standing, self._last = standing(me, leader), me.at
        if (before.leads and not self._standing.leads) or (before.works and not self._standing.works):
            self.sharing.leave()  # what it had in hand, and may have failed on, is for those who do it now

    def _me(self) -> Member:
        return Member(
            name=self.sharing.holder,
            role=self.role,
            version=self._version,
            made_for=self.made_for,
            at=self.now(),
            words=self._standing.words,
        )

    @property
    def standing(self) -> Standing:
        """As of the last beat; a process that cannot beat does nothing, for others may have taken its work over."""
        if self._last is not None and self.now() - self._last > LEASE:
            return self._standing._replace(words="cut off from the others", works=False, well=False)
        return self._standing

    def claim(self, kind: str, pieces: Iterable[str]) -> frozenset[str]:
        """Those of the pieces that are this process's to do, until what came of them is saved."""
        return frozenset(self.sharing.claim(kind, pieces, lease=LEASE))

    def claim_ahead(self, limit: int) -> list[Article]:
        return self.sharing.claim_ahead(limit, self.made_for, lease=LEASE)

    def keep_draft(self, article_id: str, draft: Draft) -> None:
        self.sharing.keep_draft(article_id, draft, self.made_for)

    def take_draft(self, article_id: str) -> Draft | bool:
        return self.sharing.take_draft(article_id, self.made_for, lease=LEASE)


class SharedReaders:
    """The leading process's readers: takes what others have read ahead, waits for what they have in hand, reads the rest."""

    def __init__(self, local: Workers, member: Membership) -> None:
        self._local, self._member = local, member
        self._turns = asyncio.Semaphore(AT_ONCE)

    async def run(self, function: Callable[..., T], *args: object) -> T:
        """`function(article)`, on whichever machine. Raises as the local workers do."""
        article = cast("Article", args[0])
        async with self._turns:
            found = await self._found(article)
            if found is None:
                return await self._local.run(function, *args)
        if found.reading is None:
            raise ReadError(found.error or "it could not be read")
        return cast("T", found.reading)

    @property
    def tasks(self) -> int:
        return self._local.tasks

    @property
    def cpu_seconds(self) -> float:
        return self._local.cpu_seconds

    @property
    def unable(self) -> Inability | None:
        return self._local.unable

    async def _found(self, article: Article) -> Draft | None:
        """What another machine made of it; None where it is ours to read. A machine that ends loses it with its lease."""
        wait = 0.05
        while not (found := await asyncio.to_thread(self._member.take_draft, article.id)):
            await asyncio.sleep(wait)
            wait = min(2 * wait, LONGEST_LOOK)
        return found if isinstance(found, Draft) else None

    async def close(self) -> None:
        await self._local.close()


async def draft_of(local: Workers, function: Callable[[Article], Reading], article: Article) -> Draft:
    """The article read, or why it could not be."""
    try:
        return Draft(reading=await local.run(function, article))
    except ReadError as error:
        return Draft(error=str(error))
