"""How well mixtures of a network before and after `further.py` do on the held-out material, apart by how well the network knew it before (`ranks.py`).

python training/mixtures.py --network build/stance-7 --after build/further/after.pt --shares 0 0.4 0.6 1
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import torch
from examples import Question, Shown, questions, read_material, repeats, show, strays
from further import mix
from ranks import SHARES, rank_of
from sentencepiece import SentencePieceProcessor
from shipped import read_shipped
from train import Row, rows_of, score

MADE = 500
"""Repeats and strays, made by rule, that are asked."""
FIGURES = ("issue F1", "side n", "side macro-F1", "level exact", "commitment macro-F1", "relation n", "relation accuracy", "relation macro-F1", "direction accuracy")  # fmt: skip


def parts(pieces: SentencePieceProcessor) -> dict[str, list[Row]]:
    """The held-out rows, by their kind."""
    held = [read_material(held=True, of=lambda stem, rank=rank: rank_of(stem) == rank) for rank in range(len(SHARES))]
    pairs = [pair for material in held for pair in material.pairs]
    asked: dict[str, tuple[list[Shown], list[Question]]] = {}
    for (ends, _), material in zip(SHARES, held, strict=True):
        name = ends[0]
        asked[f"{name} … statements"] = ([show([said], None) for said in material.statements], [])
        asked[f"{name} … texts"] = ([show(text, None) for text in material.texts], [])
        for english in (True, False):
            own = [pair for pair in material.pairs if (pair.source[:2] == "en") == english]
            asked[f"{name} … pairs, {'English' if english else 'other'}"] = ([], questions(own, random.Random(1)))
    asked["repeats"] = ([], random.Random(1).sample(repeats(pairs, random.Random(1)), MADE))
    asked["strays"] = ([], strays(pairs, MADE, random.Random(1)))
    return {name: rows_of(each, pieces) for name, each in asked.items() if any(each)}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", type=Path, required=True, help="the folder of what it was before")
    parser.add_argument("--after", type=Path, required=True)
    parser.add_argument("--shares", type=float, nargs="+", required=True)
    given = parser.parse_args()
    rows = parts(SentencePieceProcessor(model_file=str(given.network / "pieces.model")))
    network = read_shipped(given.network / "network.onnx")
    before, after = {name: value.clone() for name, value in network.state_dict().items()}, torch.load(given.after)
    for share in given.shares:
        network.load_state_dict(mix(before, after, share))
        for name, each in rows.items():
            figures = score(network, each, "cpu", sixteen_bits=True)
            print(share, name, json.dumps({k: figures[k] for k in FIGURES if k in figures}), flush=True)


if __name__ == "__main__":
    main()
