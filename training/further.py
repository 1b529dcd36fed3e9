"""Teaches a network that ships further, from its own weights, and mixes what comes of it with what it was.

    python training/further.py --network build/stance-8 --out build/further --minutes 84 --share 0.6

In each course stands all of the material that the network has not seen, and of the other the less the longer ago it was taught (`ranks.py`). Beside the written pairs stand positions with a passage about another
matter (`strays`): without them it says "contradicts" of nearly any two lines. Two cores that count in sixteen bits (AVX512-BF16) learn 2,000 pieces a second.

A mean of the weights before and after keeps what was known and has most of what was learnt (Wortsman et al. 2022, "Robust fine-tuning of zero-shot models"); it costs the product nothing.
"""

from __future__ import annotations

import argparse
import random
import time
from pathlib import Path
from typing import TYPE_CHECKING

import torch
from examples import Material, read_axes, read_material, repeats, strays, taught_shown
from ranks import SHARES, rank_of
from sentencepiece import SentencePieceProcessor
from shipped import read_shipped
from train import Row, in_batches, loss_of, outputs_of, parameter_groups, rows_of, smoothed_places, targets_of

if TYPE_CHECKING:
    from examples import Axis
    from network import Network

REPEATS_SHOWN, STRAYS = 0.35, 2_200
"""The share of the repeats made by rule that is shown in a course; and how many strays."""
RATES, WARM = {"encoder": 1e-4, "heads": 6e-4}, 0.05
"""Lower than those of `train.py`: what is known is to stay."""
BATCH, NOTED = 4_096, 50
"""Pieces in a batch, padding included; and steps between two lines of the log."""


def course(pieces: SentencePieceProcessor, axes: dict[str, Axis], rng: random.Random) -> list[Row]:
    """The rows of one course."""
    parts = [
        (read_material(held=False, of=lambda stem, rank=rank: rank_of(stem) == rank), share)
        for rank, (_, share) in enumerate(SHARES)
    ]
    drawn = Material(
        *(
            [one for part, share in parts for one in part[kind] if rng.random() < share]
            for kind in range(len(parts[0][0]))
        )
    )
    pairs = [pair for part, _ in parts for pair in part.pairs]
    made = [question for question in repeats(drawn.pairs, rng) if rng.random() < REPEATS_SHOWN]
    shown, asked = taught_shown(drawn, axes, rng)
    return rows_of((shown, [*asked, *made, *strays(pairs, STRAYS, rng)]), pieces, rng)


def learn(network: Network, pieces: SentencePieceProcessor, given: argparse.Namespace) -> None:
    """For so many minutes, at a rate that falls to nothing."""
    rng, axes, smoothed = random.Random(given.seed), read_axes(given.config), smoothed_places()
    optimizer = torch.optim.AdamW(parameter_groups(network, RATES), weight_decay=0.01)
    started, steps, lost = time.monotonic(), 0, 0.0
    batches: list[list[Row]] = []
    while (share := (time.monotonic() - started) / (60 * given.minutes)) < 1:
        if not batches:
            batches = in_batches(course(pieces, axes, rng), BATCH, rng)
            print(f"a course of {len(batches)} steps begins", flush=True)
            continue
        batch = batches.pop()
        network.train()
        for group in optimizer.param_groups:
            group["lr"] = group["most"] * min(share / WARM, 1.0) * max(1 - share, 0.02)
        loss = loss_of(outputs_of(network, batch, "cpu", sixteen_bits=True), targets_of(batch), smoothed)
        loss.backward()
        torch.nn.utils.clip_grad_norm_([p for group in optimizer.param_groups for p in group["params"]], 1.0)
        optimizer.step()
        optimizer.zero_grad(set_to_none=True)
        steps, lost = steps + 1, lost + loss.item()
        if steps % NOTED == 0:
            print(f"{steps}: {share:.2f} of the time, loss {lost / NOTED:.3f}", flush=True)
            lost = 0.0
    network.eval()


def mix(before: dict[str, torch.Tensor], after: dict[str, torch.Tensor], share: float) -> dict[str, torch.Tensor]:
    """`share`: how much `after` counts, 0…1."""
    return {name: torch.lerp(value, after[name], share) for name, value in before.items()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--network", type=Path, required=True, help="the folder of what ships")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=Path("config"))
    parser.add_argument("--minutes", type=float, default=75)
    parser.add_argument("--share", type=float, default=0.6, help="how much of what comes of it is taken")
    parser.add_argument("--seed", type=int, default=11)
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    content = (given.network / "pieces.model").read_bytes()
    network = read_shipped(given.network / "network.onnx")
    before = {name: value.clone() for name, value in network.state_dict().items()}
    learn(network, SentencePieceProcessor(model_proto=content), given)
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "pieces.model").write_bytes(content)
    torch.save(network.state_dict(), given.out / "after.pt")
    torch.save(mix(before, network.state_dict(), given.share), given.out / "network.pt")


if __name__ == "__main__":
    main()
