"""What became of the alerts: sent, held back, judged by people; and how often they were right."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from monitor.digest.intervals import wilson
from monitor.digest.words import counted, sentence

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from monitor.digest.content import Books, Judged
    from monitor.types import Alert, Verdict

_REMEMBERED = timedelta(weeks=8)
CONFIRM = "confirm"


def verdict_log(earlier: Mapping[str, Judged], verdicts: Iterable[Verdict], *, end: datetime) -> dict[str, Judged]:
    """The last verdict on each alert, of the eight weeks before `end`; later ones than `end` count, they are known."""
    log = dict(earlier)
    for verdict in sorted(verdicts, key=lambda v: v.at):
        known = log.get(verdict.alert_id)
        if known is None or datetime.fromisoformat(known["at"]) <= verdict.at:
            log[verdict.alert_id] = {"word": verdict.word, "at": verdict.at.isoformat()}
    recent = {
        alert: judged for alert, judged in log.items() if datetime.fromisoformat(judged["at"]) >= end - _REMEMBERED
    }
    return dict(sorted(recent.items()))


def keep_books(
    alerts: Sequence[Alert], log: Mapping[str, Judged], *, delivered: int, utterances: int, threshold: float
) -> Books:
    """`threshold`: the detector's A, so that utterances / A false alarms are expected by design."""
    words = [log[alert.id]["word"] for alert in alerts if alert.id in log]
    confirmed = words.count(CONFIRM)
    all_confirmed = sum(judged["word"] == CONFIRM for judged in log.values())
    precision = wilson(all_confirmed, len(log)) if log else None
    return {
        "chat": sum(alert.channel == "chat" for alert in alerts),
        "sent": delivered,
        "digest_only": sum(alert.channel != "chat" for alert in alerts),
        "confirmed": confirmed,
        "dismissed": len(words) - confirmed,
        "open": len(alerts) - len(words),
        "judged_8_weeks": len(log),
        "precision": round(precision.estimate, 3) if precision else None,
        "low": round(precision.low, 3) if precision else None,
        "high": round(precision.high, 3) if precision else None,
        "expected_false": round(utterances / threshold, 2),
    }


def in_words(books: Books, *, alerts: int, utterances: int, threshold: float) -> list[str]:
    """The books as sentences."""
    fate = [_fate(books, alerts), _judged(books)] if alerts else ["No alert was raised."]
    return [*fate, _precision(books), _design(books, utterances, threshold)]


def _fate(books: Books, alerts: int) -> str:
    raised = (
        f"{counted(alerts, 'alert')} raised: {books['chat']} for the chat, {books['digest_only']} for this digest only"
    )
    return sentence(f"{raised}; {books['sent']} arrived in the chat this week.")


def _judged(books: Books) -> str:
    return f"Judged by people: {books['confirmed']} confirmed, {books['dismissed']} dismissed, {books['open']} open."


def _precision(books: Books) -> str:
    if books["precision"] is None or books["low"] is None or books["high"] is None:
        return "Precision of the last eight weeks: not known, nobody has judged an alert yet."
    return (
        f"Precision of the last eight weeks: {books['precision']:.0%} of {books['judged_8_weeks']} judged alerts confirmed "
        f"(95% interval {books['low']:.0%} to {books['high']:.0%})."
    )


def _design(books: Books, utterances: int, threshold: float) -> str:
    return (
        f"False alarms to expect by design: {books['expected_false']:.1f} "
        f"({counted(utterances, 'utterance')} over the threshold of {threshold:.0f})."
    )
