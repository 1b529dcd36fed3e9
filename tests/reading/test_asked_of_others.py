"""What is asked of the other side is no posture of one's own; what is called unacceptable first; what is not ruled out."""

from __future__ import annotations

import pytest

from monitor.reading.cues.second_turns import second_turn
from tests.reading.test_plain_asks import side


@pytest.mark.parametrize(
    ("language", "office", "words"),
    [
        ("en", "RU-MFA", "Ukraine must pull back its troops."),
        ("en", "NATO-SG", "Moscow must withdraw its forces from the border."),
        ("en", "UA-MFA", "Russia should withdraw its troops at once."),
        ("ru", "RU-MFA", "Киев должен отвести войска от линии."),
        ("ru", "NATO-SG", "Россия должна вывести войска."),
    ],
)
@pytest.mark.parametrize("seen", [-2, 2])
def test_what_the_other_side_must_do_with_its_forces_is_no_posture(
    language: str, office: str, words: str, seen: int
) -> None:
    assert side(words, office, "FOR", seen=seen, language=language) is None


@pytest.mark.parametrize(
    ("language", "office", "words", "wanted"),
    [
        ("en", "RU-MFA", "We will withdraw our troops from Belarus.", -1),
        ("en", "NATO-SG", "We must withdraw our troops from Romania.", -1),
        ("en", "NATO-SG", "We will send more troops to Poland.", 1),
        ("ru", "RU-MFA", "Мы выведем войска из Белоруссии.", -1),
    ],
)
def test_what_ones_own_side_does_with_its_forces_stays(language: str, office: str, words: str, wanted: int) -> None:
    assert side(words, office, "FOR", seen=wanted * 2, language=language) == wanted


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "Недопустимо продвижение альянса к нашим границам."),
        ("ru", "Для нас неприемлемо любое расширение блока НАТО."),
        ("ru", "Исключено дальнейшее расширение НАТО."),
        ("en", "Unacceptable remains the eastward expansion of the alliance."),
        ("ru", "Расширение НАТО для нас неприемлемо."),
    ],
)
def test_what_is_called_unacceptable_first_is_refused(language: str, words: str) -> None:
    assert side(words, "RU-MFA", "ENL", seen=-2, language=language) == -1


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("ru", "Неприемлемо отказываться от расширения НАТО."),
        ("ru", "Неприемлемо, чтобы Москва решала о расширении НАТО."),
    ],
)
def test_what_else_is_called_unacceptable_is_not(language: str, words: str) -> None:
    assert side(words, "NATO-SG", "ENL", seen=2, language=language) != -1


@pytest.mark.parametrize(
    ("words", "open_"),
    [
        ("Paris n'exclut pas d'envoyer des instructeurs.", True),
        ("Nous n'excluons rien.", True),
        ("La Pologne n'exclura plus cette option.", True),
        ("Paris exclut tout envoi de soldats.", False),
    ],
)
def test_what_is_not_ruled_out_in_french_is_left_open(words: str, *, open_: bool) -> None:
    assert (second_turn(words, "fr") is not None) == open_
