"""An alert → people: what a message says (card), how it looks (render, console), and how it gets there once (slack, outbox)."""

from monitor.alerts.console import ConsoleNotifier, format_alert, format_digest
from monitor.alerts.contract import alert_to_json
from monitor.alerts.outbox import AfterFailure, after_failure
from monitor.alerts.render import Message, render_alert, render_digest
from monitor.alerts.slack import SlackNotifier
from monitor.alerts.webhook import WebhookNotifier

__all__ = [
    "AfterFailure",
    "ConsoleNotifier",
    "Message",
    "SlackNotifier",
    "WebhookNotifier",
    "after_failure",
    "alert_to_json",
    "format_alert",
    "format_digest",
    "render_alert",
    "render_digest",
]
