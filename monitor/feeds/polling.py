"""The outcome of one poll → the feed's next state and its articles. Pure: who fetched and who saves is decided elsewhere.

Each `settle_…` answers a PollResult; the store saves it in one transaction, so that validators never run ahead of articles.
"""

from __future__ import annotations

import hashlib
from dataclasses import replace
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from monitor.errors import FetchError
from monitor.feeds.answers import freshness
from monitor.feeds.articles import new_article, plausible_date
from monitor.feeds.hubs import offer_of
from monitor.feeds.moving import asks_old_by_turns, failed_at, has_moved, note_failure, note_move
from monitor.feeds.rhythm import gap_from, interval, rhythm, safe_wait, spread
from monitor.types import CUT_OFF, PollResult, Validators

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.errors import MonitorError, WorkersError
    from monitor.types import Feed, FeedState, Fetched, NotModified, ParsedFeed, PollingSettings

_GROWTH = {"hard": 2.0, "soft": 2**0.5, "temporary": 2**0.25, "gone": 2.0}
"""What one failure multiplies the wait by: a time-out passes by itself, a 404 hardly ever does."""
_JITTER = 0.1


def settle_not_modified(
    feed: Feed, state: FeedState, got: NotModified, *, polling: PollingSettings, now: datetime
) -> PollResult:
    """The server says that nothing changed.

    Some servers say so for ever, so it is believed until the day (UTC) ends: the next poll then asks for the whole feed.
    """
    new_day = state.last_polled_at is None or state.last_polled_at.date() != now.date()
    validators = Validators() if new_day else state.validators
    return _unchanged(feed, state, got, validators, polling=polling, now=now)


def settle_same_body(
    feed: Feed, state: FeedState, fetched: Fetched, *, polling: PollingSettings, now: datetime
) -> PollResult:
    """The feed came and is, byte for byte, the one that was read last."""
    return _unchanged(feed, state, fetched, fetched.validators, polling=polling, now=now)


def settle_failure(
    feed: Feed, state: FeedState, error: MonitorError, *, polling: PollingSettings, now: datetime
) -> PollResult:
    """The feed could not be had or read: ask again later and later, never later than `at_most`, nor, while that helps and nobody
    refused, so late that its items may be gone; 410 ends it.

    Validators and body hash stay, so that what was not read is never taken for known.
    """
    if isinstance(error, FetchError) and error.kind == "rest":
        return _rests(feed, state, error, polling, now)
    failures = state.failures + 1
    moved = note_failure(state, error)
    # Where only the remembered new place is gone, the feed itself is not: its own address has not been asked.
    gone = isinstance(error, FetchError) and error.kind == "gone" and not has_moved(state)
    outcome = f"{error}; not asked again: correct its address or remove it" if gone else failed_at(state, error)
    wait = _back_off(feed, moved, error, failures, polling=polling, now=now) if moved is state else feed.every
    return PollResult(
        state=replace(
            moved,
            next_due=now + wait,
            last_polled_at=now,
            failures=failures,
            failing_since=_failing_since(state, now),
            outcome=outcome,
            ended=state.ended or gone,
        )
    )


def settle_not_read(
    feed: Feed, state: FeedState, fetched: Fetched, error: WorkersError, *, polling: PollingSettings, now: datetime
) -> PollResult:
    """The feed came, and no process of ours can read it: nothing is known against it, and it is asked again in its rhythm.

    Validators and body hash stay, so that what was not read is never taken for known.
    """
    came = replace(state, last_polled_at=now)
    return PollResult(state=_next(feed, came, fetched, f"came, and is not read yet: {error}", polling=polling, now=now))


def _failing_since(state: FeedState, now: datetime) -> datetime:
    """The time in which it was due and nobody asked, since we could not, is none in which it failed."""
    known = state.failing_since or state.last_success_at if state.failures else None
    return now if known is None else min(now, known + max(now - state.next_due, timedelta(0)))


def settle_success(
    feed: Feed,
    state: FeedState,
    fetched: Fetched,
    parsed: ParsedFeed,
    *,
    body_hash: str,
    polling: PollingSettings,
    stale: timedelta,
    now: datetime,
) -> PollResult:
    """The feed came and was read: all its items as articles (the store knows which are new) and the state after it.

    Of a document that breaks off, validators, body hash and what was the newest stay, so that the rest is never taken for known; nor does it say
    what it no longer held. A feed whose first one breaks off is met with the next, which says what its past is.
    """
    first = state.first_polled_at is None
    dates = [date for item in parsed.items if (date := plausible_date(item.published, now))]
    clock = state.newest or max(dates, default=None)  # its own; unknown at an address that was corrected
    oldest = clock - stale if clock else None
    articles = tuple(new_article(item, feed, parsed, now=now, oldest=oldest, first=first) for item in parsed.items)
    newest = state.newest if parsed.cut else max([*dates, *([state.newest] if state.newest else [])], default=None)
    unmet = first and parsed.cut and not state.is_cut  # one that always breaks off is met with its second
    known, offer = rhythm(dates, state, now=now), offer_of(parsed, fetched.headers, fetched.url)
    settled = _after_success(
        feed,
        state,
        fetched,
        now=now,
        validators=state.validators if parsed.cut else fetched.validators,
        body_hash=state.body_hash if parsed.cut else body_hash,
        first_polled_at=None if unmet else state.first_polled_at or now,
        newest=newest,
        items=state.items if parsed.cut else len(articles),
        brought=0,  # the store counts what was new
        pace=known.pace,
        pause=known.pause,
        ttl=parsed.ttl,
        hub=offer.hub if offer else None,
        topic=offer.topic if offer else None,
    )
    outcome = _in_words(len(articles), max(dates, default=None), cut=parsed.cut)
    return PollResult(
        state=_next(feed, settled, fetched, outcome, polling=polling, now=now),
        articles=articles,
        gap_from=None if parsed.cut else gap_from(dates, state, items=len(articles)),
        stale=stale,
    )


