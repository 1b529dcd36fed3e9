"""One claim against another, without actor or issue: self-contradictions of debaters (prosecco), and claims of two
outlets of which one makes the other stronger or weaker (claimdiff)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.compare.found import RELATIONS
from monitor.gates.articles import bare, claimed
from monitor.gates.figures import Result
from monitor.gates.intervals import share
from monitor.gates.samples import sample
from monitor.gates.scores import Pair, class_f1, confusion, macro_f1
from monitor.gates.sets import rows

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from monitor.compare import Comparer
    from monitor.gates.figures import Table

PROSECCO = "prosecco/dev/pairs.jsonl"
CLAIMDIFF = {"strengthens": "claimdiff/dev/strength_train.jsonl", "weakens": "claimdiff/dev/weak_train.jsonl"}
_SAYS = {"strengthens": frozenset({"reaffirms", "hardens"}), "weakens": frozenset({"contradicts", "softens"})}
_MOST = 300


def measure_contradiction(comparer: Comparer, data: Path) -> Result:
    """The first proposition is the claim, the second the article. Raises UsageError."""
    cases = rows(data / PROSECCO)
    told = [_relation(comparer, row["id"], claim=row["proposition_1"], text=row["proposition_2"]) for row in cases]
    labels = ["contradicts" if row["label"] == "self-contradiction" else "other" for row in cases]
    pairs = [
        Pair(label, relation if relation == "contradicts" else "other", str(row["nodeset_id"]))
        for label, relation, row in zip(labels, told, cases, strict=True)
    ]
    answers = [Pair(label, relation) for label, relation in zip(labels, told, strict=True)]
    return Result(
        gate="contradiction",
        subject="prosecco dev",
        figures=(
            macro_f1("macro-f1", pairs, classes=("contradicts", "other")),
            class_f1("contradicts-f1", pairs, positive="contradicts"),
            share("accuracy", [p.wanted == p.told for p in pairs]),
        ),
        tables=(_answers("prosecco dev", answers),),
    )


def measure_strength(comparer: Comparer, data: Path, *, everything: bool) -> Result:
    """claim_b is the position and claim_a the article; a random sample, topics drawn together. Raises UsageError."""
    figures, tables = [], []
    for name, path in CLAIMDIFF.items():
        cases = sample(rows(data / path), None if everything else _MOST)
        told = [_relation(comparer, row["pair_id"], claim=row["claim_b"], text=row["claim_a"]) for row in cases]
        pairs = [
            Pair(str(bool(row["relation"])), str(relation in _SAYS[name]), row["topic"])
            for row, relation in zip(cases, told, strict=True)
        ]
        figures += [
            class_f1(f"{name}-f1", pairs, positive="True"),
            macro_f1(f"{name}-macro-f1", pairs, classes=("True", "False")),
        ]
        answers = [Pair(p.wanted, relation) for p, relation in zip(pairs, told, strict=True)]
        tables.append(_answers(f"claimdiff, {name}", answers))
    return Result(gate="strength", subject="claimdiff dev", figures=tuple(figures), tables=tuple(tables))


def _relation(comparer: Comparer, key: str, *, claim: str, text: str) -> str:
    return comparer.compare(claimed(claim), bare(text, key=key)).relation


def _answers(title: str, pairs: Sequence[Pair]) -> Table:
    return confusion(
        f"{title}: labels against answers", pairs, order=("contradicts", "other", "True", "False", *RELATIONS)
    )
