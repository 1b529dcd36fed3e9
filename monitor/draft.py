"""Proposes baseline positions from any article, for a person to correct; nothing is stored.

A position needs a followed speaker, an issue, and words under a reporting cue: the narrator's sentences and the page's
furniture never become a person's position.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.alerts.wording import plain
from monitor.types import LEVELS
from monitor.types.reading import MIRRORED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from monitor.types import Article, Reading, Statement, World


_HALF = 0.5
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


@dataclass(frozen=True, slots=True, kw_only=True)
class Undecided:
    """An office that takes both sides of an issue, so that no row is proposed. `said`: of each side the strongest statement, + before −; `numbers`: how many there are."""

    actor: str
    office: str
    issue: str
    said: tuple[Statement, Statement]
    numbers: tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    proposals: tuple[Proposal, ...]
    undecided: tuple[Undecided, ...]


def propose(article: Article, reading: Reading, world: World, *, taken: Iterable[str]) -> Draft:
    """The positions an article holds, by their place in it: one for each office and issue, numbered past the ids in `taken`.

    A statement in which reading finds none of the followed issues makes no row. Where an office's statements that weigh
    something take both sides of an issue none is proposed: which of them is the line, or whether it has moved, is for a person to say.
    """
    heard = _heard(reading)
    undecided = {key: found for key, told in heard.items() if (found := _undecided(told, world)) is not None}
    best = (max(told, key=_rank) for key, told in heard.items() if key not in undecided)
    ordered = sorted(best, key=lambda statement: statement.start)
    first = 1 + max((int(told[1]) for told in map(_DRAFTED.fullmatch, taken) if told), default=0)
    return Draft(
        proposals=tuple(_proposal(number, one, article, world) for number, one in enumerate(ordered, start=first)),
        undecided=tuple(undecided.values()),
    )


def _heard(reading: Reading) -> dict[tuple[str, str], list[Statement]]:
    """What each office says on each issue, in the order of the text."""
    heard: dict[tuple[str, str], list[Statement]] = {}
    for statement in reading.statements:
        if (
            statement.office is None
            or statement.issue is None
            or statement.nested
            or statement.commitment == "question"
        ):
            continue
        heard.setdefault((statement.office, statement.issue), []).append(statement)
    return heard


def _undecided(told: Sequence[Statement], world: World) -> Undecided | None:
    """None where they do not disagree about the side; the middle of an axis takes none."""
    sided = [one for one in told if not one.abstained and one.level and one.weight > 0]
    plus, minus = ([one for one in sided if (one.level or 0) * sign > 0] for sign in (1, -1))
    if not (plus and minus):
        return None
    strongest = max(plus, key=_rank), max(minus, key=_rank)
    office = world.office(strongest[0].office or "")
    return Undecided(
        actor=strongest[0].speaker or office.name,
        office=office.id,
        issue=strongest[0].issue or "",
        said=strongest,
        numbers=(len(plus), len(minus)),
    )


def _rank(statement: Statement) -> tuple[bool, bool, float, int]:
    return (not statement.abstained, not _is_denied(statement), statement.weight, len(statement.text))


def _is_denied(statement: Statement) -> bool:
    """Whether its words are what is denied, and not the denial."""
    return MIRRORED in statement.marks


def _is_likelier_than_not(statement: Statement) -> bool:
    """Whether its side has more than half of the probability; the middle of an axis is none."""
    if not statement.levels or not statement.level:
        return True
    side = statement.levels[3:] if statement.level > 0 else statement.levels[:2]
    return sum(side) > _HALF


def _proposal(number: int, statement: Statement, article: Article, world: World) -> Proposal:
    office = world.office(statement.office or "")
    said = statement.said_at or article.dated
    level = None if statement.abstained or not _is_likelier_than_not(statement) else statement.level
    return Proposal(
        id=f"D{number:02d}",
        actor=statement.speaker or office.name,
        office=office.id,
        bloc=office.bloc,
        issue=statement.issue or "",
        level=level,
        quote=statement.text,
        start=statement.start,
        end=statement.end,
        form=statement.form,
        as_of=said.date(),
        reasons=statement.reasons,
        provisional=level is None or statement.form not in ("transcript", "direct"),
        denied=_is_denied(statement),
    )


def to_toml(draft: Draft, *, article: Article) -> str:
    """The proposals as baseline rows, with a comment on each that says what a person must decide, and on what is left to him."""
    head = [
        "# Proposed from one article; correct it before use. Write each claim in your own words: the quote is another's text.",
        f"name = {_quoted(article.title or article.id)}",
        f"as_of = {article.dated:%Y-%m-%d}",
        f"source = {_quoted(article.url or article.id)}",
    ]
    rows = (*map(_row, draft.proposals), *map(_comment, draft.undecided))
    return "\n".join(head) + "\n" + "".join(rows)


def why_undecided(one: Undecided) -> str:
    """The reason in a line, without the words."""
    plus, minus = one.numbers
    return (
        f"{plain(one.actor)} ({one.office}) takes both sides of {one.issue} ({plus} on the side of +, {minus} on that of −),"
        " and which is the line, or whether it has moved, is for you to say"
    )


def _comment(one: Undecided) -> str:
    said = (f"#   {statement.level:+d} “{plain(statement.text)}”" for statement in one.said)
    return "\n".join(("", f"# No row: {why_undecided(one)}. The strongest of each:", *said)) + "\n"


def _row(proposal: Proposal) -> str:
    level = "# level: not settled by the words; one of " + ", ".join(str(n) for n in LEVELS)
    lines = [
        "",
        f"# {plain(proposal.actor)}{' denies' if proposal.denied else ''}: “{plain(proposal.quote)}”",
        f"# because: {plain('; '.join(proposal.reasons))}",
        "[[position]]",
        f"id = {_quoted(proposal.id)}",
        f"actor = {_quoted(proposal.actor)}",
        f"office = {_quoted(proposal.office)}",
        f"bloc = {_quoted(proposal.bloc)}",
        f"issue = {_quoted(proposal.issue)}",
        level if proposal.level is None else f"level = {proposal.level}",
        f"claim = {_quoted(('It is denied that: ' if proposal.denied else '') + plain(proposal.quote))}",
        f"use = {_quoted('provisional' if proposal.provisional else 'position')}",
        f"as_of = {proposal.as_of:%Y-%m-%d}",
        f"form = {_quoted(proposal.form)}",
    ]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return '"' + plain(text).replace("\\", "\\\\").replace('"', '\\"') + '"'
