"""What is shipped for watching the service asks only for numbers that it gives."""

from __future__ import annotations

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import yaml
from prometheus_client.parser import text_string_to_metric_families

from monitor.store import open_store
from monitor.types import Sent
from monitor.web import Health
from monitor.web.metrics import metrics_text
from monitor.web.sizes import Counted
from tests.builders import alert, evidence, found_article
from tools.dashboard import TARGET, dashboard

DEPLOY = Path(__file__).resolve().parents[2] / "deploy"
NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
BUSY = Health(
    ticks={"read": NOW},
    stale_after=timedelta(minutes=5),
    work={"read": {"pieces": 12, "failures": 1, "seconds": 2.5, "errors": 0}},
    tasks={"read": (12, 1.5)},
)


def metrics(store):
    return metrics_text(store, Counted(store).sizes(NOW), health=BUSY, now=NOW).decode()


def names_given(store):
    families = text_string_to_metric_families(metrics(store))
    return {f"{family.name}_total" if family.type == "counter" else family.name for family in families}


def names_asked(text):
    return set(re.findall(r"\bmonitor_[a-z_]+", text))


def test_the_dashboard_and_the_alert_rules_ask_for_what_there_is(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/monitor.db")
    store.upgrade()
    given = names_given(store)
    store.close()
    rules = yaml.safe_load((DEPLOY / "alert-rules.yml").read_text(encoding="utf-8"))["groups"][0]["rules"]
    panels = json.loads(TARGET.read_text(encoding="utf-8"))["panels"]

    assert all(set(rule) >= {"alert", "expr", "labels", "annotations"} for rule in rules)
    assert all({"summary", "action"} == set(rule["annotations"]) for rule in rules)
    asked = names_asked(" ".join(rule["expr"] for rule in rules))
    asked |= names_asked(" ".join(target["expr"] for panel in panels for target in panel["targets"]))
    assert asked - given == set()
    to_look_up = {
        "monitor_rows", "monitor_info", "monitor_pass_last_success_timestamp_seconds", "monitor_rows_counted_timestamp_seconds",
    }  # fmt: skip
    assert given - asked == to_look_up


def test_the_dashboard_in_the_repository_is_the_one_that_its_table_makes():
    assert TARGET.read_text(encoding="utf-8") == dashboard()


def test_how_late_people_hear_is_told_from_publication_and_from_meeting_it(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/monitor.db")
    store.upgrade()
    published = NOW - timedelta(minutes=20)
    store.add_articles([found_article(1, seen=NOW - timedelta(seconds=30), published=published)])
    shown = (evidence(article="article-1", published=published),)
    store.add_alerts([alert(raised_at=NOW, at=NOW, evidence=shown)], NOW)
    delivery = store.claim_delivery(NOW, timedelta(seconds=60))
    store.mark_sent(delivery.id, Sent(channel="C1", ts="1.0"), NOW)
    text = metrics(store)
    store.close()

    assert 'monitor_alert_lag_seconds{quantile="0.5",since="published"} 1200.0' in text
    assert 'monitor_alert_lag_seconds{quantile="0.95",since="met"} 30.0' in text
    assert 'monitor_backlog_oldest_seconds{stage="unread"} 30.0' in text


def test_rows_are_counted_anew_only_every_five_minutes(tmp_path):
    store = open_store(f"sqlite:///{tmp_path}/monitor.db")
    store.upgrade()
    counted = Counted(store)
    before = counted.sizes(NOW)
    store.add_articles([found_article(1, seen=NOW)])
    soon, later = counted.sizes(NOW + timedelta(minutes=4)), counted.sizes(NOW + timedelta(minutes=5))
    back = counted.sizes(NOW - timedelta(hours=1))
    text = metrics_text(store, before, health=BUSY, now=NOW).decode()
    store.close()

    assert soon is before
    assert (before.rows["articles"], before.stages) == (0, {})
    assert (later.rows["articles"], later.stages) == (1, {"unread": 1})
    assert back.at == NOW - timedelta(hours=1)  # a clock that was set back does not freeze them
    assert 'monitor_rows{kind="articles"} 0.0' in text
    assert 'monitor_backlog{stage="unread"} 1.0' in text
