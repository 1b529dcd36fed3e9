"""What is about other conflicts alone, or aimed at others, is none of this topic; in five languages."""

from __future__ import annotations

from dataclasses import replace

import pytest

from monitor.reading import Judge
from monitor.reading.cues.stance import peaked
from monitor.reading.cues.theatres import Theatres
from tests.reading.judging import quotation, shipped_world
from tests.reading.test_whose_wish import Sees

THEATRES = Theatres(shipped_world())


@pytest.mark.parametrize(
    ("language", "office", "issue", "words"),
    [
        ("en", "FR-President", "SET", "A ceasefire in Gaza is needed at once."),
        ("en", "RU-MFA", "SET", "called for a ceasefire in Gaza"),
        ("ru", "RU-MFA", "SET", "призвал к немедленному перемирию в Газе"),
        ("uk", "UA-MFA", "SET", "привітав перемир'я в Секторі Гази"),
        ("de", "DE-MFA", "SET", "begrüßte die Waffenruhe in Gaza"),
        ("fr", "FR-PM", "DIA", "Les négociations avec le Hamas doivent reprendre."),
        ("en", "UK-PM", "SAN", "called for sanctions against Israel"),
        ("ru", "FR-President", "SAN", "призвал ввести санкции против Израиля"),
        ("uk", "DE-MFA", "SAN", "Санкції проти Ірану мають бути посилені."),
        ("de", "DE-MFA", "SAN", "Die Sanktionen gegen Syrien müssen aufgehoben werden."),
        ("fr", "FR-PM", "SAN", "Il faut durcir les sanctions contre l'Iran."),
        ("en", "RU-MFA", "SAN", "Russia will extend its sanctions against European officials."),
        ("ru", "RU-MFA", "SAN", "Россия вводит новые санкции против Великобритании."),
        ("de", "RU-MFA", "SAN", "Russland verlängert die Sanktionen gegen die EU."),
        ("fr", "RU-MFA", "SAN", "Moscou va durcir ses sanctions contre l'Ukraine."),
    ],
)
def test_it_is_of_another_topic(language: str, office: str, issue: str, words: str) -> None:
    judge = Judge(shipped_world(), None, Sees(peaked(2, 0.95), issue))
    judged = judge.judge(words, [quotation(words, office)], language=language, title="")

    assert [each.issue for each in judged] == [None]


@pytest.mark.parametrize(
    ("bloc", "issue", "words"),
    [
        ("EU", "SAN", "Sanctions on Iran and on Russia will be tightened."),
        ("EU", "SAN", "We should follow sanctions on Iran with tougher sanctions on Moscow."),
        ("EU", "SAN", "Sanctions over the war against Ukraine must stay."),
        ("EU", "SAN", "Sanctions must stay in place."),
        ("EU", "SAN", "Sanctions on Chinese banks must be tightened."),
        ("NATO", "SAN", "Sanctions on India are the answer to its buying Russian oil."),
        ("EU", "SAN", "Wir müssen die Sanktionen gegen die Schattenflotte verschärfen."),
        ("RU", "SAN", "Санкции против России должны быть сняты."),
        ("RU", "SAN", "Санкции против России и Ирана нужно отменить."),
        ("UA", "AID", "In Gaza as in Ukraine weapons are needed."),
        ("RU", "SAN", "Санкции Запада против нас незаконны."),
        ("RU", "SAN", "Sanctions against Iran are illegal. Sanctions against us must be lifted."),
        ("RU", "SAN", "Санкции против Ирана незаконны, как и санкции против нас."),
        ("RU", "THR", "The West destroyed Iraq, and now it threatens us."),
        ("RU", "THR", "They bombed Syria and they are our enemies."),
        ("RU", "DIA", "We are ready for talks, and Iraq could host them."),
        ("NATO", "WAR", "As in Syria, they bomb hospitals."),
        ("EU", "AID", "Trotz Gaza muss die Hilfe weitergehen."),
        ("EU", "ENE", "Европа нуждается в газе."),
        ("UA", "HYB", "Іранські дрони вдарили по наших містах."),
        ("NATO", "SET", "A deal with Iran, and a ceasefire in Ukraine."),
        ("NATO", "SET", "Es braucht eine Waffenruhe in Gaza und ein Ende von Putins Krieg."),
        ("NATO", "NUC", "Iran must never get the bomb."),
    ],
)
def test_it_is_of_this_topic_or_may_be(bloc: str, issue: str, words: str) -> None:
    assert issue not in THEATRES.foreign(words, words, bloc)


def test_where_the_words_name_nobody_the_sentence_round_them_tells() -> None:
    around = "Carney welcomed the ceasefire in Gaza and called for talks."

    assert "DIA" in THEATRES.foreign("called for talks", around, "NATO")
    assert "DIA" not in THEATRES.foreign("called for talks", "Carney called for talks.", "NATO")
    assert "DIA" not in THEATRES.foreign("called for talks with Moscow", around, "NATO")


@pytest.mark.parametrize(
    ("before", "issue"),
    [
        ("Israel setzte seine Angriffe im Libanon fort.", None),
        ("Russland setzte seine Angriffe auf Odessa fort.", "SET"),
    ],
)
def test_so_does_the_sentence_before_it(before: str, issue: str | None) -> None:
    text = f"{before} Der Kanzler forderte beide Seiten zu einer sofortigen Waffenruhe auf."
    found = replace(
        quotation(text, "DE-Chancellor"), start=text.index("forderte"), context=(0, len(text)), form="indirect"
    )
    judge = Judge(shipped_world(), None, Sees(peaked(2, 0.95), "SET"))
    (judged,) = judge.judge(text, [found], language="de", title="")

    assert judged.issue == issue
