"""Writes deploy/grafana-dashboard.json: what stands on it is a table here, for a dashboard as JSON is not for people."""

from __future__ import annotations

import json
from pathlib import Path

TARGET = Path(__file__).resolve().parents[1] / "deploy" / "grafana-dashboard.json"
PANELS = (
    ("Is all well? (0: yes)", "stat", "short", {"problems": "max(monitor_problems)"}),
    ("Processes", "stat", "short", {"{{role}}": "max by (role) (monitor_processes)"}),
    ("Feeds", "stat", "short", {"{{state}}": "max by (state) (monitor_feeds)"}),
    ("From publication and from meeting it to the alert (7 days)", "timeseries", "s",
     {"{{since}} p{{quantile}}": "max by (since, quantile) (monitor_alert_lag_seconds)"}),
    ("What waits", "timeseries", "short", {"{{stage}}": "max by (stage) (monitor_backlog)"}),
    ("How long the oldest waits", "timeseries", "s", {"{{stage}}": "max by (stage) (monitor_backlog_oldest_seconds)"}),
    ("Pieces a second, by pass", "timeseries", "short", {"{{pass}}": "sum by (pass) (rate(monitor_pass_pieces_total[5m]))"}),
    ("Failed pieces and errors, by pass", "timeseries", "short",
     {"{{pass}} failed": "sum by (pass) (increase(monitor_pass_failures_total[15m]))",
      "{{pass}} errors": "sum by (pass) (increase(monitor_pass_errors_total[15m]))"}),
    ("Processor time for one document (parsing; reading with its model)", "timeseries", "s",
     {"{{kind}}": "sum by (kind) (rate(monitor_task_cpu_seconds_total[15m])) / sum by (kind) (rate(monitor_tasks_total[15m]))"}),
    ("Seconds that passes run, in a second", "timeseries", "short",
     {"{{pass}}": "sum by (pass) (rate(monitor_pass_seconds_total[5m]))"}),
    ("Messages", "timeseries", "short", {"{{kind}} {{state}}": "max by (kind, state) (monitor_messages)"}),
    ("Since the last message", "stat", "s", {"": "time() - max(monitor_last_delivery_timestamp_seconds)"}),
    ("Articles, by how far they are", "timeseries", "short", {"{{stage}}": "max by (stage) (monitor_articles)"}),
    ("Second opinions today", "stat", "short", {"{{what}}": "max by (what) (monitor_second_opinions_today)"}),
)  # fmt: skip


def panel(number: int, title: str, kind: str, unit: str, lines: dict[str, str]) -> dict[str, object]:
    return {
        "id": number + 1,
        "title": title,
        "type": kind,
        "datasource": {"type": "prometheus", "uid": "${source}"},
        "gridPos": {"x": 8 * (number % 3), "y": 8 * (number // 3), "w": 8, "h": 8},
        "fieldConfig": {"defaults": {"unit": unit}, "overrides": []},
        "targets": [
            {"refId": chr(65 + place), "expr": expr, "legendFormat": legend}
            for place, (legend, expr) in enumerate(lines.items())
        ],
    }


def dashboard() -> str:
    """The file's text."""
    source = {"name": "source", "type": "datasource", "query": "prometheus", "label": "Prometheus"}
    board = {
        "title": "Messaging Monitor",
        "uid": "messaging-monitor",
        "schemaVersion": 39,
        "time": {"from": "now-24h", "to": "now"},
        "refresh": "1m",
        "templating": {"list": [source]},
        "panels": [panel(number, *rest) for number, rest in enumerate(PANELS)],
    }
    return json.dumps(board, indent=1) + "\n"


if __name__ == "__main__":
    TARGET.write_text(dashboard(), encoding="utf-8")
