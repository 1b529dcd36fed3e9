"""Whole articles: transcripts, addresses, readouts, roles, weights."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from monitor.reading.actors.gazetteer import Gazetteer
from monitor.reading.attribution.attribute import attribute_article
from monitor.reading.text.clean import find_furniture
from monitor.types import MergeRules
from monitor.types.reading import ROLE_CONFLICT
from tests.builders import article, reading_world

if TYPE_CHECKING:
    from monitor.reading.attribution.attribute import Attributed
    from monitor.types import Article

WORLD = reading_world()
GAZETTEER = Gazetteer(WORLD)
SEED = Path(__file__).parents[2].parent / "shared" / "seed"


def read(found: Article, language: str = "en") -> Attributed:
    return attribute_article(
        found,
        world=WORLD,
        gazetteer=GAZETTEER,
        rules=MergeRules(),
        language=language,
        furniture=find_furniture(found.text),
    )


def kremlin(text: str, **changes: object) -> Article:
    return article(text, outlet="kremlin.ru/en", url="http://en.kremlin.ru/events/1", primary=True, **changes)


def kyiv(text: str, **changes: object) -> Article:
    return article(text, outlet="president.gov.ua/en", primary=True, **changes)


LABELLED = (
    "The two leaders met in the Kremlin. * * * President of Russia Vladimir Putin: Good afternoon, colleagues. "
    "We will not accept any missiles near our borders, and we have said so many times before. <…> Question: Will there be a war? "
    "Vladimir Putin: We do not want it. I hope that our partners will listen to what we have put on paper. "
    "Chancellor of Germany Olaf Scholz (retranslated): We see it differently. Every country chooses its alliances freely."
)


def said_by(found: Attributed, text: str) -> dict[str, str]:
    return {text[a.start : a.end]: a.speaker or "" for a in found.attributions}


def test_labels_inside_a_line_start_turns() -> None:
    words = said_by(read(kremlin(LABELLED)), LABELLED)
    assert (
        words["We will not accept any missiles near our borders, and we have said so many times before."]
        == "Vladimir Putin"
    )
    assert words["Will there be a war?"] == "Question"
    assert words["I hope that our partners will listen to what we have put on paper."] == "Vladimir Putin"
    assert words["Every country chooses its alliances freely."] == "Olaf Scholz"


def test_the_outlets_own_side_speaks_as_primary_and_a_guest_is_quoted() -> None:
    voices = {a.actor: a.voice for a in read(kremlin(LABELLED)).attributions if a.actor}
    assert voices == {"putin": "primary", "scholz": "quoted"}


def test_questions_ask() -> None:
    asked = [a for a in read(kremlin(LABELLED)).attributions if a.asks]
    assert [LABELLED[a.start : a.end] for a in asked] == ["Will there be a war?"]


def test_labels_at_line_starts_in_capitals() -> None:
    text = (
        "THE PRESIDENT:  We stand by our allies.  That will not change, whatever happens in the months to come.\n\n"
        "Q    Sir, are you worried?\n\nTHE PRESIDENT:  No, I am not worried about it at all, and nobody should be.\n"
    )
    found = read(article(text, outlet="The White House", url="https://www.whitehouse.gov/1", primary=True))
    assert {a.speaker for a in found.attributions} == {"Joe Biden", "Q"}
    assert found.genre == "transcript"


def test_russian_labels() -> None:
    text = (
        "Вопрос: Будут ли переговоры?\n\nС.В.Лавров: Мы готовы к разговору, но условия прежние. Их знают все наши партнёры, и менять их мы не будем.\n\n"
        "Вопрос: А если Запад откажется?\n\nС.В.Лавров: Значит, подождём. Время у нас есть, терпения тоже хватает.\n"
    )
    found = read(article(text, outlet="mid.ru", primary=True), "ru")
    assert {a.speaker for a in found.attributions if not a.asks} == {"Sergei Lavrov"}
    assert sum(a.asks for a in found.attributions) == 2


def test_an_address_belongs_to_the_holder_of_the_outlets_office() -> None:
    text = (
        "Dear Ukrainians! Today I spoke with our partners. We will not give up our land. I thank everyone who helps us."
    )
    found = read(kyiv(text, title="Address by the President of Ukraine"))
    assert {(a.actor, a.office, a.voice, a.form, a.weight) for a in found.attributions} == {
        ("zelensky", "UA-President", "primary", "transcript", 1.0)
    }


def test_an_article_the_speaker_wrote_himself_is_his_own_words() -> None:
    text = "The door of the alliance stays open. Our answer to threats is unity, and it will remain so for years."
    found = read(article(text, title="Opinion: the door is open", author="Jens Stoltenberg", outlet="Financial Times"))
    assert [(a.actor, a.weight > 0.5) for a in found.attributions] == [("stoltenberg", True), ("stoltenberg", True)]


def test_other_peoples_opinion_weighs_nothing() -> None:
    found = read(article("Lavrov said the door was shut.", title="Opinion: the end of an era"))
    assert [a.weight for a in found.attributions] == [0.0]


def test_a_readout_in_the_third_person_reports() -> None:
    text = (
        "Volodymyr Zelensky had a phone call with Olaf Scholz. The President emphasized that air defence is the priority. "
        "Olaf Scholz expressed readiness to help. The President thanked Germany for its support."
    )
    found = read(kyiv(text, title="Phone call"))
    assert [(a.actor, a.voice) for a in found.attributions] == [
        ("zelensky", "reported"),
        ("scholz", "reported"),
        ("zelensky", "reported"),
    ]
    assert "primary source 1" in found.attributions[0].reasons


def test_a_message_is_its_senders_words() -> None:
    text = 'The message reads, in part:"Our countries have a long friendship, and I expect it to grow."'
    (found,) = read(kremlin(text, title="Greetings")).attributions
    assert (found.actor, found.form) == ("putin", "direct")


def test_passing_on_what_others_claim_counts_less() -> None:
    text = (
        "My fellow citizens! I speak to you today about peace. They say we want war, and I tell you that we want peace."
    )
    found = read(kyiv(text, title="Address by the President of Ukraine"))
    assert [a.weight for a in found.attributions] == [1.0, 1.0, 0.3]


def test_who_left_office_speaks_for_no_office() -> None:
    late = datetime(2025, 10, 3, 12, tzinfo=UTC)
    (found,) = read(article("Jens Stoltenberg said the alliance must hold.", published=late)).attributions
    assert (found.actor, found.office, found.speaker_level) == ("stoltenberg", None, 0)


def test_the_office_is_that_of_the_day_it_was_said() -> None:
    late = datetime(2025, 10, 3, 12, tzinfo=UTC)
    (found,) = read(
        article("In January 2023 Jens Stoltenberg said the alliance must hold.", published=late)
    ).attributions
    assert (found.office, found.weight) == ("NATO-SG", 0.0)


def test_the_table_knows_better_than_the_text_who_is_former() -> None:
    text = "Former Russian Foreign Minister Sergei Lavrov said the old level of cooperation may not return."
    (found,) = read(article(text, outlet="socialbites")).attributions
    assert found.office == "RU-MFA"
    assert any("role conflict" in reason for reason in found.reasons)
    assert found.marks == {ROLE_CONFLICT}
    assert found.weight == pytest.approx(0.7 * 0.4)


def roles_denied(text: str, **changes: object) -> list[str]:
    """The reasons of the last attribution in `text` that object to the speaker's role."""
    found = read(article(text, **changes)).attributions[-1]
    return [reason for reason in found.reasons if "role conflict" in reason]


