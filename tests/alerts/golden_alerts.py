"""The alerts whose messages are kept in golden/. `python -m tests.alerts.golden_alerts` writes those files anew: read the diff."""

from __future__ import annotations

import json
from dataclasses import asdict, replace
from datetime import UTC, date, datetime
from pathlib import Path

from monitor.alerts import format_alert, render_alert
from monitor.alerts.render import render_story
from monitor.types import Alert, AlertSide, Story, Verdict
from tests.builders import alert, evidence

STORY = "story_confirmed"
GOLDEN = Path(__file__).parent / "golden"


def softening_in_russian() -> Alert:
    """Confirmed; the words are Russian, two more outlets have them, and one statement speaks against it."""
    said = "Мы готовы возобновить контакты с партнёрами, но возвращения к прежним отношениям не будет."
    return alert(
        evidence=(
            evidence(quote=said, language="ru", url="https://www.example.org/ru/выступления/17?p=1&q=2"),
            evidence(
                outlet="Example Wire", weight=0.6, voice="quoted", url="https://wire.example.org/a", published=None
            ),
            evidence(outlet="Example Daily", weight=0.5, voice="reported", url=None),
            evidence(
                quote="Nobody on the other side is ready for talks.",
                outlet="Example Wire",
                favours=False,
                weight=0.4,
                voice="quoted",
                published=datetime(2025, 9, 8, 20, 0, tzinfo=UTC),
            ),
        ),
    )


def unconfirmed_reversal() -> Alert:
    """One source, a long quotation, and an outlet whose name is full of Slack's own signs."""
    long = "Our forces will not stay in the eastern states one day longer than " + "the treaty asks of us and " * 10
    return alert(
        id="al-0002",
        key="reversal:NATO-SG:FOR:2026-02-01",
        kind="reversal",
        status="unconfirmed",
        actor="rutte",
        actor_name="Mark Rutte",
        office="NATO-SG",
        office_name="NATO Secretary General",
        bloc="NATO",
        issue="FOR",
        issue_name="forces, eastern posture",
        before=AlertSide(
            level=2, claim="allied forces stay", baseline="rolling", as_of=date(2026, 1, 4), level_name="reinforce"
        ),
        after=AlertSide(level=-1, claim="forces may leave", level_name="reduce"),
        confidence=0.5,
        severity=81,
        independent_sources=1,
        copies=1,
        evidence=(
            evidence(quote=long.strip(), outlet="R&D <News> | *bold* <!channel>", speaker="Mark Rutte", weight=0.7),
        ),
        unchanged=(),
        caveats=("one statement cannot confirm a change", "the outlet paraphrases"),
        reason="Two levels from the baseline in one statement.",
        headline="NATO Secretary General reverses on forces: reinforce → reduce",
        speaker_level=5,
    )


def emphasis_without_words() -> Alert:
    """About counts: no quotation, no level, no headline."""
    return alert(
        id="al-0003",
        key="emphasis:RU-MFA:NUC:2026-W06",
        kind="emphasis",
        issue="NUC",
        issue_name="nuclear, arms control",
        before=AlertSide(level=None, claim=""),
        after=AlertSide(level=None, claim="four of ten statements are about arms control"),
        direction=None,
        confidence=0.91,
        severity=34,
        evidence=(),
        unchanged=(),
        caveats=(),
        headline="",
        speaker_level=0,
    )


ALERTS = {made.__name__: made for made in (softening_in_russian, unconfirmed_reversal, emphasis_without_words)}


def story_confirmed() -> Story:
    """Told by one source, confirmed by others two days later, and answered; with the buttons that somebody listens to."""
    later = datetime(2025, 9, 10, 9, 30, tzinfo=UTC)
    confirmation = alert(id="al-0009", key="k9", story="al-0001", raised_at=later, at=later, confidence=0.93)
    said = softening_in_russian()
    return Story(
        first=replace(said, status="unconfirmed", confidence=0.5, independent_sources=1),
        later=(replace(confirmation, independent_sources=5, copies=22),),
        verdicts=(
            Verdict(alert_id="al-0001", word="confirm", by="m.weber", at=later, note="same words in the transcript"),
        ),
    )


def message_of(name: str) -> str:
    made = render_story(story_confirmed(), buttons=True) if name == STORY else render_alert(ALERTS[name]())
    return json.dumps(asdict(made), ensure_ascii=False, indent=1) + "\n"


def card_of(name: str) -> str:
    return format_alert(ALERTS[name](), width=80, colour=False)


if __name__ == "__main__":
    (GOLDEN / f"{STORY}.json").write_text(message_of(STORY), encoding="utf-8")
    for name in ALERTS:
        (GOLDEN / f"{name}.json").write_text(message_of(name), encoding="utf-8")
        (GOLDEN / f"{name}.txt").write_text(card_of(name), encoding="utf-8")
