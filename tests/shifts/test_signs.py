"""Signs of a move: told once, in the digest, before the evidence is enough; the move itself names them."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from monitor.shifts.detect import Detector, confidence_of
from monitor.shifts.explain import dated
from monitor.shifts.walk_back import withdrawn
from tests.shifts.shift_world import MFA_DIA, NOW, RULES, START, Desk, position, said

WEAK = {"speaker_level": 3, "weight": 0.3}
"""Words that the press passes on: each carries little, and nobody is high enough for a flash."""


def settled() -> Desk:
    desk = Desk(position(level=-1))
    desk.hear(*(said(n, -1, day(n), speaker_level=3) for n in range(40)))
    return desk


def day(number: int) -> datetime:
    """Three or four utterances a week: so few that a decisive one may flash."""
    return START + timedelta(days=2 * number)


def leaning(desk: Desk, number: int, *, first: int = 40, level: int = 1) -> list[str]:
    """So many weak words the other way; the keys of what was raised, in order."""
    desk.hear(*(said(first + n, level, day(first + n), **WEAK) for n in range(number)))
    return list(desk.alerts)


def until_signs(desk: Desk) -> int:
    for number in range(40, 80):
        desk.hear(said(number, 1, day(number), **WEAK))
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
    assert f"R={found.ratio:.0f} as weighed on {dated(NOW)}: " in found.reason
    assert f"takes {RULES.threshold:.0f} to call it a move" in found.reason
    core = desk.states[MFA_DIA].memory["core"]
    up = max(Detector.load(core[name]).towards(1) for name in ("fixed", "rolling"))
    assert up == pytest.approx(found.ratio, abs=0.1)  # nothing was started anew
    assert number < 60


def test_they_are_told_once_and_the_move_names_them() -> None:
    desk = settled()
    number = until_signs(desk)
    (signs,) = desk.alerts.values()
    desk.hear(*(said(number + 1 + n, 1, day(number + 1 + n), speaker_level=3) for n in range(6)))
    moves = [alert for alert in desk.alerts.values() if not alert.signs]

    assert [alert.signs for alert in desk.alerts.values()].count(True) == 1
    assert [(alert.status, alert.channel) for alert in moves] == [("confirmed", "chat")]
    assert moves[0].story is None  # nobody was told of them in the chat
    assert f"Signs of it were told: “{signs.headline}” (" in moves[0].reason
    assert signs.id in moves[0].reason


def test_a_flash_after_signs_is_an_alert_of_its_own_and_confirms_nothing() -> None:
    desk = settled()
    number = until_signs(desk)
    desk.hear(said(number + 1, 1, day(number + 1), primary=True, speaker_level=5, weight=0.3))
    flashes = [alert for alert in desk.alerts.values() if not alert.signs]

    assert [(alert.status, alert.channel) for alert in flashes] == [("unconfirmed", "chat")]
    assert "Signs of it" not in flashes[0].reason
    assert len(desk.alerts) == 2


def test_signs_of_what_a_flash_told_are_not_told() -> None:
    desk = settled()
    desk.hear(said(40, 1, day(40), primary=True, speaker_level=5, weight=0.3))
    (flash,) = desk.alerts.values()
    leaning(desk, 9, first=41)

    assert not any(alert.signs for alert in desk.alerts.values())
    assert desk.alerts[flash.key].evidence == flash.evidence


def test_they_state_what_their_evidence_says() -> None:
    desk = settled()
    until_signs(desk)
    (found,) = desk.alerts.values()
    sure = confidence_of(found.ratio, RULES.detect.borne_out, RULES.detect, provisional=False)

    assert found.confidence == pytest.approx(sure, abs=0.001)
    assert found.confidence < confidence_of(RULES.threshold, RULES.detect.borne_out, RULES.detect, provisional=False)


def test_the_old_line_said_again_is_no_walk_back_of_signs() -> None:
    desk = settled()
    number = until_signs(desk)
    (signs,) = desk.alerts.values()
    again = said(number + 1, -1, at=signs.at + timedelta(days=1))

    assert withdrawn(again, [signs], RULES.flash, cool_down=RULES.alerts.cool_down) is None


def test_where_they_have_faded_they_may_come_again() -> None:
    desk = settled()
    first = until_signs(desk)
    desk.hear(*(said(first + 1 + n, -1, day(first + 1 + n), speaker_level=3) for n in range(12)))
    assert desk.states[MFA_DIA].ratio < 0.1 * RULES.threshold
    leaning(desk, 12, first=first + 40)

    assert len([alert for alert in desk.alerts.values() if alert.signs]) == 2


def test_what_was_kept_before_there_were_signs_is_read_on() -> None:
    desk = settled()
    kept = desk.states[MFA_DIA]
    core = {name: value for name, value in dict(kept.memory["core"]).items() if name != "signed"}
    desk.states[MFA_DIA] = replace(kept, memory={**kept.memory, "core": core})
    until_signs(desk)


def test_after_a_flash_that_was_taken_back_there_may_be_signs() -> None:
    desk = settled()
    desk.hear(said(40, 1, day(40), primary=True, speaker_level=5, weight=0.3))
    desk.hear(said(41, -1, day(40) + timedelta(days=1), speaker_level=5))
    assert [alert.kind for alert in desk.alerts.values()] == ["reversal", "walk_back"]
    leaning(desk, 9, first=42)

    assert any(alert.signs for alert in desk.alerts.values())


def test_where_one_utterance_brings_signs_and_a_flash_the_flash_is_told() -> None:
    desk = settled()
    number = until_signs(desk)
    almost = settled()
    almost.hear(*(said(n, 1, day(n), **WEAK) for n in range(40, number)))
    almost.hear(said(number, 1, day(number), primary=True, speaker_level=5, weight=0.3))

    assert [(alert.signs, alert.channel) for alert in almost.alerts.values()] == [(False, "chat")]
