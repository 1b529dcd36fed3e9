"""The cells of the position map, which its template writes as they come: all of it must be escaped before."""

from __future__ import annotations

from monitor.web.map_cells import drawn
from monitor.web.views.choices import Choice
from monitor.web.views.position_map import MapCell, MapRow
from tests.web.filled import HOSTILE


def row(**changes):
    usual = {
        "office": "RU-MFA", "issue": "DIA", "mean": -0.74, "step": -1, "baseline": -1.0, "delta": 0.26, "word": "softer", "faded": True,
        "state": "settled", "n": 7, "label": "where it stands",
    }  # fmt: skip
    cell = MapCell(**(usual | changes))
    return MapRow(office="RU-MFA", office_name="Russian Foreign Ministry", bloc="RU", cells=(None, cell))


ISSUES = (Choice(value="FOR", name="Force"), Choice(value='D/"', name="Dialogue"))


def test_a_cell_says_its_level_and_which_way_it_is_off_the_baseline():
    nothing, cell = drawn(row(), ISSUES)
    _, near = drawn(row(delta=0.24, word=None), ISSUES)
    _, below = drawn(row(delta=-2.0, word="harder", faded=False, step=3), ISSUES)

    assert nothing.look == ""
    assert tuple(cell) == ("m1 settled", "D%2F%22", "−0.7", "▲", "faded", "softer", "where it stands")
    assert (near.sign, near.word) == ("", "")
    assert (below.look, below.sign, below.fade, below.word) == ("p3 settled", "▼", "", "harder")


def test_nothing_foreign_in_a_cell_is_markup():
    _, cell = drawn(row(label=HOSTILE, state=HOSTILE, word=HOSTILE), ISSUES)

    assert not any(sign in part for part in cell for sign in '<>"')
