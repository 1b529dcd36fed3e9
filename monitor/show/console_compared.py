"""A comparison in a terminal. Without colour the decisive words stand between ** and **."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.show.console import Paper

if TYPE_CHECKING:
    from monitor.show.compared import ComparedSheet, Excerpt
    from monitor.show.console import Look, Styled


def format_comparison(sheet: ComparedSheet, look: Look) -> str:
    """The comparison as text of at most `look.width` columns."""
    paper = Paper(look)
    tone = "yellow" if sheet.alert.startswith("would") else "cyan"
    paper.line([(sheet.relation[:1].upper() + sheet.relation[1:], f"bold {tone}")])
    paper.line([(f"{sheet.alert} · {sheet.score}", "")], indent=1)
    paper.line()
    paper.rule("THE POSITION", tone)
    for label, text in sheet.position:
        paper.row(label, [[(text, "")]], indent=1)
    paper.line()
    paper.rule("THE ARTICLE", tone)
    paper.line([(sheet.article, "")], indent=1)
    if sheet.url:
        paper.line([(sheet.url, "blue underline")], indent=1)
    if not sheet.excerpts:
        paper.line([("No words in it are evidence for anything on this position.", "")], indent=1)
    for number, excerpt in enumerate(sheet.excerpts, start=1):
        paper.line()
        _excerpt(paper, number, excerpt)
    paper.line()
    paper.row("reason", [[(sheet.reason, "")]], indent=1)
    return paper.text()


def _excerpt(paper: Paper, number: int, excerpt: Excerpt) -> None:
    mark = "" if paper.look.colour else "**"
    head: list[Styled] = [(f"[{number}] ", "bold"), (excerpt.speaker, "bold"), (f" · {excerpt.place}", "dim")]
    paper.line(head, indent=1)
    context: list[Styled] = [(excerpt.before, "dim"), (f"{mark}{excerpt.words}{mark}", "bold"), (excerpt.after, "dim")]
    paper.line(context, indent=5)
