"""What pydantic found → one line a mistake, in a user's words. Imports pydantic only."""

from __future__ import annotations

import re
from functools import reduce
from typing import TYPE_CHECKING, Any, get_args

from pydantic import BaseModel, ValidationError

from monitor.config.words import nearest

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pydantic_core import ErrorDetails

_NAMES = ("id", "code", "office")
_NO_DATE = "baseline has no date; write the day it describes, as_of = 2023-01-15"
_WORDS = {
    "missing": "is missing",
    "string_type": "must be text in quotes",
    "string_too_short": "must not be empty",
    "bool_type": "must be true or false, without quotes",
    "int_type": "must be a whole number, without quotes",
    "float_type": "must be a number, without quotes",
    "finite_number": "must be a finite number",
    "model_type": "must be a table of keys",
    "dict_type": "must be a table of keys",
    "greater_than": "must be more than {gt:g}",
    "greater_than_equal": "must be at least {ge:g}",
    "less_than": "must be less than {lt:g}",
    "less_than_equal": "must be at most {le:g}",
    "value_error": "{error}",
}


def explain(error: ValidationError, model: type[BaseModel], tables: Mapping[str, Any]) -> list[str]:
    """One line a mistake, each `place: key: what is wrong`, without the file's name."""
    return [
        f"{place(found['loc'], tables)}: {_what(found, model, tables)}"
        for found in error.errors(include_url=False, include_input=False)
    ]


def row(table: str, number: int, name: object) -> str:
    """How a row is named: `feed[3] "kremlin-en"`, counted from 1."""
    return f'{table}[{number}] "{name}"' if isinstance(name, str) and name else f"{table}[{number}]"


def place(location: tuple[int | str, ...], tables: Any) -> str:
    """Where in the file: `[polling] every`, `feed[3] "kremlin-en": every`, `person[2] "putin": terms[1] "RU-President": until`."""
    words: list[str] = []
    inside: Any = tables
    for part in location:
        inside = _step(inside, part)
        if isinstance(part, int):
            words[-1] = row(words[-1], part + 1, _name(inside))
        else:
            words.append(part)
    if len(location) > 1 and isinstance(location[1], str):
        return ": ".join([f"[{words[0]}] {words[1]}", *words[2:]])
    return ": ".join(words)


def _step(inside: Any, part: int | str) -> Any:
    if isinstance(inside, dict):
        return inside.get(part)
    if isinstance(inside, list) and isinstance(part, int) and part < len(inside):
        return inside[part]
    return None


def _name(inside: Any) -> object:
    return next((inside[key] for key in _NAMES if key in inside), None) if isinstance(inside, dict) else None


def _what(found: ErrorDetails, model: type[BaseModel], tables: Mapping[str, Any]) -> str:
    location = found["loc"]
    if found["type"] == "literal_error":
        return _not_among(reduce(_step, location, tables), found["ctx"]["expected"])
    if found["type"] == "extra_forbidden":
        return f"not a known key{_hint(str(location[-1]), _table_at(model, location[:-1]), model)}"
    if found["type"] == "missing" and location == ("as_of",):
        return _NO_DATE
    if found["type"] == "tuple_type":
        rows = _rows(model.model_fields[str(location[0])].annotation) if len(location) == 1 else None
        return f"must be written [[{location[0]}]], one table a row" if rows else "must be a list: [...]"
    words = _WORDS.get(found["type"])
    return words.format(**found.get("ctx", {})) if words else found["msg"]


def _not_among(value: object, expected: str) -> str:
    """`expected` is pydantic's list: 'a', 'b' or 'c'."""
    words = re.findall(r"'([^']*)'", expected)
    return f"must be one of {', '.join(words)}{nearest(value, words, listed=False)}"


def _hint(key: str, table: type[BaseModel], file: type[BaseModel]) -> str:
    """The table the key belongs to, if it is one of another table of the file; else the nearest known key."""
    for name, field in file.model_fields.items():
        inside = _rows(field.annotation)
        if inside is not None and inside is not table and key in inside.model_fields:
            return f"; it belongs in [{name}]" if inside is field.annotation else f"; it belongs in [[{name}]]"
    return nearest(key, table.model_fields)


def _table_at(model: type[BaseModel], location: tuple[int | str, ...]) -> type[BaseModel]:
    for part in location:
        inside = _rows(model.model_fields[part].annotation) if isinstance(part, str) else model
        model = inside or model
    return model


def _rows(annotation: Any) -> type[BaseModel] | None:
    """The table type of a field that is a table or a list of tables."""
    first = (get_args(annotation) or (annotation,))[0]
    return first if isinstance(first, type) and issubclass(first, BaseModel) else None
