"""A gzipped file that a server sends as it lies, as many do with sitemaps (.xml.gz) → the document in it. Imports the standard library only."""

from __future__ import annotations

import zlib

from monitor.errors import FetchError
from monitor.feeds.answers import too_large

_GZIP = b"\x1f\x8b\x08"


def unpacked(body: bytes, limit: int) -> bytes:
    """The document, where the body is a gzipped one. Raises FetchError for one of more than `limit` bytes, or that cannot be unpacked."""
    if not body.startswith(_GZIP):
        return body
    unpacking = zlib.decompressobj(wbits=zlib.MAX_WBITS | 16)
    try:
        document = unpacking.decompress(body, limit + 1)
    except zlib.error as error:
        raise FetchError("its gzipped document is damaged", kind="temporary") from error
    if len(document) > limit:
        raise too_large(limit)
    if not unpacking.eof:
        raise FetchError("its gzipped document breaks off", kind="temporary")
    return document
