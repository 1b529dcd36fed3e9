"""The passages of an article that may be evidence."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest

from monitor.compare.actors import resolve_actor
from monitor.compare.passages import passages_of
from monitor.config import load_config
from monitor.reading import Judge, Reader
from monitor.types import Reading, Statement
from tests.compare.conftest import article

CONFIG = load_config(Path(__file__).parents[2] / "config")
WORLD = CONFIG.world
READER = Reader(WORLD, judge=Judge(WORLD, None), merge=CONFIG.rules.merge)


@pytest.mark.parametrize(
    ("language", "asks", "question", "name", "no", "later"),
    [
        ("en", "Question", "Will NATO send troops to Ukraine?", "Mark Rutte", "No.", "We shall see about that."),
        ("ru", "Вопрос", "Отправит ли НАТО войска на Украину?", "Марк Рютте", "Нет.", "Об этом мы ещё подумаем."),
        ("uk", "Запитання", "Чи надішле НАТО війська в Україну?", "Марк Рютте", "Ні.", "Побачимо, коли настане час."),
        ("de", "Frage", "Wird die Nato Truppen in die Ukraine schicken?", "Mark Rutte", "Nein.", "Das sehen wir dann."),
        ("fr", "Question", "L'Otan enverra-t-elle des troupes ?", "Mark Rutte", "Non.", "Nous verrons cela plus tard."),
    ],
)
def test_a_bare_no_is_no_denial_of_itself_in_any_language(
    language: str, asks: str, question: str, name: str, no: str, later: str
) -> None:
    answered = f"{asks}: {question}\n\n{name}: {no}\n\n{asks}: {question}\n\n{name}: {later}"
    told = article(answered, language=language)
    reading = READER.read(told)
    assert [s.commitment for s in reading.statements if s.text == no] == ["denied"]

    (said, *_) = passages_of(told, reading, resolve_actor("NATO / Rutte", WORLD), stale=CONFIG.rules.merge.stale)

    assert (said.text, said.before, said.denied) == (no, question, False)


@pytest.mark.parametrize(("days", "own"), [(30, False), (90, True)])
def test_what_is_too_old_to_be_a_line_is_as_configured(days: int, *, own: bool) -> None:
    told = article("Mark Rutte said on 20 January 2022 that NATO would not send troops to Ukraine.")
    reading = READER.read(told)
    assert [s.said_at.date().isoformat() for s in reading.statements if s.said_at] == ["2022-01-20"]

    found = passages_of(told, reading, resolve_actor("NATO / Rutte", WORLD), stale=timedelta(days=days))

    assert [passage.own > 0 for passage in found] == [own]


def test_a_sentence_in_which_another_is_quoted_is_not_the_reports_own_words_on_the_actor() -> None:
    told = article("Ukraine will never be in NATO, Kremlin spokesman Dmitry Peskov said on Thursday.")
    found = passages_of(told, READER.read(told), resolve_actor("NATO", WORLD), stale=CONFIG.rules.merge.stale)
    assert {passage.own for passage in found} == {0.0}


def test_another_is_quoted_in_a_sentence_also_where_the_verb_that_tells_it_stands_before() -> None:
    told = article(
        "He did it again on Thursday. Ukraine will never be in NATO, that man of the Kremlin in the regions, on a long tour."
    )
    cue, words, source = (
        (at := told.text.index(piece), at + len(piece))
        for piece in ("did it", "Ukraine will never be in NATO", "that man of the Kremlin")
    )
    said = Statement(
        start=words[0],
        end=words[1],
        text=told.text[slice(*words)],
        cue=cue,
        source=source,
        actor="lavrov",
        office="RU-MFA",
    )
    reading = Reading(article_id=told.id, language="en", genre="news", statements=(said,))
    found = passages_of(told, reading, resolve_actor("NATO", WORLD), stale=CONFIG.rules.merge.stale)
    assert {passage.own for passage in found if "NATO" in passage.text} == {0.0}


def test_a_place_in_capitals_is_nobodys_words() -> None:
    told = article("АСТАНА. Казахстан закроет границу.", language="ru")
    found = passages_of(told, READER.read(told), resolve_actor("Kazakhstan", WORLD), stale=CONFIG.rules.merge.stale)
    assert [passage.text for passage in found] == ["Казахстан закроет границу."]


def test_a_text_all_in_capitals_is_read() -> None:
    told = article("NO TALKS WITH KYIV. RUSSIA WILL NEVER TALK.", outlet="The Kremlin, Russia", primary=True)
    found = passages_of(told, READER.read(told), resolve_actor("Russia", WORLD), stale=CONFIG.rules.merge.stale)
    assert [passage.text for passage in found][:1] == ["NO TALKS WITH KYIV."]


def test_what_is_only_denied_is_no_context_of_what_is_said_beside_it() -> None:
    told = article(
        "Jens Stoltenberg denied that NATO would send troops to Ukraine. “Nobody decided that,” Stoltenberg said."
    )
    found = passages_of(told, READER.read(told), resolve_actor("NATO", WORLD), stale=CONFIG.rules.merge.stale)
    assert [(passage.denied, passage.around) for passage in found if passage.own] == [
        (True, "NATO would send troops to Ukraine Nobody decided that"),
        (False, "Nobody decided that"),
    ]
