"""What processes on one database agree on: who has which piece in hand, who leads, what was read ahead."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import text

from monitor.errors import StoreError
from monitor.store import open_store
from monitor.types import Draft, FeedState, Lead, Member, PollResult, Reading, Weighed
from tests.builders import feed, found_article, statement
from tests.fakes import FakeClock

NOW = datetime(2025, 9, 8, 12, 0, tzinfo=UTC)
LEASE = timedelta(seconds=20)
LATER = NOW + LEASE + timedelta(seconds=1)


@pytest.fixture
def clock():
    """The database's, which all processes share."""
    return FakeClock(NOW)


@pytest.fixture
def process(url, clock):
    """Opens the store as a process of that name."""
    stores = []

    def of(name):
        stores.append(open_store(url, holder=name, clock=clock))
        return stores[-1]

    yield of
    for store in stores:
        store.close()


def member(name, *, at=NOW, role="run", made_for="same"):
    return Member(name=name, role=role, version="1", made_for=made_for, at=at)


def beat(store, *, leads=True):
    found = store.sharing.beat(member(store.sharing.holder), lease=LEASE, leads=leads)
    return found and found.name


def read(article_id, *, model="rules"):
    return Reading(article_id=article_id, language="en", genre="news", statements=(statement(),), model=model)


def test_a_piece_is_one_process_s_until_its_lease_ends(process, clock):
    one, other = process("one").sharing, process("other").sharing

    assert one.claim("feed", ["a", "b"], lease=LEASE) == ["a", "b"]
    assert other.claim("feed", ["b", "c"], lease=LEASE) == ["c"]
    assert one.claim("feed", ["a"], lease=LEASE) == ["a"]
    clock.moment = LATER
    assert other.claim("feed", ["a", "b"], lease=LEASE) == ["a", "b"]


def test_many_processes_that_want_the_same_pieces_get_each_once(process):
    stores = [process(f"p{number}") for number in range(4)]
    pieces = [f"feed-{number}" for number in range(200)]
    with ThreadPoolExecutor(4) as threads:
        got = list(threads.map(lambda store: store.sharing.claim("feed", pieces, lease=LEASE), stores))

    assert sorted(piece for taken in got for piece in taken) == sorted(pieces)


def test_who_lives_keeps_what_it_has_in_hand(process, clock):
    one, other = process("one"), process("other")
    beat(one)
    one.sharing.claim("page", ["a"], lease=LEASE)
    clock.moment = NOW + LEASE
    beat(one)

    clock.moment = LATER
    assert other.sharing.claim("page", ["a"], lease=LEASE) == []


def test_a_feed_that_another_has_in_hand_is_not_due_until_its_lease_ends(process, clock):
    one, other = process("one"), process("other")
    one.register_feeds([feed(id=name) for name in ("a", "b", "c")], NOW)
    one.sharing.claim("feed", ["a", "b"], lease=LEASE)
    one.sharing.claim("page", ["c"], lease=LEASE)  # of another kind

    assert [state.feed_id for state in other.due_feeds(NOW, 2)] == ["c"]
    assert [state.feed_id for state in one.due_feeds(NOW, 2)] == ["a", "b"]
    assert [state.feed_id for state in other.due_feeds(LATER, 3)] == ["c"]
    clock.moment = LATER
    assert [state.feed_id for state in other.due_feeds(NOW, 3)] == ["a", "b", "c"]


def test_who_saves_a_poll_or_leaves_gives_back_what_it_had(process):
    one, other = process("one"), process("other")
    one.sharing.claim("feed", ["a", "b"], lease=LEASE)
    one.save_poll(PollResult(state=FeedState(feed_id="a", next_due=NOW)))

    assert other.sharing.claim("feed", ["a", "b"], lease=LEASE) == ["a"]
    one.sharing.leave()
    assert other.sharing.claim("feed", ["b"], lease=LEASE) == ["b"]
    assert other.members() == []


def test_one_leads_and_another_follows_when_it_falls_silent(process, clock):
    one, other = process("one"), process("other")

    assert (beat(one), beat(other)) == ("one", "one")
    clock.moment = LATER
    assert one.leader() is None
    assert beat(other) == "other"
    assert beat(one) == "other"
    assert one.leader() == "other"
    assert one.lead() == Lead(holder="other", until=LATER + LEASE, now=LATER)


def test_whatever_a_machine_s_clock_shows_it_keeps_and_loses_what_it_has_by_the_database_s(process, clock):
    wrong, one = process("wrong"), process("one")
    ahead = member("wrong", at=NOW + timedelta(days=365))
    assert wrong.sharing.beat(ahead, lease=LEASE, leads=True) == ahead
    assert beat(one) == "wrong"
    assert [seen.at for seen in one.members()] == [NOW, NOW]
    clock.moment = LATER
    assert beat(one) == "one"


def test_what_was_claimed_while_the_database_s_clock_was_far_ahead_is_had_by_others_at_once(process, clock):
    gone, one = process("gone"), process("one")
    one.register_feeds([feed(id="a"), feed(id="b")], NOW)
    clock.moment = NOW + timedelta(days=365)
    beat(gone)
    gone.sharing.claim("feed", ["a"], lease=LEASE)
    clock.moment = NOW
    gone.sharing.claim("feed", ["b"], lease=LEASE)

    assert [state.feed_id for state in one.due_feeds(NOW, 10)] == ["a"]
    assert one.sharing.claim("feed", ["a", "b"], lease=LEASE) == ["a"]
    assert beat(one) == "one"


def test_the_database_s_own_clock_is_used_where_none_is_given(url):
    store = open_store(url, holder="one")
    before = datetime.now(UTC)
    beat(store)
    assert abs(store.members()[0].at - before) < timedelta(minutes=1)
    store.close()


