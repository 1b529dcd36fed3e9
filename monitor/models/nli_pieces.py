"""Text → the numbers that an entailment model reads: a sentencepiece model or a tokenizer.json beside the network."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Protocol

from monitor.errors import ModelError
from monitor.models.pieces import read_pieces

if TYPE_CHECKING:
    from pathlib import Path

_SHIFT = 1
"""XLM-R models count their pieces from one further on than their sentencepiece file does."""


class Pieces(Protocol):
    """Cuts pairs of texts as one model was taught to read them."""

    @property
    def pad(self) -> int:
        """The number that fills rows up."""

    def pair(self, text: str, hypothesis: str, *, most: int) -> list[int]:
        """Both texts as one row, of at most `most` numbers where the hypothesis leaves room for that: the text is cut, the hypothesis never."""


def open_pieces(folder: Path) -> Pieces:
    """A sentencepiece model where there is one, because it needs nothing more installed. Raises ModelError."""
    models = sorted(folder.glob("*.model"))
    if models:
        return _SentencePieces(_load_sentencepiece(models[0]))
    return _JsonPieces(_load_tokenizer(folder / "tokenizer.json"))


class _SentencePieces:
    """The two families that come with sentencepiece: DeBERTa ([CLS] a [SEP] b [SEP]) and XLM-R (<s> a </s></s> b </s>)."""

    def __init__(self, model: Any) -> None:
        self._model = model
        self._deberta = model.piece_to_id("[CLS]") != model.unk_id()
        if self._deberta:
            start, end, self.pad = (model.piece_to_id(mark) for mark in ("[CLS]", "[SEP]", "[PAD]"))
            self._marks = ([start], [end], [end])
        else:
            self.pad = 1
            self._marks = ([0], [2, 2], [2])

    def pair(self, text: str, hypothesis: str, *, most: int) -> list[int]:
        begin, between, end = self._marks
        second = self._ids(hypothesis)
        room = max(0, most - len(begin) - len(between) - len(end) - len(second))
        return [*begin, *self._ids(text)[:room], *between, *second, *end]

    def _ids(self, text: str) -> list[int]:
        found: list[int] = self._model.encode(text)
        if self._deberta:
            return found
        unknown = self._model.unk_id()
        return [3 if piece == unknown else piece + _SHIFT for piece in found]


class _JsonPieces:
    """Any tokenizer that is written down whole in tokenizer.json; how it joins two texts is in there too."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        padding = tokenizer.padding or {}
        self.pad = int(padding.get("pad_id", tokenizer.token_to_id("[PAD]") or tokenizer.token_to_id("<pad>") or 0))
        tokenizer.no_padding()

    def pair(self, text: str, hypothesis: str, *, most: int) -> list[int]:
        self._tokenizer.enable_truncation(most, strategy="only_first")
        found: list[int] = self._tokenizer.encode(text, hypothesis).ids
        return found


def _load_sentencepiece(path: Path) -> Any:
    try:
        content = path.read_bytes()
    except OSError as error:
        raise ModelError(f"{path} cannot be read: {error}") from error
    return read_pieces(content, path)


def _load_tokenizer(path: Path) -> Any:
    try:
        from tokenizers import Tokenizer  # noqa: PLC0415 - an optional package
    except ModuleNotFoundError as error:
        raise ModelError(f"{path} needs one more package: pip install 'messaging-monitor[nli]'") from error
    try:
        return Tokenizer.from_file(str(path))
    except Exception as error:  # tokenizers raises nothing narrower, for a missing file as for a damaged one
        raise ModelError(f"{path} is not a tokenizer that can be read") from error
