"""Seeded samples: the same cases in every run."""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

T = TypeVar("T")

SEED = 7
"""Of samples and of intervals, so that every run tells the same."""


def sample(cases: Sequence[T], most: int | None) -> list[T]:
    """At most so many, in their order; None: all."""
    if most is None or len(cases) <= most:
        return list(cases)
    chosen = random.Random(SEED).sample(range(len(cases)), most)  # noqa: S311 - no secret hangs on it
    return [cases[n] for n in sorted(chosen)]


def sample_by_label(
    cases: Sequence[T], label: Callable[[T], str], *, most: Mapping[str, int] | None
) -> tuple[list[T], dict[str, float]]:
    """At most so many of each label, and what one of them stands for, so that shares of the whole set come out right."""
    by_label: dict[str, list[T]] = defaultdict(list)
    for case in cases:
        by_label[label(case)].append(case)
    drawn = [case for name, group in by_label.items() for case in sample(group, None if most is None else most[name])]
    counts = Counter(map(label, drawn))
    return drawn, {name: len(group) / counts[name] for name, group in by_label.items()}
