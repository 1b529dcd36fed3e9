"""A line that was said regularly and is not said any more, measured on what the same outlets brought meanwhile.

Silence counts only where the office goes on speaking through the outlets that used to carry the line: each utterance of
it on another issue, in such an outlet, was a chance to say it. Where an outlet is down there are no chances, so missing
data are no evidence. May import: types, shifts.days, detect, emphasis, weekly_found.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from monitor.shifts.days import monday
from monitor.shifts.detect import CEILING
from monitor.shifts.emphasis import Base, base_of, frozen_weeks, likelihood_of
from monitor.shifts.weekly_found import Found
from monitor.types import Share, Shift
from monitor.types.levels import mode_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import date, datetime

    from monitor.types import DroppedRules, Rules, Said, StreamKey

ODDS = (1 / 8, 1 / 32)
RECENT = timedelta(weeks=4)
"""A silence that passed its threshold longer ago is no news; within, the alert is the same one however often it is found."""


class Rates(NamedTuple):
    """How often the line was said, by outlet, while it was: `k` of `n` utterances of the office there."""

    k: Mapping[str, int]
    n: Mapping[str, int]

    def expected(self, chances: Mapping[str, int]) -> float:
        """How often the line would be said among these utterances, if nothing had changed."""
        return sum(count * self.k[origin] / self.n[origin] for origin, count in chances.items() if self.k[origin])


def dropped_lines(
    said: Sequence[Said], *, rules: Rules, until: datetime, starved: frozenset[tuple[str, date]] = frozenset()
) -> Iterable[Found]:
    """Lines whose silence became evidence in the last week before `until`; `said` in the order of time."""
    offices: dict[str, list[Said]] = defaultdict(list)
    for one in said:
        offices[one.key.office].append(one)
    last = monday(until - timedelta(microseconds=1))
    frozen = frozen_weeks(volumes(said)) | starved
    for _, told in sorted(offices.items()):
        for issue in sorted({one.key.issue for one in told}):
            line = [one for one in told if one.key.issue == issue]
            ratio = silence(line, told, frozen=frozen, last=last, rules=rules.dropped)
            if ratio is not None:
                yield _found(line, told, ratio, until)


def silence(
    line: Sequence[Said], told: Sequence[Said], *, frozen: set[tuple[str, date]], last: date, rules: DroppedRules
) -> float | None:
    """R where the silence passed its threshold in the weeks before `last`; None before, long after, and where the line
    was no habit."""
    weeks_said = {monday(one.at) for one in line}
    quiet_since = max(weeks_said)
    if len(line) < rules.uses or len(weeks_said) < rules.weeks or (last - quiet_since).days < 7 * rules.silent_weeks:
        return None
    rates = _rates(line, told, quiet_since)
    base = _base(line, told, quiet_since)
    chances: dict[date, Counter[str]] = defaultdict(Counter)
    for one in told:
        if monday(one.at) > quiet_since and (one.key.office, monday(one.at)) not in frozen:
            chances[monday(one.at)][one.origin] += 1
    ratios, before = [0.0] * len(ODDS), 0.0
    for week in sorted(chances):
        n, expected = sum(chances[week].values()), rates.expected(chances[week])
        if expected > 0:
            here = Base(min(expected / n, 0.95), base.rho, base.weeks)
            ratios = [
                min((r + 1) * likelihood_of(0, n, here, odds), CEILING) for r, odds in zip(ratios, ODDS, strict=True)
            ]
        if week < last - RECENT:
            before = max(before, sum(ratios) / len(ODDS))
    now = sum(ratios) / len(ODDS)
    passed = now >= rules.threshold and before < rules.threshold
    return now if passed and last in chances else None


def _rates(line: Sequence[Said], told: Sequence[Said], until: date) -> Rates:
    k = Counter(one.origin for one in line)
    n = Counter(one.origin for one in told if monday(one.at) <= until)
    return Rates(k, n)


def _base(line: Sequence[Said], told: Sequence[Said], until: date) -> Base:
    """The weeks from the first to the last time it was said, as shares with their overdispersion."""
    first = min(monday(one.at) for one in line)
    said, all_ = Counter(monday(one.at) for one in line), Counter(monday(one.at) for one in told)
    weeks = [week for week in sorted(all_) if first <= week <= until]
    return base_of([Share(key=line[0].key, week=week, k=said[week], n=all_[week]) for week in weeks])


def volumes(said: Sequence[Said]) -> list[Share]:
    """What was said of each issue, week by week, and of how much that the office said."""
    counts: Counter[tuple[StreamKey, date]] = Counter((one.key, monday(one.at)) for one in said)
    all_: Counter[tuple[str, date]] = Counter((one.key.office, monday(one.at)) for one in said)
    return [Share(key=key, week=week, k=k, n=all_[key.office, week]) for (key, week), k in sorted(counts.items())]


def _found(line: Sequence[Said], told: Sequence[Said], ratio: float, until: datetime) -> Found:
    last = line[-1]
    placed = [one for one in line if one.level is not None]
    level = mode_of([sum(one.level == k for one in placed) for k in (-2, -1, 0, 1, 2)]) if placed else None
    since = [one for one in told if one.at > last.at]
    weeks = (until - last.at).days // 7
    shift = Shift(
        key=last.key,
        kind="emphasis",
        status="confirmed",
        direction=None,
        before_mean=None,
        after_mean=None,
        baseline="rolling",
        position=None,
        ratio=ratio,
        since=last.at.date(),
        at=until,
        utterances=(),
        reason=f"not said among {len(since)} utterances of the office in {weeks} weeks; said {len(line)} times before",
        rule="dropped",
        before_level=level,
        before_words=f"said {len(line)} times, last on {last.at.date().isoformat()}",
        after_words=f"not said for {weeks} weeks, while the office said {len(since)} other things in the outlets followed",
        story=f"dropped:{last.key.office}:{last.key.issue}:{last.at.date().isoformat()}",
    )
    return Found(shift, tuple(one.id for one in reversed(line[-3:])), ())
