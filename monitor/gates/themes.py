"""Whether the weekly look for new themes finds what began to be claimed: catalogued cases with onsets of keywords (EUvsDisinfo).

Every week is looked at as the weekly pass does, with the shipped rules, sentence vectors and memory of what was told.

An onset is found where a theme is told within 60 days of its month's start, more than half of whose statements, or three, carry its
keyword. A theme that tells no onset is a *burst* where some keyword of more than half of its statements stands in three cases or more of
the 60 days from its first statement on, and there in three times the share of all cases that it has in the 180 days before;
else it is false. At shuffled dates (each case at another's, so that days keep their volume) every theme is false.
"""

from __future__ import annotations

import random
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

import numpy as np

from monitor.gates.cases import as_said, load_cases, load_onsets, offices_of, third_of, within
from monitor.gates.figures import Figure, Result, Table
from monitor.gates.intervals import median, resampled, share
from monitor.gates.theme_look import LEAST, Look, Remembering
from monitor.shifts import on_topic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from datetime import datetime
    from pathlib import Path

    from monitor.gates.cases import Case, Onset
    from monitor.gates.intervals import Better, Counts
    from monitor.gates.theme_look import Played, Told
    from monitor.ports import Embedder
    from monitor.types import Config

WITHIN = timedelta(days=60)
BEFORE = timedelta(days=180)
TIMES = 3.0
SEED = 11
FEW, MANY = 3, 20
"""Draws of shuffled dates: as a rule, and with --all."""
_DAY = timedelta(days=1)
_WEEKS_A_MONTH = 365.25 / 12 / 7


def measure_themes(config: Config, embedder: Embedder, data: Path, *, everything: bool) -> Iterator[Result]:
    """All cases; and those that name the other side of pro-Kremlin outlets, which alone the product looks at. Raises UsageError."""
    cases, onsets = load_cases(data, config.rules.merge), load_onsets(data)
    world = replace(config.world, offices=(*config.world.offices, *offices_of(cases)))
    look = Look(config=config, world=world, embedder=Remembering(embedder))
    named = {one.evidence.article for one in on_topic([as_said(case) for case in cases], world)}
    topical = [case for case in cases if case.id in named]
    for subject, some in (("euvsdisinfo dev", cases), ("euvsdisinfo dev, on topic", topical)):
        shuffled = [look.play(at_other_dates(some, draw)) for draw in range(MANY if everything else FEW)]
        yield result_of(subject, some, onsets, played=look.play(some), shuffled=shuffled)


def at_other_dates(cases: Sequence[Case], draw: int) -> list[Case]:
    """Each case at the date of another: no theme begins, and every day keeps its volume."""
    dates = [case.at for case in cases]
    random.Random(f"{SEED}:{draw}").shuffle(dates)  # noqa: S311 - dice, not secrets
    return [replace(case, at=at) for case, at in zip(cases, dates, strict=True)]


def result_of(
    subject: str, cases: Sequence[Case], onsets: Sequence[Onset], *, played: Played, shuffled: Sequence[Played]
) -> Result:
    """`shuffled`: the same cases at other dates, once a draw."""
    found = {onset: first_of(onset, played.told) for onset in onsets}
    grounds = [ground_of(told, onsets, cases) for told in played.told]
    false = [told for told, ground in zip(played.told, grounds, strict=True) if ground == "–"]
    figures = (
        share("onsets-found", [told is not None for told in found.values()]),
        *_delays(found, cases),
        _a_month("told-a-month", [(played.told, played.weeks)], better="higher"),
        _a_month("false-a-month", [(false, played.weeks)]),
        _a_month("false-a-month-shuffled", [(one.told, one.weeks) for one in shuffled]),
        share("told-with-ground", [ground != "–" for ground in grounds]),
    )
    shown = tuple(figure for figure in figures if figure.n)
    tables = (_onset_table(found, cases), _told_table(played.told, grounds))
    return Result(gate="themes", subject=subject, figures=shown, tables=tables)


# ------------------------------------------------------------------------ what is right


