"""How `analyse` shows an article to a person: its text with the statements marked, and a table of judgements."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.console import Group
from rich.table import Table
from rich.text import Text

from monitor.cli.options import printable
from monitor.types import READ_LANGUAGES

if TYPE_CHECKING:
    from monitor.types import Article, Reading, Statement, World

COLOURS = {-2: "red", -1: "magenta", 0: "yellow", 1: "cyan", 2: "blue"}


def render_reading(article: Article, reading: Reading, world: World) -> Group:
    """The text with coloured statements, then one row a statement."""
    text = Text(printable(article.text))
    for start, end in reading.furniture:
        text.stylize("dim strike", start, end)
    for statement in reading.statements:
        colour = "white" if statement.abstained or statement.level is None else COLOURS[statement.level]
        text.stylize(f"underline {colour}", statement.start, statement.end)
    table = Table("who", "issue", "level", "commitment", "weight", "words", "because", box=None, pad_edge=False)
    for statement in reading.statements:
        table.add_row(*_row(statement, world))
    head = f"{printable(article.title)}\nlanguage {reading.language}, {reading.genre}, {len(reading.statements)} statements\n"
    return Group(Text(head + _unread(reading)), text, "", table)


def _unread(reading: Reading) -> str:
    """Says so where the language is one in which nothing is read."""
    if reading.language in READ_LANGUAGES:
        return ""
    read = ", ".join(READ_LANGUAGES)
    return f"This article is kept, but not read: statements are read in {read} only.\n"


def _row(statement: Statement, world: World) -> tuple[str, ...]:
    issue = "–" if statement.issue is None else f"{statement.issue} {world.issue(statement.issue).name}"
    level = "?" if statement.abstained or statement.level is None else f"{statement.level:+d}"
    who = f"{statement.speaker or 'unknown'} ({statement.office or 'not followed'})"
    words = printable(" ".join(statement.text.split()))
    return who, issue, level, statement.commitment, f"{statement.weight:.2f}", words[:160], "; ".join(statement.reasons)
