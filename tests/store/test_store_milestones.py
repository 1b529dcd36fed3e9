"""Milestones: what comes late folds its stream from the last one before it, and ends where folding everything would."""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select

from monitor.shifts import made_with
from monitor.shifts.merge import merge
from monitor.shifts.streams import fold_all
from monitor.store import open_store
from monitor.store.milestones import latest
from monitor.store.schema import milestones, spoken
from monitor.store.weighing import utterances_between
from monitor.types import StreamKey, Weighed
from monitor.types.milestones import Milestone, kept_days
from tests.builders import stream, utterance
from tests.shifts.shift_world import (
    MFA_DIA,
    NOW,
    RULES,
    START,
    VERSIONS,
    article,
    context,
    place,
    position,
    said,
    setting,
    sure,
    weigh_with,
)

HELD = context(position())
USABLE = made_with(VERSIONS, RULES)
WINDOW = RULES.merge.window
FIRST, LAST = datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC)
DAYS = st.sets(st.dates(date(2020, 1, 1), date(2024, 1, 1)), min_size=1)


def hear(store, told, *, usable=USABLE):
    """Weighs it as the pass does; answers with what the store knew of the stream."""
    memory = {
        key: known._replace(
            look_back=lambda: store.stream_past(told.key, before=told.said_at - WINDOW, made_with=usable)
        )
        for key, known in store.stream_memory([told.key], at=told.said_at, window=WINDOW, made_with=usable).items()
    }
    found = weigh_with(article(id=f"of-{told.id}", published=told.said_at), told, memory, HELD)
    store.save_weighed(f"of-{told.id}", found, NOW)
    return memory[told.key]


def stored(store):
    """Everything said on the stream and where it stands, as JSON keeps it."""
    with store._database.read() as connection:
        told = utterances_between(connection, FIRST, LAST)
    (state,) = store.streams()
    return told, state


def kept(store, key=MFA_DIA):
    found = select(milestones.c.day).where(milestones.c.issue == key.issue).order_by(milestones.c.day)
    with store._database.read() as connection:
        return list(connection.scalars(found))


def counted(store):
    with store._database.read() as connection:
        return connection.execute(select(spoken.c.n, spoken.c.first, spoken.c.last)).one()


def day(number, level=-1, *, days, **changes):
    at = START + timedelta(days=days)
    return said(number, level, at, evidence=(place(f"of-{number}", f"words of {number}", at),), **changes)


@pytest.fixture(scope="module")
def new_store(migrated_sqlite, tmp_path_factory):
    """Opens an empty store for one example."""
    folder = tmp_path_factory.mktemp("examples")

    def open_one(name):
        shutil.copy(migrated_sqlite, folder / name)
        return open_store(f"sqlite:///{folder / name}")

    return open_one


# ------------------------------------------------------------- which are kept


@given(DAYS, st.integers(0, 400), st.integers(0, 400))
@settings(max_examples=200, deadline=None)
def test_what_was_dropped_once_would_not_be_kept_later(days, ahead, further):
    newest = max(days) + timedelta(days=ahead)
    later = newest + timedelta(days=further)

    assert kept_days(kept_days(days, newest), later) == kept_days(days, later)


def test_the_last_days_the_last_weeks_and_a_quarter_further_back_are_kept():
    newest = date(2026, 1, 4)
    every = [newest - timedelta(days=n) for n in range(3 * 365)]
    ages = sorted((newest - one).days for one in kept_days(every, newest))

    assert ages[:10] == list(range(10))
    assert len([age for age in ages if 9 < age <= 63]) in (7, 8, 9)
    assert len([age for age in ages if age > 63]) in (11, 12, 13)


# ------------------------------------------------------------- what they are for


def test_what_comes_a_day_late_needs_no_more_of_its_stream_than_the_last_days(store):
    for number in range(60):
        hear(store, day(number, days=number))

    memory = hear(store, day(100, days=57.9))

    assert memory.past.start is not None
    assert len(memory.past.said) <= 6


