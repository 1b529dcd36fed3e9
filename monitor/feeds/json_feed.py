"""JSON Feed (versions 1 and 1.1) → ParsedFeed. Pure."""

from __future__ import annotations

import html
import json
import re
from typing import TYPE_CHECKING, Any

from monitor.errors import ParseError
from monitor.feeds.charset import storable
from monitor.feeds.dates import sure_date
from monitor.feeds.hubs import address, json_hub
from monitor.feeds.items import key_of, newest, primary_language, web_address
from monitor.types import Item, ParsedFeed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

_LONGEST_AUTHOR = 200
_VERSION = re.compile(r'"version"\s*:\s*"https?:\\?/\\?/jsonfeed\.org\\?/version', re.IGNORECASE)


def is_json_feed(text: str, _url: str) -> bool:
    """Whether the document says that it is one."""
    return text.lstrip()[:1] == "{" and _VERSION.search(text) is not None


def read_json_feed(text: str, url: str) -> ParsedFeed:
    """The feed in `text`, which came from `url`. Raises ParseError."""
    try:
        document = json.loads(text)
    except (ValueError, RecursionError) as exc:
        raise ParseError(
            f"not a feed: it calls itself a JSON Feed, and its JSON is broken ({type(exc).__name__})"
        ) from exc
    items = document.get("items") if isinstance(document, dict) else None
    if not isinstance(items, list):
        raise ParseError("not a feed: it calls itself a JSON Feed, and has no list of items")
    return ParsedFeed(
        title=_text(document, "title"),
        language=primary_language(document.get("language")),
        items=newest(_item(each, url) for each in items if isinstance(each, dict)),
        hub=json_hub(document.get("hubs"), url),
        itself=address(_text(document, "feed_url"), url),
    )


def _item(entry: dict[str, Any], base: str) -> Item:
    link = web_address(_text(entry, "url") or _text(entry, "external_url"), base)
    content = _text(entry, "content_html") or _as_html(_text(entry, "content_text"))
    title, summary = _text(entry, "title"), html.escape(_text(entry, "summary"), quote=False)
    return Item(
        key=key_of(_id(entry), link, f"{title}\n{summary or content}"),
        link=link,
        title=html.escape(title, quote=False),  # plain text here, HTML to those who take it
        summary_html="" if summary == content else summary,
        content_html=content,
        published=_date(entry),
        author=next(_authors(entry), None),
        language=primary_language(entry.get("language")),
    )


def _id(entry: dict[str, Any]) -> str:
    """Some write numbers, which the standard asks us to take as text."""
    given = entry.get("id")
    return str(given) if isinstance(given, int | float) and not isinstance(given, bool) else _text(entry, "id")


def _text(entry: dict[str, Any], key: str) -> str:
    value = entry.get(key)
    return storable(value).strip() if isinstance(value, str) else ""


def _as_html(plain: str) -> str:
    return "".join(f"<p>{html.escape(each, quote=False)}</p>" for each in re.split(r"\n\s*\n", plain) if each)


def _date(entry: dict[str, Any]) -> datetime | None:
    dates = (sure_date(_text(entry, key)) for key in ("date_published", "date_modified"))
    return next((date for date in dates if date), None)


def _authors(entry: dict[str, Any]) -> Iterator[str]:
    given = entry.get("authors")
    for author in [*(given if isinstance(given, list) else []), entry.get("author")]:
        if isinstance(author, dict) and _text(author, "name"):
            yield _text(author, "name")[:_LONGEST_AUTHOR]
