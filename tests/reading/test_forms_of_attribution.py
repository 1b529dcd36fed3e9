"""Forms in which somebody is told to say something that no plain "X said" shows: "for X it is clear", "nor does X see", "it said", an infinitive or a topic that leads, several named together, a veto."""

from __future__ import annotations

import pytest
from judging import attributed


def told(text: str, language: str) -> list[tuple[str | None, str]]:
    """Who is followed and said what, without what stands inside another's words."""
    found = attributed(text, language)
    return [(each.actor or each.office, text[each.start : each.end]) for each in found if not each.nested]


@pytest.mark.parametrize(
    ("language", "text", "who", "words"),
    [
        ("en", "For Warsaw the matter is clear: sanctions must stay.", "PL-GOV", "sanctions must stay"),
        ("en", "For Warsaw, it is clear that sanctions must stay.", "PL-GOV", "sanctions must stay"),
        ("en", "But for Donald Tusk the question is settled: sanctions must stay.", "tusk", "sanctions must stay"),
        ("de", "Für Warschau ist der Fall klar: Die Sanktionen müssen bleiben.", "PL-GOV", "Die Sanktionen müssen bleiben"),
        ("de", "Für Boris Pistorius steht fest, dass die Sanktionen bleiben.", "pistorius", "die Sanktionen bleiben"),
        ("fr", "Pour Paris, l'affaire est entendue : les sanctions doivent rester.", "FR-GOV", "les sanctions doivent rester"),
        ("fr", "Pour Varsovie, il est clair que les sanctions doivent rester.", "PL-GOV", "les sanctions doivent rester"),
        ("ru", "Для Варшавы вопрос ясен: санкции должны остаться.", "PL-GOV", "санкции должны остаться"),
        ("ru", "Для Кремля всё очевидно: переговоров не будет.", "RU-Kremlin-Spokesperson", "переговоров не будет"),
        ("uk", "Для Варшави питання ясне: санкції мають залишитися.", "PL-GOV", "санкції мають залишитися"),
    ],
)  # fmt: skip
def test_what_is_clear_to_somebody_is_his(language: str, text: str, who: str, words: str) -> None:
    assert told(text, language) == [(who, words)]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "For a week the sky was clear: no drone came."),
        ("en", "For Warsaw the way is long."),
        ("de", "Für Warschau war der Himmel klar und kalt."),
        ("ru", "Для Варшавы погода обычная."),
    ],
)
def test_what_is_clear_and_no_matter_is_nobodys(language: str, text: str) -> None:
    assert [who for who, _ in told(text, language) if who] == []


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("Nor does the United States regard membership for Ukraine as realistic.", "US-GOV"),
        ("Neither did Germany see any reason to lift the sanctions.", "DE-GOV"),
    ],
)
def test_a_negation_before_the_subject_belongs_to_what_is_told(text: str, who: str) -> None:
    assert told(text, "en") == [(who, text.rstrip("."))]


@pytest.mark.parametrize(
    ("text", "who"),
    [
        ("NATO will not send troops to Ukraine, it said in a statement.", "NATO"),
        ("The Russian defence ministry had no targets in Poland, it said in a note.", "RU-MoD"),
        ("The Russian defence ministry denied the strike. Ukraine had fired itself, it said.", "RU-MoD"),
        ("Schools were shut, it said.", None),
    ],
)
def test_it_is_the_house_that_spoke_last_or_that_the_sentence_is_about(text: str, who: str | None) -> None:
    assert told(text, "en")[-1][0] == who


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("ru", "Признавать Крым российским Киев отказался.", "UA-GOV"),
        ("uk", "Визнавати Крим російським Київ відмовився навіть обговорювати.", "UA-GOV"),
    ],
)
def test_an_infinitive_may_lead_and_is_told_with_its_refusal(language: str, text: str, who: str) -> None:
    assert told(text, language) == [(who, text.rstrip("."))]


def test_those_named_together_are_the_subject_of_a_later_verb_too() -> None:
    text = "Прем'єри Польщі, Угорщини та Чехії не приїхали й уголос сказали, що санкції треба зберегти."
    assert [who for who, _ in told(text, "uk")] == ["morawiecki", "orban", "fiala"]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        (
            "Владимир Путин выступил в Москве. Про отправку войск сказал так: последствия будут тяжёлыми.",
            "последствия будут тяжёлыми",
        ),
        (
            "Владимир Путин выступил в Москве. Досталось и американцам: говорить с ними, сказал он, бессмысленно, и встреч не будет.",
            "говорить с ними, сказал он, бессмысленно, и встреч не будет",
        ),
    ],
)
def test_words_without_a_subject_and_words_that_he_said_interrupts(text: str, words: str) -> None:
    assert ("putin", words) in told(text, "ru")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        ("В тот же день бывший посол в НАТО Пётр Ставицкий напомнил, что дорога закрыта.", "Пётр Ставицкий"),
        ("Представительница Британии напомнила, что дорога закрыта.", "Представительница Британии"),
    ],
)
def test_the_house_that_somebody_is_sent_to_is_no_part_of_his_name(text: str, speaker: str) -> None:
    assert [each.speaker for each in attributed(text, "ru")] == [speaker]


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("ru", "Марк Рютте возложил на Москву ответственность за дроны.", "rutte"),
        ("uk", "Орбан наклав вето на санкції проти Росії.", "orban"),
        ("en", "Orban blocked the sanctions on Russia.", "orban"),
        ("fr", "Orban a mis son veto aux sanctions contre la Russie.", "orban"),
        ("de", "Orban blockierte die Sanktionen gegen Russland.", "orban"),
    ],
)
def test_a_veto_and_a_blame_are_heard(language: str, text: str, who: str) -> None:
    assert [speaker for speaker, _ in told(text, language)] == [who]