def test_folding_from_a_milestone_gives_what_folding_everything_gives(store):
    told = [day(number, 2 if number > 45 else -1, days=number, quiet=number < 25) for number in range(60)]
    for one in told:
        hear(store, one)
    late = day(100, 2, days=56.4)
    assert hear(store, late).past.start is not None

    assert [u.id for u in stored(store)[0]] == [u.id for u in sorted((*told, late), key=lambda u: (u.said_at, u.id))]
    assert stands_as_folded(store)


@st.composite
def arrivals(draw):
    """Utterances in the order in which they come: late by up to weeks, some of them again with another article's evidence, some told again in the same words."""
    days, told = 0.0, []
    for number in range(draw(st.integers(2, 45))):
        days += draw(st.sampled_from((0.0, 0.3, 1.0, 4.0, 40.0)))
        told.append(day(number, draw(st.sampled_from((-2, -1, 0, 2))), days=days, quiet=number < 12))
    for number in draw(st.lists(st.integers(0, len(told) - 1), max_size=4)):
        again = replace(
            told[number], weight=1.0, evidence=(place(f"more-{number}", "more words", told[number].said_at),)
        )
        told.append(replace(again, said_at=again.said_at - timedelta(hours=draw(st.sampled_from((0, 7, 30))))))
    for number in draw(st.lists(st.integers(0, len(told) - 1), max_size=4)):
        at = told[number].said_at + timedelta(hours=draw(st.sampled_from((2, 9, 30))))
        words = (place(f"again-{number}-{len(told)}", "the same words", at),)
        told.append(
            replace(
                told[number], id=f"again-{number}-{len(told)}", said_at=at, weight=1.0, levels=sure(2), evidence=words
            )
        )
    late = [draw(st.sampled_from((0, 0, 0, 1, 3, 25, 80))) for _ in told]
    return [one for _, _, one in sorted(zip(late, range(len(told)), told, strict=True), key=_met)]


def _met(one):
    late, number, told = one
    return (told.said_at + timedelta(days=late), number)


@given(arrivals())
@settings(max_examples=30, deadline=None)
def test_in_whatever_order_they_come_the_stream_stands_where_it_would_without_milestones(new_store, told):
    with_them, without = new_store("with"), new_store("without")
    try:
        for one in told:
            hear(with_them, one)
            hear(without, one, usable=None)

        assert stored(with_them) == stored(without)
        assert counted(with_them) == counted(without)
    finally:
        with_them.close()
        without.close()


@given(arrivals())
@settings(max_examples=20, deadline=None)
def test_every_milestone_is_its_stream_folded_up_to_that_day(new_store, told):
    store = new_store("one")
    try:
        for one in told:
            hear(store, one)
        everything, _ = stored(store)
        for one in kept(store):
            before = [u for u in everything if u.said_at < datetime.combine(one, time(), UTC)]
            whole = as_stored(fold_all(before, setting=setting(position())).state)
            with store._database.read() as connection:
                found = latest(connection, MFA_DIA, until=one, made_with=USABLE)
            assert found == (one, replace(whole, memory={**whole.memory, "undo": None}))
    finally:
        store.close()


# ------------------------------------------------------------- how long they hold


def save(store, *, told=(), reached=()):
    store.save_weighed("article-1", Weighed(utterances=told, milestones=reached), NOW)


def milestone(on, *, made=USABLE, key=MFA_DIA):
    return Milestone(day=on, state=stream(key=key), made_with=made)


def test_what_is_new_or_changes_drops_the_milestones_after_it_of_its_stream_alone(store):
    days = [date(2026, 3, 1), date(2026, 3, 2), date(2026, 3, 3)]
    other = StreamKey(MFA_DIA.office, "THR")
    save(store, reached=[milestone(one, key=key) for one in days for key in (MFA_DIA, other)])

    save(store, told=(utterance(key=MFA_DIA, said_at=datetime(2026, 3, 2, 23, 59, tzinfo=UTC)),))

    assert (kept(store), kept(store, other)) == (days[:2], days)


def test_what_turns_out_to_have_been_said_earlier_or_later_drops_them_from_the_earlier_time_on(store):
    early, late = (utterance(key=MFA_DIA, said_at=datetime(2026, 3, one, 9, tzinfo=UTC)) for one in (2, 8))
    for before, after in ((early, late), (late, early)):
        save(store, told=(before,))
        save(store, reached=[milestone(date(2026, 3, one)) for one in (1, 2, 3, 8, 9)])
        save(store, told=(after,))
        assert kept(store) == [date(2026, 3, 1), date(2026, 3, 2)]


