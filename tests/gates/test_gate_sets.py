"""Our own sets are sound: a label that no gate can use would be a case that silently never counts."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.compare.found import CHANGES, RELATIONS
from monitor.config import load_config
from monitor.gates.articles import archived
from monitor.gates.pairs import own_case
from monitor.gates.quotations import places
from monitor.gates.sets import LANGUAGES, own_rows
from monitor.gates.statements import _FORMS, labelled, whole_text
from monitor.reading.judging.judge import MANY
from monitor.types import COMMITMENTS

WORLD = load_config(Path(__file__).parents[2] / "config").world
CODES = {issue.code for issue in WORLD.issues}


@pytest.mark.parametrize("language", LANGUAGES)
def test_labels_of_statements_are_known(language):
    statements = [labelled(row) for row in own_rows(f"statements-{language}")]

    assert len({s.text for s in statements}) == len(statements) >= 60
    assert {code for s in statements for code in s.issues} <= CODES
    assert {level for s in statements for level in s.issues.values()} <= {-2, -1, 0, 1, 2, None}
    assert {s.commitment for s in statements} <= set(COMMITMENTS)
    assert {s.voice for s in statements} <= _FORMS.keys()


@pytest.mark.parametrize("language", ["en", "ru"])
def test_whole_texts_are_long_have_known_labels_and_are_mostly_about_something_else(language):
    texts = [whole_text(row) for row in own_rows(f"long-{language}")]
    lines = [line for text in texts for line in text.statements]
    levels = [level for line in lines for level in line.issues.values()]

    assert min(len(text.statements) for text in texts) >= MANY
    assert {code for line in lines for code in line.issues} <= CODES
    assert set(levels) <= {-2, -1, 0, 1, 2, None}
    assert len(levels) - levels.count(None) >= 50
    assert 2 * sum(not line.issues for line in lines) > len(lines) >= 250
    assert {line.commitment for line in lines} <= set(COMMITMENTS)
    assert {line.voice for line in lines} <= _FORMS.keys()
    assert {line.bloc for line in lines} <= {place for o in WORLD.offices for place in (o.bloc, o.country)}


@pytest.mark.parametrize("language", LANGUAGES)
def test_labelled_words_stand_in_their_text(language):
    rows = own_rows(f"attribution-{language}")

    assert rows
    for row in rows:
        for wanted in row["expect"]:
            assert places(row["text"], wanted["content"])
            assert wanted["source"] in row["text"]


def test_pairs_have_a_relation_a_direction_that_fits_and_words_of_their_article():
    rows = own_rows("pairs")
    cases = [own_case(row) for row in rows]

    assert len({case.id for case in cases}) == len(cases) >= 150
    assert {case.label for case in cases} == set(RELATIONS)
    assert all(case.alert == (case.label in CHANGES) for case in cases)
    assert all(case.quote is None or case.quote in case.article.text for case in cases)
    assert {row["direction"] for row in rows if row["relation"] == "hardens"} == {"harder"}
    assert {row["direction"] for row in rows if row["relation"] == "softens"} == {"softer"}


def test_claims_apart_are_in_five_languages_and_beside_others_that_the_same_articles_move():
    rows = own_rows("apart")
    cases = [own_case(row) for row in rows]
    apart = [case for case in cases if case.label == "unrelated"]

    assert len({case.id for case in cases}) == len(cases)
    assert len(apart) >= 50
    assert {case.article.language for case in apart} == set(LANGUAGES)
    assert sum(case.position.issue in CODES for case in apart) >= 30
    assert all(case.alert and case.quote in case.article.text for case in cases if case not in apart)
    assert {case.article.title for case in apart} == {case.article.title for case in cases}


def test_the_articles_for_speed_have_the_length_they_are_quoted_with():
    relevant, irrelevant = (archived(row, where="articles") for row in own_rows("articles"))

    assert 700 <= len(relevant.text.split()) <= 800
    assert 700 <= len(irrelevant.text.split()) <= 800
