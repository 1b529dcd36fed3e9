"""The options that go with every command, and what every command does first."""

from __future__ import annotations

import json
import os
import re
import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.console import Console

from monitor.alerts import UNWRAPPED
from monitor.app.environment import environment
from monitor.app.parts import open_database

if TYPE_CHECKING:
    from monitor.store import SqlStore

ConfigFolder = Annotated[Path, typer.Option("--config", help="The configuration folder.", metavar="DIR")]
UnusedConfig = Annotated[
    Path, typer.Option("--config", help="Taken as with every command; this one needs only the database.", metavar="DIR")
]
AsJson = Annotated[bool, typer.Option("--json", help="One JSON document on stdout and nothing else.")]
DEFAULT_CONFIG = Path("config")


def open_store(url: str | None = None) -> closing[SqlStore]:
    """The store at `url`, by default the one that the environment names: migrated, for the length of a `with`."""
    return closing(open_database(environment().database_url if url is None else url))


def open_console(*, stderr: bool = False) -> Console:
    """A console that shows what it is given as it stands: `[network]` in the words of others is no style, and `:x:` no picture.

    Where the stream takes ASCII alone it writes UTF-8 all the same, as `typer.echo` does. Where it is no terminal lines are not wrapped,
    unless COLUMNS says how wide they may be.
    """
    stream = typer.get_text_stream("stderr" if stderr else "stdout", errors="replace")
    width = None if stream.isatty() or os.environ.get("COLUMNS") else UNWRAPPED
    return Console(file=stream, stderr=stderr, width=width, markup=False, emoji=False)


def print_json(document: object) -> None:
    """One JSON document on stdout."""
    sys.stdout.write(_in_json(document, indent=1) + "\n")
    sys.stdout.flush()


_HALVES = re.compile("[\ud800-\udfff]")
_LINE_ENDS = {ord(sign): f"\\u{ord(sign):04x}" for sign in "\x85\u2028\u2029"}
"""JSON lets them stand as they are, but many programs take them for the end of a line of JSON Lines."""


def print_line(document: object) -> None:
    """One line of JSON Lines on stdout, out at once. Line ends of other alphabets are escaped: some readers break lines there."""
    sys.stdout.write(_in_json(document).translate(_LINE_ENDS) + "\n")
    sys.stdout.flush()


def _in_json(document: object, *, indent: int | None = None) -> str:
    """With halves of a letter as escapes, as JSON may hold them; no stream takes them."""
    text = json.dumps(document, ensure_ascii=_is_narrow(), indent=indent)
    return _HALVES.sub(lambda half: f"\\u{ord(half[0]):04x}", text)


def _is_narrow() -> bool:
    """Whether stdout lacks most letters: then they are written as JSON escapes, which mean the same."""
    return not (sys.stdout.encoding or "").lower().startswith("utf")
