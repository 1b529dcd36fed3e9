"""Turns trained weights into what the product loads: an int8 network, the pieces, and a card with hashes and temperatures.

    python training/export.py --network build/network --out monitor/models/weights

What an int8 product gets wrong is mostly its left side: one scale serves a whole text, and a few units are twenty times as large as the rest. So that side is evened
out first, unit by unit, against the weights (SmoothQuant, Xiao et al. 2023, half and half), and of the products after the activation (`down`) the few units that outgrow all others are counted in float32.

Temperatures (Guo et al. 2017) are fitted on the held-out eight per cent, one a head, on the int8 network, so that what it is sure of is what it gets right.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import warnings
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import onnx
import onnxruntime
import torch
from examples import held_shown, read_axes, read_material, taught_shown
from issues import ISSUES
from network import HEADS
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from scipy.optimize import minimize_scalar
from sentencepiece import SentencePieceProcessor
from shipped import ATTENTION_HEADS, network_of
from streamline import streamline
from train import UNTAUGHT, Row, as_tensors, rows_of, targets_of

from monitor.models.classes import CLASSES, PLACES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from network import Network

OUTLYING, APART, FEW = "down/MatMul", 16, "few"
"""Of what goes into these products so many units are counted apart, in float32: one of them is ten times as large as the rest (LLM.int8, Dettmers et al. 2022)."""
LEAST = 1e-5
SAMPLE = 600
"""Taught rows by which the left sides are evened out."""


def export(network: Network, path: Path) -> None:
    """The network as ONNX; `ids` and `mask` of shape (rows, length), `places` (rows, places, length), int64, and one output a head."""
    network.eval()
    given = as_tensors([Row([0, 5, 2, 6, 7, 2], [(1, 2), (3, 5)], []), Row([0, 7, 2], [(1, 2)], [])])
    sides = {"ids": {0: "rows", 1: "length"}, "places": {0: "rows", 1: "places", 2: "length"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            given,
            str(path),
            input_names=["ids", "mask", "places"],
            output_names=list(HEADS),
            dynamic_axes=sides | {"mask": sides["ids"]},
            opset_version=17,
            dynamo=False,
        )


def even_out(whole: Path, rows: Sequence[Row], evened: Path) -> None:
    """Divides each unit that goes into a product of learnt weights by a factor and multiplies its weights by it: the same network in float32.

    The factors are sqrt(largest value of the unit in `rows` / largest of its weights), scaled to a geometric mean of one. The `APART` largest
    units that go into a `down` product are multiplied by themselves, and added.
    """
    model = onnx.load(str(whole))
    weights = {each.name: each for each in model.graph.initializer}
    products = [node for node in model.graph.node if node.op_type == "MatMul" and node.input[1] in weights]
    largest = _largest(model, sorted({node.input[0] for node in products}), rows)
    nodes, evens = [], dict[str, np.ndarray]()
    for node in model.graph.node:
        if node.op_type != "MatMul" or node.input[1] not in weights:
            nodes.append(node)
            continue
        name, held = node.input[0], weights[node.input[1]]
        apart = np.argsort(largest[name])[-APART:] if node.name.endswith(OUTLYING) else np.array([], np.int64)
        if name not in evens:
            together = [weights[n.input[1]] for n in products if n.input[0] == name]
            evens[name] = _factors(np.delete(largest[name], apart), [np.delete(_value(w), apart, 0) for w in together])
            for unit in sorted(apart):
                evens[name] = np.insert(evens[name], unit, np.inf)
            model.graph.initializer.append(numpy_helper.from_array(1 / evens[name], f"{name}_by"))
            nodes.append(helper.make_node("Mul", [name, f"{name}_by"], [f"{name}_even"], name=f"{name}_evens"))
        whole_weights = _value(held)
        finite = np.where(np.isinf(evens[name]), 0.0, evens[name]).astype(np.float32)
        held.CopyFrom(numpy_helper.from_array(whole_weights * finite[:, None], held.name))
        node.input[0] = f"{name}_even"
        nodes.append(node)
        if len(apart):
            model.graph.initializer.append(numpy_helper.from_array(apart, f"{name}_units"))
            model.graph.initializer.append(numpy_helper.from_array(whole_weights[apart], f"{name}_weights"))
            nodes.extend(_apart(node, name))
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.save(model, str(evened))


def _apart(node: onnx.NodeProto, name: str) -> list[onnx.NodeProto]:
    """The product of some units by themselves, and the sum of both."""
    out = node.output[0]
    node.output[0] = f"{out}_most"
    return [
        helper.make_node("Gather", [name, f"{name}_units"], [f"{name}_few"], axis=-1, name=f"{name}_{FEW}"),
        helper.make_node("MatMul", [f"{name}_few", f"{name}_weights"], [f"{out}_few"], name=f"{out}_{FEW}"),
        helper.make_node("Add", [f"{out}_most", f"{out}_few"], [out], name=f"{out}_sum"),
    ]


def _value(weights: onnx.TensorProto) -> np.ndarray:
    return np.asarray(numpy_helper.to_array(weights))


def _largest(model: onnx.ModelProto, names: Sequence[str], rows: Sequence[Row]) -> dict[str, np.ndarray]:
    """Of each tensor the largest absolute value of each unit, over the rows."""
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    watched.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)
    session = onnxruntime.InferenceSession(watched.SerializeToString())
    largest = {name: np.zeros(1, np.float32) for name in names}
    for row in rows:
        for name, value in zip(names, session.run(list(names), _inputs(row)), strict=True):
            largest[name] = np.maximum(largest[name], np.abs(value).reshape(-1, value.shape[-1]).max(0))
    return largest


def _factors(seen: np.ndarray, weights: Sequence[np.ndarray]) -> np.ndarray:
    most = np.max([np.abs(each).max(1) for each in weights], axis=0)
    factors = np.sqrt(np.maximum(seen, LEAST) / np.maximum(most, LEAST))
    return np.asarray(factors / np.exp(np.log(factors).mean()), np.float32)


def quantize(whole: Path, small: Path, *, narrow: bool) -> None:
    """Weights in eight bits (`narrow`: seven, for processors without VNNI, whose sums of eight bits overflow), by channel."""
    quantize_dynamic(
        str(whole),
        str(small),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=narrow,
        op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=[node.name for node in onnx.load(str(whole)).graph.node if node.name.endswith(FEW)],
    )
    model = onnx.load(str(small))
    streamline(model, ATTENTION_HEADS)
    onnx.save(model, str(small))


def logits_of(path: Path, rows: list[Row]) -> dict[str, np.ndarray]:
    """Of each place; one row at a time, as the product runs it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    # as the product runs it: other nodes round otherwise
    session = onnxruntime.InferenceSession(str(path), options, disabled_optimizers=["SkipLayerNormFusion"])
    found: dict[str, list[np.ndarray]] = {name: [] for name in HEADS}
    for row in rows:
        for name, out in zip(HEADS, session.run(list(HEADS), _inputs(row)), strict=True):
            found[name].append(out[0])
    return {name: np.concatenate(each) for name, each in found.items()}


