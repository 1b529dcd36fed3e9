"""Who speaks for a line: told when a higher or lower voice takes it over, not when all of a government's voices change."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.shifts import shown_ids, weekly_alerts, weekly_shifts
from monitor.shifts.speakers import speaker_shifts
from monitor.types import Rules, StreamKey
from tests.shifts.shift_world import NOW, context
from tests.shifts.weeks_said import MFA_WAR, WORLD_OF_THREE, one, week_end, weekly, words_of

RULES = Rules()
SPOKEN = {"key": StreamKey("RU-MFA-Spokesperson", "DIA"), "speaker_level": 2}
BY_PRESIDENT = {"key": StreamKey("RU-President", "DIA"), "speaker_level": 5}


def found(said, weeks):
    """What the first `weeks` weeks told, by story once."""
    told = {}
    for week in range(1, weeks + 1):
        for one_found in weekly_shifts(said, world=WORLD_OF_THREE, rules=RULES, until=week_end(week)):
            if one_found.shift.kind == "speaker_level":
                told.setdefault(one_found.shift.story, one_found)
    return list(told.values())


def taken_over(before, after, **changes):
    return [*weekly(0, 20, 2, quiet=True, **before), *weekly(1000, 12, 2, start=20, **(after | changes))]


def test_a_line_that_the_president_takes_over_is_told_once_as_going_up():
    (shift,) = found(taken_over(SPOKEN, BY_PRESIDENT), 32)
    assert (shift.shift.key, shift.shift.rule) == (StreamKey("RU-President", "DIA"), "voice_up")
    assert (shift.shift.before_words, shift.shift.after_words) == (
        "spokespersons of a ministry or of the alliance",
        "heads of state or government",
    )


def test_a_line_left_to_spokespersons_is_told_as_going_down():
    (shift,) = found(taken_over(BY_PRESIDENT, SPOKEN), 32)
    assert (shift.shift.key.office, shift.shift.rule) == ("RU-MFA-Spokesperson", "voice_down")


def test_another_line_of_a_higher_voice_is_not_this_line():
    assert found(taken_over(SPOKEN, BY_PRESIDENT, level=2), 32) == []


def test_where_the_president_is_heard_more_on_everything_no_line_went_up():
    said = taken_over(SPOKEN, BY_PRESIDENT)
    on_war = [replace(u, id=f"w{u.id}", key=u.key._replace(issue="WAR")) for u in said]
    assert found([*said, *on_war], 32) == []


def test_voices_of_another_government_do_not_count():
    ours = taken_over(SPOKEN, SPOKEN)
    theirs = weekly(5000, 12, 2, start=20, key=StreamKey("UA-PRES", "DIA"), speaker_level=5)
    assert found([*ours, *theirs], 32) == []


def test_the_alert_shows_the_new_voice_and_goes_to_the_digest():
    said = taken_over(SPOKEN, BY_PRESIDENT)
    (shift,) = found(said, 32)
    words = [words_of(u) for u in said if u.id in shown_ids([shift])]
    (alert,) = weekly_alerts([shift], words, context=replace(context(), world=WORLD_OF_THREE), now=NOW)
    assert (alert.kind, alert.channel, alert.held) == ("speaker_level", "digest", "speaker_level: always in the digest")
    assert alert.headline == (
        "Said higher up on dialogue: spokespersons of a ministry or of the alliance → heads of state or government"
        " (President of Russia)"
    )
    assert (alert.before.level, alert.after.level) == (-1, -1)
    assert alert.reason.startswith("The level stands: heads of state or government said it in ")


def test_words_that_are_gone_raise_nothing():
    (shift,) = found(taken_over(SPOKEN, BY_PRESIDENT), 32)
    assert weekly_alerts([shift], [], context=replace(context(), world=WORLD_OF_THREE), now=NOW) == ()


@given(st.randoms(use_true_random=False))
@settings(max_examples=15, deadline=None)
def test_the_order_of_arrival_does_not_matter(rng):
    said = [*taken_over(SPOKEN, BY_PRESIDENT), *weekly(9000, 20, 1, key=MFA_WAR)]
    shuffled = list(said)
    rng.shuffle(shuffled)
    for week in (22, 24, 26):
        in_order = weekly_shifts(said, world=WORLD_OF_THREE, rules=RULES, until=week_end(week))
        assert weekly_shifts(shuffled, world=WORLD_OF_THREE, rules=RULES, until=week_end(week)) == in_order


def test_shuffled_voices_stay_within_the_budget(record_property):
    """Forty streams of 150 live utterances; each week looks for what that week showed."""
    rng, alarms = random.Random(31), 0
    for _ in range(40):
        levels = rng.choices((2, 3, 4, 5), rng.choice(((5, 2, 2, 1), (1, 2, 5, 2), (1, 1, 1, 6))), k=190)
        told = [
            one(k, week_end(0) + timedelta(hours=12 * k), speaker_level=level, quiet=k < 40)
            for k, level in enumerate(levels)
        ]
        alarms += len(speaker_shifts(told, world=WORLD_OF_THREE, rules=RULES, since=week_end(0)))
    record_property("false_alarms_per_150", alarms / 40)
    assert alarms / 40 <= 0.25
