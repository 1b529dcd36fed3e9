"""Whom a second model is asked about, and what two judgements come to."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from monitor.config import load_config
from monitor.reading import join, question_of, refusal, unasked, without_opinion
from monitor.reading.cues.stance import UNSURE
from monitor.reading.judging.second_opinion import sharpened
from monitor.shifts.seeds import ANYWHERE, EXACT, NEIGHBOUR
from monitor.types import LEVELS, Opinion, Rules
from monitor.types.rules import CONFUSION
from tests.builders import article, statement

DAY = datetime(2025, 9, 8, 12, 0, tzinfo=UTC)
ARTICLE = article("The minister said that contacts can be resumed. More.", published=DAY, seen=DAY)
SIDE = statement(level=2, levels=(0.02, 0.02, 0.02, 0.15, 0.79))
OPEN = statement(level=None, abstained=True, levels=UNSURE, weight=0.21)
RULES = Rules()


def opinion(level, **changes):
    said = Opinion(
        model="judge-7b", issue="DIA", level=level, quote="can be resumed", reason="it says so", votes=2, asked=3
    )
    return replace(said, **changes)


def joined(given, other):
    return join(given, other, first="rules", confusion=CONFUSION)


@pytest.mark.parametrize("given", [SIDE, OPEN])
def test_a_statement_that_could_raise_an_alert_alone_is_asked_about(given):
    assert refusal(given, ARTICLE, rules=RULES) is None


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"issue": None, "levels": None}, "no issue"),
        ({"office": None}, "no followed office"),
        ({"speaker_level": 3}, "speaker level 3"),
        ({"nested": True}, "inside another's words"),
        ({"commitment": "question"}, "a question"),
        ({"commitment": "denied"}, "a reported denial"),
        ({"weight": 0.0}, "weighs nothing"),
        ({"level": 0}, "in the middle of the axis"),
        ({"said_at": DAY - timedelta(days=15)}, "stale"),
        ({"abstained": True, "level": None, "issue_score": 0.55}, "no clear issue"),
    ],
)
def test_what_could_raise_none_is_not_asked_about(changes, words):
    assert refusal(replace(SIDE, **changes), ARTICLE, rules=RULES) == words


def test_a_backlog_is_not_asked_about():
    assert refusal(SIDE, replace(ARTICLE, backlog=True), rules=RULES) == "known from a backlog"


def test_by_hand_only_what_asserts_nothing_on_an_issue_is_left_out():
    assert unasked(replace(SIDE, office=None, speaker_level=0, level=0)) is None
    assert unasked(replace(SIDE, nested=True)) == "inside another's words"


def test_a_model_on_the_same_side_sharpens_by_its_confusion():
    after = joined(SIDE, opinion(2))

    assert after.levels == pytest.approx(sharpened(SIDE.levels, 2, CONFUSION))
    assert after.levels[4] > SIDE.levels[4]
    assert sum(after.levels) == pytest.approx(1)
    assert (after.level, after.abstained, after.weight) == (2, False, SIDE.weight)


def test_the_milder_level_of_the_same_side_draws_towards_itself():
    after = joined(replace(SIDE, levels=(0.03, 0.03, 0.04, 0.4, 0.5)), opinion(1))

    assert after.level == 1


@pytest.mark.parametrize("said", [-2, -1, 0, None])
def test_a_model_on_another_side_leaves_the_level_open_and_says_so(said):
    after = joined(SIDE, opinion(said))

    assert (after.level, after.abstained, after.levels) == (None, True, UNSURE)
    assert after.weight == pytest.approx(SIDE.weight * 0.3)
    assert "the models disagree on the side (+2, " in after.reasons[-1]


def test_another_issue_or_a_question_leaves_the_level_open_too():
    assert joined(SIDE, opinion(2, issue="SAN")).reasons[-1] == "the models disagree on the issue (DIA, SAN): abstained"
    assert joined(SIDE, opinion(2, issue=None)).abstained
    assert joined(SIDE, opinion(2, commitment="question")).abstained


def test_a_level_that_only_the_second_read_counts_as_far_as_its_confusion_lets_it():
    after = joined(OPEN, opinion(2))

    assert (after.level, after.abstained) == (2, False)
    assert after.levels[4] == pytest.approx(
        0.15 * 0.73 / (0.15 * 0.03 + 0.2 * 0.03 + 0.3 * 0.03 + 0.2 * 0.105 + 0.15 * 0.73)
    )
    assert after.weight == pytest.approx(OPEN.weight / 0.3)


def test_two_models_that_see_no_side_leave_it_open():
    after = joined(OPEN, opinion(None))

    assert (after.level, after.abstained, after.weight) == (None, True, OPEN.weight)


@pytest.mark.parametrize("said", [2, -2, None])
def test_both_judgements_are_kept_with_the_names_of_their_models(said):
    after = joined(SIDE, opinion(said))

    assert [kept.model for kept in after.opinions] == ["rules", "judge-7b"]
    assert (after.opinions[0].level, after.opinions[0].levels) == (SIDE.level, SIDE.levels)
    assert after.opinions[1].level == said
    assert any(reason.startswith("by rules: DIA +2 (0.02 ") for reason in after.reasons)
    assert any(reason.startswith("by judge-7b: DIA ") and "2 of 3 answers" in reason for reason in after.reasons)
    assert after.reasons[: len(SIDE.reasons)] == SIDE.reasons


def test_without_an_answer_the_judgement_stands_and_says_that_it_is_alone():
    after = without_opinion(SIDE, "no connection")

    assert after == replace(SIDE, reasons=(*SIDE.reasons, "no second opinion: no connection"))


def test_the_confusion_that_ships_is_the_readers_own():
    for true, row in zip(LEVELS, CONFUSION, strict=True):
        beside = [level for level in LEVELS if abs(level - true) == 1]
        wanted = [
            ANYWHERE / 5 + (EXACT if said == true else NEIGHBOUR / len(beside) if said in beside else 0)
            for said in LEVELS
        ]
        assert row == pytest.approx(wanted)


def test_a_question_shows_public_words_only_and_their_line_breaks_as_spaces():
    world = load_config(Path(__file__).parents[2] / "config").world
    text = "A title. The minister\nsaid that  contacts can be resumed. " + "More. " * 400
    given = statement(start=9, end=58, text=text[9:58])

    question = question_of(given, article(text, id="a7", published=DAY), world=world)

    assert question.statement == "The minister said that contacts can be resumed."
    assert question.statement in question.context
    assert len(question.context) < 700
    assert (question.speaker, question.office, question.published) == (
        "Sergei Lavrov",
        world.office("RU-MFA").name,
        date(2025, 9, 8),
    )
    assert question.axis == world.issue("DIA").axis
    assert question.ref == "a7 [9:58]"


def test_two_opinions_that_leave_each_other_no_chance_are_joined_all_the_same():
    never = [[1.0 if row == column else 0.0 for column in range(5)] for row in range(5)]
    levels = sharpened((0.0, 0.0, 0.0, 1.0, 0.0), 2, never)
    assert sum(levels) == pytest.approx(1.0)
    assert levels[3] == pytest.approx(levels[4])
    assert max(levels[:3]) < 0.001
