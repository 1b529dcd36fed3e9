"""The outcome of fetching an article's page → what becomes of the article's text. Pure."""

from __future__ import annotations

import re
from datetime import timedelta
from http import HTTPStatus
from typing import TYPE_CHECKING

from monitor.errors import FetchError, ReadError, WorkersError
from monitor.feeds.articles import SUMMARY_AT_MOST, plausible_date
from monitor.types import NotModified, PageResult

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.errors import MonitorError
    from monitor.feeds.page import PageText
    from monitor.types import Article, Fetched

_FEEDS_OWN = "only the feed's own text is read"
"""Kept beside the article: where little is found in it, little of it may have been there to read."""
_USELESS = 0.5
"""A page with less than this share of the text that the feed gave is a stub or a wall, not the article."""
_SHARED, _ENOUGH_WORDS = 0.2, 8  # a teaser names what its article names; fewer words prove nothing
_NO_MORE = "the page says no more than the feed"
_FIRST_WAIT = timedelta(minutes=1)
"""Doubled with each failure: an article is news, so its page is asked for again soon."""
_LONGEST_WAIT = timedelta(hours=1)
_AWAY = 7
"""So many tries, within about an hour, where nobody answers or the server is broken: an outage of ours or theirs must not leave an article without its text."""
_LONGEST_REST = timedelta(days=1)
"""An article of whose page nothing was asked for so long, since its host rested each time, must not wait unread without end."""


def settle_page(article: Article, page: PageText) -> PageResult:
    """The page came: its text and date, unless it seems to be no page of this article (a stub, a log-in, a consent form).

    Where the feed gave as much, or so much that it is the whole text, only the date is taken.
    """
    doubt = _doubt(article, page)
    if doubt:
        return PageResult(article_id=article.id, text=None, outcome=f"{_FEEDS_OWN}: {doubt}")
    published = plausible_date(page.published, article.seen)
    if len(article.text) >= SUMMARY_AT_MOST or len(page.text) < len(article.text):
        dated = published is not None and article.published is None
        outcome = f"{'date taken from the page' if dated else _NO_MORE}: the feed's text is read"
        return PageResult(article_id=article.id, text=None, outcome=outcome, published=published, enough=True)
    return PageResult(article_id=article.id, text=page.text, outcome="text taken from the page", published=published)


def page_text(article: Article, page: PageText) -> str | None:
    """Its text, unless it seems to be no page of this article."""
    return None if _doubt(article, page) else page.text


def settle_page_failure(
    article: Article, error: MonitorError, *, attempts: int, most: int, now: datetime
) -> PageResult:
    """The page could not be had: again later where that may help, at most `most` tries; then the feed's text must do.

    Where it was no try, `attempts` says nothing.
    """
    asked, age = error.retry_after if isinstance(error, FetchError) else None, now - article.seen
    if isinstance(error, WorkersError):
        return _later(article, error, now + min(max(age, _FIRST_WAIT), _LONGEST_WAIT))
    if not is_try(error):
        return (
            _given_up(article, error) if age >= _LONGEST_REST else _later(article, error, now + (asked or _FIRST_WAIT))
        )
    if attempts >= (max(most, _AWAY) if _is_away(error) else most) or not _may_pass(error):
        return _given_up(article, error)
    wait = min(max(_FIRST_WAIT * 2 ** min(attempts - 1, 16), asked or timedelta(0)), _LONGEST_WAIT)
    return _later(article, error, now + wait)


def is_try(error: MonitorError) -> bool:
    """Whether it says anything of the page: not where its host only wants rest, nor where no process of ours can take it apart."""
    return not (isinstance(error, WorkersError) or (isinstance(error, FetchError) and error.kind == "rest"))


def _later(article: Article, error: MonitorError, again: datetime) -> PageResult:
    return PageResult(article_id=article.id, text=None, outcome=f"{error}: asked again later", retry_at=again)


def _given_up(article: Article, error: MonitorError) -> PageResult:
    return PageResult(article_id=article.id, text=None, outcome=f"{_FEEDS_OWN}: {error}")


def _doubt(article: Article, page: PageText) -> str | None:
    if len(page.text) < _USELESS * len(article.text):
        return "the page has much less text than the feed"
    told = _long_words(f"{article.title} {article.text}")
    if len(told) >= _ENOUGH_WORDS and len(told & _long_words(page.text)) < _SHARED * len(told):
        return "the page does not speak of what the feed announced, perhaps it asks for consent or a log-in"
    return None


def _long_words(text: str) -> set[str]:
    return set(re.findall(r"\w{5,}", text.casefold()))


def _may_pass(error: MonitorError) -> bool:
    if isinstance(error, FetchError):
        return error.kind in {"soft", "temporary"}
    return isinstance(error, ReadError)


def _is_away(error: MonitorError) -> bool:
    """Nobody answers, or the server says that it is broken. One that says "too much" is asked no more often than others."""
    if not isinstance(error, FetchError):
        return False
    return error.kind == "temporary" if error.status is None else error.status >= HTTPStatus.INTERNAL_SERVER_ERROR


def as_document(got: Fetched | NotModified) -> Fetched:
    """The document that was asked for without validators. Raises FetchError for a server that answers "not modified" all the same."""
    if isinstance(got, NotModified):
        raise FetchError("answered 304 although nothing was known of the document", kind="soft", status=304)
    return got
