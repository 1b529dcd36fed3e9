"""How to read a digest, in words that the page and the printed form share."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Entry(NamedTuple):
    term: str
    text: str


@cache
def howto() -> tuple[Entry, ...]:
    """In the order in which they are read."""
    found = tomllib.loads(files("monitor.digest").joinpath("templates/howto.toml").read_text(encoding="utf-8"))
    return tuple(Entry(row["term"], row["text"]) for row in found["entry"])
