"""The outbox: each message goes out once."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.types import Sent
from tests.builders import alert

NOW = datetime(2026, 11, 18, 12, 0, tzinfo=UTC)
LEASE = timedelta(seconds=60)
TICK = timedelta(microseconds=1)
SENT = Sent(channel="C1", ts="1763467200.000100")


@pytest.fixture
def outbox(store):
    """One message is due."""
    store.add_alerts([alert()], NOW)
    return store


def test_nothing_is_due_before_its_time(outbox):
    assert outbox.claim_delivery(NOW - TICK, LEASE) is None


def test_a_claimed_message_is_not_given_out_while_its_lease_lasts(outbox):
    first = outbox.claim_delivery(NOW, LEASE)

    assert (first.state, first.attempts, first.started_at) == ("sending", 1, NOW)
    assert outbox.claim_delivery(NOW + LEASE, LEASE) is None


def test_after_the_lease_it_is_given_out_with_its_old_start(outbox):
    first = outbox.claim_delivery(NOW, LEASE)
    again = outbox.claim_delivery(NOW + LEASE + TICK, LEASE)

    assert (again.id, again.state, again.attempts, again.started_at) == (first.id, "sending", 2, NOW)
    assert outbox.claim_delivery(NOW + 2 * LEASE, LEASE) is None


def test_the_longest_due_goes_first(outbox):
    outbox.add_alerts([alert(id="earlier", key="earlier")], NOW - LEASE)

    assert [outbox.claim_delivery(NOW, LEASE).ref for _ in range(2)] == ["earlier", alert().id]


def test_a_sent_message_is_done(outbox):
    claimed = outbox.claim_delivery(NOW, LEASE)
    assert outbox.last_delivery() is None

    outbox.mark_sent(claimed.id, SENT, NOW)

    assert outbox.claim_delivery(NOW + 9 * LEASE, LEASE) is None
    assert outbox.last_delivery() == replace(claimed, state="sent", sent=SENT)
    assert outbox.backlog(NOW).undelivered == 0


def test_the_last_delivery_is_the_one_sent_last(outbox):
    outbox.add_alerts([alert(id="b", key="b")], NOW)
    one, two = (outbox.claim_delivery(NOW, LEASE) for _ in range(2))
    outbox.mark_sent(two.id, SENT, NOW)
    outbox.mark_sent(one.id, SENT, NOW + TICK)

    assert outbox.last_delivery().id == one.id


def test_what_surely_did_not_arrive_is_sent_at_the_next_try(outbox):
    claimed = outbox.claim_delivery(NOW, LEASE)
    outbox.mark_failed(claimed.id, "429", retry_at=NOW + 2 * LEASE, sure=True)

    assert outbox.claim_delivery(NOW + 2 * LEASE - TICK, LEASE) is None
    again = outbox.claim_delivery(NOW + 2 * LEASE, LEASE)
    assert (again.attempts, again.started_at, again.error) == (2, NOW + 2 * LEASE, "429")


def test_what_may_have_arrived_is_looked_up_at_the_next_try(outbox):
    claimed = outbox.claim_delivery(NOW, LEASE)
    outbox.mark_failed(claimed.id, "connection lost", retry_at=NOW + 2 * LEASE, sure=False)

    assert outbox.claim_delivery(NOW + 2 * LEASE - TICK, LEASE) is None
    again = outbox.claim_delivery(NOW + 2 * LEASE, LEASE)
    assert (again.attempts, again.started_at) == (2, NOW)


def test_what_may_have_arrived_goes_before_what_waits_longer(outbox):
    unsure = outbox.claim_delivery(NOW, LEASE)
    outbox.mark_failed(unsure.id, "time-out", retry_at=NOW + LEASE, sure=False)
    outbox.add_alerts([alert(id="b", key="b")], NOW)

    assert [outbox.claim_delivery(NOW + LEASE, LEASE).ref for _ in range(2)] == [unsure.ref, "b"]


def test_a_picture_that_may_have_arrived_takes_its_turn(outbox):
    outbox.mark_sent(outbox.claim_delivery(NOW, LEASE).id, SENT, NOW, pictures=True)
    picture = outbox.claim_delivery(NOW, LEASE)
    outbox.mark_failed(picture.id, "time-out", retry_at=NOW + LEASE, sure=False)
    outbox.add_alerts([alert(id="b", key="b")], NOW)

    assert picture.kind == "picture"
    assert [outbox.claim_delivery(NOW + LEASE, LEASE).ref for _ in range(2)] == ["b", picture.ref]


def test_a_refused_message_waits_for_a_person(outbox):
    claimed = outbox.claim_delivery(NOW, LEASE)
    outbox.mark_refused(claimed.id, "channel_not_found", NOW)

    assert outbox.claim_delivery(NOW + 9 * LEASE, LEASE) is None
    assert (outbox.backlog(NOW).refused, outbox.backlog(NOW).undelivered) == (1, 0)


def test_what_another_process_saw_sent_stays_sent(outbox):
    claimed = outbox.claim_delivery(NOW, LEASE)
    outbox.mark_sent(claimed.id, SENT, NOW)
    outbox.mark_failed(claimed.id, "late news", retry_at=NOW, sure=True)
    outbox.mark_refused(claimed.id, "late news", NOW)

    assert outbox.claim_delivery(NOW + 9 * LEASE, LEASE) is None
    assert outbox.last_delivery().state == "sent"


def test_a_message_that_waits_for_its_next_try_is_in_the_backlog(outbox):
    claimed = outbox.claim_delivery(NOW, LEASE)
    outbox.mark_failed(claimed.id, "503", retry_at=NOW + 9 * LEASE, sure=True)

    assert outbox.backlog(NOW).undelivered == 1
