"""What is plainly asked to be done with sanctions, deliveries, talks: read as it says in five languages, also against the network."""

from __future__ import annotations

import time

import pytest

from monitor.reading import Judge
from monitor.reading.cues.plain_asks import PlainAsks
from monitor.reading.cues.stance import peaked
from monitor.types.levels import sign_of
from tests.reading.judging import quotation, shipped_world, stances
from tests.reading.test_whose_wish import Sees


def side(words: str, office: str, issue: str, *, seen: int, language: str) -> int | None:
    """The side that is read where the network is sure of `seen`."""
    judge = Judge(shipped_world(), None, Sees(peaked(seen, 0.95), issue))
    judged = judge.judge(words, [quotation(words, office)], language=language, title="")
    (level,) = [each.level for each in judged if each.issue == issue]
    return None if level is None else sign_of(level)


@pytest.mark.parametrize(
    ("language", "office", "issue", "wanted", "words"),
    [
        ("fr", "FR-PM", "SAN", 1, "Les nouvelles sanctions contre Moscou doivent être alourdies."),
        ("fr", "PL-PM", "SAN", 1, "Nous pensons que les sanctions contre la Russie doivent rester en vigueur."),
        ("fr", "RU-President", "SAN", -1, "Ces sanctions devraient être abrogées."),
        ("fr", "EU-HR", "SAN", 1, "Les mesures restrictives seraient prorogées."),
        ("fr", "EU-HR", "AID", -1, "Les livraisons de munitions à Kiev doivent cesser."),
        ("fr", "FR-MoD", "AID", 1, "Notre aide militaire à l'Ukraine doit être prolongée."),
        ("fr", "FR-PM", "DIA", 1, "Les négociations avec Moscou doivent être poursuivies."),
        ("fr", "NATO-SG", "ENL", 1, "L'élargissement de l'OTAN doit continuer."),
        ("fr", "FR-PM", "SAN", 1, "a plaidé mardi pour un durcissement des sanctions"),
        ("de", "DE-MoD", "SAN", 1, "Die bestehenden Sanktionen gegen den Kreml müssen beibehalten werden."),
        ("de", "PL-MFA", "SAN", 1, "die Sanktionen gegen Belarus und Russland müssten ausgeweitet werden"),
        ("de", "DE-MFA", "SAN", -1, "forderte am Rande des Gipfels die Aufhebung aller Sanktionen"),
        ("de", "DE-MFA", "SAN", 1, "drängte auf eine rasche Verschärfung der Sanktionen"),
        ("de", "DE-MoD", "AID", 1, "Die Panzerlieferungen an Kiew müssen fortgeführt werden."),
        ("de", "DE-MoD", "AID", -1, "Die Hilfen für die Ukraine sollten reduziert werden."),
        ("de", "DE-MFA", "DIA", 1, "Die Konsultationen mit Moskau müssen wieder aufgenommen werden."),
        ("de", "NATO-SG", "ENL", 1, "Die Erweiterung des Bündnisses muss weitergehen."),
        ("de", "DE-MFA", "SAN", 1, "eine Verlängerung der Sanktionen gegen Russland gefordert"),
        ("de", "DE-MFA", "SAN", -1, "am Donnerstag eine Aufhebung der Sanktionen gegen den Kreml verlangt"),
        ("de", "DE-MoD", "AID", 1, "die Fortsetzung der Waffenlieferungen an die Ukraine zugesagt"),
        ("de", "DE-MFA", "SAN", 1, "sich am Dienstag für eine Verschärfung der Sanktionen ausgesprochen"),
        ("de", "DE-MFA", "SAN", 1, "hat neue Sanktionen gegen Russland angekündigt"),
        ("de", "DE-MFA", "SAN", 1, "am Mittwoch zusätzliche Sanktionen gegen den Kreml in Aussicht gestellt"),
        ("de", "DE-MoD", "AID", 1, "hat die Militärhilfe für die Ukraine bekräftigt"),
        ("de", "DE-MoD", "SAN", 1, "begrüßte die europäischen Sanktionen gegen Russland"),
        ("de", "DE-MFA", "SAN", -1, "begrüßte die Aufhebung der Sanktionen gegen Russland"),
        ("fr", "FR-MFA", "SAN", 1, "a salué les sanctions contre la Russie"),
        ("fr", "FR-MFA", "SAN", -1, "a salué la levée des sanctions contre la Russie"),
        ("fr", "FR-PM", "AID", 1, "a réaffirmé l'aide militaire à Kiev"),
        ("uk", "EU-HR", "SAN", 1, "підтримала додаткові санкції проти Росії"),
        ("en", "DE-MFA", "SAN", 1, "The sanctions against Russia are right and necessary."),
        ("en", "DE-MFA", "SAN", -1, "The European sanctions are useless."),
        ("de", "DE-MFA", "SAN", 1, "Die Sanktionen gegen Russland sind richtig."),
        ("de", "DE-MFA", "SAN", 1, "Die Sanktionen wirken."),
        ("fr", "FR-MFA", "SAN", 1, "Les sanctions contre la Russie restent nécessaires."),
        ("uk", "UA-MFA", "SAN", 1, "Санкції проти Росії потрібні."),
        ("ru", "EU-HR", "SAN", 1, "Санкции против России правильны."),
        ("ru", "EU-HR", "DIA", 1, "Переговоры с Москвой необходимы."),
        ("uk", "UA-MFA", "SAN", 1, "Ці санкції повинні залишатися."),
        ("uk", "UA-PM", "SAN", 1, "Санкції проти агресора потрібно подовжити."),
        ("uk", "RU-MFA", "SAN", -1, "Санкції щодо Москви мають бути пом'якшені."),
        ("uk", "UA-MoD", "AID", 1, "Поставки зброї мають бути збільшені."),
        ("uk", "NATO-SG", "ENL", 1, "Розширення Альянсу має бути продовжене."),
        ("ru", "EU-HR", "SAN", 1, "Все санкции против России следует сохранить."),
        ("ru", "NATO-SG", "ENL", 1, "Расширение альянса должно продолжаться."),
        ("ru", "RU-MFA", "AID", -1, "Поставки западного оружия Киеву должны прекратиться."),
        ("en", "NATO-SG", "ENL", 1, "The alliance's enlargement must go on."),
        ("en", "NATO-SG", "AID", 1, "Missile deliveries to Kyiv must be sustained."),
    ],
)
def test_it_is_read_as_it_says_whatever_the_network_sees(
    language: str, office: str, issue: str, wanted: int, words: str
) -> None:
    assert side(words, office, issue, seen=-2 * wanted, language=language) == wanted
    assert side(words, office, issue, seen=2 * wanted, language=language) == wanted


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Les sanctions ne doivent pas être levées."),
        ("fr", "Les sanctions doivent être levées si Moscou se retire."),
        ("fr", "Les sanctions doivent être levées, selon le Kremlin."),
        ("fr", "Les sanctions doivent réduire les revenus de Moscou."),
        ("fr", "Les sanctions doivent cesser de frapper les civils."),
        ("fr", "Les sanctions doivent être progressivement levées."),
        ("fr", "La levée des sanctions doit être poursuivie."),
        ("fr", "Les failles des sanctions doivent être réduites."),
        ("fr", "Les sanctions contre la Russie ont été levées par erreur."),
        ("fr", "Ceux qui disent que les sanctions doivent être levées se trompent."),
        ("fr", "a rejeté le renforcement des sanctions"),
        ("fr", "n'a pas salué les sanctions contre la Russie"),
        ("fr", "a salué les dérogations aux sanctions"),
        ("fr", "a salué les sanctions levées par Washington"),
        ("fr", "a salué l'aide militaire suspendue à Kiev"),
        ("de", "begrüßte die aufgehobenen Sanktionen"),
        ("fr", "a salué une réunion sur les sanctions"),
        ("de", "hat die Sanktionen gegen Russland nicht begrüßt"),
        ("de", "begrüßte die Debatte über Sanktionen"),
        ("de", "hat die Kritik an den Sanktionen unterstützt"),
        ("uk", "не підтримав санкції проти Росії"),
        ("de", "Die Sanktionen dürfen nicht aufgehoben werden."),
        ("de", "nie eine Aufhebung der Sanktionen gefordert"),
        ("de", "Die Sanktionen müssen aufgehoben werden, sobald die Waffen schweigen."),
        ("de", "Die Sanktionen müssen den Krieg beenden."),
        ("de", "Die Umgehung der Sanktionen muss gestoppt werden."),
        ("de", "Die Verschärfung der Sanktionen muss gestoppt werden."),
        ("de", "Dass die Sanktionen aufgehoben werden müssen, glaubt niemand."),
        ("de", "lehnte eine Verlängerung der Sanktionen ab"),
        ("de", "sprach sich gegen einen Abbruch der Gespräche mit Moskau aus"),
        ("de", "spricht sich gegen einen Ausbau der Waffenlieferungen aus"),
        ("fr", "a plaidé contre la levée des sanctions"),
        ("fr", "a milité contre un durcissement des sanctions"),
        ("uk", "Санкції не мають бути зняті."),
        ("uk", "Санкції мають бути зняті лише після виведення військ."),
        ("uk", "Обхід санкцій має бути припинений."),
        ("uk", "Санкції мають зупинити агресора."),
        ("ru", "Санкции не должны быть сняты."),
        ("ru", "Снятие санкций нужно продолжить."),
        ("ru", "В Кремле говорят, что санкции должны быть сняты."),
        ("en", "Sanctions must end the war."),
        ("en", "Sanctions are right now being discussed."),
        ("en", "The sanctions are not right."),
        ("en", "Sanctions are necessary, but they hurt us."),
        ("de", "Die Sanktionen sind nicht falsch."),
        ("de", "Die Sanktionen wirken auf den Handel."),
        ("en", "Talks must end with a treaty."),
        ("en", "The talks must lead to an end."),
        ("en", "The talks must allow the blockade to be ended."),
        ("ru", "Мы должны помешать Венгрии снять санкции."),
        ("ru", "Санкции нужно использовать, чтобы прекратить войну."),
        ("ru", "Переговоры должны быть завершены подписанием договора."),
        ("uk", "Ми маємо завадити партнерам скасувати санкції."),
        ("de", "Wir müssen Putin durch die Sanktionen stoppen."),
        ("de", "Die Verhandlungen müssen mit einem Frieden enden."),
        ("de", "forderte nach der Aufhebung der Sanktionen neue Hilfen"),
        ("fr", "a demandé des garanties après la levée des sanctions"),
        ("fr", "Nous devons empêcher Budapest de lever les sanctions."),
        ("en", "Sanctions evasion must be stopped."),
        ("en", "The lifting of sanctions must continue."),
        ("en", "Must sanctions be lifted?"),
        ("en", "Moscow says sanctions must be lifted."),
        ("en", "The talks must reduce tensions."),
        ("en", "Arms deliveries to Chile must be stopped."),
        ("en", "Russian sanctions on European cheese must be extended."),
        ("en", "We must end sanctions relief."),
        ("en", "The sanctions must be lifted, the Kremlin insists."),
        ("en", "Sanctions would be lifted under the Chilean plan."),
        ("en", "Sanctions will be lifted by Congress."),
        ("en", "Their logic is simple. The sanctions must be lifted."),
        ("ru", "Их логика проста. Санкции нужно снять."),
        ("ru", "Санкции нужно снять, твердят нам в Москве."),
        ("uk", "Санкції мають бути скасовані, наполягає Кремль."),
        ("uk", "Вони твердять одне. Санкції треба зняти."),
        ("de", "Die Sanktionen müssen aufgehoben werden, heißt es in Moskau."),
        ("de", "Die Waffenlieferungen an Chile müssen gestoppt werden."),
        ("fr", "Les sanctions doivent être levées, répète le Kremlin."),
        ("fr", "Les livraisons d'armes au Chili doivent cesser."),
    ],
)
def test_what_only_looks_like_it_is_not(language: str, words: str) -> None:
    assert stances(PlainAsks(shipped_world().issues), words, language, "NATO") == {}


