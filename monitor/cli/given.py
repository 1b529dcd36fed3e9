"""What kind of document was given, told from its bytes. Pure; a document that cannot be read is refused with what to do."""

from __future__ import annotations

import codecs
import json
import re
from typing import Literal

from monitor.errors import UsageError

Kind = Literal["archive", "html", "text"]

LONGEST = 1_000_000
"""Characters. Reading takes minutes for so much, and nothing that a newsroom calls an article is longer."""

_LOOK_AT = 4096
_BINARY = (
    (b"%PDF-", "a PDF"),
    (b"PK\x03\x04", "a Word or zip file"),
    (b"\xd0\xcf\x11\xe0", "an old Word file"),
    (b"{\\rtf", "an RTF file"),
    (b"\x89PNG", "an image"),
    (b"\xff\xd8\xff", "an image"),
    (b"GIF8", "an image"),
)
_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE, codecs.BOM_UTF32_LE, codecs.BOM_UTF32_BE)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\v\f\r\x1b")
_TOO_MANY = 0.02
_MARKUP = re.compile(
    rb"<(?:!|\?xml|/?(?:html|head|body|meta|title|link|style|script|article|main|section|header|div|span|p|h[1-6]|ul|ol|table|blockquote"
    rb"|figure|img|a|b|i|em|strong|br)[\s/>])"
)
"""How a page begins, or a piece of one."""
_PAGE = re.compile(rb"<(?:!doctype|\?xml|html|head|body)[\s>]", re.IGNORECASE)
_LIST = re.compile(rb"\[\s*\{")
_EMPTY = "{} is empty: give a text, HTML or JSON file"


def kind_of(body: bytes, where: str) -> Kind:
    """Raises UsageError for what is empty, too long or not text."""
    if not body.strip():
        raise UsageError(_EMPTY.format(where))
    if body.startswith(b"\x1f\x8b"):
        raise UsageError(f"{where} is gzipped: unpack it first, or give it with --batch if it is an archive")
    if name := next((name for start, name in _BINARY if body.startswith(start)), None):
        raise UsageError(f"{where} is {name}, not text: save its text as a .txt or .html file and give that")
    if not body.startswith(_WIDE) and _is_binary(body[:_LOOK_AT]):
        raise UsageError(f"{where} is not text: give a text, HTML or JSON file")
    start = body.removeprefix(codecs.BOM_UTF8).lstrip()[:200].lower()
    if start.startswith(b"{") or _LIST.match(start) or (start.startswith(b"[") and _is_json(body)):
        return "archive"
    return "html" if _MARKUP.match(start) else "text"


def as_page(body: bytes) -> bytes:
    """A piece of a page as a page, which is else taken for none; a page as it is."""
    bare = body.removeprefix(codecs.BOM_UTF8)
    return body if _PAGE.search(bare[:_LOOK_AT]) else b"<html><body>" + bare + b"</body></html>"


def check_words(text: str, where: str) -> None:
    """Raises UsageError for a text of blanks alone: there are more of them than its bytes show."""
    if not text.strip().strip("\ufeff\u200b\0"):
        raise UsageError(_EMPTY.format(where))


def check_length(text: str, where: str) -> None:
    """Raises UsageError for a text that is no article by its length."""
    if len(text) > LONGEST:
        raise UsageError(
            f"{where} has {len(text):,} characters, and {LONGEST:,} are the most that are read as one article:"
            " give one article a file, or many as lines with --batch"
        )


def _is_json(body: bytes) -> bool:
    """Whether all of it is one document; a text may well begin with a bracket."""
    try:
        json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return False
    return True


def _is_binary(start: bytes) -> bool:
    controls = len(start) - len(start.translate(None, _CONTROLS))
    return b"\0" in start or controls > _TOO_MANY * len(start)
