"""How much an office talks of an issue, and which of two watched wordings is used."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from typing import TYPE_CHECKING

from monitor.digest.cards import quoted
from monitor.digest.intervals import odds_ratio
from monitor.digest.words import issue_name, office_name

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from datetime import date

    from monitor.digest.content import Emphasis, Wording
    from monitor.digest.weeks import Week
    from monitor.types import Evidence, Share, StreamKey, Utterance, WordingPair, World

BASE_WEEKS = 26
"""At most so many weeks before are the base."""

_LEAST_N = 8
_LEAST_K = 3
"""So many utterances must be on the issue this week, or have been to be expected: below that a share is an anecdote."""

_MOST_ROWS = 12
_ODDS_WORTH_A_ROW = 1.5


def emphasis(counts: Counts, *, week: Week, world: World) -> list[Emphasis]:
    """The shares that differ most from the weeks before: clear ones first, at most twelve rows."""
    base = counts.before(week.monday)
    rows = [row for key in counts.keys if (row := _row(key, counts, base, week=week, world=world)) is not None]
    rows.sort(key=lambda row: (not row["clear"], -max(row["odds"], 1 / row["odds"]), row["office"], row["issue"]))
    return rows[:_MOST_ROWS]


class Counts:
    """Counts by week. A share that is not listed is zero; an office's n is the same for all its issues in a week.

    `frozen`: offices of which too little was heard; their shares would tell of our gap and not of their emphasis.
    """

    def __init__(self, shares: Iterable[Share], *, frozen: Container[str] = ()) -> None:
        self.k: dict[tuple[StreamKey, date], int] = defaultdict(int)
        self.n: dict[tuple[str, date], int] = defaultdict(int)
        for share in (share for share in shares if share.key.office not in frozen):
            self.k[share.key, share.week] += share.k
            self.n[share.key.office, share.week] = max(share.n, self.n[share.key.office, share.week])
        self.keys = sorted({key for key, _ in self.k})
        self.weeks = sorted({monday for _, monday in self.k})

    def before(self, monday: date) -> list[date]:
        """The base: the weeks before that one in which anybody was heard."""
        return [earlier for earlier in self.weeks if earlier < monday][-BASE_WEEKS:]

    def of(self, key: StreamKey, weeks: Sequence[date]) -> tuple[int, int]:
        return sum(self.k.get((key, m), 0) for m in weeks), sum(self.n.get((key.office, m), 0) for m in weeks)


def _row(key: StreamKey, counts: Counts, base: Sequence[date], *, week: Week, world: World) -> Emphasis | None:
    k, n = counts.of(key, [week.monday])
    base_k, base_n = counts.of(key, base)
    if n < _LEAST_N or base_n < _LEAST_N or max(k, n * base_k / base_n) < _LEAST_K:
        return None
    odds = odds_ratio(k, n, base_k, base_n)
    clear = not odds.covers(1.0)
    if not clear and max(odds.estimate, 1 / odds.estimate) < _ODDS_WORTH_A_ROW:
        return None
    return {
        "office": key.office,
        "office_name": office_name(world, key.office),
        "issue": key.issue,
        "issue_name": issue_name(world, key.issue),
        "k": k,
        "n": n,
        "base_k": base_k,
        "base_n": base_n,
        "base_weeks": len(base),
        "share": round(k / n, 3),
        "base_share": round(base_k / base_n, 3),
        "odds": round(odds.estimate, 3),
        "low": round(odds.low, 3),
        "high": round(odds.high, 3),
        "clear": clear,
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
