"""Proposes baseline positions from any article, for a person to correct; nothing is stored.

A position needs a followed speaker, an issue, and words under a reporting cue: the narrator's sentences and the page's
furniture never become a person's position.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.types import LEVELS
from monitor.types.reading import MIRRORED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from monitor.types import Article, Reading, Statement, World


_DRAFTED = re.compile("D([0-9]+)")
"""The id of a drafted row."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Proposal:
    """A proposed row: the best statement of an office on an issue. `level` is None where the words do not settle it; `denied`: the quote is what they deny."""

    id: str
    actor: str
    office: str
    bloc: str
    issue: str
    level: int | None
    quote: str
    start: int
    end: int
    form: str
    as_of: date
    reasons: tuple[str, ...]
    provisional: bool
    denied: bool = False


def propose(article: Article, reading: Reading, world: World, *, taken: Iterable[str]) -> tuple[Proposal, ...]:
    """The positions an article holds, by their place in it: one for each office and issue, numbered past the ids in `taken`.

    A statement in which reading finds none of the followed issues makes no row.
    """
    best: dict[tuple[str, str], Statement] = {}
    for statement in reading.statements:
        if (
            statement.office is None
            or statement.issue is None
            or statement.nested
            or statement.commitment == "question"
        ):
            continue
        key = (statement.office, statement.issue)
        if key not in best or _rank(statement) > _rank(best[key]):
            best[key] = statement
    found = sorted(best.values(), key=lambda statement: statement.start)
    first = 1 + max((int(told[1]) for told in map(_DRAFTED.fullmatch, taken) if told), default=0)
    return tuple(_proposal(number, statement, article, world) for number, statement in enumerate(found, start=first))


def _rank(statement: Statement) -> tuple[bool, bool, float, int]:
    return (not statement.abstained, not _is_denied(statement), statement.weight, len(statement.text))


def _is_denied(statement: Statement) -> bool:
    """Whether its words are what is denied, and not the denial."""
    return MIRRORED in statement.reasons


def _proposal(number: int, statement: Statement, article: Article, world: World) -> Proposal:
    office = world.office(statement.office or "")
    said = statement.said_at or article.dated
    return Proposal(
        id=f"D{number:02d}",
        actor=statement.speaker or office.name,
        office=office.id,
        bloc=office.bloc,
        issue=statement.issue or "",
        level=None if statement.abstained else statement.level,
        quote=statement.text,
        start=statement.start,
        end=statement.end,
        form=statement.form,
        as_of=said.date(),
        reasons=statement.reasons,
        provisional=statement.abstained or statement.form not in ("transcript", "direct"),
        denied=_is_denied(statement),
    )


def to_toml(proposals: Sequence[Proposal], *, article: Article) -> str:
    """The proposals as baseline rows, with a comment on each that says what a person must decide."""
    head = [
        "# Proposed from one article; correct it before use. Write each claim in your own words: the quote is another's text.",
        f"name = {_quoted(article.title or article.id)}",
        f"as_of = {article.dated:%Y-%m-%d}",
        f"source = {_quoted(article.url or article.id)}",
    ]
    return "\n".join(head) + "\n" + "".join(_row(proposal) for proposal in proposals)


def _row(proposal: Proposal) -> str:
    level = "# level: not settled by the words; one of " + ", ".join(str(n) for n in LEVELS)
    lines = [
        "",
        f"# {proposal.actor}{' denies' if proposal.denied else ''}: “{' '.join(proposal.quote.split())}”",
        f"# because: {'; '.join(proposal.reasons)}",
        "[[position]]",
        f"id = {_quoted(proposal.id)}",
        f"actor = {_quoted(proposal.actor)}",
        f"office = {_quoted(proposal.office)}",
        f"bloc = {_quoted(proposal.bloc)}",
        f"issue = {_quoted(proposal.issue)}",
        level if proposal.level is None else f"level = {proposal.level}",
        f"claim = {_quoted(('It is denied that: ' if proposal.denied else '') + ' '.join(proposal.quote.split()))}",
        f"use = {_quoted('provisional' if proposal.provisional else 'position')}",
        f"as_of = {proposal.as_of:%Y-%m-%d}",
        f"form = {_quoted(proposal.form)}",
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"').replace("\n", " ") + '"'
