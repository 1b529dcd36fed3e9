"""Labelled statements and what the judge makes of them. Only this file knows how the judge is asked."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Literal

from monitor.reading.found import Attribution
from monitor.types.levels import sign_of

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


@dataclass(frozen=True, slots=True, kw_only=True)
class WholeText:
    """A text line by line: labelled statements, and bare strings of which nobody is asked (a question, whose turn it is)."""

    title: str
    lines: tuple[Labelled | str, ...]

    @property
    def statements(self) -> tuple[Labelled, ...]:
        """Those that are labelled."""
        return tuple(line for line in self.lines if isinstance(line, Labelled))


def labelled(row: dict[str, Any]) -> Labelled:
    """A line of a set of statements. Raises KeyError where a field is missing."""
    return Labelled(**{name: row[name] for name in ("text", "bloc", "voice", "issues", "commitment")})


def whole_text(row: dict[str, Any]) -> WholeText:
    """A line of a set of whole texts. Raises KeyError where a field is missing."""
    lines = tuple(line["context"] if "context" in line else labelled(line) for line in row["lines"])
    return WholeText(title=row["title"], lines=lines)


def judge_whole(
    judge: Judge, world: World, statements: Sequence[Labelled], *, language: str
) -> tuple[tuple[Statement, ...], ...]:
    """Each as one attribution of a speaker of its bloc, all in one call: issues, level and commitment are the judge's to find.

    For each what the judge makes of it, one statement an issue, the likeliest first. Raises ModelError.
    """
    offices = _offices_of_blocs(world)
    return _judge(judge, statements, offices, language=language, title=TITLE, chosen=True)


def judge_text(judge: Judge, world: World, text: WholeText, *, language: str) -> tuple[tuple[Statement, ...], ...]:
    """A whole text as the service gives it to the judge: nobody chose of it. For each labelled line what the judge makes of it.

    Speakers of a country whose offices are of a wider bloc are judged as of that bloc. Raises ModelError.
    """
    offices = {office.country: office.id for office in reversed(world.offices)} | _offices_of_blocs(world)
    return _judge(judge, text.lines, offices, language=language, title=text.title, chosen=False)


def _judge(
    judge: Judge,
    lines: Sequence[Labelled | str],
    offices: Mapping[str, str],
    *,
    language: str,
    title: str,
    chosen: bool,
) -> tuple[tuple[Statement, ...], ...]:
    """The lines as paragraphs of one text, each labelled one an attribution at its place; what is told of each of these."""
    text, found = "", []
    for line in lines:
        if isinstance(line, Labelled):
            found.append(_attribution(line, at=len(text), office=offices.get(line.bloc)))
        text += f"{line.text if isinstance(line, Labelled) else line}\n\n"
    told: dict[int, list[Statement]] = {each.start: [] for each in found}
    for judged in judge.judge(text, found, language=language, title=title, chosen=chosen):
        told[judged.start].append(judged)
    return tuple(tuple(told[each.start]) for each in found)


def _attribution(statement: Labelled, *, at: int, office: str | None) -> Attribution:
    span = (at, at + len(statement.text))
    form = _FORMS[statement.voice]
    return Attribution(start=span[0], end=span[1], context=span, office=office, form=form, weight=1.0)


def _offices_of_blocs(world: World) -> dict[str, str]:
    """The first office of each bloc."""
    return {office.bloc: office.id for office in reversed(world.offices)}


def place_given(judge: Judge, statements: Sequence[Labelled], *, language: str) -> list[Placed]:
    """Each labelled issue of each statement, the issue given: where on its axis does the judge put the words. Raises ModelError."""
    asked = [(s, code, level) for s in statements for code, level in s.issues.items()]
    return [place_one(judge, s.text, code, language=language, wanted=level, bloc=s.bloc) for s, code, level in asked]


def place_one(
    judge: Judge, text: str, code: str, *, language: str, wanted: int | None, bloc: str | None = None
) -> Placed:
    """Where on the axis of the issue `code` the judge puts the words; `wanted`: the true level, only kept beside it. Raises ModelError."""
    judged = judge.judge_claim(text, issue=code, language=language, bloc=bloc)
    return Placed(wanted=wanted, told=None if judged.abstained else judged.level, levels=judged.levels)


def side(level: int | None) -> str:
    """−, 0 or +; "open" where there is no level."""
    return "open" if level is None else "-0+"[sign_of(level) + 1]
