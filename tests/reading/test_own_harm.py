"""What one's own side will not do to the other, or denies that it does, describes no other side; in five languages."""

from __future__ import annotations

import pytest

from monitor.reading import Judge
from monitor.reading.cues.own_harm import OwnHarm
from monitor.reading.cues.stance import peaked
from tests.reading.judging import quotation, shipped_world
from tests.reading.test_whose_wish import Sees


def described(words: str, office: str, language: str, *, seen: int, denied: bool = False) -> int | None:
    """The level on how the other side is described, where the network is sure of `seen`."""
    judge = Judge(shipped_world(), None, Sees(peaked(seen, 0.99), "THR"))
    judged = judge.judge(words, [quotation(words, office, denied=denied)], language=language, title="")
    (level,) = [each.level for each in judged if each.issue == "THR"]
    return level


@pytest.mark.parametrize(
    ("language", "office", "words"),
    [
        ("ru", "RU-MFA", "У России нет планов вторгаться в страны НАТО."),
        ("ru", "RU-MFA", "У нас нет намерений атаковать НАТО."),
        ("uk", "RU-President", "Ми не плануємо нападати на країни НАТО."),
        ("uk", "RU-President", "Росія не нападатиме на Європу."),
        ("uk", "NATO-SG", "Альянс не має жодного наміру нападати на Росію."),
        ("de", "RU-President", "Russland hat nicht vor, die Nato anzugreifen."),
        ("de", "RU-MFA", "Moskau plant keinen Angriff auf Polen."),
        ("de", "NATO-SG", "Die Nato greift Russland nicht an."),
        ("de", "RU-MFA", "Wir greifen niemanden an."),
        ("fr", "RU-President", "Moscou n'a aucunement l'intention et ne prévoit pas d'attaquer l'Europe."),
        ("fr", "NATO-SG", "L'Alliance n'attaquera pas la Russie."),
        ("fr", "RU-MFA", "n'envisage pas d'attaquer l'Otan"),
    ],
)
def test_what_ones_own_side_will_not_do_is_no_description(language: str, office: str, words: str) -> None:
    assert described(words, office, language, seen=-2) is None


@pytest.mark.parametrize(
    ("language", "office", "words"),
    [
        ("en", "RU-MFA", "Russia was planning to attack the Baltic states"),
        ("en", "RU-MFA", "planning to attack NATO"),
        ("ru", "RU-MFA", "Россия готовит вторжение в страны НАТО"),
        ("uk", "RU-MFA", "Москва готує напад на Польщу"),
        ("de", "RU-MFA", "Russland einen Angriff auf Litauen vorbereitet"),
        ("fr", "RU-MFA", "la Russie menace l'Europe"),
    ],
)
def test_nor_is_what_it_denies_that_it_does(language: str, office: str, words: str) -> None:
    assert described(words, office, language, seen=2, denied=True) is None


@pytest.mark.parametrize(
    ("language", "office", "words", "denied"),
    [
        ("ru", "NATO-SG", "У России нет планов вторгаться в страны НАТО.", False),
        ("uk", "NATO-SG", "Росія не загрожує нам.", False),
        ("uk", "UA-MFA", "Нас не збирається атакувати Росія.", False),
        ("de", "RU-MFA", "Die Nato greift Russland nicht an.", False),
        ("de", "PL-MFA", "Russland wird uns nicht angreifen.", False),
        ("de", "RU-MFA", "Russland wird nicht von der Nato angegriffen, sie bedroht niemanden.", False),
        ("de", "UA-MFA", "Wir greifen niemanden an, aber Moskau bedroht Europa nicht.", False),
        ("de", "DE-MFA", "Die Nato greift niemanden an, Russland ist die Bedrohung.", False),
        ("uk", "UA-MFA", "Ми ні на кого не нападаємо – це Росія загрожує нам.", False),
        ("fr", "FR-PM", "Nous n'attaquons personne, c'est la Russie qui nous menace.", False),
        ("fr", "FR-PM", "La Russie n'a pas l'intention d'attaquer l'Otan.", False),
        ("en", "UA-MFA", "Russia threatens Europe", True),
        ("en", "RU-MFA", "NATO is a threat to Russia", True),
        ("de", "RU-MFA", "die Nato Russland bedroht", True),
        ("fr", "RU-MFA", "la Russie est menacée par l'Otan", True),
    ],
)
def test_what_the_other_side_does_not_do_describes_it(language: str, office: str, words: str, denied: bool) -> None:
    level = described(words, office, language, seen=2 if denied else -2, denied=denied)

    assert level is not None
    assert level < 0


def test_nothing_is_known_of_who_belongs_to_no_side() -> None:
    world = shipped_world()

    assert OwnHarm(world.sides).harmless("Wir greifen niemanden an.", "de", None, denied=False) is None
    assert OwnHarm(world.sides).harmless("Wir greifen niemanden an.", "de", "RU", denied=False) is not None
