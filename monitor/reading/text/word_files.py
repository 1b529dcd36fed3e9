"""Word lists in TOML files, checked where they are loaded: a misspelt list would else be missed where it is first looked for."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING, Any

from monitor.types import READ_LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from importlib.resources.abc import Traversable

Kind = Callable[[object], bool]
"""Whether a value is as it must be."""
Shape = Mapping[str, "Kind | Shape"]
"""What a table holds, by name, and nothing else."""
_ALL = "all of it"


def read_words(file: Traversable, shape: Shape | Kind) -> dict[str, Any]:
    """The tables of a file. Raises ValueError where one of them or of their lists is missing, unknown or of another kind than `shape` says."""
    tables = tomllib.loads(file.read_text(encoding="utf-8"))
    refuse_other_lists(tables, shape, file.name)
    return tables


def refuse_other_lists(tables: Mapping[str, object], shape: Shape | Kind, file: str) -> None:
    """Raises ValueError where something in them is missing, unknown or of another kind than `shape` says."""
    odd = sorted(_odd(tables, shape))
    if odd:
        raise ValueError(f"{file}: its lists must be those that are read, each of its kind; look at {', '.join(odd)}")


def lists_called(names: Iterable[str]) -> Shape:
    """The shape of a table that holds these lists of texts."""
    return dict.fromkeys(names, are_texts)


def texts_called(names: Iterable[str]) -> Shape:
    """The shape of a table that holds these texts."""
    return dict.fromkeys(names, is_text)


def by_language(shape: Shape, languages: Iterable[str] = READ_LANGUAGES) -> Shape:
    """The shape of a file that has a table of this shape for each language."""
    return dict.fromkeys(languages, shape)


def named(kind: Kind) -> Kind:
    """A table of such values, whatever they are called."""
    return lambda value: isinstance(value, dict) and all(map(kind, value.values()))


def lists_of(kind: Shape | Kind) -> Kind:
    """A list of such values or tables."""
    return lambda value: isinstance(value, list) and not any(odd for each in value for odd in _odd(each, kind))


def are_texts(value: object) -> bool:
    """Whether it is a list of texts, be it empty."""
    return isinstance(value, list) and all(isinstance(entry, str) and entry for entry in value)


def are_texts_by_language(value: object) -> bool:
    """Whether it is a table of texts of languages that are read, not always of all."""
    return isinstance(value, dict) and set(READ_LANGUAGES).issuperset(value) and all(map(is_text, value.values()))


def is_text(value: object) -> bool:
    """Whether it is a text, be it empty."""
    return isinstance(value, str)


def is_flag(value: object) -> bool:
    """Whether it is true or false."""
    return isinstance(value, bool)


def is_whole(value: object) -> bool:
    """Whether it is a whole number."""
    return isinstance(value, int) and not isinstance(value, bool)


def _odd(value: object, shape: Shape | Kind, name: str = "") -> Iterator[str]:
    """What is missing, unknown or of another kind, each with the names of the tables that it stands in."""
    if not isinstance(shape, Mapping):
        if not shape(value):
            yield name or _ALL
    elif not isinstance(value, Mapping):
        yield name or _ALL
    else:
        inside = f"{name}." if name else ""
        yield from (f"{inside}{other}" for other in value.keys() ^ shape.keys())
        for known in value.keys() & shape.keys():
            yield from _odd(value[known], shape[known], f"{inside}{known}")
