"""For pipes: each line is a whole document, and says what it is."""

from __future__ import annotations

import io
import json
from dataclasses import replace

import pytest

from monitor.alerts import ConsoleNotifier, JsonLinesNotifier, alert_to_json
from monitor.app.environment import read_environment
from monitor.app.receivers import choose_notifier
from monitor.errors import NotifyError
from monitor.types import Development, HeldUp, Remark, Story
from monitor.types.chat import NotifySettings
from tests.builders import alert, digest, evidence, week_config


@pytest.fixture
def written():
    return io.StringIO()


def lines_of(written) -> list[dict]:
    return [json.loads(line) for line in written.getvalue().splitlines()]


def test_an_alert_is_a_line_in_the_shape_of_the_list_of_alerts(written):
    JsonLinesNotifier(written).send_alert(alert(headline="Москва:\nready"), "alert:al-0001")

    (line,) = lines_of(written)
    assert line == {"type": "alert", "key": "alert:al-0001", "alert": alert_to_json(alert(headline="Москва:\nready"))}


@pytest.mark.parametrize(
    ("log", "console", "chosen"),
    [
        ("text", "text", ConsoleNotifier),
        ("json", "text", JsonLinesNotifier),
        ("text", "json-lines", JsonLinesNotifier),
    ],
)
def test_what_is_printed_is_json_where_the_log_is(monkeypatch, log, console, chosen):
    monkeypatch.setenv("LOG_FORMAT", log)
    config = replace(week_config(), notify=NotifySettings(console=console))

    assert type(choose_notifier(read_environment({}), config)) is chosen


def test_each_kind_of_message_is_a_line_of_its_own(written):
    notifier, story = JsonLinesNotifier(written), Story(first=alert())
    change = Development(
        alert_id="al-0001",
        was_status="unconfirmed",
        was_confidence=0.4,
        was_severity=50,
        was_sources=1,
        was_copies=1,
        evidence=(evidence(),),
    )
    notifier.send_digest(digest(title="Quiet", lines=["Nothing moved."]), "digest:1", "p.html")
    notifier.send_reply(story, change, "news:1")
    notifier.send_reply(story, alert(id="al-2"), "alert:al-2")
    notifier.send_reply(story, Remark(lines=("muted",)), "remark:1")
    notifier.send_notice(Remark(lines=("a feed is silent",)), "health:1")
    notifier.send_notice(HeldUp(alerts=(alert(),), since=alert().at), "catch-up:1")

    lines = lines_of(written)
    assert [line["type"] for line in lines] == ["digest", "update", "alert", "notice", "notice", "notice"]
    assert {line.get("story") for line in lines[1:4]} == {"al-0001"}
    assert lines[1]["evidence"][0]["quote"] == evidence().quote


def test_a_closed_pipe_is_said():
    stream = io.StringIO()
    stream.close()

    with pytest.raises(NotifyError, match="pipe"):
        JsonLinesNotifier(stream).send_alert(alert(), "k")
