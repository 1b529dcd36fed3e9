"""HTML of a feed's item → plain text with its paragraphs. Pure."""

from __future__ import annotations

import re
from html import unescape
from typing import TYPE_CHECKING

from monitor.feeds.charset import storable
from monitor.feeds.documents import HtmlTeller

if TYPE_CHECKING:
    from collections.abc import Mapping

_FORGOTTEN = ("svg", "select", "template", "iframe", "object", "noscript", "textarea", "title")
"""Hidden parts that outlets forget to end; what follows a script or style that does not end may be code."""
_HIDDEN = frozenset({*_FORGOTTEN, "script", "style", "head"})
_BEGIN = re.compile(rf"<({'|'.join(_FORGOTTEN)})(?=[\s/>])[^<>]*>", re.IGNORECASE)
_END = re.compile(rf"</({'|'.join(_FORGOTTEN)})(?=[\s/>])", re.IGNORECASE)
_LINE = frozenset({"br", "li", "tr", "dt", "dd", "option"})
_BLOCK = frozenset(
    """p div article section header footer main aside nav figure figcaption blockquote pre ul ol dl table
    h1 h2 h3 h4 h5 h6 hr form fieldset address details summary""".split()  # noqa: SIM905  # one line reads better than forty
)
_GAP = frozenset({"td", "th"})
_MARKUP = re.compile(r"<[a-zA-Z/!?]")
_FREE: list[HtmlTeller] = []
_PARAGRAPH, _NEWLINE = "\x00", "\x01"  # separators that HTML text cannot hold, and no white space
_LINE_ENDS = re.compile("\r\n|[\n\r\x85\u2028\u2029]")
_SEPARATORS = re.compile(f"[{_PARAGRAPH}{_NEWLINE}][ {_PARAGRAPH}{_NEWLINE}]*")


def html_to_text(html: str) -> str:
    """Plain text: entities resolved, scripts dropped, paragraphs apart by an empty line, `<br>` and list items by a line end.

    Takes any fragment, and plain text too, whose own line ends are then kept.
    """
    html = storable(html)
    if not _MARKUP.search(html):
        return _tidy(_keep_lines(unescape(html)))
    return _tidy(_told(html))


def one_line(html: str) -> str:
    """As html_to_text, on one line: for titles."""
    return " ".join(html_to_text(html).split())


def _told(html: str) -> str:
    """One that failed half-way is not used again, and no two threads use the same."""
    try:
        teller = _FREE.pop()
    except IndexError:
        teller = HtmlTeller(_Text())
    text: str = teller.tell(_ended(html))
    _FREE.append(teller)
    return text


def _ended(html: str) -> str:
    """Without the beginnings of hidden parts that have no end: they would hide all that follows."""
    if not _BEGIN.search(html):
        return html
    last = {found[1].lower(): found.start() for found in _END.finditer(html)}
    return _BEGIN.sub(lambda begun: begun[0] if last.get(begun[1].lower(), -1) > begun.start() else "", html)


class _Text:
    """Collects the text while the parser reads, and begins anew."""

    def __init__(self) -> None:
        self._pieces: list[str] = []
        self._hidden: list[str] = []

    def start(self, tag: str, _attributes: Mapping[str, str]) -> None:
        if self._hidden or tag in _HIDDEN:
            self._hidden.append(tag)
        self._separate(tag)

    def end(self, tag: str) -> None:
        if self._hidden:
            self._hidden.pop()
        if tag in _BLOCK:
            self._separate(tag)

    def data(self, text: str) -> None:
        if not self._hidden:
            self._pieces.append(text.replace(_NEWLINE, " "))

    def close(self) -> str:
        text = "".join(self._pieces)
        self._pieces.clear()
        self._hidden.clear()
        return text

    def _separate(self, tag: str) -> None:
        if tag in _BLOCK:
            self._pieces.append(_PARAGRAPH)
        elif tag in _LINE:
            self._pieces.append(_NEWLINE)
        elif tag in _GAP:
            self._pieces.append(" ")


def _keep_lines(text: str) -> str:
    return _LINE_ENDS.sub(_NEWLINE, text.replace(_NEWLINE, " "))


def _tidy(text: str) -> str:
    # Not with a regular expression for each gap between two words, of which there are most.
    text = " ".join(text.split()).replace(f" {_PARAGRAPH}", _PARAGRAPH).replace(f" {_NEWLINE}", _NEWLINE)
    return storable(_SEPARATORS.sub(lambda run: "\n" if run[0].rstrip() == _NEWLINE else "\n\n", text).strip())
