"""One voice or several: each office of a bloc counts once."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

from monitor.digest.cohesion import cohesion
from monitor.digest.weeks import parse_week
from monitor.types import StreamKey
from tests.builders import utterance, week_config

END = parse_week("2026-W47", "Europe/Brussels").end
BASE = week_config().world
WORLD = replace(BASE, offices=tuple(replace(BASE.offices[0], id=f"O{n}", name=f"Office {n}") for n in range(4)))
UP, DOWN = (0.0, 0.0, 0.0, 0.0, 1.0), (1.0, 0.0, 0.0, 0.0, 0.0)


def said(office, levels, *, weeks_ago=1, **changes):
    key, at = StreamKey(office, "DIA"), END - timedelta(weeks=weeks_ago)
    return utterance(id=f"{office}{weeks_ago}", key=key, said_at=at, levels=levels, **changes)


def test_three_offices_at_one_level_are_one_voice():
    (row,) = cohesion([said(f"O{n}", UP) for n in range(3)], end=END, world=WORLD)
    assert (row["issue"], row["bloc"], row["offices"], row["a"], row["before"]) == ("DIA", "NATO", 3, 1.0, None)


def test_two_camps_at_the_ends_are_none_however_much_one_of_them_says():
    many = [said("O0", UP, weeks_ago=1 + n / 10) for n in range(9)]
    (row,) = cohesion([*many, said("O1", UP), said("O2", DOWN), said("O3", DOWN)], end=END, world=WORLD)
    assert row["a"] == -1.0


def test_two_offices_are_no_measure_of_unity():
    assert cohesion([said("O0", UP), said("O1", DOWN)], end=END, world=WORLD) == []


def test_it_is_shown_beside_the_weeks_before():
    before = [said(f"O{n}", UP, weeks_ago=6) for n in range(4)]
    (row,) = cohesion([*before, said("O0", UP), said("O1", UP), said("O2", DOWN)], end=END, world=WORLD)
    assert (row["before"], row["offices_before"], row["offices"]) == (1.0, 4, 3)
    assert row["a"] < 0


def test_what_left_the_level_open_has_no_vote():
    open_ = [said("O2", DOWN, margin=0.0)]
    assert cohesion([said("O0", UP), said("O1", UP), *open_], end=END, world=WORLD) == []
