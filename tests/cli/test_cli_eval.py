"""`monitor eval`: what it prints, and the code it ends with."""

from __future__ import annotations

import json

import pytest

from monitor.cli import quality
from monitor.gates.figures import Figure, Result, Skipped, Table


def gate(value):
    figure = Figure(name="side-f1", value=value, low=0.4, high=0.6, n=50)
    table = Table(title="behind", columns=("label", "n"), rows=(("new", "3"),))
    yield Result(gate="stance", subject="en", figures=(figure,), tables=(table,), own=True)
    yield Skipped(gate="stance", subject="mini-bench", reason="not there")


@pytest.fixture
def floor(monkeypatch):
    """A stance gate that reaches .50, and the floor that is given to it."""

    def put(value):
        monkeypatch.setitem(quality.GATES, "stance", lambda *_: gate(0.5))
        monkeypatch.setattr(quality, "load_floors", lambda: {"stance": {"en": {"side-f1": value}}})

    return put


def test_a_floor_that_holds_ends_with_0_and_shows_interval_n_and_floor(say, floor):
    floor(0.45)
    said = say("eval", "stance")

    assert said.code == 0
    for word in ("side-f1", "0.500", "0.400–0.600", "50", "0.45", "behind", "mini-bench: skipped, not there"):
        assert word in said.out


def test_a_broken_floor_ends_with_1_and_names_the_figure(say, floor):
    floor(0.55)
    said = say("eval", "stance", "--json")

    assert said.code == 1
    assert "below its floor: stance en side-f1: 0.500, floor 0.55" in said.err
    document = json.loads(said.out)
    assert document["ok"] is False
    assert document["results"][0]["figures"] == [
        {"name": "side-f1", "value": 0.5, "low": 0.4, "high": 0.6, "n": 50, "floor": 0.55, "ok": False}
    ]
    assert document["skipped"] == [{"gate": "stance", "set": "mini-bench", "reason": "not there"}]


def test_pinning_writes_what_was_reached(say, floor, monkeypatch):
    written = []
    monkeypatch.setattr(quality, "write_floors", written.append)
    floor(0.2)

    assert say("eval", "stance", "--pin").code == 0
    assert written == [{"stance": {"en": {"side-f1": 0.46}}}]


def test_an_unknown_gate_is_a_wrong_use(say):
    said = say("eval", "stanse")

    assert (said.code, said.out) == (2, "")
    assert 'did you mean "stance"?' in said.err


def test_a_data_folder_that_is_not_there_is_a_wrong_use(say):
    assert say("eval", "stance", "--data", "nowhere").code == 2
