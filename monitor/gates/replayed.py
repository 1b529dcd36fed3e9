"""The labelled pairs of `shift_replay_gold`: an earlier quotation as the claim, a later document of three corpora as the article."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from monitor.compare import ComparedPosition
from monitor.compare.found import CHANGES
from monitor.gates.articles import archived
from monitor.gates.corpora import documents
from monitor.gates.pairs import Case
from monitor.gates.sets import rows

if TYPE_CHECKING:
    from pathlib import Path

NEEDS = (
    "shift_replay_gold/dev.jsonl",
    "presidents_2021_2022/statements.jsonl.gz",
    "ungdc/dev/1992_2020.jsonl.gz",
    "whitehouse/dev/2021_2022.jsonl.gz",
)
_WAYS = {
    "hardening": frozenset({"hardens", "contradicts"}),
    "softening": frozenset({"softens", "contradicts"}),
    "new_theme": frozenset({"new"}),
}


def load_replayed(data: Path) -> list[Case]:
    """Raises UsageError."""
    labelled = rows(data / NEEDS[0])
    found = documents(data, frozenset((row["after"]["corpus"], row["after"]["doc_id"]) for row in labelled))
    return [_case(row, found[row["after"]["corpus"], row["after"]["doc_id"]]) for row in labelled]


def _case(row: dict[str, Any], line: dict[str, Any]) -> Case:
    """A reversal or contradiction has no one word for its direction: any move is right for it."""
    before = row["before"] or {}
    return Case(
        id=row["id"],
        position=ComparedPosition(
            actor=row["actor"], issue=row["issue"], claim=before.get("quote"), date=before.get("date")
        ),
        article=archived(line, where=row["id"]),
        label=row["label"],
        alert=row["expect_alert"],
        accepted=_WAYS.get(row["label"], CHANGES),
        quote=row["after"]["quote"],
        speaker=row["after"]["speaker"],
    )
