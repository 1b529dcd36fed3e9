"""What the fold finds, as shifts: a drift past its threshold, signs of one before that, and a row that stands elsewhere than what is heard, before it was heard enough.

May import: types, and shifts.detect, expected, line.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING, Any, cast

from monitor.shifts.detect import direction_of, kind_of, likelihood_table
from monitor.shifts.line import Line
from monitor.types import Shift
from monitor.types.levels import mean_of, mode_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.shifts.expected import Alarm, Setting
    from monitor.types import Position, Utterance


def drift(alarm: Alarm, utterance: Utterance, trail: Sequence[Utterance], *, setting: Setting) -> Shift:
    """The shift of an alarm that `utterance`, the last of `trail`, completed; strongest evidence first."""
    after = alarm.stretch.counts[5:]
    delta = mean_of(after) - mean_of(alarm.before.tops)
    table = likelihood_table(alarm.before.shares, setting.rules.detect, (alarm.stretch.by,))[0]
    told = [u for u in trail if u.said_at.toordinal() >= alarm.stretch.start and u.margin > 0 and not u.quiet]
    strength = {u.id: sum(p * ratio for p, ratio in zip(u.levels, table, strict=True)) ** u.weight for u in told}
    ranked = sorted(told, key=lambda u: -strength[u.id])
    favouring = [u for u in ranked if strength[u.id] >= 1] or ranked[:1]
    return Shift(
        key=setting.key,
        kind=cast("Any", alarm.kind),
        status="confirmed",
        direction=cast("Any", direction_of(delta, setting.sign)),
        before_mean=mean_of(alarm.before.tops),
        after_mean=mean_of(after),
        baseline=cast("Any", alarm.before.baseline),
        position=alarm.before.row.id if alarm.before.row else None,
        ratio=alarm.ratio,
        since=date.fromordinal(alarm.stretch.start),
        at=utterance.said_at,
        utterances=tuple(favouring),
        against=tuple(u for u in reversed(ranked) if u not in favouring),
        provisional=alarm.before.provisional,
        moved=alarm.before.moved,
        reason=_counted(alarm.stretch.n),
        before_level=alarm.before.level,
        after_level=mode_of(after),
    )


def sign(shift: Shift) -> Shift:
    """The same before the evidence is enough: what may be a move."""
    return replace(shift, status="unconfirmed", rule="sign")


def check(
    line: Line, row: Position | None, utterance: Utterance, trail: Sequence[Utterance], *, setting: Setting
) -> Shift | None:
    """While a row has hardly been heard, what stands elsewhere asks a person to confirm or correct the row.

    What is heard speaks for it where it lies nearer to the level that most of it has than to the row's: a mild word of the row's own side does not.
    """
    if row is None or row.level is None or line.moved is not None:
        return None
    prior, seen = Line(setting.rules.baseline).tops(row), line.learned.tops
    kind = kind_of(prior, seen, setting.rules.detect, sign=setting.sign)
    delta = mean_of(seen) - mean_of(prior)
    told = [u for u in trail if u.margin > 0]
    leaning = [u for u in told if abs(u.mean - mode_of(seen)) < abs(u.mean - row.level)]
    if kind is None or mode_of(seen) == row.level or not leaning:
        return None
    return Shift(
        key=setting.key,
        kind=cast("Any", kind),
        status="unconfirmed",
        direction=cast("Any", direction_of(delta, setting.sign)),
        before_mean=mean_of(prior),
        after_mean=mean_of(seen),
        baseline="pinned" if row.pinned else "seed",
        position=row.id,
        ratio=0.0,
        since=told[0].said_at.date(),
        at=utterance.said_at,
        utterances=tuple(sorted(leaning, key=lambda u: -u.weight * u.margin)),
        against=tuple(u for u in told if u not in leaning),
        provisional=True,
        reason=_counted(line.learned.n),
        rule="check",
        before_level=row.level,
        after_level=mode_of(seen),
    )


def _counted(n: int) -> str:
    return f"{n} utterance" + ("" if n == 1 else "s")
