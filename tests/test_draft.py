"""Rows drafted from a reading: only of statements that are on a followed issue."""

from __future__ import annotations

from monitor.draft import propose
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
    assert [(row.id, row.quote, row.issue) for row in drafted] == [("D01", "Some", issue)]
