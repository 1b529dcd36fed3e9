"""Text for a person, straight to the terminal or page by page."""

from __future__ import annotations

import os
import pydoc
import sys

import typer


def show(text: str, *, pager: bool) -> None:
    """Prints `text`; `pager`: through $PAGER or less, where stdout is a terminal."""
    if pager and sys.stdout.isatty():
        # Without -R less shows the colours as letters; what the user set himself stays.
        os.environ.setdefault("LESS", "-R")
        pydoc.pager(text)
    else:
        typer.echo(text, nl=False, color=True)
