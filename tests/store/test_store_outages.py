"""A long outage ends in one message that names every alert it held up."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sqlalchemy import update

from monitor.store import migrate
from monitor.store.schema import deliveries
from monitor.types import Sent
from tests.builders import alert

NOW = datetime(2025, 9, 9, 9, 0, tzinfo=UTC)
HOUR, LEASE = timedelta(hours=1), timedelta(seconds=60)
SENT = Sent(channel="C1", ts="9.0")


def raise_alerts(store, names, now=NOW):
    store.add_alerts([alert(id=name, key=name, raised_at=now) for name in names], now)


def fail_all(store, now, *, sure=True):
    while (claimed := store.claim_delivery(now, LEASE)) is not None:
        store.mark_failed(claimed.id, "no connection", retry_at=now + HOUR, sure=sure)


def sum_up(store, now):
    return store.sum_up(now, since=now - HOUR, at_least=5, wakes=0)


def test_a_short_outage_ends_in_the_messages_themselves(store):
    raise_alerts(store, "abcdef")
    fail_all(store, NOW)

    assert sum_up(store, NOW + HOUR / 2) == 0


def test_few_alerts_are_told_one_by_one(store):
    raise_alerts(store, "abcd")
    fail_all(store, NOW)

    assert sum_up(store, NOW + 2 * HOUR) == 0


def test_while_messages_get_through_there_is_no_outage(store):
    raise_alerts(store, "abcdef")
    first = store.claim_delivery(NOW, LEASE)
    fail_all(store, NOW)
    store.mark_sent(first.id, SENT, NOW + 2 * HOUR - HOUR / 2)

    assert sum_up(store, NOW + 2 * HOUR) == 0


def test_a_long_outage_ends_in_one_message(store):
    raise_alerts(store, "abcdef")
    fail_all(store, NOW)
    later = NOW + 2 * HOUR

    assert sum_up(store, later) == 6
    notice = store.claim_delivery(later, LEASE)
    assert (notice.kind, notice.news.alerts, notice.news.since) == ("notice", tuple("abcdef"), NOW)
    store.mark_sent(notice.id, SENT, later)

    assert store.claim_delivery(later + HOUR, LEASE) is None
    assert store.backlog(later).undelivered == 0
    assert (store.story("c").sent, store.story("c").summed) == (SENT, True)


def test_what_may_have_arrived_is_looked_up_by_itself(store):
    raise_alerts(store, "abcdefg")
    unsure = store.claim_delivery(NOW, LEASE)
    store.mark_failed(unsure.id, "hung up", retry_at=NOW + HOUR, sure=False)
    fail_all(store, NOW)
    later = NOW + 2 * HOUR

    assert sum_up(store, later) == 6
    assert {d.kind for d in (store.claim_delivery(later, LEASE), store.claim_delivery(later, LEASE))} == {
        "alert",
        "notice",
    }


def test_alerts_of_an_outage_that_goes_on_join_the_message(store):
    raise_alerts(store, "abcdef")
    fail_all(store, NOW)
    later = NOW + 2 * HOUR
    sum_up(store, later)
    fail_all(store, later)
    raise_alerts(store, "g", later)

    assert sum_up(store, later) == 1
    assert store.claim_delivery(later + HOUR, LEASE).news.alerts == tuple("abcdefg")


def summed_up_with_a_reply(store):
    """Six alerts in one message, and what goes on from the first; answers when."""
    raise_alerts(store, "abcdef")
    fail_all(store, NOW)
    later = NOW + 2 * HOUR
    sum_up(store, later)
    store.add_alerts([alert(id="a-back", key="a-back", kind="walk_back", story="a", raised_at=later)], later)
    return later


def test_what_goes_on_from_an_alert_waits_for_the_message_that_tells_it(store):
    later = summed_up_with_a_reply(store)
    notice = store.claim_delivery(later, LEASE)
    assert (notice.kind, store.claim_delivery(later, LEASE)) == ("notice", None)
    store.mark_sent(notice.id, SENT, later)

    reply = store.claim_delivery(later, LEASE)
    store.mark_sent(reply.id, SENT, later)
    assert (reply.kind, store.claim_delivery(later, LEASE).kind) == ("reply", "edit")


def test_the_alerts_of_a_message_that_is_refused_go_one_by_one_and_what_goes_on_from_them_after_them(store):
    later = summed_up_with_a_reply(store)
    notice = store.claim_delivery(later, LEASE)
    store.mark_refused(notice.id, "no_such_block", later)
    assert [row.key for row in store.troubled_deliveries(9)] == [notice.key]

    fail_all(store, later)
    last = later + 2 * HOUR
    assert sum_up(store, last) == 0
    left = []
    while (claimed := store.claim_delivery(last, LEASE)) is not None:
        store.mark_sent(claimed.id, SENT, last)
        left.append(claimed.key)
    assert sorted(left) == [f"alert:{name}" for name in ("a", "a-back", "b", "c", "d", "e", "f")] + ["edit:a"]
    assert left.index("alert:a") < left.index("alert:a-back")
    assert (store.story("a").sent, store.story("a").summed) == (SENT, False)


def test_a_message_that_was_found_to_be_sent_is_not_refused_any_more(store):
    raise_alerts(store, "abcdef")
    fail_all(store, NOW)
    later = NOW + 2 * HOUR
    sum_up(store, later)
    notice = store.claim_delivery(later, LEASE)
    store.mark_sent(notice.id, SENT, later)
    store.mark_refused(notice.id, "no_such_block", later)

    assert store.claim_delivery(later + HOUR, LEASE) is None


def test_alerts_that_wait_for_the_morning_are_no_outage_though_one_of_them_failed_before(store):
    raise_alerts(store, "a")
    fail_all(store, NOW)
    raise_alerts(store, "bcdef", NOW + HOUR)
    while (claimed := store.claim_delivery(NOW + HOUR, LEASE)) is not None:
        store.postpone(claimed.id, NOW + 9 * HOUR)

    assert store.troubled_deliveries(9) == []
    assert sum_up(store, NOW + 2 * HOUR) == 0
    assert store.claim_delivery(NOW + 2 * HOUR, LEASE) is None


def test_an_alert_that_waits_for_the_morning_is_not_told_with_those_that_an_outage_holds_up(store):
    raise_alerts(store, "x")
    store.postpone(store.claim_delivery(NOW, LEASE).id, NOW + 9 * HOUR)
    raise_alerts(store, "abcde")
    fail_all(store, NOW)

    assert sum_up(store, NOW + HOUR) == 5


def test_a_message_for_a_later_hour_is_no_failure(store):
    raise_alerts(store, "a")
    claimed = store.claim_delivery(NOW, LEASE)
    store.postpone(claimed.id, NOW + HOUR)

    assert store.claim_delivery(NOW, LEASE) is None
    assert store.troubled_deliveries(5) == []
    again = store.claim_delivery(NOW + HOUR, LEASE)
    assert (again.attempts, again.started_at) == (1, NOW + HOUR)


def test_what_a_message_that_was_refused_long_ago_was_to_tell_is_released_by_the_migration(store):
    raise_alerts(store, "abcdef")
    fail_all(store, NOW)
    later = NOW + 2 * HOUR
    sum_up(store, later)
    store.mark_sent(store.claim_delivery(later, LEASE).id, SENT, later)
    raise_alerts(store, "ghijkl", later)
    fail_all(store, later)
    last = later + 2 * HOUR
    sum_up(store, last)
    refused = deliveries.c.id == store.claim_delivery(last, LEASE).id
    with store._database.write() as connection:  # as it was left before
        connection.execute(update(deliveries).where(refused).values(state="refused", error="no_such_block"))
        migrate.downgrade(connection, "0017")
    assert store.claim_delivery(last + HOUR, LEASE) is None

    with store._database.write() as connection:
        migrate.upgrade(connection, place="here")
    left = [claimed.key for claimed in iter(lambda: store.claim_delivery(last, LEASE), None)]
    assert left == [f"alert:{name}" for name in "ghijkl"]
