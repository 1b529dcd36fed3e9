"""One entry of a parsed feed document → Item. Pure; knows the entry's keys (feedparser's names), not the library."""

from __future__ import annotations

import hashlib
import html
import re
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any
from urllib.parse import urljoin

from monitor.feeds.charset import storable
from monitor.feeds.dates import sure_date
from monitor.types import Item, short_key

if TYPE_CHECKING:
    from collections.abc import Iterable

Entry = dict[str, Any]

MOST_ITEMS = 500
_LONGEST_AUTHOR = 200
_FAR = datetime.max.replace(tzinfo=UTC)


def read_items(entries: Iterable[Entry], base: str) -> tuple[Item, ...]:
    """The newest items in the feed's order, each key once; links are resolved against `base`."""
    return newest(_read_item(entry, base) for entry in entries)


def newest(found: Iterable[Item]) -> tuple[Item, ...]:
    """As many as are kept of a document, in its order, each key once."""
    items = _told_apart(found)
    if len(items) <= MOST_ITEMS:
        return tuple(items)
    # An undated item may be new, so it counts as newest.
    kept = sorted(range(len(items)), key=lambda index: items[index].published or _FAR, reverse=True)[:MOST_ITEMS]
    return tuple(items[index] for index in sorted(kept))


def primary_language(raw: object) -> str | None:
    """The language of a tag like "en-US": "en"; None where it is no language tag."""
    found = re.match(r"([a-z]{2,3})(?:[-_]|$)", raw.strip().lower()) if isinstance(raw, str) else None
    return found[1] if found else None


def plain_value(entry: Entry, key: str) -> str:
    """The entry's own value as text; never another key's, which feedparser gives in its place for some names."""
    value = dict.get(entry, key)
    return storable(value).strip() if isinstance(value, str) else ""


def part(entry: Entry, key: str) -> Entry:
    """The part of the entry of that name; empty where it is missing, or a stray element of that name took its place."""
    value = dict.get(entry, key)
    return value if isinstance(value, dict) else {}


def _parts(entry: Entry, key: str) -> list[Entry]:
    value = dict.get(entry, key)
    return [each for each in value if isinstance(each, dict)] if isinstance(value, list) else []


def _told_apart(items: Iterable[Item]) -> list[Item]:
    # Some outlets give every item the same id; their links still tell them apart.
    kept: dict[str, Item] = {}
    for item in items:
        held = kept.get(item.key)
        if held is None:
            kept[item.key] = item
        elif item.link and item.link != held.link:
            kept.setdefault(item.link, replace(item, key=short_key(item.link)))
    return list(kept.values())


def _read_item(entry: Entry, base: str) -> Item:
    title, link = plain_value(entry, "title"), _link(entry, base)
    content, summary = _content(entry), _summary(entry)
    return Item(
        key=key_of(plain_value(entry, "id"), link, f"{title}\n{summary or content}"),
        link=link,
        title=title,
        summary_html="" if summary == content else summary,
        content_html=content,
        published=_published(entry),
        author=_author(entry),
        language=primary_language(dict.get(entry, "language")),
    )


def key_of(given: str, link: str | None, text: str) -> str:
    """What tells an item from the others of its feed: what the outlet gave, else its link, else its words."""
    return short_key(given or link or _digest(text))


def _link(entry: Entry, base: str) -> str | None:
    alternates = (plain_value(link, "href") for link in _parts(entry, "links") if dict.get(link, "rel") == "alternate")
    own = plain_value(entry, "link")
    if dict.get(entry, "guidislink") and not own.lower().startswith(("http://", "https://")):
        own = ""  # an id that calls itself a link without being one
    for candidate in (plain_value(entry, "feedburner_origlink"), own, *alternates):
        address = web_address(candidate, base)
        if address:
            return address
    return None


def web_address(candidate: str, base: str) -> str | None:
    """`candidate` resolved against `base`, where that is a web address."""
    try:
        address = urljoin(base, candidate) if candidate else ""
    except ValueError:  # brackets that are no IPv6 address
        return None
    return address if address.lower().startswith(("http://", "https://")) else None


def _content(entry: Entry) -> str:
    texts = [content for content in _parts(entry, "content") if _is_text(plain_value(content, "type"))]
    return max((_as_html(text) for text in texts), key=len, default="")


def _summary(entry: Entry) -> str:
    kind = plain_value(part(entry, "summary_detail"), "type")
    return _as_html({"value": plain_value(entry, "summary"), "type": kind})


def _is_text(kind: str) -> bool:
    return not kind or kind.startswith("text") or "html" in kind


def _as_html(text: Entry) -> str:
    value = plain_value(text, "value")
    if plain_value(text, "type") != "text/plain" or not value:
        return value
    paragraphs = re.split(r"\n\s*\n", value)
    return "".join(f"<p>{html.escape(paragraph, quote=False)}</p>" for paragraph in paragraphs)


def _published(entry: Entry) -> datetime | None:
    dates = (sure_date(plain_value(entry, key)) for key in ("published", "updated", "created"))
    return next((date for date in dates if date), None)


def _author(entry: Entry) -> str | None:
    return (plain_value(part(entry, "author_detail"), "name") or plain_value(entry, "author"))[
        :_LONGEST_AUTHOR
    ].strip() or None


def _digest(text: str) -> str:
    return f"sha256:{hashlib.sha256(text.encode()).hexdigest()}"
