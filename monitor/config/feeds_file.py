"""feeds.toml, edited as text: every comment and blank line stays where a person put it. Whole or not at all.

TOML libraries that keep comments count a heading above a table to the table before, and lose it with that. So rows are written at the end
and cut out by their lines, and what came of it is read again before it takes the file's place.
"""

from __future__ import annotations

import json
import re
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from monitor.config.documents import parse_tables, read_file, read_text
from monitor.config.files import FEEDS
from monitor.config.topic import FeedsFile
from monitor.config.writing import write_whole
from monitor.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence
    from pathlib import Path

    from monitor.config.topic import FeedRow

_ROW = re.compile(r"\s*\[\[\s*(?:feed|\"feed\"|'feed')\s*\]\]\s*(?:#.*)?$")
_TABLE = re.compile(r"\s*\[")
_BY_HAND = "it is written in a way that this command does not edit; change it by hand"


def add_rows(folder: Path, rows: Sequence[Mapping[str, str | bool]]) -> None:
    """Writes the rows at the end. Raises UsageError or ConfigError; the file is then as it was."""
    text = _read(folder)
    gap = "" if not text.strip() else "\n" if text.endswith("\n") else "\n\n"
    _replace(folder, text + gap + "\n".join(_table(row) for row in rows), wanted=[*_rows(text, folder), *rows])


def remove_row(folder: Path, feed_id: str) -> None:
    """Cuts the row out and leaves what is written round it. Raises UsageError where there is none, and as above."""
    text = _read(folder)
    known = _rows(text, folder)
    place = next((place for place, row in enumerate(known) if row.get("id") == feed_id), None)
    if place is None:
        raise UsageError(f"there is no feed {feed_id} in {folder / FEEDS}; `monitor feeds list` shows those there are")
    lines = text.splitlines(keepends=True)
    starts = [number for number, line in enumerate(lines) if _ROW.match(line)]
    if len(starts) != len(known):
        raise UsageError(f"{folder / FEEDS}: {_BY_HAND}")
    first, end = starts[place], _end(lines, starts[place] + 1)
    left = "".join(lines[:first] + lines[end:]).rstrip("\n") + "\n"  # of the last row no blank line stays
    _replace(folder, left, wanted=known[:place] + known[place + 1 :])


def feed_rows(folder: Path) -> tuple[FeedRow, ...]:
    """What the file holds. Raises ConfigError."""
    with _naming(folder):
        return read_file(folder / FEEDS, FeedsFile).feed


def _end(lines: Sequence[str], after: int) -> int:
    """Where the row ends: before the next table, less the blank lines and comments that stand above that; one blank line goes with the row."""
    end = next((number for number in range(after, len(lines)) if _TABLE.match(lines[number])), len(lines))
    while end > after and (not lines[end - 1].strip() or lines[end - 1].lstrip().startswith("#")):
        end -= 1
    return end + 1 if end < len(lines) and not lines[end].strip() else end


def _table(row: Mapping[str, str | bool]) -> str:
    # A JSON string is a TOML string, once the one letter is escaped that TOML forbids and JSON allows.
    written = {key: json.dumps(value, ensure_ascii=False).replace("\x7f", "\\u007F") for key, value in row.items()}
    return "[[feed]]\n" + "".join(f"{key} = {value}\n" for key, value in written.items())


def _read(folder: Path) -> str:
    with _naming(folder):
        return read_text(folder / FEEDS) if (folder / FEEDS).exists() else ""


def _rows(text: str, folder: Path) -> list[Mapping[str, Any]]:
    with _naming(folder):
        return list(parse_tables(text).get("feed", []))


def _replace(folder: Path, text: str, *, wanted: Sequence[Mapping[str, Any]]) -> None:
    try:
        is_wanted = parse_tables(text).get("feed", []) == list(wanted)
    except ConfigError:  # not chained: its line is one of the draft, not of the file
        is_wanted = False
    if not is_wanted:
        raise UsageError(f"{folder / FEEDS}: {_BY_HAND}")
    with _naming(folder):
        write_whole(folder / FEEDS, text, check=lambda draft: read_file(draft, FeedsFile))


@contextmanager
def _naming(folder: Path) -> Iterator[None]:
    """Lines that do not name the file are made to."""
    try:
        yield
    except ConfigError as error:
        raise ConfigError([f"{folder / FEEDS}: {problem}" for problem in error.problems]) from error
