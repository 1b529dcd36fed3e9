"""How often a share of talk is told, on drawn streams, looked at each week as the service does: what is told when nothing changes, and how
often one change is.

    python tools/simulate_emphasis.py [STREAMS] [--forget]

A stream: 8 to 20 utterances a week on average (Poisson), of which 5 to 30 % are on the issue, beta-binomial with ρ = 0, .03, .08; 150 weeks,
each looked at with the 60 before it. `--forget`: what was told is forgotten, as it was before ADR 33.
"""

from __future__ import annotations

import sys
from datetime import date, timedelta
from statistics import median
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from monitor.shifts.emphasis import Told, alarms
from monitor.types import Share, StreamKey

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    Odds = Callable[[int], float]

WEEKS, SEEN, BEGINS, AGAIN, ENDS, FOUND = 150, 60, 70, 80, 96, 40
KEY = StreamKey("RU-MFA", "DIA")
FIRST = date(2024, 1, 1)
SCENES: Mapping[str, Odds] = {
    "nothing changes": lambda _: 1,
    "odds x3, lasting": lambda week: 3 if week >= BEGINS else 1,
    "odds /3, lasting": lambda week: 1 / 3 if week >= BEGINS else 1,
    "odds x3, 26 weeks": lambda week: 3 if BEGINS <= week < ENDS else 1,
    "odds x2.5, then x8": lambda week: 8 if week >= AGAIN else 2.5 if week >= BEGINS else 1,
    "odds x8, 4 weeks": lambda week: 8 if BEGINS <= week < BEGINS + 4 else 1,
}
HEAD = (
    f"{'ρ':>4}  {'':18} {'told in 500 stream-weeks':>24} {'found':>6} {'weeks':>6} {'times told':>10} {'other way':>10}"
)


class Heard(NamedTuple):
    """An alert in the week of that number, of more or less talk."""

    week: int
    more: bool


def drawn(seed: int, rho: float, odds: Odds) -> list[Share]:
    rng = np.random.default_rng(seed)
    usual, busy = rng.uniform(0.05, 0.3), rng.uniform(8, 20)
    weeks = []
    for number in range(WEEKS):
        moved = odds(number) * usual / (1 - usual)
        share, n = moved / (1 + moved), max(1, int(rng.poisson(busy)))
        scale = (1 - rho) / rho if rho else 0.0
        share = rng.beta(share * scale, (1 - share) * scale) if rho else share
        weeks.append(Share(key=KEY, week=FIRST + timedelta(weeks=number), k=int(rng.binomial(n, share)), n=n))
    return weeks


def told_live(weeks: list[Share], *, forget: bool) -> list[Heard]:
    found: list[Heard] = []
    known: dict[StreamKey, Told] = {}
    for number in range(len(weeks)):
        for alarm in alarms(weeks[max(0, number + 1 - SEEN) : number + 1], told=known):
            found.append(Heard(number, alarm.run.share > alarm.base.share))
            known = {} if forget else {KEY: Told(alarm.run.since, alarm.week.week + timedelta(weeks=1))}
    return found


def line(rho: float, scene: str, streams: list[list[Heard]]) -> str:
    rate = 500 * sum(map(len, streams)) / (len(streams) * WEEKS)
    told = f"{rho:4}  {scene:18} {rate:24.2f}"
    if scene == "nothing changes":
        return told
    more = "x" in scene
    after = [[one for one in stream if one.week >= BEGINS] for stream in streams]
    waits = [
        next((o.week + 1 - BEGINS for o in one if o.more is more and o.week < BEGINS + FOUND), None) for one in after
    ]
    found = [wait for wait in waits if wait is not None]
    same = sum(o.more is more for one in after for o in one) / len(after)
    other = sum(o.more is not more for one in after for o in one) / len(after)
    middle = median(found) if found else float("nan")
    return f"{told} {len(found) / len(after):6.2f} {middle:6} {same:10.2f} {other:10.2f}"


def main() -> None:
    given = [word for word in sys.argv[1:] if word != "--forget"]
    count, forget = int(given[0]) if given else 500, "--forget" in sys.argv
    print(
        f"{count} streams each; found: the right way within {FOUND} weeks; weeks: median until then; times told, the other way: a stream"
    )
    print(HEAD)
    for rho in (0.0, 0.03, 0.08):
        for scene, odds in SCENES.items():
            # Seeds of its own, so that nothing is reported on streams that a rule was looked at on.
            streams = [told_live(drawn(100_000 + seed, rho, odds), forget=forget) for seed in range(count)]
            print(line(rho, scene, streams), flush=True)


if __name__ == "__main__":
    main()
