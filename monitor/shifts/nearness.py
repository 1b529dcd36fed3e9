"""Which sentences are about one thing, by their vectors and their words. May import: ports, errors, numpy."""

from __future__ import annotations

import logging
import math
import re
from collections import defaultdict
from typing import TYPE_CHECKING

import numpy as np

from monitor.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from monitor.ports import Embedder

logger = logging.getLogger(__name__)

SHARED = 0.75
"""What words in common weigh beside the vectors."""
STEM = 5
ROWS = 300
_WORD = re.compile(r"[^\W\d_]{4,}")


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

    def of(
        self, texts: Sequence[str], embedder: Embedder, *, usual: int, share: float, between: tuple[float, float]
    ) -> Near:
        """Which of the texts are as like one another as no more than `share` of the pairs of the first `usual` of them are.

        How like two sentences are that have nothing in common differs from one material to another. That likeness lies `between` two
        bounds: strangers are never near, and near are those that tell one thing, however often one thing is told.

        Vectors of other texts are forgotten. Raises ModelError.
        """
        new = [text for text in dict.fromkeys(texts) if text not in self._vectors]
        known = self._vectors | (dict(zip(new, embedder.embed(new), strict=True)) if new else {})
        self._vectors = {text: known[text] for text in texts}
        likeness = Likenesses(texts, [known[text] for text in texts])
        least, most = between
        return Near(likeness, min(max(least, likeness.exceeded_by(share, usual)), most))


class Likenesses:
    """How like each two of the texts are: the cosine of their vectors, and `SHARED` times that of their words, rare ones weighing more.

    A vector tells what a sentence is about; a name, which often makes a theme, weighs little in it.
    """

    def __init__(self, texts: Sequence[str], vectors: Sequence[NDArray[np.float32]]) -> None:
        self._vectors = np.stack(vectors) if vectors else np.zeros((0, 0), dtype=np.float32)
        self._words = [_words(text) for text in texts]
        places: dict[str, list[int]] = defaultdict(list)
        for place, words in enumerate(self._words):
            for word in words:
                places[word].append(place)
        rarity = {word: math.log((len(texts) + 1) / len(there)) for word, there in places.items()}
        lengths = [math.sqrt(sum(rarity[word] ** 2 for word in words)) or 1.0 for words in self._words]
        self._weights = {
            word: np.array([rarity[word] / lengths[place] for place in there], dtype=np.float32)
            for word, there in places.items()
        }
        self._places = {word: np.array(there) for word, there in places.items()}

    def __len__(self) -> int:
        return len(self._words)

    def __getitem__(self, one: int, /) -> NDArray[np.float32]:
        """(texts,)"""
        likeness: NDArray[np.float32] = self._vectors @ self._vectors[one]
        for word in self._words[one]:
            places, weights = self._places[word], self._weights[word]
            likeness[places] += SHARED * weights * weights[np.searchsorted(places, one)]
        return likeness

    def exceeded_by(self, share: float, usual: int) -> float:
        """What this share of the pairs of the first `usual` texts exceed; of many texts, of some hundreds with all."""
        rows = range(0, usual, max(1, -(-usual // ROWS)))
        pairs = [np.delete(self[row][:usual], row) for row in rows]
        return float(np.quantile(np.concatenate(pairs), 1 - share)) if usual > 1 else 0.0


def _words(text: str) -> list[str]:
    """The beginnings of its words of four letters or more, each once: endings differ with the case."""
    return sorted({word.casefold().replace("ё", "е")[:STEM] for word in _WORD.findall(text)})


class Near:
    """`near[a][b]`: texts a and b are near. A row is made when it is first asked for: of all pairs of many texts few are looked at."""

    def __init__(self, likeness: Likenesses, from_: float) -> None:
        self._likeness, self._from = likeness, from_
        self._rows: dict[int, NDArray[np.bool_]] = {}

    def __getitem__(self, one: int, /) -> NDArray[np.bool_]:
        """(texts,)"""
        if one not in self._rows:
            self._rows[one] = self._likeness[one] >= self._from
        return self._rows[one]
