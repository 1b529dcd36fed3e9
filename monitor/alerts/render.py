"""A card as a Slack message: one line for the notification, blocks for the channel, the key in the metadata. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from monitor.alerts.blocks import Line, Words, divider, escape, fit, header, lines, pairs, quotation, small_print
from monitor.alerts.card import describe
from monitor.alerts.week import describe_week
from monitor.alerts.wording import cut, web_address

if TYPE_CHECKING:
    from slack_sdk.models.blocks import Block

    from monitor.alerts.card import Card, Quote, Side
    from monitor.alerts.week import TopAlert, WeekCard
    from monitor.types import Alert, Digest

EVENT_TYPE = "monitor_message"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What chat.postMessage takes. `text` is the fallback: notifications and screen readers show it alone."""

    text: str
    blocks: tuple[dict[str, Any], ...]
    metadata: dict[str, Any]


def render_alert(alert: Alert, *, key: str | None = None) -> Message:
    """The message of an alert; `key` (the alert's own by default) is what it can be found again by."""
    card = describe(alert)
    return Message(text=_notification(card), blocks=fit(_alert_blocks(card)), metadata=_metadata(key or alert.key))


def render_digest(digest: Digest, page: str | None, *, key: str | None = None) -> Message:
    """The message of a week's digest; `page` is the address or path of its page."""
    card = describe_week(digest, page)
    text = escape(cut(" · ".join((card.title, *card.lines[:1])), 300))
    return Message(text=text, blocks=fit(_week_blocks(card)), metadata=_metadata(key or f"digest:{digest.week}"))


def _metadata(key: str) -> dict[str, Any]:
    return {"event_type": EVENT_TYPE, "event_payload": {"key": key}}


def _notification(card: Card) -> str:
    parts = (
        f"[{card.warning}] {card.headline}" if card.warning else card.headline,
        f"confidence {card.confidence}",
        f"severity {card.severity}",
    )
    return escape(" · ".join(parts))


# ---------------------------------------------------------------- alert


def _alert_blocks(card: Card) -> list[Block]:
    blocks = [header(card.headline), lines(*_opening(card)), lines(_side("was", card.was), _side("now", card.now))]
    if card.quote:
        blocks.append(quotation(f"“{card.quote.text}”", _source(card.quote)))
    blocks.append(_numbers(card))
    blocks.append(lines(*_reasons(card)))
    if card.against or card.others:
        blocks.append(lines(*_more(card)))
    blocks.append(small_print([card.versions]))
    return blocks


def _opening(card: Card) -> tuple[Line, ...]:
    topic = (Words(text=card.topic, style="italic"),)
    return ((Words(text=f"⚠ {card.warning}", style="bold"),), topic) if card.warning else (topic,)


def _side(name: str, side: Side) -> Line:
    origin = f" ({side.origin})" if side.origin else ""
    level = (Words(text=side.bar, style="code"), Words(text=f" {side.level} — ", style="bold")) if side.level else ()
    return (Words(text=f"{name} ", style="bold"), *level, Words(text=side.claim + origin))


def _source(quote: Quote) -> Line:
    speaker = Words(text=f"{quote.speaker}, " if quote.speaker else "")
    return (speaker, Words(text=quote.outlet, url=quote.url), Words(text=f" · {quote.source}"))


def _numbers(card: Card) -> Block:
    return pairs(
        ("Who", card.who),
        ("Sources", card.sources),
        ("Confidence", card.confidence),
        ("Severity", card.severity),
    )


def _reasons(card: Card) -> tuple[Line, ...]:
    rows: list[Line] = [_labelled("Why", card.why or "no reason was recorded")]
    if card.quote is None:
        rows.append(_labelled("Quotation", "none: this alert is about counts, not about one statement"))
    if card.unchanged:
        rows.append(_labelled("Unchanged", ", ".join(card.unchanged)))
    rows.extend(_labelled("Caveat", caveat) for caveat in card.caveats)
    return tuple(rows)


def _more(card: Card) -> tuple[Line, ...]:
    rows: list[Line] = []
    if card.against:
        rows.append((*_labelled("Against it", f"“{card.against.text}” "), *_source(card.against)))
    rows.extend((Words(text="Also in ", style="bold"), *_source(quote)[1:]) for quote in card.others)
    return tuple(rows)


def _labelled(label: str, text: str) -> Line:
    return (Words(text=f"{label}: ", style="bold"), Words(text=text))


# ---------------------------------------------------------------- digest


def _week_blocks(card: WeekCard) -> list[Block]:
    blocks = [header(card.title)]
    if card.lines:
        blocks.append(lines(*((Words(text=line),) for line in card.lines)))
    if card.page:
        url = web_address(card.page)
        blocks.append(lines((Words(text="Whole digest: ", style="bold"), Words(text=card.page, url=url))))
    for top in card.top:
        blocks += [divider(), _top(top)]
    blocks.extend(small_print(notes) for notes in (card.bookkeeping, card.health) if notes)
    return blocks


def _top(top: TopAlert) -> Block:
    outlet = Words(text=top.outlet or "source", url=top.url)
    known = [outlet] if top.outlet or top.url else []
    facts = Words(text=(" · " if known and top.facts else "") + top.facts)
    rows: list[Line] = [(Words(text=top.headline, style="bold"),)]
    if top.quote:
        rows.append((Words(text=f"“{top.quote}”"),))
    return lines(*rows, (*known, facts))
