"""How much an office talks of an issue, and which of two watched wordings is used."""

from __future__ import annotations

import math
import re
from typing import TYPE_CHECKING

from monitor.digest.cards import quoted
from monitor.digest.counts import compared, distance, is_turn
from monitor.digest.words import issue_name, office_name

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date

    from monitor.digest.content import Emphasis, Wording
    from monitor.digest.counts import Counts
    from monitor.types import Evidence, StreamKey, Utterance, WordingPair, World

_MOST_ROWS = 12


def emphasis(counts: Counts, *, monday: date, world: World) -> list[Emphasis]:
    """The shares that differ most from the weeks before: clear ones first, at most twelve rows."""
    rows = [row for key in counts.keys if (row := _row(key, counts, monday=monday, world=world)) is not None]
    rows.sort(key=lambda row: (not row["clear"], -distance(row), row["office"], row["issue"]))
    return rows[:_MOST_ROWS]


def _row(key: StreamKey, counts: Counts, *, monday: date, world: World) -> Emphasis | None:
    row = compared(key, counts, monday=monday)
    if row is None or not is_turn(row):
        return None
    return {
        "office": key.office,
        "office_name": office_name(world, key.office),
        "bloc": next((office.bloc for office in world.offices if office.id == key.office), ""),
        "issue": key.issue,
        "issue_name": issue_name(world, key.issue),
        **row,
    }


def wording(
    pairs: Iterable[WordingPair], said: Sequence[Utterance], *, world: World, before: Sequence[Wording]
) -> list[Wording]:
    """How many utterances of each bloc used which of a pair's wordings; `before`: the last digest's rows."""
    blocs = {office.id: office.bloc for office in world.offices}
    earlier = {(row["pair"], row["bloc"]): row for row in before}
    rows = []
    for pair in pairs:
        on_issue = [u for u in said if u.key.issue == pair.issue]
        for bloc in sorted({blocs.get(u.key.office, "") for u in on_issue}):
            texts = [u for u in on_issue if blocs.get(u.key.office, "") == bloc]
            rows.append(_pair_row(pair, bloc, texts, world=world, last=earlier.get((pair.id, bloc))))
    return [row for row in rows if row["a"] or row["b"] or row["before_a"] or row["before_b"]]


def _pair_row(
    pair: WordingPair, bloc: str, texts: Sequence[Utterance], *, world: World, last: Wording | None
) -> Wording:
    used_a, used_b = ([place for u in texts if (place := _place(u, words)) is not None] for words in (pair.a, pair.b))
    example = next(iter(used_b or used_a), None)
    return {
        "pair": pair.id,
        "issue": pair.issue,
        "bloc": bloc,
        "bloc_name": world.blocs.get(bloc, bloc),
        "name_a": pair.name_a,
        "name_b": pair.name_b,
        "a": len(used_a),
        "b": len(used_b),
        "before_a": last["a"] if last else None,
        "before_b": last["b"] if last else None,
        "z": round(_z(len(used_a), len(used_b), last["a"], last["b"]), 2) if last else None,
        "example": quoted(example) if example else None,
    }


def _z(a: int, b: int, before_a: int, before_b: int) -> float:
    """The log odds ratio of B against the week before, in its standard errors; half a case in each cell."""
    cells = [n + 0.5 for n in (b, a, before_b, before_a)]
    return math.log(cells[0] * cells[3] / (cells[1] * cells[2])) / math.sqrt(sum(1 / cell for cell in cells))


def _place(utterance: Utterance, patterns: Mapping[str, str]) -> Evidence | None:
    """Where it uses the wording, None where nowhere."""
    return next(
        (
            evidence
            for evidence in utterance.evidence
            if evidence.language in patterns and re.search(patterns[evidence.language], evidence.quote, re.IGNORECASE)
        ),
        None,
    )
