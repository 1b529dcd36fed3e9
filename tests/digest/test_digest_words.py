"""The reader's words for numbers: the digest's and the messages' are the same."""

from __future__ import annotations

import pytest

from monitor.alerts.wording import confidence_text, severity_text
from monitor.digest.words import confidence_word, severity_word


@pytest.mark.parametrize(
    ("severity", "word"), [(34, "adjustment"), (35, "programme"), (55, "goal"), (75, "goal"), (76, "orientation")]
)
def test_severity_words_are_hermanns_and_the_same_everywhere(severity: int, word: str) -> None:
    assert (severity_word(severity), severity_text(severity)) == (word, f"{severity} {word}")


@pytest.mark.parametrize(("confidence", "word"), [(0.49, "low"), (0.5, "moderate"), (0.8, "moderate"), (0.81, "high")])
def test_confidence_words_are_the_same_everywhere(confidence: float, word: str) -> None:
    assert (confidence_word(confidence), confidence_text(confidence)) == (word, f"{confidence:.2f} {word}")
