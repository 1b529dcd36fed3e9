"""A statement and the article it stands in → the place that an alert cites."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from monitor.types.people import Evidence

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.types.reading import Statement


class Cited(Protocol):
    """What is told of an article when it is cited: an `Article`, or a row with as much of one."""

    @property
    def id(self) -> str: ...
    @property
    def url(self) -> str | None: ...
    @property
    def title(self) -> str: ...
    @property
    def outlet(self) -> str: ...
    @property
    def published(self) -> datetime | None: ...
    @property
    def dated(self) -> datetime: ...
    @property
    def language(self) -> str | None: ...


def evidence_of(statement: Statement, article: Cited) -> Evidence:
    """The statement as evidence: its words are those of the article at that place, always."""
    return Evidence(
        quote=statement.text,
        article=article.id,
        url=article.url,
        title=article.title,
        outlet=article.outlet,
        published=article.published,
        said_at=statement.said_at or article.dated,
        said_within=statement.said_within,
        speaker=statement.speaker or "",
        voice=statement.voice,
        start=statement.start,
        end=statement.end,
        weight=statement.weight,
        language=article.language or "en",
    )
