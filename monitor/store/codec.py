"""Frozen dataclasses to JSON and back, exactly. May import only the types.

The shape is read from the annotations once a class, so that a new field needs nothing here: a document written before it
existed gets the field's default.
"""

from __future__ import annotations

import json
import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from functools import cache
from typing import Any, Literal, NamedTuple, TypeVar, Union, get_args, get_origin, get_type_hints

import monitor.types as nouns

T = TypeVar("T")
Turn = Callable[[Any], Any]
_NAMES = vars(nouns) | {"Mapping": Mapping, "date": date, "datetime": datetime}
_PLAIN = (str, int, float, bool, object)


class _Turns(NamedTuple):
    """How a value becomes JSON and how it comes back; None: as it is."""

    out: Turn | None
    back: Turn | None


def encode(value: object) -> str:
    """The JSON of a dataclass."""
    kind: Any = type(value)
    turn: Any = _turns(kind).out
    return to_json(turn(value))


def decode(cls: type[T], document: str) -> T:
    """The value that `encode` was given."""
    kind: Any = cls
    turn: Any = _turns(kind).back
    value: T = turn(json.loads(document))
    return value


def to_json(value: object) -> str:
    """Compact JSON; letters of all scripts stay readable."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def from_json(document: str) -> Any:
    return json.loads(document)


@cache
def _turns(hint: Any) -> _Turns:
    origin = get_origin(hint)
    if origin is not None or isinstance(hint, types.UnionType):
        return _of_generic(origin, get_args(hint))
    if is_dataclass(hint):
        return _of_dataclass(hint)
    if isinstance(hint, type) and hasattr(hint, "_fields"):
        return _Turns(list, lambda value: hint(*value))
    if hint in (date, datetime):
        return _Turns(hint.isoformat, hint.fromisoformat)
    if hint in _PLAIN:
        return _Turns(None, None)
    raise TypeError(f"the store does not know how to keep a {hint}")


def _of_generic(origin: Any, args: tuple[Any, ...]) -> _Turns:
    if origin in (Union, types.UnionType):
        return _of_optional(args)
    if origin is tuple:
        return _of_tuple(args)
    if origin is frozenset:
        return _of_set(args)
    if origin is Mapping:
        return _Turns(dict, None)
    if origin is Literal:
        return _Turns(None, None)
    raise TypeError(f"the store does not know how to keep a {origin}")


def _of_dataclass(cls: Any) -> _Turns:
    hints = get_type_hints(cls, localns=_NAMES)
    outs = [(field.name, _turns(hints[field.name]).out) for field in fields(cls)]
    backs = {field.name: _turns(hints[field.name]).back for field in fields(cls)}

    def out(value: Any) -> dict[str, Any]:
        return {name: getattr(value, name) if turn is None else turn(getattr(value, name)) for name, turn in outs}

    def back(found: dict[str, Any]) -> Any:
        return cls(
            **{name: turn(found[name]) if turn else found[name] for name, turn in backs.items() if name in found}
        )

    return _Turns(out, back)


def _of_optional(args: tuple[Any, ...]) -> _Turns:
    (hint,) = (arg for arg in args if arg is not types.NoneType)
    out, back = _turns(hint)
    return _Turns(
        None if out is None else lambda value: None if value is None else out(value),
        None if back is None else lambda value: None if value is None else back(value),
    )


def _of_tuple(args: tuple[Any, ...]) -> _Turns:
    """Tuples of one type of element: tuple[X, ...], or as many X as are named."""
    (hint,) = {arg for arg in args if arg is not ...}
    out, back = _turns(hint)
    return _Turns(
        list if out is None else lambda values: [out(value) for value in values],
        tuple if back is None else lambda values: tuple(back(value) for value in values),
    )


def _of_set(args: tuple[Any, ...]) -> _Turns:
    """Sets of what JSON has itself, in order, so that equal ones are equal documents."""
    (hint,) = args
    if _turns(hint) != _Turns(None, None):
        raise TypeError(f"the store does not know how to keep a set of {hint}")
    return _Turns(sorted, frozenset)
