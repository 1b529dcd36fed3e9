"""As fast as Slack takes messages; once it said that this is too fast, a second apart, whatever the way there takes."""

from __future__ import annotations

import pytest

from monitor.alerts import Pace


def slow_pace() -> Pace:
    pace = Pace(apart=1.0, calm_after=60.0)
    pace.leaves(0.0)
    pace.answered(0.1)
    pace.refused(0.1, 0.9)
    return pace


def test_nothing_is_held_before_slack_says_that_it_is_too_fast():
    pace = Pace(apart=1.0)
    pace.leaves(5.0)
    pace.answered(9.0)

    assert pace.wait(9.0) == 0.0


def test_after_that_messages_leave_a_second_apart():
    pace = slow_pace()
    assert pace.wait(0.1) == pytest.approx(0.9)
    pace.leaves(1.0)
    pace.answered(1.1)

    assert pace.wait(1.1) == pytest.approx(0.9)


def test_a_message_that_was_slow_to_arrive_has_the_next_one_further_behind():
    pace = slow_pace()
    pace.leaves(1.0)
    pace.answered(1.6)

    assert pace.wait(1.6) == pytest.approx(0.9)


def test_after_a_calm_minute_it_is_forgotten():
    pace = slow_pace()
    pace.leaves(70.0)
    pace.answered(71.0)

    assert pace.wait(71.0) == 0.0
