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
from examples import Question, Shown, Targets, held_shown, read_axes, read_material, taught_shown
from issues import ISSUES
from network import HEADS, Network
from torch import Tensor
from torch.nn import functional

from monitor.models import windows
from monitor.models.classes import OFF, PLACES
from monitor.models.windows import cut_windows, pair_row

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sentencepiece import SentencePieceProcessor

PAD = 1
SHORTEST = 40
"""Windows of a text are cut anew in each epoch, at lengths between this and the longest: each statement stands at their beginnings, in their middles and at their ends."""
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


class Row(NamedTuple):
    """Pieces, and of each place in them, [begin, end), what it teaches."""

    pieces: list[int]
    places: list[tuple[int, int]]
    targets: list[Targets]


def text_rows(shown: Shown, pieces: SentencePieceProcessor, rng: random.Random | None) -> list[Row]:
    """With a `rng` windows of any length."""
    taught = [each is not None for each in shown.targets]
    most = rng.randint(SHORTEST, windows.LONGEST) if rng else windows.MOST
    cut = cut_windows(pieces.encode(shown.stretches), taught, most=most)
    return [Row(w.ids, w.spans, [shown.targets[n] or {} for n in w.numbers]) for w in cut]


def question_row(asked: Question, pieces: SentencePieceProcessor) -> Row:
    """Position and passage as one row, which is one place."""
    ids = pair_row(pieces.encode(asked.first), pieces.encode(asked.second))
    return Row(ids, [(0, len(ids))], [asked.targets])


def rows_of(
    given: tuple[Sequence[Shown], Sequence[Question]], pieces: SentencePieceProcessor, rng: random.Random | None = None
) -> list[Row]:
    """Those of the texts, window after window, then one for each question; `rng` as for `text_rows`."""
    shown, asked = given
    return [row for each in shown for row in text_rows(each, pieces, rng)] + [question_row(q, pieces) for q in asked]


def targets_of(rows: Sequence[Row]) -> dict[str, Tensor]:
    """For each head the class that each place teaches, (places,) or (places, issues); `UNTAUGHT` where none."""
    none = {name: (UNTAUGHT,) * len(ISSUES) if name == "place" else UNTAUGHT for name in HEADS}
    taught = [each for row in rows for each in row.targets]
    return {name: torch.tensor([each.get(name, none[name]) for each in taught]) for name in HEADS}


def batches(lengths: Sequence[int], rng: random.Random | None, size: int) -> list[list[int]]:
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


def as_tensors(rows: Sequence[Row]) -> tuple[Tensor, Tensor, Tensor]:
    """What the network takes, int64: `ids` and `mask` (rows, length), 0 in the mask where a row is filled up; `places` (rows, places, length). `rows` is not empty."""
    longest, most = max(len(row.pieces) for row in rows), max(len(row.places) for row in rows)
    ids = torch.tensor([[*row.pieces, *[PAD] * (longest - len(row.pieces))] for row in rows])
    places = torch.zeros((len(rows), most, longest), dtype=torch.int64)
    for n, row in enumerate(rows):
        for k, (begin, end) in enumerate(row.places):
            places[n, k, begin:end] = 1
    return ids, (ids != PAD).long(), places


def in_batches(rows: Sequence[Row], size: int, rng: random.Random | None) -> list[list[Row]]:
    """All rows as `batches` puts them together; `size` in pieces, which a single row may exceed."""
    return [[rows[n] for n in batch] for batch in batches([len(row.pieces) for row in rows], rng, size)]


def outputs_of(network: Network, rows: Sequence[Row], device: str, *, sixteen_bits: bool = False) -> tuple[Tensor, ...]:
    """Of each place, in the order of the rows, the outputs of the heads, (places, outputs) for each of HEADS. `sixteen_bits`: count so on a processor too."""
    ids, mask, places = (each.to(device) for each in as_tensors(rows))
    with torch.autocast(device, torch.bfloat16, enabled=device == "cuda" or sixteen_bits):
        found = network(ids, mask, places)
    there = places.sum(2) > 0
    assert int(there.sum()) == sum(len(row.places) for row in rows), "a place without pieces"
    return tuple(logits[there].float() for logits in found)


def standardise(network: Network, rows: Sequence[Row], device: str) -> None:
    """Sets the middle and spread of the base's means from a sample."""
    network.eval()
    with torch.no_grad():
        means = []
        for n in range(0, len(rows), 16):
            ids, mask, places = (each.to(device) for each in as_tensors(rows[n : n + 16]))
            means.append(network.means(ids, mask, places)[places.sum(2) > 0])
    network.middle.copy_(torch.cat(means).mean(0))
    network.spread.copy_(torch.cat(means).std(0))


def loss_of(outputs: Sequence[Tensor], targets: dict[str, Tensor], smoothed: Tensor) -> Tensor:
    """The mean over all places, those that a head is not taught counting nothing; one number.

    `outputs` as of `outputs_of`, `targets` as of `targets_of`, on the same device; `smoothed` as of `smoothed_places`.
    """
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
    """For each class of an issue the distribution that is taught for it, (PLACES, PLACES), rows of sum 1."""
    wanted = torch.full((PLACES, PLACES), SMOOTH / 2 / PLACES)
    for level in range(5):
        for near in {max(level - 1, 0), min(level + 1, 4)} - {level}:
            wanted[level, near] += SMOOTH / 2
    for n in range(PLACES):
        wanted[n, n] += 1.0 - wanted[n].sum()
    return wanted


