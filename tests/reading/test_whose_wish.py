"""What the other side wants, and what is said to be wrong: words that look like a line and say another one, or none."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from judging import quotation, said, shipped_world, side_of_claim

from monitor.ports import Placed, Placing, Saying
from monitor.reading.cues.second_turns import second_turn
from monitor.reading.cues.stance import peaked
from monitor.reading.judging.judge import Judge
from monitor.types.levels import sign_of
from monitor.types.reading import OUTRIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.ports import Text
    from monitor.reading.judgement import Levels

REFUSAL = "NATO will not withdraw its forces from the Baltic states."


class Sees:
    """A model to which every statement is about one issue, at these levels; `shown` are the texts that it was asked about."""

    name, in_context = "sees", True

    def __init__(self, levels: Levels, issue: str = "FOR", *, about: float = 0.9) -> None:
        self._places = {issue: Placing(levels=levels, about=about, clear=0.9)}
        self.shown: list[Text] = []

    def place(self, texts: Sequence[Text]) -> list[Placed]:
        self.shown += texts
        sayings = [piece for text in texts for piece in text if isinstance(piece, Saying) and piece.wanted]
        return [Placed(self._places, (1.0, 0.0, 0.0, 0.0, 0.0)) for _ in sayings]


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("Russia wants NATO to pull back its forces from the eastern flank.", "NATO-SG"),
        ("Russia wants NATO to pull back its forces from the eastern flank. That is their wish.", "NATO-SG"),
        ("Russia was demanding that Ukraine become neutral and cut its army.", "UA-President"),
        ("Moscow's demand is that Ukraine become neutral.", "UA-President"),
        ("Россия требует от Украины нейтралитета и сокращения армии.", "UA-President"),
        ("НАТО требует от России вывести войска.", "RU-MFA"),
        ("Kyiv demanded a ceasefire without conditions.", "RU-MFA"),
        ("Putin told Trump that sanctions must be lifted.", "NATO-SG"),
        ("Lavrov told me that Russia will never negotiate with NATO.", "NATO-SG"),
        ("Moscow says that sanctions must be lifted.", "NATO-SG"),
        ("Запад говорит, что санкции останутся в силе.", "RU-MFA"),
        ("Kyiv is once again asking the Europeans for an early date for joining NATO.", "RU-MFA"),
    ],
)
def test_what_the_other_side_wants_is_no_line_of_the_speaker_s(words: str, office: str) -> None:
    judged = said(words, office=office)
    assert judged.level is None
    assert any("what the other side wants" in reason for reason in judged.reasons)


@pytest.mark.parametrize(
    ("words", "office", "side"),
    [
        ("Russia wants us to leave the east, but we will reinforce our forces on the eastern flank.", "NATO-SG", 1),
        ("NATO wants to reinforce the eastern flank with more troops.", "NATO-SG", 1),
        ("We reject Moscow's demand that Ukraine give up NATO membership.", "UA-President", 1),
        ("Putin said he would not negotiate. We are ready to negotiate with Russia.", "NATO-SG", 1),
        ("Запад говорит, что санкции останутся. Мы готовы к переговорам с НАТО.", "RU-MFA", 1),
        ("Мы отвергаем и отвергли требование Москвы о нейтралитете Украины.", "UA-President", 1),
    ],
)
def test_what_one_wants_oneself_and_what_one_refuses_of_the_other_s_is_a_line(
    words: str, office: str, side: int
) -> None:
    judged = said(words, office=office)
    assert judged.level is not None
    assert sign_of(judged.level) == side


@pytest.mark.parametrize(
    ("words", "issue", "side"),
    [
        ("It would be a mistake to lift the sanctions now.", "SAN", 1),
        ("It would be a grave mistake not to deliver tanks to Ukraine.", "AID", 1),
        ("It was wrong to supply weapons to Kyiv.", "AID", -1),
        ("Было бы ошибкой снимать санкции.", "SAN", 1),
        ("NATO will not withdraw its forces from the Baltic states.", "FOR", 1),
        ("We won't be withdrawing our troops from Poland.", "FOR", 1),
        ("We are not going to stop arming Ukraine.", "AID", 1),
        ("Снимать санкции с России никто не собирается.", "SAN", 1),
        ("Lifting the sanctions is not on the table.", "SAN", 1),
        ("We back the sanctions on Russia.", "SAN", 1),
        ("The alliance backs the next sanctions package.", "SAN", 1),
        ("We want to roll back the sanctions on Russia.", "SAN", -1),
        ("NATO has never spoken of ending military aid to Ukraine.", "AID", 1),
        ("Nobody is thinking about lifting the sanctions on Russia.", "SAN", 1),
    ],
)
def test_what_is_said_to_be_wrong_or_is_plainly_negated_means_the_contrary(words: str, issue: str, side: int) -> None:
    assert side_of_claim(words, issue, bloc="NATO") == side


@pytest.mark.parametrize(
    "words",
    [
        "It would be wrong to stop talking to Moscow.",
        "It is out of the question that we would buy gas from Russia again.",
    ],
)
def test_where_no_word_says_of_what_the_contrary_is_meant_no_side_is_taken(words: str) -> None:
    judged = said(words, office="NATO-SG")
    assert judged.level is None


@pytest.mark.parametrize(
    ("seen", "outright"),
    [
        (peaked(-2, 0.7), False),
        (peaked(0, 0.7), False),
        ((0.01, 0.02, 0.02, 0.5, 0.45), True),  # with the rules' +2 it comes to +2
        (peaked(2, 0.7), True),
    ],
)
def test_two_readers_are_said_to_agree_only_where_the_network_by_itself_sees_that_side(
    seen: Levels, outright: bool
) -> None:
    found = quotation(REFUSAL, "NATO-SG")
    (judged,) = Judge(shipped_world(), None, Sees(seen)).judge(REFUSAL, [found], language="en", title="")
    assert judged.level is not None
    assert judged.level > 0
    assert (OUTRIGHT in judged.marks) == outright


@pytest.mark.parametrize("words", ["We do not rule out new sanctions.", "We do not exclude new sanctions."])
def test_what_is_not_excluded_is_only_possible(words: str) -> None:
    assert said(words, office="NATO-SG").commitment == "hedged"


@pytest.mark.parametrize(
    ("words", "issue"),
    [
        ("Some of our partners say that sanctions do not work. They do work.", "SAN"),
        ("Некоторые говорят, что санкции надо снять.", "SAN"),
    ],
)
def test_what_some_say_is_no_line_of_who_tells_it(words: str, issue: str) -> None:
    found = quotation(words, "UA-President")
    language = "en" if words.isascii() else "ru"
    judged = Judge(shipped_world(), None, Sees(peaked(-2, 0.9), issue)).judge(
        words, [found], language=language, title=""
    )
    assert [each.level for each in judged] == [None]
    assert any("what others say" in reason for reason in judged[0].reasons)


@pytest.mark.parametrize(
    ("words", "office", "level"),
    [
        ("Russia has no plans to attack any NATO country.", "RU-MFA", None),
        ("NATO is not a threat to Russia.", "NATO-SG", None),
        ("NATO is not a threat to Russia.", "RU-MFA", -2),
        ("Россия никому не угрожает.", "RU-MFA", None),
        ("Нападать на страны НАТО Россия не собирается.", "RU-MFA", None),
        ("Ukraine is not threatening Russia. We do not seek to destabilize Russia.", "NATO-SG", None),
        ("Россия нам не враг. С её стороны нашей стране ничто не угрожает.", "UA-President", -2),
        ("Russia threatens nobody, but NATO is hostile.", "RU-MFA", -2),
    ],
)
def test_what_ones_own_side_will_not_do_says_nothing_of_the_other(words: str, office: str, level: int | None) -> None:
    found = quotation(words, office)
    language = "en" if words.isascii() else "ru"
    judged = Judge(shipped_world(), None, Sees(peaked(-2, 0.99), "THR")).judge(
        words, [found], language=language, title=""
    )
    assert (None if judged[0].level is None else sign_of(judged[0].level)) == (
        None if level is None else sign_of(level)
    )


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Die Sanktionen gegen Russland werden nicht aufgehoben.", "de"),
        ("Wir denken nicht daran, unsere Truppen aus Litauen abzuziehen.", "de"),
        ("Wir sind nicht gegen Gespräche.", "de"),
        ("Ich schließe die Lieferung von Marschflugkörpern nicht aus.", "de"),
        ("Il n'est pas question de lever les sanctions contre la Russie.", "fr"),
        ("La France ne cessera pas de livrer des armes à l'Ukraine.", "fr"),
        ("Je n’exclus pas l’envoi de troupes. Je n’ai jamais exclu cela.", "fr"),
        ("Ми не припинимо постачання зброї Україні.", "uk"),
        ("Ніхто не збирається знімати санкції з Росії.", "uk"),
        ("Russland lehnt jede Begrenzung seiner Atomsprengköpfe ab.", "de"),
        ("Berichte über einen Riss im Bündnis zurückgewiesen", "de"),
        ("La Russie rejette toute limite sur ses ogives nucléaires.", "fr"),
        ("Росія відкидає будь-які обмеження на ядерні боєзаряди.", "uk"),
    ],
)
def test_an_end_that_is_refused_is_left_open_where_no_rules_know_the_language(words: str, language: str) -> None:
    assert second_turn(words, language) is not None


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Die Sanktionen gegen Russland müssen aufgehoben werden.", "de"),
        ("Wir stellen die Lieferungen ein.", "de"),
        ("Russland will die Begrenzung der Sprengköpfe verlängern.", "de"),
        ("La Russie veut garder les plafonds du traité.", "fr"),
        ("Росія готова зберегти обмеження договору.", "uk"),
        ("Les sanctions contre la Russie doivent être levées.", "fr"),
        ("Cette cour ne vaut pas pour nous le papier de ses arrêts.", "fr"),
        ("Росія відкидає припинення вогню.", "uk"),
        ("Ми не маємо права вагатися і маємо скасувати санкції.", "uk"),
        ("Nous n'avons pas d'autre choix que de suspendre les livraisons d'armes.", "fr"),
        ("Il ne faut plus attendre pour lever les sanctions.", "fr"),
        ("Wir wollen die Sanktionen nicht verschärfen, sondern aufheben.", "de"),
        ("Wir haben keine andere Wahl, als die Lieferungen einzustellen.", "de"),
        ("Die Brigade wird nicht vor Ende 2027 dort stehen.", "de"),
        ("Russland ist nicht bereit, den Krieg zu beenden.", "de"),
        ("Ми не відмовлялися від курсу в НАТО.", "uk"),
        ("We will not lift the sanctions.", "en"),
    ],
)
def test_what_refuses_no_end_is_not(words: str, language: str) -> None:
    assert second_turn(words, language) is None


def test_a_refused_end_takes_no_level_from_the_network_alone() -> None:
    words = "Niemand denkt daran, die Sanktionen gegen Russland aufzuheben."
    found = quotation(words, "DE-MFA")
    judge = Judge(shipped_world(), None, Sees(peaked(-2, 0.99), "SAN"))
    (judged,) = judge.judge(words, [found], language="de", title="")
    assert judged.level is None
    assert any("an end is refused" in reason for reason in judged.reasons)


@pytest.mark.parametrize(
    ("words", "issue"),
    [
        ("The door to talks with Tehran remains open.", "DIA"),
        ("Relations with China have never been better.", "REL"),
        ("Russian-Chinese relations have never been better.", "REL"),
        ("Relations between Russia and the Vatican have never been better.", "REL"),
        ("The West is trying to inflict a strategic defeat on us.", "NUC"),
    ],
)
def test_what_names_only_others_or_has_another_issue_s_words_is_not_about_it_however_sure_the_network_is(
    words: str, issue: str
) -> None:
    found = quotation(words, "RU-MFA")
    judged = Judge(shipped_world(), None, Sees(peaked(2, 0.99), issue, about=0.999)).judge(
        words, [found], language="en", title=""
    )
    assert issue not in {each.issue for each in judged}


def test_where_talks_take_place_is_no_party_to_them() -> None:
    words = "We will not hold talks in Belarus."
    found = quotation(words, "UA-President")
    judged = Judge(shipped_world(), None, Sees(peaked(-2, 0.9), "DIA")).judge(words, [found], language="en", title="")
    assert [(each.issue, each.level) for each in judged] == [("DIA", -2)]


def test_what_is_denied_is_shown_by_itself() -> None:
    words = "Moscow had offered to freeze the front were denied. The operation continues."
    first = quotation(words, "RU-MFA", end=38, form="indirect", voice="reported", denied=True)
    second = quotation(words, "RU-MFA", start=52)
    model = Sees(peaked(1, 0.7), "SET")
    Judge(shipped_world(), None, model).judge(words, [first, second], language="en", title="")
    assert [piece.words for piece in model.shown[0]] == [words[:38]]


@pytest.mark.parametrize(
    ("words", "office", "issue", "level"),
    [
        ("We have some differences but I think sanctions against Russia must be lifted.", "HU-MFA", "SAN", -2),
        ("I and many others believe that Ukraine must become a member of NATO.", "UA-President", "UKM", 2),
        ("As many have said, NATO should deploy more troops to the eastern flank.", "NATO-SG", "FOR", 2),
        ("Мы и многие другие считаем, что санкции против России надо снять.", "HU-MFA", "SAN", -2),
        ("Despite the hysteria in the West, Russia is ready for dialogue with NATO.", "RU-MFA", "DIA", 2),
        ("We accuse NATO of waging war against Russia.", "RU-MFA", "THR", 2),
        ("Russian propaganda and Russian aggression are a threat to all of us.", "NATO-SG", "THR", 2),
        (
            "NATO poses no threat to Russia, while Moscow remains the most significant threat to us.",
            "NATO-SG",
            "THR",
            2,
        ),
        ("Ukraine never threatened anyone; Russia is a terrorist state.", "UA-President", "THR", 2),
        ("NATO does not threaten Russia. Russia is the biggest threat to our security.", "NATO-SG", "THR", 2),
        ("Moscow is open to negotiations, and China knows this.", "RU-MFA", "DIA", 2),
        ("We are ready for dialogue without preconditions, and Iraq could host it.", "RU-MFA", "DIA", 2),
        ("The door to dialogue is closed. We will talk with China and India instead.", "RU-MFA", "DIA", -2),
        (
            "Any attempt to inflict a strategic defeat on Russia will lead to the use of nuclear weapons.",
            "RU-MFA",
            "NUC",
            -2,
        ),
        ("Попытка нанести России стратегическое поражение приведёт к применению ядерного оружия.", "RU-MFA", "NUC", -2),
        ("Our military support for Ukraine is not up for negotiation.", "NATO-SG", "AID", 2),
        ("With Sweden joining Finland in NATO the alliance has grown.", "NATO-SG", "ENL", 2),
    ],
)
def test_what_looks_like_other_people_s_and_is_the_speaker_s_own_keeps_its_side(
    words: str, office: str, issue: str, level: int
) -> None:
    found = quotation(words, office)
    language = "en" if words.isascii() else "ru"
    judge = Judge(shipped_world(), None, Sees(peaked(level, 0.9), issue, about=0.99))
    told = {each.issue: each.level for each in judge.judge(words, [found], language=language, title="")}
    assert told[issue] is not None
    assert sign_of(told[issue] or 0) == sign_of(level)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("Без вывода войск мира не будет.", False),
        ("Без полного отвода их войск мира не будет.", False),
        ("Without a full withdrawal of their troops there will be no peace.", False),
        ("Without pulling out their troops they will have no peace.", False),
        ("Мы хотим мира без войны с НАТО и не дадим себя в неё втянуть.", True),
        ("Without direct war with NATO there is time for peace.", True),
        ("Без вывода войск НАТО прямое столкновение с нами неизбежно.", True),
    ],
)
def test_a_withdrawal_that_is_demanded_is_no_escalation_avoided(words: str, *, told: bool) -> None:
    judge = Judge(shipped_world(), None, Sees(peaked(2, 0.95), "ESC", about=0.8))
    language = "ru" if words[0] > "z" else "en"
    issues = [each.issue for each in judge.judge(words, [quotation(words, "RU-MFA")], language=language, title="")]
    assert ("ESC" in issues) is told


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("Ukraine is working on a dirty bomb and on nuclear warheads of its own.", "RU-MFA"),
        ("As we know, Zelenskyy dreams of a nuclear arsenal.", "RU-MFA"),
        ("Украина ведёт дело к собственной атомной бомбе.", "RU-MFA"),
        ("Moscow rattles its nuclear sabre at us every other week.", "NATO-SG"),
        ("A nuclear arsenal in the hands of Kyiv would endanger us.", "RU-MFA"),
        ("They mean to acquire nuclear bombs, which is a danger to our country.", "RU-MFA"),
        ("Украина, создание ядерного оружия на Украине — это угроза для нас.", "RU-MFA"),
    ],
)
def test_the_other_side_s_weapons_are_no_line_of_the_speaker_s(words: str, office: str) -> None:
    judge = Judge(shipped_world(), None, Sees((0.8, 0.1, 0.05, 0.03, 0.02), "NUC"))
    language = "ru" if words.startswith("У") else "en"
    judged = [
        j for j in judge.judge(words, [quotation(words, office)], language=language, title="") if j.issue == "NUC"
    ]
    assert [j.level for j in judged] == [None]
    assert any("the other side's own" in reason for reason in judged[0].reasons)


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("Russia has a nuclear arsenal and we will use all of it.", "RU-MFA"),
        ("If Ukraine gets nuclear warheads, Russia will answer in kind.", "RU-MFA"),
        ("There will be a nuclear answer.", "RU-MFA"),
        ("They want to build nuclear bombs, and we will use ours.", "RU-MFA"),
        ("Washington puts missiles there, and nuclear weapons will be used in response.", "RU-MFA"),
        ("It threatens the United States with a nuclear strike.", "RU-MFA"),
    ],
)
def test_one_s_own_are(words: str, office: str) -> None:
    judge = Judge(shipped_world(), None, Sees((0.8, 0.1, 0.05, 0.03, 0.02), "NUC"))
    judged = [j for j in judge.judge(words, [quotation(words, office)], language="en", title="") if j.issue == "NUC"]
    assert [j.level for j in judged] == [-2]


def test_of_what_is_denied_the_speaker_s_side_says_nothing() -> None:
    model = Sees((0.02, 0.03, 0.05, 0.3, 0.6), "HYB")
    judge = Judge(shipped_world(), None, model)
    words = "the cables were cut on orders from Moscow"
    (judged,) = judge.judge(words, [quotation(words, "RU-MFA", denied=True)], language="en", title="")
    assert [[saying.bloc for saying in text if isinstance(saying, Saying)] for text in model.shown] == [[None]]
    assert judged.level == -2


def test_what_is_denied_is_left_open_where_the_rules_and_the_model_see_opposite_sides() -> None:
    judge = Judge(shipped_world(), None, Sees((0.6, 0.3, 0.05, 0.03, 0.02), "HYB"))
    words = "Russian drones had violated Danish airspace"
    found = judge.judge(words, [quotation(words, "RU-MFA", denied=True)], language="en", title="")
    (judged,) = [j for j in found if j.issue == "HYB"]
    assert judged.level is None
    assert "the rules and the network see opposite sides of what is denied" in judged.reasons
