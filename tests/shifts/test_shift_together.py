"""Offices of one bloc that move together: one message from the third on, counted once, and nothing is lost."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.shifts.together import bundle, companions, held_for
from monitor.shifts.weigh import _correction, _together
from monitor.types import AlertRules, Rules
from tests.builders import alert, evidence
from tests.shifts.shift_world import NOW, START, WORLD, Desk, context, position, said

RULES = Rules()
DAY = timedelta(days=1)


def move(number: int, **changes):
    """The `number`-th capital hardens on dialogue, a day after the one before, in the chat."""
    at = NOW + number * DAY
    usual = alert(
        id=f"al-{number}",
        key=f"hardening:P{number}:DIA:harder:2026-W01",
        kind="hardening",
        office=f"P{number}",
        office_name=f"Capital {number}",
        bloc="NATO",
        issue="DIA",
        direction="harder",
        at=at,
        raised_at=at,
        severity=60 + number,
        confidence=0.9 - number / 10,
    )
    return replace(usual, **changes)


def told(*alerts, rules=RULES, **changes):
    """What comes of alerts that are raised one after another."""
    known: dict = {}
    for new in alerts:
        chat = tuple(a for a in known.values() if a.channel == "chat")
        near = context(rules=rules, **changes)
        for one in _together(new, tuple(known.values()), "drift", chat=chat, context=near):
            known[one.key] = replace(known[one.key], evidence=one.evidence) if one.key in known else one
    return list(known.values())


def in_chat(alerts):
    return [a.key for a in alerts if a.channel == "chat"]


def test_two_offices_are_told_each_by_itself():
    assert len(in_chat(told(move(0), move(1)))) == 2


def test_from_the_third_on_one_message_stands_for_all():
    alerts = told(move(0), move(1), move(2), move(3), move(4))
    assert in_chat(alerts) == [move(0).key, move(1).key, "together:NATO:DIA:harder:2026-W01"]
    held = [a for a in alerts if a.channel == "digest"]
    assert [a.office for a in held] == ["P2", "P3", "P4"]
    assert all(a.held.startswith("told together with others of its bloc in alert ") for a in held)


def back_of(taken, hours=12):
    at = taken.at + timedelta(hours=hours)
    return replace(
        taken,
        id=f"{taken.id}-back",
        key=f"walk_back:{taken.key}",
        kind="walk_back",
        direction="softer",
        at=at,
        evidence=(),
    )


def test_an_office_that_took_its_words_back_moves_with_nobody():
    flashed = move(0, status="unconfirmed", evidence=(evidence(said_at=NOW),))
    again = replace(flashed, evidence=(*flashed.evidence, evidence(said_at=NOW + DAY)))
    confirmed = replace(flashed, id="al-9", key=f"{flashed.key}:confirmed", status="confirmed", at=NOW + DAY)

    assert in_chat(told(flashed, back_of(flashed), move(1), move(2)))[-1] == move(2).key
    for holds in ((again, back_of(flashed)), (flashed, back_of(flashed), confirmed)):
        assert in_chat(told(*holds, move(1), move(2)))[-1].startswith("together:")


def test_new_words_reach_the_message_of_those_that_are_left():
    flashed = move(0, status="unconfirmed", evidence=(evidence(said_at=NOW),))
    alerts = told(flashed, move(1), move(2))
    held = next(a for a in alerts if a.office == "P2" and a.channel == "digest")
    (all_, grown) = _together(
        replace(held, copies=9), (*alerts, back_of(flashed)), "drift", chat=(), context=context(rules=RULES)
    )
    assert (all_.key, all_.headline) == (
        "together:NATO:DIA:harder:2026-W01",
        "NATO: 2 offices harden on dialogue within 2 days",
    )
    assert grown.copies == 9


def test_it_is_as_sure_as_the_least_sure_and_names_them_all():
    found = next(a for a in told(move(0), move(1), move(2, status="unconfirmed")) if a.shown_kind == "together")
    assert (found.kind, found.status) == ("hardening", "unconfirmed")
    assert (found.confidence, found.severity) == (pytest.approx(0.7), 62)
    assert found.headline == "NATO: 3 offices harden on dialogue within 3 days"
    assert all(f"Capital {n}" in found.reason for n in range(3))
    assert "al-0" in found.reason


def test_its_own_members_do_not_use_up_its_budget():
    rules = replace(RULES, alerts=AlertRules(per_week=2, per_day=2))
    assert "together:NATO:DIA:harder:2026-W01" in in_chat(told(move(0), move(1), move(2), rules=rules))


@pytest.mark.parametrize(
    "other",
    [
        {"bloc": "RU"},
        {"issue": "REL"},
        {"direction": "softer"},
        {"direction": None},
        {"at": NOW + 30 * DAY},
        {"office": "P0"},
        {"kind": "emphasis"},
        {"key": "check:P2:DIA:B1:harder"},
    ],
)
def test_what_is_not_the_same_move_does_not_join(other):
    alerts = told(move(0), move(1), move(2, **other))
    assert [a for a in alerts if a.shown_kind == "together"] == []


def grow(alerts, member):
    chat = tuple(a for a in alerts if a.channel == "chat")
    return _together(member, tuple(alerts), "drift", chat=chat, context=context())


def test_new_words_of_an_office_that_people_know_by_the_bundle_reach_it():
    alerts = told(move(0), move(1), move(2))
    known = next(a for a in alerts if a.office == "P2" and a.shown_kind != "together")
    place = evidence(article="article-9", quote="We shall not talk.", weight=0.95)
    (all_, alone) = grow(alerts, replace(known, evidence=(place, *known.evidence), copies=40))

    assert all_.key == "together:NATO:DIA:harder:2026-W01"
    assert all_.id == next(a.id for a in alerts if a.key == all_.key)
    assert place in all_.evidence
    assert (alone.channel, alone.held) == (known.channel, known.held)


def test_new_words_of_an_office_with_a_thread_of_its_own_stay_there():
    alerts = told(move(0), move(1), move(2))
    first = next(a for a in alerts if a.office == "P0")

    assert grow(alerts, replace(first, copies=40)) == (replace(first, copies=40),)


def test_moves_that_were_all_held_stay_in_the_digest():
    assert in_chat(told(*(move(n, channel="digest", held="severity 30 below 40", severity=30) for n in range(3)))) == []


def test_where_the_message_for_all_is_held_each_office_is_told_by_itself():
    others = [alert(id=f"x{n}", key=f"x{n}", office="Q", issue="THR", at=NOW + 2 * DAY) for n in range(2)]
    held = {"channel": "digest", "held": "budget: 2 alerts in these 24 hours"}
    alerts = told(move(0), move(1), *others, move(2, **held), move(4), move(5, severity=95))
    (all_,) = (a for a in alerts if a.shown_kind == "together")

    assert (all_.channel, all_.held) == ("digest", "budget: 2 alerts in these 24 hours")
    assert in_chat(alerts)[-2:] == [move(4).key, move(5).key]
    assert next(a for a in alerts if a.office == "P2" and a is not all_).held == held["held"]


def test_where_the_message_for_all_is_muted_each_office_is_told_by_itself():
    def hold(raised):
        return replace(raised, channel="digest", held="muted by maria") if raised.shown_kind == "together" else raised

    alerts = told(*(move(n) for n in range(5)), hold_muted=hold)
    assert in_chat(alerts) == [move(n).key for n in range(5)]


def test_what_was_held_with_others_that_nobody_was_told_of_needs_no_correction_and_can_still_be_told():
    all_ = move(9, channel="digest", held="budget: 2 alerts in these 24 hours", key="together:NATO:DIA:harder:2026-W01")
    back = move(2, channel="digest", held=held_for(all_), status="unconfirmed")

    assert _correction(move(3, kind="walk_back"), back, [all_]).channel == "digest"
    assert _correction(move(3, kind="walk_back"), back, [replace(all_, channel="chat")]).channel == "chat"

    desk = Desk(position(), near=(all_,))
    desk.hear(*(said(n, -1, quiet=True) for n in range(30)), *(said(40 + n, 1, speaker_level=3) for n in range(12)))
    (found,) = desk.chat
    desk.alerts[found.key] = replace(found, channel="digest", held=back.held)
    desk.hear(said(99, 1, START + 41.5 * DAY, speaker_level=3))
    assert [a.status for a in desk.chat] == ["confirmed"]


def test_the_bundle_does_not_depend_on_the_order_of_the_others():
    others = [move(0), move(1)]
    forth = bundle(move(2), companions(move(2), others, RULES), (), world=WORLD, rules=RULES)
    back = bundle(move(2), companions(move(2), others[::-1], RULES), (), world=WORLD, rules=RULES)
    assert forth == back


def test_taking_back_what_was_told_together_is_told_where_the_others_were():
    back = move(2, channel="digest", held=held_for(move(9)), status="unconfirmed")
    correction = _correction(move(3, kind="walk_back", status="unconfirmed"), back, [])
    assert (correction.channel, correction.held) == ("chat", None)
    quiet = replace(back, held="severity 30 below 40")
    assert _correction(move(3, kind="walk_back"), quiet, []).channel == "digest"


def test_a_move_that_was_told_together_is_not_told_again_when_it_is_found_again():
    desk = Desk(position())
    desk.hear(*(said(n, -1, quiet=True) for n in range(30)), *(said(40 + n, 1, speaker_level=3) for n in range(12)))
    (found,) = desk.chat
    desk.alerts[found.key] = replace(found, channel="digest", held=held_for(move(9)))
    desk.hear(said(99, 1, START + 41.5 * DAY, speaker_level=3))  # late: the stream is folded again, and moves again
    assert list(desk.alerts) == [found.key]
    assert desk.chat == []
