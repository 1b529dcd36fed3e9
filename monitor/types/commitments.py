"""How firmly something is said. Imports nothing of ours."""

from __future__ import annotations

from typing import Literal, get_args

Commitment = Literal["flat", "conditional", "hedged", "denied", "question"]
COMMITMENTS: tuple[Commitment, ...] = get_args(Commitment)
"""From what commits most to what commits to nothing."""
