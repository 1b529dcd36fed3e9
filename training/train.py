"""Trains the network on the material beside this file and writes its weights.

    python training/train.py --base e5-small-q4.bin --out build/statements --hard --only statements --epochs 3
    python training/train.py --base e5-small-q4.bin --out build/hard --hard --start build/statements --epochs 4 --rate 0.7
    python training/train.py --base e5-small-q4.bin --out build/network --start build/hard --epochs 3 --rate 0.7

What it prints is the log that the model card quotes; the scores are on the eight per cent that are held out.
"""

from __future__ import annotations

import argparse
import json
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import numpy as np
import torch
from base import cut, read_base, tokenizer
from examples import (
    OFF,
    Example,
    held_out,
    opposed_examples,
    pair_examples,
    read_axes,
    read_pairs,
    read_statements,
    statement_examples,
)
from network import HEADS, ISSUES, PLACES, Network
from torch import Tensor
from torch.nn import functional

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sentencepiece import SentencePieceProcessor

PAD = 1
LONGEST = 160
"""Pieces of both texts together; the second is cut."""
BATCH_PIECES = 1_024
"""Pieces in a batch, padding included: examples of like length go together."""
RATES = {"encoder": 1.5e-4, "heads": 1e-3}
WARM = 0.06
WEIGHTS = {"place": 1.0, "commitment": 0.4, "relation": 1.0, "direction": 0.4}
NOT_ABOUT = 0.15
"""What an issue that a statement is not about counts, beside one that it is about: there are sixteen times as many."""
SMOOTH = 0.06


class Row(NamedTuple):
    """An example and what the frozen layers make of it, (length, hidden)."""

    example: Example
    lower: Tensor


