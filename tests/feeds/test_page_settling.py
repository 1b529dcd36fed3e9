"""What becomes of an article's text when its page comes, or does not."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import FetchError, ParseError, ReadError, WorkersError
from monitor.feeds.page import PageText
from monitor.feeds.paging import settle_page, settle_page_failure
from monitor.types import Article, PageResult

NOW = datetime(2025, 9, 8, 10, 0, tzinfo=UTC)
TEASER = "The ministry said on Monday that contacts between both military staffs could be resumed before winter."


def article(text: str = TEASER) -> Article:
    return Article(
        id="a1", feed_id="f", url="https://m.example/1", outlet="M", owner="M", title="Contacts", text=text, seen=NOW
    )


def page(text: str, published: datetime | None = None) -> PageText:
    return PageText(text=text, title="Contacts", published=published)


def failed(error: Exception, attempts: int = 1) -> PageResult:
    return settle_page_failure(article(), error, attempts=attempts, most=3, now=NOW)


def test_the_page_gives_the_text() -> None:
    whole = f"{TEASER}\n\nA second paragraph follows."
    result = settle_page(article(), page(whole, NOW - timedelta(hours=1)))
    assert (result.text, result.published, result.retry_at) == (whole, NOW - timedelta(hours=1), None)


def test_a_date_of_the_page_that_lies_ahead_is_no_date() -> None:
    assert settle_page(article(), page(TEASER, NOW + timedelta(days=2))).published is None


def test_a_page_with_much_less_than_the_feed_is_not_the_article() -> None:
    result = settle_page(article(), page("Contacts"))
    assert (result.text, result.retry_at) == (None, None)
    assert "less text" in result.outcome


@pytest.mark.parametrize(("text", "of_page"), [(TEASER * 12, TEASER * 12 + " And more."), (TEASER, TEASER[:80])])
def test_of_an_article_that_the_feed_gave_whole_only_the_date_is_taken(text: str, of_page: str) -> None:
    result = settle_page(article(text), page(of_page, NOW - timedelta(days=300)))
    assert (result.text, result.published, result.retry_at) == (None, NOW - timedelta(days=300), None)
    assert result.outcome == "date taken from the page: the feed's text is read"
    assert "no more than the feed" in settle_page(article(text), page(of_page)).outcome


def test_a_page_about_something_else_is_not_the_article() -> None:
    wall = (
        "We value your privacy. Please accept our cookies or manage your preferences, then continue reading here. " * 3
    )
    result = settle_page(article(), page(wall))
    assert result.text is None
    assert "consent" in result.outcome


def test_a_short_teaser_proves_nothing_against_the_page() -> None:
    assert settle_page(article("More."), page("Another text altogether.")).text == "Another text altogether."


@pytest.mark.parametrize("error", [FetchError("x", kind="soft"), FetchError("x", kind="temporary"), ReadError("x")])
def test_a_failure_that_may_pass_is_tried_again_later_each_time(error: Exception) -> None:
    assert failed(error, 1).retry_at == NOW + timedelta(minutes=1)
    assert failed(error, 2).retry_at == NOW + timedelta(minutes=2)


def test_the_last_try_leaves_the_text_of_the_feed() -> None:
    result = failed(FetchError("larger than the limit", kind="soft"), 3)
    assert (result.retry_at, result.text, result.outcome) == (
        None,
        None,
        "only the feed's own text is read: larger than the limit",
    )


@pytest.mark.parametrize(
    "away",
    [
        FetchError("its host name is not known", kind="temporary"),
        FetchError("answered 503", kind="soft", status=503),
    ],
)
def test_where_nobody_answers_or_the_server_is_broken_the_page_is_asked_for_over_an_hour(away: FetchError) -> None:
    waits = [failed(away, attempts).retry_at - NOW for attempts in range(1, 7)]
    assert sum(waits, timedelta()) == timedelta(minutes=63)
    assert failed(away, 7).retry_at is None


@pytest.mark.parametrize("wait", [timedelta(minutes=20), timedelta(hours=8)])
def test_a_page_whose_host_rests_is_asked_for_when_it_has_rested_and_no_try_is_used_up(wait: timedelta) -> None:
    rests = FetchError("not asked", kind="rest", retry_after=wait)
    assert [failed(rests, attempts).retry_at for attempts in (0, 3, 99)] == [NOW + wait] * 3


def test_a_page_whose_host_rests_for_a_day_leaves_the_text_of_the_feed() -> None:
    rests = FetchError("not asked", kind="rest", retry_after=timedelta(hours=1))
    late = [NOW + timedelta(hours=hours) for hours in (23, 24)]
    ends = [settle_page_failure(article(), rests, attempts=0, most=3, now=now) for now in late]
    assert [end.retry_at for end in ends] == [NOW + timedelta(hours=24), None]
    assert ends[1].outcome == "only the feed's own text is read: not asked"


@pytest.mark.parametrize(("age", "wait"), [(0, 1), (7, 7), (3 * 24 * 60, 60)])
def test_a_page_that_no_process_of_ours_could_take_apart_stays_wanted_and_no_try_is_used_up(
    age: int, wait: int
) -> None:
    now = NOW + timedelta(minutes=age)
    for attempts in (0, 3, 99):
        result = settle_page_failure(article(), WorkersError("x"), attempts=attempts, most=3, now=now)
        assert result.retry_at == now + timedelta(minutes=wait)


@pytest.mark.parametrize("status", [408, 425, 429])
def test_a_server_that_answers_too_much_is_asked_three_times(status: int) -> None:
    assert failed(FetchError("x", kind="temporary", status=status), 3).retry_at is None


@pytest.mark.parametrize("error", [FetchError("x", kind="hard"), FetchError("x", kind="gone"), ParseError("x")])
def test_a_failure_that_will_not_pass_is_not_tried_again(error: Exception) -> None:
    assert failed(error).retry_at is None


def test_a_server_that_asks_to_wait_is_given_its_time_up_to_an_hour() -> None:
    waits = [timedelta(minutes=20), timedelta(days=2)]
    dues = [failed(FetchError("x", kind="temporary", retry_after=wait)).retry_at for wait in waits]
    assert dues == [NOW + timedelta(minutes=20), NOW + timedelta(hours=1)]
