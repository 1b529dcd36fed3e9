"""JSON Lines in, JSON Lines out, in the order given. A bad line is told on stderr as JSON, and the others are still answered.

So is a key of an article that looks mistyped, once; its line is answered."""

from __future__ import annotations

import json
import sys
from typing import TYPE_CHECKING

import typer

from monitor.cli.options import print_line
from monitor.errors import MonitorError
from monitor.feeds import decode_line, find_slips, read_lines

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from monitor.feeds import Slip


def answer_lines(
    path: Path, answer: Callable[[object, str], dict[str, object]], *, article: Callable[[object], object]
) -> None:
    """Prints the answer to each line; ends with exit code 1 where one could not be answered. Raises UsageError for the file.

    `article`: the article's document in that of a line.
    """
    failed = False
    told: set[Slip] = set()
    for number, line in read_lines(path):
        where, row = f"{path}, line {number}", None
        try:
            row = decode_line(line, where)
            answered = answer(row, where)
        except MonitorError as error:
            failed = True
            _tell({"line": number, "id": row.get("id") if isinstance(row, dict) else None, "error": str(error)})
        else:
            print_line(answered)
            for slip in find_slips(article(row)):
                if slip not in told:
                    _tell({"line": number, "id": answered["id"], "warning": f"{where}: {slip}"})
                told.add(slip)
    if failed:
        raise typer.Exit(1)


def _tell(problem: dict[str, object]) -> None:
    sys.stderr.write(json.dumps(problem) + "\n")
    sys.stderr.flush()
