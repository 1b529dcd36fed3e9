"""Statements that were stored before there were marks get them from what their reasons said."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from sqlalchemy import update

from monitor.store import migrate
from monitor.store.codec import from_json, to_json
from monitor.store.schema import statements
from monitor.types import Reading
from monitor.types.reading import CARRIED, ELSEWHERE, IN_JEST, MIRRORED, OUTRIGHT, ROLE_CONFLICT, UNSHARED
from tests.builders import found_article, statement

NOW = datetime(2025, 9, 10, 12, 0, tzinfo=UTC)
SAID_THEN = [
    (("direct quote 1",), set()),
    (("direct quote 1", "says so only with the words round it"), {CARRIED}),
    (("the article names no party but those who also talk of other topics in these words",), {ELSEWHERE}),
    (("issue DIA 0.80", "denied by the cue → mirrored", "said denied 0.7"), {MIRRORED}),
    (("told as a joke",), {IN_JEST}),
    (("its side is seen by the network alone", "says so only with the words round it"), {UNSHARED, CARRIED}),
    (("the rules and the network see the same pole",), {OUTRIGHT}),
    (("agency, role conflict (text says former) 0.8",), {ROLE_CONFLICT}),
    (("role_conflict",), {ROLE_CONFLICT}),
    (("by judge-7b: “told as a joke”",), set()),
]


def stored_before(store, *said):
    """The statements of an article, in a database as it was before there were marks."""
    store.add_articles([found_article(1)])
    reading = Reading(article_id="article-1", language="en", genre="news", statements=said)
    store.save_reading(reading, copy_of=None, now=NOW)
    of = statements.c
    with store._database.write() as connection:
        for place, document in connection.execute(statements.select().with_only_columns(of.place, of.document)).all():
            older = {name: value for name, value in from_json(document).items() if name != "marks"}
            connection.execute(update(statements).where(of.place == place).values(document=to_json(older)))
        migrate.downgrade(connection, "0018")


def upgraded(store):
    with store._database.write() as connection:
        migrate.upgrade(connection, place="here")
    ((_, found, _),) = store.unweighed(10)
    return found


def test_each_reason_becomes_its_mark_and_nothing_else_changes(store):
    said = tuple(statement(start=n, reasons=reasons) for n, (reasons, _) in enumerate(SAID_THEN))
    stored_before(store, *said)

    wanted = [replace(one, marks=frozenset(marks)) for one, (_, marks) in zip(said, SAID_THEN, strict=True)]
    assert list(upgraded(store)) == wanted


@pytest.mark.parametrize("text", ["He said: told as a joke.", "“role conflict”"])
def test_a_statement_in_whose_text_such_words_stand_is_not_marked(store, text):
    stored_before(store, statement(text=text))

    assert [one.marks for one in upgraded(store)] == [frozenset()]


def test_as_many_as_there_are_get_theirs(store):
    stored_before(store, *(statement(start=n, reasons=("told as a joke",)) for n in range(2001)))

    assert {one.marks for one in upgraded(store)} == {frozenset({IN_JEST})}
