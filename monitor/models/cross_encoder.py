"""Our own cross-encoder: it reads a text as a whole, or two together, so that it sees what a vector of each sentence hides.

How it was trained, on what, and how well it does: training/README.md.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any, NamedTuple

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

from monitor.errors import ModelError
from monitor.models.classes import OFF, PLACES, UNCLEAR, refuse_other_classes
from monitor.models.onnx_network import OnnxNetwork, softmax
from monitor.models.pieces import read_pieces
from monitor.models.texts import position_text, said_text
from monitor.models.windows import cut_windows, pair_row
from monitor.ports import Directions, Placed, Placing, Relating, Relations, Saying
from monitor.types import LEVELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from numpy.typing import NDArray

    from monitor.ports import EarlierLine, Text

BUNDLED = Path(__file__).with_name("weights")
_TO_DO = "install the project again"

Probabilities = tuple[float, ...]


class _Files(BaseModel):
    """The hash of each file that is loaded."""

    model_config = ConfigDict(strict=True, frozen=True)

    network: str = Field(alias="network.onnx")
    pieces: str = Field(alias="pieces.model")


_Temperature = Annotated[float, Field(gt=0, allow_inf_nan=False)]


class _Temperatures(BaseModel):
    """What each head's outputs are divided by, so that its probabilities come true as often as they say."""

    model_config = ConfigDict(strict=True, frozen=True)

    place: _Temperature
    commitment: _Temperature
    relation: _Temperature
    direction: _Temperature


class _Card(BaseModel):
    """What stands beside a network: which one it is, and what its outputs are."""

    model_config = ConfigDict(strict=True, frozen=True)

    name: str
    files: _Files
    issues: list[str]
    temperatures: _Temperatures
    classes: dict[str, list[str]] = {}

    @field_validator("issues")
    @classmethod
    def _each_once(cls, issues: list[str]) -> list[str]:
        if len(set(issues)) != len(issues):
            raise ValueError("an issue is named twice")
        return issues


class _Loaded(NamedTuple):
    network: OnnxNetwork
    pieces: Any
    card: _Card


class CrossEncoder:
    """Places statements on an axis and relates passages to a position. Loads at the first call, after checking what it loads."""

    in_context = True

    def __init__(self, folder: Path = BUNDLED, *, step: Callable[[int, int], None] | None = None) -> None:
        """`step` hears how many statements are placed, and of how many, after each run of the network."""
        self._folder = folder
        self._step = step

    @cached_property
    def name(self) -> str:
        """With the first digits of the weights' hash, so that no two models are taken for one. Raises ModelError."""
        card = _read_card(self._folder)
        return f"{card.name}-{card.files.network[:8]}"

    def place(self, texts: Sequence[Text]) -> list[Placed]:
        """Of each wanted statement the place on every issue that the network was taught. Raises ModelError."""
        total, placed = sum(sum(_wanted(text)) for text in texts), list[Placed]()
        for window in (window for text in texts for window in self._place(text)):
            placed.extend(window)
            if self._step is not None:
                self._step(len(placed), total)
        return placed

    def _place(self, text: Text) -> Iterator[list[Placed]]:
        """Window by window."""
        wanted = _wanted(text)
        if not any(wanted):
            return
        encode, issues = self._loaded.pieces.encode, self._loaded.card.issues
        shown = [said_text(bloc=s.bloc, words=s.words) if isinstance(s, Saying) else s for s in text]
        for window in cut_windows([encode(words) for words in shown], wanted):
            found = self._ask(window.ids, window.spans, ("place", "commitment"))
            yield [_placed(place, commitment, issues) for place, commitment in found]

    def relate(self, questions: Sequence[tuple[EarlierLine, str]]) -> list[Relating]:
        """For each (earlier line, passage) what the passage does to it. Raises ModelError."""
        found = []
        for line, passage in questions:
            encode = self._loaded.pieces.encode
            row = pair_row(encode(position_text(actor=line.actor, issue=line.issue, claim=line.claim)), encode(passage))
            ((relation, direction),) = self._ask(row, [(0, len(row))], ("relation", "direction"))
            found.append(Relating(Relations(*relation), Directions(*direction)))
        return found

    @cached_property
    def _loaded(self) -> _Loaded:
        return _load(self._folder)

    def _ask(
        self, row: Sequence[int], spans: Sequence[tuple[int, int]], heads: tuple[str, str]
    ) -> list[tuple[Probabilities, ...]]:
        """Of each of the spans of the row the probabilities of each head's classes.

        One row a run: eight-bit products are scaled by all that is in a run, so that neighbours would change the answer. It costs no more on one core.
        """
        network, _, card = self._loaded
        ids = np.array([row])
        places = np.zeros((1, len(spans), len(row)), dtype=np.int64)
        for n, (begin, end) in enumerate(spans):
            places[0, n, begin:end] = 1
        outputs = network.run({"ids": ids, "mask": np.ones_like(ids), "places": places}, list(heads))
        temperatures: Mapping[str, float] = card.temperatures.model_dump()
        calm = [_probabilities(out[0] / temperatures[h], h) for out, h in zip(outputs, heads, strict=True)]
        return [tuple(tuple(map(float, head[n])) for head in calm) for n in range(len(spans))]


def _wanted(text: Text) -> list[bool]:
    return [isinstance(each, Saying) and each.wanted for each in text]


def _placed(place: Probabilities, commitment: Probabilities, issues: Sequence[str]) -> Placed:
    if len(place) != PLACES * len(issues):
        raise ModelError(f"the cross-encoder's card is another network's: it names {len(issues)} issues; {_TO_DO}")
    places = {code: _placing(place[n * PLACES : (n + 1) * PLACES]) for n, code in enumerate(issues)}
    return Placed(places, commitment=_five(commitment))


def _placing(shares: Probabilities) -> Placing:
    told = max(sum(shares[: len(LEVELS)]), 1e-9)
    levels = _five([share / told for share in shares[: len(LEVELS)]])
    return Placing(levels=levels, about=1.0 - shares[OFF], clear=told / max(told + shares[UNCLEAR], 1e-9))


def _five(shares: Sequence[float]) -> tuple[float, float, float, float, float]:
    a, b, c, d, e = shares
    return (a, b, c, d, e)


def _probabilities(logits: NDArray[np.float32], head: str) -> NDArray[np.floating[Any]]:
    """(places, outputs); of `place` every `PLACES` outputs are a distribution of their own."""
    return softmax(logits.reshape(-1, PLACES)).reshape(logits.shape) if head == "place" else softmax(logits)


def _read_card(folder: Path) -> _Card:
    try:
        content = (folder / "card.json").read_bytes()
    except OSError as error:
        raise ModelError(f"the cross-encoder's card in {folder} cannot be read ({error}); {_TO_DO}") from error
    try:
        return _Card.model_validate_json(content)
    except ValidationError as error:
        where = ".".join(map(str, error.errors(include_url=False)[0]["loc"])) or "the whole"
        raise ModelError(f"the cross-encoder's card in {folder} is damaged ({where}); {_TO_DO}") from error


def _load(folder: Path) -> _Loaded:
    card = _read_card(folder)
    refuse_other_classes(card.classes, folder)
    content = dict(_checked(folder, card.files.model_dump(by_alias=True).items()))
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
