"""What a process is among those that share a database, and what follows for its passes."""

from __future__ import annotations

import asyncio
from datetime import UTC, datetime, timedelta

import pytest

from monitor.engine import LEASE, Membership, SharedReaders
from monitor.engine.sharing import standing
from monitor.errors import ReadError
from monitor.types import Draft, Member, Reading
from tests.builders import article
from tests.fakes import FakeClock, InlineWorkers

NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def member(name: str, *, version: str = "1", made_for: str = "same") -> Member:
    return Member(name=name, role="run", version=version, made_for=made_for, at=NOW)


@pytest.mark.parametrize(
    ("leader", "words", "passes"),
    [
        (member("me"), "leads", {"poll", "read", "weigh", "deliver"}),
        (member("other"), "helps other", {"poll", "read_ahead"}),
        (None, "nobody leads", {"poll", "read_ahead"}),
        (member("other", version="2", made_for="new"), "another version (2)", set()),
        (member("other", made_for="new"), "another configuration", set()),
    ],
)
def test_what_a_process_does_depends_on_who_leads(leader: Member | None, words: str, passes: set[str]) -> None:
    found = standing(member("me"), leader)

    assert words in found.words
    assert {name for name in ("poll", "read", "read_ahead", "weigh", "deliver") if found.may(name)} == passes


class FakeSharing:
    """`leader` leads, this process until a test says otherwise; drafts come when they come."""

    holder = "me"

    def __init__(self) -> None:
        self.leader: Member | None = member("me")
        self.left = 0
        self.drafts: list[Draft | bool] = []

    def beat(self, member: Member, *, lease: timedelta, leads: bool) -> Member | None:
        assert (lease, leads) == (LEASE, True)
        return self.leader

    def leave(self) -> None:
        self.left += 1

    def take_draft(self, article_id: str, made_for: str, *, lease: timedelta) -> Draft | bool:
        return self.drafts.pop(0)


@pytest.fixture
def sharing() -> FakeSharing:
    return FakeSharing()


@pytest.fixture
def clock() -> FakeClock:
    return FakeClock(NOW)


@pytest.fixture
def me(sharing: FakeSharing, clock: FakeClock) -> Membership:
    return Membership(sharing, role="run", version="1", made_for="same", now=clock)


def test_a_process_works_from_its_first_beat_on_and_not_when_it_is_cut_off(me: Membership, clock: FakeClock) -> None:
    assert not me.standing.may("poll")
    me.beat()
    assert me.standing.may("weigh")
    clock.pass_time(seconds=LEASE.total_seconds() + 1)
    assert (me.standing.words, me.standing.may("poll"), me.standing.well) == ("cut off from the others", False, False)


def test_who_loses_the_lead_gives_back_what_it_had_in_hand(me: Membership, sharing: FakeSharing) -> None:
    me.beat()
    sharing.leader = member("other")
    me.beat()

    assert sharing.left == 1
    assert me.standing.words == "helps other"


def test_who_must_wait_gives_back_what_it_had_in_hand_once(me: Membership, sharing: FakeSharing) -> None:
    sharing.leader = member("other")
    me.beat()
    sharing.leader = member("other", version="2", made_for="new")
    me.beat()
    me.beat()

    assert sharing.left == 1


def reading(name: str) -> Reading:
    return Reading(article_id="a", language="en", genre="news", statements=(), model=name)


async def read_with(me: Membership) -> Reading:
    return await SharedReaders(InlineWorkers(lambda _: reading("here")), me).run(read_article, article("words"))


def read_article(_: object) -> Reading:
    raise AssertionError("the workers know which function reads")


async def test_the_leading_process_takes_what_was_read_elsewhere_waits_for_it_and_reads_what_nobody_does(
    me: Membership, sharing: FakeSharing
) -> None:
    sharing.drafts = [Draft(reading=reading("there"))]
    assert (await read_with(me)).model == "there"
    sharing.drafts = [False, False, Draft(reading=reading("late"))]
    assert (await asyncio.wait_for(read_with(me), 5)).model == "late"
    sharing.drafts = [True]
    assert (await read_with(me)).model == "here"
    sharing.drafts = [Draft(error="it never ends")]
    with pytest.raises(ReadError, match="it never ends"):
        await read_with(me)
