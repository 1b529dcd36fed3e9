"""What a round by hand says of itself: lines for people, or lines of the log where that is collected as JSON."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, NamedTuple

import typer

from monitor.app.environment import log_format

if TYPE_CHECKING:
    from collections.abc import Iterable

logger = logging.getLogger(__name__)


class Line(NamedTuple):
    """`event` with its `values` as `%` puts them together; `margin`: blanks before it where people read it."""

    event: str
    values: tuple[object, ...] = ()
    margin: int = 0
    level: int = logging.INFO


def tell(lines: Iterable[Line], *, on_stderr: bool) -> None:
    """Prints each; with LOG_FORMAT=json each is a line of the log instead, an object on standard error."""
    if log_format() == "json":
        for line in lines:
            logger.log(line.level, line.event, *line.values)
        return
    for line in lines:
        text = line.event % line.values if line.values else line.event
        typer.echo(" " * line.margin + text, err=on_stderr)