def _inputs(row: Row) -> dict[str, np.ndarray]:
    return {name: each.numpy() for name, each in zip(("ids", "mask", "places"), as_tensors([row]), strict=True)}


def _rows(logits: np.ndarray, head: str) -> np.ndarray:
    """Of `place` one row an issue."""
    return logits.reshape(-1, PLACES) if head == "place" else logits


def temperature(logits: np.ndarray, wanted: np.ndarray) -> float:
    """That which makes the wanted classes likeliest."""

    def loss(log_temperature: float) -> float:
        scaled = logits / np.exp(log_temperature)
        scaled = scaled - scaled.max(1, keepdims=True)
        sums = np.log(np.exp(scaled).sum(1))
        return float((sums - scaled[np.arange(len(wanted)), wanted]).mean())

    return round(float(np.exp(minimize_scalar(loss, bounds=(-1.5, 1.5), method="bounded").x)), 3)


def fit_temperatures(whole: Path, small: Path, pieces: SentencePieceProcessor) -> dict[str, float]:
    """One a head, on what was held out; prints how often either network is right."""
    rows = rows_of(held_shown(read_material(held=True)), pieces)
    targets = targets_of(rows)
    by_kind = {"float32": logits_of(whole, rows), "int8": logits_of(small, rows)}
    temperatures = {}
    for head in HEADS:
        at = (targets[head].reshape(len(targets[head]), -1)[:, 0] != UNTAUGHT).numpy()
        wanted = targets[head].numpy()[at].reshape(-1)
        logits = {kind: _rows(found[head][at], head) for kind, found in by_kind.items()}
        right = {kind: float((each.argmax(1) == wanted).mean()) for kind, each in logits.items()}
        temperatures[head] = temperature(logits["int8"], wanted)
        print(head, int(at.sum()), {k: round(v, 3) for k, v in right.items()}, "temperature", temperatures[head])
    return temperatures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=Path("config"))
    parser.add_argument("--name", default="stance-8")
    given = parser.parse_args()

    network = network_of(torch.load(given.network / "network.pt", map_location="cpu"))
    given.out.mkdir(parents=True, exist_ok=True)
    whole, evened, small = given.network / "network.onnx", given.network / "evened.onnx", given.out / "network.onnx"
    content = (given.network / "pieces.model").read_bytes()
    (given.out / "pieces.model").write_bytes(content)
    pieces = SentencePieceProcessor(model_proto=content)
    rng = random.Random(SAMPLE)
    taught = rows_of(taught_shown(read_material(held=False), read_axes(given.config), rng), pieces, rng)
    export(network, whole)
    even_out(whole, rng.sample(taught, SAMPLE), evened)
    quantize(evened, small, narrow=True)
    temperatures = fit_temperatures(whole, small, pieces)
    files = {
        name: hashlib.sha256((given.out / name).read_bytes()).hexdigest() for name in ("network.onnx", "pieces.model")
    }
    card = {"name": given.name, "files": files, "issues": ISSUES, "classes": CLASSES, "temperatures": temperatures}
    (given.out / "card.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    print({name: (given.out / name).stat().st_size for name in files})


if __name__ == "__main__":
    main()
