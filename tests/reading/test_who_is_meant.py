"""Who is meant by a name behind a leading word, by a pronoun after a quotation, and by an institution that signs."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from judging import attributed


def speakers(text: str, language: str = "en", **changes: object) -> list[str | None]:
    """Who speaks in `text`, in its order."""
    found = attributed(text, language, **changes)
    return [attribution.speaker for attribution in found]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "{} Ishan Verma, the spokesman, said that no call had taken place.", "Ishan Verma, the spokesman"),
        ("en", "{} Ishan Verma said that no call had taken place.", "Ishan Verma"),
        ("en", "{} the ministry said that no call had taken place.", "the ministry"),
    ],
)
@pytest.mark.parametrize("lead", ["Thus", "So", "Then", "Yet", "Still", "Meanwhile", "Later", "Instead"])
def test_a_word_that_leads_the_sentence_is_no_part_of_the_name(
    lead: str, language: str, text: str, speaker: str
) -> None:
    assert speakers(text.format(lead), language) == [speaker]


@pytest.mark.parametrize("lead", ["Так", "Затем", "Потом", "Тогда", "Далее", "Наконец"])
def test_a_russian_word_that_leads_the_sentence_is_no_part_of_the_name(lead: str) -> None:
    assert speakers(f"{lead} Андрей Сидоров заявил, что звонка не было.", "ru") == ["Андрей Сидоров"]


@pytest.mark.parametrize("lead", ["Так", "Потім", "Тоді", "Далі"])
def test_a_ukrainian_word_that_leads_the_sentence_is_no_part_of_the_name(lead: str) -> None:
    assert speakers(f"{lead} Андрій Сидоренко заявив, що дзвінка не було.", "uk") == ["Андрій Сидоренко"]


def test_the_next_pronoun_means_the_name_without_its_leading_word() -> None:
    assert speakers('Instead Ishan Verma kept to his notes. "There was no call of any kind," he said.') == [
        "Ishan Verma"
    ]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        (
            "en",
            'The man said that nothing had changed.\n\nTo a crowd in Nova Varos, Radovan Petric, who likes long words, was brief. "In a fortnight people will vote, and nobody will stop them," he shouted.',
            "Radovan Petric",
        ),
        (
            "en",
            'Sergei Lavrov flew in from Nova Varos on Monday. "They will vote all the same," he said.',
            "Sergei Lavrov",
        ),
        (
            "en",
            'Mrs. Hartmann spoke after Mr. Petric and the clerk. "They will vote all the same," she said.',
            "Mrs. Hartmann",
        ),
        (
            "ru",
            "Мужчина сказал, что ничего не изменилось.\n\nПеред толпой в Нови-Вароше Радован Петрич, любитель длинных слов, был краток. «Через две недели люди проголосуют, и никто их не остановит», — крикнул он.",
            "Радован Петрич",
        ),
        (
            "ru",
            "В Уфе Глеб Савранский обошёл цеха. «Через две недели люди проголосуют», — сказал он.",
            "Глеб Савранский",
        ),
    ],
)
def test_a_pronoun_after_a_quotation_means_the_subject_right_before_and_no_place(
    language: str, text: str, speaker: str
) -> None:
    assert speakers(text, language)[-1] == speaker


def test_a_place_behind_a_preposition_is_nobody_whom_a_pronoun_means() -> None:
    assert speakers('Anna Kern talked in Nova Varos. "They will vote all the same," she said.') == ["Anna Kern"]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "The NATO Council said that the door stays open.", "NATO (the alliance)"),
        ("en", "NATO's North Atlantic Council said that the door stays open.", "NATO (the alliance)"),
        ("ru", "Североатлантический совет НАТО заявил, что дверь открыта.", "NATO (the alliance)"),
        ("uk", "Північноатлантична рада заявила, що двері відчинені.", "NATO (the alliance)"),
        ("de", "Der Nordatlantikrat erklärte, dass die Tür offen bleibe.", "NATO (the alliance)"),
        ("fr", "Le Conseil de l'Atlantique Nord a déclaré que la porte restait ouverte.", "NATO (the alliance)"),
        ("en", "The envoys met at NATO. The Council said that the door stays open.", "The Council"),
        ("ru", "Послы встретились в НАТО. Совет заявил, что дверь открыта.", "Совет"),
    ],
)
def test_the_north_atlantic_council_speaks_for_the_alliance_and_no_other_council(
    language: str, text: str, speaker: str
) -> None:
    assert speakers(text, language) == [speaker]


@pytest.mark.parametrize(
    ("signed", "speaker"),
    [
        ("the North Atlantic Council", "NATO (the alliance)"),
        ("Friends of the North Atlantic Council", "Friends of the North Atlantic Council"),
    ],
)
def test_a_statement_is_of_the_institution_that_signs_it(signed: str, speaker: str) -> None:
    text = "We condemn the attack on our Ally. We will defend every inch of our territory."
    title = f"Statement by {signed} on the attack"
    assert set(speakers(text, title=title, primary=True, outlet="An office")) == {speaker}


def test_what_an_outlet_says_of_itself_is_not_of_the_government_named_before_it() -> None:
    text = (
        "Dmitry Peskov said that Moscow was ready to keep the strait open. The paper said that it stood by its story."
    )
    assert [found.speaker for found in attributed(text, "en")][-2:] == ["The paper", "The paper"]


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "A spokesman for Vladimir Putin said that no call had taken place.", "A spokesman for Vladimir Putin"),
        ("en", "An adviser to Putin said that no call had taken place.", "An adviser to Putin"),
        (
            "de",
            "Ein Berater von Wladimir Putin sagte, es habe kein Gespräch gegeben.",
            "Ein Berater von Wladimir Putin",
        ),
        (
            "fr",
            "Un conseiller de Vladimir Poutine a dit que rien n'avait eu lieu.",
            "Un conseiller de Vladimir Poutine",
        ),
    ],
)
def test_whose_man_somebody_is_does_not_speak_through_him(language: str, text: str, speaker: str) -> None:
    assert speakers(text, language) == [speaker]


def test_the_president_is_the_one_whom_the_text_is_about() -> None:
    text = "President Emmanuel Macron spoke with Vladimir Putin today. The President said that he wanted a ceasefire."
    assert speakers(text)[-1] == "Emmanuel Macron"


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        (
            "fr",
            "Les sources au port ont déclaré que tout irait bien. Elles ont déclaré que rien ne manquait.",
            "Les sources au port",
        ),
        (
            "ru",
            "Источники в Брюсселе сообщили, что переговоры начнутся в мае. Они заявили, что никто не опоздал.",
            "Источники в Брюсселе",
        ),
        (
            "uk",
            "Джерела в Брюсселі повідомили, що переговори почнуться у травні. Вони заявили, що ніхто не запізнився.",
            "Джерела в Брюсселі",
        ),
        (
            "uk",
            "Європейські дипломати в Брюсселі повідомили, що переговори почнуться у травні. Вони заявили, що ніхто не запізнився.",
            "Європейські дипломати в Брюсселі",
        ),
        (
            "ru",
            "Источник в Брюсселе сообщил, что переговоры начнутся в мае. Они заявили, что никто не опоздал.",
            "Они",
        ),
        (
            "ru",
            "Минобороны Нагории сообщило, что переговоры начнутся в мае. Они заявили, что никто не опоздал.",
            "Они",
        ),
        ("en", "The witness said that talks would begin in May. They said that nobody was late.", "They"),
        ("en", "The judge's aides sat down. The judge said that she had time. They said that nobody was late.", "They"),
    ],
)
def test_they_means_a_role_in_the_plural_wherever_it_stands_in_its_sentence(
    language: str, text: str, speaker: str
) -> None:
    assert speakers(text, language)[-1] == speaker


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        ("en", "The guests sat in Rio. Peskov said that talks would begin.", "Dmitry Peskov"),
        ("en", "The guests met in May. Lavrov said that talks would begin.", "Sergei Lavrov"),
        ("ru", "Гости сидели в Уфе. Песков сказал, что переговоры начнутся.", "Dmitry Peskov"),
        ("de", "Die Gäste kamen im Mai. Peskow sagte, dass die Gespräche beginnen.", "Dmitry Peskov"),
        ("en", "D. Peskov said that talks would begin.", "Dmitry Peskov"),
        ("en", "P. Peskov said that talks would begin.", "P. Peskov"),
        ("ru", "Дм. Песков сказал, что переговоры начнутся.", "Dmitry Peskov"),
        ("ru", "Ол. Песков сказал, что переговоры начнутся.", "Ол. Песков"),
        ("ru", "«Гости придут завтра в десять утра», — сказал ген. Сидоров.", "ген. Сидоров"),
        ("ru", "«Гости придут завтра в десять утра», — сказал зам. директора Сидоров.", "зам. директора Сидоров"),
        ("uk", "«Гості прийдуть завтра о десятій», — сказав ген. Сидоренко.", "ген. Сидоренко"),
        ("en", "A Feb. 1 letter from the ministry said that talks would begin.", "A Feb. 1 letter from the ministry"),
        (
            "en",
            "Q: When do they begin?\n\nCol. Pat Lee: In May.\n\nQ: And then?\n\nCol. Pat Lee: We wait.",
            "Col. Pat Lee",
        ),
    ],
)
def test_a_full_stop_parts_a_name_from_what_stands_before_it_where_it_ends_a_sentence(
    language: str, text: str, speaker: str
) -> None:
    assert speakers(text, language)[-1] == speaker


def test_a_title_with_full_stops_is_held_against_the_dates_of_office_as_one_without() -> None:
    later = datetime(2026, 3, 9, tzinfo=UTC)
    for title in ("US President", "U.S. President"):
        (said,) = attributed(f"{title} Joe Biden said that the door was open.", "en", seen=later, published=later)
        assert f"unknown outlet, role conflict (text says {title}) 0.4" in said.reasons
