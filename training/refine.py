"""Teaches the part of a trained network that relates passages to positions anew, also on repeats; its encoder and all that places statements stay as they are.

    python training/refine.py --base e5-small-q4.bin --network build/network --out build/refined

The pairs of the material are never alike word for word, so a network that learnt from them takes a line that is repeated as it stands for a harder one, and a plain "not" for a shade.
Minutes without an accelerator, since the means of the encoder are computed once.
"""

from __future__ import annotations

import argparse
import json
import random
from pathlib import Path

import torch
from base import cut, read_base
from examples import opposed_questions, questions, read_axes, read_material, repeats
from network import PAIRED, Network
from sentencepiece import SentencePieceProcessor
from torch import Tensor
from torch.nn import functional
from train import SMOOTH, UNTAUGHT, WEIGHTS, Row, as_tensors, figures_of, question_row, targets_of

RATE, EPOCHS, BATCH = 1e-3, 6, 128
MADE = 0.5
"""What a question that was made from others counts beside a written one."""


def means_of(network: Network, rows: list[Row]) -> Tensor:
    """Of each row the standardised mean, (rows, hidden)."""
    order = sorted(range(len(rows)), key=lambda n: len(rows[n].pieces))
    found = torch.zeros((len(rows), len(network.middle)))
    with torch.no_grad():
        for n in range(0, len(order), 24):
            batch = order[n : n + 24]
            found[batch] = network.means(*as_tensors([rows[at] for at in batch]))[:, 0]
    return (found - network.middle) / network.spread


def relate(network: Network, means: Tensor) -> dict[str, Tensor]:
    """Of each row the outputs of the heads for pairs, (rows, outputs), from its standardised mean."""
    return {name: network.read(name, network.dropout(means)) for name in PAIRED}


def refine(network: Network, means: Tensor, targets: dict[str, Tensor], written: int) -> None:
    """The first `written` of the questions were written, the others made."""
    taught = [*network.pools["pair"].parameters(), *(p for name in PAIRED for p in network.tasks[name].parameters())]
    optimizer = torch.optim.AdamW(taught, weight_decay=0.05)
    network.train()
    for epoch in range(EPOCHS):
        order = torch.randperm(len(means))
        for n in range(0, len(order), BATCH):
            batch = order[n : n + BATCH]
            for group in optimizer.param_groups:
                group["lr"] = RATE * (1.0 - (epoch + n / len(order)) / EPOCHS)
            loss = torch.zeros(())
            for name, logits in relate(network, means[batch]).items():
                wanted = targets[name][batch]
                if (wanted != UNTAUGHT).any():
                    losses = functional.cross_entropy(
                        logits, wanted, label_smoothing=SMOOTH, ignore_index=UNTAUGHT, reduction="none"
                    )
                    loss = loss + WEIGHTS[name] * (losses * torch.where(batch < written, 1.0, MADE)).mean()
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    network.eval()


def report(network: Network, means: Tensor, targets: dict[str, Tensor], what: str) -> None:
    """Prints how well the rows are answered; `what` they are."""
    with torch.no_grad():
        answers = {name: logits.argmax(1).tolist() for name, logits in relate(network, means).items()}
    told = {
        name: [(w, g) for w, g in zip(targets[name].tolist(), answers[name], strict=True) if w != UNTAUGHT]
        for name in PAIRED
    }
    print(what, json.dumps({name: dict(figures_of(pairs)) for name, pairs in told.items() if pairs}), flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", type=Path, required=True)
    parser.add_argument("--network", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--config", type=Path, default=Path("config"))
    parser.add_argument("--seed", type=int, default=8)
    given = parser.parse_args()
    torch.manual_seed(given.seed)
    rng = random.Random(given.seed)
    content = (given.network / "pieces.model").read_bytes()
    pieces = SentencePieceProcessor(model_proto=content)
    network = Network(cut(read_base(given.base)))
    network.load_state_dict(torch.load(given.network / "network.pt", map_location="cpu"))
    network.eval()
    taught, held = read_material(held=False), read_material(held=True)
    axes = read_axes(given.config)
    asked = {
        "taught": [
            *questions(taught.pairs, rng),
            *opposed_questions(taught, axes, rng),
            *repeats(taught.pairs, rng),
        ],
        "held-out pairs": questions(held.pairs, rng),
        "held-out repeats": repeats(held.pairs, rng),
    }
    rows = {what: [question_row(question, pieces) for question in each] for what, each in asked.items()}
    means = {what: means_of(network, each) for what, each in rows.items()}
    targets = {what: targets_of(each) for what, each in rows.items()}
    for step in ("before", "after"):
        if step == "after":
            refine(network, means["taught"], targets["taught"], written=len(taught.pairs))
        for what in ("held-out pairs", "held-out repeats"):
            report(network, means[what], targets[what], f"{step}, {what}:")
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "pieces.model").write_bytes(content)
    torch.save(network.state_dict(), given.out / "network.pt")


if __name__ == "__main__":
    main()
