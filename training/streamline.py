"""Makes an exported network quicker: the same weights and sums in fewer nodes.

What torch writes for a layer is some seventy nodes, half of which work out shapes. Here its attention is one node of the runtime; what evens its outcome out is multiplied into the
weights that made it; and of what is added behind an eight-bit product the constant comes first, since the runtime adds that within the product. Only the last digits differ.
"""

from __future__ import annotations

import numpy as np
import onnx
from onnx import helper, numpy_helper

_THIRDS = "thirds"


def streamline(model: onnx.ModelProto, heads: int) -> None:
    """Rewrites the layers of a network that `export.py` has made and put into eight bits, in place; `heads` of attention in each. A row must be given by
    itself, since its mask is left out. Raises ValueError or KeyError where it is not such a network."""
    graph = _Graph(model)
    layers = sorted({node.name.split("/")[1] for node in model.graph.node if node.name.startswith("/layers.")})
    width = graph.value(f"{layers[0]}.out.bias").size
    model.graph.initializer.append(numpy_helper.from_array(np.full(3, width, np.int64), _THIRDS))
    for layer in layers:
        _attend(graph, layer, width, heads)
        _add_constants_first(graph, layer)
    graph.drop_unused()
    model.opset_import.append(helper.make_opsetid("com.microsoft", 1))


def _attend(graph: _Graph, layer: str, width: int, heads: int) -> None:
    """One node for the attention. Each of its units is a mean of the same unit of the values, so that what evens it out goes into their weights, scales and constants."""
    evens = graph.node(f"/{layer}/Reshape_1_output_0_evens")
    factors, values = graph.value(evens.input[1]), slice(2 * width, 3 * width)
    graph.multiply(graph.node(f"/{layer}/qkv/MatMul_quant_scales_mul").input[1], values, factors)
    graph.multiply(f"{layer}.qkv.bias", values, factors)
    parts = [f"/{layer}/{part}" for part in ("queries", "keys", "values")]
    whole = graph.node(f"/{layer}/qkv/Add").output[0]
    graph.replace(
        evens,
        helper.make_node("Split", [whole, _THIRDS], parts, axis=-1, name=f"/{layer}/{_THIRDS}"),
        helper.make_node(
            "MultiHeadAttention",
            parts,
            list(evens.output),
            domain="com.microsoft",
            num_heads=heads,
            name=f"/{layer}/attention",
        ),
    )


def _add_constants_first(graph: _Graph, layer: str) -> None:
    """Of (eight-bit product + product of few units) + constant the constant and the few change places."""
    both, constant = graph.node(f"/{layer}/down/MatMul_output_0_sum"), graph.node(f"/{layer}/down/Add")
    few = both.input[1]
    both.input[1] = f"{layer}.down.bias"
    constant.input[list(constant.input).index(f"{layer}.down.bias")] = few


class _Graph:
    """A graph's nodes and weights by name."""

    def __init__(self, model: onnx.ModelProto) -> None:
        self._graph = model.graph
        self._weights = {each.name: each for each in model.graph.initializer}

    def node(self, name: str) -> onnx.NodeProto:
        """Raises ValueError where not exactly one has the name."""
        found = [node for node in self._graph.node if node.name == name]
        if len(found) != 1:
            raise ValueError(f"{len(found)} nodes are named {name}: it is not a network that export.py made")
        return found[0]

    def value(self, name: str) -> np.ndarray:
        """A copy. Raises KeyError."""
        return np.array(numpy_helper.to_array(self._weights[name]))

    def multiply(self, name: str, units: slice, factors: np.ndarray) -> None:
        """Of a weight of one axis some units by one factor each. Raises KeyError."""
        value = self.value(name)
        value[units] *= factors
        self._weights[name].CopyFrom(numpy_helper.from_array(value, name))

    def replace(self, node: onnx.NodeProto, *new: onnx.NodeProto) -> None:
        """Puts others in the place of a node. Raises ValueError where it is not there."""
        at = list(self._graph.node).index(node)
        del self._graph.node[at]
        for offset, each in enumerate(new):
            self._graph.node.insert(at + offset, each)

    def drop_unused(self) -> None:
        """What leads to no output."""
        needed, kept = {out.name for out in self._graph.output}, list[onnx.NodeProto]()
        for node in reversed(self._graph.node):
            if needed.intersection(node.output):
                kept.append(node)
                needed.update(node.input)
        del self._graph.node[:]
        self._graph.node.extend(reversed(kept))
        held = [each for each in self._graph.initializer if each.name in needed]
        del self._graph.initializer[:]
        self._graph.initializer.extend(held)
