"""Ways of naming a speaker beside the plain "X said": agreeing or not, «таковы слова X», the German present that looks like a participle."""

from __future__ import annotations

from functools import cache

import pytest
from judging import attributed, shipped_judge, shipped_world

from monitor.reading import Reader
from monitor.types import MergeRules
from tests.builders import article


@cache
def reader() -> Reader:
    return Reader(shipped_world(), judge=shipped_judge(), merge=MergeRules())


def told(text: str, language: str) -> list[tuple[str | None, str]]:
    """Who is followed and said what, without what stands inside another's words."""
    statements = reader().read(article(text, language=language)).statements
    return [(s.actor, text[s.start : s.end]) for s in statements if s.actor and not s.nested]


@pytest.mark.parametrize(
    ("text", "language", "actor", "words"),
    [
        ("Сибіга не згоден: санкції проти Росії треба посилити.", "uk", "sybiha", "санкції проти Росії треба посилити"),
        (
            "Зеленський не згоден із цим: «Санкції треба посилити».",
            "uk",
            "zelensky",
            "Санкції треба посилити",
        ),
        ("Макрон згоден: санкції проти Росії треба посилити.", "uk", "macron", "санкції проти Росії треба посилити"),
        ("Сибіга заперечив Орбану: санкції треба посилити.", "uk", "sybiha", "санкції треба посилити"),
        ("Захарова не согласна: переговоров с НАТО не будет.", "ru", "zakharova", "переговоров с НАТО не будет"),
        ("Лавров согласен с Орбаном: санкции надо отменить.", "ru", "lavrov", "санкции надо отменить"),
        ("Merz widerspricht: Die Sanktionen müssen bleiben.", "de", "merz", "Die Sanktionen müssen bleiben"),
        (
            "Macron n’est pas d’accord : les sanctions doivent rester.",
            "fr",
            "macron",
            "les sanctions doivent rester",
        ),
    ],
)
def test_who_agrees_or_not_and_says_so_behind_a_colon(text: str, language: str, actor: str, words: str) -> None:
    assert told(text, language) == [(actor, words)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Зеленський не згоден із планом.", "uk"),
        ("Песков не согласен с планом.", "ru"),
        ("Merz widerspricht dem Plan.", "de"),
    ],
)
def test_not_to_agree_without_words_is_nothing_said(text: str, language: str) -> None:
    assert told(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "actor", "words"),
    [
        ("Россия готова к диалогу с НАТО, таковы слова Грушко.", "ru", "grushko", "Россия готова к диалогу с НАТО"),
        ("«Россия готова к диалогу», — таковы слова Грушко.", "ru", "grushko", "Россия готова к диалогу"),
        ("Диалога с НАТО не будет. Таково мнение Лаврова.", "ru", "lavrov", "Диалога с НАТО не будет"),
        ("Санкції треба посилити, такі слова Сибіги.", "uk", "sybiha", "Санкції треба посилити"),
        ("Санкції треба посилити. Такою є позиція Сибіги.", "uk", "sybiha", "Санкції треба посилити"),
    ],
)
def test_such_are_his_words(text: str, language: str, actor: str, words: str) -> None:
    assert told(text, language) == [(actor, words)]


@pytest.mark.parametrize(
    "text",
    ["Таковы слова Грушко о диалоге с НАТО.", "Неизвестно, таковы ли слова Грушко.", "Таковы слова песни."],
)
def test_such_words_of_nothing_before_say_nothing(text: str) -> None:
    assert told(text, "ru") == []


@pytest.mark.parametrize(
    ("text", "actor", "words"),
    [
        (
            "Fico verurteilt die Sanktionen gegen Russland.",
            "fico",
            "verurteilt die Sanktionen gegen Russland",
        ),
        ("Fico verurteilt Sanktionen gegen Russland", "fico", "verurteilt Sanktionen gegen Russland"),
        ("Merz kritisiert die Pläne der Union.", "merz", "kritisiert die Pläne der Union"),
        ("Orban begrüßt Gespräche mit Moskau", "orban", "begrüßt Gespräche mit Moskau"),
        ("Merz lehnt Gespräche mit Moskau ab", "merz", "lehnt Gespräche mit Moskau ab"),
        ("Warschau verlangt, dass Kiew mehr Waffen bekommt.", "PL-GOV", "Kiew mehr Waffen bekommt"),
        ("Wiederholt verlangt Merz mehr Waffen.", "merz", "verlangt Merz mehr Waffen"),
        ("Merz betont, dass Kiew mehr Waffen bekommt.", "merz", "Kiew mehr Waffen bekommt"),
        ("Scholz erklärt: Kiew bekommt mehr Waffen.", "scholz", "Kiew bekommt mehr Waffen"),
        ("Kiew bekomme mehr Waffen, betont Merz.", "merz", "Kiew bekomme mehr Waffen"),
        ("Merz hat betont, dass Kiew mehr Waffen bekommt.", "merz", "Kiew mehr Waffen bekommt"),
    ],
)
def test_a_german_present_that_looks_like_a_participle(text: str, actor: str, words: str) -> None:
    assert told(text, "de") == [(actor, words)]


