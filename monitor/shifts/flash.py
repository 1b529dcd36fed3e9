"""The flash rule: one decisive statement need not wait (method §3.4). May import: types, shifts.expected, shifts.detect."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, NamedTuple, cast

from monitor.shifts.detect import direction_of, is_reversal
from monitor.types import Shift
from monitor.types.levels import mode_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.shifts.expected import Expected
    from monitor.types import FlashRules, Utterance

_TWICE = 2.0
"""Once is chance, however little else the stream has said."""


class NoFlash(NamedTuple):
    """Why a statement has to wait."""

    reason: str


def flash(
    utterance: Utterance,
    expected: Expected,
    others: Sequence[Utterance],
    *,
    week: int,
    rules: FlashRules,
    sign: int,
    towards: tuple[float, float],
) -> Shift | NoFlash:
    """An unconfirmed shift, or the first condition that fails.

    `others` are the stream's other utterances near in time: each is another wording, so each must be as far off, and
    their origins count. `week`: the stream's utterances of the seven days before; `towards`: the evidence for a move down, and for one up.
    """
    reason = refusal(utterance, expected, others, week=week, rules=rules)
    if reason is not None:
        return NoFlash(reason)
    level = mode_of(utterance.levels)
    return Shift(
        key=utterance.key,
        kind=cast("Any", _kind(expected.level, level, sign)),
        status="unconfirmed",
        direction=cast("Any", direction_of(level - expected.level, sign)),
        before_mean=None,
        after_mean=utterance.mean,
        baseline=cast("Any", expected.baseline),
        position=expected.row.id if expected.row else None,
        ratio=towards[level > expected.level],
        since=utterance.said_at.date(),
        at=utterance.said_at,
        utterances=(utterance, *others),
        provisional=expected.provisional,
        reason="one decisive statement",
        rule="flash",
        before_level=expected.level,
        moved=expected.moved,
        after_level=level,
    )


def refusal(
    utterance: Utterance, expected: Expected, others: Sequence[Utterance], *, week: int, rules: FlashRules
) -> str | None:
    """The first condition of the flash rule that fails, in words; None where all hold."""
    wordings = (utterance, *others)
    origins = {origin for wording in wordings for origin in wording.origins}
    corroboration = len(origins) + any(wording.primary for wording in wordings)
    told = sum(wording.agreeing for wording in wordings)
    often = expected.times(mode_of(utterance.levels))
    nearest = min(abs(mode_of(wording.levels) - expected.level) for wording in wordings)
    conditions = (
        (utterance.quiet, "known from a backlog"),
        (week >= rules.dense_week, f"{week} utterances in the week before: the detector decides"),
        (not expected.known, "no baseline to depart from"),
        (utterance.commitment == "denied", "a reported denial"),
        (nearest < rules.min_distance, f"{nearest} levels from the baseline in one wording"),
        (
            often >= max(_TWICE, rules.habit * sum(expected.held)),
            f"the stream has taken that level before ({often:.1f} utterances in half a year)",
        ),
        (utterance.speaker_level < rules.min_speaker_level, f"speaker level {utterance.speaker_level}"),
        (told == 0, "no sentence says so by itself"),
        (utterance.margin < rules.min_margin, f"margin {utterance.margin:.2f}"),
        (corroboration < rules.min_corroboration, "one origin, not primary"),
        (len(origins) < 2 and told < rules.min_wordings, f"{told} of the sentences in one source: too easily misread"),
    )
    return next((words for failed, words in conditions if failed), None)


def _kind(before: int, after: int, sign: int) -> str:
    if sign == 0 or is_reversal(before, after):
        return "reversal"
    return "hardening" if sign * (after - before) > 0 else "softening"
