"""The feeds of a page: those it names, those it links to, and where outlets usually have them. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urljoin, urlsplit

from monitor.feeds.documents import html_tree, named, words_of
from monitor.feeds.items import web_address

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.feeds.documents import Element

_TYPES = (
    "application/rss+xml",
    "application/atom+xml",
    "application/rdf+xml",
    "application/feed+json",
    "application/json",
)
USUAL_PLACES = ("feed", "rss", "rss.xml", "feed.xml", "atom.xml", "index.xml")
"""Asked one after the other where a page names none."""
MOST_LINKED = 10
"""A directory of feeds links to hundreds; each is a question to somebody's server."""
_LIKE_A_FEED = re.compile(r"(?<![a-z])(?:rss|atom|feeds?|rdf|xml)(?![a-z])", re.IGNORECASE)


class Named(NamedTuple):
    """A feed that a page names."""

    url: str
    title: str


def feeds_of_page(text: str, url: str) -> list[Named]:
    """In the page's order, each once; feeds of comments last, since an outlet's comments are nobody's statements."""
    found = {feed.url: feed for feed in _named(text, url)}
    return sorted(found.values(), key=lambda feed: "comment" in f"{feed.url} {feed.title}".lower())


def feeds_linked(text: str, url: str) -> list[str]:
    """Where links of the page lead whose words or address look like a feed's: a guess, to be asked last."""
    root = html_tree(text)
    base = _base(root, url)
    addresses = {
        address: None
        for link in named(root, "a")
        if (address := web_address((link.get("href") or "").strip(), base)) and _looks_like_a_feed(link, address)
    }
    return [address for address in addresses if address.partition("#")[0] != url][:MOST_LINKED]


def _looks_like_a_feed(link: Element, address: str) -> bool:
    said = f"{words_of(link)} {link.get('title') or ''} {link.get('type') or ''}"
    return any(_LIKE_A_FEED.search(text) for text in (urlsplit(address).path, urlsplit(address).query, said))


def usual_places(url: str) -> list[str]:
    """Addresses of the page's site that are worth a question."""
    return [urljoin(url, f"/{place}") for place in USUAL_PLACES]


def _base(root: Element, url: str) -> str:
    """What the page's addresses are relative to."""
    return next((web_address(each.get("href") or "", url) for each in named(root, "base")), None) or url


def _named(text: str, url: str) -> Iterator[Named]:
    root = html_tree(text)
    base = _base(root, url)
    for link in named(root, "link", "a"):
        kind = (link.get("type") or "").partition(";")[0].strip().lower()
        is_alternate = "alternate" in (link.get("rel") or "").lower().split()
        address = web_address((link.get("href") or "").strip(), base)
        # JSON is also how some sites name their interface for programs; only a feed's own type says what it is.
        if address and is_alternate and kind in _TYPES and not (kind == "application/json" and "wp-json" in address):
            yield Named(address, " ".join((link.get("title") or "").split()))
