"""A user's own entailment model in the place of our cross-encoder: slower, and only as good as that model.

It is asked whether the words say each of an issue's anchors, "The speaker says that …". What such a model cannot tell
(how firmly, in which direction) is answered evenly, so that nothing is concluded from it.
"""

from __future__ import annotations

import hashlib
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from monitor.errors import ModelError
from monitor.models.nli_pieces import open_pieces
from monitor.models.onnx_network import OnnxNetwork, padded, softmax
from monitor.ports import Directions, Placed, Placing, Relating, Relations, Saying
from monitor.types.script import is_cyrillic

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.models.nli_pieces import Pieces
    from monitor.ports import EarlierLine, Text
    from monitor.types import Issue, ModelSettings

POLES = (-2, 0, 2)
MOST_PIECES = 192
"""Pieces of both texts together; what goes beyond is left off the end of the first, the article's words."""
BATCH = 16
SAYS = {"en": "The speaker says that {0}", "ru": "Говорящий утверждает, что {0}"}
_NETWORKS = ("network.onnx", "model.onnx")
_POLE, _BESIDE = 0.6, 0.4
"""How a pole's probability falls on the outermost level and the one beside it: an anchor says which side, hardly how far."""
_EVEN5 = (0.2, 0.2, 0.2, 0.2, 0.2)
_EVENLY = Directions(1 / 3, 1 / 3, 1 / 3)
_NOTHING_SAID = Relations(
    reaffirms=0.0, contradicts=0.0, hardens=0.0, softens=0.0, discusses=1 / 3, unrelated=1 / 3, new=1 / 3
)
"""Nothing but new, discusses or unrelated fits where there was no line; the model cannot tell which."""


class Entailment(NamedTuple):
    """What the first text does to the second."""

    entailment: float
    neutral: float
    contradiction: float


NOTHING = Entailment(0.0, 1.0, 0.0)


class NliModel:
    """A CrossEncoder made of an entailment model. Loads at the first call."""

    in_context = False

    def __init__(self, settings: ModelSettings, issues: Sequence[Issue]) -> None:
        assert settings.nli
        self._folder = Path(settings.nli)
        self._columns = [settings.nli_labels.index(name) for name in Entailment._fields]
        self._issues = issues

    @cached_property
    def name(self) -> str:
        """With the first digits of the network's hash, so that no two models are taken for one. Raises ModelError."""
        return f"nli-{self._folder.name}-{hashlib.sha256(self._read(_network_in(self._folder))).hexdigest()[:8]}"

    def place(self, texts: Sequence[Text]) -> list[Placed]:
        """Of each wanted statement the place on every issue; its words alone are used. Raises ModelError."""
        wanted = [said.words for text in texts for said in text if isinstance(said, Saying) and said.wanted]
        asked = [(words, _hypotheses(issue, words)) for words in wanted for issue in self._issues]
        pairs = [(words, text) for words, hypotheses in asked for text in hypotheses.values()]
        answers = iter(self.entail(pairs))
        placed = [_placing({level: next(answers) for level in hypotheses}) for _, hypotheses in asked]
        codes = [issue.code for issue in self._issues]
        return [
            Placed(dict(zip(codes, placed[n : n + len(codes)], strict=True)), commitment=_EVEN5)
            for n in range(0, len(placed), max(1, len(codes)))
        ]

    def relate(self, questions: Sequence[tuple[EarlierLine, str]]) -> list[Relating]:
        """For each (earlier line, passage) what the passage does to it; its direction is left open. Raises ModelError."""
        pairs = [(passage, _said(line.claim, passage)) for line, passage in questions if line.claim is not None]
        answers = iter(self.entail(pairs))
        return [_relating(None if line.claim is None else next(answers)) for line, _ in questions]

    def entail(self, pairs: Sequence[tuple[str, str]]) -> list[Entailment]:
        """For each (text, hypothesis). Raises ModelError."""
        rows = [self._pieces.pair(text, hypothesis, most=MOST_PIECES) for text, hypothesis in pairs]
        shares: list[Entailment] = [NOTHING] * len(rows)
        order = sorted(range(len(rows)), key=lambda n: len(rows[n]))  # like lengths together: less is padded
        for start in range(0, len(order), BATCH):
            batch = order[start : start + BATCH]
            for n, answer in zip(batch, self._run([rows[n] for n in batch]), strict=True):
                shares[n] = answer
        return shares

    def _run(self, rows: Sequence[Sequence[int]]) -> list[Entailment]:
        ids, mask = padded(rows, self._pieces.pad)
        given = {"input_ids": ids, "attention_mask": mask, "token_type_ids": np.zeros_like(ids)}
        answers = self._network.run({name: given[name] for name in self._network.inputs})
        shares = softmax(np.asarray(answers[0], dtype=np.float64)).tolist()
        return [Entailment(*(row[column] for column in self._columns)) for row in shares]

    @cached_property
    def _pieces(self) -> Pieces:
        return open_pieces(self._folder)

    @cached_property
    def _network(self) -> OnnxNetwork:
        """Refuses a network that is not one of entailment, before its numbers are taken for something."""
        network = OnnxNetwork(self._read(_network_in(self._folder)), self._folder)
        unknown, shape = set(network.inputs) - {"input_ids", "attention_mask", "token_type_ids"}, network.shape
        if unknown or len(shape) != 2 or shape[1] not in (3, None) or isinstance(shape[1], str):
            raise ModelError(
                f"the network in {self._folder} is no entailment model: it takes input_ids and gives three numbers"
            )
        return network

    def _read(self, path: Path) -> bytes:
        try:
            return path.read_bytes()
        except OSError as error:
            raise ModelError(
                f"{path} cannot be read: {error.strerror}; look at [models] nli in monitor.toml"
            ) from error


def _network_in(folder: Path) -> Path:
    return next((folder / name for name in _NETWORKS if (folder / name).is_file()), folder / _NETWORKS[0])


def _hypotheses(issue: Issue, words: str) -> dict[int, str]:
    """One for each pole and the middle, in the language of the words where the issue has anchors in it."""
    language = _language(words)
    anchors = issue.anchors.get(language) or issue.anchors.get("en") or {}
    return {level: _said(anchors[level][0], anchors[level][0]) for level in POLES if anchors.get(level)}


def _said(claim: str, words: str) -> str:
    return SAYS[_language(words)].format(claim[:1].lower() + claim[1:] if claim[1:2].islower() else claim)


def _language(words: str) -> str:
    return "ru" if is_cyrillic(words) else "en"


def _placing(told: dict[int, Entailment]) -> Placing:
    """A pole is backed by what entails it and by what contradicts the opposite one."""
    low, middle, high = (told.get(level, NOTHING) for level in POLES)
    down, up = (low.entailment + high.contradiction) / 2, (high.entailment + low.contradiction) / 2
    between = middle.entailment
    total = max(down + between + up, 1e-9)
    a, b, c, d, e = (part / total for part in (_POLE * down, _BESIDE * down, between, _BESIDE * up, _POLE * up))
    about = max(1.0 - each.neutral for each in (low, middle, high))
    side = 1.0 - (1.0 - down) * (1.0 - between) * (1.0 - up)
    return Placing((a, b, c, d, e), about=about, clear=min(1.0, side / max(about, 1e-9)))


def _relating(found: Entailment | None) -> Relating:
    if found is None:
        return Relating(_NOTHING_SAID, _EVENLY)
    same, beside, contrary = found
    told = Relations(
        reaffirms=same, contradicts=contrary, hardens=0.0, softens=0.0, discusses=beside, unrelated=0.0, new=0.0
    )
    return Relating(told, _EVENLY)
