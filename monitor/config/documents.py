"""One TOML file → its checked tables. The only importer of tomllib."""

from __future__ import annotations

import re
import tomllib
from typing import TYPE_CHECKING, Any, TypeVar

from pydantic import ValidationError

from monitor.config.explain import explain
from monitor.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from monitor.config.fields import Table

FileT = TypeVar("FileT", bound="Table")


def read_file(path: Path, model: type[FileT]) -> FileT:
    """The file as `model`. Raises ConfigError with lines that do not name the file."""
    return check_tables(read_tables(path), model)


def check_tables(tables: dict[str, Any], model: type[FileT]) -> FileT:
    """Its tables as `model`. Raises ConfigError as above, with a line for every mistake."""
    try:
        return model.model_validate(tables)
    except ValidationError as error:
        raise ConfigError(explain(error, model, tables)) from error


def read_tables(path: Path) -> dict[str, Any]:
    """The tables of a file, unchecked. Raises ConfigError as above."""
    return parse_tables(read_text(path))


def read_text(path: Path) -> str:
    """The file's text, its line ends as one. Raises ConfigError as above."""
    try:
        return path.read_bytes().decode("utf-8-sig").replace("\r\n", "\n")
    except OSError as error:
        raise ConfigError([f"cannot be read: {error.strerror}"]) from error
    except UnicodeDecodeError as error:
        raise ConfigError([f"is not UTF-8 text (byte {error.start + 1}); save it as UTF-8"]) from error


def parse_tables(text: str) -> dict[str, Any]:
    """The tables of a TOML text. Raises ConfigError as above."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise ConfigError([_syntax(str(error))]) from error


def _syntax(message: str) -> str:
    parts = re.fullmatch(r"(.*) \(at (?:line (\d+), column (\d+)|end of document)\)", message, re.DOTALL)
    if parts is None:
        return f"is not valid TOML: {message}"
    where = f"line {parts[2]}, column {parts[3]}" if parts[2] else "end of the file"
    return f"{where}: is not valid TOML: {parts[1][:1].lower()}{parts[1][1:]}"
