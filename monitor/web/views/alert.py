"""One alert: was and now, every piece of evidence in its context, why, versions, and what people said."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from monitor.alerts import alert_to_json
from monitor.types import Alert, Evidence, JudgedAlert, StreamKey
from monitor.types.titles import without_title
from monitor.web.page import Page, Pager, Table
from monitor.web.shapes import Code, PageNumber
from monitor.web.shelf import MissingError, Shelf
from monitor.web.views.alert_rows import AlertRow, alert_row

AROUND = 260
"""Letters shown to each side of a quotation."""
_SPACE = re.compile(r"\s+")
PLACES = 20
"""Pieces of evidence on one page; an alert of a loud week may have hundreds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertAsked:
    id: Code
    page: PageNumber = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A quotation between what stands before and after it in its article; both empty where the text is kept no more.

    `says_title`: these words begin with the title, which need not stand beside them.
    """

    before: str
    quote: str
    after: str
    article: str
    start: int
    url: str | None
    title: str
    says_title: bool
    outlet: str
    published: datetime | None
    said_at: datetime
    said_within: bool
    to_the_minute: bool
    speaker: str
    voice: str
    weight: float
    language: str
    favours: bool
    later: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    word: str
    by: str
    at: datetime
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class AlertShown:
    """`has_stream`: there is a time line to lead to; `until`: the day after the last words for it, None without words; `story` are the alerts told with it; `places` is one of the `parts`."""

    alert: Alert
    row: AlertRow
    places: tuple[Place, ...]
    parts: Pager
    story: tuple[AlertRow, ...]
    answers: tuple[Answer, ...]
    has_stream: bool
    until: date | None


def alert_view(shelf: Shelf, asked: AlertAsked) -> AlertShown:
    alert = shelf.store.alert(asked.id)
    if alert is None:
        raise MissingError("There is no such alert.")
    given = sorted(shelf.store.verdicts(alert.id), key=lambda verdict: verdict.at, reverse=True)
    places = by_weight(alert)
    parts = Pager(page=asked.page, size=PLACES, total=len(places))
    return AlertShown(
        alert=alert,
        row=alert_row(JudgedAlert(alert=alert, verdict=given[0].word if given else None), shelf.config.world),
        places=_places(shelf, places[parts.offset : parts.offset + PLACES]),
        parts=parts,
        story=_story(shelf, alert),
        answers=tuple(Answer(word=v.word, by=v.by, at=v.at, note=v.note) for v in given),
        has_stream=bool(alert.issue) and shelf.review.stream(StreamKey(alert.office, alert.issue)) is not None,
        until=_day_after([place.said_at for place in places if place.favours]),
    )


def _day_after(said: list[datetime]) -> date | None:
    return max(said).date() + timedelta(days=1) if said else None


def by_weight(alert: Alert) -> list[Evidence]:
    """What it was raised on: what speaks for it first, the weightiest of it at the top, then what speaks against it; what came after follows."""
    return sorted(alert.evidence, key=lambda e: (e.later, not e.favours, -e.weight, e.said_at))


def _places(shelf: Shelf, places: list[Evidence]) -> tuple[Place, ...]:
    texts = shelf.review.texts(sorted({place.article for place in places}))
    return tuple(_place(place, texts.get(place.article, "")) for place in places)


def _place(evidence: Evidence, text: str) -> Place:
    before, after = context(text, evidence)
    from_start = evidence.start <= AROUND and (before or after)
    shown = text if from_start else evidence.quote
    return Place(
        before=before,
        quote=evidence.quote,
        after=after,
        article=evidence.article,
        start=evidence.start,
        url=evidence.url,
        title=evidence.title,
        says_title=without_title(shown, evidence.title) != shown,
        outlet=evidence.outlet,
        published=evidence.published,
        said_at=evidence.said_at,
        said_within=evidence.said_within,
        to_the_minute=evidence.to_the_minute,
        speaker=evidence.speaker,
        voice=evidence.voice,
        weight=evidence.weight,
        language=evidence.language,
        favours=evidence.favours,
        later=evidence.later,
    )


def context(text: str, evidence: Evidence) -> tuple[str, str]:
    """What stands round the quotation, cut between words; nothing where the text is not the one that was quoted."""
    if text[evidence.start : evidence.end] != evidence.quote:
        return "", ""
    before, after = text[max(0, evidence.start - AROUND) : evidence.start], text[evidence.end : evidence.end + AROUND]
    if evidence.start > AROUND:
        before = "… " + before.partition(" ")[2]
    if evidence.end + AROUND < len(text):
        after = after.rpartition(" ")[0] + " …"
    return _SPACE.sub(" ", before).lstrip(), _SPACE.sub(" ", after).rstrip()


def _story(shelf: Shelf, alert: Alert) -> tuple[AlertRow, ...]:
    story = shelf.store.story(alert.id)
    if story is None:
        return ()
    others = [other for other in (story.first, *story.later) if other.id != alert.id]
    said = shelf.review.last_verdicts([other.id for other in others])
    return tuple(
        alert_row(JudgedAlert(alert=other, verdict=said.get(other.id)), shelf.config.world) for other in others
    )


def _contract(shown: AlertShown) -> dict[str, object]:
    said = [{"word": a.word, "by": a.by, "at": a.at.isoformat(), "note": a.note} for a in shown.answers]
    return {**alert_to_json(shown.alert), "verdicts": said}


def _table(shown: AlertShown) -> Table:
    """The places of this part."""
    names = (
        "favours",
        "later",
        "weight",
        "speaker",
        "voice",
        "said_at",
        "published",
        "outlet",
        "title",
        "url",
        "article",
        "start",
        "quote",
    )
    return Table.of(names, shown.places)


PAGE = Page(
    path="/alerts/{id}",
    title="Alert",
    section="Alerts",
    template="alert.html.jinja",
    asked=AlertAsked,
    shown=AlertShown,
    view=alert_view,
    table=_table,
    twin=_contract,
    twin_shape=dict[str, Any],
    summary="One alert in the contract's JSON, with the verdicts on it.",
)