def test_a_milestone_of_other_versions_is_not_gone_on_from(store):
    save(store, told=(utterance(key=MFA_DIA, said_at=START + timedelta(days=9)),))
    save(store, reached=[milestone(START.date(), made="of another version")])

    memory = store.stream_memory([MFA_DIA], at=START + timedelta(days=8), window=WINDOW, made_with=USABLE)[MFA_DIA]

    assert memory.past == (None, (utterance(key=MFA_DIA, said_at=START + timedelta(days=9)),))


def test_a_milestone_within_the_merge_window_is_not_gone_on_from(store):
    at = datetime(2026, 3, 9, 12, tzinfo=UTC)
    save(store, told=(utterance(key=MFA_DIA, said_at=at),))
    save(store, reached=[milestone(one) for one in (date(2026, 3, 7), date(2026, 3, 8), date(2026, 3, 9))])

    def found(moment):
        return store.stream_memory([MFA_DIA], at=moment, window=WINDOW, made_with=USABLE)[MFA_DIA].past.start

    assert found(at) == stream(key=MFA_DIA)
    assert found(datetime(2026, 3, 8, 23, 59, tzinfo=UTC)) is None


def test_one_that_was_known_is_not_counted_again_and_moves_the_first_and_last_time(store):
    told = utterance(key=MFA_DIA, said_at=START)
    save(store, told=(told, replace(told, id="ut-2", said_at=START + timedelta(days=2))))
    assert counted(store) == (2, START, START + timedelta(days=2))

    save(store, told=(merge(told, replace(told, evidence=(place("more", "words", START),))),))
    assert counted(store) == (2, START, START + timedelta(days=2))

    save(store, told=(replace(told, said_at=START + timedelta(days=1)),))
    assert counted(store) == (2, START + timedelta(days=1), START + timedelta(days=2))


def stands_as_folded(store):
    everything, state = stored(store)
    return state == as_stored(fold_all(everything, setting=setting(position())).state)


def as_stored(state):
    return replace(state, memory=json.loads(json.dumps(state.memory)))


def test_no_milestone_is_made_of_a_stream_that_began_under_another_baseline(store):
    early = [day(number, days=number) for number in range(20)]
    for one in early:
        hear(store, one)
    other = replace(HELD, versions=replace(VERSIONS, baseline="b2"))
    usable = made_with(other.versions, RULES)
    for number in range(20, 26):
        told = day(number, days=number)
        memory = store.stream_memory([told.key], at=told.said_at, window=WINDOW, made_with=usable)
        found = weigh_with(article(id=f"of-{number}", published=told.said_at), told, memory, other)
        store.save_weighed(f"of-{number}", found, NOW)

    past = store.stream_past(MFA_DIA, before=START + timedelta(days=25), made_with=usable)
    assert past.start is None
    assert len(past.said) == 26


def test_other_rules_are_another_making():
    assert made_with(VERSIONS, RULES) != made_with(
        VERSIONS, replace(RULES, merge=replace(RULES.merge, window=2 * WINDOW))
    )


def test_older_words_that_grow_behind_newer_ones_are_folded_in_their_place(new_store):
    told = [day(number, days=number) for number in range(20)]
    words, between = day(30, days=20.0, weight=0.3), day(31, 1, days=20.1)
    again = replace(words, id="ut-32", said_at=START + timedelta(days=20.2), weight=1.0, levels=sure(2), primary=True)
    again = replace(again, evidence=(place("of-32", "words of 30", again.said_at, voice="primary"),))
    later = [day(33 + n, days=at) for n, at in enumerate((21.5, 22.5, 27, 25.5))]
    store = new_store("grown")
    try:
        for one in (*told, words, between, again):
            hear(store, one)
        assert stands_as_folded(store)
        for one in later:
            hear(store, one)
        assert stands_as_folded(store)
        assert len(stored(store)[0]) == 26
    finally:
        store.close()
