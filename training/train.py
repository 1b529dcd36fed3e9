"""Trains the network on the material beside this file and writes its weights.

    python training/train.py --base e5-small-q4.bin --out build/network --device cuda

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
    among_others,
    held,
    held_out,
    opposed_examples,
    pair_examples,
    read_axes,
    read_pairs,
    read_statements,
    read_texts,
    statement_examples,
)
from issues import ISSUES
from network import HEADS, PLACES, Network
from torch import Tensor
from torch.nn import functional

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from sentencepiece import SentencePieceProcessor

PAD = 1
LONGEST = 160
"""Pieces of both texts together; the second is cut."""
RATES = {"encoder": 2.52e-4, "heads": 2.52e-3}
LOWER_SLOWER = 0.9
"""The rate of each layer, times that of the layer above it."""
WARM = 0.06
WEIGHTS = {"place": 1.0, "commitment": 0.4, "relation": 1.0, "direction": 0.4}
NOT_ABOUT = 0.15
"""What an issue that a statement is not about counts, beside one that it is about: there are sixteen times as many."""
SMOOTH = 0.06
UNTAUGHT = -100
SAME = 0
"""Seeds where training begins, whatever the seed of its course is: then courses can be compared, and networks averaged."""


class Rows(NamedTuple):
    """Examples as pieces, and for each head the class that each of them teaches, (examples,) or (examples, issues); `UNTAUGHT` where none."""

    pieces: list[list[int]]
    targets: dict[str, Tensor]


def encode(examples: Sequence[Example], pieces: SentencePieceProcessor) -> list[list[int]]:
    """`<s> first </s></s> second </s>` as ids."""
    rows = []
    for example in examples:
        first, second = pieces.encode(example.first), pieces.encode(example.second)
        row = [0, *first[: LONGEST // 2], 2, 2, *second]
        rows.append([*row[: LONGEST - 1], 2])
    return rows


def rows_of(examples: Sequence[Example], pieces: SentencePieceProcessor) -> Rows:
    none = {name: (UNTAUGHT,) * len(ISSUES) if name == "place" else UNTAUGHT for name in HEADS}
    targets = {name: torch.tensor([e.targets.get(name, none[name]) for e in examples]) for name in HEADS}
    return Rows(encode(examples, pieces), targets)


def batches(lengths: Sequence[int], rng: random.Random | None, size: int = 1_024) -> list[list[int]]:
    """Numbers of rows that go together, of like length and at most `size` pieces, padding included; shuffled where there is an `rng`."""
    order = sorted(range(len(lengths)), key=lambda n: lengths[n] + (rng.random() * 6 if rng else 0.0))
    packed: list[list[int]] = [[]]
    for n in order:
        if packed[-1] and (len(packed[-1]) + 1) * (lengths[n] + 6) > size:
            packed.append([])
        packed[-1].append(n)
    if rng:
        rng.shuffle(packed)
    return packed


def as_tensors(rows: Sequence[Sequence[int]]) -> tuple[Tensor, Tensor]:
    longest = max(map(len, rows))
    ids = torch.tensor([[*row, *[PAD] * (longest - len(row))] for row in rows])
    return ids, (ids != PAD).long()


def outputs_in_batches(
    network: Network, rows: Rows, device: str, *, size: int, rng: random.Random | None
) -> Iterator[tuple[list[int], tuple[Tensor, ...]]]:
    """The numbers of the rows of each batch, and what the heads make of them."""
    for batch in batches([len(row) for row in rows.pieces], rng, size):
        yield batch, outputs_of(network, [rows.pieces[n] for n in batch], device)


def outputs_of(network: Network, rows: Sequence[Sequence[int]], device: str) -> tuple[Tensor, ...]:
    ids, mask = as_tensors(rows)
    with torch.autocast(device, torch.bfloat16, enabled=device == "cuda"):
        found = network(ids.to(device), mask.to(device))
    return tuple(logits.float() for logits in found)


def standardise(network: Network, rows: Sequence[Sequence[int]], device: str) -> None:
    """Sets the middle and spread of the base's means from a sample."""
    network.eval()
    with torch.no_grad():
        parts = [as_tensors(rows[n : n + 16]) for n in range(0, len(rows), 16)]
        means = torch.cat([network.mean(ids.to(device), mask.to(device)) for ids, mask in parts])
    network.middle.copy_(means.mean(0))
    network.spread.copy_(means.std(0))


