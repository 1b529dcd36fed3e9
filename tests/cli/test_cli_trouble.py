"""The first lines of `status`: whether all is well, and if not, what to do."""

from __future__ import annotations

from datetime import datetime

import pytest

from monitor.app.environment import read_environment
from monitor.cli.status import status_document
from monitor.cli.trouble import trouble
from monitor.store import open_store
from tests.builders import week_config

NOW = "2026-11-23T07:00:00Z"
WELL = {
    "now": NOW,
    "database": "sqlite",
    "feeds": [{"state": "working", "next_due": NOW}, {"state": "ended", "next_due": None}],
    "backlog": {"refused": 0, "quarantined": 0},
    "troubled": [],
    "answers": None,
    "processes": [],
}
LEADING = {"name": "run@a:1", "words": "leads"}


def test_nothing_is_said_where_all_is_well():
    assert trouble(WELL) == []
    assert trouble({**WELL, "database": "postgresql", "processes": [LEADING]}) == []


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
        ({"feeds": [{"state": "failing", "next_due": NOW}]}, "1 of 1 feeds fail"),
        ({"answers": {"well": False, "words": "silent"}}, "Buttons in Slack are not heard: silent"),
        ({"backlog": {"refused": 0, "quarantined": 2}}, "2 articles set aside"),
    ],
)
def test_each_trouble_is_told_with_what_to_do(changes, words):
    (line,) = trouble({**WELL, **changes})
    assert words in line


def test_that_nobody_leads_is_told_of_a_database_by_its_short_name_too(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/monitor.db")
    store.upgrade()
    env = read_environment({"DATABASE_URL": "postgres://monitor@db/monitor"})
    document = status_document(store, week_config(), env, datetime.fromisoformat(NOW))
    store.close()

    assert document["database"] == "postgresql"
    assert document["trouble"] == ["No process leads: alerts are neither found nor sent. Start `monitor run`."]
