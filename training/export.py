"""Turns trained weights into what the product loads: an int8 network, the pieces, and a card with hashes and temperatures.

    python training/export.py --base e5-small-q4.bin --network build/network --out monitor/models/weights

What an int8 product gets wrong is mostly its left side: one scale serves a whole text, and a few units are twenty times as large as the rest. So that side is evened
out first, unit by unit, against the weights (SmoothQuant, Xiao et al. 2023, half and half), and the products whose outliers sit in single words (`down`) are counted in float32, with their weights kept in eight bits.

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
from base import cut, read_base
from examples import held
from issues import ISSUES
from network import HEADS, PLACES, Network
from onnx import TensorProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from scipy.optimize import minimize_scalar
from sentencepiece import SentencePieceProcessor
from train import as_tensors, encode, material

if TYPE_CHECKING:
    from collections.abc import Sequence

NAME = "stance-5"
EXACT = "down/MatMul"
"""The products that are counted in float32."""
LEAST = 1e-5
SAMPLE = 600
"""Taught examples by which the left sides are evened out."""


def export(network: Network, path: Path) -> None:
    """The network as ONNX; `ids` and `mask` of shape (rows, length), int64, and one output a head."""
    network.eval()
    ids = torch.tensor([[0, 5, 2, 2, 6, 2], [0, 7, 2, 2, 2, 1]])
    sides = {"ids": {0: "rows", 1: "length"}, "mask": {0: "rows", 1: "length"}}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            network,
            (ids, (ids != 1).long()),
            str(path),
            input_names=["ids", "mask"],
            output_names=list(HEADS),
            dynamic_axes=sides,
            opset_version=17,
            dynamo=False,
        )


def even_out(whole: Path, rows: Sequence[Sequence[int]], evened: Path) -> None:
    """Divides each unit that goes into a product of learnt weights by a factor and multiplies its weights by it: the same network in float32.

    The factors are sqrt(largest value of the unit in `rows` / largest of its weights), scaled to a geometric mean of one.
    """
    model = onnx.load(str(whole))
    weights = {each.name: each for each in model.graph.initializer}
    products = [node for node in model.graph.node if node.op_type == "MatMul" and node.input[1] in weights]
    largest = _largest(model, sorted({node.input[0] for node in products}), rows)
    factors = {
        name: _factors(seen, [weights[n.input[1]] for n in products if n.input[0] == name])
        for name, seen in largest.items()
    }
    nodes, evens = [], set()
    for node in model.graph.node:
        if node.op_type == "MatMul" and node.input[1] in weights:
            name = node.input[0]
            if name not in evens:
                model.graph.initializer.append(numpy_helper.from_array(1 / factors[name], f"{name}_by"))
                nodes.append(helper.make_node("Mul", [name, f"{name}_by"], [f"{name}_even"], name=f"{name}_evens"))
                evens.add(name)
            held = weights[node.input[1]]
            held.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(held) * factors[name][:, None], held.name))
            node.input[0] = f"{name}_even"
        nodes.append(node)
    del model.graph.node[:]
    model.graph.node.extend(nodes)
    onnx.save(model, str(evened))


def _largest(model: onnx.ModelProto, names: Sequence[str], rows: Sequence[Sequence[int]]) -> dict[str, np.ndarray]:
    """Of each tensor the largest absolute value of each unit, over the rows."""
    watched = onnx.ModelProto()
    watched.CopyFrom(model)
    watched.graph.output.extend(helper.make_tensor_value_info(name, TensorProto.FLOAT, None) for name in names)
    session = onnxruntime.InferenceSession(watched.SerializeToString())
    largest = {name: np.zeros(1, np.float32) for name in names}
    for row in rows:
        ids, mask = as_tensors([row])
        for name, value in zip(
            names, session.run(list(names), {"ids": ids.numpy(), "mask": mask.numpy()}), strict=True
        ):
            largest[name] = np.maximum(largest[name], np.abs(value).reshape(-1, value.shape[-1]).max(0))
    return largest


def _factors(seen: np.ndarray, weights: Sequence[onnx.TensorProto]) -> np.ndarray:
    most = np.max([np.abs(numpy_helper.to_array(each)).max(1) for each in weights], axis=0)
    factors = np.sqrt(np.maximum(seen, LEAST) / np.maximum(most, LEAST))
    return np.asarray(factors / np.exp(np.log(factors).mean()), np.float32)


def quantize(whole: Path, small: Path, *, narrow: bool) -> None:
    """Weights in eight bits (`narrow`: seven, for processors without VNNI, whose sums of eight bits overflow), by channel."""
    exact = [node.name for node in onnx.load(str(whole)).graph.node if node.name.endswith(EXACT)]
    quantize_dynamic(
        str(whole),
        str(small),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=narrow,
        op_types_to_quantize=["MatMul", "Gather"],
        nodes_to_exclude=exact,
    )
    model = onnx.load(str(small))
    _keep_small(model, exact)
    onnx.save(model, str(small))


def _keep_small(model: onnx.ModelProto, exact: Sequence[str]) -> None:
    """Keeps the weights of these products in eight bits, by channel, and makes them float32 as the network is loaded: constants are folded then."""
    weights = {each.name: each for each in model.graph.initializer}
    made = []
    for node in model.graph.node:
        if node.name in exact:
            held = weights[node.input[1]]
            value = numpy_helper.to_array(held)
            scale = np.abs(value).max(0) / 127
            model.graph.initializer.append(numpy_helper.from_array(scale, f"{held.name}_scale"))
            held.CopyFrom(numpy_helper.from_array(np.round(value / scale).astype(np.int8), held.name))
            made.append(helper.make_node("Cast", [held.name], [f"{held.name}_wide"], to=TensorProto.FLOAT))
            made.append(helper.make_node("Mul", [f"{held.name}_wide", f"{held.name}_scale"], [f"{held.name}_exact"]))
            node.input[1] = f"{held.name}_exact"
    rest = list(model.graph.node)
    del model.graph.node[:]
    model.graph.node.extend([*made, *rest])


def logits_of(path: Path, rows: list[list[int]]) -> dict[str, np.ndarray]:
    """One row at a time, as the product runs it."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options)
    found = {name: np.zeros((len(rows), outputs), np.float32) for name, outputs in HEADS.items()}
    for number, row in enumerate(rows):
        ids, mask = as_tensors([row])
        for name, out in zip(HEADS, session.run(list(HEADS), {"ids": ids.numpy(), "mask": mask.numpy()}), strict=True):
            found[name][number] = out[0]
    return found


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
    dev = held()
    rows = encode(dev, pieces)
    by_kind = {"float32": logits_of(whole, rows), "int8": logits_of(small, rows)}
    temperatures = {}
    for head in HEADS:
        at = [n for n, example in enumerate(dev) if head in example.targets]
        wanted = np.array([dev[n].targets[head] for n in at]).reshape(-1)
        logits = {kind: _rows(found[head][at], head) for kind, found in by_kind.items()}
        right = {kind: float((each.argmax(1) == wanted).mean()) for kind, each in logits.items()}
        temperatures[head] = temperature(logits["int8"], wanted)
        print(head, len(at), {k: round(v, 3) for k, v in right.items()}, "temperature", temperatures[head])
    return temperatures


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=Path("config"))
    given = parser.parse_args()

    network = Network(cut(read_base(given.base)))
    network.load_state_dict(torch.load(given.network / "network.pt", map_location="cpu"))
    given.out.mkdir(parents=True, exist_ok=True)
    whole, evened, small = given.network / "network.onnx", given.network / "evened.onnx", given.out / "network.onnx"
    content = (given.network / "pieces.model").read_bytes()
    (given.out / "pieces.model").write_bytes(content)
    pieces = SentencePieceProcessor(model_proto=content)
    rng = random.Random(SAMPLE)
    taught, _ = material(given.config, rng)
    export(network, whole)
    even_out(whole, encode(rng.sample(taught, SAMPLE), pieces), evened)
    quantize(evened, small, narrow=True)
    temperatures = fit_temperatures(whole, small, pieces)
    files = {
        name: hashlib.sha256((given.out / name).read_bytes()).hexdigest() for name in ("network.onnx", "pieces.model")
    }
    card = {"name": NAME, "files": files, "issues": ISSUES, "temperatures": temperatures}
    (given.out / "card.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    print({name: (given.out / name).stat().st_size for name in files})


if __name__ == "__main__":
    main()