def loss_of(outputs: Sequence[Tensor], targets: dict[str, Tensor], smoothed: Tensor) -> Tensor:
    total = outputs[0].new_zeros(())
    for name, logits in zip(HEADS, outputs, strict=True):
        wanted = targets[name]
        if name == "place":
            total = total + WEIGHTS[name] * _place_loss(logits, wanted, smoothed)
        else:
            loss = functional.cross_entropy(
                logits, wanted, reduction="sum", label_smoothing=SMOOTH, ignore_index=UNTAUGHT
            )
            total = total + WEIGHTS[name] * loss
    return total / len(outputs[0])


def disagreement(some: Sequence[Tensor], others: Sequence[Tensor]) -> Tensor:
    """Between two runs of the same examples, each with other units dropped: the mean of both divergences (R-Drop, Liang et al. 2021).

    Summed over the heads as `loss_of` weighs them, over the examples' mean. An issue counts as one that the example is not about.
    """
    total = some[0].new_zeros(())
    for name, first, second in zip(HEADS, some, others, strict=True):
        shape = (-1, PLACES) if name == "place" else first.shape
        one, other = (torch.log_softmax(logits.reshape(shape), -1) for logits in (first, second))
        both = ((one.exp() - other.exp()) * (one - other)).sum() / 2
        total = total + WEIGHTS[name] * (NOT_ABOUT if name == "place" else 1.0) * both
    return total / len(some[0])


def _place_loss(logits: Tensor, wanted: Tensor, smoothed: Tensor) -> Tensor:
    """Summed over the issues. Half of the smoothing of a level lies on its neighbours."""
    taught = wanted[:, 0] != UNTAUGHT
    logits, wanted = logits[taught].reshape(-1, PLACES), wanted[taught].reshape(-1)
    losses = -(smoothed[wanted] * torch.log_softmax(logits, 1)).sum(1)
    return (losses * torch.where(wanted == OFF, NOT_ABOUT, 1.0)).sum()


def smoothed_places() -> Tensor:
    wanted = torch.full((PLACES, PLACES), SMOOTH / 2 / PLACES)
    for level in range(5):
        for near in {max(level - 1, 0), min(level + 1, 4)} - {level}:
            wanted[level, near] += SMOOTH / 2
    for n in range(PLACES):
        wanted[n, n] += 1.0 - wanted[n].sum()
    return wanted


def score(network: Network, rows: Rows, device: str) -> dict[str, float]:
    """Figures of each head. Of `place`: issues found (F1), and the side (−, 0, +) of those that have one."""
    found: dict[str, list[tuple[int, int]]] = {name: [] for name in HEADS}
    issues, sides = [], []
    network.eval()
    with torch.no_grad():
        for batch, outputs in outputs_in_batches(network, rows, device, size=8_192, rng=None):
            for name, logits in zip(HEADS, outputs, strict=True):
                wanted = rows.targets[name][batch]
                if name == "place":
                    taught = wanted[:, 0] != UNTAUGHT
                    places = logits.cpu()[taught].reshape(-1, PLACES)
                    _read_places(wanted[taught].reshape(-1).tolist(), places, issues, sides)
                else:
                    told = zip(wanted.tolist(), logits.argmax(1).tolist(), strict=True)
                    found[name].extend((w, g) for w, g in told if w != UNTAUGHT)
    network.train()
    figures = {f"{name} {kind}": value for name, pairs in found.items() if pairs for kind, value in _figures(pairs)}
    if not issues:
        return figures
    about = [(int(w != OFF), int(g != OFF)) for w, g in issues]
    return {
        "issue F1": _f1(about, 1),
        **{f"side {kind}": value for kind, value in _figures(sides)},
        "level exact": round(float(np.mean([w == g for w, g in issues if w < 5])), 3),
        **figures,
    }


def _read_places(
    wanted: list[int], logits: Tensor, issues: list[tuple[int, int]], sides: list[tuple[int, int]]
) -> None:
    """Of an issue that has a level, the likeliest level counts, unless it was taken for none."""
    for target, place, level in zip(wanted, logits.argmax(1).tolist(), logits[:, :5].argmax(1).tolist(), strict=True):
        issues.append((target, place if target >= 5 else level if place != OFF else OFF))
        if target < 5:
            sides.append((int(np.sign(target - 2)), int(np.sign(level - 2))))


