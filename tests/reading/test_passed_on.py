"""What a speaker only passes on – what stands in a paper, what people who are not named think – is not his line."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from judging import said, shipped_judge, shipped_world

from monitor.reading import Reader
from monitor.reading.text.lexicon import load_lexicon
from monitor.types import MergeRules
from monitor.types.levels import sign_of
from tests.builders import article

if TYPE_CHECKING:
    from monitor.types import Reading

NATO, RUSSIA = "NATO-SG", "RU-MFA"


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("The Kremlin has taken note of an article arguing that Western sanctions on Russia must be lifted.", RUSSIA),
        ("He had received a letter from retired generals who call for lifting the sanctions on Russia.", NATO),
        ("Some analysts believe the sanctions on Russia will be lifted.", NATO),
        ("Protesters outside the building were asking NATO to stop arming Ukraine.", NATO),
        ("В Кремле читали статью, автор которой предлагает снять санкции с России.", RUSSIA),
        ("Эксперты считают, что санкции с России будут сняты.", RUSSIA),
    ],
)
def test_what_is_passed_on_is_no_line(words: str, office: str) -> None:
    judged = said(words, office=office)
    assert judged.level is None
    assert any("what others say" in reason for reason in judged.reasons)


@pytest.mark.parametrize(
    ("words", "office", "side"),
    [
        ("Experts say many things, but we will lift the sanctions on Russia.", NATO, -1),
        ("Our experts believe the sanctions on Russia must be tightened.", NATO, 1),
        ("Sanctions on Russia must be lifted, as experts say.", RUSSIA, -1),
        ("We must tighten the sanctions on Russia because experts say they work.", NATO, 1),
        ("It would be naive to think that Putin will stop. We must send more weapons to Ukraine.", NATO, 1),
        ("I have read the letter calling for more weapons for Ukraine, and NATO will send more weapons.", NATO, 1),
        ("It is a mistake to think that we are weak; the sanctions on Russia must be lifted.", RUSSIA, -1),
        ("We never said that we refuse talks. We are ready for talks with NATO.", RUSSIA, 1),
        ("Санкции с России надо снять, глупо думать, что они работают.", RUSSIA, -1),
        ("We have read many articles. The sanctions on Russia must be lifted at once, all of them.", RUSSIA, -1),
        ("Эксперты говорят разное, но санкции с России надо снять.", RUSSIA, -1),
    ],
)
def test_who_goes_on_with_words_of_his_own_has_a_line(words: str, office: str, side: int) -> None:
    judged = said(words, office=office)
    assert judged.level is not None
    assert sign_of(judged.level) == side


@pytest.mark.parametrize(
    ("words", "office"),
    [
        ("It would be naive to think that sanctions on Russia should be lifted.", NATO),
        ("There was no truth in reports that NATO would withdraw troops from the Baltic states.", NATO),
        ("We have never said that we are not ready for talks with NATO.", RUSSIA),
        ("Мы никогда не говорили, что не готовы к переговорам с НАТО.", RUSSIA),
    ],
)
def test_what_is_disowned_tells_no_line(words: str, office: str) -> None:
    judged = said(words, office=office)
    assert judged.level is None
    assert any("disowned" in reason for reason in judged.reasons)


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("I could not imagine NATO troops leaving the Baltic states.", 1),
        ("NATO experts say that more NATO troops must stay in the Baltic states.", 1),
    ],
)
def test_what_one_cannot_imagine_is_refused_and_ones_own_experts_are_oneself(words: str, side: int) -> None:
    judged = said(words, office=NATO)
    assert judged.level is not None
    assert sign_of(judged.level) == side


def test_what_cannot_be_ruled_out_is_not_ruled_out() -> None:
    judged = said("Nuclear war could not be ruled out.", office=RUSSIA)
    assert judged.level is not None
    assert judged.level < 0


@pytest.mark.parametrize(
    ("words", "side"),
    [
        ("We will never as an alliance lift the sanctions on Russia.", 1),
        ("We will never so easily lift the sanctions on Russia.", 1),
        ("Ukraine must not be excluded from the talks with Russia.", 1),
    ],
)
def test_never_as_and_not_excluded_from_deny(words: str, side: int) -> None:
    judged = said(words, office=NATO)
    assert judged.level is not None
    assert sign_of(judged.level) == side


def _read(text: str) -> Reading:
    reader = Reader(shipped_world(), judge=shipped_judge(), merge=MergeRules())
    return reader.read(article(text, language="en" if text.isascii() else "ru"))


@pytest.mark.parametrize(
    ("unsaid", "words"),
    [
        ("would not say whether", "Vladimir Putin was ready for a ceasefire"),
        ("could not say if", "Vladimir Putin would agree to a ceasefire"),
        ("did not say whether", "Russia was ready to use nuclear weapons"),
        ("would neither confirm nor deny that", "Vladimir Putin was ready for a ceasefire"),
    ],
)
def test_what_is_left_unsaid_is_nobodys_line(unsaid: str, words: str) -> None:
    assert any(statement.level for statement in _read(f"Dmitry Peskov said that {words}.").statements)
    assert not any(statement.level for statement in _read(f"Dmitry Peskov {unsaid} {words}.").statements)


def test_after_what_is_left_unsaid_somebody_may_go_on() -> None:
    text = "Sergei Lavrov would not say whether he had called, but Vladimir Putin said that Russia was ready for a ceasefire."
    assert [s.actor for s in _read(text).statements if s.level and s.weight] == ["putin"]


@pytest.mark.parametrize(
    "text",
    [
        "Dmitry Peskov declined to say when the talks would begin and said that Russia was ready for a ceasefire.",
        "Dmitry Peskov would not say when the talks would begin, saying that Russia was ready for a ceasefire.",
        "Dmitry Peskov, who refused to say when the talks would begin, said that Russia was ready for a ceasefire.",
        "While he did not say when the talks would begin, Dmitry Peskov said that Russia was ready for a ceasefire.",
        "Dmitry Peskov would neither confirm nor deny the report and said that Russia was ready for a ceasefire.",
    ],
)
def test_who_leaves_something_unsaid_may_say_another_thing(text: str) -> None:
    assert [s.level for s in _read(text).statements if s.actor == "peskov" and s.level] == [2]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("Sergei Lavrov said that Jens Stoltenberg was urging allies to send more weapons to Ukraine.", True),
        ("Сергей Лавров заявил, что Столтенберг требует от союзников увеличить поставки оружия Киеву.", True),
        ("According to Yuri Ushakov, Donald Trump agreed that more weapons must be sent to Ukraine.", True),
        ("Юрий Ушаков рассказал, что Трамп согласился, что надо увеличить поставки оружия Киеву.", True),
        ("Yuri Ushakov agreed that Donald Trump was right to say that no more weapons must be sent to Ukraine.", False),
        ("Emmanuel Macron backed Volodymyr Zelensky's call for more weapons for Ukraine.", False),
        ("Dmitry Peskov said that Vladimir Putin was ready for talks with NATO.", False),
        ("Mark Rutte said that NATO would back Volodymyr Zelensky's call for more weapons for Ukraine.", False),
        ("Mark Rutte said NATO would send more weapons to Ukraine after Zelensky asked for more weapons.", False),
    ],
)
def test_what_another_party_says_inside_his_words_is_not_the_speakers_line(text: str, *, told: bool) -> None:
    outer = [s for s in _read(text).statements if not s.nested and s.issue in ("AID", "DIA")]
    assert outer
    assert all((s.level is None) is told for s in outer)


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "backed Zelensky's call for"),
        ("ru", "поддержал призыв Зеленского"),
        ("uk", "підтримав заклик Макрона"),
        ("de", "unterstützte Selenskyjs Forderung"),
        ("fr", "a soutenu la demande de Zelensky"),
    ],
)
def test_what_makes_another_partys_words_ones_own_is_known_in_each_language(language: str, words: str) -> None:
    assert load_lexicon(language)["endorses"].search(words)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("Peskov cited Trump as saying that the United States would stop military aid to Ukraine.", "en"),
        ("Peskov quoted Trump as saying that the United States would stop military aid to Ukraine.", "en"),
        ("Песков сослался на слова Трампа о том, что США прекратят военную помощь Украине.", "ru"),
        ("Песков процитировал слова Трампа о том, что США прекратят военную помощь Украине.", "ru"),
    ],
)
def test_whom_somebody_quotes_as_saying_something_has_the_line(text: str, language: str) -> None:
    reader = Reader(shipped_world(), judge=shipped_judge(), merge=MergeRules())
    told = reader.read(article(text, language=language, title="Russia and NATO")).statements
    lines = {s.actor: s for s in told if s.level is not None}
    assert set(lines) == {"trump"}
    assert sign_of(lines["trump"].level) == -1


def test_who_is_quoted_as_saying_something_or_quotes_the_words_themselves_has_said_them() -> None:
    reader = Reader(shipped_world(), judge=shipped_judge(), merge=MergeRules())
    for text, language in (
        ("Peskov was quoted as saying that sanctions must be lifted.", "en"),
        ("Песков процитировал: «Санкции с России надо снять».", "ru"),
    ):
        told = reader.read(article(text, language=language, title="Russia and NATO")).statements
        assert {(s.actor, sign_of(s.level)) for s in told if s.level} == {("peskov", -1)}
