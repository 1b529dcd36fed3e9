"""Where claim and words take a side of a configured issue, reading is asked too: it seldom takes a refusal for its contrary."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from monitor.compare.side_votes import NO_VOTE, common_side

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.compare import Comparison

_HIGH, _LOW, _MIDDLE = (0.0, 0.0, 0.05, 0.15, 0.8), (0.8, 0.15, 0.05, 0.0, 0.0), (0.0, 0.1, 0.8, 0.1, 0.0)


def test_the_same_side_of_an_issue_is_plus_and_the_other_minus() -> None:
    same, other = common_side({"SAN": _HIGH}, {"SAN": _HIGH}), common_side({"SAN": _HIGH}, {"SAN": _LOW})
    assert (same.issue, same.vote) == ("SAN", pytest.approx(0.905))
    assert (other.issue, other.vote) == ("SAN", pytest.approx(-0.9))


def test_the_middle_is_the_same_as_the_middle_and_against_nothing() -> None:
    assert common_side({"SAN": _MIDDLE}, {"SAN": _MIDDLE}).vote == pytest.approx(0.64)
    assert common_side({"SAN": _MIDDLE}, {"SAN": _HIGH}).vote == pytest.approx(0.04 + 0.095 - 0.095)


def test_the_issue_on_which_both_are_surest_decides_and_without_one_there_is_no_side() -> None:
    claim = {"SAN": _HIGH, "AID": _HIGH}
    assert common_side(claim, {"SAN": _MIDDLE, "AID": _LOW}).issue == "AID"
    assert common_side(claim, {"ENE": _HIGH}) == common_side({}, {"SAN": _HIGH}) == NO_VOTE


@pytest.mark.slow
@pytest.mark.parametrize(
    ("claim", "actor", "issue", "said", "relation"),
    [
        (
            "Relations with Russia will not return to what they were.",
            "NATO Secretary General / Rutte",
            "REL",
            "There is no way back to business as usual with Russia, Mark Rutte told reporters in Brussels.",
            "reaffirms",
        ),
        (
            "Germany supports Ukraine with weapons.",
            "German chancellor / Merz",
            "AID",
            "Bundeskanzler Friedrich Merz sagte, Deutschland werde die Ukraine weiter mit Waffen unterstützen.",
            "reaffirms",
        ),
        (
            "Sanctions against Russia must stay in force.",
            "EU High Representative / Kallas",
            "SAN",
            "Kaja Kallas said the sanctions against Russia should be lifted this year.",
            "contradicts",
        ),
    ],
    ids=["a negation of another kind", "in German", "the other side"],
)
def test_what_reading_sees_is_believed(
    compare: Callable[..., Comparison], claim: str, actor: str, issue: str, said: str, relation: str
) -> None:
    found = compare(said, claim=claim, actor=actor, issue=issue)
    assert found.relation == relation, found.reason
    assert f"side of {issue} " in found.reason


@pytest.mark.slow
def test_a_denial_told_in_german_is_heard_and_turned(compare: Callable[..., Comparison]) -> None:
    text = "Kremlsprecher Dmitri Peskow hat Berichte zurückgewiesen, wonach Russland hinter der Sabotage in der Ostsee steckt."
    claim = "Russia is not behind the sabotage in the Baltic Sea."
    found = compare(text, claim=claim, actor="Kremlin / Peskov", issue="HYB", language="de")
    assert not found.alert, found.reason


@pytest.mark.slow
def test_a_joke_takes_no_side(compare: Callable[..., Comparison]) -> None:
    claim, actor = "Turkey will not give up its Russian air defence system.", "Turkish president / Erdoğan"
    serious = '"We are giving up the Russian air defence system," Recep Tayyip Erdoğan said.'
    joke = '"We are giving up the Russian air defence system," Recep Tayyip Erdoğan joked over dinner.'
    assert compare(serious, claim=claim, actor=actor).relation == "contradicts"
    found = compare(joke, claim=claim, actor=actor)
    assert found.relation == "discusses"
    assert found.reason.endswith("they are told as a joke")