def first_of(onset: Onset, told: Sequence[Told]) -> Told | None:
    """The first theme that tells the onset in time."""
    return next((one for one in told if _tells(one, onset)), None)


def _tells(told: Told, onset: Onset) -> bool:
    return onset.start <= told.at <= onset.start + WITHIN and told.tells(onset.keyword)


def ground_of(told: Told, onsets: Sequence[Onset], cases: Sequence[Case]) -> str:
    """The onset or the burst that the theme tells, as shown; – where there is neither."""
    onset = next((onset.keyword for onset in onsets if _tells(told, onset)), None)
    if onset is not None:
        return f"onset: {onset}"
    burst = next((keyword for keyword in told.leading if is_burst(keyword, told.cases[0].at, cases)), None)
    return "–" if burst is None else f"burst: {burst}"


def is_burst(keyword: str, start: datetime, cases: Sequence[Case]) -> bool:
    """The keyword has three times the share of the cases of 60 days from `start` on that it had in the 180 days before; and three cases."""
    after, before = within(cases, start, WITHIN), within(cases, start - BEFORE, BEFORE)
    now, then = _carrying(keyword, after), _carrying(keyword, before)
    return now >= LEAST and now * len(before) >= TIMES * then * len(after)


def _carrying(keyword: str, cases: Sequence[Case]) -> int:
    return sum(keyword in case.keywords for case in cases)


# ------------------------------------------------------------------------ figures and tables


def _delays(found: Mapping[Onset, Told | None], cases: Sequence[Case]) -> Iterator[Figure]:
    """Days from the third case, and from the month's start, to the end of the week in whose digest the onset was first told."""
    in_time = [(onset, told.at) for onset, told in found.items() if told is not None]
    thirds = [(at - third) / _DAY for onset, at in in_time if (third := third_of(onset, cases)) is not None]
    if thirds:
        yield median("days-from-third-case", thirds)
        yield median("days-from-month", [(at - onset.start) / _DAY for onset, at in in_time])


def _a_month(
    name: str, plays: Sequence[tuple[Sequence[Told], Sequence[datetime]]], *, better: Better = "lower"
) -> Figure:
    """Themes a month of weeks that could tell any; `n`: those weeks; the interval draws weeks."""
    counts = [Counter(one.at for one in told) for told, _ in plays]
    rows = [[count[week], 1] for count, (_, weeks) in zip(counts, plays, strict=True) for week in weeks]
    table = np.array(rows, dtype=float).reshape(-1, 2)
    return replace(resampled(name, table, _monthly, n=len(rows), better=better), steady=False)


def _monthly(sums: Counts) -> Counts:
    """(themes, weeks) → themes of a month."""
    monthly: Counts = _WEEKS_A_MONTH * sums[:, 0] / np.maximum(sums[:, 1], 1)
    return monthly


def _onset_table(found: Mapping[Onset, Told | None], cases: Sequence[Case]) -> Table:
    rows = tuple(_onset_row(onset, told, cases) for onset, told in found.items())
    return Table(
        title="onsets",
        columns=("keyword", "month", "third case", "told", "with the keyword", "of", "before"),
        rows=rows,
    )


def _onset_row(onset: Onset, told: Told | None, cases: Sequence[Case]) -> tuple[str, ...]:
    third = third_of(onset, cases)
    known = (onset.keyword, f"{onset.start:%Y-%m}", f"{third:%Y-%m-%d}" if third else "–")
    if told is None:
        return (*known, "–", "–", "–", "–")
    carrying = _carrying(onset.keyword, told.cases)
    return (*known, f"{told.at:%Y-%m-%d}", str(carrying), str(len(told.cases)), str(told.theme.before))


def _told_table(told: Sequence[Told], grounds: Sequence[str]) -> Table:
    rows = tuple(
        (f"{one.at:%Y-%m-%d}", str(len(one.cases)), str(one.theme.before), ", ".join(one.leading[:3]) or "–", ground)
        for one, ground in zip(told, grounds, strict=True)
    )
    return Table(
        title="themes told", columns=("week ended", "statements", "before", "keywords of most", "ground"), rows=rows
    )