def _figures(pairs: Sequence[tuple[int, int]]) -> list[tuple[str, float]]:
    classes = sorted({wanted for wanted, _ in pairs})
    right = sum(w == g for w, g in pairs) / len(pairs)
    macro = float(np.mean([_f1(pairs, c) for c in classes]))
    return [("n", len(pairs)), ("accuracy", round(right, 3)), ("macro-F1", round(macro, 3))]


def _f1(pairs: Sequence[tuple[int, int]], of: int) -> float:
    hit = sum(w == of == g for w, g in pairs)
    return round(2 * hit / max(sum(w == of for w, _ in pairs) + sum(g == of for _, g in pairs), 1), 3)


def arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=Path("config"))
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--epochs", type=int, default=7)
    parser.add_argument("--batch", type=int, default=4_096, help="pieces in a batch, padding included")
    parser.add_argument(
        "--agreement", type=float, default=1.0, help="the price on what two runs of an example differ by"
    )
    parser.add_argument("--device", choices=("cpu", "cuda"), default="cpu")
    parser.add_argument("--seed", type=int, default=9)
    return parser.parse_args()


def main() -> None:
    given = arguments()
    torch.manual_seed(SAME)
    base = cut(read_base(given.base))
    pieces = tokenizer(base.pieces)
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "pieces.model").write_bytes(pieces.serialized_model_proto())
    network = Network(base).to(given.device)
    torch.manual_seed(given.seed)
    rng = random.Random(given.seed)
    taught, dev = material(given.config, rng)
    print(f"{len(taught)} examples, {len(dev)} held out, {len(base.pieces)} pieces", flush=True)
    rows = rows_of(taught, pieces)
    standardise(network, random.Random(SAME).sample(rows.pieces, min(800, len(taught))), given.device)
    learn(network, rows, rows_of(dev, pieces), given=given, rng=rng)


def material(config: Path, rng: random.Random) -> tuple[list[Example], list[Example]]:
    """What is taught, and what is held out of it."""
    statements = [s for s in read_statements() if not held_out(s.text)]
    texts = [text for text in read_texts() if not held_out(text[0].text)]
    pairs = [p for p in read_pairs() if not held_out(p.claim or p.passage)]
    examples = [
        *statement_examples(among_others(statements, texts, rng)),
        *statement_examples([said for text in texts for said in text]),
        *pair_examples(pairs, rng),
        *opposed_examples(statements, read_axes(config), len(pairs) // 6, rng),
    ]
    return examples, held()


def parameter_groups(network: Network) -> list[dict[str, object]]:
    heads = [*network.tasks.parameters(), *network.pool.parameters()]
    groups: list[dict[str, object]] = [{"params": heads, "most": RATES["heads"]}]
    for height, layer in enumerate(reversed(network.layers)):
        groups.append({"params": list(layer.parameters()), "most": RATES["encoder"] * LOWER_SLOWER**height})
    return groups


def learn(network: Network, rows: Rows, dev: Rows, *, given: argparse.Namespace, rng: random.Random) -> None:
    optimizer = torch.optim.AdamW(parameter_groups(network), weight_decay=0.01)
    smoothed = smoothed_places().to(given.device)
    targets = {name: wanted.to(given.device) for name, wanted in rows.targets.items()}
    started, step = time.monotonic(), 0
    steps = given.epochs * len(batches([len(row) for row in rows.pieces], None, given.batch))
    for epoch in range(given.epochs):
        network.train()
        for batch, outputs in outputs_in_batches(network, rows, given.device, size=given.batch, rng=rng):
            share = min(step / steps, 1.0)
            for group in optimizer.param_groups:
                group["lr"] = group["most"] * min(share / WARM, 1.0) * max(1.0 - share, 0.02)
            wanted = {name: each[batch] for name, each in targets.items()}
            loss = loss_of(outputs, wanted, smoothed)
            if given.agreement:
                again = outputs_of(network, [rows.pieces[n] for n in batch], given.device)
                loss = (loss + loss_of(again, wanted, smoothed)) / 2 + given.agreement * disagreement(outputs, again)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for group in optimizer.param_groups for p in group["params"]], 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            step += 1
            if step % 200 == 0:
                print(f"step {step}/{steps} loss {loss.item():.3f} {time.monotonic() - started:.0f} s", flush=True)
        print(f"epoch {epoch + 1}: {json.dumps(score(network, dev, given.device))}", flush=True)
        torch.save(network.state_dict(), given.out / "network.pt")


if __name__ == "__main__":
    main()
