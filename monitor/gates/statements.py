"""Labelled statements and what the judge makes of them. Only this file knows how the judge is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from monitor.reading.found import Attribution

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from monitor.reading import Judge
    from monitor.types import Statement, World

TITLE = "Russia and NATO"
"""What the statements are taken from: an article on the topic."""
_FORMS: dict[str, Literal["direct", "transcript", "indirect"]] = {
    "direct": "direct", "post": "direct", "communique": "direct", "speech": "transcript",
    "reported": "indirect", "headline": "indirect", "act": "indirect",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Labelled:
    """One statement with its labels; a level of None: about the issue, and the words show no side."""

    text: str
    bloc: str
    voice: str
    issues: Mapping[str, int | None]
    commitment: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """One labelled issue of one statement, given to the judge: the true level, and what it read.

    `told` None: it left the level open. `levels` None: it does not read the language.
    """

    wanted: int | None
    told: int | None
    levels: tuple[float, ...] | None


def labelled(row: dict[str, Any]) -> Labelled:
    return Labelled(**{name: row[name] for name in ("text", "bloc", "voice", "issues", "commitment")})


def judge_whole(
    judge: Judge, world: World, statements: Sequence[Labelled], *, language: str
) -> tuple[tuple[Statement, ...], ...]:
    """Each as one attribution of a speaker of its bloc, all in one call: issues, level and commitment are the judge's to find.

    For each what the judge makes of it, one statement an issue, the likeliest first.
    """
    offices = {office.bloc: office.id for office in reversed(world.offices)}
    found, at = [], 0
    for statement in statements:
        span = (at, at + len(statement.text))
        form = _FORMS[statement.voice]
        found.append(
            Attribution(
                start=span[0], end=span[1], context=span, office=offices.get(statement.bloc), form=form, weight=1.0
            )
        )
        at = span[1] + 1
    text = "\n".join(statement.text for statement in statements)
    told: dict[int, list[Statement]] = {each.start: [] for each in found}
    for judged in judge.judge(text, found, language=language, title=TITLE, chosen=True):
        told[judged.start].append(judged)
    return tuple(tuple(told[each.start]) for each in found)


def place_given(judge: Judge, statements: Sequence[Labelled], *, language: str) -> list[Placed]:
    """Each labelled issue of each statement, the issue given: where on its axis does the judge put the words."""
    asked = [(s, code, level) for s in statements for code, level in s.issues.items()]
    return [place_one(judge, s.text, code, language=language, wanted=level, bloc=s.bloc) for s, code, level in asked]


def place_one(
    judge: Judge, text: str, code: str, *, language: str, wanted: int | None, bloc: str | None = None
) -> Placed:
    judged = judge.judge_claim(text, issue=code, language=language, bloc=bloc)
    return Placed(wanted=wanted, told=None if judged.abstained else judged.level, levels=judged.levels)


def side(level: int | None) -> str:
    """−, 0 or +; "open" where there is no level."""
    return "open" if level is None else "-0+"[(level > 0) - (level < 0) + 1]
