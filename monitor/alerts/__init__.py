"""An alert → people: what a message says (card), how it looks (render, console), and how it gets there once (slack, outbox)."""

from monitor.alerts.console import (
    UNWRAPPED,
    ConsoleNotifier,
    format_alert,
    format_digest,
    format_evidence,
    format_verdicts,
    width_for,
)
from monitor.alerts.contract import alert_to_json
from monitor.alerts.feed_trouble import feed_lines, first_of, gap_lines
from monitor.alerts.health import health_lines
from monitor.alerts.jsonlines import JsonLinesNotifier
from monitor.alerts.mutes import muted
from monitor.alerts.outbox import AfterFailure, after_failure
from monitor.alerts.pace import Pace
from monitor.alerts.render import Message, render_alert, render_digest
from monitor.alerts.routing import quiet_until, wakes_from
from monitor.alerts.slack import SlackNotifier
from monitor.alerts.slack_client import SlackViews, check_socket
from monitor.alerts.slack_errors import TOO_FAST
from monitor.alerts.slack_groups import SlackGroups
from monitor.alerts.webhook import WebhookNotifier, respond

__all__ = [
    "TOO_FAST",
    "UNWRAPPED",
    "AfterFailure",
    "ConsoleNotifier",
    "JsonLinesNotifier",
    "Message",
    "Pace",
    "SlackGroups",
    "SlackNotifier",
    "SlackViews",
    "WebhookNotifier",
    "after_failure",
    "alert_to_json",
    "check_socket",
    "feed_lines",
    "first_of",
    "format_alert",
    "format_digest",
    "format_evidence",
    "format_verdicts",
    "gap_lines",
    "health_lines",
    "muted",
    "quiet_until",
    "render_alert",
    "render_digest",
    "respond",
    "wakes_from",
    "width_for",
]
