"""Where every office stands on every issue, and which streams moved most."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.digest.cards import is_check
from monitor.digest.intervals import baseline_band, mean_band
from monitor.digest.trails import WEEKS, trail_key
from monitor.digest.words import MOVES, counted, issue_of, level_word, signed, state_word
from monitor.types import StreamKey

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from monitor.digest.content import Cell, Dot, Mark, Stream
    from monitor.digest.trails import Trail
    from monitor.digest.weeks import Week
    from monitor.types import Alert, Config, Issue, StreamState, Utterance, World

WORTH_AN_ARROW = 0.25
"""Levels; a smaller difference is not called harder or softer."""

_MOST_MOVED = 6
_MOST_DOTS = 150


def as_measured(streams: Iterable[StreamState], alerts: Iterable[Alert]) -> list[StreamState]:
    """The streams beside what their confirmed moves of the week were measured against.

    A line that has moved is held against its new level from then on; in the week of the move that would hide it.
    """
    moved = [a for a in alerts if a.kind in MOVES and a.status == "confirmed" and a.before.level is not None]
    before = {
        (a.office, a.issue): float(a.before.level or 0)
        for a in reversed(moved)
        if not is_check(a) and a.shown_kind != "together"
    }
    return [replace(state, baseline_mean=before.get(state.key, state.baseline_mean)) for state in streams]


def position_map(streams: Iterable[StreamState], said: Sequence[Utterance], *, world: World) -> list[Cell]:
    """A cell for each configured stream, in the configuration's order; `said` are the week's utterances."""
    by_stream = by_key(said)
    offices = {office.id: place for place, office in enumerate(world.offices)}
    issues = {issue.code: place for place, issue in enumerate(world.issues)}
    known = [state for state in streams if state.key.office in offices and state.key.issue in issues]
    known.sort(key=lambda state: (offices[state.key.office], issues[state.key.issue]))
    return [_cell(state, by_stream.get(state.key, []), place=issues[state.key.issue], world=world) for state in known]


def by_key(utterances: Iterable[Utterance]) -> dict[StreamKey, list[Utterance]]:
    found: dict[StreamKey, list[Utterance]] = defaultdict(list)
    for utterance in utterances:
        found[utterance.key].append(utterance)
    return found


def _cell(state: StreamState, said: Sequence[Utterance], *, place: int, world: World) -> Cell:
    office, issue = world.office(state.key.office), world.issues[place]
    delta = None if state.baseline_mean is None else state.mean - state.baseline_mean
    word = turn(delta, issue.hardening_sign.get(office.bloc, 0))
    cell: Cell = {
        "office": office.id,
        "office_name": office.name,
        "bloc": office.bloc,
        "bloc_name": world.blocs.get(office.bloc, office.bloc),
        "issue": issue.code,
        "issue_name": issue.name,
        "place": place,
        "mean": round(state.mean, 2),
        "baseline": None if state.baseline_mean is None else round(state.baseline_mean, 2),
        "delta": None if delta is None else round(delta, 2),
        "word": word,
        "state": state.state,
        "n": state.n,
        "week_n": sum(utterance.margin > 0 for utterance in said),
        "week_open": sum(utterance.margin <= 0 for utterance in said),
        "faded": _faded(state, said),
        "label": "",
    }
    cell["label"] = _cell_label(cell, issue)
    return cell


def was_spoken_on(cell: Cell) -> bool:
    """Whether anything was said there this week, placed or not."""
    return cell["week_n"] + cell["week_open"] > 0


def _faded(state: StreamState, said: Sequence[Utterance]) -> bool:
    """Whether the week's words leave it open that nothing differs from the baseline."""
    if not said or state.baseline_mean is None:
        return True
    return mean_band([u.mean for u in said], [u.weight for u in said]).covers(state.baseline_mean)


def turn(delta: float | None, hardening_sign: int) -> str | None:
    """What a difference means between the blocs: harder, softer, or None where it is small or means neither."""
    if delta is None or abs(delta) < WORTH_AN_ARROW or hardening_sign == 0:
        return None
    return "harder" if delta * hardening_sign > 0 else "softer"


