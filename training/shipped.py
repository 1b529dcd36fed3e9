"""The weights of a network that `export.py` made, as they were before: to be taught further where the trained ones are gone.

Eight bits of each weight are left; on the held-out material that costs nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import onnx
import torch
from base import Base
from network import HEADS, Network
from onnx import numpy_helper

if TYPE_CHECKING:
    from pathlib import Path

    from torch import Tensor

ATTENTION_HEADS, EPSILON = 12, 1e-12
_PRODUCTS = ("qkv", "out", "up", "down")
_NORMS = ("norm_attention", "norm_inner")


def read_shipped(path: Path) -> Network:
    """The network in float32. Raises KeyError where it is not one that `export.py` made."""
    held = _Held(onnx.load(str(path)))
    layers = sorted({name.split(".")[1] for name in held.values if name.startswith("layers.")}, key=int)
    state = {name: held.values[name] for name in ("middle", "spread", "norm.weight", "norm.bias")}
    state |= {"word.weight": held.words(), "place": held.values["place.1"]}
    for layer in layers:
        for name in _PRODUCTS:
            state |= held.product(f"/layers.{layer}/{name}/", f"layers.{layer}.{name}")
        for name in (f"layers.{layer}.{norm}.{part}" for norm in _NORMS for part in ("weight", "bias")):
            state[name] = held.values[name]
    for name in ("said", "pair"):
        state |= held.product(f"/{name}/", f"pools.{name}")
    for name in HEADS:
        state |= held.product(f"/{name}/", f"tasks.{name}")
    return network_of({name: torch.from_numpy(np.array(value, np.float32)) for name, value in state.items()})


def network_of(state: dict[str, Tensor]) -> Network:
    """The network with these weights, without the base that it once started from."""
    hidden, inner = len(state["middle"]), len(state["layers.0.up.bias"])
    shapes = {"q": (hidden, hidden), "k": (hidden, hidden), "v": (hidden, hidden), "ao": (hidden, hidden)}
    shapes |= {"fi": (inner, hidden), "fo": (hidden, inner), "aln": (hidden,), "oln": (hidden,)}
    weights = {
        "emb.word": state["word.weight"].numpy(),
        "emb.pos": state["place"].numpy(),
        "emb.type": _zeros(2, hidden),
    }
    weights |= {f"emb.ln.{part}": _zeros(hidden) for part in "wb"}
    for layer in range(len({name.split(".")[1] for name in state if name.startswith("layers.")})):
        weights |= {f"l{layer}.{name}.w": _zeros(*shape) for name, shape in shapes.items()}
        weights |= {f"l{layer}.{name}.b": _zeros(shape[0]) for name, shape in shapes.items()}
    network = Network(Base(weights, [], ATTENTION_HEADS, EPSILON))
    network.load_state_dict(state)
    return network


def _zeros(*shape: int) -> np.ndarray:
    return np.zeros(shape, np.float32)


class _Held:
    """Values and nodes of the file by name."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self.values = {each.name: np.asarray(numpy_helper.to_array(each)) for each in model.graph.initializer}
        self._nodes = {node.name: node for node in model.graph.node}
        self._makers = {output: node for node in model.graph.node for output in node.output}

    def words(self) -> np.ndarray:
        """The vectors of the pieces, (pieces, hidden), float32."""
        whole, zero = self.values["word.weight_quantized"].astype(np.float32), self.values["word.weight_zero_point"]
        return np.asarray((whole - float(zero)) * float(self.values["word.weight_scale"]))

    def product(self, path: str, name: str) -> dict[str, np.ndarray]:
        """Weights (outputs, inputs) and constant of a linear part, as they were before its left side was evened out."""
        node, scales = self._nodes[f"{path}MatMul_quant"], self._nodes[f"{path}MatMul_quant_scales_mul"]
        whole, zeros = (self.values[node.input[n]].astype(np.float32) for n in (1, 3))
        weights = (whole - zeros) * self.values[scales.input[1]]
        evens = self._makers[self._makers[node.input[0]].input[0]]
        if evens.op_type == "Mul" and evens.input[1] in self.values:
            weights = weights * self.values[evens.input[1]][:, None]
            if (units := f"{evens.input[0]}_units") in self.values:
                weights[self.values[units]] = self.values[f"{evens.input[0]}_weights"]
        return {f"{name}.weight": weights.T, f"{name}.bias": self.values[f"{name}.bias"]}
