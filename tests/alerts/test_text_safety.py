"""Two hundred hostile texts in every place that a stranger can write to: none mentions anybody, forges a link or breaks a message."""

from __future__ import annotations

import random
import unicodedata
from dataclasses import fields, replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import pytest

from monitor.alerts import forms
from monitor.alerts.render import (
    render_alert,
    render_catch_up,
    render_digest,
    render_notice,
    render_reply,
    render_story,
)
from monitor.answers.says import says
from monitor.types import AlertSide, Development, Evidence, HeldUp, Issue, Remark, ShownBefore, Story, Verdict
from tests.builders import alert, digest, evidence, utterance
from tests.slack_rules import message_problem
from tests.slack_view_rules import view_problems

if TYPE_CHECKING:
    from collections.abc import Iterator

CASES = 200
PIECES = (
    "<!channel>",
    "<!here|here>",
    "<!everyone>",
    "<@U0123456789>",
    "<!subteam^S012345678|@all>",
    "<#C0123456789|general>",
    "<https://evil.example/|https://www.nato.int/>",
    "<mailto:a@b.example|write us>",
    "<!date^1392734382^{date}|x>",
    "&lt;!channel&gt;",
    "&amp;lt;",
    "@channel",
    "*bold* _it_ ~no~ `code` ```\nblock\n```",
    "> quoted\n>>> all",
    "[link](https://evil.example/)",
    ":rotating_light: :skin-tone-2:",
    "\u202egnp.exe\u202c",
    "\u2066\u2067\u2068\u2069\u200f\u061c",
    "\u200b\ufeff\u2060",
    "\x00\x07\x1b[31m\x7f",
    "\ud800",
    "\u2028\u2029\x85",
    "https://evil.example/a|b",
    "javascript:alert(1)",
    '"}]} {"type": "divider"}',
    "\\u003c!channel\\u003e",
    "🇺🇦" * 40,
    "א" * 60,
    "𝕹" * 80,
    "e\u0301" * 90,
    "word " * 900,
    "x" * 14_000,
)
URLS = (
    "https://www.example.org/a?b=1&c=2",
    "https://evil.example/|https://www.nato.int",
    "https://evil.example/> <!channel>",
    "javascript:alert(1)",
    "data:text/html,x",
    "https://" + "a" * 4000 + ".example/",
    "//evil.example",
    "https://user@evil.example:99999/",
    "https://www.nato.int@evil.example/",
    "http://[::1",
    "",
    None,
)
AXIS = {-2: "refuse", 0: "wait", 2: "open"}


class Hostile:
    """Texts and addresses made from the pieces, always the same for a number."""

    def __init__(self, number: int) -> None:
        self._random = random.Random(number)

    def text(self) -> str:
        return " ".join(self._random.choices(PIECES, k=self._random.randint(1, 4)))

    def evidence(self, **changes: Any) -> Evidence:
        places = {name: self.text() for name in ("quote", "title", "outlet", "speaker", "voice", "language", "article")}
        return replace(evidence(), url=self._random.choice(URLS), **{**places, **changes})

    def side(self) -> AlertSide:
        return AlertSide(
            level=self._random.choice((-2, 0, None)), claim=self.text(), position=self.text(), level_name=self.text()
        )

    def shown_before(self) -> ShownBefore:
        at = datetime(2025, 9, 20, tzinfo=UTC)
        return ShownBefore(until=at, headline=self.text(), kind=self.text(), before=self.side(), after=self.side())

    def alert(self, **changes: Any):
        plain = ("actor_name", "office_name", "office", "issue", "issue_name", "headline", "reason", "kind", "bloc")
        made = alert(
            before=self.side(),
            after=self.side(),
            evidence=(self.evidence(), self.evidence(favours=False), *(self.evidence() for _ in range(6))),
            unchanged=tuple(self.text() for _ in range(9)),
            caveats=tuple(self.text() for _ in range(9)),
            earlier=tuple(self.shown_before() for _ in range(2)),
            **{name: self.text() for name in plain},
        )
        return replace(made, status=self._random.choice(("confirmed", "unconfirmed")), **changes)


def leaves(thing: Any, path: str = "") -> Iterator[tuple[str, Any]]:
    if isinstance(thing, dict):
        for name, value in thing.items():
            yield from leaves(value, f"{path}.{name}")
    elif isinstance(thing, list | tuple):
        for value in thing:
            yield from leaves(value, path)
    else:
        yield path, thing


def objects(thing: Any) -> Iterator[dict[str, Any]]:
    if isinstance(thing, dict):
        yield thing
        for value in thing.values():
            yield from objects(value)
    elif isinstance(thing, list | tuple):
        for value in thing:
            yield from objects(value)


