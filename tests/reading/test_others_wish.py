"""What a speaker tells as others' wish, or mocks as done for others' sake, is no line of his; in five languages."""

from __future__ import annotations

import time

import pytest

from monitor.reading import Judge
from monitor.reading.cues.others_wish import OthersWish
from monitor.reading.cues.stance import peaked
from tests.reading.judging import quotation, shipped_world
from tests.reading.test_whose_wish import Sees


def level(words: str, office: str, issue: str, language: str, *, seen: int) -> int | None:
    """The level that is read where the network is sure of `seen`."""
    judge = Judge(shipped_world(), None, Sees(peaked(seen, 0.99), issue))
    judged = judge.judge(words, [quotation(words, office)], language=language, title="")
    (found,) = [each.level for each in judged if each.issue == issue]
    return found


@pytest.mark.parametrize(
    ("language", "office", "issue", "words"),
    [
        ("en", "RU-MFA", "SAN", "Europe must prolong its sanctions to please Washington."),
        ("en", "RU-MFA", "AID", "The Europeans have to arm Kiev at the behest of the Americans."),
        ("ru", "RU-MFA", "SAN", "Европа должна сохранять санкции в угоду Вашингтону."),
        ("ru", "RU-MFA", "AID", "Берлин должен поставлять оружие Украине по указке США."),
        ("uk", "RU-MFA", "SAN", "Європа має посилити санкції на догоду Вашингтону."),
        ("de", "RU-MFA", "SAN", "Berlin muss die Sanktionen verschärfen, um den Amerikanern zu gefallen."),
        ("fr", "RU-MFA", "SAN", "Paris doit durcir les sanctions pour complaire à Washington."),
        ("en", "RU-MFA", "SAN", "We are constantly told that sanctions must be tightened."),
        ("ru", "RU-MFA", "FOR", "От нас хотят, чтобы мы вывели войска."),
        ("uk", "UA-MFA", "SET", "Від нас вимагають відмовитися від Донбасу."),
        ("de", "EU-HR", "SAN", "Uns wird gesagt, die Sanktionen müssten aufgehoben werden."),
        ("fr", "EU-HR", "SAN", "On nous répète que les sanctions doivent être levées."),
        ("en", "EU-HR", "AID", "Arms deliveries to Ukraine must stop, Lavrov repeats."),
        ("en", "UA-MFA", "UKM", "Ukraine must be neutral, Moscow keeps repeating. We say no."),
        ("ru", "EU-HR", "SAN", "Санкции должны быть сняты, настаивает Москва."),
        ("uk", "UA-MFA", "AID", "Постачання зброї має припинитися, вимагає Кремль."),
        ("de", "DE-MFA", "SAN", "Die Sanktionen müssen weg, fordert Putin."),
        ("fr", "FR-PM", "AID", "Les livraisons d'armes à Kiev doivent cesser, martèle le Kremlin."),
    ],
)
def test_it_gives_no_side_of_the_speaker_s(language: str, office: str, issue: str, words: str) -> None:
    assert level(words, office, issue, language, seen=2) is None
    assert level(words, office, issue, language, seen=-2) is None


@pytest.mark.parametrize(
    ("language", "bloc", "words"),
    [
        ("en", "EU", "We must extend the sanctions to please Kyiv."),
        ("en", "EU", "Europe must extend the sanctions to please its voters."),
        ("en", "RU", "Europe must stop acting on Washington's orders and lift the sanctions."),
        ("ru", "RU", "Европа должна перестать действовать по указке Вашингтона и снять санкции."),
        ("de", "NATO", "Wir müssen die Sanktionen verschärfen, um Washington zu gefallen."),
        ("en", "EU", "We are told that sanctions must go, but we will tighten them."),
        ("en", "EU", "They want us to stop the aid. We will send more weapons to Ukraine."),
        ("en", "UA", "We need more weapons, and Moscow knows it."),
        ("en", "RU", "The sanctions must be lifted, Moscow insists."),
        ("en", "EU", "The sanctions must be tightened, Kallas insists."),
        ("ru", "RU", "Санкции нужно снять, говорит Путин."),
        ("de", "EU", "Die Sanktionen müssen bleiben, sagt auch Paris."),
        ("fr", "EU", "Il faut durcir les sanctions, dit Kiev."),
        ("en", "NATO", "We have been asked to send more Patriots, and this week NATO will send them."),
        ("en", "NATO", "We are told that sanctions must be lifted. Sanctions against Russia will stay."),
    ],
)
def test_what_only_looks_like_it_is_the_speaker_s(language: str, bloc: str, words: str) -> None:
    assert OthersWish(shipped_world().sides).reason(words, language, bloc) is None


def test_how_the_other_side_is_seen_stays_read() -> None:
    words = "Europe arms our enemies at the behest of Washington."

    assert level(words, "RU-MFA", "THR", "en", seen=2) == 2


@pytest.mark.parametrize("piece", ["we are told ", ", Moscow ", "to please ", "нам ", "um Washington "])
@pytest.mark.parametrize("language", ["en", "ru", "uk", "de", "fr"])
def test_no_sentence_takes_long(language: str, piece: str) -> None:
    retold = OthersWish(shipped_world().sides)
    retold.reason("Moscow", language, "EU")
    began = time.process_time()
    retold.reason((piece * 300)[:299], language, "EU")
    retold.reason(piece * 300, language, "EU")

    assert time.process_time() - began < 0.5
