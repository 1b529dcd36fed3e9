"""Floors: what breaks one, and that pinning never lowers any."""

from __future__ import annotations

import pytest

from monitor.gates.figures import Figure, Result, Skipped
from monitor.gates.floors import check, load_floors, pinned, write_floors


def figure(name, value, **changes):
    return Figure(**{"name": name, "value": value, "low": 0.0, "high": 1.0, "n": 100, **changes})


def result(*figures, own=True):
    return Result(gate="stance", subject="en", figures=figures, own=own)


def test_a_figure_below_its_floor_is_not_ok():
    floors = {"stance": {"en": {"side-f1": 0.5, "opposite": 0.1}}}
    found = result(figure("side-f1", 0.49), figure("opposite", 0.11, better="lower"), figure("free", 0.0))

    assert [(c.name, c.ok) for c in check(found, floors)] == [("side-f1", False), ("opposite", False), ("free", True)]


def test_a_figure_at_its_floor_is_ok():
    assert check(result(figure("side-f1", 0.5)), {"stance": {"en": {"side-f1": 0.5}}})[0].ok


def test_a_floor_whose_figure_is_gone_is_broken():
    assert [(c.name, c.figure, c.ok) for c in check(result(), {"stance": {"en": {"gone": 0.5}}})] == [
        ("gone", None, False)
    ]


def test_a_set_with_floors_that_is_skipped_breaks_them():
    skipped = Skipped(gate="stance", subject="en", reason="nothing in this language is read yet")

    assert [c.ok for c in check(skipped, {"stance": {"en": {"side-f1": 0.5}}})] == [False]
    assert check(skipped, {}) == []


def test_a_floor_of_a_share_of_nothing_is_broken():
    found = result(figure("opposite", 0.0, better="lower", n=0))

    assert not check(found, {"stance": {"en": {"opposite": 0.1}}})[0].ok


def test_other_peoples_sets_have_no_floor():
    assert check(result(figure("side-f1", 0.1), own=False), {"stance": {"en": {"side-f1": 0.5}}})[0].floor is None


def test_pinning_leaves_two_cases_of_room():
    floors = pinned({}, [result(figure("side-f1", 0.5), figure("opposite", 0.1, better="lower"))])

    assert floors["stance"]["en"] == pytest.approx({"side-f1": 0.48, "opposite": 0.12})


def test_pinning_makes_no_floor_laxer():
    floors = {"stance": {"en": {"side-f1": 0.6, "opposite": 0.05}}}

    assert pinned(floors, [result(figure("side-f1", 0.5), figure("opposite", 0.1, better="lower"))]) == floors


def test_a_floor_that_every_figure_keeps_is_not_pinned():
    assert pinned({}, [result(figure("side-f1", 0.01), figure("opposite", 0.99, better="lower"))]) == {
        "stance": {"en": {}}
    }


def test_pinning_leaves_alone_what_differs_between_machines_and_what_is_not_ours():
    assert pinned({}, [result(figure("ms", 0.5, steady=False))]) == {"stance": {"en": {}}}
    assert pinned({}, [result(figure("side-f1", 0.5), own=False)]) == {}


def test_floors_are_read_as_they_were_written(tmp_path):
    floors = {"compare": {"pairs en": {"alert-f1": 0.25}}, "stance": {"en": {"side-f1": 0.5}}}
    write_floors(floors, tmp_path / "floors.toml")

    assert load_floors(tmp_path / "floors.toml") == floors
