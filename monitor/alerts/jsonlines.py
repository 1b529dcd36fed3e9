"""The `Notifier` for pipes: one JSON document a line, in the shape that `alerts list --json` has too."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING, TextIO

from monitor.alerts.contract import alert_to_json, evidence_to_json
from monitor.alerts.week import describe_week
from monitor.errors import NotifyError
from monitor.types import Alert, Remark, Sent

if TYPE_CHECKING:
    from monitor.types import Development, Digest, HeldUp, Story


class JsonLinesNotifier:
    """Writes to `stream` (default: standard output); what is written cannot be looked up or changed."""

    name = "json-lines"
    finder = None
    gallery = None
    pace = None

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout

    def send_alert(self, alert: Alert, key: str) -> Sent:
        """Raises NotifyError where the stream is closed."""
        return self._write("alert", key, alert=alert_to_json(alert))

    def send_digest(self, digest: Digest, key: str, page: str | None) -> Sent:
        """Raises NotifyError where the stream is closed."""
        card = describe_week(digest, page)
        return self._write("digest", key, week=digest.week, title=card.title, lines=list(card.lines), page=page)

    def send_notice(self, what: Remark | HeldUp, key: str) -> Sent:
        """Raises NotifyError where the stream is closed."""
        if isinstance(what, Remark):
            return self._write("notice", key, lines=list(what.lines))
        return self._write("notice", key, alerts=[alert_to_json(alert) for alert in what.alerts])

    def send_reply(self, story: Story, what: Alert | Development | Remark, key: str) -> Sent:
        """Raises NotifyError where the stream is closed."""
        if isinstance(what, Alert):
            return self._write("alert", key, story=story.first.id, alert=alert_to_json(what))
        if isinstance(what, Remark):
            return self._write("notice", key, story=story.first.id, lines=list(what.lines))
        new = [evidence_to_json(place) for place in what.evidence]
        return self._write("update", key, story=story.first.id, alert_id=what.alert_id, evidence=new)

    def edit(self, story: Story) -> None:
        """Nothing: what is written stays."""

    def _write(self, kind: str, key: str, **document: object) -> Sent:
        line = json.dumps({"type": kind, "key": key, **document}, ensure_ascii=False)
        try:
            self._stream.write(line + "\n")
            self._stream.flush()
        except (OSError, ValueError) as error:  # ValueError: the stream was closed, or cannot write such letters
            raise NotifyError(f"cannot write to the pipe: {type(error).__name__}", outcome="unknown") from error
        return Sent(channel="pipe", ts=key)
