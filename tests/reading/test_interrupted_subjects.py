"""Whose words they are where something stands between subject and verb: "X said" takes both, a listener, a place or another verb takes neither."""

from __future__ import annotations

import pytest
from judging import attributed


def told(text: str, language: str) -> list[tuple[str | None, str]]:
    found = attributed(text, language)
    return [(each.actor or each.office, text[each.start : each.end]) for each in found if not each.nested]


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        ("en", "Russia, Peskov said, is ready for talks.", "peskov"),
        ("en", "Russia, the Kremlin spokesman said on Monday, was ready for talks.", "peskov"),
        ("en", "Nobody in the Kremlin, Peskov said, wanted war.", "peskov"),
        ("en", "Ukraine, said Kuleba, will join NATO.", "kuleba"),
        ("en", "Russia, according to Peskov, is ready for talks.", "peskov"),
        ("ru", "Россия, сказал Песков, готова к переговорам.", "peskov"),
        ("ru", "Россия, по словам Пескова, готова к переговорам.", "peskov"),
        ("fr", "La Russie, a dit Peskov, est prête à des pourparlers.", "peskov"),
        ("fr", "La Russie, selon Peskov, est prête à des pourparlers.", "peskov"),
        ("de", "Russland, so Peskow, sei zu Gesprächen bereit.", "peskov"),
        ("uk", "Україна, сказав Кулеба, вступить до НАТО.", "kuleba"),
    ],
)
def test_the_whole_sentence_is_his_who_interrupts_it(language: str, text: str, who: str) -> None:
    assert told(text, language) == [(who, text.rstrip("."))]


def test_who_passes_on_what_another_said_leaves_it_his() -> None:
    assert told("Putin, according to Peskov, said that Russia was ready.", "en") == [("putin", "Russia was ready")]


@pytest.mark.parametrize(
    ("language", "text", "who"),
    [
        (
            "ru",
            "Официальный представитель МИД Мария Захарова, выступая в Москве, потребовала от европейцев снять санкции.",
            "zakharova",
        ),
        ("ru", "Министр Сергей Лавров, выступая в Минске, сказал журналистам, что санкции надо снять.", "lavrov"),
        (
            "uk",
            "Міністр закордонних справ Дмитро Кулеба, який був у Брюсселі, закликав ЄС ухвалити пакет санкцій.",
            "kuleba",
        ),
        (
            "de",
            "Der frühere Präsident Medwedew, heute Vizechef des Sicherheitsrates, sagte einer Zeitung, man warte ab.",
            "medvedev",
        ),
        ("fr", "Le ministre, Sergueï Lavrov, a souligné à Moscou que les sanctions devaient tomber.", "lavrov"),
        ("ru", "В Кремле новый этап расширения НАТО назвали угрозой.", "RU-Kremlin-Spokesperson"),
        ("ru", "Он встретился с Эмманюэлем Макроном, который заявил, что санкции надо усилить.", "macron"),
        ("uk", "Він зустрівся з Емманюелем Макроном, який заявив, що санкції треба посилити.", "macron"),
    ],
)
def test_no_listener_no_object_and_no_place_takes_the_words_of_him_who_is_named_first(
    language: str, text: str, who: str
) -> None:
    assert [speaker for speaker, _ in told(text, language)] == [who]


def test_the_second_of_two_verbs_has_the_subject_of_the_first() -> None:
    text = "Macron condamne l'agression russe et promet des missiles à l'Ukraine."
    assert told(text, "fr") == [("macron", "condamne l'agression russe"), ("macron", "promet des missiles à l'Ukraine")]
