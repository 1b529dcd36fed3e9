"""The network: the encoder of the base, and four small heads on the means of its last layer, one a place."""

from __future__ import annotations

from typing import TYPE_CHECKING

import torch
from issues import ISSUES
from torch import Tensor, nn
from torch.nn import functional

from monitor.models.classes import CLASSES, PLACES

if TYPE_CHECKING:
    from base import Base

HEADS = {head: len(classes) for head, classes in CLASSES.items()} | {"place": len(ISSUES) * PLACES}
"""Outputs of each head, in the order of the classes."""
PAIRED = ("relation", "direction")
"""The heads that are asked of a position and a passage; the others are asked of statements."""


class Layer(nn.Module):
    """One transformer layer with its norms after the sums, as in BERT."""

    def __init__(self, hidden: int, inner: int, heads: int, epsilon: float) -> None:
        super().__init__()
        self.heads = heads
        self.qkv = nn.Linear(hidden, 3 * hidden)
        self.out = nn.Linear(hidden, hidden)
        self.up = nn.Linear(hidden, inner)
        self.down = nn.Linear(inner, hidden)
        self.norm_attention = nn.LayerNorm(hidden, epsilon)
        self.norm_inner = nn.LayerNorm(hidden, epsilon)
        self.dropout = nn.Dropout(0.1)

    def forward(self, x: Tensor, mask: Tensor) -> Tensor:
        """`x` and what comes of it (rows, length, hidden); `mask` (rows, 1, 1, length) is added to the attention: 0 where there is a piece, far below elsewhere."""
        rows, length, hidden = x.shape
        q, k, v = self.qkv(x).view(rows, length, 3, self.heads, hidden // self.heads).permute(2, 0, 3, 1, 4)
        seen = functional.scaled_dot_product_attention(q, k, v, attn_mask=mask.to(q.dtype))
        seen = seen.transpose(1, 2).reshape(rows, length, hidden)
        x = self.norm_attention(x + self.dropout(self.out(seen)))
        return self.norm_inner(x + self.dropout(self.down(functional.gelu(self.up(x)))))


class Network(nn.Module):
    """All of it is trained but the vectors of the pieces and of their places, and their norm."""

    def __init__(self, base: Base) -> None:
        super().__init__()
        w = {name: torch.from_numpy(value.copy()) for name, value in base.weights.items()}
        words, hidden = w["emb.word"].shape
        inner = w["l0.fi.w"].shape[0]
        count = 1 + max(int(name[1:].split(".")[0]) for name in w if name.startswith("l"))
        self.word = nn.Embedding(words, hidden)
        self.word.weight = nn.Parameter(w["emb.word"])
        self.place = nn.Parameter(w["emb.pos"] + w["emb.type"][0])
        self.norm = nn.LayerNorm(hidden, base.epsilon)
        self.norm.load_state_dict({"weight": w["emb.ln.w"], "bias": w["emb.ln.b"]})
        self.layers = nn.ModuleList(Layer(hidden, inner, base.heads, base.epsilon) for _ in range(count))
        for n, layer in enumerate(self.layers):
            layer.load_state_dict(_layer(w, f"l{n}"))
        for part in (self.word, self.norm):
            part.requires_grad_(requires_grad=False)
        self.place.requires_grad = False
        self.register_buffer("middle", torch.zeros(hidden))
        self.register_buffer("spread", torch.ones(hidden))
        self.pools = nn.ModuleDict({name: nn.Linear(hidden, hidden) for name in ("said", "pair")})
        self.dropout = nn.Dropout(0.1)
        self.tasks = nn.ModuleDict({name: nn.Linear(hidden, outputs) for name, outputs in HEADS.items()})

    def means(self, ids: Tensor, mask: Tensor, places: Tensor) -> Tensor:
        """`ids` and `mask` (rows, length), 1 where there is a piece; `places` (rows, places, length), 1 where a piece belongs to the place.

        The means of the last layer over the pieces of each place, (rows, places, hidden); zeros where a place has no piece.
        """
        x = self.norm(self.word(ids) + self.place[: ids.shape[1]])
        for layer in self.layers:
            x = layer(x, _unseen(mask))
        weights = places.to(x.dtype)
        return torch.matmul(weights, x) / weights.sum(2, keepdim=True).clamp(min=1.0)

    def forward(self, ids: Tensor, mask: Tensor, places: Tensor) -> tuple[Tensor, ...]:
        """The outputs of the heads, (rows, places, outputs). The base's means all lie in one narrow cone, so they are standardised first."""
        pooled = self.dropout((self.means(ids, mask, places) - self.middle) / self.spread)
        return tuple(self.read(name, pooled) for name in HEADS)

    def read(self, name: str, pooled: Tensor) -> Tensor:
        """What a head makes of standardised means, (…, hidden) → (…, outputs)."""
        kind = "pair" if name in PAIRED else "said"
        return self.tasks[name](self.dropout(functional.gelu(self.pools[kind](pooled))))


def _unseen(mask: Tensor) -> Tensor:
    return (1.0 - mask[:, None, None, :].to(torch.float32)) * -10_000.0


def _layer(w: dict[str, Tensor], at: str) -> dict[str, Tensor]:
    state = {f"qkv.{full}": torch.cat([w[f"{at}.{name}.{part}"] for name in "qkv"]) for part, full in _PARTS}
    for ours, theirs in (("out", "ao"), ("up", "fi"), ("down", "fo"), ("norm_attention", "aln"), ("norm_inner", "oln")):
        state |= {f"{ours}.{full}": w[f"{at}.{theirs}.{part}"] for part, full in _PARTS}
    return state


_PARTS = (("w", "weight"), ("b", "bias"))
