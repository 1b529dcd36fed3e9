"""Ukrainian for a sentence encoder that was taught Russian only: spelt so, a sentence lies beside the Russian one that says the same."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

import numpy as np
import pytest

from monitor.models import open_embedder
from monitor.models.ukrainian import in_russian_spelling

# Each says the same in Ukrainian and in Russian.
_TOGETHER = (
    ("Переговори можливі лише після виведення військ.", "Переговоры возможны только после вывода войск."),
    ("Ми не визнаємо результатів цього референдуму.", "Мы не признаём результатов этого референдума."),
    ("Постачання зброї затягує війну.", "Поставки оружия затягивают войну."),
    ("Обмеження діятимуть, доки не змінять поведінку.", "Ограничения будут действовать, пока не изменят поведение."),
    ("Країна прагне стати членом Європейського Союзу.", "Страна стремится стать членом Европейского союза."),
    ("Ядерна зброя не повинна бути засобом шантажу.", "Ядерное оружие не должно быть средством шантажа."),
    ("Речник міністерства спростував повідомлення про перемир'я.", "Представитель министерства опроверг сообщения о перемирии."),
    ("Уряд просить про допомогу для прикордонних міст.", "Правительство просит о помощи для приграничных городов."),
    ("Нашу протиповітряну оборону треба посилити.", "Нашу противовоздушную оборону нужно усилить."),
    ("Обмін полоненими відбудеться наступного тижня.", "Обмен пленными состоится на следующей неделе."),
)  # fmt: skip


@pytest.mark.parametrize(
    ("ukrainian", "russian"),
    [
        ("Ми хочемо миру, але не будь-якою ціною.", "Мы хотим мира, но не любой ценой."),
        ("Президент заявив про наміри сусідів.", "Президент заявил о намерения соседей."),
        ("ЄС і НАТО", "ЕС и НАТО"),
        ("МЗС України", "МИД Украины"),
        ("Сергій, Андрій і Юрій", "Сергей, Андрей и Юрий"),
        ("перемир’я, перемирʼя і перемир'я", "перемирие, перемирие и перемирие"),
        ("Під час зміни влади", "Под время изменения власти"),
        ("Сторони визначили час: зустріч відбудеться в неділю", "Стороны определили время: встреча состоится в воскресенье"),
        ("Він виключив, що Білий дім міг наказати це", "Он исключил, что Белый дом мог приказать это"),
        ("Згодом зміна погоди завадила", "Позже изменение погоды завадила"),
    ],
)  # fmt: skip
def test_words_are_spelt_as_in_russian(ukrainian: str, russian: str) -> None:
    assert in_russian_spelling(ukrainian) == russian


def test_of_a_russian_text_only_the_ukrainian_words_are_respelt() -> None:
    assert in_russian_spelling("Об этом сказать просили власти, пишет «Українська правда».") == (
        "Об этом сказать просили власти, пишет «Украинская правда»."
    )


@pytest.mark.parametrize(
    "text", ["", "Мы готовы к переговорам.", "Sanctions stay, as agreed in Brest-Litovsk.", "12,5 %"]
)
def test_what_has_no_letter_of_ukrainians_own_stays_as_it_is(text: str) -> None:
    assert in_russian_spelling(text) == text


def test_every_sentence_lies_nearest_to_the_russian_one_that_says_the_same() -> None:
    vectors = open_embedder().embed([text for pair in _TOGETHER for text in pair])
    near = vectors[::2] @ vectors[1::2].T
    assert near.argmax(axis=1).tolist() == list(range(len(_TOGETHER)))
    assert np.median(near.diagonal()) > 0.75


def test_no_letter_of_ukrainians_own_is_left() -> None:
    spelt = [in_russian_spelling(ukrainian) for ukrainian, _ in _TOGETHER]
    assert not re.findall("[іїєґ'’]", " ".join(spelt), re.IGNORECASE)


def test_every_entry_can_be_met() -> None:
    content = resources.files("monitor.models").joinpath("ukrainian.toml").read_text(encoding="utf-8")
    tables = tomllib.loads(content)
    entries = [(table, word) for table in ("beginnings", "endings", "stems", "words") for word in tables[table]]
    assert {word for _, word in entries if word != word.casefold() or re.search("[’ʼ]", word)} == set()
    assert {stem for stem in tables["stems"] if len(stem) < 3} == set()
    alike = "".join(tables["letters"])
    assert {v for table, word in entries if re.search(f"[{alike}]", v := tables[table][word])} == set()
