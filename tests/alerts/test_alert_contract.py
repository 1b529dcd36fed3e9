from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone

from monitor.alerts import alert_to_json
from monitor.types import AlertSide, RaisedWith
from tests.builders import alert, evidence

KEYS = {
    "id", "key", "kind", "status", "raised_at", "actor", "office", "bloc", "issue", "before", "after", "direction",
    "confidence", "severity", "ratio", "independent_sources", "copies", "evidence", "unchanged", "caveats", "reason", "versions",
}  # fmt: skip
EVIDENCE_KEYS = {
    "quote", "article", "url", "title", "outlet", "published", "said_at", "speaker", "voice", "start", "end", "weight", "for",
}  # fmt: skip


def test_alert_has_every_key_of_the_contract():
    made = alert_to_json(alert())

    assert set(made) - {"channel", "held", "headline", "since", "borne_out", "raised_with", "earlier"} == KEYS
    assert set(made["before"]) == {"level", "claim", "baseline", "position", "as_of"}
    assert set(made["after"]) == {"level", "claim"}
    assert set(made["versions"]) == {"baseline", "model", "code"}


def test_what_an_alert_was_raised_with_is_told_beside_how_it_stands():
    since = {"ratio": 900.0, "reason": "since then", "evidence": (evidence(), evidence(article="a2", later=True))}
    made = alert_to_json(alert(**since, raised_with=RaisedWith(ratio=220.0, reason="as raised")))

    assert (made["ratio"], made["reason"]) == (900.0, "since then")
    assert made["raised_with"] == {"ratio": 220.0, "reason": "as raised", "evidence": 1}
    assert alert_to_json(alert())["raised_with"] is None


def test_what_an_alert_said_before_its_line_was_found_elsewhere_is_told_beside_it():
    further = alert(at=alert().at + timedelta(days=3), headline="It opens", after=AlertSide(level=2, claim="ready"))
    made = alert_to_json(alert().led_on(further))

    assert (made["headline"], made["after"]) == ("It opens", {"level": 2, "claim": "ready"})
    (shown,) = made["earlier"]
    assert (shown["until"], shown["headline"], shown["kind"]) == ("2025-09-11T12:00:00Z", alert().headline, "softening")
    assert shown["after"] == {"level": 1, "claim": "contacts can be resumed"}
    assert shown["before"] == made["before"]
    assert alert_to_json(alert())["earlier"] == []


def test_evidence_has_exactly_the_keys_of_the_contract():
    (place,) = alert_to_json(alert(evidence=(evidence(favours=False),)))["evidence"]

    assert set(place) == EVIDENCE_KEYS
    assert place["for"] is False


def test_actor_is_the_name_and_office_the_id():
    made = alert_to_json(alert())

    assert (made["actor"], made["office"]) == ("Sergei Lavrov", "RU-MFA")


def test_times_are_utc():
    moscow = timezone(timedelta(hours=3))

    made = alert_to_json(alert(raised_at=datetime(2025, 9, 9, 11, 0, tzinfo=moscow)))

    assert made["raised_at"] == "2025-09-09T08:00:00Z"
    assert made["before"]["as_of"] == "2023-01-15"


def test_alert_survives_json():
    made = alert_to_json(alert(direction=None, evidence=(evidence(published=None, url=None),)))

    assert json.loads(json.dumps(made)) == made
    assert made["direction"] is None
