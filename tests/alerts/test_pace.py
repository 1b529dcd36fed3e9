"""As fast as Slack takes messages; once it said that this is too fast, a second apart, whatever the way there takes."""

from __future__ import annotations

import pytest

from monitor.alerts import Pace


class Clock:
    """A clock that sleeping moves, and nothing else does by itself."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        return self.now

    def sleep(self, seconds: float) -> None:
        self.now += seconds


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def pace(clock: Clock) -> Pace:
    return Pace(apart=1.0, calm_after=60.0, clock=clock, sleep=clock.sleep)


def post(pace: Pace, clock: Clock, *, took: float, failed: Exception | None = None) -> float:
    """When it left."""
    with pace.turn():
        left = clock.now
        clock.sleep(took)
        if failed is not None:
            raise failed
    return left


def test_nothing_is_held_before_slack_says_that_it_is_too_fast(pace: Pace, clock: Clock):
    assert [post(pace, clock, took=0.1) for _ in range(3)] == pytest.approx([0.0, 0.1, 0.2])


def test_after_that_messages_leave_a_second_apart(pace: Pace, clock: Clock):
    post(pace, clock, took=0.1)
    pace.refused(0.9)

    assert pace.wait() == pytest.approx(0.9)
    assert [post(pace, clock, took=0.1) for _ in range(3)] == pytest.approx([1.0, 2.0, 3.0])


def test_a_message_that_was_slow_to_arrive_has_the_next_one_further_behind(pace: Pace, clock: Clock):
    post(pace, clock, took=0.1)
    pace.refused(0.9)

    assert post(pace, clock, took=0.6) == pytest.approx(1.0)
    assert post(pace, clock, took=0.1) == pytest.approx(2.5)


def test_one_that_failed_may_have_arrived_and_holds_the_next_like_any_other(pace: Pace, clock: Clock):
    post(pace, clock, took=0.1)
    pace.refused(0.9)
    with pytest.raises(TimeoutError):
        post(pace, clock, took=0.1, failed=TimeoutError())

    assert post(pace, clock, took=0.1) == pytest.approx(2.0)


def test_after_a_calm_minute_it_is_forgotten(pace: Pace, clock: Clock):
    pace.refused(0.9)
    clock.sleep(62.0)

    assert [post(pace, clock, took=0.1) for _ in range(2)] == pytest.approx([62.0, 62.1])
