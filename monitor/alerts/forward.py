"""Copies of messages to further targets: e-mail, Teams, Mattermost, Discord and what else Apprise knows. The only file that imports it.

Apprise says that the service took a message or that it did not, and no more: not why, not where the message is. So a copy is
sent again until it was taken, and where a connection breaks at the wrong moment it may come twice.
"""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from apprise import Apprise, AppriseAttachment, NotifyFormat
from apprise.attachment.memory import AttachMemory

from monitor.alerts.card import headline_of
from monitor.alerts.console import format_alert, format_digest
from monitor.alerts.week import describe_week
from monitor.errors import ConfigError, NotifyError

if TYPE_CHECKING:
    from monitor.types import Alert, Digest

WIDTH = 76
NOT_TAKEN = "it was not taken (Apprise does not tell why: check the address, and whether the service can be reached)"
MAIL = ("mailto", "mailtos")


class AppriseForwarder:
    """The `Forwarder` to one target. The address is a secret: it stands in no log, no error and no repr."""

    def __init__(self, name: str, address: str, *, variable: str) -> None:
        """`variable`: the name of the environment variable that the address came from, for what is said where it is wrong."""
        _silence()
        self.name = name
        self._apprise = Apprise()
        try:
            taken = self._apprise.add(address)
        except TypeError:  # Apprise means to answer False; some addresses trip it
            taken = False
        if not taken:
            raise ConfigError([f"{variable}: is no address that Apprise knows, like mailtos://user:password@host?to=…"])
        self._by_mail = address.partition("://")[0].lower() in MAIL

    def __repr__(self) -> str:
        return f"AppriseForwarder({self.name!r})"

    def forward_alert(self, alert: Alert) -> None:
        """The card as plain text. Raises NotifyError where it was not taken."""
        self._send(headline_of(alert), format_alert(alert, width=WIDTH, colour=False))

    def forward_digest(self, digest: Digest, page: str) -> None:
        """The week as plain text; by mail with the HTML page beside it. Raises NotifyError where it was not taken."""
        beside = AppriseAttachment()
        if self._by_mail:
            page_file = AttachMemory(content=page, name=f"{digest.week}.html", mimetype="text/html")  # type: ignore[no-untyped-call]  # Apprise does not type it
            beside.add(page_file)
        text = format_digest(digest, None, width=WIDTH, colour=False)
        self._send(describe_week(digest, None).title, text, beside if self._by_mail else None)

    def _send(self, title: str, text: str, beside: AppriseAttachment | None = None) -> None:
        try:
            taken = self._apprise.notify(body=text, title=title, body_format=NotifyFormat.TEXT, attach=beside)
        except (OSError, TypeError, ValueError) as error:
            raise NotifyError(f"{self.name}: it was not taken ({type(error).__name__})", outcome="unknown") from None
        if not taken:
            raise NotifyError(f"{self.name}: {NOT_TAKEN}", outcome="unknown")


def _silence() -> None:
    """Apprise logs addresses with their secrets, and so do the libraries under it at level DEBUG."""
    for name in ("apprise", "urllib3", "requests"):
        logging.getLogger(name).setLevel(logging.CRITICAL)
        logging.getLogger(name).propagate = False
