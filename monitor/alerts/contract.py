"""An alert as the JSON that scripts and the page's API rely on (docs: the contract's alert). Pure."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.types import Alert, AlertSide, Evidence, ShownBefore


def alert_to_json(alert: Alert) -> dict[str, object]:
    """The alert in the contract's names; every value is JSON-able, times are ISO 8601 in UTC."""
    return {
        "id": alert.id,
        "key": alert.key,
        "kind": alert.kind,
        "status": alert.status,
        "raised_at": _utc(alert.raised_at),
        "since": alert.since.isoformat(),
        "actor": alert.actor_name,
        "office": alert.office,
        "bloc": alert.bloc,
        "issue": alert.issue,
        "headline": alert.headline,
        "before": _before(alert.before),
        "after": _after(alert.after),
        "direction": alert.direction,
        "confidence": alert.confidence,
        "severity": alert.severity,
        "ratio": alert.ratio,
        "borne_out": alert.borne_out,
        "independent_sources": alert.independent_sources,
        "copies": alert.copies,
        "evidence": [evidence_to_json(place) for place in alert.evidence],
        "unchanged": list(alert.unchanged),
        "caveats": list(alert.caveats),
        "reason": alert.reason,
        "raised_with": _raised_with(alert),
        "earlier": [_shown_before(shown) for shown in alert.earlier],
        "channel": alert.channel,
        "held": alert.held,
        "versions": {
            "baseline": alert.versions.baseline,
            "model": alert.versions.model,
            "code": alert.versions.code,
        },
    }


def _raised_with(alert: Alert) -> dict[str, object] | None:
    """Its evidence is the first so many places."""
    if alert.raised_with is None:
        return None
    first = sum(not place.later for place in alert.evidence)
    return {"ratio": alert.first_ratio, "reason": alert.first_reason, "evidence": first}


def _shown_before(shown: ShownBefore) -> dict[str, object]:
    return {
        "until": _utc(shown.until),
        "headline": shown.headline,
        "kind": shown.kind,
        "before": _before(shown.before),
        "after": _after(shown.after),
    }


def _after(side: AlertSide) -> dict[str, object]:
    return {"level": side.level, "claim": side.claim}


def _before(side: AlertSide) -> dict[str, object]:
    return {
        "level": side.level,
        "claim": side.claim,
        "baseline": side.baseline,
        "position": side.position,
        "as_of": side.as_of.isoformat() if side.as_of else None,
    }


def evidence_to_json(place: Evidence) -> dict[str, object]:
    return {
        "quote": place.quote,
        "article": place.article,
        "url": place.url,
        "title": place.title,
        "outlet": place.outlet,
        "published": _utc(place.published) if place.published else None,
        "said_at": _utc(place.said_at),
        "speaker": place.speaker,
        "voice": place.voice,
        "start": place.start,
        "end": place.end,
        "weight": place.weight,
        "for": place.favours,
    }


def _utc(when: datetime) -> str:
    return when.astimezone(UTC).isoformat().replace("+00:00", "Z")
