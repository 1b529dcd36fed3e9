"""What is turned twice: the end of what undoes a line is the line, and no cue or network that sees one of the turns decides."""

from __future__ import annotations

import pytest

from monitor.reading import Judge
from monitor.reading.cues.second_turns import second_turn
from monitor.reading.cues.stance import peaked
from monitor.types.levels import sign_of
from tests.reading.test_whose_wish import Sees, quotation, shipped_world

NATO, RUSSIA = "NATO-SG", "RU-MFA"


def side(words: str, office: str, issue: str, *, seen: int, language: str = "en") -> int | None:
    """The side that is read where the network is sure of `seen`."""
    judge = Judge(shipped_world(), None, Sees(peaked(seen, 0.95), issue))
    judged = judge.judge(words, [quotation(words, office)], language=language, title="")
    (level,) = [each.level for each in judged if each.issue == issue]
    return None if level is None else sign_of(level)


@pytest.mark.parametrize(
    ("words", "office", "issue", "wanted"),
    [
        ("We refused to talk to Russia without preconditions.", NATO, "DIA", -1),
        ("We will not talk to Moscow without preconditions.", NATO, "DIA", -1),
        ("We must close the loopholes through which Russia gets around our sanctions.", NATO, "SAN", 1),
        ("We will put an end to the circumvention of sanctions against Russia.", NATO, "SAN", 1),
        ("The waiver for Russian banks will not be renewed.", NATO, "SAN", 1),
        ("We will withdraw our objections to the sanctions against Russia.", NATO, "SAN", 1),
        ("We should scrap the price cap on Russian oil.", NATO, "SAN", -1),
        ("The pause in military aid to Ukraine is over.", NATO, "AID", 1),
        ("We have lifted the freeze on arms deliveries to Ukraine.", NATO, "AID", 1),
        ("There will be no end to our support for Ukraine.", NATO, "AID", 1),
        ("The sanctions against Russia are too weak.", NATO, "SAN", 1),
        ("Without NATO membership no guarantee for Ukraine is worth the paper.", NATO, "UKM", 1),
        ("We cannot do without Russian gas.", NATO, "ENE", 1),
        ("We refuse to give up Russian gas.", NATO, "ENE", 1),
        ("We will not lift the limits on weapons for Ukraine.", NATO, "AID", -1),
        ("We have dropped our veto on the membership of Ukraine.", NATO, "UKM", 1),
        ("We will not lift our veto on the membership of Ukraine.", NATO, "UKM", -1),
        ("The drawdown of the U.S. brigade in Romania has been reversed.", NATO, "FOR", 1),
        ("We lifted the ban on negotiations with Moscow.", NATO, "DIA", 1),
        ("Russia will end its moratorium on deploying missiles.", RUSSIA, "NUC", -1),
        ("We will extend the moratorium on deploying missiles.", RUSSIA, "NUC", 1),
        ("We no longer rule out the use of nuclear weapons.", RUSSIA, "NUC", -1),
        ("We are ending the waiver for Russian oil imports.", NATO, "ENE", -1),
        ("We will never abandon Ukraine.", NATO, "UKM", 1),
    ],
)
def test_the_end_of_what_undoes_a_line_is_the_line_whatever_the_network_sees(
    words: str, office: str, issue: str, wanted: int
) -> None:
    assert side(words, office, issue, seen=-2 * wanted) == wanted


@pytest.mark.parametrize(
    ("words", "office", "issue", "wanted"),
    [
        ("Нужно закрыть лазейки, через которые Россия обходит санкции.", NATO, "SAN", 1),
        ("Исключения из санкций для российских банков отменены.", NATO, "SAN", 1),
        ("Пауза в поставках оружия Украине закончена.", NATO, "AID", 1),
        ("Мы сняли ограничения на дальность ракет для Украины.", NATO, "AID", 1),
        ("Россия не прекратит переговоры с США.", RUSSIA, "DIA", 1),
        ("Мы не будем прекращать диалог с НАТО.", RUSSIA, "DIA", 1),
        ("Мы не собираемся прекращать переговоры с США.", RUSSIA, "DIA", 1),
        ("Россия снимает мораторий на размещение ракет.", RUSSIA, "NUC", -1),
        ("Мы наложим вето на вступление Украины в НАТО.", NATO, "UKM", -1),
    ],
)
def test_in_russian_too(words: str, office: str, issue: str, wanted: int) -> None:
    assert side(words, office, issue, seen=-2 * wanted, language="ru") == wanted


