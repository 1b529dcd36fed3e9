"""Where labelled cases come from: our own sets beside this file, and folders of other people's data."""

from __future__ import annotations

import csv
import gzip
import json
from importlib import resources
from typing import TYPE_CHECKING, Any

from monitor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

LANGUAGES = ("en", "ru", "uk", "de", "fr")


def own_rows(name: str) -> list[dict[str, Any]]:
    """The cases of one of our own sets; none where it is not there yet."""
    path = resources.files("monitor.gates") / "sets" / f"{name}.jsonl"
    return list(_parsed(path.read_text(encoding="utf-8").splitlines(), name)) if path.is_file() else []


def rows(path: Path) -> list[dict[str, Any]]:
    """The cases of a JSON Lines file, plain or gzipped. Raises UsageError."""
    try:
        with gzip.open(path, "rt", encoding="utf-8") if path.suffix == ".gz" else path.open(encoding="utf-8") as lines:
            return list(_parsed(lines, str(path)))
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise UsageError(f"{path} cannot be read ({error}); give --data the folder that holds the sets") from error


def document(path: Path) -> dict[str, Any]:
    """One JSON object. Raises UsageError."""
    found: dict[str, Any] = _json(path)
    return found


def listed(path: Path) -> list[dict[str, Any]]:
    """One JSON array of objects. Raises UsageError."""
    found: list[dict[str, Any]] = _json(path)
    return found


def table(path: Path, columns: Sequence[str]) -> list[dict[str, str]]:
    """The rows of a CSV file with a head that names at least these columns. Raises UsageError."""
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            found = list(csv.DictReader(lines))
    except (OSError, UnicodeDecodeError, csv.Error) as error:
        raise UsageError(f"{path} cannot be read ({error}); give --data the folder that holds the sets") from error
    missing = [column for column in columns if any(row.get(column) is None for row in found)]
    if missing:
        raise UsageError(f"{path} cannot be read: no column {', '.join(missing)}")
    return found


def _json(path: Path) -> Any:
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise UsageError(f"{path} cannot be read ({error}); give --data the folder that holds the sets") from error


def _parsed(lines: Iterable[str], where: str) -> Iterator[dict[str, Any]]:
    for number, line in enumerate(lines, start=1):
        if line.strip():
            try:
                yield json.loads(line)
            except ValueError as error:
                raise UsageError(f"{where}, line {number}: not JSON ({error})") from error
