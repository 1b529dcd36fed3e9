"""What people are told after the first message: how that one reads now, and what its thread says. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.alerts.card import Card, Quote, describe, quote_of, sources_text
from monitor.alerts.wording import cut, day, named, severity_text, sureness_text
from monitor.types import Alert, Remark
from monitor.types.severity import severity_class

if TYPE_CHECKING:
    from monitor.types import Development, Story, Verdict

OLD = timedelta(days=14)
"""A story that began so long ago has left the channel's sight."""
QUOTES = 3
VERDICTS_SHOWN = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Update:
    """A message about what changed of an alert: one line that says it, what it was before, and the new words."""

    headline: str
    changes: tuple[str, ...]
    quotes: tuple[Quote, ...]
    against: tuple[Quote, ...]


def describe_story(story: Story) -> Card:
    """The first message as it should read now: what it was, with what became of it at the top."""
    card, back, confirmed = describe(story.first), _taken_back(story), _confirmed(story)
    answers = tuple(answer_text(verdict) for verdict in _last_of_each(story.verdicts)[-VERDICTS_SHOWN:])
    if back is not None and confirmed is not None and confirmed.at > back.at:
        card = _with_confirmation(card, confirmed)
        card = replace(card, status=(*card.status, f"It had been taken back on {day(back.at)}"))
    elif back is not None and story.first.said_since(back):
        again = ("It was said again since then; the words are in the thread",)
        card = replace(card, headline=cut(f"Said again: {card.headline}", 150), status=(_back_text(back), *again))
    elif back is not None:
        status = (f"{_back_text(back)}, closed: {cut(back.headline, 150)}",)
        card = replace(card, headline=cut(f"Taken back: {card.headline}", 150), warning="", status=status)
    elif confirmed is not None:
        card = _with_confirmation(card, confirmed)
    return replace(card, answers=answers)


def describe_development(change: Development, alert: Alert) -> Update:
    """What further evidence changed; numbers that stayed are not repeated."""
    kept = [place for place in alert.evidence if place in change.evidence] or list(change.evidence)
    places = sorted(kept, key=lambda place: -place.weight)
    favouring = [quote_of(place) for place in places if place.favours]
    against = [quote_of(place) for place in places if not place.favours]
    confirmed = change.was_status != alert.status and alert.status == "confirmed"
    elsewhere = bool(change.was_headline) and change.was_headline != alert.headline
    heard = "Now" if elsewhere else "Further evidence" if favouring or not against else "Evidence against it"
    what = "Now confirmed" if confirmed else heard
    return Update(
        headline=cut(f"{what}: {alert.headline}", 150),
        changes=(
            *([f"told until now as “{cut(change.was_headline, 150)}”"] if elsewhere else []),
            *_changes(change, alert),
        ),
        quotes=tuple(favouring[:QUOTES]),
        against=tuple(against[:QUOTES]),
    )


def is_broadcast(story: Story, what: Alert | Development | Remark) -> bool:
    """Whether the channel hears of a message in the thread too: where it matters more than all that was told before, or opens what was closed."""
    if isinstance(what, Remark):
        return False
    if _opens_again(story, what):
        return True
    if not isinstance(what, Alert):
        told = told_of(story, what)
        others = [alert.severity for alert in (story.first, *story.later) if alert.id != told.id]
        return severity_class(told.severity) > severity_class(max(what.was_severity, *others, 0))
    if what.at - story.first.at > OLD and (what.status == "confirmed" or what.kind == "walk_back"):
        return True  # nobody looks into a thread of then
    if what.kind == "walk_back":
        return False
    before = [story.first, *(other for other in story.later if other.raised_at < what.raised_at)]
    return severity_class(what.severity) > max(severity_class(other.severity) for other in before)


def _opens_again(story: Story, what: Alert | Development) -> bool:
    """Whether it is the first to say that a move that was taken back holds after all."""
    back = _taken_back(story)
    if back is None:
        return False
    if isinstance(what, Alert):
        before = [other for other in story.later if other.raised_at < what.raised_at]
        return what.status == "confirmed" and what.at > back.at and all(other.at <= back.at for other in before)
    again = story.first.said_since(back) if what.alert_id == story.first.id else []
    return bool(again) and all(place in what.evidence for place in again)


def told_of(story: Story, change: Development) -> Alert:
    """The alert that changed, as it stands now."""
    return next((alert for alert in (story.first, *story.later) if alert.id == change.alert_id), story.first)


def answer_text(verdict: Verdict) -> str:
    """Who said what of it, when."""
    said = "confirmed" if verdict.word == "confirm" else f"dismissed ({named('verdicts', verdict.word)})"
    note = f": {cut(verdict.note, 120)}" if verdict.note else ""
    return f"{said} by {cut(verdict.by, 60)}, {day(verdict.at)} {verdict.at:%H:%M} UTC{note}"


def _taken_back(story: Story) -> Alert | None:
    return next((other for other in reversed(story.later) if other.kind == "walk_back"), None)


def _confirmed(story: Story) -> Alert | None:
    told = [other for other in story.later if other.status == "confirmed" and other.kind != "walk_back"]
    return told[-1] if told else None


def _back_text(back: Alert) -> str:
    return f"↩ Taken back on {day(back.at)}"


def _with_confirmation(card: Card, confirmed: Alert) -> Card:
    return replace(
        card,
        headline=cut(f"Confirmed: {card.headline}", 150),
        warning="",
        status=(f"✔ Confirmed on {day(confirmed.at)} by further statements; they are in the thread",),
        sources=sources_text(confirmed),
        confidence=sureness_text(confirmed.confidence, computed=confirmed.computed),
        severity=severity_text(confirmed.severity),
    )


def _last_of_each(verdicts: tuple[Verdict, ...]) -> list[Verdict]:
    """A person's later answer replaces the earlier one."""
    return list({verdict.user or verdict.by: verdict for verdict in verdicts}.values())


def _changes(change: Development, alert: Alert) -> tuple[str, ...]:
    sources, articles = alert.independent_sources, alert.copies
    pairs = (
        ("independent sources", str(change.was_sources), str(sources)),
        ("articles", str(change.was_copies), str(articles)),
        ("confidence", *(sureness_text(c, computed=alert.computed) for c in (change.was_confidence, alert.confidence))),
        ("severity", severity_text(change.was_severity), severity_text(alert.severity)),
    )
    return tuple(f"{name} {was} → {now}" for name, was, now in pairs if was != now)
