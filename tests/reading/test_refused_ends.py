"""Whose end is plainly refused is kept: read so in Ukrainian, German and French, also against the network."""

from __future__ import annotations

import time

import pytest

from monitor.reading import Judge
from monitor.reading.cues.refused_ends import RefusedEnds
from monitor.reading.cues.stance import peaked
from monitor.types.levels import sign_of
from tests.reading.judging import quotation, shipped_world, stances
from tests.reading.test_whose_wish import Sees


def level(words: str, office: str, issue: str, *, seen: int, language: str) -> int | None:
    """The level that is read where the network is sure of `seen`."""
    judge = Judge(shipped_world(), None, Sees(peaked(seen, 0.95), issue))
    judged = judge.judge(words, [quotation(words, office)], language=language, title="")
    (found,) = [each.level for each in judged if each.issue == issue]
    return found


def kept(words: str, language: str, bloc: str) -> dict[str, int]:
    world = shipped_world()
    found = stances(RefusedEnds(world.issues, world.sides), words, language, bloc)
    return {code: stance.level for code, stance in found.items()}


@pytest.mark.parametrize(
    ("language", "office", "issue", "words"),
    [
        ("fr", "FR-PM", "SAN", "a exclu toute levée des sanctions contre Moscou"),
        ("fr", "PL-PM", "SAN", "refuse de suspendre les sanctions contre la Russie"),
        ("fr", "EU-HR", "SAN", "L'Union européenne s'oppose à un assouplissement des sanctions."),
        ("fr", "EU-HR", "SAN", "Il est hors de question d'alléger les sanctions contre le Kremlin."),
        ("fr", "FR-MoD", "AID", "s'est opposé à une suspension des livraisons d'armes à Kiev"),
        ("fr", "NATO-SG", "AID", "Un arrêt de l'aide militaire à l'Ukraine est exclu."),
        ("fr", "EU-HR", "SAN", "Les sanctions contre Moscou ne seront pas levées."),
        ("de", "DE-MFA", "SAN", "Eine Lockerung der Sanktionen gegen den Kreml kommt nicht in Frage."),
        ("de", "DE-MoD", "AID", "hat einen Stopp der Waffenlieferungen ausgeschlossen"),
        ("de", "EU-HR", "SAN", "eine Lockerung der Sanktionen gegen Moskau ausgeschlossen"),
        ("de", "DE-MFA", "SAN", "wies Forderungen nach einer Aufhebung der Sanktionen gegen Moskau zurück"),
        ("de", "DE-MFA", "SAN", "weigert sich, die Sanktionen gegen Russland auszusetzen"),
        ("de", "NATO-SG", "AID", "Wir werden die Waffenlieferungen nicht einstellen."),
        ("de", "DE-MFA", "DIA", "sprach sich gegen einen Abbruch der Gespräche mit Moskau aus"),
        ("de", "DE-MFA", "SAN", "Die Sanktionen gegen Russland werden nicht aufgehoben."),
        ("fr", "FR-PM", "SAN", "n'a pas l'intention d'alléger les sanctions"),
        ("fr", "EU-HR", "SAN", "Il n'y aura pas de suspension des sanctions contre Moscou."),
        ("de", "EU-HR", "SAN", "sieht keinen Anlass für eine Aufhebung der Sanktionen"),
        ("de", "DE-MFA", "SAN", "Es wird keine Lockerung der Sanktionen geben."),
        ("de", "DE-MFA", "SAN", "am Donnerstag eine Aufhebung der Sanktionen gegen Russland ausgeschlossen"),
        ("de", "DE-MFA", "SAN", "lehnte am Mittwochabend eine Lockerung der Sanktionen gegen Russland ab"),
        ("fr", "FR-PM", "SAN", "a écarté vendredi soir toute levée des sanctions contre Moscou"),
        ("uk", "UA-MFA", "SAN", "відкинув у середу скасування санкцій проти Росії"),
        ("de", "DE-MoD", "AID", "Berichte über einen Stopp der Waffenlieferungen an die Ukraine zurückgewiesen"),
        ("de", "DE-MFA", "SAN", "niemand rede über eine Aufhebung der Sanktionen gegen Russland"),
        ("de", "DE-MFA", "AID", "Berlin habe nie davon gesprochen, die Waffenlieferungen an Kiew einzustellen"),
        ("fr", "FR-PM", "SAN", "personne n'envisage de lever les sanctions contre Moscou"),
        ("fr", "FR-PM", "SAN", "La France n'a jamais proposé la levée des sanctions."),
        ("fr", "FR-PM", "SAN", "n'avoir jamais dit que les sanctions contre la Russie seraient levées"),
        ("uk", "UA-MFA", "SAN", "ніхто не обговорює скасування санкцій проти Росії"),
        ("uk", "EU-HR", "SAN", "не бачить підстав для послаблення санкцій проти Росії"),
        ("uk", "NATO-SG", "AID", "Ми не припинимо постачання зброї."),
        ("uk", "UA-MFA", "SAN", "відкинув послаблення санкцій проти Москви"),
        ("uk", "UA-President", "SAN", "Ми проти зняття санкцій з Росії."),
        ("uk", "UA-PM", "SAN", "Про скасування санкцій не може бути мови."),
        ("uk", "NATO-SG", "AID", "Альянс не збирається припиняти постачання зброї."),
        ("uk", "EU-HR", "SAN", "Санкції проти агресора не будуть зняті."),
    ],
)
def test_it_is_kept_whatever_the_network_sees(language: str, office: str, issue: str, words: str) -> None:
    assert level(words, office, issue, seen=-2, language=language) == 1
    assert sign_of(level(words, office, issue, seen=2, language=language) or 0) == 1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("fr", "n'exclut pas une levée des sanctions contre Moscou"),
        ("fr", "exclut une levée des sanctions tant que la guerre dure"),
        ("fr", "exclut une levée immédiate des sanctions"),
        ("fr", "a refusé de s'opposer à la levée des sanctions"),
        ("fr", "La Russie s'oppose à la levée des sanctions."),
        ("fr", "a refusé de prolonger les sanctions"),
        ("fr", "Personne n'exclut une levée des sanctions."),
        ("fr", "exclut une levée des sanctions, mais se dit prêt à les alléger"),
        ("fr", "Paris a cessé de refuser de lever les sanctions."),
        ("fr", "Nous avons tort de refuser de lever les sanctions."),
        ("fr", "Nous hésitons à exclure une levée des sanctions."),
        ("fr", "Nous excluons la levée des sanctions, nous voulons les alléger."),
        ("de", "Wir wollen die Sanktionen nicht aufheben, wir wollen sie lockern."),
        ("de", "Die EU weigert sich, die Sanktionen aufzuheben, und das ist Wahnsinn."),
        ("fr", "L'Union européenne refuse de lever les sanctions. C'est une folie."),
        ("uk", "Ми не будемо скасовувати санкції, їх треба послабити."),
        ("de", "lehnt eine Aufhebung der Sanktionen nicht ab"),
        ("de", "schließt ein Ende der Sanktionen ohne Friedensvertrag aus"),
        ("de", "schließt eine Aufhebung der Sanktionen vor einem Waffenstillstand aus"),
        ("uk", "виключив зняття санкцій до завершення війни"),
        ("fr", "exclut pour l'instant une levée des sanctions"),
        ("de", "Eine Aufhebung der Sanktionen wird nicht ausgeschlossen."),
        ("de", "lehnt ein sofortiges Ende der Sanktionen ab"),
        ("de", "Die Sanktionen werden nicht aufgehoben, solange der Krieg andauert."),
        ("de", "Ungarn weigert sich, die Sanktionen zu verlängern."),
        ("de", "Eine Aufhebung der Sanktionen kommt infrage."),
        ("de", "Kommt eine Aufhebung der Sanktionen nicht infrage?"),
        ("de", "lehnt ein Ende der Waffenlieferungen an Chile ab"),
        ("de", "lehnt eine Aufhebung der Ausnahmen von den Sanktionen ab"),
        ("uk", "не виключив скасування санкцій"),
        ("uk", "виключив скасування санкцій до виведення військ, але готовий говорити"),
        ("uk", "Росія відмовляється скасовувати санкції."),
        ("uk", "Санкції не будуть зняті, поки триває війна."),
        ("uk", "виключив посилення санкцій"),
    ],
)
def test_what_only_looks_like_a_refused_end_is_none(language: str, words: str) -> None:
    assert kept(words, language, "EU") == {}


def test_who_has_no_say_in_it_keeps_nothing() -> None:
    words = "Eine Aufhebung der Sanktionen steht nicht zur Debatte."

    assert kept(words, "de", "RU") == {}
    assert kept(words, "de", "EU") == {"SAN": 1}


def test_a_text_that_also_asks_for_the_contrary_takes_no_side() -> None:
    words = "Wir lehnen eine Aufhebung der Sanktionen ab. Die Sanktionen müssen aufgehoben werden."

    assert level(words, "DE-MFA", "SAN", seen=-2, language="de") is None


@pytest.mark.parametrize(
    "piece", ["les sanctions ", "lehnt ein Ende der ", "ne seront pas ", "відмовився від ", "die "]
)
@pytest.mark.parametrize("language", ["uk", "de", "fr"])
def test_no_sentence_takes_long(language: str, piece: str) -> None:
    kept("sanctions санкції Sanktionen", language, "NATO")
    words = "sanctions санкції Sanktionen " + piece * 300
    began = time.process_time()
    kept(words[:299], language, "NATO")
    kept(words, language, "NATO")

    assert time.process_time() - began < 0.5
