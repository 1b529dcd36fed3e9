"""Which gates run on what, and why something was not measured."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config import load_config
from monitor.errors import UsageError
from monitor.gates.figures import Skipped
from monitor.gates.run import GATES, Given, chosen
from monitor.gates.shipped import Shipped
from monitor.gates.speed import peak_megabytes

CONFIG = Path(__file__).parents[2] / "config"
THEIRS = ["news", "contradiction", "strength", "narratives", "themes"]


def test_all_gates_run_where_none_is_named():
    assert chosen([]) == list(GATES)
    assert chosen(["speed", "stance"]) == ["stance", "speed"]


def test_a_wrong_name_is_answered_with_the_nearest_right_one():
    with pytest.raises(UsageError, match='no gate "atribution"; did you mean "attribution"'):
        chosen(["atribution"])
    with pytest.raises(UsageError, match="known are stance, calibration"):
        chosen(["zzz"])


@pytest.mark.parametrize("name", THEIRS)
def test_other_peoples_sets_are_skipped_in_words(name, tmp_path):
    shipped = Shipped(load_config(CONFIG))

    (unnamed,) = GATES[name](shipped, Given())
    (absent,) = GATES[name](shipped, Given(data=tmp_path))

    assert isinstance(unnamed, Skipped)
    assert "--data DIR" in unnamed.reason
    assert isinstance(absent, Skipped)
    assert f"not in {tmp_path}" in absent.reason


@pytest.mark.parametrize(
    ("name", "subjects"), [("emphasis", ["gdelt", "ru_state_stream"]), ("change-points", ["tcpd", "nab"])]
)
def test_each_series_of_others_is_skipped_by_itself(name, subjects, tmp_path):
    shipped = Shipped(load_config(CONFIG))
    skipped = [*GATES[name](shipped, Given()), *GATES[name](shipped, Given(data=tmp_path))]

    assert [one.subject for one in skipped] == subjects * 2
    assert all(isinstance(one, Skipped) for one in skipped)


def test_peak_memory_is_this_process_own():
    peak = peak_megabytes()

    assert peak is None or 20 < peak < 20_000
