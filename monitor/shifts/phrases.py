"""The words of phrases.toml: what readers see for letters that the code knows by id. Pure."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _phrases() -> dict[str, dict[str, str]]:
    return tomllib.loads(files("monitor.shifts").joinpath("phrases.toml").read_text(encoding="utf-8"))


def phrase(table: str, code: str) -> str:
    """The reader's words for `code`; both are in the file, or a test says so."""
    return _phrases()[table][code]