@pytest.mark.parametrize(
    ("language", "words", "wanted"),
    [
        ("de", "forderte am Montag ein Ende der Sanktionen gegen Moskau", -1),
        ("fr", "Les sanctions occidentales doivent être reconduites pour un an.", 1),
        ("en", "The sanctions against Moscow should be rolled over.", 1),
        ("uk", "Санкції проти Росії мають бути подовжені.", 1),
        ("en", "The sanctions against Moscow should be rolled over. Much is to be seen later.", 0),
    ],
)
def test_where_it_is_all_that_is_said_no_middle_is_seen(language: str, words: str, wanted: int) -> None:
    assert side(words, "PL-MFA", "SAN", seen=0, language=language) == wanted


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "Les sanctions seront alourdies."),
        ("de", "Die Sanktionen werden verlängert."),
        ("en", "NATO enlargement will be continued."),
        ("uk", "Санкції будуть розширені."),
    ],
)
def test_what_others_foretell_is_no_line_of_theirs(language: str, words: str) -> None:
    asks = PlainAsks(shipped_world().issues)

    assert stances(asks, words, language, "RU") == {}
    assert [stance.level > 0 for stance in stances(asks, words, language, "NATO").values()] == [True]


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "Arms deliveries should resume in March."),
        ("ru", "Поставки оружия должны возобновиться в марте."),
        ("fr", "Les livraisons d'armes devraient reprendre en mars."),
    ],
)
def test_what_others_expect_at_a_time_they_do_not_ask_for(language: str, words: str) -> None:
    asks = PlainAsks(shipped_world().issues)

    assert stances(asks, words, language, "RU") == {}
    assert [stance.level for stance in stances(asks, words, language, "NATO").values()] == [2]


