"""New wording: what several of a bloc begin to say is told once; not one man's words, a new feed's, an outage's, or chance."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.shifts import shown_ids, weekly_alerts, weekly_shifts
from monitor.shifts.days import monday
from monitor.shifts.open_wording import chance_of, new_wordings, score_of
from monitor.shifts.terms import overlaps
from monitor.shifts.told_wording import SHARED
from monitor.types import Rules, StreamKey, WordingPair
from tests.shifts.shift_world import NOW, context
from tests.shifts.worded import ACTORS, ALLIES, DAY, END, ISSUE, OFFICES, keyed, talk, told, utterance_of, with_words

RULES = Rules()
FOUR_WEEKS = END - 28 * DAY


def found(said, *, until=END, rules=RULES, world=ALLIES, frozen=()):
    return new_wordings(said, world=world, rules=rules, until=until, frozen=frozen)


def words(said, **changes):
    return [one.words for one in found(said, **changes)]


def taken_up(seed=1, phrase="They name the root causes", *, every=3, since=FOUR_WEEKS, of=None):
    return with_words(talk(seed), phrase, since=since, every=every, of=of)


# ------------------------------------------------------------------ what is told


def test_a_phrase_that_several_take_up_is_told_in_its_longest_form():
    (one,) = found(taken_up())

    assert one.stream == ("NATO", ISSUE, "en")
    assert one.words == "root causes"
    assert (one.k, one.n, one.k_before, one.n_before) == (19, 56, 0, 360)
    assert one.z > 4


def test_nothing_is_told_where_nothing_is_new():
    assert [found(talk(seed)) for seed in range(5)] == [[]] * 5


def test_a_phrase_of_more_than_three_words_is_one_wording():
    (one,) = found(taken_up(phrase="peace through strength and resolve of nations"))

    assert one.term.count(" ") == 2


def test_a_phrase_in_one_of_the_two_windows_alone_is_a_wave():
    said = taken_up(since=FOUR_WEEKS, every=2)
    until_then = [one for one in said if one.at < END - 14 * DAY] + [o for o in talk(1) if o.at >= END - 14 * DAY]

    assert words(until_then) == []
    assert words(taken_up(since=END - 14 * DAY, every=2)) == []


def test_one_speaker_alone_has_a_way_of_speaking():
    assert words(taken_up(every=1, of="NATO-SG")) == []


def test_what_was_said_before_as_often_is_not_new():
    assert words(taken_up(since=END - 208 * DAY)) == []


def test_a_long_text_that_says_it_again_and_again_counts_once():
    said = talk(1)
    loud = "They name the root causes. " * 20
    once = with_words(said, loud, since=END - 1.2 * DAY, every=1)

    assert words(once) == []


def test_what_several_say_in_the_same_words_is_one_occasion():
    """A joint declaration on four pages, twice."""
    rng = random.Random(3)
    joint = "we the heads of state call for lasting answers to the root causes of this"
    said = [
        told(n, at + timedelta(minutes=n), joint, rng=rng, office=office)
        for k, at in enumerate((END - 20 * DAY, END - 10 * DAY, END - 5 * DAY))
        for n, office in enumerate(OFFICES, start=9000 + 10 * k)
    ]

    assert words([*talk(1), *said]) == []


# ------------------------------------------------------------------ what is not


@pytest.mark.parametrize(
    "phrase",
    [
        "because of this and that",
        "in October and November",
        "President Sergei Lavrov",
        "Lavrov",
        "the Secretary General",
        "ladies and gentlemen",
        "on 24 2025",
        "we're, it’s and don't",
    ],
)
def test_function_words_dates_offices_and_speakers_are_no_wording(phrase):
    assert words(taken_up(phrase=phrase, every=2)) == []


def test_a_common_word_that_is_somebodys_name_too_is_a_word():
    person = replace(ALLIES.persons[0], id="price", name="Ned Price", aliases=("Price",))
    world = replace(ALLIES, persons=(*ALLIES.persons, person))

    assert words(taken_up(phrase="the price"), world=world) == ["price"]
    assert words(taken_up(phrase="said Price"), world=world) == []


def test_what_the_issue_is_known_by_is_no_wording():
    world = keyed(ALLIES.issue(ISSUE), en=(r"root causes?", "root"))

    assert words(taken_up(phrase="root causes, root causes")) != []
    assert "root causes" not in words(taken_up(phrase="root causes, root causes"), world=world)


def test_a_watched_pair_is_told_as_the_pair():
    pair = WordingPair(
        id="p", issue=ISSUE, name_a="a", name_b="b", a={"en": r"\bceasefire\b"}, b={"en": r"\broot|causes\b"}
    )
    other = replace(pair, issue="DIA")

    assert words(taken_up(phrase="root causes"), rules=replace(RULES, wording=(pair,))) == []
    assert words(taken_up(phrase="root causes"), rules=replace(RULES, wording=(other,))) == ["root causes"]


def test_a_new_outlet_brings_its_own_words_and_no_wording():
    said = taken_up(phrase="our correspondent reports", every=2)
    moved = [
        replace(one, origin="New feed") if any("correspondent" in place.quote for place in one.own) else one
        for one in said
    ]

    assert words(said) != []
    assert words(moved) == []


def test_a_lost_outlet_does_not_make_the_other_ones_words_new():
    """Owner 0 always says it; then the other two outlets are gone."""
    said = [
        replace(one, own=tuple(p._replace(quote=f"{p.quote}. root causes") for p in one.own))
        if one.origin == "Owner 0"
        else one
        for one in talk(1, per_day=3)
    ]
    left = [one for one in said if one.origin == "Owner 0" or one.at < FOUR_WEEKS]

    assert words(left) == []


def test_another_mix_of_languages_is_no_wording():
    russian = talk(5, days=28, first=20_000, language="ru")

    assert words([*talk(1), *russian]) == []


def test_weeks_in_which_an_office_was_hardly_heard_are_left_out():
    said = taken_up(every=2)
    weeks = {monday(one.at) for one in said if one.at >= FOUR_WEEKS}

    assert words(said) != []
    assert words(said, frozen={(office, week) for office in OFFICES for week in weeks}) == []


def test_an_outage_before_leaves_too_little_to_compare_with():
    said = [one for one in taken_up(every=2) if one.at >= END - 70 * DAY]

    assert words(said) == []


def test_what_is_known_from_a_backlog_is_no_news():
    assert words([replace(one, quiet=True) for one in taken_up(every=2)]) == []


def test_offices_and_issues_that_are_not_configured_do_not_count():
    assert words([replace(one, key=StreamKey("gone", ISSUE)) for one in taken_up(every=2)]) == []
    assert words([replace(one, key=one.key._replace(issue="GONE")) for one in taken_up(every=2)]) == []


def test_a_word_that_stands_everywhere_is_no_wording_by_itself():
    """It stands in each twentieth utterance on another issue."""
    elsewhere = [
        replace(one, id=f"w9{one.id[1:]}", key=one.key._replace(issue="THR"))
        for one in with_words(talk(7, per_day=4), "hope", since=END - 208 * DAY, every=10)
    ]
    said = taken_up(phrase="hope", every=2)

    assert words(said) == ["hope"]
    assert words([*said, *elsewhere]) == []
    assert words([*taken_up(phrase="hope alone", every=2), *elsewhere]) == ["hope alone"]


# ------------------------------------------------------------------ forms of words


def test_the_cases_of_a_russian_phrase_are_one_wording():
    cases = ("коренная причина", "коренной причины", "коренную причину", "коренные причины", "коренных причинах")
    said = talk(2, language="ru")
    for n, form in enumerate(cases):
        said = with_words(said, form, since=FOUR_WEEKS + n * timedelta(hours=6), every=20)

    (one,) = found(said)

    assert one.term == "коренн причин"
    assert one.k >= 8


def test_singular_and_plural_are_one_wording_and_the_form_said_most_is_shown():
    said = with_words(taken_up(phrase="root causes", every=3), "root cause", since=FOUR_WEEKS + DAY, every=9)

    assert words(said) == ["root causes"]


# ------------------------------------------------------------------ properties


@settings(max_examples=10, deadline=None)
@given(st.randoms(use_true_random=False))
def test_the_order_of_arrival_does_not_matter(rng):
    said = taken_up(every=3)
    shuffled = list(said)
    rng.shuffle(shuffled)

    assert [_told(one) for one in found(shuffled)] == [_told(one) for one in found(said)]


def _told(one):
    return (one.stream, one.term, one.words, one.k, one.n, one.k_before, one.n_before, one.z)


def test_talk_shuffled_in_time_raises_nothing(record_property):
    """The phrases of forty taken-up talks, at other times."""
    alarms = 0
    for seed in range(40):
        said, rng = taken_up(seed, every=2), random.Random(seed)
        times = [one.at for one in said]
        rng.shuffle(times)
        alarms += len(found([replace(one, at=at) for one, at in zip(said, times, strict=True)]))
    record_property("false_alarms_of_40", alarms)
    assert alarms == 0


@given(k=st.integers(1, 30), n=st.integers(30, 80), a=st.floats(0.5, 40), b=st.floats(10, 400))
def test_the_chance_of_more_is_less(k, n, a, b):
    assert 0 < chance_of(k + 1, n, a, b) <= chance_of(k, n, a, b) <= 1
    assert score_of(chance_of(k + 1, n, a, b)) >= score_of(chance_of(k, n, a, b))


def test_the_chance_is_that_of_the_beta_binomial():
    """Uniform beliefs make every count equally likely."""
    assert chance_of(8, 9, 1.0, 1.0) == pytest.approx(0.2)
    assert score_of(0.5) == pytest.approx(0.0)


# ------------------------------------------------------------------ to the alert


def shifts(said, until=END):
    return weekly_shifts([], world=ALLIES, rules=RULES, until=until, worded=said)


def alerts(said, *, near=(), until=END):
    hit = shifts(said, until)
    shown = [utterance_of(one) for one in said if one.id in shown_ids(hit)]
    return weekly_alerts(hit, shown, context=context(world=ALLIES, near=near), now=NOW)


def test_the_alert_says_how_often_and_shows_the_words_of_each_speaker():
    (alert,) = alerts(taken_up(phrase="They name the root causes"))

    assert (alert.kind, alert.shown_kind, alert.status, alert.channel) == (
        "wording",
        "new_wording",
        "unconfirmed",
        "digest",
    )
    assert alert.held == "wording: always in the digest"
    assert (
        "19 of 56 utterances since 6 Oct 2025, by 4 speakers of the bloc; 0 of 360 in the 180 days before; z = "
        in alert.reason
    )
    assert all("root causes" in place.quote for place in alert.evidence)
    assert len({place.article for place in alert.evidence}) == len(alert.evidence) == 8
    assert ACTORS[alert.office] == alert.actor
    assert alert.before.claim == "0 of 360 in the 180 days before"
    assert alert.since >= FOUR_WEEKS.date()


def test_longer_words_that_it_mostly_stands_in_are_named_beside_it():
    said = with_words(talk(1), "a price cap", since=FOUR_WEEKS, every=4)
    said = with_words(said, "cap on oil", since=FOUR_WEEKS + DAY, every=7)

    assert ("cap", "price cap") in [(one.words, one.fuller) for one in found(said)]


def test_earlier_uses_stand_against_it():
    said = with_words(taken_up(phrase="root causes", every=2), "root causes", since=END - 100 * DAY, every=60)
    (alert,) = alerts(said)

    assert [place.favours for place in alert.evidence][-2:] == [False, False]
    assert all(place.said_at < FOUR_WEEKS for place in alert.evidence if not place.favours)


def test_it_is_told_once_in_a_year_however_the_windows_move():
    said = taken_up(since=END - 35 * DAY)
    (alert,) = alerts(said, until=END - 7 * DAY)
    long_ago = replace(alert, at=alert.at - timedelta(days=400))

    assert alerts(said, near=(alert,)) == ()
    assert len(alerts(said, near=(long_ago,))) == 1


def test_a_bloc_with_a_colon_in_its_code_stops_nothing():
    (alert,) = alerts(taken_up(phrase="root causes"))
    other_bloc = replace(alert, key=alert.key.replace(":NATO:", ":N:ATO:"))

    assert len(alerts(taken_up(phrase="root causes"), near=(other_bloc,))) == 1


def test_a_watched_pair_told_in_the_stream_does_not_keep_other_words_back():
    (alert,) = alerts(taken_up(phrase="root causes"))
    pair = replace(alert, key="wording:NATO-SG:WAR:p:drift:2025-10-20", id="pair")

    assert len(alerts(taken_up(phrase="root causes"), near=(pair,))) == 1


def test_words_taken_up_on_two_issues_are_told_of_one():
    said = taken_up(phrase="root causes", every=2)
    both = [*said, *(replace(one, id=f"w9{one.id[1:]}", key=one.key._replace(issue="THR")) for one in said)]

    assert len(shifts(both)) == 1


@pytest.mark.parametrize(
    ("one", "other", "within_a_week", "across_weeks"),
    [
        ("drone", "drone", True, True),
        ("drone", "drone wall", True, False),
        ("last peac", "peac plan", True, False),
        ("root caus", "root caus of conflict", True, True),
        ("clos door", "door", True, False),
        ("peac plan", "plan for peac", True, False),
        ("peac plan", "drone wall", False, False),
    ],
)
def test_across_weeks_one_word_in_common_makes_no_repeat(one, other, within_a_week, across_weeks):
    assert overlaps(one, other) is within_a_week
    assert overlaps(other, one, least=SHARED) is across_weeks
