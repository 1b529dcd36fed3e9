"""An actor who speaks of something else than the claim does nothing to it, whatever the network makes of his words."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from monitor.compare.elsewhere import Topics, issues_elsewhere, shares_content
from monitor.compare.found import Passage, Ranked
from monitor.compare.side_votes import NO_VOTE, Sides

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.compare import Comparison

_NOTHING = frozenset[str]()


def sides(claimed: set[str], *on: set[str]) -> Sides:
    return Sides(tuple(NO_VOTE for _ in on), frozenset(claimed), tuple(map(frozenset, on)), read=True)


def ranked(similarity: float) -> Ranked:
    passage = Passage(start=0, end=9, text="Some words", speaker="Somebody", own=1.0)
    return Ranked(passage=passage, similarity=similarity, shared=0.0, relevance=0.0)


def test_words_on_other_issues_than_the_named_one_are_elsewhere() -> None:
    assert issues_elsewhere(sides({"ENE"}, {"FOR"}, set()), Topics("ENE", frozenset({"AID"}))) == ("AID", "FOR")


def test_words_on_none_of_the_issues_are_elsewhere_where_one_was_named() -> None:
    assert issues_elsewhere(sides(set(), set()), Topics("ENE", _NOTHING)) == ()
    assert issues_elsewhere(sides({"ENE"}, set()), Topics(None, _NOTHING)) is None


def test_one_word_on_the_named_issue_or_the_claims_is_enough_whoever_says_it() -> None:
    assert issues_elsewhere(sides({"ENE"}, {"FOR"}, {"ENE"}), Topics("ENE", _NOTHING)) is None
    assert issues_elsewhere(sides({"SAN"}, {"FOR"}), Topics("ENE", frozenset({"SAN"}))) is None


def test_without_a_named_issue_only_statements_as_the_service_finds_them_tell() -> None:
    assert issues_elsewhere(sides({"ENE"}, {"FOR"}), Topics(None, _NOTHING)) is None
    assert issues_elsewhere(sides({"ENE"}, {"FOR"}), Topics(None, frozenset({"AID"}))) == ("AID", "FOR")
    assert issues_elsewhere(sides(set(), {"FOR"}), Topics(None, frozenset({"AID"}))) is None


@pytest.mark.parametrize(
    ("claim", "shared"),
    [
        ("Russian gas must flow again.", True),
        ("Europe and Russia are at war with Ukraine.", False),
        ("France recognises Norway.", False),
    ],
    ids=["what", "who and where in the lexicon", "states that the lexicon lacks"],
)
def test_who_and_where_is_no_content(claim: str, shared: bool) -> None:
    text = "France and Norway told Ukraine and Europe that Russia wages war over gas."
    assert shares_content(claim, ["Title", text], [ranked(0.1)]) is shared


def test_a_passage_near_by_its_vector_alone_is_on_the_claim_in_any_language() -> None:
    assert shares_content("Gas must flow.", ["Nichts davon"], [ranked(0.1), ranked(0.44)])
    assert not shares_content("Gas must flow.", ["Nichts davon"], [ranked(0.43)])


@pytest.mark.slow
@pytest.mark.parametrize(
    ("claim", "actor", "issue", "said"),
    [
        (
            "Deutschland liefert der Ukraine keine Marschflugkörper.",
            "Johann Wadephul",
            "AID",
            "Außenminister Johann Wadephul sagte in Brasília, Deutschland werde mehr Fachkräfte aus Brasilien aufnehmen.",
        ),
        (
            "L'Europe devra reparler à Vladimir Poutine.",
            "Emmanuel Macron",
            "DIA",
            "En visite à Tallinn, Emmanuel Macron a proposé de créer un pôle européen de drones. Il a promis que la France y mettrait deux cents millions d'euros.",
        ),
    ],
    ids=["on none of the issues", "on another issue"],
)
def test_words_about_something_else_are_no_contradiction(
    compare: Callable[..., Comparison], claim: str, actor: str, issue: str, said: str
) -> None:
    found = compare(said, claim=claim, actor=actor, issue=issue)
    assert (found.relation, found.evidence) == ("unrelated", ()), found.reason
