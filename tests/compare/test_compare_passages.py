"""The passages of an article that may be evidence."""

from __future__ import annotations

from pathlib import Path

import pytest

from monitor.compare.actors import resolve_actor
from monitor.compare.passages import passages_of
from monitor.config import load_config
from monitor.reading import Judge, Reader
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

    (said, *_) = passages_of(told, reading, resolve_actor("NATO / Rutte", WORLD))

    assert (said.text, said.before, said.denied) == (no, question, False)
