"""A reading as others see it: the JSON document of `analyse`, its offsets counted in the text it carries."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.text.clean import rebase, without

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.types import Article, Opinion, Reading, Span, Statement


def reading_to_json(article: Article, reading: Reading, *, raw: bool = False) -> dict[str, object]:
    """The document: `text` without furniture (or as it is, with `raw`), and every statement with offsets into it."""
    furniture = () if raw else reading.furniture
    text = without(article.text, furniture) if furniture else article.text
    return {
        "language": reading.language,
        "genre": reading.genre,
        "text": text,
        "published": _time(article.published),
        "statements": [_statement(statement, text, furniture) for statement in reading.statements],
    }


def _statement(statement: Statement, text: str, furniture: tuple[Span, ...]) -> dict[str, object]:
    start, end = _moved((statement.start, statement.end), furniture)
    parts = {"parts": [list(_moved(part, furniture)) for part in statement.parts]} if statement.parts else {}
    return {
        "start": start,
        "end": end,
        "text": text[start:end],
        **parts,
        "cue": _place(statement.cue, furniture),
        "source": _place(statement.source, furniture),
        "speaker": statement.speaker,
        "actor": statement.actor,
        "office": statement.office,
        "speaker_level": statement.speaker_level,
        "voice": statement.voice,
        "form": statement.form,
        "nested": statement.nested,
        "commitment": statement.commitment,
        "issue": statement.issue,
        "issue_score": round(statement.issue_score, 4),
        "levels": [round(p, 4) for p in statement.levels] if statement.levels is not None else None,
        "level": statement.level,
        "abstained": statement.abstained,
        "said_at": _time(statement.said_at),
        "weight": statement.weight,
        "reasons": list(statement.reasons),
        **({"marks": sorted(statement.marks)} if statement.marks else {}),
        **({"opinions": [_opinion(opinion) for opinion in statement.opinions]} if statement.opinions else {}),
    }


def _opinion(opinion: Opinion) -> dict[str, object]:
    """What one model judged, where two were asked."""
    return {
        "model": opinion.model,
        "issue": opinion.issue,
        "level": opinion.level,
        "levels": [round(p, 4) for p in opinion.levels] if opinion.levels is not None else None,
        "commitment": opinion.commitment,
        "denied": opinion.denied,
        "said_date": opinion.said_date.isoformat() if opinion.said_date is not None else None,
        "quote": opinion.quote,
        "reason": opinion.reason,
        "votes": opinion.votes,
        "asked": opinion.asked,
    }


def _moved(span: Span, furniture: tuple[Span, ...]) -> Span:
    return rebase(span[0], furniture), rebase(span[1], furniture)


def _place(span: Span | None, furniture: tuple[Span, ...]) -> dict[str, int] | None:
    if span is None:
        return None
    start, end = _moved(span, furniture)
    return {"start": start, "end": end}


def _time(at: datetime | None) -> str | None:
    return at.isoformat().replace("+00:00", "Z") if at is not None else None
