"""Alerts as cards, ranked, and what speaks against them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.digest.words import CHECK, KINDS, MOVES, NEW_WORDING, TOGETHER, issue_of, level_word
from monitor.types.severity import severity_word
from monitor.types.sureness import confidence_word

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from monitor.digest.content import Card, Counter, Judged, Quoted, Side, Theme
    from monitor.types import Alert, AlertSide, Evidence, Issue, World


def ranked(alerts: Iterable[Alert]) -> list[Alert]:
    return sorted(alerts, key=rank)


def rank(alert: Alert) -> tuple[float, datetime, str]:
    """By severity × confidence; equal ones by time, then id, so that the same rows give the same page."""
    return -alert.severity * alert.confidence, alert.at, alert.id


def is_check(alert: Alert) -> bool:
    """Whether it asks a person to confirm or correct a baseline row: that says something of the row, not of the line."""
    return alert.key.startswith("check:")


def is_move(card: Card) -> bool:
    """Whether it says of one line that it moved: an alert that stands for several is none beside them, nor is one of new words."""
    return card["kind"] in MOVES and card["kind_word"] not in (CHECK, TOGETHER, NEW_WORDING)


def checks_apart(alerts: Sequence[Alert], fewest: int = 3) -> tuple[list[Alert], list[Alert]]:
    """Baseline checks, and the other alerts. A few stand among the others; many say one thing: the world has moved."""
    checks = [alert for alert in alerts if is_check(alert)]
    if len(checks) < fewest:
        return [], list(alerts)
    return checks, [alert for alert in alerts if alert not in checks]


def strongest(alert: Alert) -> Evidence | None:
    """The evidence for the alert that weighs most of what it was raised on, the first of equals: the words that its reason names."""
    return max((e for e in alert.evidence if e.favours), key=lambda e: (not e.later, e.weight), default=None)


def card(alert: Alert, *, world: World, verdicts: Mapping[str, Judged]) -> Card:
    """The alert as a reader sees it."""
    issue = issue_of(world, alert.issue)
    verdict = verdicts.get(alert.id)
    return {
        **quoted(strongest(alert)),
        "alert_id": alert.id,
        "headline": headline(alert),
        "kind": alert.kind,
        "kind_word": CHECK if is_check(alert) else KINDS.get(alert.shown_kind, alert.kind),
        "status": alert.status,
        "direction": alert.direction,
        "actor": alert.actor_name,
        "office": alert.office,
        "office_name": alert.office_name,
        "bloc": alert.bloc,
        "issue": alert.issue,
        "issue_name": alert.issue_name,
        "at": alert.at.isoformat(),
        "since": alert.since.isoformat(),
        "channel": alert.channel,
        "held": alert.held,
        "confidence": alert.confidence,
        "confidence_word": confidence_word(alert.confidence),
        "computed": alert.computed,
        "severity": alert.severity,
        "severity_word": severity_word(alert.severity),
        "ratio": alert.first_ratio,
        "independent_sources": alert.independent_sources,
        "copies": alert.copies,
        "before": _side(alert.before, issue),
        "after": _side(alert.after, issue),
        "unchanged": list(alert.unchanged),
        "caveats": list(alert.caveats),
        "reason": alert.first_reason,
        "verdict": verdict["word"] if verdict else None,
    }


def headline(alert: Alert) -> str:
    """The alert's own headline, or one made of its fields."""
    return alert.headline or f"{alert.office_name} on {alert.issue_name}: {KINDS.get(alert.kind, alert.kind).lower()}"


def _side(side: AlertSide, issue: Issue | None) -> Side:
    return {
        "level": side.level,
        "word": side.level_name or level_word(issue, side.level),
        "claim": side.beside_level,
        "baseline": side.baseline,
        "position": side.position,
        "as_of": side.as_of.isoformat() if side.as_of else None,
    }


def evidence_against(alerts: Iterable[Alert], most: int = 8) -> list[Counter]:
    """Quotes that speak against these alerts, the alerts in the order given, at most two an alert."""
    found: list[Counter] = []
    for alert in alerts:
        against = sorted((e for e in alert.evidence if not e.favours), key=lambda e: (-e.weight, e.said_at))
        found.extend(_counter(alert, evidence) for evidence in against[:2])
    return found[:most]


def _counter(alert: Alert, evidence: Evidence) -> Counter:
    return {**quoted(evidence), "alert_id": alert.id, "headline": headline(alert)}


def themes(alerts: Iterable[Alert], most_words: int = 3) -> list[Theme]:
    """New themes with the words that they were found by, strongest first."""
    return [
        {
            "alert_id": alert.id,
            "headline": headline(alert),
            "claim": alert.after.claim,
            "words": [quoted(e) for e in sorted(alert.evidence, key=lambda e: -e.weight)[:most_words]],
        }
        for alert in alerts
        if alert.kind == "new_theme"
    ]


def quoted(evidence: Evidence | None) -> Quoted:
    return {
        "speaker": evidence.speaker if evidence else "",
        "voice": evidence.voice if evidence else "",
        "quote": evidence.quote if evidence else "",
        "language": evidence.language if evidence else "",
        "outlet": evidence.outlet if evidence else "",
        "url": evidence.url if evidence else None,
        "source_title": evidence.title if evidence else "",
        "published": evidence.published.isoformat() if evidence and evidence.published else None,
        "said_at": evidence.said_at.isoformat() if evidence else None,
        "said_within": evidence.said_within if evidence else False,
    }
