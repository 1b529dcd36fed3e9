"""The outcome of a poll becomes the feed's next state and its articles."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from monitor.errors import FetchError, ParseError, ReadError, WorkersError
from monitor.feeds.moving import address_of
from monitor.feeds.polling import settle_failure, settle_not_modified, settle_not_read, settle_same_body, settle_success
from monitor.types import (
    FeedState,
    Fetched,
    Item,
    NewArticle,
    NotModified,
    ParsedFeed,
    PollingSettings,
    PollResult,
    Validators,
)
from tests.builders import feed, feed_state

NOW = datetime(2025, 9, 8, 10, 15, tzinfo=UTC)
POLLING = PollingSettings()
STALE = timedelta(days=14)
NEW = Validators(etag='"new"')
OLD = Validators(etag='"old"')
SAME = NotModified(url="https://ministry.example/feed.xml")


def fetched() -> Fetched:
    return Fetched(url="https://ministry.example/feed.xml", status=200, body=b"", headers={}, validators=NEW)


HOUR = timedelta(hours=1)


def after_failure(state: FeedState) -> FeedState:
    return settle_failure(feed(), state, ParseError("not a feed"), polling=POLLING, now=NOW).state


def entry(**changes: object) -> Item:
    given = {"key": "1", "link": "https://ministry.example/1", "title": "Remarks", "summary_html": "<p>Short.</p>"}
    return Item(**{**given, **changes})


def success(
    *items: Item, ttl: timedelta | None = None, polling: PollingSettings = POLLING, **state: object
) -> PollResult:
    parsed = ParsedFeed(title="Ministry", language="ru", items=items, ttl=ttl)
    return settle_success(
        feed(), feed_state(**state), fetched(), parsed, body_hash="h2", polling=polling, stale=STALE, now=NOW
    )


def article(**changes: object) -> NewArticle:
    return success(entry(**changes)).articles[0]


def failed(error: Exception, *, failures: int = 0, **polling: object) -> PollResult:
    state = feed_state(failures=failures, validators=OLD, body_hash="h1")
    return settle_failure(feed(), state, error, polling=PollingSettings(**polling), now=NOW)


def wait(kind: str, failures: int) -> timedelta:
    return failed(FetchError("x", kind=kind), failures=failures - 1).state.next_due - NOW


# ------------------------------------------------------------------ success


def test_a_good_poll_takes_over_validators_hash_and_clock() -> None:
    published = NOW - timedelta(minutes=5)
    state = success(entry(published=published), failures=3, validators=OLD, body_hash="h1").state
    assert (state.validators, state.body_hash, state.newest) == (NEW, "h2", published)
    assert (state.failures, state.last_polled_at, state.last_success_at) == (0, NOW, NOW)
    assert state.next_due == NOW + timedelta(minutes=15)
    assert state.outcome == "1 item, the newest of 2025-09-08 10:10 UTC"


def test_the_first_good_poll_is_backlog_and_the_second_is_not() -> None:
    assert success(entry(), first_polled_at=None, newest=None).articles[0].backlog
    assert success(entry(), first_polled_at=None).state.first_polled_at == NOW
    assert not success(entry()).articles[0].backlog


def test_the_time_of_the_first_poll_is_kept() -> None:
    first = datetime(2025, 1, 1, tzinfo=UTC)
    assert success(entry(), first_polled_at=first).state.first_polled_at == first


@pytest.mark.parametrize(("age", "backlog"), [(timedelta(days=14), False), (timedelta(days=14, seconds=1), True)])
def test_what_is_older_than_the_feeds_own_clock_by_more_than_the_limit_is_backlog(
    age: timedelta, *, backlog: bool
) -> None:
    newest = NOW - timedelta(days=100)
    assert success(entry(published=newest - age), newest=newest).articles[0].backlog is backlog


def test_a_feed_that_was_away_for_long_brings_news_not_backlog() -> None:
    assert not success(entry(published=NOW), newest=NOW - timedelta(days=400)).articles[0].backlog


def test_an_item_without_a_date_is_news() -> None:
    assert not success(entry(published=None)).articles[0].backlog


def test_the_feeds_clock_never_runs_back() -> None:
    newest = NOW - timedelta(hours=1)
    assert success(entry(published=NOW - timedelta(days=3)), newest=newest).state.newest == newest
    assert success(entry(), newest=newest).state.newest == newest


def test_a_date_in_the_far_future_is_no_date_and_does_not_move_the_clock() -> None:
    result = success(entry(published=NOW + timedelta(days=1, seconds=1)), newest=None)
    assert result.articles[0].published is None
    assert result.state.newest is None
    assert result.state.outcome == "1 item, none with a sure date"


def test_a_date_within_a_day_ahead_is_kept() -> None:
    assert article(published=NOW + timedelta(days=1)).published == NOW + timedelta(days=1)


def test_an_article_carries_what_is_configured_of_its_feed() -> None:
    found = article()
    assert (found.feed_id, found.outlet, found.owner, found.country, found.primary) == (
        "ministry-en",
        "Ministry",
        "Ministry",
        "RU",
        True,
    )
    assert (found.item_key, found.url, found.url_key) == (
        "1",
        "https://ministry.example/1",
        "https://ministry.example/1",
    )
    assert found.seen == NOW


def test_the_configured_language_is_believed_before_the_items_and_the_feeds() -> None:
    parsed = ParsedFeed(title="", language="ru", items=(entry(), entry(key="2", language="uk")))
    languages = [
        [found.language for found in settle(configured, parsed).articles]
        for configured in (feed(language="en"), feed())
    ]
    assert languages == [["en", "en"], ["ru", "uk"]]


def settle(configured: object, parsed: ParsedFeed) -> PollResult:
    return settle_success(
        configured, feed_state(), fetched(), parsed, body_hash="h2", polling=POLLING, stale=STALE, now=NOW
    )


def test_titles_and_authors_are_plain_text_on_one_line() -> None:
    found = article(title="<b>Talks</b> &amp;\n  more", author="A &amp; B")
    assert (found.title, found.author) == ("Talks & more", "A & B")


def test_the_text_is_the_full_content_where_there_is_one() -> None:
    found = article(content_html="<p>One.</p><p>Two &amp; three.</p><script>x()</script>", published=NOW)
    assert (found.text, found.wants_page) == ("One.\n\nTwo & three.", False)


def test_a_summary_with_a_link_wants_the_page() -> None:
    found = article()
    assert (found.text, found.wants_page) == ("Short.", True)


def test_a_summary_without_a_link_must_do() -> None:
    assert not article(link=None).wants_page


def test_a_summary_as_long_as_an_article_is_the_article() -> None:
    assert article(summary_html="x" * 1199).wants_page
    assert not article(summary_html="x" * 1200, published=NOW).wants_page


def test_a_whole_text_without_a_date_wants_the_page_for_its_date() -> None:
    assert article(content_html="<p>One.</p>").wants_page
    assert article(summary_html="x" * 1200, published=NOW + timedelta(days=9)).wants_page  # a date that cannot be
    assert not article(content_html="<p>One.</p>", link=None).wants_page


@pytest.mark.parametrize(
    ("ttl", "minutes"),
    [(None, 15), (timedelta(minutes=5), 15), (timedelta(minutes=40), 40), (timedelta(days=7), 60)],
)
def test_the_outlets_wish_is_followed_up_to_an_hour(ttl: timedelta | None, minutes: int) -> None:
    assert success(ttl=ttl).state.next_due == NOW + timedelta(minutes=minutes)


def test_nobody_asks_more_often_than_at_least() -> None:
    assert success(polling=PollingSettings(at_least=timedelta(minutes=30))).state.next_due == NOW + timedelta(
        minutes=30
    )


def test_the_store_is_told_what_counts_as_stale() -> None:
    limit, parsed = timedelta(days=3), ParsedFeed(title="Ministry", language="ru", items=())
    settled = settle_success(
        feed(), feed_state(), fetched(), parsed, body_hash="h2", polling=POLLING, stale=limit, now=NOW
    )
    assert settled.stale == limit


def first_waits(
    *, due: datetime, every: timedelta = timedelta(minutes=15), ttl: timedelta | None = None, **state: object
) -> list[timedelta]:
    """Of many feeds in the same state, until the next poll."""
    parsed = ParsedFeed(title="Ministry", language="ru", items=(), ttl=ttl)
    settled = (
        settle_success(
            feed(id=f"f{n}", every=every), feed_state(next_due=due, **state), fetched(), parsed,
            body_hash="h2", polling=POLLING, stale=STALE, now=NOW,
        )
        for n in range(100)
    )  # fmt: skip
    return [result.state.next_due - NOW for result in settled]


@pytest.mark.parametrize("state", [{"first_polled_at": None, "due": NOW}, {"due": NOW - timedelta(minutes=16)}])
def test_feeds_that_are_asked_in_a_crowd_do_not_stay_together(state: dict[str, object]) -> None:
    waits = sorted(first_waits(**state))
    assert timedelta(minutes=7.5) <= waits[0] < timedelta(minutes=8)
    assert timedelta(minutes=14.5) < waits[-1] <= timedelta(minutes=15)
    assert len(set(waits)) == 100


@pytest.mark.parametrize("late", [0, 1, 14])
def test_who_is_asked_in_time_or_a_little_late_keeps_its_interval(late: int) -> None:
    assert set(first_waits(due=NOW - timedelta(minutes=late))) == {timedelta(minutes=15)}


def test_a_crowd_is_spread_no_further_than_outlets_wish_and_the_configuration_allows() -> None:
    assert set(first_waits(due=NOW, first_polled_at=None, ttl=timedelta(minutes=40))) == {timedelta(minutes=40)}
    assert min(first_waits(due=NOW, first_polled_at=None, every=timedelta(minutes=6))) == POLLING.at_least


def test_a_feed_that_had_ended_and_comes_again_is_not_ended() -> None:
    assert not success(ended=True).state.ended


# -------------------------------------------------------------- not changed


def test_not_modified_is_a_success_without_articles() -> None:
    result = settle_not_modified(feed(), feed_state(failures=2, validators=OLD), SAME, polling=POLLING, now=NOW)
    assert result.articles == ()
    assert (result.state.failures, result.state.outcome, result.state.last_success_at) == (0, "not changed", NOW)
    assert (result.state.next_due, result.state.validators) == (NOW + timedelta(minutes=15), OLD)


def test_a_server_that_always_says_not_modified_is_asked_for_everything_once_a_day() -> None:
    tomorrow = NOW + timedelta(days=1)
    state = settle_not_modified(feed(), feed_state(validators=OLD), SAME, polling=POLLING, now=tomorrow).state
    assert state.validators == Validators()


def test_the_same_body_keeps_what_is_known_and_takes_new_validators() -> None:
    before = feed_state(validators=OLD, body_hash="h1")
    state = settle_same_body(feed(), before, fetched(), polling=POLLING, now=NOW).state
    assert (state.validators, state.body_hash, state.newest, state.outcome) == (NEW, "h1", before.newest, "not changed")


def test_a_document_that_reaches_back_to_nothing_known_may_follow_on_a_gap() -> None:
    items = [entry(key=str(n), published=NOW - timedelta(minutes=n)) for n in range(10)]
    assert success(*items, items=10, newest=NOW - timedelta(hours=1)).gap_from == 8
    assert success(*items, items=10, newest=NOW - timedelta(minutes=9)).gap_from is None
    assert success(*items, items=10, first_polled_at=None).gap_from is None


def test_where_its_clock_is_not_known_the_document_says_what_is_old() -> None:
    """As at an address that was corrected, whose archive must not be told as news."""
    days = [
        success(entry(key=str(n), published=NOW - timedelta(days=n)), entry(published=NOW), newest=None)
        for n in (13, 15)
    ]
    assert [result.articles[0].backlog for result in days] == [False, True]


# ------------------------------------------------------------------ failure


def test_a_failure_keeps_validators_and_hash_and_counts() -> None:
    state = failed(FetchError("answered 500", kind="soft"), failures=2).state
    assert (state.validators, state.body_hash, state.failures, state.outcome) == (OLD, "h1", 3, "answered 500")
    assert state.last_success_at == feed_state().last_success_at


@pytest.mark.parametrize("kind", ["hard", "soft", "temporary"])
def test_each_failure_waits_longer_up_to_a_day(kind: str) -> None:
    waits = [wait(kind, failures) for failures in range(1, 60)]
    assert waits[0] > timedelta(minutes=15)
    assert all(later >= before for before, later in zip(waits[::5], waits[5::5], strict=False))
    assert waits[-1] == timedelta(hours=24)


def window_wait(kind: str, failures: int, status: int | None = None, **state: object) -> timedelta:
    """How long a feed waits whose last document spanned ten hours."""
    spans = feed_state(failures=failures - 1, items=20, pace=timedelta(minutes=30), **state)
    error = FetchError("x", kind=kind, status=status)
    return settle_failure(feed(), spans, error, polling=POLLING, now=NOW).state.next_due - NOW


@pytest.mark.parametrize("kind", ["soft", "temporary"])
def test_no_failure_waits_until_what_was_published_meanwhile_may_have_gone(kind: str) -> None:
    waits = [window_wait(kind, failures) for failures in range(1, 60)]
    assert waits[0] > timedelta(minutes=15)
    assert waits[-1] == max(waits) == timedelta(hours=2.5)


@pytest.mark.parametrize(("away", "hours"), [(599, 2.5), (600, 24), (3000, 24)])
def test_once_what_its_last_document_held_is_lost_a_feed_waits_as_any_other(away: int, hours: float) -> None:
    assert window_wait("soft", 60, last_success_at=NOW - timedelta(minutes=away)) == timedelta(hours=hours)


@pytest.mark.parametrize(("kind", "status"), [("hard", 403), ("hard", 404), ("temporary", 429)])
def test_a_server_that_refuses_is_asked_more_and_more_seldom_whatever_may_be_lost(kind: str, status: int) -> None:
    assert window_wait(kind, 60, status=status) == timedelta(hours=24)


def test_a_quick_feed_that_fails_is_not_asked_more_often_than_when_all_is_well() -> None:
    spans = feed_state(items=4, pace=timedelta(minutes=2), last_success_at=NOW - timedelta(minutes=5))
    state = settle_failure(feed(), spans, FetchError("x", kind="soft"), polling=POLLING, now=NOW).state
    assert state.next_due - NOW == timedelta(minutes=15)


def test_hard_failures_wait_longer_than_soft_and_soft_than_temporary() -> None:
    assert wait("hard", 5) > wait("soft", 5) > wait("temporary", 5)


def test_a_time_out_or_two_hardly_delay() -> None:
    assert wait("temporary", 2) < timedelta(minutes=30)


@pytest.mark.parametrize("error", [ParseError("not a feed"), ReadError("past the deadline")])
def test_a_document_that_cannot_be_read_is_a_soft_failure(error: Exception) -> None:
    state = failed(error).state
    assert state.next_due - NOW == wait("soft", 1)
    assert state.outcome == str(error)


def test_a_server_that_asks_to_wait_is_given_its_time_up_to_the_limit() -> None:
    asks = [timedelta(hours=2), timedelta(days=30), timedelta(seconds=1)]
    waits = [failed(FetchError("x", kind="temporary", retry_after=ask)).state.next_due - NOW for ask in asks]
    assert waits[:2] == [timedelta(hours=2), timedelta(hours=24)]
    assert waits[2] > timedelta(minutes=15)


def test_gone_ends_the_feed_and_says_what_to_do() -> None:
    state = failed(FetchError("answered 410 (Gone)", kind="gone")).state
    assert state.ended
    assert state.outcome == "answered 410 (Gone); not asked again: correct its address or remove it"


def test_feeds_that_fail_together_do_not_come_back_together() -> None:
    error = FetchError("x", kind="soft")
    dues = {
        settle_failure(feed(id=f"f{n}"), feed_state(), error, polling=POLLING, now=NOW).state.next_due
        for n in range(20)
    }
    assert len(dues) == 20


def test_failing_is_never_rarer_than_the_interval_that_somebody_set() -> None:
    slow = feed(every=timedelta(days=3))
    state = settle_failure(slow, feed_state(), FetchError("x", kind="hard"), polling=POLLING, now=NOW).state
    assert state.next_due - NOW == timedelta(days=3)


def test_very_many_failures_do_not_overflow() -> None:
    assert wait("hard", 100_000) == timedelta(hours=24)


# ---------------------------------------------------------- manners and moves


def test_what_headers_and_document_wish_is_remembered_for_polls_that_bring_nothing() -> None:
    state = success(ttl=timedelta(minutes=40)).state
    assert state.ttl == timedelta(minutes=40)
    again = settle_not_modified(feed(), state, SAME, polling=POLLING, now=NOW).state
    assert again.next_due == NOW + timedelta(minutes=40)
    aged = replace(SAME, headers={"cache-control": "max-age=3000"})
    assert settle_not_modified(feed(), state, aged, polling=POLLING, now=NOW).state.next_due == NOW + timedelta(
        minutes=50
    )


def test_a_move_that_held_is_told() -> None:
    moving = replace(fetched(), moved_to="https://new.example/feed.xml")
    state = feed_state()
    for _ in range(5):
        state = settle_same_body(feed(), state, moving, polling=POLLING, now=NOW).state
    assert state.outcome == "not changed; it has moved: write https://new.example/feed.xml into feeds.toml"


def test_where_the_remembered_place_is_gone_the_feed_is_not_and_its_own_address_is_asked_soon() -> None:
    state = feed_state(moved_to="https://new.example/", moved_polls=9)
    after = settle_failure(
        feed(), state, FetchError("answered 410 (Gone)", kind="gone"), polling=POLLING, now=NOW
    ).state
    assert (after.ended, after.moved_to, after.failures) == (False, None, 1)
    assert after.next_due == NOW + timedelta(minutes=15)
    assert after.outcome == "answered 410 (Gone) (asked at https://new.example/, where it moved)"


def asked_while_failing(polls: int, **answers: Exception):
    """Where a feed that has moved is asked while both places fail, and its state after that."""
    state, asked = feed_state(moved_to="https://new.example/", moved_polls=9), []
    for _ in range(polls):
        asked.append("old" if address_of(feed(), state) == feed().url else "new")
        state = settle_failure(feed(), state, answers[asked[-1]], polling=POLLING, now=state.next_due).state
    return asked, state


@pytest.mark.parametrize("error", [FetchError("no name", kind="temporary"), ParseError("not a feed")])
def test_where_the_remembered_place_goes_on_failing_both_are_asked_by_turns(error: Exception) -> None:
    asked, state = asked_while_failing(8, new=error, old=error)
    assert asked == ["new"] * 5 + ["old", "new", "old"]
    assert state.outcome == str(error)


def test_the_one_that_works_again_is_asked_from_then_on() -> None:
    error = FetchError("no answer", kind="temporary")
    _, state = asked_while_failing(5, new=error)
    back = settle_same_body(feed(), state, fetched(), polling=POLLING, now=NOW).state
    assert (back.moved_to, back.failures) == (None, 0)
    leads_there = replace(fetched(), moved_to="https://new.example/")
    still = settle_same_body(feed(), state, leads_there, polling=POLLING, now=NOW).state
    assert address_of(feed(), still) == "https://new.example/"


def test_an_own_address_that_is_gone_ends_nothing_and_keeps_nobody_from_the_new_place() -> None:
    gone, error = FetchError("answered 410", kind="gone"), FetchError("no answer", kind="temporary")
    _, state = asked_while_failing(5, new=error)
    after = settle_failure(feed(), state, gone, polling=POLLING, now=NOW).state
    assert (after.ended, address_of(feed(), after)) == (False, "https://new.example/")
    assert after.next_due - NOW < timedelta(hours=1)


def test_a_host_that_wants_rest_is_no_failure() -> None:
    error = FetchError("not asked", kind="rest", retry_after=timedelta(minutes=20))
    state = failed(error, failures=0).state
    assert state.failures == 0
    assert timedelta(minutes=20) <= state.next_due - NOW <= timedelta(minutes=22)
    assert state.last_polled_at == feed_state().last_polled_at


def test_the_feeds_rhythm_is_learnt_from_its_dates() -> None:
    items = [entry(key=str(n), published=NOW - timedelta(hours=n)) for n in range(10)]
    state = success(*items, newest=None).state
    assert (state.items, state.pace, state.pause) == (10, timedelta(hours=1), timedelta(hours=1))


def test_a_document_that_nobody_here_can_read_is_asked_for_in_the_feeds_rhythm_and_whole() -> None:
    before, got = feed_state(failures=2, failing_since=NOW - HOUR), fetched()
    after = settle_not_read(feed(), before, got, WorkersError("no memory"), polling=POLLING, now=NOW).state

    assert (after.failures, after.failing_since, after.last_success_at) == (2, NOW - HOUR, before.last_success_at)
    assert (after.validators, after.body_hash) == (before.validators, before.body_hash)
    assert (after.last_polled_at, after.outcome) == (NOW, "came, and is not read yet: no memory")
    assert after.next_due - NOW == success(entry(key="1")).state.next_due - NOW == feed().every


def test_a_feed_fails_since_its_first_failure_and_not_while_nobody_asked_it() -> None:
    due = {"next_due": NOW}
    first = after_failure(feed_state(last_success_at=NOW - 50 * HOUR, **due))
    later = [replace(first, next_due=NOW + hours * HOUR).is_down(NOW + hours * HOUR) for hours in (23, 25)]
    assert (first.failing_since, later) == (NOW, [False, True])

    known = {"failures": 3, "failing_since": NOW - 5 * HOUR}
    assert after_failure(feed_state(**due, **known)).failing_since == NOW - 5 * HOUR
    late = after_failure(feed_state(next_due=NOW - 4 * HOUR, **known))
    assert (late.failing_since, late.down_since) == (NOW - HOUR, NOW - HOUR)
    assert success(entry(key="1"), **known).state.failing_since is None
