"""What somebody does not confirm is neither his word nor the deed of whom it tells of, in five languages."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from judging import shipped_judge, shipped_world

from monitor.reading import Reader
from monitor.reading.grammar.withheld import leaves_unconfirmed
from monitor.types import MergeRules
from tests.builders import article

if TYPE_CHECKING:
    from monitor.types import Statement


def _lines(text: str, language: str) -> list[Statement]:
    reader = Reader(shipped_world(), judge=shipped_judge(), merge=MergeRules())
    return [s for s in reader.read(article(text, language=language)).statements if s.weight]


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The Kremlin has not confirmed that Vladimir Putin had rejected a meeting with Zelensky.", "en"),
        ("The White House could not immediately confirm that Donald Trump had decided to lift sanctions on Russia.", "en"),
        ("Dmitry Peskov would not confirm reports that Vladimir Putin had agreed to a ceasefire.", "en"),
        ("It has not been confirmed that Vladimir Putin had agreed to a ceasefire.", "en"),
        ("The Kremlin neither denied nor confirmed that Putin had agreed to a ceasefire.", "en"),
        ("В Кремле не подтвердили, что Владимир Путин отказался от встречи с Зеленским.", "ru"),
        ("Дмитрий Песков не стал подтверждать сообщения о том, что Владимир Путин согласился на перемирие.", "ru"),
        ("Дмитрий Песков не подтвердил и не опроверг, что Владимир Путин отказался от перемирия.", "ru"),
        ("У Кремлі не підтвердили, що Володимир Путін відмовився від зустрічі із Зеленським.", "uk"),
        ("Der Kreml hat bislang nicht bestätigt, dass Wladimir Putin eine Waffenruhe abgelehnt hat.", "de"),
        ("Dmitri Peskow wollte nicht bestätigen, dass Wladimir Putin einer Waffenruhe zugestimmt habe.", "de"),
        ("Der Kreml bestätigte vorerst nicht, dass Wladimir Putin eine Waffenruhe abgelehnt habe.", "de"),
        ("Das Weiße Haus wollte weder bestätigen noch dementieren, dass Donald Trump die Sanktionen gegen Russland aufhebt.", "de"),
        ("Le Kremlin n'a pas confirmé que Vladimir Poutine avait refusé un cessez-le-feu.", "fr"),
        ("La Maison Blanche n'a pas voulu confirmer que Donald Trump avait décidé de lever les sanctions contre la Russie.", "fr"),
        ("Le Kremlin n'a ni confirmé ni démenti que Vladimir Poutine avait accepté un cessez-le-feu.", "fr"),
    ],
)  # fmt: skip
def test_what_is_not_confirmed_is_nobodys_line(text: str, language: str) -> None:
    assert _lines(text, language) == []


@pytest.mark.parametrize(
    ("text", "language", "actor"),
    [
        ("Dmitry Peskov did not confirm that Putin would come, but said that Russia was ready for a ceasefire.", "en", "peskov"),
        ("The Kremlin did not confirm the visit, and Dmitry Peskov said that Russia was ready for a ceasefire.", "en", "peskov"),
        ("В Кремле не подтвердили дату, а Дмитрий Песков заявил, что Россия готова к перемирию.", "ru", "peskov"),
        ("Without confirming that a date was set, Dmitry Peskov said that Russia was ready for a ceasefire.", "en", "peskov"),
        ("Dmitry Peskov confirmed that Vladimir Putin had rejected a ceasefire.", "en", "peskov"),
        ("Дмитрий Песков не подтвердил дату, но заявил, что Россия готова к перемирию.", "ru", "peskov"),
        ("Дмитрий Песков подтвердил, что Владимир Путин не согласился на перемирие.", "ru", "peskov"),
        ("Dmitri Peskow bestätigte, dass Wladimir Putin einer Waffenruhe nicht zugestimmt habe.", "de", "peskov"),
        ("Emmanuel Macron n'a pas confirmé que la date était fixée, mais il a dit que la France soutenait l'Ukraine.", "fr", "macron"),
    ],
)  # fmt: skip
def test_who_confirms_and_who_goes_on_has_a_line(text: str, language: str, actor: str) -> None:
    assert actor in {s.actor for s in _lines(text, language)}


def test_the_owner_of_what_is_not_confirmed_is_still_heard() -> None:
    reader = Reader(shipped_world(), judge=shipped_judge(), merge=MergeRules())
    text = "Dmitry Peskov did not confirm Donald Trump's claim that Vladimir Putin had agreed to a ceasefire."
    assert [s.actor for s in reader.read(article(text, language="en")).statements] == ["trump"]


@pytest.mark.parametrize(
    ("words", "language", "left"),
    [
        ("I cannot confirm that Putin has agreed to a ceasefire.", "en", True),
        ("Er wollte nicht bestätigen, dass Putin einer Waffenruhe zugestimmt habe.", "de", True),
        ("Er könne nicht bestätigen, dass Putin am 3. Oktober einer Waffenruhe zugestimmt habe.", "de", True),
        ("Я не можу підтвердити, що Путін погодився на перемир'я.", "uk", True),
        ("I cannot confirm that, but Russia is ready for a ceasefire.", "en", False),
        ("I can confirm that Putin has agreed to a ceasefire.", "en", False),
        ("I cannot confirm that he agreed. Russia is ready for a ceasefire.", "en", False),
        ("Russia is ready for a ceasefire at once, though I cannot confirm that he agreed.", "en", False),
        ("Je peux le confirmer : la France soutient l'Ukraine.", "fr", False),
        ("I cannot confirm that he agreed.", "pl", False),
    ],
)
def test_words_that_only_leave_something_open(words: str, language: str, *, left: bool) -> None:
    assert leaves_unconfirmed(words, language) is left
