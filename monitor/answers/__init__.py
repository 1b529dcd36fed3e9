"""What people answer in Slack: clicks, forms, commands and the App Home → rows, and what they are told in turn."""

from monitor.answers.desk import Desk
from monitor.answers.socket import SIGN, SlackSocket

__all__ = ["SIGN", "Desk", "SlackSocket"]
