"""Quality floors on our own simple cases. The even half was tuned on; only the odd half says anything about new cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

from monitor.cli.inputs import as_article
from monitor.compare import parse_position
from monitor.compare.found import CHANGES
from monitor.feeds import parse_archive_line

if TYPE_CHECKING:
    from monitor.compare import Comparer, Comparison
    from monitor.types import Article

CASES = [json.loads(line) for line in Path(__file__).with_name("pairs.jsonl").read_text("utf-8").splitlines()]
HELD_OUT = CASES[1::2]


class Answered(NamedTuple):
    wanted: str
    article: Article
    found: Comparison


@pytest.fixture(scope="module")
def answers(comparer: Comparer) -> list[Answered]:
    answered = []
    for case in HELD_OUT:
        position = parse_position(case["position"], where=case["id"])
        article = as_article(parse_archive_line(case["article"], where=case["id"]))
        answered.append(Answered(case["relation"], article, comparer.compare(position, article)))
    return answered


def test_two_of_three_held_out_cases_get_the_right_relation(answers: list[Answered]) -> None:
    right = sum(a.wanted == a.found.relation for a in answers)
    assert right >= 2 / 3 * len(answers), f"{right} of {len(answers)}"


def test_alerts_of_held_out_cases_reach_an_f1_of_080(answers: list[Answered]) -> None:
    hits = sum(a.wanted in CHANGES and a.found.alert for a in answers)
    raised, wanted = sum(a.found.alert for a in answers), sum(a.wanted in CHANGES for a in answers)
    assert 2 * hits / (raised + wanted) >= 0.80, f"{hits} right, {raised} raised, {wanted} wanted"


def test_right_answers_are_surer_than_wrong_ones(answers: list[Answered]) -> None:
    right = [a.found.confidence for a in answers if a.wanted == a.found.relation]
    wrong = [a.found.confidence for a in answers if a.wanted != a.found.relation]
    assert sum(right) / len(right) > sum(wrong) / max(len(wrong), 1)


def test_every_quotation_stands_in_its_article_word_for_word(answers: list[Answered]) -> None:
    quotes = [(quote, a.article.text) for a in answers for quote in a.found.evidence]
    assert quotes
    assert all(text[quote.start : quote.end] == quote.quote for quote, text in quotes)


def test_no_quotation_is_a_question(answers: list[Answered]) -> None:
    assert not [q.quote for a in answers for q in a.found.evidence if q.quote.rstrip('”"» ').endswith("?")]


def test_every_answer_but_unrelated_has_evidence(answers: list[Answered]) -> None:
    assert all(bool(a.found.evidence) == (a.found.relation != "unrelated") for a in answers)


def test_cases_are_balanced_over_the_two_halves() -> None:
    count = {relation: sum(c["relation"] == relation for c in CASES) for relation in {c["relation"] for c in CASES}}
    assert all(2 * sum(c["relation"] == relation for c in HELD_OUT) == n for relation, n in count.items())
    assert len(CASES) >= 90
