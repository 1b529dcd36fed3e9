"""A plain answer: lines of text, in which nothing is markup. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.alerts.blocks import Words, escape, fit, header, lines
from monitor.alerts.render import Message
from monitor.alerts.wording import cut

if TYPE_CHECKING:
    from monitor.alerts.blocks import Line

LONGEST = 2_000


def says(*rows: str) -> Message:
    """One line each."""
    return listed("", [(Words(text=cut(row, LONGEST)),) for row in rows])


def listed(title: str, rows: list[Line]) -> Message:
    """Lines under a title; the first is what a notification shows."""
    text = title or " ".join(words.text for words in rows[0])
    blocks = [*([header(title)] if title else []), *(lines(row) for row in rows[:45])]
    return Message(text=escape(cut(text, 300)), blocks=fit(blocks), metadata={})
