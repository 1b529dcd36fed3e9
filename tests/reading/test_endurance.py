"""How long somebody is willing to go on is no condition of what he does; what ends it is."""

from __future__ import annotations

import pytest
from judging import quotation, shipped_world
from test_whose_wish import Sees

from monitor.reading import Judge
from monitor.reading.cues.endurance import without_endurance
from monitor.reading.cues.stance import peaked


@pytest.mark.parametrize(
    ("language", "text", "left"),
    [
        ("en", "We will support Ukraine for as long as it takes.", "We will support Ukraine."),
        ("en", "We will send arms as long as necessary, and more.", "We will send arms, and more."),
        ("en", "Britain will supply Ukraine with weapons until it can defend itself.", "Britain will supply Ukraine with weapons."),
        ("en", "We send Ukraine weapons for as long as Ukraine needs them.", "We send Ukraine weapons."),
        ("ru", "Мы будем поставлять оружие столько, сколько потребуется.", "Мы будем поставлять оружие."),
        ("ru", "Будем помогать Киеву до тех пор, пока это необходимо.", "Будем помогать Киеву."),
        ("uk", "Ми даватимемо зброю стільки, скільки потрібно.", "Ми даватимемо зброю."),
        ("uk", "Ми даватимемо зброю, доки вона не зможе захистити себе сама.", "Ми даватимемо зброю."),
        ("de", "Wir liefern Waffen, solange es nötig ist.", "Wir liefern Waffen."),
        ("de", "Wir liefern so lange wie nötig Waffen.", "Wir liefern Waffen."),
        ("de", "Man werde Waffen liefern, bis sie sich selbst verteidigen könne.", "Man werde Waffen liefern."),
        ("fr", "Nous livrerons des armes aussi longtemps que nécessaire.", "Nous livrerons des armes."),
        ("fr", "Nous livrerons des armes tant qu'il le faudra.", "Nous livrerons des armes."),
    ],
)  # fmt: skip
def test_what_tells_of_endurance_is_left_out(language: str, text: str, left: str) -> None:
    assert without_endurance(text, language) == left


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "Sanctions stay in force until the war ends."),
        ("en", "We will not enter the war as long as Russia does not attack us."),
        ("en", "We will help Ukraine only as long as it takes them to vote."),
        ("en", "We will help only as long as necessary."),
        ("en", "We will supply weapons until Ukraine can defend itself."),
        ("en", "As long as it takes."),
        ("ru", "Санкции останутся, пока идёт война."),
        ("ru", "Мы поможем лишь до тех пор, пока это необходимо."),
        ("uk", "Санкції діятимуть, доки Росія не виведе війська."),
        ("de", "Die Sanktionen bleiben, solange der Krieg andauert."),
        ("de", "Wir liefern nur so lange wie nötig Waffen."),
        ("fr", "Les sanctions resteront tant que la guerre durera."),
    ],
)
def test_limits_and_what_names_a_side_alone_stay(language: str, text: str) -> None:
    assert without_endurance(text, language) == text


def test_the_network_is_not_shown_it_and_the_statement_keeps_it() -> None:
    words = "We will send weapons to Ukraine for as long as it takes."
    model = Sees(peaked(2, 0.95), "AID")
    (judged,) = Judge(shipped_world(), None, model).judge(words, [quotation(words, "NATO-SG")], language="en", title="")
    assert judged.text == words
    assert not any("takes" in getattr(piece, "words", "") for text in model.shown for piece in text)
