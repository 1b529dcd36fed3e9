"""Shows alerts and digests in a terminal, or as plain text in a file: the same card as in Slack. The only rich here."""

from __future__ import annotations

import os
import shutil
import sys
from io import StringIO
from itertools import count
from typing import TYPE_CHECKING, TextIO

from rich.console import Console, Group, RenderableType
from rich.padding import Padding
from rich.rule import Rule
from rich.table import Table
from rich.text import Text

from monitor.alerts.card import describe, headline_of
from monitor.alerts.places import notes_on, places_of
from monitor.alerts.story import describe_development, told_of
from monitor.alerts.week import describe_week
from monitor.alerts.wording import counted
from monitor.errors import NotifyError
from monitor.types import Alert, Remark, Sent
from monitor.types.sureness import status_words

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from monitor.alerts.card import Card, Quote, Side
    from monitor.alerts.places import Place
    from monitor.alerts.week import TopAlert
    from monitor.types import Development, Digest, HeldUp, Story, Verdict

NARROWEST, WIDEST = 60, 100
UNWRAPPED = 10_000
"""Columns; more than any line has."""
LABEL_WIDTH = 10


class ConsoleNotifier:
    """The `Notifier` where there is no Slack: prints to `stream` (default: standard output)."""

    name = "console"
    finder = None
    gallery = None
    pace = None

    def __init__(self, stream: TextIO | None = None) -> None:
        self._stream = stream or sys.stdout
        self._colour = wants_colour(self._stream, os.environ)
        self._width = width_for(self._stream, os.environ)

    def send_alert(self, alert: Alert, key: str) -> Sent:
        """Prints the card. Raises NotifyError where the stream is closed."""
        return self._print(format_alert(alert, width=self._width, colour=self._colour), key)

    def send_digest(self, digest: Digest, key: str, page: str | None) -> Sent:
        """Prints the week. Raises NotifyError where the stream is closed."""
        return self._print(format_digest(digest, page, width=self._width, colour=self._colour), key)

    def send_notice(self, what: Remark | HeldUp, key: str) -> Sent:
        """Prints the lines, or the headlines. Raises NotifyError where the stream is closed."""
        lines = what.lines if isinstance(what, Remark) else [headline_of(alert) for alert in what.alerts]
        return self._print("\n".join(lines), key)

    def send_reply(self, story: Story, what: Alert | Development | Remark, key: str) -> Sent:
        """Prints the alert, or what changed of one. Raises NotifyError where the stream is closed."""
        if isinstance(what, Alert):
            return self.send_alert(what, key)
        if isinstance(what, Remark):
            return self._print("\n".join(what.lines), key)
        return self._print(format_development(what, story, width=self._width, colour=self._colour), key)

    def edit(self, story: Story) -> None:
        """Nothing: what is printed stays."""

    def _print(self, text: str, key: str) -> Sent:
        encoding = self._stream.encoding or "utf-8"
        try:
            self._stream.write(text.encode(encoding, "replace").decode(encoding) + "\n")
            self._stream.flush()
        except (OSError, ValueError) as error:  # ValueError: the stream was closed
            raise NotifyError(f"cannot print: {error}", outcome="unknown") from error
        return Sent(channel="console", ts=key)


def width_for(stream: TextIO, environment: Mapping[str, str]) -> int:
    """How many columns text for `stream` may take: those of a terminal, or that COLUMNS names, from 60 to 100. Elsewhere no line is wrapped,
    so that what reads it finds words beside one another."""
    if not stream.isatty() and not environment.get("COLUMNS"):
        return UNWRAPPED
    return max(NARROWEST, min(shutil.get_terminal_size((WIDEST, 24)).columns, WIDEST))


def wants_colour(stream: TextIO, environment: Mapping[str, str]) -> bool:
    """A terminal that can, and nobody who said no (https://no-color.org)."""
    return stream.isatty() and not environment.get("NO_COLOR") and environment.get("TERM") != "dumb"


def format_alert(alert: Alert, *, width: int, colour: bool) -> str:
    """The card of an alert as text of at most `width` columns, rules of at most 100; links stay whole on a line of their own."""
    card = describe(alert)
    return _text(_alert_parts(card, confirmed=not card.warning), width=width, colour=colour)


