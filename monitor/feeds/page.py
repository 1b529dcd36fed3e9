"""An article's HTML page → its text. The only file that imports trafilatura.

trafilatura's fast mode keeps every paragraph of the article and is as accurate as its slower ones, so there is no
second extractor behind it. Its guess of the date is not used: only dates that the page states are sure.
"""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import trafilatura

from monitor.errors import ParseError
from monitor.feeds.charset import decode, storable
from monitor.feeds.dates import sure_date
from monitor.feeds.items import primary_language
from monitor.feeds.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

_HEAD_WITHIN = 300_000  # characters in which the page's own statements about itself are looked for
_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>", re.IGNORECASE)
_LONG_GAP = re.compile(r"\s{100,}")  # trafilatura takes quadratic time for these: 1 MB of blanks more than a minute
_META = re.compile(r"<meta\s[^>]{1,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_LINKED_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{1,100})"')
_LANGUAGE = re.compile(r"""<html\s[^>]{0,2000}?\blang\s*=\s*["']?([\w-]{2,20})""", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]{0,500}>([^<]{1,1000})", re.IGNORECASE)
_DATE_NAMES = frozenset(
    {"article:published_time", "og:published_time", "datepublished", "dc.date.issued", "dcterms.created", "pubdate"}
)


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """What a page says: paragraphs apart by an empty line; `published` only where the page states it."""

    text: str
    title: str
    published: datetime | None = None
    language: str | None = None


def extract_page(body: bytes, url: str, headers: Mapping[str, str]) -> PageText:
    """The article on the page at `url`, without menus and comments where they can be told from it.

    Raises ParseError where there is no article text.
    """
    document = _XML_DECLARATION.sub("", _LONG_GAP.sub("\n", decode(body, headers)), count=1)
    text = trafilatura.extract(document, url=url, fast=True, include_comments=False, include_tables=True)
    if not text or not text.strip():
        raise ParseError("the page has no article text")
    head = document[:_HEAD_WITHIN]
    stated = dict(_stated(head))
    language = _LANGUAGE.search(head)
    return PageText(
        text=re.sub(r"\n+", "\n\n", storable(text).strip()),
        title=one_line(stated.get("og:title", "")) or _title(head),
        published=_published(head, stated),
        language=primary_language(language[1]) if language else None,
    )


def _stated(head: str) -> Iterator[tuple[str, str]]:
    """What the page's meta elements state; of two with one name the last."""
    for element in _META.findall(head):
        found = {name.lower(): html.unescape(a or b or c) for name, a, b, c in _ATTRIBUTE.findall(element)}
        name = found.get("property") or found.get("name") or found.get("itemprop")
        if name and "content" in found:
            yield name.lower(), found["content"]


def _title(head: str) -> str:
    found = _TITLE.search(head)
    return one_line(found[1]) if found else ""


def _published(head: str, stated: Mapping[str, str]) -> datetime | None:
    linked = _LINKED_DATE.search(head)
    candidates = [*(stated[name] for name in sorted(_DATE_NAMES & stated.keys())), *([linked[1]] if linked else [])]
    return next((date for candidate in candidates if (date := sure_date(candidate))), None)