def test_a_worker_never_leads(process):
    assert beat(process("worker"), leads=False) is None


def test_who_lost_the_lead_saves_nothing_of_what_only_the_leading_one_may(process, clock):
    one, other = process("one"), process("other")
    beat(one)
    one.add_articles([found_article(1)])
    one.save_reading(read("article-1"), copy_of=None, now=NOW)
    clock.moment = LATER
    beat(other)

    for save in (
        lambda: one.save_reading(read("article-1"), copy_of=None, now=LATER),
        lambda: one.save_weighed("article-1", Weighed(), LATER),
        lambda: one.add_alerts([], LATER),
        lambda: one.count_attempt("article-1", "read"),
        lambda: one.quarantine("article-1", "read", "it never ends", LATER),
    ):
        with pytest.raises(StoreError, match="another process leads"):
            save()
    assert [piece[0].id for piece in other.unweighed(10)] == ["article-1"]
    assert one.count_attempt("article-1", "page") == 1


def test_what_is_read_ahead_is_each_one_process_s_and_found_by_the_leading_one(process, clock):
    leading, one, other = process("leading"), process("one"), process("other")
    beat(leading)
    leading.add_articles([found_article(number) for number in (1, 2, 3)])

    mine = one.sharing.claim_ahead(2, "same", lease=LEASE)
    theirs = other.sharing.claim_ahead(2, "same", lease=LEASE)
    assert [[a.id for a in taken] for taken in (mine, theirs)] == [["article-1", "article-2"], ["article-3"]]

    assert leading.sharing.take_draft("article-1", "same", lease=LEASE) is False
    one.sharing.keep_draft("article-1", Draft(reading=read("article-1")), "same")
    other.sharing.keep_draft("article-3", Draft(error="it never ends"), "same")
    assert leading.sharing.take_draft("article-1", "same", lease=LEASE) == Draft(reading=read("article-1"))
    assert leading.sharing.take_draft("article-3", "same", lease=LEASE) == Draft(error="it never ends")
    clock.moment = LATER
    assert leading.sharing.take_draft("article-2", "same", lease=LEASE) is True


def test_what_was_read_for_another_configuration_is_read_again(process, clock):
    leading, worker = process("leading"), process("worker")
    leading.add_articles([found_article(1)])
    worker.sharing.claim_ahead(1, "old", lease=LEASE)
    worker.sharing.keep_draft("article-1", Draft(reading=read("article-1")), "old")

    assert leading.sharing.take_draft("article-1", "new", lease=LEASE) is True
    clock.moment = LATER
    assert [a.id for a in worker.sharing.claim_ahead(1, "new", lease=LEASE)] == ["article-1"]


def test_a_reading_that_comes_late_is_not_kept_and_nothing_is_left_of_it(process, clock):
    leading, late = process("leading"), process("late")
    beat(leading)
    leading.add_articles([found_article(1)])
    late.sharing.claim_ahead(1, "same", lease=LEASE)
    clock.moment = LATER
    assert leading.sharing.take_draft("article-1", "same", lease=LEASE) is True
    leading.save_reading(read("article-1", model="first"), copy_of=None, now=LATER)
    late.sharing.keep_draft("article-1", Draft(reading=read("article-1", model="late")), "same")

    with leading._database.read() as connection:
        assert connection.scalar(text("SELECT count(*) FROM drafts")) == 0
        assert connection.scalar(text("SELECT model FROM readings")) == "first"


def test_an_article_at_which_three_processes_ended_is_left_to_the_leading_one(process, clock):
    leading, worker = process("leading"), process("worker")
    leading.add_articles([found_article(1)])
    taken = []
    for _ in range(4):
        taken.append(len(worker.sharing.claim_ahead(1, "same", lease=LEASE)))
        clock.pass_time(seconds=2 * LEASE.total_seconds())

    assert taken == [1, 1, 1, 0]
    assert leading.sharing.take_draft("article-1", "same", lease=LEASE) is True


def test_what_a_process_failed_to_keep_is_read_again_and_then_left_to_the_leading_one_though_it_lives(process):
    leading, worker = process("leading"), process("worker")
    beat(leading)
    leading.add_articles([found_article(1), found_article(2)])

    taken = []
    for _ in range(4):
        taken += [article.id for article in worker.sharing.claim_ahead(1, "same", lease=LEASE)]
        beat(worker, leads=False)
    assert taken == ["article-1"] * 3 + ["article-2"]
    assert leading.sharing.take_draft("article-1", "same", lease=LEASE) is True
    assert leading.sharing.take_draft("article-2", "same", lease=LEASE) is False


def test_a_process_of_an_older_version_is_refused_its_sign_of_life(empty_url):
    old = open_store(empty_url, holder="old")
    old.upgrade()
    beat(old)
    with old._database.write() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))

    with pytest.raises(StoreError, match="newer version"):
        beat(old)
    old.close()


def test_news_is_read_before_the_past_of_feeds_that_were_added_later_and_the_past_in_one_place_of_eight(store):
    later = NOW + timedelta(days=3)
    store.add_articles([found_article(0, seen=NOW, backlog=True)])
    store.add_articles([found_article(number, seen=later, backlog=True) for number in range(1, 20)])
    store.add_articles([found_article(number, seen=later + timedelta(hours=1)) for number in range(20, 40)])

    found = [int(article.id.removeprefix("article-")) for article in store.unread(16)]
    assert (found[0], len(found)) == (0, 16)
    assert [number >= 20 for number in found[1:]] == [True] * 13 + [False] * 2