@pytest.mark.parametrize(
    "text",
    [
        "Fico wird für seine Haltung zu den Sanktionen kritisiert.",
        "Der russische Angriff wurde von Macron verurteilt.",
        "Die Sanktionen, von Fico verurteilt, bleiben in Kraft.",
        "Orban ist verurteilt.",
        "Merz, der den Angriff verurteilt, reist nach Kiew.",
        "Lawrow gab sich in Genf betont gelassen.",
        "Putin fühlt sich bestätigt.",
    ],
)
def test_a_german_participle_is_no_present(text: str) -> None:
    assert told(text, "de") == []


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Macron condamne l’attaque russe contre Kiev.", "condamne l’attaque russe contre Kiev"),
        ("Macron condamne les frappes russes", "condamne les frappes russes"),
        ("Macron rejette l’idée d’un gel du conflit.", "rejette l’idée d’un gel du conflit"),
    ],
)
def test_a_french_act_in_the_present(text: str, words: str) -> None:
    assert told(text, "fr") == [("macron", words)]


def test_a_minister_reports_and_a_diplomat_reserves() -> None:
    text = (
        "Станки будут заменены, доложил министр обороны Андрей Белоусов. Впрочем, он оговорился, что сроки не названы."
    )
    assert [(text[a.start : a.end], a.speaker) for a in attributed(text, "ru")] == [
        ("Станки будут заменены", "Andrei Belousov"),
        ("сроки не названы", "Andrei Belousov"),
    ]


@pytest.mark.parametrize("rest", ["", " näher", " öffentlich"])
def test_who_says_nothing_says_nothing(rest: str) -> None:
    assert attributed(f"Friedrich Merz reiste nach Riga. Zum Zaun äußerte er sich nicht{rest}.", "de") == ()


@pytest.mark.parametrize(
    ("denied", "words"),
    [
        ("hat Meldungen zurückgewiesen, wonach der Zaun abgebaut wird", "der Zaun abgebaut wird"),
        ("hat die Behauptung bestritten, der Zaun werde abgebaut", "der Zaun werde abgebaut"),
        ("habe Spekulationen entschieden zurückgewiesen, der Zaun werde abgebaut", "der Zaun werde abgebaut"),
        ("hat dementiert, dass der Zaun abgebaut wird", "der Zaun abgebaut wird"),
        ("hat am Montag in Riga bestritten, dass der Zaun abgebaut wird", "der Zaun abgebaut wird"),
        ("dementiert, dass der Zaun abgebaut wird", "der Zaun abgebaut wird"),
        ("wies am Montag entschieden zurück, dass der Zaun abgebaut werde", "der Zaun abgebaut werde"),
        ("stritt ab, dass der Zaun abgebaut wird", "der Zaun abgebaut wird"),
    ],
)
def test_a_german_denial(denied: str, words: str) -> None:
    text = f"Boris Pistorius {denied}."
    found = attributed(text, "de")
    assert [(text[a.start : a.end], a.speaker, a.denied) for a in found] == [(words, "Boris Pistorius", True)]


@pytest.mark.parametrize(
    "said", ["dementierte nicht, dass der Zaun abgebaut wird", "hat nicht bestritten, dass der Zaun abgebaut wird"]
)
def test_what_is_not_denied_is_no_german_denial(said: str) -> None:
    denial = said.replace(" nicht", "")
    assert [found.denied for found in attributed(f"Boris Pistorius {denial}.", "de")] == [True]
    assert not any(found.denied for found in attributed(f"Boris Pistorius {said}.", "de"))


@pytest.mark.parametrize(
    ("said", "words"),
    [
        ("a exclu tout départ tant que le pont est fermé", "a exclu tout départ tant que le pont est fermé"),
        ("a averti, alors que le pont est fermé, que le port fermerait", "le port fermerait"),
        ("a averti que le port fermerait avant que le pont n'ouvre", "le port fermerait avant que le pont n'ouvre"),
    ],
)
def test_a_french_clause_of_time_is_not_what_was_said(said: str, words: str) -> None:
    text = f"Emmanuel Macron {said}."
    assert [text[a.start : a.end] for a in attributed(text, "fr")] == [words]


