"""An alert as a line of a list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.digest import card
from monitor.types import JudgedAlert, World
from monitor.web.page import Table

VERDICTS = {
    "confirm": "Right: the line moved",
    "repeat": "A repeat: nothing new",
    "wrong-speaker": "Wrong speaker",
    "wrong-stance": "Read wrongly: the words say something else",
    "stale": "Old words",
    "not-important": "Right, but not worth an alert",
}
"""The words a person may choose (monitor.types.VERDICT_WORDS), and what they mean."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertRow:
    """`verdict` is the last one; `quote` the strongest words, in their own `language`."""

    id: str
    headline: str
    kind: str
    kind_word: str
    status: str
    direction: str | None
    office: str
    office_name: str
    bloc: str
    issue: str
    issue_name: str
    raised_at: datetime
    at: datetime
    before_level: int | None
    before_word: str
    after_level: int | None
    after_word: str
    confidence: float
    computed: bool
    severity: int
    severity_word: str
    sources: int
    copies: int
    quote: str
    language: str
    speaker: str
    outlet: str
    channel: str
    held: str | None
    verdict: str | None


def alert_row(judged: JudgedAlert, world: World) -> AlertRow:
    alert, shown = judged.alert, card(judged.alert, world=world, verdicts={})
    return AlertRow(
        id=alert.id,
        headline=shown["headline"],
        kind=alert.kind,
        kind_word=shown["kind_word"],
        status=alert.status,
        direction=alert.direction,
        office=alert.office,
        office_name=alert.office_name,
        bloc=alert.bloc,
        issue=alert.issue,
        issue_name=alert.issue_name,
        raised_at=alert.raised_at,
        at=alert.at,
        before_level=alert.before.level,
        before_word=shown["before"]["word"],
        after_level=alert.after.level,
        after_word=shown["after"]["word"],
        confidence=alert.confidence,
        computed=alert.computed,
        severity=alert.severity,
        severity_word=shown["severity_word"],
        sources=alert.independent_sources,
        copies=alert.copies,
        quote=shown["quote"],
        language=shown["language"],
        speaker=shown["speaker"],
        outlet=shown["outlet"],
        channel=alert.channel,
        held=alert.held,
        verdict=judged.verdict,
    )


def alert_table(rows: tuple[AlertRow, ...]) -> Table:
    names = (
        "id", "raised_at", "at", "headline", "kind", "status", "direction", "office", "bloc", "issue", "before_level",
        "after_level", "confidence", "severity", "sources", "copies", "channel", "held", "verdict", "speaker", "outlet", "quote",
    )  # fmt: skip
    return Table.of(names, rows)
