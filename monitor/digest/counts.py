"""Utterances counted by speaker, issue and week, and a share of them beside that of the weeks before."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from monitor.digest.intervals import odds_ratio
from monitor.types import Share, StreamKey
from monitor.types.overdispersion import FEWEST_WEEKS, MOST, design_effect, overdispersion

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Mapping, Sequence
    from datetime import date

    from monitor.digest.content import Compared

BASE_WEEKS = 26
"""At most so many weeks before are the base."""

_LEAST_N = 8
_LEAST_K = 3
"""So many utterances must be on the issue this week, or have been to be expected: below that a share is an anecdote."""

_ODDS_WORTH_A_ROW = 1.5
LEAST_ODDS = 0.0005
"""Digests that are kept may hold odds of 0.0: what was below that, rounded to three decimals."""


class Counts:
    """Counts by week. A share that is not listed is zero; a speaker's n is the same for all its issues in a week.

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

    def of_blocs(self, blocs: Mapping[str, str]) -> Counts:
        """The offices of each bloc (office → bloc) as one speaker, every utterance counting as much."""
        merged = Counts(())
        for (office, week), said in self.n.items():
            if office in blocs:
                merged.n[blocs[office], week] += said
        for (key, week), k in self.k.items():
            if key.office in blocs:
                merged.k[StreamKey(blocs[key.office], key.issue), week] += k
        merged.keys, merged.weeks = sorted({key for key, _ in merged.k}), self.weeks
        return merged

    def comparable(self, monday: date) -> set[str]:
        """Offices heard in the week and in its base, in eight weeks of it where it has so many.

        An office that appears or falls silent changes what its bloc says, without anybody having turned to anything.
        """
        base = self.before(monday)
        least = FEWEST_WEEKS if len(base) >= FEWEST_WEEKS else 1
        offices = {office for office, week in self.n if week == monday and self.n[office, week]}
        return {office for office in offices if sum(self.n.get((office, week), 0) > 0 for week in base) >= least}

    def before(self, monday: date) -> list[date]:
        """The base: the weeks before that one in which anybody was heard."""
        return [earlier for earlier in self.weeks if earlier < monday][-BASE_WEEKS:]

    def of(self, key: StreamKey, weeks: Sequence[date]) -> tuple[int, int]:
        by_week = self.by_week(key, weeks)
        return sum(k for k, _ in by_week), sum(n for _, n in by_week)

    def by_week(self, key: StreamKey, weeks: Sequence[date]) -> list[tuple[int, int]]:
        """(k, n) of the weeks in which the speaker was heard."""
        return [(self.k.get((key, m), 0), n) for m in weeks if (n := self.n.get((key.office, m), 0))]


def compared(key: StreamKey, counts: Counts, *, monday: date) -> Compared | None:
    """The week beside the weeks before, None where too little was said in either.

    The interval is as much wider than that of independent utterances as the share has varied from week to week; where
    that is not known, since there are too few weeks, as wide as any, and nothing is clear.
    """
    base = counts.before(monday)
    (k, n), weeks = counts.of(key, [monday]), counts.by_week(key, base)
    base_k, base_n = sum(k for k, _ in weeks), sum(n for _, n in weeks)
    if n < _LEAST_N or base_n < _LEAST_N:
        return None
    known = len(weeks) >= FEWEST_WEEKS
    rho = overdispersion(weeks) if known else MOST
    odds = odds_ratio(
        k, n, base_k, base_n, widened=design_effect([n], rho), base_widened=design_effect([n for _, n in weeks], rho)
    )
    return {
        "k": k,
        "n": n,
        "base_k": base_k,
        "base_n": base_n,
        "base_weeks": len(base),
        "share": round(k / n, 3),
        "base_share": round(base_k / base_n, 3),
        "odds": _rounded(odds.estimate),
        "low": _rounded(odds.low),
        "high": _rounded(odds.high),
        "clear": known and not odds.covers(1.0) and (odds.estimate - 1) * (k / n - base_k / base_n) > 0,
    }


def _rounded(odds: float) -> float:
    """Three significant digits: three decimals would make nothing of small odds, which have no logarithm."""
    return float(f"{odds:.3g}")


def is_turn(row: Compared) -> bool:
    """Whether it differs enough, on enough utterances, to be told."""
    change = row["k"] / row["n"] - row["base_k"] / row["base_n"]
    # The half cases alone make odds where all that is said is, and was, on one issue.
    if max(row["k"], row["n"] * row["base_k"] / row["base_n"]) < _LEAST_K or change * (row["odds"] - 1) <= 0:
        return False
    return row["clear"] or distance(row) >= _ODDS_WORTH_A_ROW


def distance(row: Compared) -> float:
    """How many times the odds are, or were, the other ones."""
    odds = max(row["odds"], LEAST_ODDS)
    return max(odds, 1 / odds)