@pytest.mark.parametrize(
    "text",
    [
        "Biden spoke with President Vladimir Putin of Russia. President Biden said that arms were needed.",
        "Biden spoke with the President of Ukraine. Biden said that arms were needed.",
        "After talks with the Ukrainian President, Biden said that arms were needed.",
        "He sent troops for the U.S. President Putin said that an answer would follow.",
        "The ex-Soviet republic wants arms but German Chancellor Olaf Scholz said that none would be sent.",
        "Once a former finance minister: German Chancellor Olaf Scholz said that no arms would be sent.",
        "Bismarck's former admirer Olaf Scholz said that no arms would be sent.",
        "Байден говорил с президентом России. Президент Байден заявил, что оружие нужно.",
    ],
)
def test_a_role_is_doubted_only_where_the_text_gives_it_to_the_speaker(text: str) -> None:
    language = "ru" if text.startswith("Б") else "en"
    found = read(article(text, published=datetime(2022, 3, 10, 12, tzinfo=UTC)), language).attributions[-1]
    assert found.actor in ("biden", "putin", "scholz")
    assert not any("role conflict" in reason for reason in found.reasons)


@pytest.mark.parametrize(
    "text",
    [
        "Former German Chancellor Olaf Scholz said that no arms would be sent.",
        "Former chancellor Olaf Scholz said that no arms would be sent.",
        "Ukrainian President Olaf Scholz said that no arms would be sent.",
    ],
)
def test_a_role_that_the_table_denies_is_doubted(text: str) -> None:
    assert roles_denied(text, published=datetime(2022, 3, 10, 12, tzinfo=UTC))


