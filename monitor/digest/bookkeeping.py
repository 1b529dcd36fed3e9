"""What became of the alerts: sent, held back, judged by people; and how often they were right."""

from __future__ import annotations

from datetime import timedelta
from itertools import pairwise
from typing import TYPE_CHECKING

from monitor.digest.cards import is_check
from monitor.digest.intervals import wilson
from monitor.digest.words import counted, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence
    from datetime import datetime

    from monitor.digest.content import Bin, Books, Judged
    from monitor.types import Alert, Outcome

_REMEMBERED = timedelta(weeks=8)
_ENOUGH_TO_SAY = 30
_EDGES = (0.0, 0.5, 0.65, 0.8, 1.01)
CONFIRM = "confirm"


def verdict_log(judged: Iterable[Outcome], *, end: datetime) -> dict[str, Judged]:
    """What was last said of each alert, where that was in the eight weeks before `end`."""
    recent = [outcome for outcome in judged if end - _REMEMBERED <= outcome.at < end]
    return {
        one.alert_id: {"word": one.word, "at": one.at.isoformat()}
        for one in sorted(recent, key=lambda one: one.alert_id)
    }


def reliability(judged: Sequence[Outcome]) -> list[Bin]:
    """Whether stated confidence means what it says, of every confirmed shift that was ever judged; none before thirty are.

    Unconfirmed ones are left out: signs are no move yet, and for the others nothing is computed.
    """
    sure = [outcome for outcome in judged if outcome.status == "confirmed"]
    if len(sure) < _ENOUGH_TO_SAY:
        return []
    return [
        _bin(low, high, told)
        for low, high in pairwise(_EDGES)
        if (told := [o for o in sure if low <= o.confidence < high])
    ]


def _bin(low: float, high: float, told: Sequence[Outcome]) -> Bin:
    right = wilson(sum(outcome.word == CONFIRM for outcome in told), len(told))
    return {
        "from_": low,
        "to": min(high, 1.0),
        "n": len(told),
        "stated": round(sum(outcome.confidence for outcome in told) / len(told), 3),
        "share": round(right.estimate, 3),
        "low": round(right.low, 3),
        "high": round(right.high, 3),
    }


def keep_books(
    alerts: Sequence[Alert], log: Mapping[str, Judged], *, delivered: int, utterances: int, apart: float
) -> Books:
    """`apart`: the utterances between two false alarms that the budget allows."""
    words = [log[alert.id]["word"] for alert in alerts if alert.id in log]
    confirmed = words.count(CONFIRM)
    all_confirmed = sum(judged["word"] == CONFIRM for judged in log.values())
    precision = wilson(all_confirmed, len(log)) if log else None
    return {
        "chat": sum(alert.channel == "chat" for alert in alerts),
        "sent": delivered,
        "digest_only": sum(alert.channel != "chat" for alert in alerts),
        "held_budget": sum((alert.held or "").startswith("budget:") for alert in alerts if alert.channel != "chat"),
        "walk_backs": sum(alert.kind == "walk_back" for alert in alerts),
        "checks": sum(is_check(alert) for alert in alerts),
        "confirmed": confirmed,
        "dismissed": len(words) - confirmed,
        "open": len(alerts) - len(words),
        "judged_8_weeks": len(log),
        "precision": round(precision.estimate, 3) if precision else None,
        "low": round(precision.low, 3) if precision else None,
        "high": round(precision.high, 3) if precision else None,
        "expected_false": round(utterances / apart, 2),
    }


def in_words(books: Books, *, alerts: int, utterances: int, apart: float, judged_ever: bool) -> list[str]:
    """The books as sentences. `judged_ever`: people had said something of an alert by the week's end, however long ago."""
    fate = [_fate(books, alerts), *_held(books), _judged(books)] if alerts else ["No alert was raised."]
    return [*fate, _precision(books, judged_ever=judged_ever), _design(books, utterances, apart)]


def _fate(books: Books, alerts: int) -> str:
    raised = (
        f"{counted(alerts, 'alert')} raised: {books['chat']} for the chat, {books['digest_only']} for this digest only"
    )
    return sentence(f"{raised}; {books['sent']} arrived in the chat this week.")


def _held(books: Books) -> Iterable[str]:
    if books["held_budget"]:
        yield sentence(
            f"{counted(books['held_budget'], 'alert')} would have gone to the chat and did not, since its budget was spent."
        )
    if books["walk_backs"]:
        yield sentence(
            f"{counted(books['walk_backs'], 'decisive statement')} {'was' if books['walk_backs'] == 1 else 'were'} taken back."
        )


def _judged(books: Books) -> str:
    return f"Judged by people: {books['confirmed']} confirmed, {books['dismissed']} dismissed, {books['open']} open."


def _precision(books: Books, *, judged_ever: bool) -> str:
    if books["precision"] is None or books["low"] is None or books["high"] is None:
        nobody = "nobody judged an alert in them" if judged_ever else "nobody had judged an alert by the week’s end"
        return f"Precision of the last eight weeks: not known, {nobody}."
    return (
        f"Precision of the last eight weeks: {books['precision']:.0%} of {books['judged_8_weeks']} judged alerts confirmed "
        f"(95% interval {books['low']:.0%} to {books['high']:.0%})."
    )


def _design(books: Books, utterances: int, apart: float) -> str:
    return (
        f"False alarms that the budget allows for: {books['expected_false']:.2g} "
        f"({counted(utterances, 'utterance')}, one in {apart:.0f})."
    )