@pytest.mark.parametrize(
    ("words", "office", "issue", "wanted"),
    [
        ("We will stop the sanctions against Russia without exceptions.", NATO, "SAN", -1),
        ("We granted Hungary an exemption from the sanctions against Russia.", NATO, "SAN", -1),
        ("We have paused arms deliveries to Ukraine.", NATO, "AID", -1),
        ("We will limit the range of the missiles for Ukraine.", NATO, "AID", -1),
        ("We will withdraw our forces from Poland.", NATO, "FOR", -1),
        ("We refuse any talks with Moscow.", NATO, "DIA", -1),
    ],
)
def test_what_is_turned_once_stays_as_it_is_read(words: str, office: str, issue: str, wanted: int) -> None:
    assert side(words, office, issue, seen=2 * wanted) == wanted


@pytest.mark.parametrize(
    ("words", "office", "issue", "wanted"),
    [
        ("We lifted sanctions in violation of our own rules.", NATO, "SAN", -1),
        ("Washington dropped sanctions in breach of its promises.", NATO, "SAN", -1),
        ("We will drop sanctions, exceptions aside.", NATO, "SAN", -1),
        ("We need exemptions from sanctions to end the war.", NATO, "SAN", -1),
        ("We must prevent delays to the lifting of sanctions on Russia.", NATO, "SAN", -1),
        ("We will end the pause and stop talks with Russia.", NATO, "DIA", -1),
        ("We stop and freeze all dialogue with Moscow.", NATO, "DIA", -1),
        ("Moscow refused further talks and dialogue is over.", RUSSIA, "DIA", -1),
        ("Kiev's refusal of talks ended all hope of dialogue with Moscow.", RUSSIA, "DIA", -1),
        ("We will stop, pause or freeze aid to Ukraine.", NATO, "AID", -1),
        ("We hold that aid to Ukraine must end.", NATO, "AID", -1),
        ("Without cuts to social spending we cannot pay for aid to Ukraine.", NATO, "AID", -1),
        ("We will lift the ceiling and withdraw troops from Poland.", NATO, "FOR", -1),
        ("The mission ended with the withdrawal of our troops from Poland.", NATO, "FOR", -1),
        ("The exercise ended and the withdrawal of forces from Poland began.", NATO, "FOR", -1),
        ("We stop relations and freeze all cooperation with Russia.", NATO, "REL", -1),
        ("Talks ended with the rupture of relations with Moscow.", NATO, "REL", -1),
        ("Europe closed pipelines and halts gas imports from Russia.", NATO, "ENE", -1),
        ("Ending the embargo on Russian gas would be a mistake.", NATO, "ENE", -1),
        ("We propose to halt and freeze nuclear deployments.", RUSSIA, "NUC", 1),
        ("We do not rule out talks on nuclear arms control.", RUSSIA, "NUC", 1),
        ("We do not rule out extending the nuclear treaty.", RUSSIA, "NUC", 1),
        ("ЕС снял санкции, за исключением персональных.", NATO, "SAN", -1),
        ("Мы отменим санкции без исключений.", NATO, "SAN", -1),
        ("Все санкции сняты, за исключением двух.", NATO, "SAN", -1),
        ("Мы прекратим санкции в нарушение договорённостей.", NATO, "SAN", -1),
        ("Исключения из санкций позволят закончить войну.", NATO, "SAN", -1),
        ("Миссия завершилась выводом войск из Румынии.", NATO, "FOR", -1),
        ("После вывода войск из Польши учения отменены.", NATO, "FOR", -1),
        ("Из-за отказа Киева от переговоров диалог завершён.", RUSSIA, "DIA", -1),
        ("Разрыв связей с Западом прекратил диалог.", RUSSIA, "DIA", -1),
        ("Отменить запрет на поставки оружия Украине было бы ошибкой.", NATO, "AID", -1),
    ],
)
def test_what_only_looks_turned_twice_is_left_to_the_network(words: str, office: str, issue: str, wanted: int) -> None:
    language = "en" if words.isascii() else "ru"
    assert side(words, office, issue, seen=2 * wanted, language=language) == wanted


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Wir müssen die Umgehung der Sanktionen beenden.", "de"),
        ("Der Lieferstopp für Patriot-Raketen ist vom Tisch.", "de"),
        ("Der geplante Abzug der Brigade ist abgesagt.", "de"),
        ("Ungarn gibt seine Blockade des neuen Pakets auf.", "de"),
        ("Il faut mettre fin aux dérogations accordées aux banques russes.", "fr"),
        ("La suspension de l'aide militaire est levée.", "fr"),
        ("Notre soutien ne s'arrêtera pas.", "fr"),
        ("ЄС має скасувати винятки із санкцій.", "uk"),
        ("Паузу в постачанні зброї Україні скасовано.", "uk"),
        ("Жодного кінця нашій допомозі не буде.", "uk"),
    ],
)
def test_it_is_left_open_where_no_rules_know_the_language(words: str, language: str) -> None:
    assert second_turn(words, language) is not None


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Die Sanktionen müssen ohne Ausnahme beendet werden.", "de"),
        ("Deutschland stoppt die Waffenlieferungen.", "de"),
        ("Les livraisons d'armes sont suspendues.", "fr"),
        ("La France met fin aux sanctions.", "fr"),
        ("Україна припинила переговори.", "uk"),
    ],
)
def test_one_turn_is_none_of_them(words: str, language: str) -> None:
    assert second_turn(words, language) is None


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("Die Regierung gibt dem Widerstand der Ukraine Waffen.", "de"),
        ("Es gab Widerstand gegen die Waffenlieferungen.", "de"),
        ("Der Rückzug russischer Truppen würde den Krieg beenden.", "de"),
        ("Der Abzug der Soldaten wird Ende März beendet.", "de"),
        ("Die Regierung schließt wegen der Ausnahmen neue Verträge.", "de"),
        ("Nach dem Veto Ungarns ist das Paket vom Tisch.", "de"),
        ("La France veut lever les sanctions à l'exception des avoirs gelés.", "fr"),
        ("La Russie ferme les yeux sur les exceptions.", "fr"),
        ("Росія має припинити блокування допомоги цивільним.", "uk"),
        ("Виведення російських військ не буде умовою.", "uk"),
        ("Скорочення допомоги не буде.", "uk"),
    ],
)
def test_what_only_looks_like_it_is_not(words: str, language: str) -> None:
    assert second_turn(words, language) is None


