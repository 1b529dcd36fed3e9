"""The baseline as versioned data: proposed, approved, in the history; comments stay, and nothing unsound gets in."""

from __future__ import annotations

import shutil
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from monitor.config import approve, changes_between, history, load_config, propose, read_rows, refusals, waiting
from monitor.config.rows import edited, holds, row_toml
from monitor.errors import ConfigError, UsageError
from monitor.types import Position

NOW = datetime(2026, 11, 26, 9, 0, tzinfo=UTC)
SHIPPED = Path(__file__).parents[2] / "config"
ROW = Position(
    id="X1", actor='The ministry, "at home"', office="RU-MFA", bloc="RU", issue="DIA", level=0, claim="Talks may come.",
    use="position", as_of=date(2026, 3, 1), pinned=True,
)  # fmt: skip


SOURCED = replace(ROW, source="the line has moved (Ada, 2026-11-26)")
"""A row that gave no source; it must not take the source of the file it is added to."""


@pytest.fixture
def folder(tmp_path):
    return Path(shutil.copytree(SHIPPED, tmp_path / "config"))


def row_of(folder, name):
    return next((row for row in load_config(folder).baseline.positions if row.id == name), None)


def proposed(folder, *rows, drop=()):
    return propose(folder, rows, drop=drop, by="Ada", why="the line has moved", now=NOW)


def test_a_row_is_written_and_read_as_it_was(tmp_path):
    (tmp_path / "rows.toml").write_text(f'name = "n"\nas_of = 2026-01-01\n\n{row_toml(ROW)}', encoding="utf-8")
    assert read_rows(tmp_path / "rows.toml") == (ROW,)


def test_rows_that_cannot_be_read_name_their_file(tmp_path):
    (tmp_path / "rows.toml").write_text('name = "n"\n', encoding="utf-8")
    with pytest.raises(ConfigError, match=r"rows\.toml: "):
        read_rows(tmp_path / "rows.toml")


def test_only_what_differs_is_a_change():
    other = replace(ROW, level=2)
    assert changes_between([ROW], [ROW]) == ()
    (change,) = changes_between([ROW], [other])
    assert change.fields == (("level", 0, 2),)
    assert [c.id for c in changes_between([ROW], [])] == ["X1"]


def test_a_row_is_replaced_between_its_neighbours_and_comments_stay():
    text = "# top\nname = 'n'\n\n# first\n[[position]]\nid = 'A'\nlevel = 1\n\n# second\n[[position]]\nid = \"X1\"\nlevel = 1\n\n# third\n[[position]]\nid = 'C'\n"
    (change,) = changes_between([replace(ROW, level=1)], [ROW])
    after = edited(text, [change])
    assert [line for line in after.splitlines() if line.startswith("#")] == ["# top", "# first", "# second", "# third"]
    assert (after.count("[[position]]"), holds(after, "A"), holds(after, "X1"), holds(after, "C")) == (
        3,
        True,
        True,
        True,
    )
    assert "level = 0" in after


def test_a_proposal_changes_nothing_yet(folder):
    before = load_config(folder).baseline
    made = proposed(folder, ROW)
    assert load_config(folder).baseline == before
    assert waiting(folder) == [made]
    assert made.base == before.hash
    assert history(folder) == []


def test_an_approved_proposal_is_the_baseline_and_stands_in_the_history(folder):
    comments = (folder / "baseline/seed.toml").read_text("utf-8").count("#")
    moved = replace(row_of(folder, "B06"), level=1)
    made = proposed(folder, ROW, moved, drop=["B24"])
    done = approve(folder, made.id, by="Grace", now=NOW)

    assert (row_of(folder, "X1"), row_of(folder, "B06"), row_of(folder, "B24")) == (SOURCED, moved, None)
    assert done.result == load_config(folder).baseline.hash != made.base
    assert history(folder) == [done]
    assert (done.by, done.approved_by, done.why) == ("Ada", "Grace", "the line has moved")
    assert waiting(folder) == []
    assert (folder / "baseline/seed.toml").read_text("utf-8").count("#") == comments


def test_the_history_goes_on_from_hash_to_hash(folder):
    first = approve(folder, proposed(folder, ROW).id, by="Grace", now=NOW)
    second = approve(folder, proposed(folder, replace(ROW, level=2)).id, by="Grace", now=NOW)
    assert second.base == first.result
    assert [one.id for one in history(folder)] == [first.id, second.id]


def test_a_proposal_of_an_older_baseline_is_refused(folder):
    stale = proposed(folder, ROW)
    approve(folder, proposed(folder, replace(ROW, id="X2")).id, by="Grace", now=NOW)
    with pytest.raises(UsageError, match="propose it again"):
        approve(folder, stale.id, by="Grace", now=NOW)


def test_what_would_be_refused_is_told_of_the_folder_itself_with_the_nearest_right_word(folder):
    mistyped = replace(ROW, issue="DAI", office="RU-MAF")
    with pytest.raises(ConfigError) as refused:
        proposed(folder, mistyped)

    where = f'{folder.as_posix()}/baseline/seed.toml as it would be: position[25] "X1"'
    assert refused.value.problems == (
        f'{where}: office: "RU-MAF" is not known; did you mean "RU-MFA"?',
        f'{where}: issue: "DAI" is not known; did you mean "DIA"?',
    )
    assert refusals(folder, changes_between([], [mistyped])) == refused.value.problems
    assert refusals(folder, changes_between([], [ROW])) == ()


def test_what_would_be_no_sound_baseline_is_not_proposed(folder):
    with pytest.raises(ConfigError, match="NOWHERE"):
        proposed(folder, replace(ROW, office="NOWHERE"))
    assert waiting(folder) == []


@pytest.mark.parametrize(("rows", "drop", "words"), [((), ["B99"], "no row B99"), ((), (), "nothing would change")])
def test_empty_proposals_are_refused(folder, rows, drop, words):
    with pytest.raises(UsageError, match=words):
        proposed(folder, *rows, drop=drop)


def test_an_unknown_proposal_is_refused(folder):
    with pytest.raises(UsageError, match="there is no proposal 2026"):
        approve(folder, "2026", by="Grace", now=NOW)


def test_a_broken_history_names_its_line(folder):
    (folder / "baseline/history.jsonl").write_text("{}\n", encoding="utf-8")
    with pytest.raises(UsageError, match=r"history\.jsonl, line 1"):
        history(folder)
