"""How log lines look: for people, or as JSON for machines that collect them (`LOG_FORMAT=json`)."""

from __future__ import annotations

import json
import logging
import sys
from datetime import UTC, datetime

from monitor.app.environment import log_format

FOR_PEOPLE = "%(asctime)s %(levelname)-7s %(name)s: %(message)s"


class JsonLines(logging.Formatter):
    """A line an outcome: `event` is the same for all of a kind, `values` are what this one is about, ids first."""

    def format(self, record: logging.LogRecord) -> str:
        values = record.args if isinstance(record.args, tuple) else ()
        line = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
            "event": str(record.msg),
            "values": [value if isinstance(value, int | float) else str(value) for value in values],
        }
        if record.exc_info:
            line["traceback"] = self.formatException(record.exc_info)
        return json.dumps(line)


def start_logging(level: int = logging.INFO) -> None:
    """Logs go to stderr, one line an outcome; libraries are heard only when something is wrong."""
    handler = logging.StreamHandler(sys.stderr)
    handler.setFormatter(JsonLines() if log_format() == "json" else logging.Formatter(FOR_PEOPLE))
    logging.basicConfig(handlers=[handler], level=logging.WARNING, force=True)
    logging.getLogger("monitor").setLevel(level)


def heard_from() -> int | None:
    """The level from which on this process's own lines are heard, for `start_logging` in another; None where it has set up nothing."""
    return logging.getLogger("monitor").level or None
