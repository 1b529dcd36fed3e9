"""A news sitemap (Google's extension of sitemaps) → ParsedFeed: addresses, titles and dates; the texts come from the pages. Pure."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from monitor.errors import ParseError
from monitor.feeds.cutting import breaks_off, last_item_is_open
from monitor.feeds.dates import sure_date
from monitor.feeds.documents import BEFORE_ROOT, first_words, named, xml_tree
from monitor.feeds.items import key_of, newest, primary_language, web_address
from monitor.types import Item, ParsedFeed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.feeds.documents import Element

_ROOT = re.compile(BEFORE_ROOT + r"<(?:\w+:)?(?-i:urlset|sitemapindex)[\s>]", re.DOTALL | re.IGNORECASE)
_SHOWN = 3


def is_sitemap(text: str, _url: str) -> bool:
    """Whether its outermost element is a sitemap's."""
    return _ROOT.match(text[:20_000]) is not None


def read_sitemap(text: str, url: str) -> ParsedFeed:
    """The news in `text`, which came from `url`. Raises ParseError for a sitemap of something else."""
    root = xml_tree(text)
    if not _is_named(root, "urlset"):
        some = ", ".join(parts_of(text, url)[:_SHOWN]) or "it names none"
        raise ParseError(f"not a feed: it is an index of sitemaps; give one that holds news: {some}")
    cut = breaks_off(text)
    entries = list(named(root, "url"))
    whole = entries[:-1] if cut and last_item_is_open(text) else entries
    found = [(entry, news) for entry in whole for news in _news(entry)]
    if not found and not cut and next(named(root, "url"), None) is not None:
        raise ParseError(
            "not a feed: it is a sitemap without news, which says neither what is new nor what it is called"
        )
    return ParsedFeed(
        title=first_words(found[0][1], "name") if found else "",
        language=primary_language(first_words(found[0][1], "language")) if found else None,
        items=newest(_item(entry, news, url) for entry, news in found),
        cut=cut,
    )


def parts_of(text: str, url: str) -> list[str]:
    """The addresses that an index of sitemaps names, those of news first."""
    found = [web_address(first_words(part, "loc"), url) for part in named(xml_tree(text), "sitemap")]
    return sorted((address for address in found if address), key=lambda address: "news" not in address.lower())


def _is_named(element: Element, name: str) -> bool:
    return bool(element.tag.rpartition("}")[2] == name)


def _news(entry: Element) -> Iterator[Element]:
    """At most one a page."""
    first = next(named(entry, "news"), None)
    if first is not None:
        yield first


def _item(entry: Element, news: Element, base: str) -> Item:
    link, title = web_address(first_words(entry, "loc"), base), first_words(news, "title")
    return Item(
        key=key_of("", link, title),
        link=link,
        title=html.escape(title, quote=False),
        published=sure_date(first_words(news, "publication_date")),
        language=primary_language(first_words(news, "language")),
    )
