"""OPML, in which feed readers pass on lists of feeds: read and written. Pure."""

from __future__ import annotations

import re
from html import escape
from html.entities import html5
from typing import TYPE_CHECKING, NamedTuple

from monitor.errors import UsageError
from monitor.feeds.charset import decode
from monitor.feeds.documents import named, xml_fault, xml_tree
from monitor.feeds.items import primary_language
from monitor.feeds.written_address import written_address

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from monitor.types import Feed

_AND = re.compile(r"&(?!#\d+;|#x[0-9a-fA-F]+;|(?:amp|lt|gt|quot|apos);)(?:(\w+;))?")
_OF_FEEDS = ("rss", "atom")
OURS = {"id": "monitorId", "owner": "monitorOwner", "country": "monitorCountry", "primary": "monitorPrimary"}
"""What other readers do not know of a feed, as attributes that they pass over."""


class Outline(NamedTuple):
    """A feed of a list. `ours`: what only a list of our own says, by its key in feeds.toml."""

    url: str
    title: str
    language: str | None
    ours: Mapping[str, str]


class Left(NamedTuple):
    """An outline that is meant as a feed, and names none that can be asked."""

    title: str
    address: str


class FeedList(NamedTuple):
    """`fault`: where its XML is broken, in words, so that feeds may be missing from what was found."""

    outlines: list[Outline]
    left: list[Left]
    fault: str | None


def read_opml(body: bytes) -> FeedList:
    """The feeds in it, however deeply they are grouped, each address once. Raises ParseError or UsageError."""
    text = _AND.sub(_as_xml, decode(body, {}))
    outlines = [
        {name.lower(): value for name, value in each.attrib.items()} for each in named(xml_tree(text), "outline")
    ]
    meant = [each for each in outlines if each.get("xmlurl") or (each.get("type") or "").lower() in _OF_FEEDS]
    if not meant:
        raise UsageError("there is no feed in it: give an OPML file, whose outlines name feeds with xmlUrl")
    first: dict[str, Outline] = {}
    left: list[Left] = []
    for each in meant:
        written = (each.get("xmlurl") or "").strip()
        address = written_address(written)
        if address is None:
            left.append(Left(_title(each), written))
        else:
            first.setdefault(address, _outline(each, address))
    return FeedList(list(first.values()), left, xml_fault(text))


def _as_xml(found: re.Match[str]) -> str:
    """A bare `&`, as addresses have it, or one of HTML's names, which XML does not know."""
    name = found[1] or ""
    return "".join(f"&#{ord(letter)};" for letter in html5[name]) if name in html5 else f"&amp;{name}"


def _outline(attributes: Mapping[str, str], address: str) -> Outline:
    ours = {key: attributes.get(name.lower(), "").strip() for key, name in OURS.items()}
    return Outline(
        address,
        _title(attributes),
        primary_language(attributes.get("language")),
        {key: value for key, value in ours.items() if value},
    )


def _title(attributes: Mapping[str, str]) -> str:
    return " ".join((attributes.get("title") or attributes.get("text") or "").split())


def write_opml(feeds: Iterable[Feed]) -> str:
    """The feeds as a list that other readers take."""
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head><title>Feeds</title></head>\n  <body>\n'
    )
    return head + "".join(f"    <outline{_attributes(feed)}/>\n" for feed in feeds) + "  </body>\n</opml>\n"


def _attributes(feed: Feed) -> str:
    ours = {
        "id": feed.id,
        "owner": feed.owner if feed.owner != feed.outlet else None,
        "country": feed.country,
        "primary": "true" if feed.primary else None,
    }
    said = {"type": "rss", "text": feed.outlet, "title": feed.outlet, "xmlUrl": feed.url, "language": feed.language}
    said |= {OURS[key]: value for key, value in ours.items()}
    return "".join(f' {name}="{escape(value, quote=True)}"' for name, value in said.items() if value)
