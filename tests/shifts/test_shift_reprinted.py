"""Old words in a new article, and the same words in two languages."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from monitor.shifts.merge import shingles_of, twin
from monitor.shifts.reprinted import first_heard
from tests.shifts.shift_world import MFA_THR, RULES, START, Desk, place, position, said, sure

DAY = timedelta(days=1)
QUOTE = "We are ready to resume the talks about security in Europe at any time and without any conditions at all."
RUNS = shingles_of((QUOTE,), 8)


def quoting(number: int, level: int = 2, **changes: object):
    at = START + number * DAY
    words = {"shingles": RUNS, "evidence": (place(f"a{number}", QUOTE, at),), "origins": ("Owner A", "Owner B")}
    return said(number, level, at, **(words | changes))


def heard(utterance, *older):
    return first_heard(utterance, older, RULES.merge)


def test_words_heard_long_before_are_old_whatever_the_article_says() -> None:
    assert heard(quoting(40), quoting(10), quoting(20)) == quoting(10)


@pytest.mark.parametrize(
    "changes",
    [
        {"primary": True},
        {"quiet": True},
        {"shingles": RUNS[:4]},
        {"shingles": (*RUNS, *range(10))},
        {"evidence": (place("a40", QUOTE, START, voice="reported"),)},
    ],
    ids=["own page", "backlog", "set phrase", "with much that is new", "paraphrase"],
)
def test_what_is_not_plainly_an_old_quotation_is_news(changes) -> None:
    assert heard(quoting(40, **changes), quoting(10)) is None


def test_what_was_heard_in_the_last_two_weeks_is_still_news() -> None:
    assert heard(quoting(40), quoting(30)) is None


def test_an_old_quotation_reported_again_raises_nothing_by_itself(monkeypatch) -> None:
    desk = Desk(position())
    desk.hear(*(said(number, -1, quiet=True) for number in range(30)))
    remember = desk.memory
    monkeypatch.setattr(desk, "memory", lambda u: remember(u)._replace(older=(quoting(-300),)))
    weighed = desk.hear(quoting(40))
    assert desk.alerts == {}
    assert "the same words were heard on 2024-05-07" in " ".join(weighed.notes)
    monkeypatch.setattr(desk, "memory", remember)
    desk.hear(quoting(41, shingles=()))
    assert len(desk.alerts) == 1


def in_russian(number: int = 10, level: int = 2, **changes: object):
    at = START + number * DAY
    evidence = (place(f"ru{number}", "Мы готовы возобновить переговоры", at, language="ru"),)
    return said(number, level, at, **({"evidence": evidence, "shingles": (1, 2)} | changes))


def alike(_one: str, _other: str, /) -> float:
    return 0.8


def merged(other, likeness=alike):
    return twin(other, (quoting(10),), RULES.merge, likeness) is not None


def test_the_same_words_in_another_language_are_one_utterance() -> None:
    assert merged(in_russian())
    assert merged(in_russian(11, 1))


@pytest.mark.parametrize(
    "changes",
    [
        {"number": 13},
        {"level": -1, "levels": sure(-1)},
        {"actor": "RU-MFA"},
        {"key": MFA_THR},
        {"evidence": (place("en10", "We are ready", START),)},
    ],
    ids=["days later", "other level", "other speaker", "other issue", "same language"],
)
def test_nearness_alone_makes_nothing_one(changes) -> None:
    assert not merged(in_russian(**changes))


def test_what_an_outlet_made_of_it_may_be_read_a_level_off() -> None:
    retold = {"evidence": (place("en10", "Moscow is prepared to resume the talks", START, voice="reported"),)}
    assert merged(in_russian(level=1, levels=sure(1), **retold))
    assert not merged(in_russian(level=0, levels=sure(0), **retold))


def test_words_that_are_not_near_or_cannot_be_compared_stay_two() -> None:
    assert not merged(in_russian(), likeness=lambda _one, _other: 0.59)
    assert not merged(in_russian(), likeness=None)


def test_one_of_two_languages_keeps_both_quotations() -> None:
    desk = Desk(position(), likeness=alike)
    desk.hear(quoting(10), in_russian())
    (kept,) = desk.kept.values()
    assert {place.language for place in kept.evidence} == {"en", "ru"}
    assert replace(kept, evidence=()).copies == 2
