"""How far the offices of a bloc speak with one voice, issue by issue (van der Eijk's A, 2001)."""

from __future__ import annotations

from collections import defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from monitor.types.agreement import agreement
from monitor.types.levels import mode_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from monitor.digest.content import Cohesion
    from monitor.types import Issue, Utterance, World

WEEKS = 4
"""One week seldom has three offices of a bloc on one issue; so many weeks are taken together."""
WEEKS_BEFORE = 8
OFFICES = 3
"""Two offices agree or do not; from three on there is a measure of it."""

Camp = tuple[str, str]
"""An issue and a bloc."""


class _Unity(NamedTuple):
    a: float
    offices: int


def cohesion(utterances: Iterable[Utterance], *, end: datetime, world: World) -> list[Cohesion]:
    """The last four weeks beside the eight before, where three offices of a bloc were heard; what fell most comes first.

    Each office has one vote, however much it says, spread over the levels that it took.
    """
    blocs = {office.id: office.bloc for office in world.offices}
    edge, first = end - timedelta(weeks=WEEKS), end - timedelta(weeks=WEEKS + WEEKS_BEFORE)
    placed = [u for u in utterances if first <= u.said_at < end and u.margin > 0 and u.key.office in blocs]
    now = _unities([u for u in placed if u.said_at >= edge], blocs)
    before = _unities([u for u in placed if u.said_at < edge], blocs)
    rows = [
        _row(issue, bloc, now[issue.code, bloc], before.get((issue.code, bloc)), bloc_name=name)
        for issue in world.issues
        for bloc, name in world.blocs.items()
        if (issue.code, bloc) in now
    ]
    return sorted(rows, key=lambda row: (row["a"] - (row["a"] if row["before"] is None else row["before"]), row["a"]))


def _unities(utterances: Sequence[Utterance], blocs: Mapping[str, str]) -> dict[Camp, _Unity]:
    heard: dict[Camp, dict[str, list[float]]] = defaultdict(lambda: defaultdict(lambda: [0.0] * 5))
    for utterance in utterances:
        camp = (utterance.key.issue, blocs[utterance.key.office])
        heard[camp][utterance.key.office][mode_of(utterance.levels) + 2] += utterance.weight
    return {
        camp: _Unity(agreement(_one_vote_each(offices.values())), len(offices))
        for camp, offices in heard.items()
        if len(offices) >= OFFICES
    }


def _one_vote_each(offices: Iterable[Sequence[float]]) -> list[float]:
    votes = [0.0] * 5
    for counts in offices:
        total = sum(counts)
        votes = [vote + count / total for vote, count in zip(votes, counts, strict=True)] if total else votes
    return votes


def _row(issue: Issue, bloc: str, now: _Unity, before: _Unity | None, *, bloc_name: str) -> Cohesion:
    return {
        "issue": issue.code,
        "issue_name": issue.name,
        "bloc": bloc,
        "bloc_name": bloc_name,
        "offices": now.offices,
        "a": round(now.a, 2),
        "before": None if before is None else round(before.a, 2),
        "offices_before": 0 if before is None else before.offices,
    }