def _cell_label(cell: Cell, issue: Issue) -> str:
    stands = f"lately {signed(cell['mean'])} ({level_word(issue, round(cell['mean']))})"
    against = f", {signed(cell['baseline'])} in the baseline" if cell["baseline"] is not None else ", no baseline yet"
    turned = f", {cell['word']}" if cell["word"] else ""
    unsure = " (this week’s words alone do not show it)" if cell["word"] and cell["faded"] else ""
    this_week = counted(cell["week_n"], "of them", "of them") if cell["week_n"] else "none of them"
    rests = f"{counted(cell['n'], 'utterance')}, {this_week} this week"
    if cell["week_open"]:
        rests += f", and {cell['week_open']:,} more that left it open"
    name = f"{cell['office_name']} on {cell['issue_name']}"
    return f"{name}: {stands}{against}{turned}{unsure}; {rests}; {state_word(cell['state'])}"


def most_moved(
    cells: Sequence[Cell],
    alerts: Sequence[Alert],
    utterances: Sequence[Utterance],
    *,
    trail: Trail,
    week: Week,
    config: Config,
) -> list[Stream]:
    """The streams with an alert on their position, best ranked first (`alerts` come so), then those that differ most."""
    by_place = {(cell["office"], cell["issue"]): cell for cell in cells}
    alerted = [
        (alert.office, alert.issue) for alert in alerts if alert.shown_kind in MOVES or alert.shown_kind == "together"
    ]
    least = config.rules.detect.min_delta
    drifting = [c for c in cells if not c["faded"] and c["state"] != "seed-only" and abs(c["delta"] or 0) >= least]
    drifting.sort(key=lambda cell: -abs(cell["delta"] or 0))
    places = dict.fromkeys([*alerted, *((cell["office"], cell["issue"]) for cell in drifting)])
    chosen = [by_place[place] for place in places if place in by_place][:_MOST_MOVED]
    return [_stream(cell, alerts, utterances, trail=trail, week=week, config=config) for cell in chosen]


def stream_of(
    state: StreamState,
    alerts: Sequence[Alert],
    utterances: Sequence[Utterance],
    *,
    trail: Trail,
    week: Week,
    config: Config,
) -> Stream | None:
    """One stream by itself, whatever it did; None where it is not followed."""
    cells = position_map([state], [u for u in utterances if u.said_at >= week.start], world=config.world)
    return _stream(cells[0], alerts, utterances, trail=trail, week=week, config=config) if cells else None


def _stream(
    cell: Cell,
    alerts: Sequence[Alert],
    utterances: Sequence[Utterance],
    *,
    trail: Trail,
    week: Week,
    config: Config,
) -> Stream:
    key, issue = StreamKey(cell["office"], cell["issue"]), issue_of(config.world, cell["issue"])
    start = week.end - timedelta(weeks=WEEKS)
    said = [u for u in utterances if u.key == key and u.said_at >= start]
    band = (
        None if cell["baseline"] is None else baseline_band(cell["baseline"], config.rules.baseline.prior_n + cell["n"])
    )
    return {
        "office": cell["office"],
        "office_name": cell["office_name"],
        "issue": cell["issue"],
        "issue_name": cell["issue_name"],
        "state": cell["state"],
        "n": cell["n"],
        "mean": cell["mean"],
        "axis": [level_word(issue, level) for level in (-2, 0, 2)],
        "baseline": cell["baseline"],
        "band": [round(band.low, 3), round(band.high, 3)] if band else [],
        "start": start.isoformat(),
        "end": week.end.isoformat(),
        "last_day": (week.monday + timedelta(days=6)).isoformat(),
        "points": trail.get(trail_key(key), []),
        "dots": _dots(said),
        "marks": [_mark(alert) for alert in alerts if (alert.office, alert.issue) == key],
        "label": cell["label"],
    }


def _dots(said: Sequence[Utterance]) -> list[Dot]:
    """The weightiest utterances; of equals the oldest, so that the same rows give the same picture."""
    drawn = sorted(said, key=lambda u: (-u.weight, u.said_at, u.id))[:_MOST_DOTS]
    return [{"at": u.said_at.isoformat(), "mean": round(u.mean, 2), "weight": round(u.weight, 2)} for u in drawn]


def _mark(alert: Alert) -> Mark:
    return {"at": alert.at.isoformat(), "alert_id": alert.id, "status": alert.status}
