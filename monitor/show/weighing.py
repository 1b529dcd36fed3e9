"""What in an article weighs, strongest first, and why the rest weighs so little. Pure; the words are in words.toml."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.alerts.wording import level_text
from monitor.digest.words import issue_of, level_word
from monitor.reading.judging.commitment import ABSTAINED
from monitor.shifts import left_out
from monitor.show.sheet import Finding
from monitor.show.wording import likeliest, plain_reason, word

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from monitor.show.told import Told
    from monitor.types import Article, Statement, World

FULL = 0.1
"""What weighs less is told in a line."""
_CUTS = 2
"""So many of the reasons that cut a weight most are told in it."""
_FACTOR = re.compile(r" \(× (\d(?:\.\d+)?)\)(?=$|,)")


def counts(statement: Statement, article: Article, world: World) -> float:
    """Its weight as it is shown; 0 where it moves no line whatever it weighs. One without a level counts as speaking of the issue."""
    return round(statement.weight, 2) if left_out(article, statement, world) in (None, "no_level") else 0.0


def findings(told: Iterable[Told], article: Article, world: World) -> tuple[Finding, ...]:
    """One for each issue on which an attribution weighs, the heaviest first; `told` in the order of their numbers."""
    found = [
        (counts(statement, article, world), number, statement, one.names)
        for number, one in enumerate(told, start=1)
        for statement in one.statements
    ]
    heavy = sorted((one for one in found if one[0] >= FULL), key=lambda one: (-one[0], one[1]))
    return tuple(_finding(number, statement, speakers, world) for _, number, statement, speakers in heavy)


def why_light(told: Sequence[Statement], article: Article, world: World) -> str | None:
    """Why none of it weighs so much that it is told in full, empty where the lack of an issue says so; None where some does."""
    weight, first = max(((counts(s, article, world), s) for s in told), key=lambda one: one[0])
    if weight >= FULL:
        return None
    reason = left_out(article, first, world)
    if reason is not None and reason not in ("weightless", "no_level"):
        return word("light", reason)
    causes = [words for _, words in sorted(_causes(first), key=lambda one: one[0])]
    return "; ".join(causes[:1]) if weight == 0 else f"weighs {weight:.2f}: {'; '.join(causes[:_CUTS])}"


def _causes(statement: Statement) -> Iterator[tuple[float, str]]:
    """What cuts the weight, and to how much of it."""
    if statement.issue is not None and statement.abstained:
        yield ABSTAINED, word("light", "no_level")
    for reason in map(plain_reason, statement.reasons):
        found = _FACTOR.search(reason)
        if found is not None and float(found[1]) < 1:
            yield float(found[1]), reason[:1].lower() + reason[1:]


def _finding(number: int, statement: Statement, speakers: tuple[str, ...], world: World) -> Finding:
    issue = issue_of(world, statement.issue or "")
    level = None if statement.abstained else statement.level
    words = word("light", "no_level") if level is None else f"{level_text(level)} {level_word(issue, level)}".strip()
    only_just = likeliest(statement.levels, level)
    return Finding(
        number=number,
        speakers=speakers,
        code=statement.issue or "",
        name=issue.name if issue else statement.issue or "",
        level=level,
        level_words=f"{words} ({only_just})" if only_just else words,
        weight=f"{statement.weight:.2f}",
    )
