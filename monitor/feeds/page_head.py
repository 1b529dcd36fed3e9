"""What a page states about itself in its head: title, language, when it was published. Pure."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, NamedTuple

from monitor.feeds.dates import sure_date
from monitor.feeds.items import primary_language
from monitor.feeds.plain import one_line

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from datetime import datetime

_HEAD_WITHIN = 300_000  # characters in which the page's own statements about itself are looked for
_META = re.compile(r"<meta\s[^>]{1,2000}>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"""([\w:.-]+)\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""")
_LINKED_DATE = re.compile(r'"datePublished"\s*:\s*"([^"]{1,100})"')
_LANGUAGE = re.compile(r"""<html\s[^>]{0,2000}?\blang\s*=\s*["']?([\w-]{2,20})""", re.IGNORECASE)
_TITLE = re.compile(r"<title[^>]{0,500}>([^<]{1,1000})", re.IGNORECASE)
_DATE_NAMES = frozenset(
    {"article:published_time", "og:published_time", "datepublished", "dc.date.issued", "dcterms.created", "pubdate"}
)


class Head(NamedTuple):
    """`published` is an instant; only what the page states."""

    title: str
    language: str | None
    published: datetime | None


def read_head(document: str) -> Head:
    head = document[:_HEAD_WITHIN]
    stated = dict(_stated(head))
    language = _LANGUAGE.search(head)
    return Head(
        title=one_line(stated.get("og:title", "")) or _title(head),
        language=primary_language(language[1]) if language else None,
        published=_published(head, stated),
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