def _unchanged(
    feed: Feed,
    state: FeedState,
    got: Fetched | NotModified,
    validators: Validators,
    *,
    polling: PollingSettings,
    now: datetime,
) -> PollResult:
    settled = _after_success(feed, state, got, now=now, validators=validators, brought=0)
    return PollResult(state=_next(feed, settled, got, "not changed", polling=polling, now=now))


def _after_success(
    feed: Feed, state: FeedState, got: Fetched | NotModified, *, now: datetime, **learnt: Any
) -> FeedState:
    # In one go: a copy of so many fields takes longer than most that is done to an unchanged feed.
    moved = note_move(feed, state, got.moved_to)
    return replace(
        moved, last_polled_at=now, last_success_at=now, failures=0, failing_since=None, ended=False, **learnt
    )


def _next(
    feed: Feed, settled: FeedState, got: Fetched | NotModified, outcome: str, *, polling: PollingSettings, now: datetime
) -> FeedState:
    wishes = [wish for wish in (settled.ttl, freshness(got.headers, now)) if wish is not None]
    wish = max(wishes, default=None)
    wait = interval(feed, settled, polling=polling, wish=wish).wait
    # A feed that has missed a whole turn is asked after a standstill, together with many others; one that is merely late is not asked more often.
    if settled.first_polled_at == now or now - settled.next_due > wait:
        wait = spread(wait, _share(feed.id), polling=polling, wish=wish)
    moved = f"; it has moved: write {settled.moved_to} into feeds.toml" if has_moved(settled) else ""
    return replace(settled, next_due=now + wait, outcome=outcome + moved)


def _rests(feed: Feed, state: FeedState, error: FetchError, polling: PollingSettings, now: datetime) -> PollResult:
    """Its host wants no questions yet: nothing has failed, and nothing was asked."""
    wait = min(error.retry_after or polling.at_least, polling.at_most)
    spread = 1 + _JITTER * _share(f"{feed.id} {now:%Y-%m-%d}")
    return PollResult(state=replace(state, next_due=now + wait * spread, outcome=str(error)))


def _back_off(
    feed: Feed, state: FeedState, error: MonitorError, failures: int, *, polling: PollingSettings, now: datetime
) -> timedelta:
    if asks_old_by_turns(state):  # its answer says nothing of the new place, which is asked next
        error = FetchError(str(error), kind="temporary")
    kind = error.kind if isinstance(error, FetchError) else "soft"
    asked = error.retry_after if isinstance(error, FetchError) else None
    if kind == "gone":
        return polling.at_most
    own = interval(feed, state, polling=polling, wish=state.ttl).wait
    # The exponent is bounded so that no number of failures overflows; 2**20 of any interval is past every limit.
    growth = min(_GROWTH[kind] ** min(failures, 80), 2.0**20)
    jitter = 1 + _JITTER * _share(f"{feed.id} {failures}")
    safe = None if _is_refused(error) else safe_wait(state, now)
    longest = min(polling.at_most, safe or polling.at_most)
    wait = max(own, min(max(feed.every, own) * growth * jitter, longest))
    return max(wait, min(asked or timedelta(0), polling.at_most))


def _is_refused(error: MonitorError) -> bool:
    """The server says that it does not want to be asked so: then it is asked more seldom, whatever may be lost."""
    return isinstance(error, FetchError) and (error.kind == "hard" or error.status == HTTPStatus.TOO_MANY_REQUESTS)


def _share(text: str) -> float:
    """0…1, the same for the same text: feeds that failed together do not come back together."""
    return int.from_bytes(hashlib.sha256(text.encode()).digest()[:4]) / 2**32


def _in_words(count: int, newest: datetime | None, *, cut: bool) -> str:
    items = "1 item" if count == 1 else f"{count} items"
    read = f"{items}, the newest of {newest:%Y-%m-%d %H:%M} UTC" if newest else f"{items}, none with a sure date"
    return f"{CUT_OFF}; what came whole: {read}; the rest is asked for the next time" if cut else read
