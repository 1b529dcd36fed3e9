"""Turns trained weights into what the product loads: an int8 network, the pieces, and a card with hashes and temperatures.

    python training/export.py --network build/network --out monitor/models/weights

What goes into its products is evened out first (`even.py`).

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
from even import FEW, even_out
from examples import held_shown, read_axes, read_material, taught_shown
from issues import ISSUES
from network import HEADS
from onnxruntime.quantization import QuantType, quantize_dynamic
from scipy.optimize import minimize_scalar
from sentencepiece import SentencePieceProcessor
from shipped import ATTENTION_HEADS, network_of
from streamline import streamline
from train import UNTAUGHT, Row, as_tensors, rows_of, targets_of

from monitor.models.classes import CLASSES, PLACES

if TYPE_CHECKING:
    from network import Network

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
    model = onnx.load(str(whole))
    even_out(model, [_inputs(row) for row in rng.sample(taught, SAMPLE)])
    onnx.save(model, str(evened))
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
