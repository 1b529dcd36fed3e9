"""When pages of primary sources are looked at again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from monitor.feeds.looking import LOOKS, next_look

SEEN = datetime(2026, 5, 13, 10, tzinfo=UTC)


def test_a_page_is_looked_at_for_three_days_and_not_after() -> None:
    at, looks = SEEN, []
    while (at := next_look(SEEN, at)) is not None:
        looks.append(at - SEEN)
    assert tuple(looks) == LOOKS
    assert looks[-1] == timedelta(days=3)


def test_a_service_that_was_down_for_a_day_looks_once_and_goes_on() -> None:
    assert next_look(SEEN, SEEN + timedelta(hours=30)) == SEEN + timedelta(hours=48)
