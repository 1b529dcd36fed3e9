"""The reader's words for numbers: the digest's and the messages' are the same."""

from __future__ import annotations

import re
from datetime import UTC, datetime

import pytest

from monitor.alerts import format_alert, format_digest
from monitor.alerts.forms import alert_lines
from monitor.alerts.wording import severity_text
from monitor.digest import render_page
from monitor.digest.pdf_blocks import page_of
from monitor.types.severity import severity_word
from monitor.types.sureness import confidence_word
from tests.builders import alert, digest_rows, evidence
from tests.digest.test_digest_page import made_of


@pytest.mark.parametrize(
    ("severity", "word"), [(34, "adjustment"), (35, "programme"), (55, "goal"), (75, "goal"), (76, "orientation")]
)
def test_severity_words_are_hermanns_and_the_same_everywhere(severity: int, word: str) -> None:
    assert (severity_word(severity), severity_text(severity)) == (word, f"{severity} {word}")


@pytest.mark.parametrize(("confidence", "word"), [(0.49, "low"), (0.5, "moderate"), (0.8, "moderate"), (0.81, "high")])
def test_confidence_has_its_word(confidence: float, word: str) -> None:
    assert confidence_word(confidence) == word


@pytest.mark.parametrize(("within", "said"), [(True, "said by 31 October 2026"), (False, "said 31 October 2026")])
def test_of_what_was_said_in_a_month_the_digest_names_no_day(within: bool, said: str) -> None:
    words = evidence(said_at=datetime(2026, 10, 31, tzinfo=UTC), said_within=within)
    made = made_of(digest_rows(alerts=(alert(evidence=(words,)),)))

    assert said in render_page(made)
    assert said in str(page_of(made))


@pytest.mark.parametrize(
    ("status", "sure"),
    [("confirmed", "0.47 low, misreading allowed for"), ("unconfirmed", "0.47 assumed, not computed")],
)
def test_card_digest_and_home_say_alike_how_an_alert_is_confirmed_and_how_sure(status: str, sure: str) -> None:
    told = alert(status=status, confidence=0.47)
    made = made_of(digest_rows(alerts=(told,)))
    page = re.sub(r"<[^>]+>", "", render_page(made))
    message = format_alert(told, width=100, colour=False)
    home = "".join(words.text for line in alert_lines(told) for words in line)
    words = "confirmed by evidence" if status == "confirmed" else "unconfirmed"

    for text in (page, message, home):
        assert words in text
        assert sure in text
    assert f"confidence {sure}" in format_digest(made, width=100, colour=False)
    assert words in str(page_of(made))
    assert sure.partition(" ")[2] in str(page_of(made))
