"""`monitor users` as a person or a script types it, on a database of its own."""

from __future__ import annotations

import pytest
from typer.testing import CliRunner

from monitor.cli import app
from monitor.store import open_store
from monitor.web.passwords import matches


@pytest.fixture
def run(tmp_path, monkeypatch):
    monkeypatch.setenv("DATABASE_URL", f"sqlite:///{tmp_path}/monitor.db")
    return lambda *words, typed="": CliRunner().invoke(app, ["users", *words], input=typed)


def test_a_user_is_added_listed_and_removed(run, tmp_path):
    assert (
        "A. Analyst may log in (administer)"
        in run("add", "A. Analyst", "--role", "administer", typed="a long enough word\n").output
    )
    listed = run("list", "--json").output
    assert '"name": "A. Analyst"' in listed
    assert "argon2" not in listed
    store = open_store(f"sqlite:///{tmp_path}/monitor.db")
    assert matches("a long enough word", store.review.user("A. Analyst").secret)
    store.close()
    assert "may not log in any more" in run("remove", "A. Analyst").output
    assert "nobody may log in yet" in run("list").output


@pytest.mark.parametrize(
    ("name", "typed"), [("B", "short\n"), (" ", "a long enough word\n"), ("a\nb", "a long enough word\n")]
)
def test_what_would_be_no_user_is_refused(run, name, typed):
    assert run("add", name, typed=typed).exit_code != 0
    assert "nobody" in run("list").output


def test_a_user_that_is_not_there_is_told_so(run):
    assert "there is no user" in str(run("remove", "nobody").exception)
