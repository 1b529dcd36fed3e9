"""The commands. Only this folder imports typer; each command parses its words, calls app/, and prints.

Exit codes: 0 done · 1 the work failed · 2 wrong use or wrong configuration · 130 interrupted.
"""

from __future__ import annotations

import errno
import sys
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from monitor import __version__
from monitor.cli import alerts, archive, articles, baseline, database, digest, feeds, quality, service, users
from monitor.errors import ConfigError, MonitorError, UsageError

if TYPE_CHECKING:
    from collections.abc import Sequence

INTERRUPTED = 130

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
quality.add_to(app)
app.add_typer(baseline.app, name="baseline")
app.add_typer(feeds.app, name="feeds")
app.add_typer(alerts.app, name="alerts")
app.add_typer(users.app, name="users")
app.add_typer(database.app, name="db")


def _show_version(asked: bool) -> None:
    if asked:
        typer.echo(f"monitor {__version__}")
        raise typer.Exit


@app.callback()
def _monitor(
    version: Annotated[
        bool, typer.Option("--version", callback=_show_version, is_eager=True, help="Shows the version and ends.")
    ] = False,
) -> None:
    """What stands before a command."""


def main(words: Sequence[str] | None = None) -> None:
    """Runs a command and ends the process with its exit code; what went wrong is said on stderr, without a traceback."""
    try:
        code = app(args=list(words) if words is not None else None, standalone_mode=False)
    except typer.TyperException as error:
        _end(error.exit_code, _hint(error.format_message()))
    except (ConfigError, UsageError) as error:
        _end(2, str(error))
    except MonitorError as error:
        _end(1, str(error))
    except OSError as error:
        _end(1, _refused(error))
    else:
        # typer answers an Exit raised in a command, an interruption included, as its code.
        _end(code if isinstance(code, int) else 0, "interrupted" if code == INTERRUPTED else "")


def _hint(message: str) -> str:
    """Nothing where typer has shown the help instead."""
    ending = " " if message.endswith("?") else "; "
    return f"{message.rstrip('.')}{ending}`monitor COMMAND --help` shows what there is" if message else ""


_WHAT_TO_DO = {
    errno.ENOSPC: "make room on the disk and run the command again",
    errno.EDQUOT: "make room within the quota and run the command again",
    errno.EACCES: "look at whose the file and its folder are, and what this user may do there",
    errno.EPERM: "look at whose the file and its folder are, and what this user may do there",
    errno.EROFS: "write to a folder that is not mounted read-only",
    errno.EMFILE: "let the process open more files (`ulimit -n`) and run the command again",
    errno.EPIPE: "who was reading the output has ended",
}


def _refused(error: OSError) -> str:
    """What the system said of which file, in its words, and what to do where that is known."""
    named = error.filename2 or error.filename  # of a move, where to
    where = f"{named}: " if named is not None else ""
    advice = f"; {_WHAT_TO_DO[error.errno]}" if error.errno in _WHAT_TO_DO else ""
    return f"{where}{error.strerror or error}{advice}"


def _end(code: int, message: str) -> NoReturn:
    if message:
        sys.stderr.write(f"{message}\n")
    sys.exit(code)
