"""Who speaks against nobody's refusal, trades a thing away, leaves land or goes without help means what he says, not what its words alone look like."""

from __future__ import annotations

import pytest
from judging import attributed, quotation, shipped_world
from test_whose_wish import Sees

from monitor.reading import Judge
from monitor.reading.cues.rules import Excerpt, RuleReader
from monitor.reading.cues.second_turns import second_turn
from monitor.reading.cues.stance import peaked
from monitor.reading.cues.subjects import Speaker
from monitor.types.levels import sign_of


def seen(text: str, issue: str, bloc: str, language: str) -> int | None:
    """The side that the rules see in it; None where they see none."""
    excerpt = Excerpt(text=text, language=language, speaker=Speaker(bloc=bloc))
    stance = RuleReader(shipped_world(), None).read_given(excerpt, issue).stances[issue]
    return None if stance.abstained else sign_of(stance.level)


@pytest.mark.parametrize(
    ("text", "issue", "bloc", "language", "wanted"),
    [
        ("Nobody in NATO is against talks with Russia.", "DIA", "NATO", "en", 1),
        ("Nobody in NATO wants talks with Russia.", "DIA", "NATO", "en", -1),
        ("Никто не собирается снимать санкции с России.", "SAN", "EU", "ru", 1),
        ("We would trade NATO membership for a ceasefire.", "UKM", "UA", "en", -1),
        ("Мы готовы обменять членство в НАТО на перемирие.", "UKM", "UA", "ru", -1),
        ("Moscow is against Ukraine joining NATO.", "UKM", "RU", "en", -1),
        ("Мы против вступления Украины в НАТО.", "UKM", "RU", "ru", -1),
        ("Мы не против вступления Украины в ЕС.", "UKM", "RU", "ru", None),
        ("We will not withdraw our troops from Donbas.", "SET", "UA", "en", -1),
        ("We will withdraw our troops from Donbas.", "SET", "UA", "en", 1),
        ("Мы не выведем войска из Донбасса.", "SET", "UA", "ru", -1),
    ],
)
def test_the_rules_see_what_is_meant(text: str, issue: str, bloc: str, language: str, wanted: int | None) -> None:
    assert seen(text, issue, bloc, language) == wanted


def test_a_refusal_that_is_over_is_none() -> None:
    text = "Our refusal to talk to Moscow is over."
    judge = Judge(shipped_world(), None, Sees(peaked(-2, 0.95), "DIA"))
    (one,) = judge.judge(text, [quotation(text, "FR-GOV")], language="en", title="")
    assert one.level == 2


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Without Western weapons the front cannot be held.", "en"),
        ("Без западного оружия фронт не удержать.", "ru"),
    ],
)
def test_the_lack_of_what_all_rests_on_leaves_it_open(text: str, language: str) -> None:
    judge = Judge(shipped_world(), None, Sees(peaked(-2, 0.95), "AID"))
    judged = judge.judge(text, [quotation(text, "UA-President")], language=language, title="")
    assert {one.level for one in judged} == {None}


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Без західної зброї фронт не втримати.", "uk"),
        ("Ohne westliche Waffen sei die Front nicht zu halten.", "de"),
        ("Sans armes occidentales, le front ne tiendra pas.", "fr"),
    ],
)
def test_so_it_does_in_the_languages_of_the_network_alone(text: str, language: str) -> None:
    assert second_turn(text, language) is not None


def test_a_refusal_belongs_to_what_is_refused() -> None:
    text = "Moscow knows of Macron's refusal to talk to Putin."
    assert "refusal to talk to Putin" in [one.words(text) for one in attributed(text, "en") if one.actor == "macron"]
