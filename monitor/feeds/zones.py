"""A time zone as written after a time → the zone, where its name has one meaning. Imports the standard library only."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, timedelta, timezone
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any
from zoneinfo import ZoneInfo

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import tzinfo

_OFFSET = re.compile(r"(?P<name>[^\W\d_]*)\s?(?P<sign>[+-])(?P<hours>[0-9]{1,2})(?::?(?P<minutes>[0-9]{2}))?")
_COUNTED_FROM = frozenset({"", "gmt", "utc", "ut", "msk", "мск"})
"""Of others nobody knows whether an offset is added or explained: EST+5."""
_EAST, _WEST = timedelta(hours=14), timedelta(hours=-12)


def zone_of(written: str) -> tzinfo | None:
    """The zone; UTC where none is written, None where it is not known."""
    name = " ".join(written.casefold().replace(".", "").split())
    found = _OFFSET.fullmatch(name)
    if found is None:
        return _named().get(name) if name else UTC
    if found["name"] not in _COUNTED_FROM:
        return None
    return _at(_base(found["name"]) + _offset(found))


def without_remark(note: str) -> str:
    """What stands in brackets behind a time: "" where it is no zone, but says that the text was updated."""
    return "" if note.casefold().strip().startswith(_listed()["remarks"]) else note


def _base(name: str) -> timedelta:
    base = _named()[name].utcoffset(None) if name else None
    return base or timedelta(0)


def _offset(found: re.Match[str]) -> timedelta:
    offset = timedelta(hours=int(found["hours"]), minutes=int(found["minutes"] or 0))
    return -offset if found["sign"] == "-" else offset


def _at(offset: timedelta) -> timezone | None:
    return timezone(offset) if _WEST <= offset <= _EAST else None


@cache
def _named() -> Mapping[str, tzinfo]:
    """Every name of a zone in the languages that are read."""
    hours = {name: timezone(timedelta(hours=int(n))) for n, names in _listed()["hours"].items() for name in names}
    places = {name: ZoneInfo(place) for place, names in _listed()["places"].items() for name in names}
    return {**hours, **places}


@cache
def _listed() -> dict[str, Any]:
    listed = tomllib.loads(files("monitor.feeds").joinpath("zones.toml").read_text("utf-8"))
    return {**listed, "remarks": tuple(listed["remarks"])}
