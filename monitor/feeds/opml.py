"""OPML, in which feed readers pass on lists of feeds: read and written. Pure."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, NamedTuple

from monitor.errors import UsageError
from monitor.feeds.charset import decode
from monitor.feeds.documents import named, xml_tree
from monitor.feeds.items import primary_language, web_address

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor.types import Feed


class Outline(NamedTuple):
    """A feed of a list."""

    url: str
    title: str
    language: str | None


def read_opml(body: bytes) -> list[Outline]:
    """The feeds in it, however deeply they are grouped, each address once. Raises ParseError or UsageError."""
    root = xml_tree(decode(body, {}))
    outlines = [{name.lower(): value for name, value in each.attrib.items()} for each in named(root, "outline")]
    found = [
        Outline(
            address,
            " ".join((outline.get("title") or outline.get("text") or "").split()),
            primary_language(outline.get("language")),
        )
        for outline in outlines
        if (address := web_address((outline.get("xmlurl") or "").strip(), ""))
    ]
    if not found:
        raise UsageError("there is no feed in it: give an OPML file, whose outlines name feeds with xmlUrl")
    first: dict[str, Outline] = {}
    for outline in found:
        first.setdefault(outline.url, outline)
    return list(first.values())


def write_opml(feeds: Iterable[Feed]) -> str:
    """The feeds as a list that other readers take."""
    lines = (
        f'    <outline type="rss" text="{_quoted(feed.outlet)}" title="{_quoted(feed.outlet)}" xmlUrl="{_quoted(feed.url)}"'
        + (f' language="{feed.language}"' if feed.language else "")
        + "/>\n"
        for feed in feeds
    )
    head = (
        '<?xml version="1.0" encoding="UTF-8"?>\n<opml version="2.0">\n  <head><title>Feeds</title></head>\n  <body>\n'
    )
    return head + "".join(lines) + "  </body>\n</opml>\n"


def _quoted(text: str) -> str:
    return escape(text, quote=True)