def score(network: Network, rows: Sequence[Row], device: str, *, sixteen_bits: bool = False) -> dict[str, float]:
    """Figures of each head. Of `place`: issues found (F1), and the side (−, 0, +) of those that have one."""
    found: dict[str, list[tuple[int, int]]] = {name: [] for name in HEADS}
    issues, sides = [], []
    network.eval()
    with torch.no_grad():
        for batch in in_batches(rows, 8_192, None):
            targets = targets_of(batch)
            outputs = outputs_of(network, batch, device, sixteen_bits=sixteen_bits)
            for name, logits in zip(HEADS, outputs, strict=True):
                wanted = targets[name]
                if name == "place":
                    taught = wanted[:, 0] != UNTAUGHT
                    places = logits.cpu()[taught].reshape(-1, PLACES)
                    _read_places(wanted[taught].reshape(-1).tolist(), places, issues, sides)
                else:
                    told = zip(wanted.tolist(), logits.argmax(1).tolist(), strict=True)
                    found[name].extend((w, g) for w, g in told if w != UNTAUGHT)
    network.train()
    figures = {f"{name} {kind}": value for name, pairs in found.items() if pairs for kind, value in figures_of(pairs)}
    if not issues:
        return figures
    about = [(int(w != OFF), int(g != OFF)) for w, g in issues]
    return {
        "issue F1": _f1(about, 1),
        **{f"side {kind}": value for kind, value in figures_of(sides)},
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


def figures_of(pairs: Sequence[tuple[int, int]]) -> list[tuple[str, float]]:
    """Of (wanted, told) classes, at least one: how many, the share that is right, the mean F1 of the classes that are wanted."""
    classes = sorted({wanted for wanted, _ in pairs})
    right = sum(w == g for w, g in pairs) / len(pairs)
    macro = float(np.mean([_f1(pairs, c) for c in classes]))
    return [("n", len(pairs)), ("accuracy", round(right, 3)), ("macro-F1", round(macro, 3))]


def _f1(pairs: Sequence[tuple[int, int]], of: int) -> float:
    hit = sum(w == of == g for w, g in pairs)
    return round(2 * hit / max(sum(w == of for w, _ in pairs) + sum(g == of for _, g in pairs), 1), 3)


def arguments() -> argparse.Namespace:
    """What was given on the command line."""
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
    learn(network, pieces, given=given)


def parameter_groups(network: Network, rates: dict[str, float]) -> list[dict[str, object]]:
    """The heads, then the layers from the top down, each with its highest rate as `most`; `rates` of "heads" and of the top layer ("encoder")."""
    heads = [*network.tasks.parameters(), *network.pools.parameters()]
    groups: list[dict[str, object]] = [{"params": heads, "most": rates["heads"]}]
    for height, layer in enumerate(reversed(network.layers)):
        groups.append({"params": list(layer.parameters()), "most": rates["encoder"] * LOWER_SLOWER**height})
    return groups


def learn(network: Network, pieces: SentencePieceProcessor, *, given: argparse.Namespace) -> None:
    """All epochs; the weights are written to `given.out` after each."""
    rng, axes = random.Random(given.seed), read_axes(given.config)
    taught, dev = read_material(held=False), rows_of(held_shown(read_material(held=True)), pieces)
    sample = rows_of(taught_shown(taught, axes, random.Random(SAME)), pieces, random.Random(SAME))
    standardise(network, random.Random(SAME).sample(sample, min(800, len(sample))), given.device)
    optimizer = torch.optim.AdamW(parameter_groups(network, RATES), weight_decay=0.01)
    smoothed = smoothed_places().to(given.device)
    started = time.monotonic()
    for epoch in range(given.epochs):
        network.train()
        rows = in_batches(rows_of(taught_shown(taught, axes, rng), pieces, rng), given.batch, rng)
        for step, batch in enumerate(rows):
            share = (epoch + step / len(rows)) / given.epochs
            for group in optimizer.param_groups:
                group["lr"] = group["most"] * min(share / WARM, 1.0) * max(1.0 - share, 0.02)
            wanted = {name: each.to(given.device) for name, each in targets_of(batch).items()}
            outputs = outputs_of(network, batch, given.device)
            loss = loss_of(outputs, wanted, smoothed)
            if given.agreement:
                again = outputs_of(network, batch, given.device)
                loss = (loss + loss_of(again, wanted, smoothed)) / 2 + given.agreement * disagreement(outputs, again)
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for group in optimizer.param_groups for p in group["params"]], 1.0)
            optimizer.step()
            optimizer.zero_grad(set_to_none=True)
            if step % 100 == 0:
                print(
                    f"{epoch + 1}: {step}/{len(rows)} loss {loss.item():.3f} {time.monotonic() - started:.0f} s",
                    flush=True,
                )
        print(f"epoch {epoch + 1}: {json.dumps(score(network, dev, given.device))}", flush=True)
        torch.save(network.state_dict(), given.out / "network.pt")


if __name__ == "__main__":
    main()
