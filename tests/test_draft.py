"""Rows drafted from a reading: only of statements that are on a followed issue."""

from __future__ import annotations

import tomllib

import pytest

from monitor.draft import Draft, propose, to_toml, why_undecided
from monitor.types import Reading
from tests.builders import article, reading_world, statement


def test_of_a_statement_on_none_of_the_issues_no_row_is_drafted() -> None:
    world = reading_world()
    office, issue = world.offices[0].id, "DIA"
    told = (
        statement(start=0, end=4, text="None", office=office, issue=None, level=None, levels=None),
        statement(start=5, end=9, text="Some", office=office, issue=issue),
    )
    reading = Reading(article_id="a", language="en", genre="news", statements=told)
    drafted = propose(article("None Some"), reading, world, taken=["B01", "D02x"])
    assert [(row.id, row.quote, row.issue) for row in drafted.proposals] == [("D01", "Some", issue)]


YES = {"start": 0, "end": 4, "text": "Talk", "level": 2, "levels": (0.0, 0.0, 0.1, 0.3, 0.6), "weight": 0.4}
NO = {"start": 5, "end": 12, "text": "Refusal", "level": -1, "levels": (0.2, 0.6, 0.1, 0.1, 0.0), "weight": 0.28}


def drafted(*values: dict[str, object]) -> Draft:
    world = reading_world()
    told = tuple(statement(**{"office": world.offices[0].id, "issue": "DIA", "parts": ()} | one) for one in values)
    reading = Reading(article_id="a", language="en", genre="news", statements=told)
    return propose(article("Talk Refusal"), reading, world, taken=())


def test_where_an_office_takes_both_sides_no_row_is_drafted_and_the_reason_said() -> None:
    found = drafted(YES, NO, {**NO, "text": "No", "weight": 0.1})
    (one,) = found.undecided

    assert found.proposals == ()
    assert [(said.level, said.text) for said in one.said] == [(2, "Talk"), (-1, "Refusal")]
    assert "takes both sides of DIA (1 on the side of +, 2 on that of −)" in why_undecided(one)
    text = to_toml(found, article=article("Talk Refusal"))
    assert f"# No row: {why_undecided(one)}. The strongest of each:\n#   +2 “Talk”\n#   -1 “Refusal”\n" in text
    assert "position" not in tomllib.loads(text)


@pytest.mark.parametrize(
    "other",
    [
        {"level": 0},
        {"level": None, "abstained": True},
        {"weight": 0.0},
        {"nested": True},
        {"commitment": "question"},
        {"issue": "SAN"},
    ],
)
def test_what_takes_no_side_or_weighs_nothing_stands_in_no_rows_way(other: dict[str, object]) -> None:
    found = drafted(YES, {**NO, **other})

    assert found.undecided == ()
    assert ("Talk", 2) in [(row.quote, row.level) for row in found.proposals]


def test_of_a_side_that_is_no_likelier_than_not_the_level_is_left_open() -> None:
    (row,) = drafted({**YES, "level": 1, "levels": (0.1, 0.2, 0.25, 0.35, 0.1)}).proposals
    assert (row.level, row.provisional) == (None, True)
    (sure,) = drafted({**YES, "level": 1, "levels": (0.1, 0.2, 0.15, 0.35, 0.2)}).proposals
    assert sure.level == 1


def test_what_is_no_letter_in_an_article_leaves_the_rows_readable() -> None:
    world = reading_world()
    told = statement(start=0, end=4, text='\x1b"Ta\x07lk\\\n', parts=(), office=world.offices[0].id, issue="DIA")
    reading = Reading(article_id="a", language="en", genre="news", statements=(told,))
    page = article("Talk", title="\x9bOn\x00 talks")
    (row,) = tomllib.loads(to_toml(propose(page, reading, world, taken=()), article=page))["position"]

    assert row["claim"].isprintable()
    assert "lk\\" in row["claim"]
