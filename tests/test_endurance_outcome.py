"""What the endurance drill promises, it can find broken."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from tests.endurance_faults import Fault, Faults
from tests.endurance_outcome import TOLERATED_SLOPE, Outcome, is_of, is_summary, slope_of
from tests.newsstand import News, summary_of

NOW = datetime(2025, 10, 25, 6, tzinfo=UTC)
TEXT = "The minister said that nothing had changed. " * 5
NOTHING = (
    "lost", "doubled", "changed", "unread", "untold", "told_twice", "strange", "missed", "bugs", "memory", "idle",
)  # fmt: skip
COUNTS = ("served", "stored", "moves", "told", "summed_up", "digests", "notices", "lives", "polls")


def outcome(**changes: Any) -> Outcome:
    usual = dict.fromkeys(NOTHING, ()) | dict.fromkeys(COUNTS, 9)
    return Outcome(**(usual | {"paged": 3, "summaries": 1, "faults": {}, "slope": None} | changes))


@pytest.mark.parametrize(
    ("changes", "whole"),
    [
        ({}, True),
        ({"slope": TOLERATED_SLOPE}, True),
        ({"slope": TOLERATED_SLOPE + 0.01}, False),
        ({"summaries": 3}, False),
        ({"summaries": 0, "paged": 0}, True),
        ({"lost": ("a",)}, False),
        ({"moves": 0}, False),
        ({"idle": ("reader",)}, False),
    ],
)
def test_what_is_whole(changes: dict[str, Any], whole: bool) -> None:
    assert outcome(**changes).whole == whole


def test_growth_is_known_only_of_a_process_that_lived_for_days() -> None:
    grows = [(day / 10, 130 + day / 10 * 0.6) for day in range(100)]
    assert slope_of(grows) == pytest.approx(0.6)
    assert slope_of(grows[:50]) is None
    assert slope_of([]) is None


def test_a_summary_stands_for_the_text_only_where_the_feed_shows_no_more() -> None:
    full, short = News("a", NOW, TEXT), News("b", NOW, TEXT, summary=True)
    cut = summary_of(TEXT)

    assert is_of(TEXT.replace(" ", "\n"), full)
    assert is_of(TEXT, short)
    assert is_of(cut, short)
    assert is_summary(cut, short)
    assert not is_of(cut, full)
    assert not is_of(TEXT, None)
    assert not is_summary(TEXT, short)


class Counting:
    """A stage where a fault of one kind finds nothing to break."""

    def __init__(self) -> None:
        self.said: list[str] = []

    def begin(self, kind: str) -> bool:
        self.said.append(f"{kind} begins")
        return kind != "reader"

    def end(self, kind: str) -> None:
        self.said.append(f"{kind} ends")


def test_only_faults_that_did_something_count() -> None:
    stage = Counting()
    kinds = ("kill", "reader", "kill", "names", "names")
    faults = Faults([Fault(at=NOW, kind=kind) for kind in kinds], stage)
    faults.look(NOW)
    faults.look(NOW + timedelta(days=1))

    assert faults.made == {"kill": 2, "names": 1}
    assert stage.said == ["kill begins", "reader begins", "kill begins", "names begins", "names ends"]