def test_sentences_that_ask_for_both_sides_ask_for_none() -> None:
    words = "The sanctions on Iran must be lifted. The sanctions on Moscow must be extended."

    assert stances(PlainAsks(shipped_world().issues), words, "en", "NATO") == {}


@pytest.mark.parametrize(
    "piece", ["sanctions on ", "sanctions must ", "the ", "wir müssen ", "нужно ", "forderte die "]
)
@pytest.mark.parametrize("language", ["en", "ru", "uk", "de", "fr"])
def test_no_sentence_takes_long(language: str, piece: str) -> None:
    asks = PlainAsks(shipped_world().issues)
    stances(asks, "sanctions санкции санкції Sanktionen", language, "NATO")
    words = "sanctions санкции санкції Sanktionen " + piece * 300
    began = time.process_time()
    stances(asks, words[:299], language, "NATO")
    stances(asks, words, language, "NATO")

    assert time.process_time() - began < 0.5


@pytest.mark.parametrize(
    ("language", "office", "issue", "words"),
    [
        ("en", "FR-President", "SAN", "France would not give in on sanctions against Russia."),
        ("en", "EU-HR", "SAN", "We are not backing down on sanctions."),
        ("en", "NATO-SG", "AID", "Allies will never waver on military aid to Ukraine."),
        ("ru", "FR-President", "SAN", "Франция не уступит в вопросе санкций."),
        ("uk", "UA-President", "SAN", "Європа не поступиться у питанні санкцій."),
        ("de", "DE-Chancellor", "SAN", "Deutschland werde bei den Sanktionen nicht nachgeben."),
        ("fr", "FR-President", "SAN", "nous ne céderons pas sur les sanctions"),
    ],
)
def test_who_does_not_give_in_on_it_keeps_it(language: str, office: str, issue: str, words: str) -> None:
    assert side(words, office, issue, seen=-1, language=language) == 1


@pytest.mark.parametrize(
    ("bloc", "words"),
    [
        ("RU", "Moscow will not back down on sanctions."),
        ("EU", "France will not give in on sanctions unless others do."),
        ("EU", "Nobody here will not give in on sanctions."),
        ("EU", "France will not give in to the sanctions lobby."),
    ],
    ids=["theirs", "condition", "two negations", "something else"],
)
def test_it_is_kept_only_by_who_decides_and_plainly(bloc: str, words: str) -> None:
    assert PlainAsks(shipped_world().issues).stance(words, "SAN", "en", bloc) is None
