"""Who speaks for which side of the topic, whom each is against, and what holds of a speaker who is not known or is on no side."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from monitor.types import Lineup, Side

if TYPE_CHECKING:
    from collections.abc import Iterable


def side(name: str, *blocs: str, against: tuple[str, ...] = ()) -> Side:
    return Side(id=name, blocs=blocs, opponents=against, words={}, names={})


LINEUP = Lineup((
    side("east", "E", against=("west",)),
    side("west", "W", "N", against=("east",)),
    side("alliance", "N"),
    side("others"),
))  # fmt: skip


def ids(sides: Iterable[Side]) -> set[str]:
    return {each.id for each in sides}


@pytest.mark.parametrize(
    ("bloc", "own", "opponents", "others"),
    [
        ("E", {"east"}, {"west"}, {"west", "alliance"}),
        ("W", {"west"}, {"east"}, {"east", "alliance"}),
        ("N", {"west", "alliance"}, {"east"}, {"east"}),
        ("NOBODY", set(), set(), {"east", "west", "alliance"}),
        (None, set(), set(), {"east", "west", "alliance"}),
    ],
)
def test_a_speaker_has_sides_and_opponents_where_his_bloc_is_on_one(
    bloc: str | None, own: set[str], opponents: set[str], others: set[str]
) -> None:
    assert ids(LINEUP.sides_of(bloc)) == LINEUP.ids_of(bloc) == own
    assert LINEUP.opponents_of(bloc) == opponents
    assert ids(LINEUP.others_than(bloc)) == others


def test_of_who_is_on_no_side_any_that_another_is_against_may_be_the_other_one() -> None:
    assert LINEUP.opposed == {"east", "west"}


def test_a_side_for_which_nobody_speaks_is_no_party() -> None:
    assert ids(LINEUP.parties) == {"east", "west", "alliance"}
    assert LINEUP.outsiders == {"others"}
