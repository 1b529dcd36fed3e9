"""A network in ONNX on one thread, its errors translated. The only file that imports onnxruntime."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

import numpy as np

from monitor.errors import ModelError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

_FAILURES = (
    "Fail", "InvalidArgument", "InvalidGraph", "InvalidProtobuf", "NotImplemented", "RuntimeException", "NoModel",
)  # fmt: skip
_SLOW = ["SkipLayerNormFusion"]
"""Rewritings of the runtime that cost time: one node for a sum and its norm takes eight times as long as the two, measured on the network that ships; the sums are the same."""


class OnnxNetwork:
    """`where` names it in errors; `inputs` and `shape` (of the first output) are what the network says of itself."""

    def __init__(self, content: bytes, where: object) -> None:
        """Raises ModelError."""
        os.environ["ORT_DISABLE_TELEMETRY"] = "1"  # else it tells its makers, from the import on
        import onnxruntime  # noqa: PLC0415 - a hundred milliseconds that only who judges statements should pay

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = options.inter_op_num_threads = 1
        self._where = where
        try:
            self._session = onnxruntime.InferenceSession(
                content, options, providers=["CPUExecutionProvider"], disabled_optimizers=_SLOW
            )
        except _failures() as error:
            raise ModelError(f"the network in {where} cannot be loaded: {type(error).__name__}") from error
        self.inputs: list[str] = [entry.name for entry in self._session.get_inputs()]
        self.shape: Sequence[Any] = self._session.get_outputs()[0].shape

    def run(self, given: Mapping[str, NDArray[np.int64]], outputs: Sequence[str] | None = None) -> list[Any]:
        """The outputs of these names, in their order, or all; `given` by the names of the inputs. Raises ModelError."""
        try:
            answers: list[Any] = self._session.run(outputs, given)
        except _failures() as error:
            raise ModelError(f"the network in {self._where} failed: {type(error).__name__}") from error
        return answers


def _failures() -> tuple[type[Exception], ...]:
    """onnxruntime's own errors, which have no base of their own."""
    from onnxruntime.capi import onnxruntime_pybind11_state as raised  # noqa: PLC0415 - as above

    return (RuntimeError, ValueError, *(getattr(raised, name) for name in _FAILURES))


def padded(rows: Sequence[Sequence[int]], pad: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """At least one row, filled up to one length, and a mask that is 1 where they were not; both (rows, length)."""
    ids = np.full((len(rows), max(map(len, rows))), pad, dtype=np.int64)
    mask = np.zeros_like(ids)
    for n, row in enumerate(rows):
        ids[n, : len(row)] = row
        mask[n, : len(row)] = 1
    return ids, mask


def softmax(logits: NDArray[np.floating[Any]]) -> NDArray[np.floating[Any]]:
    """(rows, outputs): each row as probabilities."""
    powers = np.exp(logits - logits.max(axis=1, keepdims=True))
    shares: NDArray[np.floating[Any]] = powers / powers.sum(axis=1, keepdims=True)
    return shares
