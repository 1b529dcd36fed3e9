"""Which sentences are about one thing, by their vectors. May import: ports, numpy."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from monitor.ports import Embedder


class Nearness:
    """Compares texts with one another; each text gets its vector once, however many weeks look at it."""

    def __init__(self) -> None:
        self._vectors: dict[str, NDArray[np.float32]] = {}

    def of(self, texts: Sequence[str], embedder: Embedder, *, from_: float) -> NDArray[np.bool_]:
        """near[a, b]: the cosine of texts a and b is `from_` or more. Vectors of other texts are forgotten. Raises ModelError."""
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        known = self._vectors | (dict(zip(new, embedder.embed(new), strict=True)) if new else {})
        self._vectors = {text: known[text] for text in texts}
        if not texts:
            return np.zeros((0, 0), dtype=np.bool_)
        rows = np.stack([known[text] for text in texts])
        near: NDArray[np.bool_] = rows @ rows.T >= from_
        return near