@pytest.mark.parametrize(("seen", "told"), [(-2, True), (2, False)])
def test_where_the_words_outvote_the_network_the_reasons_say_so(seen: int, *, told: bool) -> None:
    words = "We must close the loopholes through which Russia gets around our sanctions."
    judge = Judge(shipped_world(), None, Sees(peaked(seen, 0.95), "SAN"))
    (judged,) = judge.judge(words, [quotation(words, NATO)], language="en", title="")

    assert any("the words decide, not the network" in reason for reason in judged.reasons) == told


@pytest.mark.parametrize(
    ("words", "seen", "wanted"),
    [
        ("Членство Украины в НАТО необратимо.", -2, 1),
        ("Путь Украины в НАТО необратим.", -2, 1),
        ("Членство Украины в НАТО не является необратимым.", -2, -1),
        ("Вступление Украины в НАТО нанесёт необратимый вред.", -2, -1),
    ],
)
def test_what_begins_like_a_not_and_is_none(words: str, seen: int, wanted: int) -> None:
    assert side(words, NATO, "UKM", seen=seen, language="ru") == wanted


@pytest.mark.parametrize(
    ("words", "conditional"),
    [
        ("We will send more weapons to Ukraine before the end of the year.", False),
        ("We will send more weapons to Ukraine before the end of this month.", False),
        ("We will not send more weapons to Ukraine before the end of the war.", True),
    ],
)
def test_a_deadline_is_no_condition(words: str, conditional: bool) -> None:
    judge = Judge(shipped_world(), None)
    (judged,) = [j for j in judge.judge(words, [quotation(words, NATO)], language="en", title="") if j.issue == "AID"]
    assert ("on condition" in " ".join(judged.reasons)) == conditional


@pytest.mark.parametrize(
    ("words", "office", "issue", "language"),
    [
        ("Der Kanzler schließt die Lieferung von Taurus an die Ukraine nicht mehr aus.", NATO, "AID", "de"),
        ("Er beharrt nicht mehr auf der Neutralität der Ukraine.", RUSSIA, "UKM", "de"),
        ("Il ne s'oppose plus aux sanctions contre la Russie.", NATO, "SAN", "fr"),
        ("Il n'exige plus la neutralité de l'Ukraine.", RUSSIA, "UKM", "fr"),
    ],
)
def test_what_is_no_longer_asked_or_refused_is_left_open_where_only_the_network_reads(
    words: str, office: str, issue: str, language: str
) -> None:
    assert side(words, office, issue, seen=-2, language=language) is None


def test_what_goes_on_as_before_is_no_second_turn() -> None:
    assert second_turn("Il ne s'oppose pas aux sanctions contre la Russie.", "fr") is None
    assert second_turn("Er beharrt auf der Neutralität der Ukraine.", "de") is None
