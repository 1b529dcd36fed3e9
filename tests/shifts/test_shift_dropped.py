"""A line that is not said any more: told when the office goes on speaking, never because something was not heard."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from monitor.shifts import shown_ids, weekly_alerts
from monitor.shifts.dropped import dropped_lines
from monitor.types import Rules, StreamKey
from tests.shifts.shift_world import MFA_DIA, NOW, context
from tests.shifts.weeks_said import MFA_WAR, one, week_end, weekly, words_of

RULES = Rules()
SG_WAR = StreamKey("NATO-SG", "WAR")


def habit(weeks=20, after=10, *, line=2, others=4, **changes):
    """Dialogue twice a week beside four other things, then only the others."""
    return [
        *weekly(0, weeks, line, **changes),
        *weekly(10_000, weeks + after, others, key=MFA_WAR, **changes),
        *weekly(20_000, weeks + after, 5, key=SG_WAR, origin="Alliance"),
    ]


def found(said, weeks):
    """(week, shift) of each silence told, by story once."""
    told = {}
    for week in range(1, weeks + 1):
        known = sorted((u for u in said if u.at < week_end(week)), key=lambda u: (u.at, u.id))
        for one_found in dropped_lines(known, rules=RULES, until=week_end(week)):
            told.setdefault(one_found.shift.story, (week, one_found))
    return list(told.values())


def test_a_regular_line_that_is_not_said_any_more_is_told_once_within_weeks():
    ((week, shift),) = found(habit(), 30)
    assert shift.shift.key == MFA_DIA
    assert 23 <= week <= 27
    assert shift.favouring[0] == "s00039"


def test_a_line_that_goes_on_is_not_told():
    assert found(habit(weeks=30, after=0), 30) == []


def test_where_the_office_is_silent_altogether_nothing_was_dropped():
    said = [u for u in habit() if u.key.office != "RU-MFA" or u.at < week_end(20)]
    assert found(said, 30) == []


def test_where_the_outlet_that_carried_the_line_is_down_nothing_was_dropped():
    """The ministry is heard as often as before, in another paper, which never had the line."""
    said = habit()
    moved = [replace(u, origin="Other paper") if u.key == MFA_WAR and u.at >= week_end(20) else u for u in said]
    assert found(moved, 30) == []


def test_weeks_in_which_everything_was_hardly_heard_do_not_count():
    said = [u for u in habit() if u.at < week_end(20) or (int(u.id[1:]) % 5 == 0)]
    assert found(said, 30) == []


def test_a_line_said_now_and_then_has_no_habit_to_break():
    assert found([*weekly(0, 15, 1), *weekly(10_000, 30, 4, key=MFA_WAR)], 30) == []


def test_the_alert_is_an_emphasis_of_nothing_with_the_last_words():
    said = habit()
    ((_, shift),) = found(said, 30)
    words = [words_of(u) for u in said if u.id in shown_ids([shift])]
    (alert,) = weekly_alerts([shift], words, context=context(), now=NOW)
    assert (alert.kind, alert.shown_kind, alert.channel) == ("emphasis", "dropped", "digest")
    assert alert.headline.startswith("Russian Foreign Ministry no longer speaks of dialogue: said 40 times, last on ")
    assert "the words shown are the last that were said" in alert.caveats
    assert alert.after.level is None
    assert alert.after.claim.startswith("not said for ")
    assert "comes about once in" in alert.reason


def test_shuffled_talk_stays_within_the_budget(record_property):
    """Sixteen lines over a year: a line is dropped by chance at most once in a thousand weeks."""
    rng, alarms, weeks = random.Random(41), 0, 0
    for _ in range(8):
        share = rng.choice((0.2, 0.3, 0.4))
        told = [
            one(n, week_end(0) + timedelta(hours=12 * n), key=MFA_DIA if rng.random() < share else MFA_WAR)
            for n in range(14 * 52)
        ]
        alarms += len(found(told, 52))
        weeks += 52 * 2
    record_property("false_alarms_per_1000_weeks", 1000 * alarms / weeks)
    assert alarms / weeks <= 0.002
