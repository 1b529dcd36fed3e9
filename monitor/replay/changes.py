"""Two replays of one archive: which alerts only one of them raised, which moved, and why. Pure.

May import: types.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.types import MOVES, StreamKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from monitor.types import Alert, Baseline, Rules

NEAR = timedelta(days=28)
"""Two alerts of one stream and direction this near are the same story."""
SHOWN_NOTES = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One replay: with what, what it raised, and what it noted. `notes`: of each article weighed; `heard`: streams in each article."""

    name: str
    rules: Rules
    baseline: Baseline
    alerts: Sequence[Alert]
    notes: Mapping[str, Sequence[str]]
    heard: Mapping[str, frozenset[StreamKey]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """An alert that only one side raised; `reason`: why it would have fired there and does not here."""

    alert: Alert
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Moved:
    """The same story on both sides, told otherwise: `changes` in words."""

    before: Alert
    after: Alert
    changes: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """`lost`: raised by the first only; `gained`: by the second only; `same`: how many both tell alike."""

    before: str
    after: str
    gained: tuple[Told, ...]
    lost: tuple[Told, ...]
    moved: tuple[Moved, ...]
    same: int


def compare_alerts(before: Side, after: Side) -> Comparison:
    """Every alert of both sides once."""
    pairs, lost, gained = _paired(before.alerts, after.alerts)
    moved = [Moved(before=a, after=b, changes=changes) for a, b in pairs if (changes := _changes(a, b))]
    return Comparison(
        before=before.name,
        after=after.name,
        gained=tuple(Told(alert=alert, reason=would_have_fired(alert, after, before)) for alert in gained),
        lost=tuple(Told(alert=alert, reason=would_have_fired(alert, before, after)) for alert in lost),
        moved=tuple(moved),
        same=len(pairs) - len(moved),
    )


def _paired(
    before: Iterable[Alert], after: Iterable[Alert]
) -> tuple[list[tuple[Alert, Alert]], list[Alert], list[Alert]]:
    """Alerts of one key first, then the nearest of the same story; what is left of either side."""
    firsts = {alert.key: alert for alert in _in_time(before)}
    seconds = {alert.key: alert for alert in _in_time(after)}
    pairs = [(firsts.pop(key), seconds.pop(key)) for key in list(firsts) if key in seconds]
    for key, alert in list(firsts.items()):
        near = [other for other in seconds.values() if same_story(alert, other)]
        if near:
            other = min(near, key=lambda found: (abs(found.at - alert.at), found.key))
            pairs.append((firsts.pop(key), seconds.pop(other.key)))
    return pairs, list(firsts.values()), list(seconds.values())


def _in_time(alerts: Iterable[Alert]) -> list[Alert]:
    return sorted(alerts, key=lambda alert: (alert.at, alert.key))


def same_story(one: Alert, other: Alert) -> bool:
    """One stream, one direction, near in time, and the same kind; a line that moved may be called by another kind of move."""
    kinds = one.kind == other.kind or (one.kind in MOVES and other.kind in MOVES)
    check = one.key.startswith("check:") == other.key.startswith("check:") and one.signs == other.signs
    stream = (one.office, one.issue, one.direction) == (other.office, other.issue, other.direction)
    return kinds and check and stream and abs(one.at - other.at) <= NEAR


def _changes(before: Alert, after: Alert) -> tuple[str, ...]:
    """What a reader would notice."""
    days = (after.at.date() - before.at.date()).days
    held = f" ({after.held})" if after.held else ""
    known = (
        (days != 0, f"{abs(days)} day{'s' if abs(days) != 1 else ''} {'later' if days > 0 else 'earlier'}"),
        (before.kind != after.kind, f"{before.kind} → {after.kind}"),
        (before.status != after.status, f"{before.status} → {after.status}"),
        (before.channel != after.channel, f"{before.channel} → {after.channel}{held}"),
        (_levels(before) != _levels(after), f"levels {_levels(before)} → {_levels(after)}"),
        (before.severity != after.severity, f"severity {before.severity} → {after.severity}"),
        (
            abs(before.confidence - after.confidence) >= 0.05,
            f"confidence {before.confidence:.2f} → {after.confidence:.2f}",
        ),
    )
    return tuple(words for holds, words in known if holds)


def _levels(alert: Alert) -> str:
    return f"{_level(alert.before.level)}/{_level(alert.after.level)}"


def _level(level: int | None) -> str:
    return "–" if level is None else f"{level:+d}"


# --------------------------------------------------------------------- why not


def would_have_fired(alert: Alert, there: Side, here: Side) -> str:
    """Why an alert that `there` raised is not raised `here`: from numbers, rows and the notes of weighing."""
    causes = (*_threshold(alert, there, here), *_row(alert, there, here), *_heard(alert, here), *_noted(alert, here))
    why = "; ".join(causes) or "the evidence differs, though no single rule explains it: compare the utterances"
    return f"would have fired with {there.name} ({alert.status}, R={alert.ratio:.0f}). With {here.name}: {why}."


def _threshold(alert: Alert, there: Side, here: Side) -> list[str]:
    if alert.ratio <= 0 or not alert.computed:
        return []
    needed, enough = _needed(alert, here.rules), _needed(alert, there.rules)
    return (
        [f"R={alert.ratio:.0f} is below the threshold of {needed:.0f} (there {enough:.0f})"]
        if alert.ratio < needed
        else []
    )


def _needed(alert: Alert, rules: Rules) -> float:
    needed = rules.needed(alert.kind, provisional="baseline provisional" in alert.caveats)
    return needed * (rules.detect.signs if alert.signs else 1.0)


def _row(alert: Alert, there: Side, here: Side) -> list[str]:
    one, other = (_rows_of(alert, side.baseline) for side in (there, here))
    return [] if one == other else [f"the baseline says {other or 'nothing'} (there {one or 'nothing'})"]


def _rows_of(alert: Alert, baseline: Baseline) -> str:
    """The rows that may seed the alert's stream, in words."""
    rows = [
        row
        for row in baseline.positions
        if row.seeds
        and row.issue == alert.issue
        and (row.office == alert.office or (row.office is None and row.bloc == alert.bloc))
    ]
    return ", ".join(
        f"{row.id} {_level(row.level)}{' pinned' if row.pinned else ''}" for row in sorted(rows, key=lambda r: r.id)
    )


def _heard(alert: Alert, here: Side) -> list[str]:
    stream = StreamKey(alert.office, alert.issue)
    told = {place.article for place in alert.evidence if place.favours}
    silent = sorted(article for article in told if stream not in here.heard.get(article, frozenset()))
    return [f"{len(silent)} of {len(told)} articles of its evidence say nothing on this stream"] if silent else []


def _noted(alert: Alert, here: Side) -> list[str]:
    """What weighing noted about this stream at the articles of the evidence, newest last."""
    head = f"{alert.office} {alert.issue}: "
    notes = [
        note.removeprefix(head)
        for e in alert.evidence
        for note in here.notes.get(e.article, ())
        if note.startswith(head)
    ]
    return [f"noted: {note}" for note in list(dict.fromkeys(notes))[:SHOWN_NOTES]]
