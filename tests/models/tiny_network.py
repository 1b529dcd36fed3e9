"""A network of entailment, written byte by byte: each piece has three numbers of its own, and a text's are added up.

`logits[n] = sum of table[piece] over the pieces of row n that the mask leaves in`, as ONNX (opset 13, protobuf by hand).
"""

from __future__ import annotations

import struct
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_FLOAT, _INT64 = 1, 7


def network(table: Sequence[Sequence[float]], *, outputs: int = 3) -> bytes:
    """The bytes of a model.onnx whose inputs are input_ids and attention_mask."""
    numbers = b"".join(struct.pack("<f", number) for row in table for number in row)
    weights = _ints(1, [len(table), outputs]) + _int(2, _FLOAT) + _text(8, "table") + _bytes(9, numbers)
    last = _ints(1, [1]) + _int(2, _INT64) + _text(8, "last") + _bytes(9, struct.pack("<q", 2))
    middle = _ints(1, [1]) + _int(2, _INT64) + _text(8, "middle") + _bytes(9, struct.pack("<q", 1))
    nodes = (
        _node("Gather", ["table", "input_ids"], ["found"]),
        _node("Cast", ["attention_mask"], ["kept"], to=_FLOAT),
        _node("Unsqueeze", ["kept", "last"], ["column"]),
        _node("Mul", ["found", "column"], ["masked"]),
        _node("ReduceSum", ["masked", "middle"], ["logits"], keepdims=0),
    )
    graph = b"".join(_bytes(1, node) for node in nodes) + _text(2, "tiny")
    graph += b"".join(_bytes(5, tensor) for tensor in (weights, last, middle))
    graph += b"".join(_bytes(11, _value(name, _INT64, ["n", "l"])) for name in ("input_ids", "attention_mask"))
    graph += _bytes(12, _value("logits", _FLOAT, ["n", outputs]))
    return _int(1, 8) + _bytes(7, graph) + _bytes(8, _int(2, 13))


def _node(kind: str, inputs: Sequence[str], outputs: Sequence[str], **attributes: int) -> bytes:
    named = b"".join(_text(1, name) for name in inputs) + b"".join(_text(2, name) for name in outputs)
    extra = b"".join(_bytes(5, _text(1, key) + _int(3, value) + _int(20, 2)) for key, value in attributes.items())
    return named + _text(4, kind) + extra


def _value(name: str, kind: int, shape: Sequence[str | int]) -> bytes:
    sizes = b"".join(_bytes(1, _text(2, size) if isinstance(size, str) else _int(1, size)) for size in shape)
    return _text(1, name) + _bytes(2, _bytes(1, _int(1, kind) + _bytes(2, sizes)))


def _varint(number: int) -> bytes:
    out = bytearray()
    while number > 127:
        out.append(number & 127 | 128)
        number >>= 7
    return bytes([*out, number])


def _int(field: int, number: int) -> bytes:
    return _varint(field << 3) + _varint(number)


def _ints(field: int, numbers: Sequence[int]) -> bytes:
    return b"".join(_int(field, number) for number in numbers)


def _bytes(field: int, content: bytes) -> bytes:
    return _varint(field << 3 | 2) + _varint(len(content)) + content


def _text(field: int, text: str) -> bytes:
    return _bytes(field, text.encode())
