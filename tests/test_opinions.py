"""Second opinions as the reading pass asks for them: budget, deadline, outage. A judge that tests speak for, the real store."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

import pytest

from monitor.config import load_config
from monitor.errors import OpinionError
from monitor.opinions import SecondOpinions
from monitor.reading import refusal
from monitor.store import open_store
from monitor.types import Opinion, OpinionSettings, Reading, Rules
from tests.builders import article, statement
from tests.fakes import FakeClock, FakeJudge

DAY = datetime(2026, 10, 5, 9, 0, tzinfo=UTC)
ARTICLE = article("x" * 100, published=DAY, seen=DAY)
SIDE = statement(level=2, levels=(0.02, 0.02, 0.02, 0.15, 0.79), said_at=DAY)
AGREES = Opinion(model="fake-judge", issue="DIA", level=2, quote="can be", reason="so")


@pytest.fixture(scope="module")
def world():
    return load_config(Path("config")).world


@pytest.fixture
def store():
    opened = open_store("sqlite://")
    opened.upgrade()
    yield opened
    opened.close()


@pytest.fixture
def make(world, store):
    def make_one(judge, clock=None, **settings):
        clock = clock or FakeClock(DAY)
        return SecondOpinions(
            judge,
            store,
            world=world,
            settings=replace(OpinionSettings(), **settings),
            refusal=partial(refusal, rules=Rules()),
            now=clock,
        )

    return make_one


def reading(count=1, **changes):
    statements = tuple(replace(SIDE, start=n, **changes) for n in range(count))
    return Reading(article_id="a", language="en", genre="news", statements=statements)


async def on(second, given=None, until=None):
    return await second.on(ARTICLE, given or reading(), until=second.deadline() if until is None else until)


def last_reasons(after):
    return [statement.reasons[-1] for statement in after.statements]


async def test_only_what_matters_is_asked_about_and_the_rest_is_left_as_it_was(make):
    judge = FakeJudge([AGREES])
    given = reading(2)
    given = replace(given, statements=(replace(given.statements[0], speaker_level=2), given.statements[1]))

    after = await on(make(judge), given)

    assert after.statements[0] == given.statements[0]
    assert [o.model for o in after.statements[1].opinions] == ["rules", "fake-judge"]
    assert len(judge.asked) == 1


async def test_the_days_budget_holds_across_restarts_and_ends_at_midnight_utc(make, store):
    clock, judge = FakeClock(DAY), FakeJudge(always=AGREES)

    first = await on(make(judge, clock, per_day=3), reading(2))
    again = await on(make(judge, clock, per_day=3), reading(2))
    clock.pass_time(hours=15)
    tomorrow = await on(make(judge, clock, per_day=3), reading(2))

    assert "no second opinion" not in " ".join(last_reasons(first) + last_reasons(tomorrow))
    assert min(last_reasons(again)) == "no second opinion: the day's 3 are spent"
    assert len(judge.asked) == 5
    assert store.opinion_day(DAY)[:2] == (3, 3)


async def test_an_outage_is_said_logged_once_and_ends_the_asking_for_a_while(make, store, caplog):
    caplog.set_level(logging.INFO)
    clock, judge = FakeClock(DAY), FakeJudge(always=OpinionError("no connection", away=True, spent=False))
    second = make(judge, clock, concurrency=1)

    after = await on(second, reading(3))

    assert last_reasons(after)[0] == "no second opinion: no connection"
    assert last_reasons(after)[2] == "no second opinion: no connection; asked again from 09:05 UTC"
    assert all((s.level, s.abstained, s.weight) == (2, False, SIDE.weight) for s in after.statements)
    assert len(judge.asked) == 1
    assert [r.getMessage() for r in caplog.records] == ["second opinion on article-1 [0:47]: no connection"]
    assert store.opinion_day(DAY)[:3] == (0, 0, "no connection")

    judge.always = AGREES
    assert "no connection" in last_reasons(await on(second))[0]
    clock.pass_time(minutes=5)
    assert last_reasons(await on(second)) == ["second opinion: agrees"]


async def test_a_server_that_says_when_to_come_back_is_left_alone_until_then(make):
    clock = FakeClock(DAY)
    judge = FakeJudge([OpinionError("too many", away=True, retry_after=timedelta(seconds=30))], always=AGREES)
    second = make(judge, clock)
    await on(second)
    clock.pass_time(seconds=29)
    await on(second)
    clock.pass_time(seconds=1)
    await on(second)

    assert len(judge.asked) == 2


async def test_an_answer_that_is_no_opinion_is_paid_for_and_the_next_statement_is_asked_about(make, store):
    judge = FakeJudge([OpinionError("no side")], always=AGREES)

    await on(make(judge, concurrency=1), reading(2))

    assert len(judge.asked) == 2
    assert store.opinion_day(DAY)[:3] == (2, 1, "no side")


async def test_a_slow_model_holds_nothing_up_beyond_the_deadline(make, store):
    judge = FakeJudge(always=AGREES, seconds=30)
    second = make(judge, deadline=timedelta(seconds=0.2), concurrency=1)
    loop = asyncio.get_running_loop()
    begun = loop.time()

    after = await on(second, reading(5))

    assert loop.time() - begun < 5
    assert set(last_reasons(after)) == {"no second opinion: the time for it was over"}
    assert len(judge.asked) == 1
    assert store.opinion_day(DAY)[:2] == (1, 0)


async def test_no_more_than_the_configured_number_are_asked_at_the_same_time(make):
    judge = FakeJudge(always=AGREES, seconds=0.01)

    await on(make(judge, concurrency=2), reading(6))

    assert judge.most_at_once == 2
