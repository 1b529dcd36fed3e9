"""Evens out what goes into the products of an exported network before they are put into eight bits: in float32 it stays the same network.

What an int8 product gets wrong is mostly its left side: one scale serves a whole text, and a few units are twenty times as large as the rest. So that side is evened
out unit by unit against the weights (SmoothQuant, Xiao et al. 2023, half and half), and of the products after the activation (`down`) the few units that outgrow all others are counted in float32.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

OUTLYING, APART, FEW = "down/MatMul", 16, "few"
"""Of what goes into these products so many units are counted apart, in float32: one of them is ten times as large as the rest (LLM.int8, Dettmers et al. 2022)."""
LEAST = 1e-5
"""What the largest value of a unit and the largest of its weights count at least, so that no factor is nothing or endless."""


class Evening(NamedTuple):
    """What becomes of a tensor that goes into products: `factors`, (units,), infinite for those counted `apart`, whose numbers these are."""

    factors: np.ndarray
    apart: np.ndarray


def even_out(model: onnx.ModelProto, rows: Sequence[Mapping[str, np.ndarray]]) -> None:
    """Divides each unit that goes into a product of learnt weights by a factor and multiplies its weights by it, in place. `rows`: the inputs of a run each.

    The factors are sqrt(largest value of the unit in `rows` / largest of its weights), scaled to a geometric mean of one. The `APART` largest
    units that go into a `down` product are multiplied by themselves, and added.
    """
    weights = {each.name: np.asarray(numpy_helper.to_array(each)) for each in model.graph.initializer}
    products = [node for node in model.graph.node if node.op_type == "MatMul" and node.input[1] in weights]
    evenings = plan(products, weights, _largest(model, sorted({node.input[0] for node in products}), rows))
    _rewrite(model, {node.output[0] for node in products}, weights, evenings)


def plan(
    products: Sequence[onnx.NodeProto], weights: Mapping[str, np.ndarray], largest: Mapping[str, np.ndarray]
) -> dict[str, Evening]:
    """For each tensor that goes into products how it is evened out. `weights`: (units, outputs) by name; `largest`: of each tensor the largest value of each unit."""
    together: dict[str, list[onnx.NodeProto]] = {}
    for node in products:
        together.setdefault(node.input[0], []).append(node)
    return {
        name: _evening(largest[name], [weights[n.input[1]] for n in nodes], outlying=nodes[0].name.endswith(OUTLYING))
        for name, nodes in together.items()
    }


def _evening(seen: np.ndarray, weights: Sequence[np.ndarray], *, outlying: bool) -> Evening:
    apart = np.argsort(seen)[-APART:] if outlying else np.array([], np.int64)
    others = np.delete(np.arange(len(seen)), apart)
    factors = np.full(len(seen), np.inf, np.float32)
    factors[others] = _factors(seen[others], [each[others] for each in weights])
    return Evening(factors, apart)


def _factors(seen: np.ndarray, weights: Sequence[np.ndarray]) -> np.ndarray:
    most = np.max([np.abs(each).max(1) for each in weights], axis=0)
    factors = np.sqrt(np.maximum(seen, LEAST) / np.maximum(most, LEAST))
    return np.asarray(factors / np.exp(np.log(factors).mean()), np.float32)


def _rewrite(
    model: onnx.ModelProto, products: set[str], weights: Mapping[str, np.ndarray], evenings: Mapping[str, Evening]
) -> None:
    """Puts a division before each tensor's first product, and the evened weights into all; `products` by the names of their outputs."""
    held = {each.name: each for each in model.graph.initializer}
    nodes, divided = list[onnx.NodeProto](), set[str]()
    for node in model.graph.node:
        if node.output[0] not in products:
            nodes.append(node)
            continue
        name, weight = node.input[0], node.input[1]
        factors, apart = evenings[name]
        if name not in divided:
            divided.add(name)
            model.graph.initializer.append(numpy_helper.from_array(1 / factors, f"{name}_by"))
            nodes.append(helper.make_node("Mul", [name, f"{name}_by"], [f"{name}_even"], name=f"{name}_evens"))
        finite = np.where(np.isinf(factors), 0.0, factors).astype(np.float32)
        held[weight].CopyFrom(numpy_helper.from_array(weights[weight] * finite[:, None], weight))
        node.input[0] = f"{name}_even"
        nodes.append(node)
        if len(apart):
            model.graph.initializer.append(numpy_helper.from_array(apart, f"{name}_units"))
            model.graph.initializer.append(numpy_helper.from_array(weights[weight][apart], f"{name}_weights"))
            nodes.extend(_apart(node, name))
    del model.graph.node[:]
    model.graph.node.extend(nodes)


def _apart(node: onnx.NodeProto, name: str) -> list[onnx.NodeProto]:
    """The product of some units of the tensor `name` by themselves, and the sum of both, which takes the place of the output of `node`."""
    out = node.output[0]
    node.output[0] = f"{out}_most"
    return [
        helper.make_node("Gather", [name, f"{name}_units"], [f"{name}_few"], axis=-1, name=f"{name}_{FEW}"),
        helper.make_node("MatMul", [f"{name}_few", f"{name}_weights"], [f"{out}_few"], name=f"{out}_{FEW}"),
        helper.make_node("Add", [f"{out}_most", f"{out}_few"], [out], name=f"{out}_sum"),
    ]


def _largest(
    model: onnx.ModelProto, names: Sequence[str], rows: Sequence[Mapping[str, np.ndarray]]
) -> dict[str, np.ndarray]:
    """Of each tensor the largest absolute value of each unit, over the rows."""
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    watched.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)
    session = onnxruntime.InferenceSession(watched.SerializeToString())
    largest = {name: np.zeros(1, np.float32) for name in names}
    for row in rows:
        for name, value in zip(names, session.run(list(names), dict(row)), strict=True):
            largest[name] = np.maximum(largest[name], np.abs(value).reshape(-1, value.shape[-1]).max(0))
    return largest
