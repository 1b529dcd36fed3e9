from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.alerts import after_failure
from monitor.errors import NotifyError
from monitor.types import DeliverySettings

NOW = datetime(2026, 1, 1, tzinfo=UTC)
SETTINGS = DeliverySettings()


def wait(outcome, attempts, retry_after=None) -> timedelta:
    error = NotifyError("x", outcome=outcome, retry_after=retry_after)
    return after_failure(error, attempts, settings=SETTINGS, now=NOW).retry_at - NOW


def test_refused_message_is_not_tried_again():
    assert after_failure(NotifyError("x", outcome="refused"), 1, settings=SETTINGS, now=NOW).refused


@pytest.mark.parametrize(("outcome", "sure"), [("not_sent", True), ("unknown", False)])
def test_only_a_message_that_certainly_did_not_arrive_is_sure(outcome, sure):
    verdict = after_failure(NotifyError("x", outcome=outcome), 1, settings=SETTINGS, now=NOW)

    assert (verdict.refused, verdict.sure) == (False, sure)


def test_waits_double():
    assert [wait("not_sent", n).total_seconds() for n in (1, 2, 3, 4)] == [1, 2, 4, 8]


@pytest.mark.parametrize("attempts", [11, 100, 10_000])
def test_waits_end_at_the_longest(attempts):
    assert wait("unknown", attempts) == SETTINGS.at_most


def test_unknown_outcome_waits_longer_than_a_sure_one():
    assert wait("unknown", 1) > wait("not_sent", 1)


def test_time_that_the_receiver_asks_for_goes_before():
    assert wait("not_sent", 9, timedelta(seconds=0.3)) == timedelta(seconds=0.3)
    assert wait("not_sent", 1, timedelta(hours=1)) == timedelta(hours=1)


def test_no_time_asked_for_is_no_hot_loop():
    assert wait("not_sent", 1, timedelta(0)) == timedelta(seconds=1)


def test_decision_gives_its_reason():
    verdict = after_failure(NotifyError("x", outcome="unknown"), 3, settings=SETTINGS, now=NOW)

    assert "looked up" in verdict.reason
    assert "try 3" in verdict.reason
