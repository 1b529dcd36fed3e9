"""The same words of something else: what is about other theatres does nothing to a claim that means none of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from monitor.compare.apart import part
from monitor.compare.found import ComparedPosition, Passage

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from monitor.compare import Comparison

SANCTIONS = "The sanctions on Russia must stay."


def kept(sentences: Sequence[str], claim: str = SANCTIONS, *, configured: bool = True) -> list[str]:
    passages = [Passage(start=n, end=n + 1, text=text, speaker="X", own=1.0) for n, text in enumerate(sentences)]
    position = ComparedPosition(actor="EU", issue=None, claim=claim, date=None)
    return [passage.text for passage in part(passages, position, frozenset({"eu"}), configured=configured).kept]


@pytest.mark.parametrize(
    "sentence",
    [
        "The European Union will lift its sanctions on Syria.",
        "ЕС отменит санкции против Сирии.",
        "ЄС скасує санкції проти Сирії.",
        "Die EU hebt die Sanktionen gegen Syrien auf.",
        "L'Union lève les sanctions contre la Syrie.",
        "Iran has asked the United States to lift sanctions.",
    ],
)
def test_what_is_about_another_theatre_is_apart(sentence: str) -> None:
    assert kept([sentence]) == []


@pytest.mark.parametrize(
    "sentence",
    [
        "The sanctions on Russia and Iran will be lifted.",
        "We lift the sanctions, as in Syria.",
        "The sanctions will be lifted.",
        "We lift the sanctions on Belarus.",
        "As long as malign attacks go on, the sanctions will never be eased.",
        "Ми мали досить терпіння, санкції лишаються.",
        "Irakli Kobakhidze wants the sanctions lifted.",
    ],
)
def test_what_names_those_meant_or_nobody_elsewhere_is_not(sentence: str) -> None:
    assert kept([sentence]) == [sentence]


def test_what_goes_on_about_it_is_apart_until_others_are_named() -> None:
    goes_on = ["We lift the sanctions on Syria.", "They hinder rebuilding.", "It may open its banks."]
    assert kept([*goes_on, "Russia is another matter.", "There they stay."]) == [
        "Russia is another matter.",
        "There they stay.",
    ]
    assert kept([*goes_on, "The weather was good."]) == ["The weather was good."]
    assert kept(["We have lifted the sanctions on Syria.", "Now all the sanctions must go."]) == [
        "Now all the sanctions must go."
    ]
    assert kept(["We fly home from Kabul.", "The sanctions must stay."]) == ["The sanctions must stay."]


def test_a_claim_that_means_another_theatre_or_nobody_in_particular_keeps_all() -> None:
    said = ["Israel agrees to a ceasefire."]
    assert kept(said, "The fighting in Gaza must stop.") == said
    assert kept(["Grain goes to Egypt."], "More grain will be sold.", configured=False) == ["Grain goes to Egypt."]


def test_the_answer_names_whose_affairs_the_words_are(compare: Callable[..., Comparison]) -> None:
    found = compare(
        "BRUSSELS - The European Union will suspend its sanctions on Syria for a year, Josep Borrell said on Monday.",
        actor="Josep Borrell",
        issue="SAN",
        claim="Sanctions on Russia must be tightened.",
    )
    assert found.relation == "unrelated"
    assert found.reason.startswith("the actor speaks of Syria, which the claim does not mean")
