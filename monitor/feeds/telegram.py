"""The public preview page of a Telegram channel (t.me/s/NAME) → ParsedFeed: its newest posts. Pure.

A post that another wrote and the channel passes on is marked as not its own. Posts without text are left out: there is nothing to read.
"""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from monitor.errors import ParseError
from monitor.feeds.dates import sure_date
from monitor.feeds.documents import html_tree, inside, is_html, markup_of, named, with_class, words_of
from monitor.feeds.items import key_of, newest
from monitor.feeds.plain import html_to_text
from monitor.types import Item, ParsedFeed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from monitor.feeds.documents import Element

_HOSTS = frozenset({"t.me", "telegram.me"})
_POST, _TEXT, _FROM = "tgme_widget_message", "tgme_widget_message_text", "tgme_widget_message_forwarded_from_name"
_QUOTED, _NAME = "tgme_widget_message_reply", "tgme_channel_info_header_title"
_HISTORY = "tgme_channel_history"
_LONGEST_TITLE = 120


def is_channel_page(text: str, url: str) -> bool:
    """Whether it is a channel's page, by its host or, where that is a copy or a test, by its markup."""
    # A feed may hold posts of Telegram's in its texts.
    return is_html(text) and (_host(url) in _HOSTS or _HISTORY in text)


def _host(url: str) -> str | None:
    try:
        return urlsplit(url).hostname
    except ValueError:  # brackets that are no IPv6 address
        return None


def preview_of(url: str) -> str:
    """The address of a channel's preview page; any other address as it is."""
    name = url.partition("://")[2].partition("/")[2].partition("?")[0].removeprefix("s/").split("/")[0]
    if _host(url) in _HOSTS and re.fullmatch(r"[A-Za-z]\w{3,31}", name):
        return f"https://t.me/s/{name}"
    return url


def read_channel_page(text: str, _url: str) -> ParsedFeed:
    """The posts in `text`. Raises ParseError where the channel shows none to the public."""
    root = html_tree(text)
    posts = [post for post in with_class(root, _POST) if post.get("data-post")]
    if not posts:
        raise ParseError("not a feed: the channel shows no preview to the public, or there is no such channel")
    name = words_of(next(with_class(root, _NAME), None))
    return ParsedFeed(title=name, language=None, items=newest(item for post in posts for item in _items(post)))


def _items(post: Element) -> Iterator[Item]:
    text = next((each for each in with_class(post, _TEXT) if not inside(each, _QUOTED) and not _is_quote(each)), None)
    plain = html_to_text(markup_of(text)) if text is not None else ""
    if text is None or not plain:
        return
    place, passed_on = str(post.get("data-post")), words_of(next(with_class(post, _FROM), None))
    yield Item(
        key=key_of(place, None, plain),
        link=f"https://t.me/{place}",
        title=html.escape(_title(plain), quote=False),
        content_html=markup_of(text),
        published=_date(post),
        author=passed_on or None,
        own=not passed_on,
    )


def _is_quote(text: Element) -> bool:
    return "js-message_reply_text" in (text.get("class") or "")


def _title(plain: str) -> str:
    first = plain.partition("\n")[0]
    return first if len(first) <= _LONGEST_TITLE else first[:_LONGEST_TITLE].rsplit(" ", 1)[0] + " …"


def _date(post: Element) -> datetime | None:
    dates = (sure_date(time.get("datetime") or "") for time in named(post, "time"))
    return next((date for date in dates if date), None)
