"""What a digest was made with, small enough to be kept, and what of it has changed since another: so that a break in a
trend that is our own doing is not taken for the world's."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, fields, is_dataclass
from datetime import time, timedelta
from typing import TYPE_CHECKING, Any, cast

from monitor.digest.words import counted, listed, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from monitor.digest.content import Setup, VersionsUsed
    from monitor.types import Config

_PARTS = (
    ("baseline", "baseline row"),
    ("issues", "issue"),
    ("offices", "office"),
    ("persons", "person"),
    ("feeds", "feed"),
)
_MOST_NAMED = 6


def setup_of(config: Config) -> Setup:
    """By part and id a fingerprint of each row, and every rule with its value."""
    world = config.world
    return {
        "baseline": {row.id: _mark(row) for row in config.baseline.positions},
        "issues": {issue.code: _mark(issue) for issue in world.issues},
        "offices": {office.id: _mark(office) for office in world.offices},
        "persons": {person.id: _mark(person) for person in world.persons},
        "feeds": {feed.id: _mark(feed) for feed in config.feeds},
        "rules": dict(sorted([*_flat("", config.rules), *_flat("digest", config.digest)])),
    }


def _mark(row: Any) -> str:
    """Eight letters that differ where the row does; an address that holds a password is not told by them."""
    text = json.dumps(asdict(row), sort_keys=True, default=_plain)
    return hashlib.sha256(text.encode()).hexdigest()[:8]


def _plain(value: object) -> object:
    return sorted(value) if isinstance(value, set | frozenset) else str(value)


def _flat(prefix: str, rules: Any) -> list[tuple[str, str]]:
    """Each value under its dotted name; lists of rows (watched words) by their mark."""
    found: list[tuple[str, str]] = []
    for field in fields(rules):
        value, name = getattr(rules, field.name), f"{prefix}.{field.name}".lstrip(".")
        if is_dataclass(value):
            found += _flat(name, value)
        elif isinstance(value, tuple):
            found += [(f"{name}.{row.id}", _mark(row)) for row in value]
        else:
            found.append((name, _worded(value)))
    return found


def _worded(value: object) -> str:
    if isinstance(value, timedelta):
        return f"{value / timedelta(days=1):g} d"
    return (
        value.isoformat("minutes")
        if isinstance(value, time)
        else f"{value:g}"
        if isinstance(value, float)
        else str(value)
    )


def changes(
    before: Setup | None, after: Setup, *, was: VersionsUsed | None, now: VersionsUsed, since: str
) -> list[str]:
    """A sentence for each part that differs; `since` is the week of the digest before, with what it was made."""
    if before is None or was is None:
        return ["There is no earlier digest with which baseline, models and configuration could be compared."]
    here, there = (cast("Mapping[str, Mapping[str, str]]", setup) for setup in (before, after))
    lines = [
        *(line for part, noun in _PARTS if (line := _rows_line(noun, here[part], there[part]))),
        *_rule_lines(before["rules"], after["rules"]),
        *_version_lines(was, now),
    ]
    return lines or [f"Nothing has changed in baseline, models and configuration since the digest of {since}."]


def _rows_line(noun: str, before: Mapping[str, str], after: Mapping[str, str]) -> str:
    kinds = (
        ("added", [row for row in after if row not in before]),
        ("changed", [row for row in after if row in before and before[row] != after[row]]),
        ("removed", [row for row in before if row not in after]),
    )
    told = [f"{counted(len(rows), noun)} {what} ({listed(sorted(rows), _MOST_NAMED)})" for what, rows in kinds if rows]
    return sentence("; ".join(told) + ".") if told else ""


def _rule_lines(before: Mapping[str, str], after: Mapping[str, str]) -> Iterable[str]:
    for name in sorted({*before, *after}):
        was, now = before.get(name), after.get(name)
        if was == now:
            continue
        if was is None or now is None:
            yield f"Rule {name} {'is new' if was is None else 'is gone'}."
        elif name.startswith("wording."):
            yield f"Rule {name} was changed."
        else:
            yield f"Rule {name}: {was} → {now}."


def _version_lines(was: VersionsUsed, now: VersionsUsed) -> Iterable[str]:
    if was["model"] != now["model"]:
        yield f"Model: {was['model']} → {now['model']}. What was judged with the one is not compared with the other."
    if was["code"] != now["code"]:
        yield f"Program: version {was['code']} → {now['code']}."
