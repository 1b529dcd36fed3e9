"""A gzipped file that a server sends as it lies, as many do with sitemaps (.xml.gz) → the document in it. Imports the standard library only."""

from __future__ import annotations

import zlib

from monitor.errors import FetchError
from monitor.feeds.answers import too_large

_GZIP = b"\x1f\x8b\x08"
_PIECE = 4096
"""Bytes: what follows a member is copied when it ends, which must cost little where a hostile file has a member every 20 bytes."""


def unpacked(body: bytes, limit: int) -> bytes:
    """The document, where the body is a gzipped one, in however many members. Raises FetchError for one of more than `limit` bytes, or that cannot be
    unpacked."""
    if not body.startswith(_GZIP):
        return body
    document, at = bytearray(), 0
    while body.startswith(_GZIP, at):
        at = _add_member(document, body, at, limit=limit)
    return bytes(document)


def _add_member(document: bytearray, body: bytes, at: int, *, limit: int) -> int:
    """Where in the body the member ends."""
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    while not unpacking.eof:
        if not (piece := body[at : at + _PIECE]):
            raise FetchError("its gzipped document breaks off", kind="temporary")
        try:
            document += unpacking.decompress(piece, limit + 1 - len(document))
        except zlib.error as error:
            raise FetchError("its gzipped document is damaged", kind="temporary") from error
        if len(document) > limit:
            raise too_large(limit)
        at += len(piece) - len(unpacking.unused_data)
    return at
