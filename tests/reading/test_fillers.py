"""Words that only lead to the next thing say nothing of an issue, whatever stands round them."""

from __future__ import annotations

import pytest

from monitor.reading.judging.fillers import only_leads_on
from monitor.types import READ_LANGUAGES


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("And one more thing.", "en"),
        ("There is another point…", "en"),
        ("И ещё одно", "ru"),
        ("«И ещё один момент.»", "ru"),
        ("І ще одне.", "uk"),
        ("Und noch etwas.", "de"),
        ("Et encore une chose :", "fr"),
    ],
)
def test_words_that_only_lead_on(words: str, language: str) -> None:
    assert only_leads_on(words, language)


@pytest.mark.parametrize(
    ("words", "language"),
    [
        ("And one more thing: the sanctions stay.", "en"),
        ("Not one more.", "en"),
        ("That is nonsense.", "en"),
        ("Never.", "en"),
        ("Ни одного больше", "ru"),
        ("Це брехня", "uk"),
        ("Noch nicht.", "de"),
        ("Plus jamais.", "fr"),
        ("And one more thing.", "pl"),
        *(("", code) for code in READ_LANGUAGES),
        *(("…", code) for code in READ_LANGUAGES),
    ],
)
def test_words_that_say_more_or_nothing_at_all(words: str, language: str) -> None:
    assert not only_leads_on(words, language)


def test_a_long_run_of_them_is_read_at_once() -> None:
    assert not only_leads_on("and one more " * 20_000 + "sanction", "en")
