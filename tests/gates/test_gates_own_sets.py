"""The floors hold: every gate on our own sets. Two gates share what the judge made of the statements."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.config import load_config
from monitor.gates.figures import Result
from monitor.gates.floors import check, load_floors
from monitor.gates.run import GATES, Given
from monitor.gates.shipped import Shipped

CONFIG = Path(__file__).parents[2] / "config"


@pytest.fixture(scope="module")
def shipped() -> Shipped:
    return Shipped(load_config(CONFIG))


@pytest.mark.slow
@pytest.mark.parametrize(
    "names",
    [
        ("stance", "calibration"),
        ("unusual",),
        ("long",),
        ("attribution",),
        ("compare",),
        ("shifts",),
        ("quiet",),
        ("perturbations",),
        ("copies",),
        ("speed",),
    ],
    ids="-".join,
)
def test_no_figure_of_our_own_sets_is_below_its_floor(names: tuple[str, ...], shipped: Shipped) -> None:
    floors = load_floors()
    results = [o for name in names for o in GATES[name](shipped, Given()) if isinstance(o, Result)]
    checked = [(result.subject, c) for result in results for c in check(result, floors)]

    assert any(c.floor is not None for _, c in checked)
    assert [(subject, c.name, c.figure and c.figure.value, c.floor) for subject, c in checked if not c.ok] == []
