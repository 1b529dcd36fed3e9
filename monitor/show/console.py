"""How anything is laid out in a terminal, with colour or without: the only file here that imports rich.

Rows are wrapped one by one and not laid out in tables, so that a text of megabytes takes seconds.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, TextIO

from rich.color import ColorSystem
from rich.console import Console
from rich.text import Text

from monitor.alerts.console import WIDEST, wants_colour, width_for

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

LABEL = 11
PLAIN_SIGNS = str.maketrans({
    "■": "#", "□": "-", "−": "-", "…": "...", "“": '"', "”": '"', "’": "'", "·": "|", "→": "->", "×": "x", "━": "=",
})  # fmt: skip
"""What stands in for our own signs where the terminal's encoding lacks them."""

_TURNS = dict.fromkeys((*range(0x202A, 0x202F), *range(0x2066, 0x206A)))
"""Marks that turn the writing direction; a terminal that obeys them shows words in another order."""

Styled = tuple[str, str]
"""A text and its rich style; an empty style for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """What the receiving end can show. `colours`: how many, where it shows any."""

    width: int = WIDEST
    colour: bool = False
    colours: ColorSystem = ColorSystem.TRUECOLOR
    encoding: str = "utf-8"


def look_of(stream: TextIO, environment: Mapping[str, str] = os.environ) -> Look:
    """What `stream` can show."""
    return Look(
        width=width_for(stream, environment),
        colour=wants_colour(stream, environment),
        colours=_colours_of(environment),
        encoding=stream.encoding or "utf-8",
    )


def _colours_of(environment: Mapping[str, str]) -> ColorSystem:
    if environment.get("COLORTERM", "").lower() in ("truecolor", "24bit"):
        return ColorSystem.TRUECOLOR
    return ColorSystem.EIGHT_BIT if "256" in environment.get("TERM", "") else ColorSystem.STANDARD


class Paper:
    """Takes lines from top to bottom and gives the whole as text of at most `look.width` columns."""

    def __init__(self, look: Look) -> None:
        self.look = look
        self._out = StringIO()
        self._console = Console(
            file=self._out,
            width=look.width,
            force_terminal=look.colour,
            color_system="truecolor" if look.colour else None,
            no_color=not look.colour,
            legacy_windows=False,
            highlight=False,
            markup=False,
            emoji=False,
        )

    def rule(self, title: str, style: str = "") -> None:
        self.line(
            [(f"{title} ", f"bold {style}"), ("━" * max(min(self.look.width, WIDEST) - len(title) - 1, 3), style)]
        )

    def line(self, parts: Sequence[Styled] = (), *, indent: int = 0) -> None:
        """One line, wrapped with its indent."""
        for row in self._wrapped(parts, self.look.width - indent):
            self._write([Text(" " * indent), row])

    def row(self, label: str, lines: Iterable[Sequence[Styled]], *, indent: int = 4) -> None:
        """Lines beside a label, which stands at the first."""
        rows = [row for parts in lines for row in self._wrapped(parts, self.look.width - indent - LABEL)]
        for number, row in enumerate(rows):
            head = label if number == 0 else ""
            self._write([Text(" " * indent), Text(head.ljust(LABEL), "dim"), row])

    def _wrapped(self, parts: Sequence[Styled], width: int) -> Iterable[Text]:
        text = Text.assemble(*((words.translate(_TURNS), style) for words, style in parts))
        # Most lines fit: not wrapping them makes a long article ten times as fast.
        return [text] if text.cell_len <= width else text.wrap(self._console, max(width, 20))

    def _write(self, texts: Sequence[Text]) -> None:
        if not self.look.colour:
            self._out.write("".join(text.plain for text in texts).rstrip() + "\n")
            return
        texts[-1].rstrip()
        for text in texts:
            for words, style, _ in text.render(self._console):
                self._out.write(style.render(words, color_system=self.look.colours) if style else words)
        self._out.write("\n")

    def text(self) -> str:
        """All of it, in characters that the receiving end has."""
        written = self._out.getvalue()
        try:
            written.encode(self.look.encoding)
        except UnicodeEncodeError:
            return written.translate(PLAIN_SIGNS).encode(self.look.encoding, "replace").decode(self.look.encoding)
        return written
