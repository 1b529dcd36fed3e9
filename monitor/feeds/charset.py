"""Bytes → text: which charset a feed or page is really in. Imports the standard library only."""

from __future__ import annotations

import codecs
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

# UTF-32 first: its little-endian mark begins with that of UTF-16.
_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = (
    (b"<\x00\x00\x00", "utf-32-le"),
    (b"\x00\x00\x00<", "utf-32-be"),
    (b"<\x00", "utf-16-le"),
    (b"\x00<", "utf-16-be"),
)
_DECLARATION = re.compile(rb"""(?:encoding|charset)\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
_IN_HEADER = re.compile(r"""charset\s*=\s*["']?\s*([\w.:-]{2,40})""", re.IGNORECASE)
# What these labels mean on the web is the wider charset (WHATWG Encoding Standard).
_WIDER = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "euc_kr": "cp949",
    "shift_jis": "cp932",
}
_ALIASES = {"win-1251": "cp1251", "cp-1251": "cp1251", "windows1251": "cp1251", "koi8": "koi8-r", "x-sjis": "cp932"}
# Python codecs that are no charsets of documents; some raise surprising errors or warn.
_NO_CHARSETS = {"idna", "punycode", "undefined", "unicode_escape", "unicode-escape", "raw-unicode-escape", "utf-7"}
_CYRILLIC = {"cp1251", "koi8-r", "koi8-u", "iso8859-5", "cp866", "mac-cyrillic"}
_WESTERN = {"cp1252", "iso8859-15"}
_FREQUENT = frozenset("оеаинтсрОЕАИНТСРіІ")
"""Three letters of five in Russian and Ukrainian text, and one of three in text that is read in another Cyrillic charset."""
_CYRILLIC_RUN = re.compile(rb"[\xc0-\xff]{4}")
"""Western text has no four letters beyond ASCII in a row; Cyrillic text has little else."""
_HIGH_RUN = re.compile(rb"[\x80-\xff]{4}")
"""The same where no charset is known: IBM's Cyrillic letters begin at 0x80."""
_GUESSED = ("cp1251", "koi8-u", "iso8859-5", "cp866")
_MAKES_WORDS = 0.45
"""Between the share of frequent letters in words and that in words read in another charset."""
_CAPITAL_INSIDE = re.compile("(?<=[а-яёіїєґ])[А-ЯЁІЇЄҐ]")
_SAMPLE = 100_000  # bytes
_DECLARED_WITHIN = 4096
_UNSTORABLE = re.compile("[\x00\ud800-\udfff]")


def decode(body: bytes, headers: Mapping[str, str]) -> str:
    """The document as text, never failing: byte-order mark, then what the bytes prove, then what is declared, by the server first.

    Bytes that read as UTF-8 are UTF-8 whatever the server says: text in another charset hardly ever does.
    """
    for mark, codec in (*_MARKS, *_UNMARKED):
        if body.startswith(mark):
            return storable(body.decode(codec, "replace").removeprefix("\ufeff"))
    codecs_declared = tuple(_declared(body, headers))
    for codec in codecs_declared:
        if _is_seven_bit(codec):
            return storable(body.decode(codec, "replace"))
    text, is_utf8 = _as_utf8(body)
    return storable(text if is_utf8 else _in_another_charset(body, codecs_declared))


def storable(text: str) -> str:
    """`text` with NUL and lone surrogates, which no database takes, replaced one for one by U+FFFD."""
    return text if text.isascii() and "\x00" not in text else _UNSTORABLE.sub("\ufffd", text)


def _declared(body: bytes, headers: Mapping[str, str]) -> Iterator[str]:
    content_type = next((value for name, value in headers.items() if name.lower() == "content-type"), "")
    labels = [found[1] for found in [_IN_HEADER.search(content_type)] if found]
    labels += [found[1].decode() for found in [_DECLARATION.search(body[:_DECLARED_WITHIN])] if found]
    for label in labels:
        codec = _codec(label.lower())
        if codec:
            yield codec


def _codec(label: str) -> str | None:
    try:
        name = codecs.lookup(_ALIASES.get(label, label)).name
        agrees = b"<".decode(name) == "<"
    except (
        LookupError,
        ValueError,
    ):  # unknown, no codec for text, or, as UTF-16 is, no charset in which ASCII is ASCII
        return None
    if not agrees or name in _NO_CHARSETS:
        return None
    return _WIDER.get(name, name)


def _is_seven_bit(codec: str) -> bool:
    return codec == "hz" or codec.startswith("iso2022")


def _as_utf8(body: bytes) -> tuple[str, bool]:
    text = body.decode("utf-8", "replace")
    damaged = text.count("\ufffd")
    beyond_ascii = len(text) - sum(len(run) for run in re.findall("[\x00-\x7f]+", text))
    good = beyond_ascii - damaged
    # One broken character in twenty is a damaged document; more is another charset. One that is begun at the end of others is a document that was cut.
    broken = damaged - (good > 0 and _ends_within_a_character(body))
    return text, broken * 20 <= good


def _ends_within_a_character(body: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    decoder.decode(body[-4:])
    return decoder.getstate()[0] != b""


def _in_another_charset(body: bytes, declared: tuple[str, ...]) -> str:
    others = _by_plausibility(body, tuple(codec for codec in declared if codec != "utf-8"))
    for codec in others:
        try:
            return body.decode(codec)
        except UnicodeDecodeError:
            continue
    return body.decode(next(iter(others), None) or _guess(body[:_SAMPLE]), "replace")


def _guess(body: bytes) -> str:
    """The charset of bytes that nothing labels: the Cyrillic one in which they make words; where none does, by their runs."""
    if not _HIGH_RUN.search(body):
        return "cp1252"
    texts = {codec: body.decode(codec, "replace") for codec in _GUESSED}
    best = max(_GUESSED, key=lambda codec: _words(texts[codec]))
    by_runs = "cp1251" if _CYRILLIC_RUN.search(body) else "cp1252"
    return best if _frequent_letters(texts[best]) >= _MAKES_WORDS else by_runs


def _words(text: str) -> float:
    """How much the text looks like Russian or Ukrainian: frequent letters, less the capitals that stand behind a small letter."""
    inside = len(_CAPITAL_INSIDE.findall(text))
    return _frequent_letters(text) - inside / max(1, sum(letter > "\x7f" for letter in text))


def _by_plausibility(body: bytes, declared: tuple[str, ...]) -> tuple[str, ...]:
    """As they were declared, but of Cyrillic charsets, in all of which all bytes are letters, that first in which they make words.

    The Cyrillic one of a Western and a Cyrillic one where there are Cyrillic words: many servers name Latin-1 for whatever they send.
    """
    if _WESTERN.intersection(declared) and _CYRILLIC.intersection(declared):
        return tuple(sorted(declared, key=_WESTERN.__contains__)) if _CYRILLIC_RUN.search(body) else declared
    if len(set(declared)) < 2 or not _CYRILLIC.issuperset(declared):
        return declared
    return tuple(
        sorted(declared, key=lambda codec: _frequent_letters(body[:_SAMPLE].decode(codec, "replace")), reverse=True)
    )


def _frequent_letters(text: str) -> float:
    """The share of the most frequent letters in all that is not ASCII."""
    beyond_ascii = [letter for letter in text if letter > "\x7f"]
    return sum(letter in _FREQUENT for letter in beyond_ascii) / max(1, len(beyond_ascii))
