"""Our own cross-encoder: it reads two texts together, so that it sees what a vector of each hides.

How it was trained, on what, and how well it does: training/README.md.
"""

from __future__ import annotations

import hashlib
import json
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import numpy as np

from monitor.errors import ModelError
from monitor.models.onnx_network import OnnxNetwork, softmax
from monitor.models.pieces import read_pieces
from monitor.models.texts import position_text, statement_text
from monitor.ports import Placed, Placing, Relating

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from numpy.typing import NDArray

    from monitor.ports import EarlierLine, Saying

BUNDLED = Path(__file__).with_name("weights")
MOST_PIECES = 160
"""Pieces of both texts together; what goes beyond is left off the end of the second."""
PLACES = 7
"""What the network tells of each issue: the five levels, about it without a side, not about it."""
_START, _END = 0, 2
_TO_DO = "install the project again, or name another folder under [models] cross_encoder in monitor.toml"

Probabilities = tuple[float, ...]


class _Loaded(NamedTuple):
    network: OnnxNetwork
    pieces: Any
    card: dict[str, Any]


class CrossEncoder:
    """Places statements on an axis and relates passages to a position. Loads at the first call, after checking what it loads."""

    def __init__(self, folder: Path = BUNDLED) -> None:
        self._folder = folder

    @cached_property
    def name(self) -> str:
        """With the first digits of the weights' hash, so that no two models are taken for one. Raises ModelError."""
        card = _read_card(self._folder)
        return f"{card['name']}-{card['files']['network.onnx'][:8]}"

    def place(self, statements: Sequence[Saying]) -> list[Placed]:
        """Of each the place on every issue that the network was taught. Raises ModelError."""
        questions = [(statement_text(bloc=said.bloc, before=said.before), said.words) for said in statements]
        answers = self._ask(questions, ("place", "commitment"))
        return [_placed(place, commitment, self._loaded.card["issues"]) for place, commitment in answers]

    def relate(self, questions: Sequence[tuple[EarlierLine, str]]) -> list[Relating]:
        """For each (earlier line, passage) what the passage does to it. Raises ModelError."""
        worded = [(position_text(actor=b.actor, issue=b.issue, claim=b.claim), passage) for b, passage in questions]
        return [_relating(*answers) for answers in self._ask(worded, ("relation", "direction"))]

    @cached_property
    def _loaded(self) -> _Loaded:
        return _load(self._folder)

    def _ask(self, questions: Sequence[tuple[str, str]], heads: tuple[str, str]) -> list[tuple[Probabilities, ...]]:
        """The probabilities of each head's classes, in the order of the questions.

        One question a run: eight-bit products are scaled by all that is in a run, so that neighbours would change the answer. It costs no more on one core.
        """
        if not questions:
            return []
        network, pieces, card = self._loaded
        answers: list[tuple[Probabilities, ...]] = []
        for first, second in questions:
            ids = np.array([_row(pieces.encode(first), pieces.encode(second))])
            outputs = network.run({"ids": ids, "mask": np.ones_like(ids)}, list(heads))
            calm = [_probabilities(out / card["temperatures"][h], h) for out, h in zip(outputs, heads, strict=True)]
            answers.append(tuple(tuple(map(float, head)) for head in calm))
        return answers


def _placed(place: Probabilities, commitment: Probabilities, issues: Sequence[str]) -> Placed:
    flat, conditional, hedged, denied, question = commitment
    places = {code: _placing(place[n * PLACES : (n + 1) * PLACES]) for n, code in enumerate(issues)}
    return Placed(places, commitment=(flat, conditional, hedged, denied, question))


def _placing(shares: Probabilities) -> Placing:
    unclear, off = shares[5], shares[6]
    told = max(sum(shares[:5]), 1e-9)
    levels = (shares[0] / told, shares[1] / told, shares[2] / told, shares[3] / told, shares[4] / told)
    return Placing(levels=levels, about=1.0 - off, clear=told / max(told + unclear, 1e-9))


def _relating(relation: Probabilities, direction: Probabilities) -> Relating:
    same, contrary, harder, softer, discusses, unrelated, new = relation
    neither, up, down = direction
    return Relating((same, contrary, harder, softer, discusses, unrelated, new), (neither, up, down))


def _row(first: list[int], second: list[int]) -> list[int]:
    row = [_START, *first[: MOST_PIECES // 2], _END, _END, *second]
    return [*row[: MOST_PIECES - 1], _END]


def _probabilities(logits: NDArray[np.float32], head: str) -> NDArray[np.floating[Any]]:
    """Of `place` every seven outputs are a distribution of their own."""
    return softmax(logits.reshape(-1, PLACES) if head == "place" else logits).reshape(-1)


def _read_card(folder: Path) -> dict[str, Any]:
    try:
        card: dict[str, Any] = json.loads((folder / "card.json").read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ModelError(f"the cross-encoder's card in {folder} cannot be read ({error}); {_TO_DO}") from error
    return card


def _load(folder: Path) -> _Loaded:
    card = _read_card(folder)
    content = dict(_checked(folder, card["files"].items()))
    network = OnnxNetwork(content["network.onnx"], folder)
    return _Loaded(network, read_pieces(content["pieces.model"], folder / "pieces.model"), card)


def _checked(folder: Path, files: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    for name, wanted in files:
        try:
            content = (folder / name).read_bytes()
        except OSError as error:
            raise ModelError(f"the cross-encoder's file {folder / name} cannot be read ({error}); {_TO_DO}") from error
        if hashlib.sha256(content).hexdigest() != wanted:
            raise ModelError(f"the cross-encoder's file {folder / name} is damaged or of another version; {_TO_DO}")
        yield name, content
