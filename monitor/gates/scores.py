"""F1 of labels: from (wanted, told) pairs to figures."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from monitor.gates.figures import Figure, Table
from monitor.gates.intervals import f1, grouped, resampled, share

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from monitor.gates.intervals import Counts


class Pair(NamedTuple):
    """What the label is and what was told; cases of one `document` are drawn together."""

    wanted: str
    told: str
    document: str | None = None


def macro_f1(
    name: str, pairs: Sequence[Pair], *, classes: Sequence[str], weights: Mapping[str, float] | None = None
) -> Figure:
    """The mean F1 of the classes that occur. Answers outside of `classes` miss their case and accuse no class.

    `weights`: what one case of a label stands for, where labels were drawn at different rates.
    """
    present = [c for c in classes if any(pair.wanted == c for pair in pairs)]
    cases = _counts(pairs, present, weights or {})

    def mean(sums: Counts) -> Counts:
        scores: Counts = f1(sums.reshape(len(sums), len(present), 3)).mean(axis=1)
        return scores

    return resampled(name, cases, mean, n=len(pairs)) if present else share(name, ())


def class_f1(name: str, pairs: Sequence[Pair], *, positive: str, weights: Mapping[str, float] | None = None) -> Figure:
    """F1 of one class against all others; `n` counts its cases."""
    cases = _counts(pairs, [positive], weights or {})
    return resampled(name, cases, f1, n=sum(pair.wanted == positive for pair in pairs))


def micro_f1(name: str, sets: Sequence[tuple[frozenset[str], frozenset[str]]]) -> Figure:
    """F1 over all labels of (wanted, told) sets; `n` counts wanted labels."""
    cases = np.array([[len(w & t), len(t), len(w)] for w, t in sets], dtype=float).reshape(-1, 3)
    return resampled(name, cases, f1, n=sum(len(w) for w, _ in sets))


def confusion(title: str, pairs: Sequence[Pair], *, order: Sequence[str]) -> Table:
    """Labels down, answers across."""
    seen = Counter((pair.wanted, pair.told) for pair in pairs)
    order = list(dict.fromkeys(order))
    wanted = [label for label in order if any(pair.wanted == label for pair in pairs)]
    told = [label for label in order if any(pair.told == label for pair in pairs)]
    rows = tuple((w, *(str(seen[w, t] or "·") for t in told)) for w in wanted)
    return Table(title=title, columns=("label \\ answer", *told), rows=rows)


def _counts(pairs: Sequence[Pair], classes: Sequence[str], weights: Mapping[str, float]) -> Counts:
    """For each case and class: right, told, wanted."""
    rows = [
        [
            weights.get(pair.wanted, 1.0) * count
            for c in classes
            for count in (pair.wanted == c == pair.told, pair.told == c, pair.wanted == c)
        ]
        for pair in pairs
    ]
    counts = np.array(rows, dtype=float).reshape(len(pairs), 3 * len(classes))
    documents = [pair.document if pair.document is not None else str(n) for n, pair in enumerate(pairs)]
    return grouped(counts, documents)
