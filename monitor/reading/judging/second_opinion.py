"""Whether a second model is asked about a statement, and what the two judgements come to.

Nothing is averaged: both judgements are kept, one that contradicts leaves the level open, one that agrees sharpens it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.reading.cues.stance import UNSURE
from monitor.reading.judging.commitment import ABSTAINED
from monitor.types import LEVELS, Opinion, Question

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.judgement import Levels
    from monitor.types import Article, Rules, Statement, World

CLEAR_TO_ASK = 0.6
"""From which score on an issue is clear enough to ask about a statement whose level was not read."""
_LEAST = 1e-6
"""What a chance of nothing counts as, so that two opinions that leave each other none can still be joined."""
_ROUND = 300
"""Characters of the article shown before and after the statement."""
_LONGEST = 2000
"""Characters of a statement that are shown; hardly one is longer."""


def refusal(statement: Statement, article: Article, *, rules: Rules) -> str | None:
    """Why a statement could raise no alert by itself, so that nobody need be asked; None where it could."""
    stale = statement.said_at is not None and article.dated - statement.said_at > rules.merge.stale
    conditions = (
        (article.backlog, "known from a backlog"),
        (statement.office is None, "no followed office"),
        (statement.speaker_level < rules.flash.min_speaker_level, f"speaker level {statement.speaker_level}"),
        (statement.commitment == "denied", "a reported denial"),
        (statement.weight <= 0, "weighs nothing"),
        (stale, "stale"),
        (statement.abstained and statement.issue_score < CLEAR_TO_ASK, "no clear issue"),
        (not statement.abstained and statement.level == 0, "in the middle of the axis"),
    )
    return unasked(statement) or next((words for failed, words in conditions if failed), None)


def unasked(statement: Statement) -> str | None:
    """Why there is nothing to ask about a statement, whoever said it; None where there is."""
    conditions = (
        (statement.issue is None or statement.levels is None, "no issue"),
        (statement.nested, "inside another's words"),
        (statement.commitment == "question", "a question"),
    )
    return next((words for failed, words in conditions if failed), None)


def question_of(statement: Statement, article: Article, *, world: World) -> Question:
    """The statement as another model is shown it. Line breaks become spaces, so that a quotation can be held against it."""
    assert statement.issue
    around = article.text[max(0, statement.start - _ROUND) : statement.end + _ROUND]
    offices = {office.id: office.name for office in world.offices}
    return Question(
        ref=f"{article.id} [{statement.start}:{statement.end}]",
        statement=_plain(statement.text)[:_LONGEST],
        context=_plain(around)[: _LONGEST + 2 * _ROUND],
        title=_plain(article.title)[:_ROUND],
        published=article.dated.date(),
        speaker=statement.speaker or "",
        office=offices.get(statement.office or "", ""),
        issue=statement.issue,
        axis=world.issue(statement.issue).axis,
        issues={issue.code: issue.name for issue in world.issues},
    )


def without_opinion(statement: Statement, why: str) -> Statement:
    """The judgement at hand, and why it is alone."""
    return replace(statement, reasons=(*statement.reasons, f"no second opinion: {why}"))


def join(statement: Statement, opinion: Opinion, *, first: str, confusion: Sequence[Sequence[float]]) -> Statement:
    """The statement as two models see it; `first` made the judgement at hand. `confusion[true][said]` is the second's."""
    own = Opinion(
        model=first,
        issue=statement.issue,
        level=None if statement.abstained else statement.level,
        levels=statement.levels,
        commitment=statement.commitment,
    )
    against = contradiction(own, opinion)
    kept = replace(
        statement,
        opinions=(own, opinion),
        reasons=(*statement.reasons, _in_words(own), _in_words(opinion), against or "second opinion: agrees"),
    )
    if against is not None:
        return _left_open(kept)
    return kept if opinion.level is None else _sharpened(kept, opinion.level, confusion)


def contradiction(own: Opinion, other: Opinion) -> str | None:
    """Where two judgements cannot both be right; None where they agree, or where the first had left the side open."""
    if other.issue != own.issue:
        return f"the models disagree on the issue ({own.issue}, {other.issue or 'none'}): abstained"
    if other.commitment == "question":
        return "the second model takes it for a question: abstained"
    if own.level is not None and _side(own.level) != _side(other.level):
        return f"the models disagree on the side ({_sign(own.level)}, {_sign(other.level)}): abstained"
    return None


def sharpened(levels: Levels, said: int, confusion: Sequence[Sequence[float]]) -> Levels:
    """P(true) after one more label: each level times how often the second model says `said` where that is true."""
    column = LEVELS.index(said)
    product = [max(share, _LEAST) * max(row[column], _LEAST) for share, row in zip(levels, confusion, strict=True)]
    a, b, c, d, e = (part / sum(product) for part in product)
    return (a, b, c, d, e)


def _sharpened(statement: Statement, said: int, confusion: Sequence[Sequence[float]]) -> Statement:
    """A level that only the second model read counts as any other: what abstaining took from the weight is given back."""
    levels = sharpened(statement.levels or UNSURE, said, confusion)
    level = max(LEVELS, key=lambda k: levels[LEVELS.index(k)])
    weight = min(1.0, round(statement.weight / ABSTAINED, 4)) if statement.abstained else statement.weight
    return replace(statement, levels=levels, level=level, abstained=False, weight=weight)


def _left_open(statement: Statement) -> Statement:
    weight = statement.weight if statement.abstained else round(statement.weight * ABSTAINED, 4)
    return replace(statement, levels=UNSURE, level=None, abstained=True, weight=weight)


def _in_words(opinion: Opinion) -> str:
    line = f"by {opinion.model}: {opinion.issue or 'no issue'} {_sign(opinion.level)}"
    if opinion.levels is not None:
        line += f" ({' '.join(f'{share:.2f}' for share in opinion.levels)})"
    if opinion.quote:
        line += f", {opinion.votes} of {opinion.asked} answers, “{opinion.quote}”: {opinion.reason}"
    return line


def _side(level: int | None) -> int | None:
    return None if level is None else (level > 0) - (level < 0)


def _sign(level: int | None) -> str:
    return "no side" if level is None else f"{level:+d}" if level else "0"


def _plain(text: str) -> str:
    return " ".join(text.split())
