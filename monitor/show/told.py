"""Statements → attributions: the same words, by one source or by several together, speaking of one issue or of several. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from monitor.alerts.wording import cut
from monitor.shifts import left_out
from monitor.types.reading import MIRRORED

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from monitor.types import Article, Statement, World

_LONGEST_NAME = 120
_ANY_LEVELS = (0.2, 0.2, 0.2, 0.2, 0.2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """One attribution. `statements`: one an issue, as told of the first speaker whose words may move a line, else of the first.

    `speakers`: the first statement of each who says it, in the order of the text; one, unless several say it together.
    `alike`: how likely each level is, and why, is the same for all of them.
    """

    statements: tuple[Statement, ...]
    speakers: tuple[Statement, ...]
    alike: bool

    @property
    def names(self) -> tuple[str, ...]:
        """As they are shown; empty where nobody is named."""
        return tuple(shown_name(one) for one in self.speakers if one.speaker)


def shown_name(statement: Statement) -> str:
    return cut(statement.speaker or "", _LONGEST_NAME)


def group(statements: Iterable[Statement], article: Article, world: World) -> tuple[Told, ...]:
    """In the order of the text. Those who say the same words stand together where these come to the same: issues, levels, commitment and weight."""
    joint: dict[tuple[Statement, ...], list[tuple[Statement, ...]]] = {}
    for told in _by_source(statements):
        joint.setdefault(tuple(map(_by_nobody, told)), []).append(told)
    return tuple(_together(several, article, world) for several in joint.values())


def _by_source(statements: Iterable[Statement]) -> Iterable[tuple[Statement, ...]]:
    """The statements of one source in the same words, one for each issue."""
    found: dict[tuple[object, ...], list[Statement]] = {}
    for statement in sorted(statements, key=lambda s: (s.start, s.end)):
        key = (statement.start, statement.end, statement.parts, statement.source, statement.cue, statement.speaker)
        found.setdefault(key, []).append(statement)
    return map(tuple, found.values())


def _by_nobody(statement: Statement) -> Statement:
    """What it comes to, whoever says it: how likely each level is differs by a hair from speaker to speaker."""
    return replace(
        statement, source=None, speaker=None, actor=None, office=None, speaker_level=0, issue_score=0.0, opinions=(),
        levels=None if statement.levels is None else _ANY_LEVELS,
        reasons=(), marks=statement.marks & {MIRRORED},
    )  # fmt: skip


def _together(several: Sequence[tuple[Statement, ...]], article: Article, world: World) -> Told:
    counting = (told for told in several if not all(left_out(article, one, world) for one in told))
    shown = next(counting, several[0])
    by_speaker: dict[str | None, Statement] = {}
    for told in several:
        by_speaker.setdefault(told[0].speaker, told[0])
    alike = all(
        (mine.levels, mine.reasons) == (its.levels, its.reasons)
        for told in several
        for mine, its in zip(shown, told, strict=True)
    )
    return Told(statements=shown, speakers=tuple(by_speaker.values()), alike=alike)