def encode(examples: Sequence[Example], pieces: SentencePieceProcessor) -> list[list[int]]:
    """`<s> first </s></s> second </s>` as ids."""
    rows = []
    for example in examples:
        first, second = pieces.encode(example.first), pieces.encode(example.second)
        row = [0, *first[: LONGEST // 2], 2, 2, *second]
        rows.append([*row[: LONGEST - 1], 2])
    return rows


def batches(lengths: Sequence[int], rng: random.Random | None) -> list[list[int]]:
    """Numbers of rows that go together; shuffled where there is an `rng`."""
    order = sorted(range(len(lengths)), key=lambda n: lengths[n] + (rng.random() * 6 if rng else 0.0))
    packed: list[list[int]] = [[]]
    for n in order:
        if packed[-1] and (len(packed[-1]) + 1) * (lengths[n] + 6) > BATCH_PIECES:
            packed.append([])
        packed[-1].append(n)
    if rng:
        rng.shuffle(packed)
    return packed


def as_tensors(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    longest = max(map(len, rows))
    ids = torch.full((len(rows), longest), PAD)
    for n, row in enumerate(rows):
        ids[n, : len(row)] = torch.tensor(row)
    return ids, (ids != PAD).long()


def prepare(network: Network, examples: Sequence[Example], pieces: SentencePieceProcessor) -> list[Row]:
    """Runs the frozen layers once."""
    rows = encode(examples, pieces)
    found: list[Row | None] = [None] * len(rows)
    network.eval()
    with torch.no_grad():
        for batch in batches([len(row) for row in rows], None):
            lower = network.below(*as_tensors([rows[n] for n in batch]))
            for at, n in enumerate(batch):
                found[n] = Row(examples[n], lower[at, : len(rows[n])].clone())
    return [row for row in found if row]


def stacked(rows: Sequence[Row]) -> tuple[Tensor, Tensor]:
    lengths = torch.tensor([len(row.lower) for row in rows])
    lower = torch.nn.utils.rnn.pad_sequence([row.lower for row in rows], batch_first=True)
    return lower, (torch.arange(lower.shape[1])[None, :] < lengths[:, None]).long()


def standardise(network: Network, rows: Sequence[Row]) -> None:
    """Sets the middle and spread of the base's means from a sample."""
    network.eval()
    with torch.no_grad():
        means = torch.cat([network.mean(*stacked(rows[n : n + 16])) for n in range(0, len(rows), 16)])
    network.middle.copy_(means.mean(0))
    network.spread.copy_(means.std(0))


def loss_of(outputs: Sequence[Tensor], examples: Sequence[Example]) -> Tensor:
    total = torch.zeros(())
    for name, logits in zip(HEADS, outputs, strict=True):
        taught = [n for n, example in enumerate(examples) if name in example.targets]
        if taught:
            wanted = torch.tensor([examples[n].targets[name] for n in taught])
            losses = _place_loss(logits[taught], wanted) if name == "place" else _class_loss(logits[taught], wanted)
            total = total + WEIGHTS[name] * losses.sum()
    return total / len(examples)


def _class_loss(logits: Tensor, wanted: Tensor) -> Tensor:
    return functional.cross_entropy(logits, wanted, reduction="none", label_smoothing=SMOOTH)


def _place_loss(logits: Tensor, wanted: Tensor) -> Tensor:
    """Summed over the issues. Half of the smoothing of a level lies on its neighbours."""
    logits, wanted = logits.reshape(-1, PLACES), wanted.reshape(-1)
    losses = -(_smoothed()[wanted] * torch.log_softmax(logits, 1)).sum(1)
    weights = torch.where(wanted == OFF, NOT_ABOUT, 1.0)
    return (losses * weights).reshape(-1, len(ISSUES)).sum(1)


def _smoothed() -> Tensor:
    wanted = torch.full((PLACES, PLACES), SMOOTH / 2 / PLACES)
    for level in range(5):
        for near in {max(level - 1, 0), min(level + 1, 4)} - {level}:
            wanted[level, near] += SMOOTH / 2
    for n in range(PLACES):
        wanted[n, n] += 1.0 - wanted[n].sum()
    return wanted


def score(network: Network, rows: Sequence[Row]) -> dict[str, float]:
    """Figures of each head. Of `place`: issues found (F1), and the side (−, 0, +) of those that have one."""
    found: dict[str, list[tuple[int, int]]] = {name: [] for name in HEADS}
    issues, sides = [], []
    network.eval()
    with torch.no_grad():
        for batch in batches([len(row.lower) for row in rows], None):
            outputs = network.above(*stacked([rows[n] for n in batch]))
            for name, logits in zip(HEADS, outputs, strict=True):
                for at, n in enumerate(batch):
                    wanted = rows[n].example.targets.get(name)
                    if name == "place" and wanted:
                        _read_places(wanted, logits[at].reshape(-1, PLACES), issues, sides)
                    elif wanted is not None:
                        found[name].append((wanted, int(logits[at].argmax())))
    network.train()
    figures = {f"{name} {kind}": value for name, pairs in found.items() if pairs for kind, value in _figures(pairs)}
    about = [(int(w != OFF), int(g != OFF)) for w, g in issues]
    return {
        "issue F1": _f1(about, 1),
        **{f"side {kind}": value for kind, value in _figures(sides)},
        "level exact": round(float(np.mean([w == g for w, g in issues if w < 5])), 3),
        **figures,
    }


def _read_places(
    wanted: tuple[int, ...], logits: Tensor, issues: list[tuple[int, int]], sides: list[tuple[int, int]]
) -> None:
    for target, row in zip(wanted, logits, strict=True):
        issues.append(
            (target, int(row.argmax()) if target >= 5 else int(row[:5].argmax()) if row.argmax() < 6 else OFF)
        )
        if target < 5:
            sides.append((int(np.sign(target - 2)), int(np.sign(int(row[:5].argmax()) - 2))))


def _figures(pairs: Sequence[tuple[int, int]]) -> list[tuple[str, float]]:
    classes = sorted({wanted for wanted, _ in pairs})
    right = sum(w == g for w, g in pairs) / len(pairs)
    macro = float(np.mean([_f1(pairs, c) for c in classes]))
    return [("n", len(pairs)), ("accuracy", round(right, 3)), ("macro-F1", round(macro, 3))]


def _f1(pairs: Sequence[tuple[int, int]], of: int) -> float:
    hit = sum(w == of == g for w, g in pairs)
    return round(2 * hit / max(sum(w == of for w, _ in pairs) + sum(g == of for _, g in pairs), 1), 3)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=Path("config"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=6)
    parser.add_argument("--frozen", type=int, default=6, help="layers that stay as they are")
    parser.add_argument("--only", choices=("statements", "pairs"))
    parser.add_argument("--hard", action="store_true", help="without the plain material")
    parser.add_argument("--start", type=Path, help="the folder of a network to go on from")
    parser.add_argument("--rate", type=float, default=1.0, help="times the learning rates")
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    rng = random.Random(given.seed)

    axes = read_axes(given.config)
    statements, pairs = read_statements(plain=not given.hard), read_pairs(plain=not given.hard)
    base = cut(read_base(given.base))
    pieces = tokenizer(base.pieces)
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "pieces.model").write_bytes(pieces.serialized_model_proto())
    network = Network(base, frozen=given.frozen)
    statements = [] if given.only == "pairs" else statements
    pairs = [] if given.only == "statements" else pairs
    taught = [s for s in statements if not held_out(s.text)], [p for p in pairs if not held_out(p.claim or p.passage)]
    kept = [s for s in statements if held_out(s.text)], [p for p in pairs if held_out(p.claim or p.passage)]
    print(f"{len(statements)} statements, {len(pairs)} pairs, {len(base.pieces)} pieces", flush=True)
    rows = prepare(
        network,
        [
            *statement_examples(taught[0]),
            *pair_examples(taught[1], rng),
            *(opposed_examples(taught[0], axes, len(taught[1]) // 6, rng) if taught[0] and taught[1] else ()),
        ],
        pieces,
    )
    dev = prepare(network, [*statement_examples(kept[0]), *pair_examples(kept[1], random.Random(1))], pieces)
    if given.start:
        network.load_state_dict(torch.load(given.start / "network.pt"))
    else:
        standardise(network, rng.sample(rows, min(800, len(rows))))
    learn(network, rows, dev, epochs=given.epochs, rate=given.rate, rng=rng, out=given.out)


def learn(
    network: Network, rows: list[Row], dev: list[Row], *, epochs: int, rate: float, rng: random.Random, out: Path
) -> None:
    heads = [*network.tasks.parameters(), *network.pool.parameters()]
    groups = [{"params": list(network.upper.parameters())}, {"params": heads}]
    optimizer = torch.optim.AdamW(groups, weight_decay=0.01)
    started, step = time.monotonic(), 0
    steps = epochs * len(batches([len(row.lower) for row in rows], None))
    for epoch in range(epochs):
        network.train()
        for batch in batches([len(row.lower) for row in rows], rng):
            share = min(step / steps, 1.0)
            for group, most in zip(optimizer.param_groups, RATES.values(), strict=True):
                group["lr"] = rate * most * min(share / WARM, 1.0) * max(1.0 - share, 0.02)
            loss = loss_of(network.above(*stacked([rows[n] for n in batch])), [rows[n].example for n in batch])
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for group in groups for p in group["params"]], 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            if step % 100 == 0:
                print(f"step {step}/{steps} loss {loss.item():.3f} {time.monotonic() - started:.0f} s", flush=True)
        print(f"epoch {epoch + 1}: {json.dumps(score(network, dev))}", flush=True)
        torch.save(network.state_dict(), out / "network.pt")


if __name__ == "__main__":
    main()