@pytest.mark.parametrize(
    ("text", "actor", "words"),
    [
        ("Putin told Russia's defence chiefs that the war would go on.", "putin", "the war would go on"),
        ("Rutte told Poland's president on Monday that NATO would defend every inch.", "rutte", "NATO would defend every inch"),
        ("Russia wanted peace, Putin told the ministry's annual board meeting, and sat down.", "putin", "Russia wanted peace"),
        ("Lavrov said admitting Ukraine would mean war.", "lavrov", "admitting Ukraine would mean war"),
        ("Merz said Germany would help, admitting that sanctions had hurt.", "merz", "sanctions had hurt"),
    ],
)  # fmt: skip
def test_the_listener_and_what_is_admitted_to_a_club(text: str, actor: str, words: str) -> None:
    assert (actor, words) in told(text, "en")


@pytest.mark.parametrize(
    ("text", "actor", "words"),
    [
        ("Peskov was blunt: a list, he said, was not on the table.", "peskov", "a list, he said, was not on the table"),
        ("Lavrov no longer insists that the list be shortened.", "lavrov", "the list be shortened"),
        ("Lavrov no longer says that the list is too long.", "lavrov", "the list is too long"),
        ("Lavrov said nothing would change.", "lavrov", "nothing would change"),
        ("Lavrov said nothing in the list had changed.", "lavrov", "nothing in the list had changed"),
        ("Lavrov said little progress had been made.", "lavrov", "little progress had been made"),
    ],
)  # fmt: skip
def test_what_an_english_verb_reports_in_a_turn_of_its_own(text: str, actor: str, words: str) -> None:
    assert told(text, "en") == [(actor, words)]


def test_a_pronoun_behind_a_colon_is_the_one_before_it() -> None:
    text = "French Foreign Minister Stéphane Séjourné said that the list must grow. His counterpart, Antonio Tajani, disagreed: the list, he said, was long enough."
    assert [actor for actor, _ in told(text, "en")] == ["sejourne", "tajani"]


@pytest.mark.parametrize(
    "text",
    [
        "Lavrov said nothing about the missiles.",
        "Lavrov said nothing.",
        "Lavrov said little about the list, and left.",
        "Berlin will no longer say which weapons it sends.",
        "Lavrov no longer said how long the list was.",
    ],
)
def test_what_nobody_says_is_no_statement(text: str) -> None:
    assert told(text, "en") == []


@pytest.mark.parametrize(
    ("text", "language", "actor", "words"),
    [
        ("Lavrov was blunt when he came to Minsk: the list must grow.", "en", "lavrov", "the list must grow"),
        ("Merz remained firm: the list must grow.", "en", "merz", "the list must grow"),
        ("Petteri Orpo let slip, too, that the list must grow.", "en", "orpo", "the list must grow"),
        ("Kaja Kallas spoke of a list that must grow.", "en", "kallas", "spoke of a list that must grow"),
        ("Песков был краток: список надо расширить.", "ru", "peskov", "список надо расширить"),
        ("Список вышел во вторник. В Москве отозвался Юрий Ушаков: список, заметил он, надо расширить.", "ru", "ushakov", "список, заметил он, надо расширить"),
        ("Медведев, наоборот, советует дождаться списка.", "ru", "medvedev", "советует дождаться списка"),
        ("Орбан к письму не присоединился и вслух сказал, что список надо сократить.", "ru", "orban", "список надо сократить"),
        ("Путін на пресконференції жартував про погоду, а тоді запевнив: список треба розширити.", "uk", "putin", "список треба розширити"),
        ("Макрон перервав візит до Праги і вкотре запропонував список: «Його треба розширити».", "uk", "macron", "Його треба розширити"),
        ("Удар по складу Андрій Сибіга схарактеризував як помилку.", "uk", "sybiha", "схарактеризував як помилку"),
        ("Moskau ließ mitteilen, die Liste müsse wachsen.", "de", "RU-GOV", "die Liste müsse wachsen"),
        ("Merz blieb unmissverständlich: Die Liste muss wachsen.", "de", "merz", "Die Liste muss wachsen"),
        ("Merz wurde deutlich: „Die Liste muss wachsen.“", "de", "merz", "Die Liste muss wachsen."),
        ("Macron a été clair : la liste doit grandir.", "fr", "macron", "la liste doit grandir"),
    ],
)  # fmt: skip
def test_how_somebody_was_tells_that_he_speaks_where_a_colon_follows(
    text: str, language: str, actor: str, words: str
) -> None:
    assert told(text, language) == [(actor, words)]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Merz was optimistic about the list and the economy.", "en"),
        ("Lavrov spoke on Wednesday.", "en"),
        ("Песков был краток.", "ru"),
        ("Macron a été clair.", "fr"),
    ],
)
def test_how_somebody_was_is_nothing_said_by_itself(text: str, language: str) -> None:
    assert told(text, language) == []


