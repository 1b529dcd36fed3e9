"""The first lines of `status`: whether all is well, and if not, what to do."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta

import pytest

from monitor.app.environment import read_environment
from monitor.cli.options import open_console
from monitor.cli.status import render_status, status_document
from monitor.cli.trouble import trouble
from monitor.engine import LEASE
from monitor.feeds import NOT_PUBLIC
from monitor.store import open_store
from monitor.types import Member, PollResult, SignOfLife
from tests.builders import feed_state, week_config
from tests.fakes import FakeClock

NOW = "2026-11-23T07:00:00Z"
MOMENT, DAY = datetime.fromisoformat(NOW), timedelta(days=1)
WELL = {
    "now": NOW,
    "database": "sqlite",
    "feeds": [{"state": "working", "next_due": NOW}, {"state": "ended", "next_due": None}],
    "backlog": {"refused": 0, "quarantined": 0},
    "troubled": [],
    "answers": None,
    "cannot_read": [],
    "processes": [],
}
LEADING = {"name": "run@a:1", "words": "leads"}


def told(document, feeds=(), primary=()):
    return trouble(document, list(feeds), primary=primary, now=MOMENT)


def known(name, **changes):
    """A feed that was asked just now, and brought something in the night."""
    usual = {
        "last_polled_at": MOMENT,
        "last_success_at": MOMENT,
        "newest": MOMENT - DAY / 3,
        "last_new_at": MOMENT - DAY / 3,
    }
    return feed_state(feed_id=name, **(usual | changes))


def test_nothing_is_said_where_all_is_well():
    assert told(WELL, [known("a"), known("b"), known("c", failures=1), *map(known, "defg")]) == []
    assert told({**WELL, "database": "postgresql", "processes": [LEADING]}) == []


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"feeds": [{"state": "working", "next_due": "2026-11-23T06:00:00Z"}]}, "start `monitor run`"),
        ({"database": "postgresql"}, "No process leads"),
        (
            {
                "database": "postgresql",
                "processes": [LEADING, {"name": "w", "words": "waits: a leads with another version"}],
            },
            "give it the same version",
        ),
        ({"backlog": {"refused": 1, "quarantined": 0}}, "1 message refused"),
        ({"troubled": [{"state": "pending", "error": "no connection"}]}, "could not be sent yet: no connection"),
        ({"answers": {"well": False, "words": "silent"}}, "Buttons in Slack are not heard: silent"),
        ({"backlog": {"refused": 0, "quarantined": 2}}, "2 articles set aside"),
    ],
)
def test_each_trouble_is_told_with_what_to_do(changes, words):
    (line,) = told({**WELL, **changes})
    assert words in line


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        (
            {"failures": 90, "last_success_at": MOMENT - 30 * DAY, "outcome": "answered 404", "next_due": MOMENT},
            "2026-10-24 07:00 UTC: answered 404",
        ),
        ({"ended": True, "outcome": "answered 410"}, "has ended: answered 410"),
        (
            {"pause": DAY, "newest": MOMENT - 9 * DAY, "last_new_at": MOMENT - 9 * DAY},
            "brought nothing since 2026-11-14",
        ),
        ({"pause": None, "last_new_at": None}, "has not changed since it was first asked"),
        ({"gap_at": MOMENT - DAY / 2}, "Items may have been missed in 1 feed"),
    ],
)
def test_one_feed_that_brings_nothing_is_told_though_eleven_do(changes, words):
    changed = {"first_polled_at": MOMENT - 60 * DAY, "last_new_at": MOMENT - DAY / 3} | changes
    (line,) = told(WELL, [*map(known, "abcdefghijk"), known("ministry", **changed)], primary={"ministry"})

    assert "ministry (primary source)" in line
    assert words in line


def test_where_many_fail_at_once_some_are_named_the_speakers_own_first():
    (line,) = told(
        WELL, [known("agency", failures=1), known("ministry", failures=1), known("up")], primary={"ministry"}
    )

    assert line.startswith("2 of 3 feeds fail: ministry, agency. If many sites at once")


def test_that_nobody_leads_is_told_of_a_database_by_its_short_name_too(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/monitor.db")
    store.upgrade()
    env = read_environment({"DATABASE_URL": "postgres://monitor@db/monitor"})
    document = status_document(store, week_config(), env, datetime.fromisoformat(NOW))
    store.close()

    assert document["database"] == "postgresql"
    assert document["trouble"] == ["No process leads: alerts are neither found nor sent. Start `monitor run`."]


def said_after_a_kill(tmp_path, *, seconds, successor_leads=False):
    """What `status` says of a process that led and was killed, and of the one that was started at once in its place."""
    clock = FakeClock(MOMENT)
    before, after = (open_store(f"sqlite:///{tmp_path}/monitor.db", holder=name, clock=clock) for name in ("a", "b"))
    before.upgrade()
    me = Member(name="a", role="run", version="1", made_for="same", at=MOMENT, words="leads")
    before.sharing.beat(me, lease=LEASE, leads=True)
    clock.moment = MOMENT + timedelta(seconds=seconds)
    at = replace(me, name="b", at=clock.moment, words="leads" if successor_leads else "helps a")
    after.sharing.beat(at, lease=LEASE, leads=successor_leads)
    env = read_environment({"DATABASE_URL": "postgres://monitor@db/monitor"})
    document = status_document(after, week_config(), env, clock.moment)
    before.close()
    after.close()
    return {one["name"]: one["words"] for one in document["processes"]}, document["trouble"]


def test_after_a_kill_one_process_leads_and_the_other_is_shown_as_what_it_is(tmp_path):
    told, trouble = said_after_a_kill(tmp_path, seconds=31, successor_leads=True)

    assert told == {"a": "led, not heard of for 31 s", "b": "leads"}
    assert trouble == []


def test_a_process_that_was_killed_keeps_the_lead_until_its_lease_ends(tmp_path):
    told, trouble = said_after_a_kill(tmp_path, seconds=20)
    words = "leads, though not heard of for 20 s: nobody else leads before its lease ends in 10 s"

    assert told == {"a": words, "b": "helps a"}
    assert trouble == []


def test_between_two_that_lead_it_is_said_that_nobody_does(tmp_path):
    told, trouble = said_after_a_kill(tmp_path, seconds=32)

    assert told == {"a": "led, not heard of for 32 s; nobody leads yet", "b": "helps a"}
    assert trouble == ["No process leads: alerts are neither found nor sent. Start `monitor run`."]


def test_a_machine_that_cannot_read_is_told_first_and_not_taken_for_a_service_that_does_not_run(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/monitor.db")
    store.upgrade()
    words = "this machine cannot read feeds and pages since 2026-11-23 05:00 UTC: no memory"
    store.note_life(SignOfLife(name="Reading", at=MOMENT, well=False, words=words))
    store.save_poll(PollResult(state=feed_state(next_due=MOMENT - DAY)))
    told, later = (status_document(store, week_config(), read_environment({}), at) for at in (MOMENT, MOMENT + DAY))
    store.close()

    assert told["cannot_read"] == [words]
    assert told["trouble"][0].startswith(f"T{words[1:]}. Nothing is wrong with the feeds")
    assert "Nothing has been asked for" not in " ".join(told["trouble"])
    assert later["cannot_read"] == []
    assert later["trouble"][0].startswith("Feeds have been due since 2026-11-22 07:00 UTC")


@pytest.mark.parametrize(("asked", "line"), [(False, "No feed has been asked yet"), (True, "All is well.")])
def test_before_any_feed_was_asked_it_is_not_said_that_all_is_well(tmp_path, asked, line):
    store = open_store(f"sqlite:///{tmp_path}/monitor.db")
    store.upgrade()
    document = status_document(store, week_config(), read_environment({}), MOMENT)
    store.close()
    feeds = [{"id": "a", "state": "working", "outcome": "ok", "gap": None, "push": None, "next_due": NOW}]

    first, *_ = render_status({**document, "feeds": feeds if asked else []}).renderables

    assert (document["trouble"], str(first)[: len(line)]) == ([], line)


def test_where_all_fail_for_one_setting_of_ours_it_is_named_and_not_the_network():
    (line,) = told(WELL, [known(name, failures=1, outcome=NOT_PUBLIC) for name in "ab"])
    (mixed,) = told(WELL, [known("a", failures=1, outcome=NOT_PUBLIC), known("b", failures=1, outcome="no connection")])

    assert line.startswith("2 of 2 feeds fail: a, b. None was asked, since their addresses are not public")
    assert "`[network] allow_private = true`" in line
    assert "your own network" not in line
    assert "your own network" in mixed


def test_the_words_of_others_are_printed_as_they_stand(capsys):
    feeds = [{"id": "[red]", "state": "failing", "outcome": NOT_PUBLIC, "gap": None, "push": None, "next_due": NOW}]
    document = {
        **WELL,
        "trouble": [NOT_PUBLIC],
        "feeds": feeds,
        "backlog": {"[/red]": 1},
        "counts": {"alerts": 1},
        "last_delivery": None,
        "unread_languages": {},
        "delivery_to": "console",
        "last_digest": None,
        "confidence": {"words": "little"},
        "mutes": [],
        "unfinished_baseline": [],
        "not_allowed": [],
        "second_opinions": None,
        "versions": {"code": "1"},
        "quarantined": [{"article": "[b]", "stage": "read", "reason": ":x: [i]"}],
    }
    open_console().print(render_status(document))
    shown = " ".join(capsys.readouterr().out.split())

    assert f"- {NOT_PUBLIC}" in shown
    assert "[red] failing" in shown
    assert "1 [/red]" in shown
    assert "quarantined: [b] at read: :x: [i]" in shown
    assert "[network] allow_private" in shown.partition("failing")[2]