def test_a_role_is_that_of_the_day_of_the_article_or_of_the_saying() -> None:
    late = datetime(2025, 10, 3, 12, tzinfo=UTC)
    assert roles_denied("German Chancellor Olaf Scholz said that no arms would be sent.", published=late)
    assert not roles_denied(
        "In March 2022 German Chancellor Olaf Scholz said that no arms would be sent.", published=late
    )


@pytest.mark.parametrize(
    ("outlet", "factor"),
    [("Reuters", 0.9), ("RT", 0.9), ("BBC", 0.8), ("socialbites", 0.5), ("A blog", 0.4)],
)
def test_the_outlet_is_part_of_the_weight(outlet: str, factor: float) -> None:
    (found,) = read(article("Sergei Lavrov said the talks were over.", outlet=outlet)).attributions
    assert found.weight == pytest.approx(0.7 * factor)


def test_a_state_outlet_is_an_ordinary_one_for_others_officials() -> None:
    (found,) = read(article("Jens Stoltenberg said the talks were over.", outlet="RT", country="RU")).attributions
    assert "national press 0.8" in found.reasons


def test_languages_that_are_not_read_give_nothing() -> None:
    assert read(article("Ławrow powiedział, że rozmowy się skończyły."), "pl").attributions == ()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "   \n",
        ":",
        "“",
        "said",
        "Lavrov:",
        "— сказал он",
        "Q",
        "Putin said",
        "according to",
        "zufolge",
        "selon",
        "so",
        "a-t-il dit",
        "– сказав",
        "»",
    ],
)
@pytest.mark.parametrize("language", ["en", "ru", "uk", "de", "fr"])
def test_odd_texts_say_nothing(text: str, language: str) -> None:
    assert read(kremlin(text), language).attributions == ()


@pytest.mark.real
def test_the_seed_article_gives_its_positions_and_no_teaser() -> None:
    if not SEED.is_dir():
        pytest.skip("the seed article is not beside the repository (../shared/seed)")
    text = next(SEED.glob("*.txt")).read_text(encoding="utf-8")
    found = read(article(text, outlet="socialbites"))
    speakers = {a.actor for a in found.attributions if a.actor}
    assert {"stoltenberg", "lavrov", "putin"} <= speakers
    assert not any(
        "Avengers" in text[a.start : a.end] or "Former Ukrainian" in text[a.start : a.end] for a in found.attributions
    )
    lavrov = next(a for a in found.attributions if a.actor == "lavrov")
    assert (lavrov.office, any("role conflict" in reason for reason in lavrov.reasons)) == ("RU-MFA", True)
    experts = [a for a in found.attributions if a.speaker in ("Analysts", "commentators")]
    assert experts
    assert all(a.speaker_level == 0 for a in experts)