def format_evidence(alert: Alert, *, width: int, colour: bool) -> str:
    """Every place that an alert rests on, numbered, as text of at most `width` columns; links stay whole on a line of their own."""
    parts: list[RenderableType] = [_rule("EVIDENCE", "cyan")]
    numbers, sides = count(1), places_of(alert)
    for name, places in sides:
        parts += [_indented(Text(f"{name}: {counted(len(places), 'place')}", style="bold")), Text()]
        for place in places:
            parts += [*_place_parts(next(numbers), place), Text()]
    parts += [_indented(Text(note, style="dim")) for note in notes_on(alert)]
    return _text(parts, width=width, colour=colour) if sides else ""


def format_verdicts(verdicts: Iterable[Verdict], *, width: int) -> str:
    """What people said of an alert, a line each under a heading, as plain text; empty where nobody did."""
    lines = [f"{v.at:%Y-%m-%d %H:%M} UTC {v.by}: {v.word}{f' – {v.note}' if v.note else ''}" for v in verdicts]
    parts: list[RenderableType] = [Text(), _rule("VERDICTS", "cyan"), *(_indented(Text(line)) for line in lines)]
    return _text(parts, width=width, colour=False) if lines else ""


def format_development(change: Development, story: Story, *, width: int, colour: bool) -> str:
    """What changed of an alert as text of at most `width` columns."""
    update = describe_development(change, told_of(story, change))
    parts: list[RenderableType] = [_rule("UPDATE", "cyan"), _indented(Text(update.headline, style="bold"))]
    parts.extend(_indented(Text(line)) for line in update.changes)
    parts.extend(_indented(Text(f"“{quote.text}” {quote.outlet} · {quote.source}")) for quote in update.quotes)
    parts.extend(_indented(Text(f"against: “{quote.text}” {quote.outlet}")) for quote in update.against)
    return _text(parts, width=width, colour=colour)


def format_digest(digest: Digest, page: str | None = None, *, width: int, colour: bool) -> str:
    """A week's message as text of at most `width` columns."""
    card = describe_week(digest, page)
    parts: list[RenderableType] = [_rule(card.title, "cyan")]
    parts.extend(_indented(Text(line)) for line in card.lines)
    for number, top in enumerate(card.top, start=1):
        parts += [Text(), *_top_parts(number, top)]
    notes = _rows([("alerts", card.bookkeeping), ("health", card.health), ("page", (card.page,) if card.page else ())])
    return _text([*parts, Text(), notes], width=width, colour=colour)


# ---------------------------------------------------------------- alert


def _alert_parts(card: Card, *, confirmed: bool) -> list[RenderableType]:
    tone = "green" if confirmed else "yellow"
    parts: list[RenderableType] = [_rule(f"ALERT · {status_words('confirmed' if confirmed else 'unconfirmed')}", tone)]
    parts.append(_indented(Text(card.headline, style="bold")))
    parts.append(_indented(Text(card.topic, style="dim")))
    if card.warning:
        parts.append(_indented(Text(f"! {card.warning}", style="bold yellow")))
    parts += [Text(), _sides(card)]
    if card.quote:
        parts += [Text(), *_quote_parts(card.quote)]
    return [*parts, Text(), _details(card)]


def _sides(card: Card) -> Padding:
    table = _grid()
    for name, side, style in (("was", card.was, "cyan"), ("now", card.now, "bold magenta")):
        table.add_row(Text(name, style="dim"), _side(side, style))
    return Padding(table, (0, 0, 0, 1))


def _side(side: Side, style: str) -> Text:
    text = Text(side.claim)
    if side.level:
        text = Text.assemble((side.bar, style), "  ", (side.level, style), f"\n{side.claim}" if side.claim else "")
    if side.origin:
        text.append(f" ({side.origin})", style="dim")
    return text


def _quote_parts(quote: Quote) -> list[RenderableType]:
    source = Text.assemble(
        "— ", f"{quote.speaker}, " if quote.speaker else "", quote.outlet, (f" · {quote.source}", "dim")
    )
    parts: list[RenderableType] = [_indented(Text(f"“{quote.text}”", style="italic"), by=4), _indented(source, by=4)]
    return [*parts, *_link(quote.url, by=6)]


