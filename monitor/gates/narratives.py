"""One claim in five languages should be told as one narrative: the Propaganda Diary of VoxCheck."""

from __future__ import annotations

from collections import Counter
from itertools import combinations, groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from monitor.gates.figures import Result
from monitor.gates.intervals import resampled, share
from monitor.gates.samples import sample
from monitor.gates.sets import rows

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from monitor.ports import Embedder

    Assign = Callable[[Sequence[str], Mapping[str, Sequence[str]]], list[str]]

NEEDS = "voxcheck_propaganda_diary/cases.jsonl.gz"
LANGUAGES = ("en", "de", "it", "ru", "uk")
_MOST = 150


def measure_narratives(assign: Assign, data: Path, *, everything: bool) -> Result:
    """`assign` answers for each quotation which of the narratives it tells, given the claims that the diary lists under each (all in English). Raises UsageError."""
    complete = [case for case in parallel(rows(data / NEEDS)) if case["en"]["narrative"].strip()]
    listed = sorted({(case["en"]["narrative"], case["en"]["fake"]) for case in complete})
    narratives = {name: [claim for _, claim in group] for name, group in groupby(listed, key=lambda row: row[0])}
    cases = sample(complete, None if everything else _MOST)
    told = {language: assign([case[language]["quote"] for case in cases], narratives) for language in LANGUAGES}
    pairs = list(combinations(LANGUAGES, 2))
    agreed = np.array([[sum(told[a][n] == told[b][n] for a, b in pairs), len(pairs)] for n in range(len(cases))], float)
    return Result(
        gate="narratives",
        subject="voxcheck",
        figures=(
            resampled("pairwise-agreement", agreed, lambda c: c[:, 0] / np.maximum(c[:, 1], 1), n=len(cases)),
            share("all-five-agree", [len({told[lang][n] for lang in LANGUAGES}) == 1 for n in range(len(cases))]),
            *(
                share(f"right-{lang}", [t == c["en"]["narrative"] for t, c in zip(told[lang], cases, strict=True)])
                for lang in LANGUAGES
            ),
        ),
    )


def parallel(lines: Sequence[Mapping[str, Any]]) -> list[dict[str, Mapping[str, Any]]]:
    """Cases that all five languages have: the n-th of one address and day is the n-th in each."""
    cases: dict[tuple[str, str, int], dict[str, Mapping[str, Any]]] = {}
    seen: Counter[tuple[str, str, str]] = Counter()
    for line in lines:
        link, day, language = line["link"].casefold(), line["date"], line["lang"]
        seen[link, day, language] += 1
        cases.setdefault((link, day, seen[link, day, language]), {})[language] = line
    return [case for case in cases.values() if set(LANGUAGES) <= case.keys()]


def nearest_narrative(embedder: Embedder) -> Assign:
    """The narrative whose name and claims lie nearest to the quotation, as the mean of their vectors."""

    def assign(quotes: Sequence[str], narratives: Mapping[str, Sequence[str]]) -> list[str]:
        names = list(narratives)
        means = np.array([embedder.embed([name, *narratives[name]]).mean(axis=0) for name in names])
        means /= np.linalg.norm(means, axis=1, keepdims=True)
        return [names[int(best)] for best in (embedder.embed(quotes) @ means.T).argmax(axis=1)]

    return assign
