"""The commands. Only this folder imports typer; each command parses its words, calls app.py, and prints.

Exit codes: 0 done · 1 the work failed · 2 wrong use or wrong configuration · 130 interrupted.
"""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import typer

from monitor.cli import alerts, archive, articles, baseline, database, digest, feeds, service
from monitor.errors import ConfigError, MonitorError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

app = typer.Typer(
    name="monitor",
    help="Compares what officials say with a stated baseline, and tells people when a line moves.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
service.add_to(app)
articles.add_to(app)
archive.add_to(app)
digest.add_to(app)
app.add_typer(baseline.app, name="baseline")
app.add_typer(feeds.app, name="feeds")
app.add_typer(alerts.app, name="alerts")
app.add_typer(database.app, name="db")


def main(words: Sequence[str] | None = None) -> None:
    """Runs a command and ends the process with its exit code."""
    try:
        app(args=list(words) if words is not None else None, standalone_mode=True)
    except (ConfigError, UsageError) as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(2)
    except MonitorError as error:
        sys.stderr.write(f"{error}\n")
        sys.exit(1)
    except KeyboardInterrupt:
        sys.exit(130)
