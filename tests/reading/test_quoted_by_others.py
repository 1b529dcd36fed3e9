"""Quotations that others pass on as somebody's words."""

from __future__ import annotations

import pytest
from judging import attributed

EN = "Sergei Lavrov took the floor third. “We will not go there until the firing stops,” "
RU = "Сергей Лавров взял слово третьим. «Мы туда не поедем, пока там стреляют», — "
UK = "Сергій Лавров узяв слово третім. «Ми туди не поїдемо, доки там стріляють», — "


def speakers(text: str, language: str) -> list[str | None]:
    found = attributed(text, language)
    return [attribution.speaker for attribution in found]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", f"{EN}participants quoted him as saying."),
        ("en", f"{EN}the agency quoted Lavrov as saying on Monday."),
        ("ru", f"{RU}передали его слова участники."),
        ("ru", f"{RU}цитирует его ТАСС."),
        ("ru", f"{RU}приводит слова Лаврова РИА Новости."),
        ("ru", f"{RU}привели слова министра иностранных дел России Сергея Лаврова в агентстве."),
        ("ru", "ТАСС передаёт слова Лаврова: «Мы туда не поедем, пока там стреляют»."),
        ("ru", "Агентство цитирует Лаврова: «Мы туда не поедем, пока там стреляют»."),
        ("uk", f"{UK}передали його слова учасники."),
        ("uk", f"{UK}цитує його агентство."),
    ],
)
def test_they_are_his_whose_words_they_are(language: str, text: str) -> None:
    assert speakers(text, language) == ["Sergei Lavrov"]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("ru", f"{RU}передаёт ТАСС.", "ТАСС"),
        ("ru", f"{RU}передал он журналистам.", "Sergei Lavrov"),
        ("ru", "Участники спорили. «Мы туда не поедем, пока там стреляют», — передал Дмитрий Песков.", "Dmitry Peskov"),
        ("en", "“We will not go there until the firing stops,” Dmitry Peskov said, and quoted him.", "Dmitry Peskov"),
    ],
)  # fmt: skip
def test_who_passes_on_nobodys_words_speaks_himself(language: str, text: str, speaker: str) -> None:
    assert speakers(text, language)[:1] == [speaker]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("ru", "«Туда мы не поедем», — возразил Кремль устами Пескова.", "Dmitry Peskov"),
        ("ru", "Кремль устами пресс-секретаря президента Пескова заявил, что встречи не будет.", "Dmitry Peskov"),
        (
            "ru",
            "МИД России устами официального представителя Марии Захаровой заявил, что встречи не будет.",
            "Maria Zakharova",
        ),
        ("uk", "Кремль вустами Дмитра Пєскова заявив, що зустрічі не буде.", "Dmitry Peskov"),
        ("ru", "«Глаголет истина устами младенца», — сказал Лавров.", "Sergei Lavrov"),
        ("ru", "Ложь, произнесённая устами Пескова, заявил Лавров, никого не убедит.", "Sergei Lavrov"),
    ],
)
def test_a_house_speaks_by_the_mouth_of_somebody(language: str, text: str, speaker: str) -> None:
    assert speakers(text, language) == [speaker]
