"""A sheet in a terminal: the text with its marks in place, then one block an entry.

Without colour the marks are brackets: [1]words of statement 1[/1], {who said it}, <the words that report it>, ~~not the article~~.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.show.console import Paper
from monitor.show.console_findings import format_findings, format_light
from monitor.show.levels import LEVEL_STYLES
from monitor.show.sheet import leading

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.show.console import Look, Styled
    from monitor.show.sheet import Entry, IssueView, Line, Piece, Sheet

OPEN, LEFT_OUT, SOURCE, CUE, FURNITURE = "bold underline", "underline", "bold green", "italic green", "dim strike"


def format_reading(sheet: Sheet, look: Look, *, every: bool = False) -> str:
    """The sheet as text of at most `look.width` columns; `every`: those entries in full too that weigh little or nothing."""
    paper = Paper(look)
    _head(paper, sheet)
    entries = {entry.number: entry for entry in sheet.entries}
    for line in sheet.lines:
        if line.paragraph:
            paper.line()
        paper.line(list(_line(line, entries, colour=look.colour)), indent=1)
    for entry in sheet.entries:
        if every or entry.light is None:
            paper.line()
            _entry(paper, entry, colour=look.colour)
    if every:
        _left_out(paper, sheet)
    else:
        format_light(paper, [entry for entry in sheet.entries if entry.light is not None])
        if sheet.struck:
            paper.line()
            paper.line([(sheet.struck, "dim")], indent=1)
    return paper.text()


def _left_out(paper: Paper, sheet: Sheet) -> None:
    reasons = [*sheet.left_out, *([sheet.struck] if sheet.struck else [])]
    if reasons:
        paper.line()
        paper.rule("LEFT OUT: moves no line")
    for reason in reasons:
        paper.line([(reason, "")], indent=1)


def _head(paper: Paper, sheet: Sheet) -> None:
    paper.line([(sheet.summary, "bold")])
    for note in sheet.notes:
        paper.line([("! ", "bold yellow"), (note, "yellow")])
    paper.line()
    paper.rule(sheet.title)
    facts = (sheet.outlet, sheet.published, f"in {sheet.language_name}", sheet.read_as)
    paper.line([(" · ".join(fact for fact in facts if fact), "dim")], indent=1)
    format_findings(paper, sheet)
    if sheet.entries:
        paper.line()
        _legend(paper)
    paper.line()


def _legend(paper: Paper) -> None:
    if paper.look.colour:
        scale = [(f" {name} ", LEVEL_STYLES[level]) for level, name in zip(range(-2, 3), _signs(), strict=True)]
        parts = [*scale, (" ", ""), ("level open", OPEN), (" ", ""), ("moves no line", LEFT_OUT)]
        paper.line([*parts, (" ", ""), ("source", SOURCE), (" ", ""), ("reporting words", CUE)], indent=1)
    else:
        paper.line(
            [("[1]words of statement 1[/1] · {who said it} · <what reports it> · ~~not the article~~", "")], indent=1
        )


def _signs() -> tuple[str, ...]:
    return ("−2", "−1", "0", "+1", "+2")


# ---------------------------------------------------------------- the text


def _line(line: Line, entries: dict[int, Entry], *, colour: bool) -> Iterator[Styled]:
    for piece in line.pieces:
        yield from _coloured(piece, entries) if colour else _bracketed(piece)


def _coloured(piece: Piece, entries: dict[int, Entry]) -> Iterator[Styled]:
    for number in piece.opens:
        yield f"[{number}]", f"bold {_style(entries[number])}"
    entry = leading(piece.inside, entries)
    style = _style(entry) if entry else ""
    # Inside coloured words only the weight changes: another colour would take the level away.
    if piece.source:
        style = f"{style} bold" if style else SOURCE
    elif piece.cue:
        style = f"{style} italic" if style else CUE
    yield piece.text, f"{style} {FURNITURE}" if piece.furniture else style


def _bracketed(piece: Piece) -> Iterator[Styled]:
    text = f"{{{piece.text}}}" if piece.source else f"<{piece.text}>" if piece.cue else piece.text
    text = f"~~{text}~~" if piece.furniture else text
    before, after = "".join(f"[{n}]" for n in piece.opens), "".join(f"[/{n}]" for n in piece.closes)
    yield f"{before}{text}{after}", ""


def _style(entry: Entry) -> str:
    if entry.left_out:
        return LEFT_OUT
    if entry.level is not None:
        return LEVEL_STYLES[entry.level]
    return OPEN if entry.has_issue else LEFT_OUT


# ---------------------------------------------------------------- the entries


def _entry(paper: Paper, entry: Entry, *, colour: bool) -> None:
    named = [(f"{entry.named} → ", "")] if entry.named else []
    who: list[Styled] = [*named, (entry.speaker, "bold")]
    number = f"[{entry.number}]"
    paper.line([(number, f"bold {_style(entry)}" if colour else "bold"), (" ", ""), *who])
    for fact in (*entry.together, " · ".join(entry.facts)):
        paper.line([(fact, "dim")], indent=4)
    denies = [("denies: ", "bold")] if entry.denies else []
    paper.row("words", [[*denies, (f"“{entry.words}”", "italic")]])
    for view in entry.issues:
        _issue(paper, view)
    paper.row("said", [[(entry.said, "")]] if entry.said else [])
    paper.row("because" if entry.reasons else "", [[(reason, "")] for reason in entry.reasons])
    paper.row("left out", [[(entry.left_out, "yellow")]] if entry.left_out else [])


def _issue(paper: Paper, view: IssueView) -> None:
    if not view.code:
        paper.row("issue", [[("none of the followed issues", "")]])
    else:
        paper.row("issue", [[(view.name, "bold"), (f" ({view.code})", "dim")]])
        style = LEVEL_STYLES[view.level] if view.level is not None else ""
        paper.row("level", [[(view.bar, style), ("  ", ""), (view.level_words, "bold")]])
        paper.row("", [[(f"the axis: {view.poles[0]} … {view.poles[1]}", "dim")]])
        if view.shares:
            shares = " · ".join(f"{sign}: {share}" for sign, share in zip(_signs(), view.shares, strict=True))
            paper.row("", [[(f"how likely, in %  {shares}", "dim")]])
    paper.row("commitment", [[(view.commitment, "")]])
    paper.row("weight", [[(view.weight, "")]])
    paper.row("because" if view.reasons else "", [[(reason, "")] for reason in view.reasons])
