"""What was said: utterances of all offices and issues, or of some, newest first."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from monitor.digest import issue_name, office_name
from monitor.digest.words import issue_of, level_word
from monitor.types import SaidFilter, Utterance, World
from monitor.types.levels import mode_of
from monitor.web.page import Page, Pager, Table
from monitor.web.shapes import Code, Limit, Moment, PageNumber, WeekName
from monitor.web.shelf import Shelf
from monitor.web.views.alerts import window
from monitor.web.views.choices import Choice, issue_choices, office_choices


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidAsked:
    """`week` like 2026-W47 stands for `since` and `until`."""

    office: Code | None = None
    issue: Code | None = None
    week: WeekName | None = None
    since: Moment | None = None
    until: Moment | None = None
    page: PageNumber = 1
    limit: Limit = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidRow:
    """An utterance with its first words.

    `level`: the likeliest, with which it counts where its line stands lately, None where it was left open; `word`: what that is called
    on its axis; `said_within`: said by `said_at`, on a day that nobody knows; `to_the_minute`: it was said as it was published, where else the day is all that is known; `mean`: its expected level, which lies between levels where the reading is unsure, and of which weekly means are made.
    """

    id: str
    office: str
    office_name: str
    issue: str
    issue_name: str
    said_at: datetime
    said_within: bool
    to_the_minute: bool
    level: int | None
    word: str
    mean: float
    weight: float
    commitment: str
    quiet: bool
    quote: str
    language: str
    speaker: str
    voice: str
    outlet: str
    url: str | None
    title: str
    article: str
    start: int
    places: int
    copies: int
    origins: int


@dataclass(frozen=True, slots=True, kw_only=True)
class SaidShown:
    asked: SaidAsked
    rows: tuple[SaidRow, ...]
    pager: Pager
    choices: dict[str, tuple[Choice, ...]]


def said_view(shelf: Shelf, asked: SaidAsked) -> SaidShown:
    since, until = window(asked.week, asked.since, asked.until, shelf.config.digest.timezone)
    wanted = SaidFilter(office=asked.office, issue=asked.issue, since=since, until=until)
    found = shelf.review.said(wanted, offset=(asked.page - 1) * asked.limit, limit=asked.limit)
    world = shelf.config.world
    return SaidShown(
        asked=asked,
        rows=tuple(said_row(utterance, world) for utterance in found.items),
        pager=Pager(page=asked.page, size=asked.limit, total=found.total),
        choices={
            "office": office_choices(shelf),
            "issue": issue_choices(world),
        },
    )


def said_row(utterance: Utterance, world: World) -> SaidRow:
    words = max(utterance.evidence, key=lambda place: place.weight)
    level = mode_of(utterance.levels) if utterance.margin > 0 else None
    return SaidRow(
        id=utterance.id,
        office=utterance.key.office,
        office_name=office_name(world, utterance.key.office),
        issue=utterance.key.issue,
        issue_name=issue_name(world, utterance.key.issue),
        said_at=utterance.said_at,
        said_within=words.said_within and words.said_at == utterance.said_at,
        to_the_minute=any(e.to_the_minute and e.said_at == utterance.said_at for e in utterance.evidence),
        level=level,
        word=level_word(issue_of(world, utterance.key.issue), level),
        mean=round(utterance.mean, 2),
        weight=round(utterance.weight, 2),
        commitment=utterance.commitment,
        quiet=utterance.quiet,
        quote=words.quote,
        language=words.language,
        speaker=words.speaker,
        voice=words.voice,
        outlet=words.outlet,
        url=words.url,
        title=words.title,
        article=words.article,
        start=words.start,
        places=len(utterance.evidence),
        copies=utterance.copies,
        origins=len(utterance.origins),
    )


def said_table(rows: tuple[SaidRow, ...]) -> Table:
    names = (
        "id", "office", "issue", "said_at", "level", "word", "mean", "weight", "commitment", "speaker", "voice", "outlet", "url",
        "title", "article", "start", "copies", "origins", "quiet", "quote",
    )  # fmt: skip
    return Table.of(names, rows)


def _table(shown: SaidShown) -> Table:
    return said_table(shown.rows)


PAGE = Page(
    path="/said",
    title="What was said",
    section="Streams",
    template="said.html.jinja",
    asked=SaidAsked,
    shown=SaidShown,
    view=said_view,
    table=_table,
    summary="Utterances, newest first, of an office, an issue or a week.",
)
