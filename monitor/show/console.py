"""How anything is laid out in a terminal, with colour or without: the only file here that imports rich.

Rows are wrapped one by one and not laid out in tables, so that a text of megabytes takes seconds.
"""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from io import StringIO
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.text import Text

from monitor.alerts.console import NARROWEST, WIDEST, wants_colour

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
    """What the receiving end can show."""

    width: int = WIDEST
    colour: bool = False
    encoding: str = "utf-8"


def look_of(stream: TextIO, environment: Mapping[str, str] = os.environ) -> Look:
    """What `stream` can show."""
    columns = shutil.get_terminal_size((WIDEST, 24)).columns if stream.isatty() else WIDEST
    return Look(
        width=max(NARROWEST, min(columns, WIDEST)),
        colour=wants_colour(stream, environment),
        encoding=stream.encoding or "utf-8",
    )


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
        self.line([(f"{title} ", f"bold {style}"), ("━" * max(self.look.width - len(title) - 1, 3), style)])

    def line(self, parts: Sequence[Styled] = (), *, indent: int = 0) -> None:
        """One line, wrapped with its indent."""
        text = _assembled(parts)
        for row in text.wrap(self._console, max(self.look.width - indent, 20)) if len(text) else [text]:
            row.rstrip()
            self._console.print(Text(" " * indent, end="") + row, soft_wrap=True, end="\n")

    def row(self, label: str, lines: Iterable[Sequence[Styled]], *, indent: int = 4) -> None:
        """Lines beside a label, which stands at the first."""
        for number, parts in enumerate(lines):
            text = _assembled(parts)
            width = max(self.look.width - indent - LABEL, 20)
            for row_number, row in enumerate(text.wrap(self._console, width)):
                row.rstrip()
                head = label if number == row_number == 0 else ""
                self._console.print(
                    Text(" " * indent, end="") + Text(head.ljust(LABEL), "dim") + row, soft_wrap=True, end="\n"
                )

    def text(self) -> str:
        """All of it, in characters that the receiving end has."""
        written = self._out.getvalue()
        try:
            written.encode(self.look.encoding)
        except UnicodeEncodeError:
            return written.translate(PLAIN_SIGNS).encode(self.look.encoding, "replace").decode(self.look.encoding)
        return written


def _assembled(parts: Sequence[Styled]) -> Text:
    return Text.assemble(*((words.translate(_TURNS), style) for words, style in parts), end="")
