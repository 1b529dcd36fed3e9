"""Signs of a move: told once, in the digest, before the evidence is enough; the move itself names them."""

from __future__ import annotations

from datetime import timedelta

import pytest

from monitor.shifts.walk_back import withdrawn
from tests.shifts.shift_world import MFA_DIA, RULES, Desk, position, said

WEAK = {"speaker_level": 3, "weight": 0.3}
"""Words that the press passes on: each carries little, and nobody is high enough for a flash."""


def settled() -> Desk:
    desk = Desk(position(level=-1))
    desk.hear(*(said(n, -1, speaker_level=3) for n in range(40)))
    return desk


def leaning(desk: Desk, number: int, *, first: int = 40, level: int = 1) -> list[str]:
    """So many weak words the other way, a day each; the keys of what was raised, in order."""
    desk.hear(*(said(first + n, level, **WEAK) for n in range(number)))
    return list(desk.alerts)


def until_signs(desk: Desk) -> int:
    for number in range(40, 80):
        desk.hear(said(number, 1, **WEAK))
        if desk.alerts:
            return number
    raise AssertionError("no signs")


def test_they_come_before_the_move_and_only_in_the_digest() -> None:
    desk = settled()
    number = until_signs(desk)
    (found,) = desk.alerts.values()

    assert found.signs
    assert (found.status, found.channel) == ("unconfirmed", "digest")
    assert found.held == "signs of a move: in the chat once the evidence is enough"
    assert found.headline.startswith("Signs that Russian Foreign Ministry softens on ")
    assert RULES.detect.signs * RULES.threshold <= found.ratio < RULES.threshold
    assert f"of {RULES.threshold:.0f}" in found.reason
    assert desk.states[MFA_DIA].ratio == pytest.approx(found.ratio, abs=0.1)  # nothing was started anew
    assert number < 60


def test_they_are_told_once_and_the_move_names_them() -> None:
    desk = settled()
    number = until_signs(desk)
    (signs,) = desk.alerts.values()
    desk.hear(*(said(number + 1 + n, 1, speaker_level=3) for n in range(6)))
    moves = [alert for alert in desk.alerts.values() if not alert.signs]

    assert [alert.signs for alert in desk.alerts.values()].count(True) == 1
    assert [(alert.status, alert.channel) for alert in moves] == [("confirmed", "chat")]
    assert moves[0].story == signs.id
    assert f"It confirms alert {signs.id}" in moves[0].reason


def test_the_old_line_said_again_is_no_walk_back_of_signs() -> None:
    desk = settled()
    number = until_signs(desk)
    (signs,) = desk.alerts.values()
    again = said(number + 1, -1, at=signs.at + timedelta(days=1))

    assert withdrawn(again, [signs]) is None


def test_where_they_have_faded_they_may_come_again() -> None:
    desk = settled()
    first = until_signs(desk)
    desk.hear(*(said(first + 1 + n, -1, speaker_level=3) for n in range(12)))
    assert desk.states[MFA_DIA].ratio < 0.1 * RULES.threshold
    leaning(desk, 12, first=first + 40)

    assert len([alert for alert in desk.alerts.values() if alert.signs]) == 2


def test_what_was_kept_before_there_were_signs_is_read_on() -> None:
    desk = settled()
    del desk.states[MFA_DIA].memory["core"]["signed"]  # type: ignore[attr-defined,index]
    until_signs(desk)
