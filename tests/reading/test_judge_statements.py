"""The labelled statements (our own words) as a regression table: what was reached is the floor."""

from __future__ import annotations

import pytest
from judging import said, statements

FLOORS = {
    "en": {"issue": 0.97, "sign": 0.97, "read": 0.95, "commitment": 0.97},
    "ru": {"issue": 0.97, "sign": 0.97, "read": 0.95, "commitment": 0.97},
}


def _sign(level: int) -> int:
    return (level > 0) - (level < 0)


@pytest.mark.parametrize("language", ["en", "ru"])
def test_labelled_statements_reach_the_floor(language: str) -> None:
    rows = [row for row in statements(language) if row["issue"] is not None]
    judged = [(row, said(str(row["text"]), office=str(row["office"]), language=language)) for row in rows]
    sided = [(row, s) for row, s in judged if row["level"] is not None]
    read = [(row, s) for row, s in sided if s.level is not None]
    floors = FLOORS[language]
    assert sum(s.issue == row["issue"] for row, s in judged) / len(judged) >= floors["issue"]
    assert sum(s.commitment == row["commitment"] for row, s in judged) / len(judged) >= floors["commitment"]
    assert len(read) / len(sided) >= floors["read"]
    assert sum(_sign(s.level) == _sign(row["level"]) for row, s in read) / len(read) >= floors["sign"]


@pytest.mark.parametrize("language", ["en", "ru"])
def test_no_labelled_statement_is_read_as_its_opposite(language: str) -> None:
    rows = [row for row in statements(language) if row["level"]]
    wrong = [
        row["text"]
        for row in rows
        if (level := said(str(row["text"]), office=str(row["office"]), language=language).level) is not None
        and level * row["level"] < 0
    ]
    assert wrong == []


@pytest.mark.parametrize("language", ["en", "ru"])
def test_statements_off_topic_are_unassigned(language: str) -> None:
    rows = [row for row in statements(language) if row["issue"] is None]
    assigned = [
        row["text"] for row in rows if said(str(row["text"]), office=str(row["office"]), language=language).issue
    ]
    assert len(rows) >= 12
    assert assigned == []


@pytest.mark.parametrize("language", ["en", "ru"])
def test_statements_that_tell_no_side_are_abstained_from(language: str) -> None:
    rows = [row for row in statements(language) if row["issue"] is not None and row["level"] is None]
    sided = [
        row["text"]
        for row in rows
        if (judged := said(str(row["text"]), office=str(row["office"]), language=language)).weight
        and not judged.abstained
    ]
    assert sided == []
