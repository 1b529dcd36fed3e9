from __future__ import annotations

import io

import pytest

from monitor.alerts import ConsoleNotifier, format_alert, format_digest
from monitor.alerts.console import wants_colour, width_for
from monitor.errors import NotifyError
from tests.alerts.golden_alerts import ALERTS, GOLDEN, card_of
from tests.builders import alert, digest, evidence


class Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("name", ALERTS)
def test_card_is_the_golden_one(name):
    assert card_of(name) == (GOLDEN / f"{name}.txt").read_text(encoding="utf-8")


def test_plain_text_has_no_escape_sequences():
    assert "\x1b" not in format_alert(alert(), width=80, colour=False)


def test_colour_is_used_where_it_is_wanted():
    assert "\x1b[" in format_alert(alert(), width=80, colour=True)


def test_escape_sequences_of_others_do_not_reach_the_terminal():
    text = format_alert(
        alert(evidence=(evidence(quote="a\x1b[2Jb"),), headline="x\x1b]0;owned\x07"), width=80, colour=False
    )

    assert "\x1b" not in text
    assert "\x07" not in text


@pytest.mark.parametrize("width", [60, 80, 100])
def test_no_line_but_a_link_is_wider_than_asked(width):
    text = format_alert(alert(reason="long words " * 40), width=width, colour=False)

    assert all(len(line) <= width for line in text.splitlines() if "https://" not in line)


def test_link_stays_in_one_piece():
    url = "https://www.example.org/" + "a" * 150

    assert url in format_alert(alert(evidence=(evidence(url=url),)), width=60, colour=True)


@pytest.mark.parametrize(
    ("environment", "wanted"),
    [({}, True), ({"NO_COLOR": "1"}, False), ({"NO_COLOR": ""}, True), ({"TERM": "dumb"}, False)],
)
def test_colour_is_a_matter_of_terminal_and_wish(environment, wanted):
    assert wants_colour(Terminal(), environment) is wanted
    assert wants_colour(io.StringIO(), environment) is False


def test_alert_is_printed_with_its_key_as_place():
    stream = io.StringIO()

    sent = ConsoleNotifier(stream).send_alert(alert(), "key-1")

    assert (sent.channel, sent.ts) == ("console", "key-1")
    assert "Russian Foreign Ministry softens on dialogue" in stream.getvalue()


def test_digest_is_printed_with_its_page():
    stream = io.StringIO()

    ConsoleNotifier(stream).send_digest(
        digest(title="Week 37", health=["all feeds answered"]), "k", "out/2025-W37.html"
    )

    assert all(part in stream.getvalue() for part in ("Week 37", "all feeds answered", "out/2025-W37.html"))


def test_digest_without_content_is_its_title():
    assert format_digest(digest(), width=80, colour=False).startswith("Messaging digest, week 2025-W37")


def test_terminal_that_lacks_letters_gets_question_marks_and_no_crash():
    raw = io.BytesIO()
    stream = io.TextIOWrapper(raw, encoding="ascii")

    ConsoleNotifier(stream).send_alert(ALERTS["softening_in_russian"](), "k")

    assert b"Sergei Lavrov" in raw.getvalue()


def test_closed_stream_is_an_unknown_outcome():
    stream = io.StringIO()
    notifier = ConsoleNotifier(stream)
    stream.close()

    with pytest.raises(NotifyError) as caught:
        notifier.send_alert(alert(), "k")

    assert caught.value.outcome == "unknown"


def test_paper_cannot_be_searched():
    assert ConsoleNotifier(io.StringIO()).finder is None


def test_digest_shows_its_alerts_in_order():
    top = [
        {
            "headline": "First line moved",
            "quote": "the words",
            "outlet": "Wire",
            "url": "https://x.example/1",
            "severity": 60,
        },
        {"headline": "Second line moved"},
    ]

    text = format_digest(digest(top=top, bookkeeping=["2 alerts sent"]), width=80, colour=False)

    assert " 1. First line moved\n    “the words”\n    Wire · severity 60 goal\n    https://x.example/1\n" in text
    assert " 2. Second line moved\n" in text
    assert " alerts     2 alerts sent\n" in text


@pytest.mark.parametrize(
    ("stream", "environment", "wraps"),
    [
        (io.StringIO(), {}, False),
        (io.StringIO(), {"COLUMNS": "80"}, True),
        (Terminal(), {}, True),
    ],
    ids=["a pipe", "a pipe and a width", "a terminal"],
)
def test_a_pipe_gets_every_quotation_on_one_line(stream, environment, wraps, monkeypatch):
    monkeypatch.delenv("COLUMNS", raising=False)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    long = (
        "The minister said that talks could begin as soon as both sides had laid down in writing what they are ready to speak of. "
        * 2
    )
    text = format_alert(alert(reason=long), width=width_for(stream, environment), colour=False)

    assert (long.strip() in text) is not wraps
    assert all(len(line) <= 100 for line in text.splitlines() if "━" in line)


def test_a_digest_that_was_made_again_says_so_and_what_differs():
    differences = [{"name": "articles", "was": "12", "now": "14"}]
    again = {"sent_at": "2025-09-15T06:00:00+00:00", "differences": differences}
    text = format_digest(digest(title="Week 37", restated=again), width=200, colour=False)
    assert "after it was sent on 2025-09-15. What differs: articles 12 → 14." in text
    assert "Made again" not in format_digest(digest(title="Week 37", restated=None), width=200, colour=False)
