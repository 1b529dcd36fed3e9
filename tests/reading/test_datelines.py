"""A dateline is no part of what is said behind it."""

from __future__ import annotations

import pytest

from monitor.reading.text.datelines import after_dateline

SAID = "Cutting aid to Ukraine would be a grave mistake, the minister said."


@pytest.mark.parametrize(
    "dateline",
    [
        "WASHINGTON - ",
        "WASHINGTON (AP) — ",
        "WASHINGTON, Nov 24 (Reuters) - ",
        "BRUSSELS (Northern Wire) - ",
        "NEW YORK: ",
        "ŁÓDŹ, Poland (Northern Wire) – ",
        "ŠIAULIAI (Northern Wire) - ",
        "Łódź, 24 November 2026 - ",
        "Moscow (Northern Wire) - ",
        "Berlin, 24 November 2026 - ",
        "МОСКВА, 24 ноября. /ТАСС/. ",
        "КИЕВ — ",
        "БЕРЛИН, 27 октября. ",
        "МОСКВА, 12 ноября 2026 года. ",
        "Москва. 12 ноября. ВЕСТНИК.RU - ",
        "КИЕВ. 5 мая. ВЕСТНИК. ",
    ],
)
def test_it_is_cut_off(dateline: str) -> None:
    text = f"{dateline}{SAID}"
    start, end = after_dateline(text, (0, len(text)))
    assert text[start:end] == SAID


@pytest.mark.parametrize(
    "text",
    [
        "NATO - the alliance of 32 states - will defend every inch.",
        "Rutte: we will keep arming Ukraine.",
        "Russia (and nobody else) attacked Ukraine.",
        "EU - what next?",
        "OTAN - une alliance de 32 États - défendra chaque pouce.",
        "OSZE - was nun?",
        "МАГАТЭ - это не суд.",
        "МАГАТЕ - це не суд.",
        "США, 12 мая. Новые санкции вступили в силу.",
        "Он прилетел в Москву. 12 ноября. Россия - это страна, которая отвечает.",
        "Sanctions - a tool that works - must stay.",
    ],
)
def test_what_is_none_stays(text: str) -> None:
    assert after_dateline(text, (0, len(text))) == (0, len(text))
