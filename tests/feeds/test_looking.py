"""When pages of primary sources are looked at again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from monitor.feeds.looking import LOOKS, is_edit, next_look

SEEN = datetime(2026, 5, 13, 10, tzinfo=UTC)


def test_a_page_is_looked_at_for_three_days_and_not_after() -> None:
    at, looks = SEEN, []
    while (at := next_look(SEEN, at)) is not None:
        looks.append(at - SEEN)
    assert tuple(looks) == LOOKS
    assert looks[-1] == timedelta(days=3)


def test_a_service_that_was_down_for_a_day_looks_once_and_goes_on() -> None:
    assert next_look(SEEN, SEEN + timedelta(hours=30)) == SEEN + timedelta(hours=48)


def test_other_words_are_an_edit_and_other_gaps_or_another_form_of_the_text_are_none() -> None:
    whole = "We are ready to talk without preconditions. " * 20
    assert is_edit(whole, whole.replace("without", "with"))
    assert not is_edit(whole, whole.replace(" ", "\n"))
    assert not is_edit(whole, whole[:200])
    assert not is_edit(whole[:200], whole)
