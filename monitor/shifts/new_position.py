"""A first position: an office speaks on an issue on which nothing was known of it (method §2.3). May import: types."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.types import Shift
from monitor.types.levels import mode_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from monitor.shifts.expected import Expected
    from monitor.types import Rules, Utterance

WINDOW = timedelta(days=28)
CLEAR = 0.6
LOWEST_SPEAKER = 3
ENOUGH = 20
"""Utterances of the office before its silence on an issue means anything."""


def new_position(
    utterance: Utterance,
    told: Sequence[Utterance],
    *,
    expected: Expected,
    first_at: datetime | None,
    office: tuple[int, datetime | None],
    rules: Rules,
) -> Shift | None:
    """The shift, where the stream has no row and was first heard in the last 28 days, by an office known well enough.

    `told` are the stream's utterances before; `office` is how many the office has on all issues, and its first.
    """
    begun = first_at or utterance.said_at
    recent = [u for u in (*told, utterance) if u.margin > 0]
    clear = [u for u in recent if max(u.levels) >= CLEAR and u.speaker_level >= LOWEST_SPEAKER and u.agreeing]
    silent_before = not expected.known and utterance.said_at - begun <= WINDOW and not any(u.quiet for u in recent)
    enough = utterance in clear and (utterance.primary or len(clear) >= 2) and _agree(clear)
    if utterance.quiet or not silent_before or not enough or not _observed(office, begun, rules):
        return None
    return Shift(
        key=utterance.key,
        kind="new_position",
        status="unconfirmed",
        direction=None,
        before_mean=None,
        after_mean=utterance.mean,
        baseline="rolling",
        position=None,
        ratio=0.0,
        since=begun.date(),
        at=utterance.said_at,
        utterances=tuple(reversed(clear)),
        reason="first heard on this issue",
        rule="first",
        after_level=mode_of(utterance.levels),
    )


def _agree(clear: Sequence[Utterance]) -> bool:
    """Whether they take one position: sentences that contradict each other are no line yet."""
    modes = [mode_of(u.levels) for u in clear]
    return max(modes) - min(modes) <= 1


def _observed(office: tuple[int, datetime | None], begun: datetime, rules: Rules) -> bool:
    """Whether the office was heard long enough that its silence was a silence; else every archive begins with a storm."""
    count, first = office
    return count >= ENOUGH and first is not None and begun - first >= timedelta(days=rules.baseline.burn_in_days / 3)
