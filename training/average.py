"""The mean of the weights of networks that were trained from the same start with other seeds (Wortsman et al. 2022).

python training/average.py build/seed7 build/seed8 --out build/network
"""

from __future__ import annotations

import argparse
from pathlib import Path

import torch


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("networks", type=Path, nargs="+")
    parser.add_argument("--out", type=Path, required=True)
    given = parser.parse_args()
    states = [torch.load(folder / "network.pt", map_location="cpu") for folder in given.networks]
    mean = {name: torch.stack([state[name] for state in states]).mean(0) for name in states[0]}
    given.out.mkdir(parents=True, exist_ok=True)
    (given.out / "pieces.model").write_bytes((given.networks[0] / "pieces.model").read_bytes())
    torch.save(mean, given.out / "network.pt")


if __name__ == "__main__":
    main()