def assert_harmless(blocks: Any, text: str = "") -> None:
    assert "<" not in text
    assert ">" not in text
    for each in objects(blocks):
        assert each.get("type") not in ("user", "usergroup", "channel", "broadcast", "emoji", "markdown", "image")
        if each.get("type") == "mrkdwn":
            assert each["verbatim"] is True
            assert not set("<>").intersection(each["text"])
        if each.get("type") == "link":
            assert each["url"] in URLS
            assert each["url"].startswith("https://www.example.org/")
        if each.get("type") == "plain_text":
            assert each["emoji"] is False
    for path, leaf in (*leaves(blocks), ("text", text)):
        if isinstance(leaf, str) and not path.endswith((".value", ".url", ".action_id", ".block_id")):
            seen = leaf.replace("\n", "", 1) if path.endswith(".fields.text") else leaf  # our own, under the name
            odd = [c for c in seen if unicodedata.category(c) in ("Cc", "Cs", "Cf") and c not in "\u200c\u200d"]
            assert odd == [], path


def assert_message(message) -> None:
    posted = {"text": message.text, "blocks": list(message.blocks), "metadata": message.metadata or None}
    assert message_problem({name: value for name, value in posted.items() if value}) is None
    assert_harmless(list(message.blocks), message.text)


@pytest.mark.parametrize("number", range(CASES))
def test_hostile_text_stays_text(number):
    made = Hostile(number)
    first, later = (
        made.alert(id="al-1"),
        made.alert(id="al-2", story="al-1", raised_at=datetime(2026, 1, 1, tzinfo=UTC)),
    )
    verdict = Verdict(alert_id="al-1", word="stale", by=made.text(), at=first.at, note=made.text())
    story = Story(first=first, later=(later,), verdicts=(verdict,))
    change = Development(
        alert_id="al-1",
        was_status="unconfirmed",
        was_confidence=0.1,
        was_severity=1,
        was_sources=0,
        was_copies=0,
        evidence=first.evidence,
    )
    remark = Remark(lines=(made.text(), made.text()), proposal="p-1")
    top = {"headline": made.text(), "quote": made.text(), "outlet": made.text(), "url": URLS[number % len(URLS)]}
    content = {"title": made.text(), "lines": [made.text()], "top": [top], "bookkeeping": [made.text()]}

    for message in (
        render_alert(first, key="k", buttons=True),
        render_story(story, buttons=True),
        render_reply(story, change, key="k"),
        render_reply(story, remark, key="k", buttons=True),
        render_notice(remark, key="k"),
        render_catch_up(HeldUp(alerts=(first, later), since=first.at), key="k"),
        render_digest(digest(**content), made.text(), key="k"),
        says(made.text(), made.text()),
    ):
        assert_message(message)


@pytest.mark.parametrize("number", range(0, CASES, 10))
def test_hostile_text_stays_text_in_forms_and_in_the_home(number):
    made = Hostile(number)
    found = made.alert(id="al-1", office="RU-MFA", issue="DIA")
    issue = Issue(
        code="DIA",
        name=made.text(),
        axis={level: made.text() for level in AXIS},
        hardening_sign={},
        weight=1.0,
        keywords={},
        anchors={},
    )
    standing = forms.Standing(office=made.text(), issue=made.text(), before=None, now=1, n=3, state=made.text())
    said = [utterance(evidence=(made.evidence(),)) for _ in range(30)]

    for kind, view in (
        ("modal", forms.mute_form(found, [("feed-1", made.text())])),
        ("modal", forms.propose_form(found, issue)),
        ("modal", forms.timeline(found, said)),
        ("home", forms.home([found] * 15, [standing] * 60)),
    ):
        shown = {**view, "blocks": _once_each(view["blocks"])}
        assert view_problems(shown, kind=kind) == []
        assert_harmless(shown["blocks"])


def _once_each(blocks: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """The same alert stands there several times, which in life it cannot."""
    return [
        {**block, "block_id": f"{block['block_id']}-{n}"} if "block_id" in block else block
        for n, block in enumerate(blocks)
    ]


def test_no_field_of_an_alert_is_forgotten():
    """A new text in an alert must be made hostile here too."""
    known = {field.name for field in fields(alert())}

    assert known == {
        *("id", "key", "kind", "status", "raised_at", "at", "actor", "actor_name", "office", "office_name", "bloc"),
        *("issue", "issue_name", "before", "after", "direction", "confidence", "severity", "ratio", "since"),
        *("independent_sources", "copies", "evidence", "unchanged", "caveats", "reason", "versions", "headline"),
        *("speaker_level", "channel", "held", "story", "borne_out", "raised_with", "owners", "earlier"),
    }
