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
        ("en", "Britain will supply Ukraine with weapons until it can defend itself.", "Britain will supply Ukraine with weapons."),
        ("en", "We send Ukraine weapons for as long as Ukraine needs them.", "We send Ukraine weapons."),
        ("ru", "Мы будем поставлять оружие, пока она не сможет сама защитить себя.", "Мы будем поставлять оружие."),
        ("ru", "Мы будем поставлять оружие столько, сколько ей потребуется.", "Мы будем поставлять оружие."),
        ("uk", "Ми даватимемо зброю стільки, скільки їй потрібно.", "Ми даватимемо зброю."),
        ("uk", "Ми даватимемо зброю, доки вона не зможе захистити себе сама.", "Ми даватимемо зброю."),
        ("de", "Wir liefern Waffen, solange sie sie braucht.", "Wir liefern Waffen."),
        ("de", "Man werde Waffen liefern, bis sie sich selbst verteidigen könne.", "Man werde Waffen liefern."),
        ("fr", "Nous livrerons des armes aussi longtemps qu'elle en aura besoin.", "Nous livrerons des armes."),
        ("fr", "Nous livrerons des armes jusqu'à ce qu'elle puisse se défendre.", "Nous livrerons des armes."),
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
        ("en", "We will help them only as long as they need it."),
        ("en", "We will supply weapons until Ukraine can defend itself."),
        ("en", "Until it can defend itself."),
        ("ru", "Санкции останутся, пока идёт война."),
        ("ru", "Мы поможем им не столько, сколько им нужно."),
        ("uk", "Санкції діятимуть, доки Росія не виведе війська."),
        ("de", "Die Sanktionen bleiben, solange der Krieg andauert."),
        ("de", "Wir liefern nur so lange sie das braucht Waffen."),
        ("fr", "Les sanctions resteront tant que la guerre durera."),
    ],
)
def test_limits_and_what_names_a_side_alone_stay(language: str, text: str) -> None:
    assert without_endurance(text, language) == text


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "We will support Ukraine for as long as it takes."),
        ("ru", "Мы будем поставлять оружие столько, сколько потребуется."),
        ("uk", "Ми стоятимемо поруч з Україною стільки, скільки буде потрібно."),
        ("de", "Die Sanktionen bleiben so lange wie nötig in Kraft."),
        ("fr", "Les sanctions resteront aussi longtemps que nécessaire."),
    ],
)
def test_what_cues_and_network_know_as_endurance_stays(language: str, text: str) -> None:
    assert without_endurance(text, language) == text


def test_the_network_is_not_shown_it_and_the_statement_keeps_it() -> None:
    words = "We will send weapons to Ukraine until it can defend itself."
    model = Sees(peaked(2, 0.95), "AID")
    (judged,) = Judge(shipped_world(), None, model).judge(words, [quotation(words, "NATO-SG")], language="en", title="")
    assert judged.text == words
    assert not any("defend" in getattr(piece, "words", "") for text in model.shown for piece in text)
