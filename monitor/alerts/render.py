"""A card as a Slack message: one line for the notification, blocks for the channel, the key in the metadata. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from monitor.alerts.blocks import Line, Words, call, divider, escape, fit, header, lines, pairs, quotation, small_print
from monitor.alerts.buttons import answers, decision
from monitor.alerts.card import describe, headline_of
from monitor.alerts.story import describe_development, describe_story, told_of
from monitor.alerts.week import describe_week
from monitor.alerts.wording import counted, cut, day, severity_text, web_address
from monitor.types import Alert, Remark
from monitor.types.sureness import status_words

if TYPE_CHECKING:
    from slack_sdk.models.blocks import Block

    from monitor.alerts.card import Card, Quote, Side
    from monitor.alerts.story import Update
    from monitor.alerts.week import TopAlert, WeekCard
    from monitor.types import Development, Digest, HeldUp, Story

EVENT_TYPE = "monitor_message"
CAUGHT_UP = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """What chat.postMessage takes. `text` is the fallback: notifications and screen readers show it alone."""

    text: str
    blocks: tuple[dict[str, Any], ...]
    metadata: dict[str, Any]


def render_alert(
    alert: Alert, *, key: str | None = None, buttons: bool = False, mention: tuple[str, ...] = ()
) -> Message:
    """The message of an alert; `key` (the alert's own by default) is what it can be found again by.

    `buttons`: there is somebody who hears them. `mention`: users (U…) and user groups (S…) to call.
    """
    return _render_card(describe(alert), alert.id, key=key or alert.key, buttons=buttons, mention=mention)


def _render_card(card: Card, alert_id: str, *, key: str, buttons: bool, mention: tuple[str, ...]) -> Message:
    blocks = _alert_blocks(card)
    if mention:
        blocks.insert(1, call(mention))
    end = [*([answers(alert_id)] if buttons else []), small_print([card.versions])]
    text = _notification(card)
    return Message(text=text, blocks=fit(blocks, end=end), metadata=_metadata(key))


def render_story(story: Story, *, buttons: bool = False, mention: tuple[str, ...] = ()) -> Message:
    """The first message of a story as it should read now; its key stays."""
    return _render_card(
        describe_story(story), story.first.id, key=f"alert:{story.first.id}", buttons=buttons, mention=mention
    )


def render_reply(story: Story, what: Alert | Development | Remark, *, key: str, buttons: bool = False) -> Message:
    """A message in the thread of a story: an alert that goes on from it, what changed of it, or what somebody did about it."""
    if isinstance(what, Alert):
        return render_alert(what, key=key, buttons=buttons)
    if isinstance(what, Remark):
        return _render_remark(what, key=key, buttons=buttons)
    update = describe_development(what, told_of(story, what))
    text = escape(cut(" · ".join((update.headline, *update.changes)), 300))
    return Message(text=text, blocks=fit(_update_blocks(update)), metadata=_metadata(key))


def render_notice(remark: Remark, *, key: str) -> Message:
    """Lines about the service itself."""
    return _render_remark(remark, key=key, buttons=False)


def render_catch_up(held: HeldUp, *, key: str) -> Message:
    """What an outage held up, the weightiest first; each can be asked for with its ID."""
    alerts = held.alerts
    title = f"{counted(len(alerts), 'alert')} since {day(held.since)} could not be told in time"
    weightiest = sorted(alerts, key=lambda alert: (-alert.severity, alert.at))
    rows = [_caught_up(alert) for alert in weightiest[:CAUGHT_UP]]
    if len(rows) < len(alerts):
        rows.append((Words(text=f"and {len(alerts) - len(rows)} more: the review site and the digest have all"),))
    blocks = [header(title), *(lines(row) for row in rows)]
    return Message(text=escape(title), blocks=fit(blocks), metadata=_metadata(key))


def _caught_up(alert: Alert) -> Line:
    facts = f" · {day(alert.at)} · {severity_text(alert.severity)} · {status_words(alert.status)} · "
    return (
        Words(text=headline_of(alert), style="bold"),
        Words(text=facts),
        Words(text=cut(alert.id, 40), style="code"),
    )


def _render_remark(remark: Remark, *, key: str, buttons: bool) -> Message:
    asked = [decision(remark.proposal)] if remark.proposal and buttons else []
    rows = [(Words(text=cut(line, 600)),) for line in remark.lines]
    text = escape(cut(" · ".join(remark.lines), 300))
    return Message(text=text, blocks=fit([lines(*rows)], end=asked), metadata=_metadata(key))


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
    return blocks


def _opening(card: Card) -> tuple[Line, ...]:
    topic = (Words(text=card.topic, style="italic"),)
    warning = (f"⚠ {card.warning}",) if card.warning else ()
    said = ((Words(text="Answered: ", style="bold"), Words(text=line)) for line in card.answers)
    return (*((Words(text=line, style="bold"),) for line in (*warning, *card.status)), *said, topic)


def _side(name: str, side: Side) -> Line:
    origin = f" ({side.origin})" if side.origin else ""
    dash = " — " if side.claim else ""
    level = (Words(text=side.bar, style="code"), Words(text=f" {side.level}{dash}", style="bold")) if side.level else ()
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
    if card.later:
        rows.append(_labelled("Since then", card.later))
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


# ---------------------------------------------------------------- what came after


def _update_blocks(update: Update) -> list[Block]:
    rows: list[Line] = [(Words(text=update.headline, style="bold"),)]
    if update.changes:
        rows.append((Words(text=" · ".join(update.changes)),))
    said = [quotation(f"“{quote.text}”", _source(quote)) for quote in update.quotes]
    against = [
        quotation(f"“{quote.text}”", (Words(text="Against it: ", style="bold"), *_source(quote)))
        for quote in update.against
    ]
    return [lines(*rows), *said, *against]


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
