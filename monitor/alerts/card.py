"""What an alert says, in the order in which a person checks it: plain text, no markup. Slack and console both show this. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.alerts.wording import (
    counted,
    cut,
    day,
    excerpt,
    level_bar,
    level_text,
    named,
    severity_text,
    sureness_text,
    web_address,
)

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor.types import Alert, AlertSide, Evidence

QUOTE_WORDS = 40
OTHERS_SHOWN = 2
OWNERS_NAMED = 4


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """`was` or `now`. `bar` and `level` are empty where the alert is not about levels; `origin` is the baseline row."""

    bar: str
    level: str
    claim: str
    origin: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    """Words as they stand in the article, at most 40 of them; `source` is outlet, dates, language, in one line."""

    text: str
    speaker: str
    outlet: str
    url: str | None
    source: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """All of an alert's text. `warning` is empty for a confirmed one; `status` is what became of it since, `answers` what people said of it.

    `quote` and `why` are what it was raised on; `later` says what was heard since, empty where it was weighed once.
    """

    headline: str
    topic: str
    warning: str
    was: Side
    now: Side
    quote: Quote | None
    against: Quote | None
    others: tuple[Quote, ...]
    who: str
    sources: str
    confidence: str
    severity: str
    why: str
    later: str
    unchanged: tuple[str, ...]
    caveats: tuple[str, ...]
    versions: str
    status: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()


def describe(alert: Alert) -> Card:
    """The card of an alert: the strongest of the words that it was raised on first, the strongest against them after."""
    favouring = _strongest_first(e for e in alert.evidence if e.favours)
    opposing = _strongest_first(e for e in alert.evidence if not e.favours)
    return Card(
        headline=headline_of(alert),
        topic=f"{named('kinds', alert.shown_kind)} · {cut(alert.issue_name, 60)} ({cut(alert.issue, 12)})",
        warning=warning_of(alert),
        was=_side(alert.before, alert, missing="no earlier line on record"),
        now=_side(alert.after, alert, missing="not put into words"),
        quote=quote_of(favouring[0]) if favouring else None,
        against=quote_of(opposing[0]) if opposing else None,
        others=_others(favouring),
        who=_who(alert),
        sources=sources_text(alert),
        confidence=sureness_text(alert.confidence, computed=alert.computed),
        severity=severity_text(alert.severity),
        why=cut(alert.first_reason, 800),
        later=_later(alert),
        unchanged=tuple(cut(line, 60) for line in alert.unchanged[:6]),
        caveats=tuple(cut(line, 160) for line in alert.caveats[:6]),
        versions=_versions(alert),
    )


def headline_of(alert: Alert) -> str:
    """One line that says it all; made from the parts where nobody wrote one."""
    made = f"{alert.office_name or alert.actor_name}: {named('kinds', alert.shown_kind).lower()} on {alert.issue_name}"
    return cut(alert.headline, 150) or cut(made, 150)


def warning_of(alert: Alert) -> str:
    """What must be said before anything else of an alert that is not confirmed."""
    if alert.status == "confirmed":
        return ""
    if alert.independent_sources <= 1:
        return "Single source, unconfirmed"
    return f"Unconfirmed: {alert.independent_sources} independent sources, too few statements to be sure"


def _strongest_first(evidence: Iterable[Evidence]) -> list[Evidence]:
    return sorted(evidence, key=lambda e: (e.later, -e.weight))


def _later(alert: Alert) -> str:
    """What came after it was raised: what it said before, in how many places, and what the evidence is since."""
    places = sum(place.later for place in alert.evidence)
    was, now = f"{alert.first_ratio:.0f}", f"{alert.ratio:.0f}"
    parts = (
        f"until {day(alert.earlier[-1].until)} it was told as “{cut(alert.earlier[-1].headline, 150)}”"
        if alert.earlier
        else "",
        f"words in {counted(places, 'further place')}" if places else "",
        f"evidence R={now}, where it was {was}" if was != now else "",
    )
    return ", ".join(part for part in parts if part)


def _side(side: AlertSide, alert: Alert, *, missing: str) -> Side:
    has_levels = alert.before.level is not None or alert.after.level is not None
    name = cut(side.level_name, 80)
    return Side(
        bar=level_bar(side.level) if has_levels else "",
        level=f"{level_text(side.level)} {name}".strip() if has_levels else "",
        claim=cut(side.beside_level, 250) or ("" if side.claim else missing),
        origin=_origin(side),
    )


def _origin(side: AlertSide) -> str:
    parts = (
        cut(side.position or "", 40),
        named("baselines", side.baseline) if side.baseline else "",
        f"as of {day(side.as_of)}" if side.as_of else "",
    )
    return ", ".join(part for part in parts if part)


def quote_of(evidence: Evidence) -> Quote:
    return Quote(
        text=excerpt(evidence.quote, words=QUOTE_WORDS, limit=500),
        speaker=cut(evidence.speaker, 80),
        outlet=cut(evidence.outlet, 60) or "outlet unknown",
        url=web_address(evidence.url),
        source=" · ".join(part for part in (_dates(evidence), _how(evidence)) if part),
    )


def _dates(evidence: Evidence) -> str:
    said, by = evidence.said_at.date(), "by " if evidence.said_within else ""
    if evidence.published is None:
        return f"said {by}{day(said)}, publication undated"
    published = evidence.published.date()
    if published == said and not by:
        return f"said and published {day(said)}"
    return f"said {by}{day(said)}, published {day(published)}"


def _how(evidence: Evidence) -> str:
    return f"in {named('languages', evidence.language)}, {named('voices', evidence.voice)}"


def _others(favouring: list[Evidence]) -> tuple[Quote, ...]:
    """One place each of further outlets that have the words."""
    first = favouring[0].outlet if favouring else ""
    by_outlet = {e.outlet: e for e in reversed(favouring[1:]) if e.outlet != first}
    strongest = sorted(by_outlet.values(), key=lambda e: -e.weight)
    return tuple(quote_of(e) for e in strongest[:OTHERS_SHOWN])


def sources_text(alert: Alert) -> str:
    """How many owners of outlets have it, which they are as far as there is room, and in how many articles."""
    named = [cut(owner, 40) for owner in alert.owners[:OWNERS_NAMED]]
    more = [f"{len(alert.owners) - OWNERS_NAMED} more"] if len(alert.owners) > OWNERS_NAMED else []
    who = f" ({', '.join([*named, *more])})" if named else ""
    return f"{counted(alert.independent_sources, 'independent source')}{who} · {articles_text(alert.copies)}"


def articles_text(copies: int) -> str:
    """`copies` counts every article that the evidence was met in, originals too."""
    return f"in {copies} articles, copies counted" if copies > 1 else "in one article"


def _who(alert: Alert) -> str:
    names = [cut(alert.actor_name, 80)]
    if alert.office_name != alert.actor_name:
        names.append(cut(alert.office_name, 80))
    if alert.speaker_level:
        names.append(f"speaker level {alert.speaker_level} of 5")
    return " · ".join(name for name in names if name)


def _versions(alert: Alert) -> str:
    versions = alert.versions
    share = f" · {alert.borne_out:.2f} of such alerts taken to be borne out" if alert.borne_out is not None else ""
    return (
        f"alert {cut(alert.id, 40)} · baseline {cut(versions.baseline, 40)}"
        f" · model {cut(versions.model, 40)} · code {cut(versions.code, 40)}{share}"
    )
