"""Copies: MinHash signatures of articles, and shingles by which repeated wording is found. Only this imports datasketch."""

from __future__ import annotations

import re
import zlib
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

PERMUTATIONS = 128
"""Values of a signature, as datasketch has it by default: what is estimated of two has a standard error of .044 at most."""
_SIZE = 5
"""Words of a shingle; chosen by hand."""
_SEED = 1
"""Any, and always the same: signatures are kept, and compared with later ones."""
_WORD = re.compile(r"\w+")


def signature(text: str) -> tuple[int, ...]:
    """128 MinHash values (32 bits each) of the text's 5-word shingles, the same in every process.

    Empty for a text of fewer than five words. The share of equal values in two of them estimates their Jaccard similarity.
    """
    runs = {run.encode() for run in _runs(text, _SIZE)}
    if not runs:
        return ()
    from datasketch import MinHash  # noqa: PLC0415 - it brings SciPy: most of a second that only who reads articles should pay

    hashed = MinHash(num_perm=PERMUTATIONS, seed=_SEED, hashfunc=zlib.crc32)
    hashed.update_batch(runs)
    return tuple(int(value) for value in hashed.hashvalues)


def shingles(text: str, size: int) -> tuple[int, ...]:
    """Signed 64-bit hashes of the text's runs of `size` words, sorted, each once; empty for a shorter text."""
    return tuple(sorted({_hash(run) for run in _runs(text, size)}))


def _runs(text: str, size: int) -> Iterator[str]:
    """Runs of words, without case, punctuation or the difference between ё and е."""
    words = _WORD.findall(text.casefold().replace("ё", "е"))
    return (" ".join(words[n : n + size]) for n in range(len(words) - size + 1))


def _hash(run: str) -> int:
    return int.from_bytes(blake2b(run.encode(), digest_size=8).digest(), "big", signed=True)
