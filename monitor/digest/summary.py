"""The digest's title and its five sentences, from numbers only."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.digest.cards import is_check
from monitor.digest.positions import was_spoken_on
from monitor.digest.words import MOVES, counted, listed, sentence, short_date, uncapital

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from monitor.digest.content import Cell, Coverage
    from monitor.types import Alert


MOST_NAMED = 8
NOTHING_READ = "Nothing was read this week, so this page cannot say whether anything moved."
NOT_ASKED = "No feed was asked in that time."
NOT_HEARD = "No feed was heard in that time: this monitor did not run, or reached none of them."


def title(alerts: Sequence[Alert], coverage: Coverage) -> str:
    """The week in one line."""
    if coverage["articles"] == 0 and not alerts:
        return "Nothing was read"
    moved, unsure = _moved(alerts, "confirmed"), _moved(alerts, "unconfirmed")
    if not moved and not unsure:
        return "Nothing moved"
    if not moved:
        return sentence(f"nothing confirmed, {counted(len(unsure), 'move')} unconfirmed")
    text = f"{counted(len(moved), 'line')} moved"
    return sentence(f"{text}, {counted(len(unsure), 'more', 'more')} unconfirmed" if unsure else text)


def summary(
    alerts: Sequence[Alert],
    cells: Sequence[Cell],
    coverage: Coverage,
    *,
    said_again: Sequence[Alert],
    silent: Sequence[str],
    unasked: int,
    unheard: int,
) -> list[str]:
    """At most five lines; `alerts` ranked, `said_again` moves of before that are still unconfirmed, `silent` the offices that say nothing for unusually long, `unasked` the number of feeds
    that nobody asked, `unheard` of others that were away all week and are back."""
    if coverage["articles"] == 0 and not alerts:
        return [NOTHING_READ, _why_nothing(coverage, unasked, unheard), _read(coverage, unasked, unheard)]
    lines = [
        _what_moved(alerts, cells),
        " ".join(line for line in (_what_is_unconfirmed(alerts), _what_still_is(said_again)) if line),
        _what_else(alerts),
        _what_is_quiet(cells, silent),
    ]
    return [line for line in [*lines, _read(coverage, unasked, unheard)] if line]


def _why_nothing(coverage: Coverage, unasked: int, unheard: int) -> str:
    if unasked == coverage["feeds"]:
        return NOT_ASKED
    if unasked + unheard == coverage["feeds"]:
        return NOT_HEARD
    if not coverage["feeds_up"]:
        return "No feed that was asked answered."
    return "The feeds that answered brought nothing new."


def _moved(alerts: Sequence[Alert], status: str) -> list[Alert]:
    """Lines that moved; an alert that stands for several of them is none beside them, and signs of a move are none yet."""
    told = [a for a in alerts if a.shown_kind in MOVES and a.status == status and not is_check(a)]
    return [alert for alert in told if not alert.signs]


def _what_moved(alerts: Sequence[Alert], cells: Sequence[Cell]) -> str:
    moved = _moved(alerts, "confirmed")
    if moved:
        return sentence(f"{counted(len(moved), 'line')} moved: {listed([_named(alert) for alert in moved])}.")
    spoken = sum(was_spoken_on(cell) for cell in cells)
    nothing = "Nothing is confirmed to have moved" if _moved(alerts, "unconfirmed") else "Nothing moved"
    if not spoken:
        return f"{nothing}: nobody followed here said anything that could be placed."
    return f"{nothing}: of {counted(spoken, 'line')} spoken on, none has been shown to have left its baseline."


def _what_is_unconfirmed(alerts: Sequence[Alert]) -> str:
    unsure = _moved(alerts, "unconfirmed")
    if not unsure:
        return ""
    verb = "rests" if len(unsure) == 1 else "rest"
    named = listed([_named(alert) for alert in unsure])
    return sentence(f"{counted(len(unsure), 'move')} {verb} on too little to be sure and may prove nothing: {named}.")


def _what_still_is(said_again: Sequence[Alert]) -> str:
    if not said_again:
        return ""
    told = [
        (alert, "; ".join(filter(None, (alert.direction, f"told on {_dated(alert.raised_at)}"))))
        for alert in said_again
    ]
    named = listed([f"{a.office_name} on {uncapital(a.issue_name)} ({aside})" for a, aside in told], most=MOST_NAMED)
    return f"Still unconfirmed, and said again this week: {named}."


def _what_else(alerts: Sequence[Alert]) -> str:
    first = [alert for alert in alerts if alert.kind in ("new_position", "new_theme")]
    louder = [alert for alert in alerts if alert.kind == "emphasis"]
    words = [alert for alert in alerts if alert.shown_kind == "new_wording"]
    checks = [alert for alert in alerts if is_check(alert)]
    signs = [alert for alert in alerts if alert.signs]
    parts = []
    if signs:
        parts.append(f"signs of {counted(len(signs), 'move')}, too few to tell: {listed([_named(a) for a in signs])}")
    if checks:
        since = "the world has moved since the baseline: " if len(checks) > 2 else ""
        rows = f"{counted(len(checks), 'baseline row')} to confirm or correct"
        parts.append(f"{since}{rows}: {listed([_named(a) for a in checks])}")
    if first:
        parts.append(f"{counted(len(first), 'first position')}: {listed([_named(alert) for alert in first])}")
    if louder:
        parts.append(
            f"{counted(len(louder), 'change')} in how much is said: {listed([_named(alert) for alert in louder])}"
        )
    if words:
        parts.append(f"new words: {listed([_named(alert) for alert in words])}")
    return sentence("; ".join(parts) + ".") if parts else ""


def _what_is_quiet(cells: Sequence[Cell], silent: Sequence[str]) -> str:
    quiet = sum(not was_spoken_on(cell) for cell in cells)
    if silent:
        return f"Unusually silent: {listed(silent)}."
    return f"Nothing was heard on {quiet} of the {len(cells)} lines followed." if quiet and cells else ""


def _read(coverage: Coverage, unasked: int, unheard: int) -> str:
    text = (
        f"This rests on {counted(coverage['articles'], 'article')} and {counted(coverage['utterances'], 'utterance')}"
    )
    if not coverage["feeds"]:  # an archive
        return f"{text}."
    text += f" from {coverage['feeds_up']} of {coverage['feeds']} feeds"
    down = coverage["feeds"] - coverage["feeds_up"] - unasked - unheard
    missing = ((down, "down"), (unasked, "not asked"), (unheard, "not heard"))
    told = [f"{counted(n, 'feed')} {'was' if n == 1 else 'were'} {why}" for n, why in missing if n > 0]
    return f"{text}; {', '.join(told)}." if told else f"{text}."


def _named(alert: Alert) -> str:
    turned = f" ({alert.direction})" if alert.direction else ""
    return f"{alert.office_name} on {uncapital(alert.issue_name)}{turned}"


def _dated(day: date) -> str:
    return f"{short_date(day)} {day.year}"