def test_what_is_said_about_another_is_not_his() -> None:
    text = "Владимир Путин говорил о списке. Про идею Макрона сократить его он сказал так: это ошибка."
    assert told(text, "ru")[-1] == ("putin", "это ошибка")


def test_who_begins_a_sentence_behind_a_preposition_is_no_speaker() -> None:
    text = (
        'After Kyiv, Moscow. Viktor Orban\'s third trip began with a guard of honour. "The list must grow," he wrote.'
    )
    assert told(text, "en") == [("orban", "The list must grow")]


@pytest.mark.parametrize(
    ("text", "language", "actor"),
    [
        ("Lavrov no longer insists that the list be shortened.", "en", "lavrov"),
        ("Lavrov no longer insists on the shorter list.", "en", "lavrov"),
        ("The Kremlin no longer demands that the list be shortened.", "en", "RU-Kremlin-Spokesperson"),
        ("Biden is no longer pressing for a shorter list.", "en", "biden"),
        ("Владимир Путин больше не настаивает на сокращении списка.", "ru", "putin"),
        ("Володимир Путін більше не наполягає на скороченні списку.", "uk", "putin"),
    ],
)
def test_what_is_no_longer_asked_is_denied(text: str, language: str, actor: str) -> None:
    (found,) = attributed(text, language)
    assert (found.actor or found.office, found.denied) == (actor, True)


def test_what_is_no_longer_ruled_out_is_not_denied() -> None:
    (found,) = attributed("Biden no longer rules out a longer list.", "en")
    assert (found.actor, found.denied) == ("biden", False)


def test_a_french_quotation_ends_its_sentence_before_its_closing_mark() -> None:
    text = (
        "Macron a été clair : « La liste doit grandir. » Les ministres de la Suède et du Danemark ont demandé un délai."
    )
    assert told(text, "fr")[0] == ("macron", "La liste doit grandir.")


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The meeting with Putin was brief: the list was too long.", "en"),
        ("Macron's visit was brief: the list was too long.", "en"),
        ("Die Lage in Kiew ist klar: Die Liste muss wachsen.", "de"),
        ("L'accueil de Macron a été franc : la liste était longue.", "fr"),
        ("Ответ Лаврова был жёстким: список сократили.", "ru"),
        ("Відповідь Сибіги була жорсткою: список скоротили.", "uk"),
        ("Putin ließ Macron nicht wissen, dass die Liste wachsen muss.", "de"),
        ("Merz weigerte sich nicht, die Liste zu kürzen.", "de"),
    ],
)
def test_how_a_thing_was_tells_nobodys_words(text: str, language: str) -> None:
    assert told(text, language) == []


@pytest.mark.parametrize(
    "text",
    [
        "Lavrov met reporters. The list must not grow: that, he said, is a red line.",
        "Lavrov met reporters. The list must grow now: without it, he said, there will be no peace.",
    ],
)
def test_words_before_a_colon_that_are_said_stay_his(text: str) -> None:
    ((actor, words),) = told(text, "en")
    assert actor == "lavrov"
    assert words.startswith("The list must")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Peskov says nothing about the list has been agreed.", "nothing about the list has been agreed"),
        ("Putin said nothing to date had convinced him.", "nothing to date had convinced him"),
        ("Lavrov said little of the list would survive.", "little of the list would survive"),
    ],
)
def test_nothing_may_be_the_subject_of_what_is_said(text: str, words: str) -> None:
    assert [said for _, said in told(text, "en")] == [words]


@pytest.mark.parametrize(
    ("text", "language", "actor", "words"),
    [
        ("Wladimir Putin hat in einer Rede am 21. Februar gesagt, man sei bereit.", "de", "putin", "man sei bereit"),
        ("Wladimir Putin sagte in einer Rede am 21. Februar, man sei bereit.", "de", "putin", "man sei bereit"),
        ("Emmanuel Macron a mardi dernier déclaré que la porte restait ouverte.", "fr", "macron", "la porte restait ouverte"),
        ("Emmanuel Macron a le 12 mars déclaré que la porte restait ouverte.", "fr", "macron", "la porte restait ouverte"),
    ],
)  # fmt: skip
def test_a_day_may_stand_between_the_parts_of_a_verb(text: str, language: str, actor: str, words: str) -> None:
    assert told(text, language) == [(actor, words)]


def test_who_contradicts_reports_denies_them() -> None:
    text = "Boris Pistorius widersprach am Montag Berichten, wonach Berlin keine Panzer mehr liefern wolle."
    (one,) = attributed(text, "de")
    assert (one.actor, one.denied, one.words(text)) == ("pistorius", True, "Berlin keine Panzer mehr liefern wolle")
