"""Attributions → entries: what is shown of each. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.alerts.wording import cut, day, level_bar, level_text, plain
from monitor.digest.words import issue_of, level_word, office_name
from monitor.shifts import left_out
from monitor.show.sheet import Entry, IssueView
from monitor.show.told import shown_name
from monitor.show.weighing import counts, why_light
from monitor.show.wording import level_words, likeliest, per_cent, plain_reason, shortened, word
from monitor.types.reading import MIRRORED

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.show.told import Told
    from monitor.types import Article, Statement, World

_WORDS_SHOWN = 400


def make_entry(number: int, told: Told, article: Article, world: World) -> Entry:
    """What is shown of one attribution in `article`."""
    first = told.statements[0]
    shared = tuple(reason for reason in first.reasons if all(reason in s.reasons for s in told.statements))
    on_issue = tuple(statement for statement in told.statements if statement.issue is not None)
    return Entry(
        number=number,
        named=_named(told.speakers, article),
        speakers=told.names,
        together=tuple(_beside(one, first, article, world) for one in told.speakers) if len(told.speakers) > 1 else (),
        facts=_facts(told, article, world),
        words=shortened(_words(first, article), limit=_WORDS_SHOWN),
        level=_leading_level(on_issue),
        has_issue=bool(on_issue),
        denies=any(_is_denied(statement) for statement in told.statements),
        issues=tuple(_view(statement, shared, article, world) for statement in told.statements),
        said=_said(first, article),
        reasons=tuple(plain_reason(reason) for reason in shared),
        left_out=_left_out(told.statements, article, world),
        light=why_light(told.statements, article, world),
    )


def _named(speakers: Sequence[Statement], article: Article) -> str:
    """The words that name them; empty where these say no more than who they are."""
    sources = [one.source for one in speakers if one.source is not None]
    if not sources:
        return "not named here" if speakers[0].speaker else ""
    named = [cut(article.text[start:end], 80) for start, end in dict.fromkeys(sources)]
    return "" if named == [one.speaker for one in speakers] else ", ".join(f"“{words}”" for words in named)


def _facts(told: Told, article: Article, world: World) -> tuple[str, ...]:
    """Office at the date and how high it speaks, where one speaks; how the words reached us."""
    first = told.statements[0]
    how = word("forms", first.form)
    if len(told.speakers) > 1:
        as_of_one = () if told.alike else (f"chances and reasons are those for {shown_name(first)}",)
        return (f"said by {len(told.speakers)} together", how, *as_of_one)
    return (*_standing(first, article, world), how)


def _standing(statement: Statement, article: Article, world: World) -> tuple[str, ...]:
    if statement.office is None:
        return ("followed, but in no followed office then" if statement.actor else "not followed",)
    said, office = statement.said_at or article.dated, office_name(world, statement.office)
    by = "by" if statement.said_within else "on"
    return (f"{office} {by} {day(said)}", f"speaker level {statement.speaker_level} of 5")


def _beside(statement: Statement, first: Statement, article: Article, world: World) -> str:
    """A line on one of several who speak together; `first`: the statement that is judged here, whose reason to be left out stands elsewhere."""
    standing = " · ".join(_standing(statement, article, world))
    speaker = shown_name(statement)
    line = standing if standing.startswith(f"{speaker} ") else f"{speaker}: {standing}"
    why, shared = (left_out(article, one, world) for one in (statement, first))
    return line if why in (shared, None, "not_followed") else f"{line} · moves no line: {word('left_out', why)}"


def _words(statement: Statement, article: Article) -> str:
    """Verbatim; where the cue interrupts them, the parts with an ellipsis between."""
    parts = statement.parts or ((statement.start, statement.end),)
    return " … ".join(plain(article.text[start:end]) for start, end in parts)


def _said(statement: Statement, article: Article) -> str:
    """When it was said, where that is another day than the publication's."""
    if statement.said_at is None or article.published is None:
        return ""
    said, published = statement.said_at.date(), article.published.date()
    by = "by " if statement.said_within else ""
    return "" if said == published else f"said {by}{day(said)}, published {day(published)}"


def _leading_level(on_issue: Sequence[Statement]) -> int | None:
    """Of the issue that is surest among those with a level."""
    placed = [statement for statement in on_issue if statement.level is not None and not statement.abstained]
    return max(placed, key=lambda statement: statement.issue_score).level if placed else None


def _left_out(told: Sequence[Statement], article: Article, world: World) -> str:
    """Empty where at least one of the issues may move a line."""
    reasons = [left_out(article, statement, world) for statement in told]
    return word("left_out", reasons[0]) if reasons[0] is not None and all(reasons) else ""


def _is_denied(statement: Statement) -> bool:
    """Whether its words are what the speaker denies, and not the denial."""
    return MIRRORED in statement.marks or (statement.commitment == "denied" and statement.issue is None)


def _view(statement: Statement, shared: Sequence[str], article: Article, world: World) -> IssueView:
    level = None if statement.abstained else statement.level
    own = tuple(plain_reason(reason) for reason in statement.reasons if reason not in shared)
    commitment, weight = word("commitments", statement.commitment), _weight(statement, article, world)
    if statement.issue is None:
        return IssueView(
            code="", name="", level=None, bar="", level_words="", poles=("", ""), shares=(),
            commitment=commitment, weight=weight, reasons=own,
        )  # fmt: skip
    issue, only_just = issue_of(world, statement.issue), likeliest(statement.levels, level)
    return IssueView(
        code=statement.issue,
        name=issue.name if issue else statement.issue,
        level=level,
        bar=level_bar(level),
        level_words=f"{level_words(issue, level)} ({only_just})" if only_just else level_words(issue, level),
        poles=(_pole(level_word(issue, -2), -2), _pole(level_word(issue, 2), 2)),
        shares=tuple(per_cent(share) for share in statement.levels or ()),
        commitment=commitment,
        weight=weight,
        reasons=own,
    )


def _pole(words: str, level: int) -> str:
    return f"{level_text(level)} {words}".strip()


def _weight(statement: Statement, article: Article, world: World) -> str:
    """What it weighs where it counts: the words of one who is not followed weigh something, and move nothing."""
    if statement.weight <= 0:
        return "0: it counts for nothing"
    return f"{statement.weight:.2f} of 1" if counts(statement, article, world) > 0 else "none: it moves no line"
