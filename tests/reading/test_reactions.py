"""Who said which words where one reacts to another's, where "according to him" leads, and where a name stands between title and verb."""

from __future__ import annotations

import pytest
from judging import attributed


def heard(text: str, language: str) -> list[tuple[str | None, str]]:
    """Who speaks in `text` and in which words, in its order; without what is nobody's."""
    found = attributed(text, language)
    return [(each.actor or each.office, each.words(text)) for each in found if each.actor or each.office]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "en",
            "Commenting on Donald Tusk's remark that the border was secure, Radosław Sikorski said more soldiers were coming.",
            [("tusk", "the border was secure"), ("sikorski", "more soldiers were coming")],
        ),
        (
            "en",
            "Responding to Viktor Orban, who had argued that oil imports were vital, Kaja Kallas said the embargo would hold.",
            [("orban", "oil imports were vital"), ("kallas", "the embargo would hold")],
        ),
        (
            "en",
            "Asked about Dmitry Medvedev's threat that missiles would follow, Alexander Stubb replied that Finland was calm.",
            [("medvedev", "missiles would follow"), ("stubb", "Finland was calm")],
        ),
        (
            "en",
            "Reacting to Sergei Shoigu's warning that borders could move, Mark Rutte told reporters that every inch was safe.",
            [("shoigu", "borders could move"), ("rutte", "every inch was safe")],
        ),
        (
            "en",
            'In response to Keir Starmer\'s claim that the port was hit, Maria Zakharova said: "Nothing was hit there."',
            [("starmer", "the port was hit"), ("zakharova", "Nothing was hit there.")],
        ),
        (
            "ru",
            "Комментируя слова Бориса Писториуса о том, что бригада останется в Литве, Сергей Рябков заявил, что это угроза.",
            [("pistorius", "бригада останется в Литве"), ("ryabkov", "это угроза")],
        ),
        (
            "de",
            "Auf die Äußerung von Sergej Schoigu, die Grenzen seien offen, antwortete Boris Pistorius, jeder Meter werde verteidigt.",
            [("pistorius", "jeder Meter werde verteidigt")],
        ),
        (
            "de",
            "Angesprochen auf die Drohung von Dmitri Medwedew, Raketen würden folgen, sagte Alexander Stubb, Finnland sei ruhig.",
            [("stubb", "Finnland sei ruhig")],
        ),
        (
            "fr",
            "Commentant les propos de Dmitri Medvedev, qui a affirmé que des missiles suivraient, Alexander Stubb a répondu que la Finlande était calme.",
            [("medvedev", "des missiles suivraient"), ("stubb", "la Finlande était calme")],
        ),
    ],
)
def test_a_remark_ends_where_the_words_of_who_reacts_begin(
    language: str, text: str, wanted: list[tuple[str, str]]
) -> None:
    assert heard(text, language) == wanted


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        (
            "en",
            "Donald Tusk's remark that the border was secure, calm and quiet was repeated.",
            [("tusk", "the border was secure, calm and quiet")],
        ),
        (
            "en",
            "Despite the frost, the column moved on, Oleksandr Syrskyi said.",
            [("syrskyi", "Despite the frost, the column moved on")],
        ),
        (
            "de",
            "Auf die Drohungen aus dem Osten werde man ruhig antworten, sagte Boris Pistorius.",
            [("pistorius", "Auf die Drohungen aus dem Osten werde man ruhig antworten")],
        ),
        ("fr", "« La porte reste ouverte », a dit Alexander Stubb.", [("stubb", "La porte reste ouverte")]),
    ],
)
def test_words_that_lead_up_to_nobodys_answer_stay_whole(
    language: str, text: str, wanted: list[tuple[str, str]]
) -> None:
    assert heard(text, language) == wanted


@pytest.mark.parametrize(
    ("language", "text", "speaker"),
    [
        (
            "en",
            'Alexander Stubb spoke in Helsinki. According to him, the call with Vladimir Putin was short. "It was frank," he added.',
            "stubb",
        ),
        (
            "en",
            "Radosław Sikorski was in Kyiv. In his view, Viktor Orban blocks every vote. He said the vote would be held anyway.",
            "sikorski",
        ),
        (
            "ru",
            "Сергей Рябков выступил в Женеве. По его словам, Марко Рубио просил о паузе. Он отметил, что пауза невозможна.",
            "ryabkov",
        ),
        (
            "uk",
            "Андрій Сибіга виступив у Варшаві. За його словами, Віктор Орбан блокує рішення. Він додав, що рішення буде ухвалено.",
            "sybiha",
        ),
        (
            "de",
            "Boris Pistorius sprach in Vilnius. Ihm zufolge ist Sergej Schoigu am Zug. Er sagte, die Brigade bleibe.",
            "pistorius",
        ),
        (
            "fr",
            "Alexander Stubb a parlé à Helsinki. Selon lui, l'appel avec Vladimir Poutine a été bref. « C'était franc », a-t-il ajouté.",
            "stubb",
        ),
    ],
)
def test_whom_he_tells_of_is_not_the_next_he(language: str, text: str, speaker: str) -> None:
    assert {who for who, _ in heard(text, language)} == {speaker}


def test_a_new_subject_takes_the_next_he() -> None:
    text = "Alexander Stubb spoke in Helsinki. Viktor Orban listened to it all. According to him, the vote was a farce."

    assert heard(text, "en") == [("orban", "the vote was a farce")]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        (
            "Le porte-parole du Kremlin, Dmitri Peskov, a prévenu que la riposte serait immédiate.",
            ("peskov", "la riposte serait immédiate"),
        ),
        (
            "Le président finlandais, Alexander Stubb, a estimé mardi que la frontière resterait fermée.",
            ("stubb", "la frontière resterait fermée"),
        ),
        (
            "Le ministre allemand de la Défense, Boris Pistorius, a annoncé que la brigade resterait.",
            ("pistorius", "la brigade resterait"),
        ),
        (
            "La cheffe de la diplomatie européenne, Kaja Kallas, a rappelé qu'aucune décision n'était prise.",
            ("kallas", "aucune décision n'était prise"),
        ),
        ("« La porte est ouverte », a répété le président Alexander Stubb.", ("stubb", "La porte est ouverte")),
    ],
)
def test_a_name_between_commas_before_a_french_verb_speaks(text: str, wanted: tuple[str, str]) -> None:
    assert heard(text, "fr") == [wanted]