def _details(card: Card) -> Group:
    rows = _rows(
        [
            ("who", (card.who,)),
            ("sources", (card.sources, *(f"also in {quote.outlet} · {quote.source}" for quote in card.others))),
            ("sure", (f"confidence {card.confidence} · severity {card.severity}",)),
            ("why", (card.why or "no reason was recorded",)),
            ("since then", (card.later,) if card.later else ()),
            ("unchanged", (", ".join(card.unchanged),) if card.unchanged else ()),
            ("caveats", card.caveats),
        ]
    )
    return Group(rows, *_against(card.against), Text(), _indented(Text(card.versions, style="dim")))


def _against(quote: Quote | None) -> list[RenderableType]:
    if quote is None:
        return []
    said = f"“{quote.text}” — {quote.speaker}, {quote.outlet} · {quote.source}"
    return [_rows([("against", (said,))]), *_link(quote.url, by=LABEL_WIDTH + 2)]


def _place_parts(number: int, place: Place) -> list[RenderableType]:
    quote = place.quote
    source = Text.assemble(
        "— ", f"{quote.speaker}, " if quote.speaker else "", quote.outlet, (f": {place.title}", "dim")
    )
    return [
        _indented(Text.assemble((f"[{number}] ", "bold"), place.weight, (f" · {quote.source}", "dim"))),
        _indented(Text(f"“{quote.text}”", style="italic"), by=5),
        _indented(source, by=5),
        *(_link(quote.url, by=5) or [_indented(Text("no address that can be linked", style="dim"), by=5)]),
        *([_indented(Text(f"{place.keeps} on the review site", style="dim"), by=5)] if place.keeps else []),
    ]


# ---------------------------------------------------------------- digest


def _top_parts(number: int, top: TopAlert) -> list[RenderableType]:
    parts: list[RenderableType] = [_indented(Text.assemble((f"{number}. ", "dim"), (top.headline, "bold")))]
    if top.quote:
        parts.append(_indented(Text(f"“{top.quote}”", style="italic"), by=4))
    facts = " · ".join(part for part in (top.outlet, top.facts) if part)
    if facts:
        parts.append(_indented(Text(facts, style="dim"), by=4))
    return [*parts, *_link(top.url, by=4)]


# ---------------------------------------------------------------- pieces


def _rule(title: str, tone: str) -> Rule:
    return Rule(Text(title, style=f"bold {tone}"), characters="━", align="left", style=tone)


def _grid() -> Table:
    table = Table.grid(padding=(0, 1, 0, 0))
    table.add_column(width=LABEL_WIDTH, no_wrap=True)
    table.add_column(overflow="fold")
    return table


def _rows(rows: Iterable[tuple[str, tuple[str, ...]]]) -> Padding:
    """A label at the first line of each group; groups without lines are left out."""
    table = _grid()
    for label, lines in rows:
        for number, line in enumerate(lines):
            table.add_row(Text(label if number == 0 else "", style="dim"), Text(line))
    return Padding(table, (0, 0, 0, 1))


def _indented(text: Text, by: int = 1) -> Padding:
    return Padding(text, (0, 0, 0, by))


def _link(url: str | None, *, by: int) -> list[RenderableType]:
    """An address on one line of its own, however long, so that it can be clicked and copied."""
    return [Text.assemble(" " * by, (url, "blue underline"), no_wrap=True, overflow="ignore")] if url else []


def _text(parts: Iterable[RenderableType], *, width: int, colour: bool) -> str:
    out = StringIO()
    console = Console(
        file=out,
        width=width,
        force_terminal=colour,
        color_system="standard" if colour else None,
        no_color=not colour,
        legacy_windows=False,
        highlight=False,
        markup=False,
        emoji=False,
    )
    for part in parts:
        console.print(
            part, soft_wrap=isinstance(part, Text), width=min(width, WIDEST) if isinstance(part, Rule) else None
        )
    return "\n".join(line.rstrip() for line in out.getvalue().splitlines()) + "\n"
