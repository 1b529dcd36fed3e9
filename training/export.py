"""Turns trained weights into what the product loads: an int8 network, the pieces, and a card with hashes and temperatures.

    python training/export.py --base e5-small-q4.bin --network build/network --out monitor/models/weights

Temperatures (Guo et al. 2017) are fitted on the held-out eight per cent, one a head, on the int8 network, so that what it is sure of is what it gets right.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import warnings
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from base import cut, read_base
from examples import held
from network import HEADS, ISSUES, PLACES, Network
from onnxruntime.quantization import QuantType, quantize_dynamic
from scipy.optimize import minimize_scalar
from sentencepiece import SentencePieceProcessor
from train import as_tensors, batches, encode

NAME = "stance-3"


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


def quantize(whole: Path, small: Path, *, narrow: bool) -> None:
    """Weights in eight bits (`narrow`: seven, for processors without VNNI, whose sums of eight bits overflow), by channel."""
    quantize_dynamic(
        str(whole),
        str(small),
        weight_type=QuantType.QInt8,
        per_channel=True,
        reduce_range=narrow,
        op_types_to_quantize=["MatMul", "Gather"],
    )


def logits_of(path: Path, rows: list[list[int]]) -> dict[str, np.ndarray]:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    session = onnxruntime.InferenceSession(str(path), options)
    found = {name: np.zeros((len(rows), outputs), np.float32) for name, outputs in HEADS.items()}
    for batch in batches([len(row) for row in rows], None):
        ids, mask = as_tensors([rows[n] for n in batch])
        for name, out in zip(HEADS, session.run(list(HEADS), {"ids": ids.numpy(), "mask": mask.numpy()}), strict=True):
            found[name][batch] = out
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


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--latest", action="store_true", help="as in training")
    given = parser.parse_args()

    network = Network(cut(read_base(given.base)))
    network.load_state_dict(torch.load(given.network / "network.pt", map_location="cpu"))
    given.out.mkdir(parents=True, exist_ok=True)
    whole, small = given.network / "network.onnx", given.out / "network.onnx"
    export(network, whole)
    quantize(whole, small, narrow=True)
    content = (given.network / "pieces.model").read_bytes()
    (given.out / "pieces.model").write_bytes(content)
    pieces = SentencePieceProcessor(model_proto=content)

    dev = held(latest=given.latest)
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
    files = {
        name: hashlib.sha256((given.out / name).read_bytes()).hexdigest() for name in ("network.onnx", "pieces.model")
    }
    card = {"name": NAME, "files": files, "issues": ISSUES, "temperatures": temperatures}
    (given.out / "card.json").write_text(json.dumps(card, indent=2) + "\n", encoding="utf-8")
    print({name: (given.out / name).stat().st_size for name in files})


if __name__ == "__main__":
    main()
