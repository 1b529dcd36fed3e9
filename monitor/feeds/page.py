"""An article's HTML page → its text. The only file that imports trafilatura."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

import trafilatura

from monitor.errors import ParseError
from monitor.feeds.charset import decode, storable
from monitor.feeds.page_date import published
from monitor.feeds.page_head import read_head
from monitor.feeds.page_kind import no_article

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import datetime

_XML_DECLARATION = re.compile(r"\s*<\?xml[^>]*\?>", re.IGNORECASE)
_LONG_GAP = re.compile(r"\s{100,}")  # trafilatura takes quadratic time for these: 1 MB of blanks more than a minute
_NOTHING = "the page has no article text"


@dataclass(frozen=True, slots=True, kw_only=True)
class PageText:
    """What a page says: paragraphs apart by an empty line; `published` only where it is sure."""

    text: str
    title: str
    published: datetime | None = None
    language: str | None = None


def extract_page(body: bytes, url: str, headers: Mapping[str, str], *, told: str = "") -> PageText:
    """The article on the page at `url`, without menus, comments and teasers where they can be told from it.

    `told` is the title under which it was announced, where it was: a page that bears it is no error page, whatever it speaks of.
    Raises ParseError where there is no article text, with what the page is instead.
    """
    document = _XML_DECLARATION.sub("", _LONG_GAP.sub("\n", decode(body, headers)), count=1)
    tree = trafilatura.load_html(document)
    if tree is None:
        raise ParseError(_NOTHING)
    head = read_head(document)
    day = published(document, tree, url, head.published)
    text = trafilatura.extract(tree, url=url, include_comments=False, include_tables=True) or ""
    text = re.sub(r"\n+", "\n\n", storable(text).strip())
    reason = no_article(document, title=head.title, text=text, told=told) or (None if text else _NOTHING)
    if reason:
        raise ParseError(reason)
    return PageText(text=text, title=head.title, published=day, language=head.language)
