"""Locality-sensitive hashing of MinHash signatures (Indyk, Motwani 1998; Broder 1997). Pure; imports nothing of ours.

BANDS bands of ROWS numbers: two texts share a bucket with probability 1 − (1 − s^ROWS)^BANDS at Jaccard similarity s:
.996 at .5, .78 at .33, .04 at .1 (32 bands of 4 would miss 13 % of the copies at .5).
"""

from __future__ import annotations

import hashlib
import struct
from operator import eq
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

BANDS = 42
ROWS = 3


def pack(signature: Sequence[int]) -> bytes:
    """Unsigned 32-bit numbers, little-endian."""
    return struct.pack(f"<{len(signature)}I", *signature)


def unpack(packed: bytes) -> tuple[int, ...]:
    return struct.unpack(f"<{len(packed) // 4}I", packed)


def buckets(signature: Sequence[int]) -> list[int]:
    """One signed 64-bit number a band, of the band's place and its numbers; none for a text without a signature."""
    packed, width = pack(signature), ROWS * 4
    whole = min(BANDS, len(signature) // ROWS)
    return [_bucket(place, packed[place * width : (place + 1) * width]) for place in range(whole)]


def _bucket(place: int, band: bytes) -> int:
    return int.from_bytes(hashlib.blake2b(band, digest_size=8, person=b"%d" % place).digest(), "little", signed=True)


def estimated_similarity(one: Sequence[int], other: Sequence[int]) -> float:
    """The share of equal numbers, an unbiased estimate of Jaccard; 0 where the signatures are of different lengths."""
    if not one or len(one) != len(other):
        return 0.0
    equal: int = sum(map(eq, one, other))
    return equal / len(one)
