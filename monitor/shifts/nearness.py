"""Which sentences are about one thing, by their vectors. May import: ports, errors, numpy."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

import numpy as np

from monitor.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from monitor.ports import Embedder

logger = logging.getLogger(__name__)


class Meaning:
    """How near two sentences are in meaning, also across languages; 0 where the model fails, and the log says so.

    Each sentence gets its vector once; they are kept as long as this is, which is while one article is weighed.
    """

    def __init__(self, embedder: Embedder) -> None:
        self._embedder = embedder
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def __call__(self, one: str, other: str, /) -> float:
        new = [text for text in dict.fromkeys((one, other)) if text not in self._vectors]
        try:
            self._vectors |= zip(new, self._embedder.embed(new), strict=True) if new else ()
        except ModelError as error:
            logger.warning("translated words are not looked for: %s", error)
            return 0.0
        return float(self._vectors[one] @ self._vectors[other])


class Nearness:
    """Compares texts with one another; each text gets its vector once, however many weeks look at it."""

    def __init__(self) -> None:
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def of(self, texts: Sequence[str], embedder: Embedder, *, from_: float) -> Near:
        """Which of the texts have a cosine of `from_` or more. Vectors of other texts are forgotten. Raises ModelError."""
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        known = self._vectors | (dict(zip(new, embedder.embed(new), strict=True)) if new else {})
        self._vectors = {text: known[text] for text in texts}
        return Near([known[text] for text in texts], from_)


class Near:
    """`near[a][b]`: texts a and b are near. A row is made when it is first asked for: of all pairs of many texts few are looked at."""

    def __init__(self, vectors: Sequence[NDArray[np.float32]], from_: float) -> None:
        self._vectors, self._from = np.stack(vectors) if vectors else np.zeros((0, 0), dtype=np.float32), from_
        self._rows: dict[int, NDArray[np.bool_]] = {}

    def __getitem__(self, one: int, /) -> NDArray[np.bool_]:
        """(texts,)"""
        if one not in self._rows:
            self._rows[one] = self._vectors @ self._vectors[one] >= self._from
        return self._rows[one]
