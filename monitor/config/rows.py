"""Baseline rows by themselves: read from a file, compared, and edited in the text of a file so that its comments stay. Pure but for reading."""

from __future__ import annotations

import re
from dataclasses import asdict, dataclass
from datetime import date
from typing import TYPE_CHECKING

from monitor.config.documents import read_file
from monitor.config.history import positions_of
from monitor.config.topic import BaselineFile
from monitor.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from monitor.types import Position

_HEAD = re.compile(r"^\[\[position\]\][ \t]*$", re.MULTILINE)
_NEXT = re.compile(r"^(?:#.*\n)*\[\[?[^\n]*\]\]?[ \t]*$", re.MULTILINE)
_ID = re.compile(r"^id\s*=\s*(?:\"([^\"\n]*)\"|'([^'\n]*)')", re.MULTILINE)

_CONTROL = re.compile("[\x00-\x1f\x7f]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One row before and after; None where it was not, or is no more."""

    id: str
    before: Position | None
    after: Position | None

    @property
    def fields(self) -> tuple[tuple[str, object, object], ...]:
        """(field, before, after) of what differs; every field that says something where the row is new or gone."""
        one, other = ({} if row is None else asdict(row) for row in (self.before, self.after))
        names = one or other
        found = ((name, one.get(name), other.get(name)) for name in names if name != "id")
        return tuple((name, a, b) for name, a, b in found if a != b and (a or b or 0 in (a, b)))


def read_rows(path: Path) -> tuple[Position, ...]:
    """The rows of a file as a baseline has them. Raises ConfigError."""
    try:
        return tuple(positions_of(read_file(path, BaselineFile)))
    except ConfigError as error:
        raise ConfigError([f"{path}: {problem}" for problem in error.problems]) from error


def changes_between(before: Iterable[Position], after: Iterable[Position]) -> tuple[Change, ...]:
    """What happens to each row on the way, by id; nothing for those that stay."""
    one, other = ({row.id: row for row in rows} for rows in (before, after))
    found = (Change(id=name, before=one.get(name), after=other.get(name)) for name in sorted({*one, *other}))
    return tuple(change for change in found if change.before != change.after)


def edited(text: str, changes: Sequence[Change]) -> str:
    """The file with these rows replaced, taken out, or added at its end."""
    for change in changes:
        block = "" if change.after is None else row_toml(change.after)
        place = _block(text, change.id)
        if place is not None:
            text = text[: place[0]] + block + text[place[1] :]
        elif block:
            text = f"{text.rstrip()}\n\n{block}"
    return text


def holds(text: str, row: str) -> bool:
    """Whether the file has a row of this id."""
    return _block(text, row) is not None


def _block(text: str, row: str) -> tuple[int, int] | None:
    """From the row's head to the next table, or to the comment above it."""
    for head in _HEAD.finditer(text):
        following = _NEXT.search(text, head.end())
        end = following.start() if following else len(text)
        named = _ID.search(text, head.end(), end)
        if named and row in named.groups():
            return head.start(), end
    return None


def row_toml(row: Position) -> str:
    """One row as TOML, ending in an empty line; what says nothing is left out."""
    values = {name: value for name, value in asdict(row).items() if value or value == 0}
    lines = [f"{name} = {_value(value)}" for name, value in values.items() if not (name == "pinned" and not value)]
    return "\n".join(("[[position]]", *lines)) + "\n\n"


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, (int, date)):
        return str(value)
    plain = str(value).replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ")
    return f'"{_CONTROL.sub(_escaped, plain)}"'


def _escaped(letter: re.Match[str]) -> str:
    return f"\\u{ord(letter[0]):04x}"
