"""Language by the text, with the feed's word where the text is short; genre by address, title and cues."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from monitor.reading.text.genre import find_genre
from monitor.reading.text.language import UNSURE, detect_language
from monitor.types import READ_LANGUAGES
from tests.builders import article

ENGLISH = "The foreign minister told reporters that talks on the treaty would go on next week in the capital. " * 4
RUSSIAN = "Министр иностранных дел сообщил журналистам, что переговоры о договоре продолжатся на следующей неделе. " * 4
UKRAINIAN = (
    "Міністр закордонних справ повідомив журналістам, що переговори щодо угоди триватимуть наступного тижня. " * 4
)
SHORT = tomllib.loads(Path(__file__).with_name("short_texts.toml").read_text(encoding="utf-8"))
GERMAN = "Der Außenminister sagte vor Journalisten, dass die Gespräche in der nächsten Woche fortgesetzt werden. " * 4


@pytest.mark.parametrize(("text", "code"), [(ENGLISH, "en"), (RUSSIAN, "ru"), (UKRAINIAN, "uk"), (GERMAN, "de")])
def test_a_long_text_decides_for_itself(text: str, code: str) -> None:
    assert detect_language(text, declared="en" if code != "en" else "ru") == code


@pytest.mark.parametrize(("text", "declared"), [("Lavrov: no return", "en-US"), ("Лавров: возврата нет", "ru")])
def test_a_short_text_is_in_the_feeds_language(text: str, declared: str) -> None:
    assert detect_language(text, declared=declared) == declared[:2]


@pytest.mark.parametrize(
    ("text", "declared", "code"),
    [
        ("Лавров: повернення не буде, її вже немає", "ru", "uk"),
        ("Лавров: возврата не будет, это решено", "uk", "ru"),
        ("Лаўроў: вяртання не будзе", "ru", "be"),
        ("Der Kanzler sagte, dass es nicht so ist", None, "de"),
        ("Le président a dit que ce n'est pas pour nous", None, "fr"),
        ("The minister said that it is not for them", None, "en"),
    ],
)
def test_letters_and_small_words_settle_short_texts(text: str, declared: str | None, code: str) -> None:
    assert detect_language(text, declared=declared) == code


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("Захарова раскритиковала Макрона", "ru"),
        ("Медведев назвал Макрона трусом", "ru"),
        ("Захарова ответила Рютте", "ru"),
        ("Макрон закликав до паузи", "uk"),
        ("Рютте попередив Москву", "uk"),
    ],
)
def test_a_verb_of_saying_tells_the_language_of_a_few_words(text: str, code: str) -> None:
    assert detect_language(text, declared=None) == code


@pytest.mark.parametrize(
    "text", ["Захарова разкритикува Макрон", "Медведев запретио Европи", "Захарова го критикуваше Макрон"]
)
def test_a_few_words_of_a_neighbour_are_not_taken_for_russian(text: str) -> None:
    assert detect_language(text, declared=None) not in READ_LANGUAGES


def test_long_quotations_in_another_language_do_not_decide() -> None:
    text = f"{UKRAINIAN} «{RUSSIAN}» {UKRAINIAN} «{RUSSIAN}»"
    assert detect_language(text, declared=None) == "uk"


def test_the_feeds_word_does_not_overrule_the_script() -> None:
    assert detect_language("Путин предупредил НАТО", declared="en") != "en"


def read_as(texts: dict[str, list[str]], declared: str | None) -> list[tuple[str, str]]:
    """Of each text its language, and the one it is taken for."""
    return [(code, detect_language(text, declared=declared or None)) for code in texts for text in texts[code]]


def test_short_texts_in_the_feeds_language_are_all_read() -> None:
    for code, texts in SHORT["read"].items():
        assert {detect_language(text, declared=code) for text in texts} == {code}


@pytest.mark.parametrize(
    ("declared", "at_most"), [(None, 1), ("es", 1), ("en", 8), ("fr", 9), ("de", 7), ("ru", 7), ("uk", 5)]
)
def test_short_texts_in_other_languages_are_not_read_whatever_the_feed_says(declared: str | None, at_most: int) -> None:
    found = read_as(SHORT["foreign"], declared)

    assert len(found) == 190
    assert sum(taken in READ_LANGUAGES for _, taken in found) <= at_most


@pytest.mark.parametrize("declared", [None, "es"])
def test_a_feed_that_says_nothing_or_something_else_hides_few_short_texts(declared: str | None) -> None:
    found = read_as(SHORT["read"], declared)

    assert len(found) == 150
    assert sum(taken != code for code, taken in found) <= 12
    assert sum(taken in READ_LANGUAGES for code, taken in found if taken != code) == 0


@pytest.mark.parametrize("names", ["Stoltenberg, Rutte", "Sergei Lavrov", "Ursula von der Leyen", "NATO"])
def test_names_alone_do_not_speak_against_the_feed(names: str) -> None:
    assert detect_language(names, declared="en") == "en"
    assert detect_language("2026", declared=None) == UNSURE


@pytest.mark.parametrize(
    ("url", "title", "genre"),
    [
        ("https://paper.example/opinion/2023/why", "Why it matters", "opinion"),
        ("https://paper.example/world/1", "Opinion: the door is shut", "opinion"),
        ("https://paper.example/mneniya/1", "Мнение: дверь закрыта", "opinion"),
        ("https://paper.example/satire/1", "Tank asks for directions", "satire"),
        ("https://paper.example/world/1", "Ministers meet", "news"),
        ("https://zeitung.example/kommentar/1", "Warum es zählt", "opinion"),
        ("https://zeitung.example/welt/1", "Gastbeitrag: Die Tür ist zu", "opinion"),
        ("https://zeitung.example/satire/1", "Panzer fragt nach dem Weg", "satire"),
        ("https://journal.example/tribunes/1", "Pourquoi cela compte", "opinion"),
        ("https://journal.example/monde/1", "Tribune : la porte est fermée", "opinion"),
        ("https://journal.example/monde/2", "Parodie : un char demande sa route", "satire"),
        ("https://gazeta.example/2", "Колонка Степана Ветрова", "opinion"),
        ("https://gazeta.example/3", "Колонка главного редактора. О дверях", "opinion"),
        ("https://gazeta.example/4", "Мнение", "opinion"),
        ("https://gazeta.example/5", "Колонка Степана Вітрова", "opinion"),
        ("https://gazeta.example/6", "Колонка бронетехники вошла в город", "news"),
        ("https://gazeta.example/7", "Колонка Вооружённых Сил вошла в город", "news"),
        ("https://gazeta.example/8", "Мнение НАТО изменилось", "news"),
        ("https://gazeta.example/columns/1", "Чому це важливо", "opinion"),
        ("https://gazeta.example/news/1", "Колонка: двері зачинені", "opinion"),
        ("https://gazeta.example/news/2", "Сатира: танк питає дорогу", "satire"),
    ],
)
def test_genre_by_address_and_title(url: str, title: str, genre: str) -> None:
    assert find_genre(article("Text.", url=url, title=title), has_turns=False) == genre


def test_speaker_labels_make_a_transcript() -> None:
    assert find_genre(article("Text."), has_turns=True) == "transcript"


def test_a_satirical_site_says_so_in_its_text() -> None:
    assert find_genre(article("A tale.\nThis article is satire."), has_turns=False) == "satire"


@pytest.mark.parametrize(
    ("text", "genre"),
    [
        ("Колонка Степана Ветрова\n\nДверь закрыта.", "opinion"),
        ("МНЕНИЕ\nДверь закрыта.", "opinion"),
        ("Opinion | The door is shut\n\nIt is.", "opinion"),
        ("Gastbeitrag: Die Tür ist zu\n\nSie ist es.", "opinion"),
        ("Дверь закрыта.\n\nКолонка Степана Ветрова", "news"),
        ("Мнение. " + "Длинный абзац о дверях, в котором никто ничего не говорит. " * 2, "news"),
    ],
)
def test_a_first_line_that_says_so_is_opinion(text: str, genre: str) -> None:
    assert find_genre(article(text, title="Doors"), has_turns=False) == genre


def test_an_officials_own_site_has_no_opinion_pages() -> None:
    own = article("Text.", url="https://ministry.example/opinion/1", primary=True)
    assert find_genre(own, has_turns=False) == "news"
