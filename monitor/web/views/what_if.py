"""What would have been told with another configuration: results of `monitor replay --compare`, from the replays folder."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, TypeVar

from monitor.digest.words import sentence
from monitor.errors import UsageError
from monitor.types.severity import severity_word
from monitor.web.page import Page, Table
from monitor.web.shapes import Code
from monitor.web.shelf import MissingError, Shelf

T = TypeVar("T")

RESULT = "comparison.json"
LARGEST = 64 * 1024 * 1024
MOST = 200
"""Alerts shown of each kind; the file has them all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfAsked:
    pass


@dataclass(frozen=True, slots=True, kw_only=True)
class Replay:
    """A comparison that lies in the folder."""

    name: str
    made_at: datetime
    before: str
    after: str
    gained: int
    lost: int
    moved: int
    same: int


@dataclass(frozen=True, slots=True, kw_only=True)
class WhatIfShown:
    folder: str
    rows: tuple[Replay, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayAsked:
    name: Code


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """An alert that only one side raised (`reason` says why), or that both tell otherwise (`reason` says how)."""

    headline: str
    raised_at: datetime
    status: str
    channel: str
    severity: int
    severity_word: str
    confidence: float
    computed: bool
    reason: str
    quote: str
    verdict: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class ReplayShown:
    replay: Replay
    gained: tuple[Change, ...]
    lost: tuple[Change, ...]
    moved: tuple[Change, ...]


def what_if_view(shelf: Shelf, asked: WhatIfAsked) -> WhatIfShown:
    _ = asked
    found = [_readable(_replay, path) for path in _results(shelf.replays)]
    return WhatIfShown(folder=str(shelf.replays), rows=tuple(sorted(found, key=lambda one: one.made_at, reverse=True)))


def _results(folder: Path) -> list[Path]:
    return sorted(folder.glob(f"*/{RESULT}"))


def replay_view(shelf: Shelf, asked: ReplayAsked) -> ReplayShown:
    # Found by looking through the folder, never by joining what was asked to a path.
    path = next((path for path in _results(shelf.replays) if path.parent.name == asked.name), None)
    if path is None:
        raise MissingError("There is no such comparison.")
    return _readable(_shown, path)


def _readable(make: Callable[[Path, dict[str, Any]], T], path: Path) -> T:
    """What `make` makes of the file; a UsageError where it holds something else."""
    found = _read(path)
    try:
        return make(path, found)
    except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as error:
        raise _strange(path, str(error)) from error


def _shown(path: Path, found: dict[str, Any]) -> ReplayShown:
    return ReplayShown(
        replay=_replay(path, found),
        gained=tuple(_told(one) for one in found["gained"][:MOST]),
        lost=tuple(_told(one) for one in found["lost"][:MOST]),
        moved=tuple(_moved(one) for one in found["moved"][:MOST]),
    )


def _read(path: Path) -> dict[str, Any]:
    try:
        if path.stat().st_size > LARGEST:
            raise UsageError(f"{path.parent.name} is too long to be shown")
        found = json.loads(path.read_text(encoding="utf-8"))
        _ = found["gained"], found["lost"], found["moved"], found["same"], found["before"], found["after"]
    except OSError as error:
        raise _strange(path, error.strerror or "it cannot be read") from error
    except (ValueError, KeyError, TypeError) as error:
        raise _strange(path, str(error)) from error
    return dict(found)


def _strange(path: Path, error: str) -> UsageError:
    """Names the comparison and not where it lies: readers of the site need not know the server's folders."""
    return UsageError(f"{path.parent.name} is not what `monitor replay --compare` writes: {error}")


def _replay(path: Path, found: dict[str, Any]) -> Replay:
    return Replay(
        name=path.parent.name,
        made_at=datetime.fromtimestamp(path.stat().st_mtime, UTC),
        before=str(found["before"]),
        after=str(found["after"]),
        gained=len(found["gained"]),
        lost=len(found["lost"]),
        moved=len(found["moved"]),
        same=int(found["same"]),
    )


def _told(one: dict[str, Any]) -> Change:
    return _change(one["alert"], one["reason"], one.get("verdict"))


def _moved(one: dict[str, Any]) -> Change:
    return _change(one["before"], "; ".join(one["changes"]), one.get("verdict"))


def _change(alert: dict[str, Any], reason: str, verdict: str | None) -> Change:
    words = next((place["quote"] for place in alert["evidence"] if place["for"]), "")
    return Change(
        headline=alert["headline"],
        raised_at=datetime.fromisoformat(alert["raised_at"]),
        status=alert["status"],
        channel=alert["channel"],
        severity=alert["severity"],
        severity_word=severity_word(alert["severity"]),
        confidence=float(alert["confidence"]),
        computed=alert["status"] == "confirmed" or alert.get("borne_out") is not None,
        reason=sentence(reason),
        quote=words,
        verdict=verdict,
    )


def _table(shown: ReplayShown) -> Table:
    names = ("headline", "raised_at", "status", "channel", "severity", "confidence", "verdict", "reason")
    kinds = (("gained", shown.gained), ("lost", shown.lost), ("moved", shown.moved))
    rows = [[kind, *(getattr(one, name) for name in names)] for kind, changes in kinds for one in changes]
    return Table(columns=("change", *names), rows=rows)


def _listed(shown: WhatIfShown) -> Table:
    return Table.of(("name", "made_at", "before", "after", "gained", "lost", "moved", "same"), shown.rows)


PAGE = Page(
    path="/what-if",
    title="What if",
    section="What if",
    template="what_if.html.jinja",
    asked=WhatIfAsked,
    shown=WhatIfShown,
    view=what_if_view,
    table=_listed,
    summary="Comparisons of two configurations that lie in the replays folder.",
)
ONE = Page(
    path="/what-if/{name}",
    title="What if",
    section="What if",
    template="replay.html.jinja",
    asked=ReplayAsked,
    shown=ReplayShown,
    view=replay_view,
    table=_table,
    summary="One comparison: which alerts another configuration would gain, lose or tell otherwise, and why.",
)
