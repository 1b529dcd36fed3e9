"""What a weekly digest says in a message: plain text from its content, whatever of it is there. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.alerts.wording import cut, excerpt, severity_text, sureness_text, web_address

if TYPE_CHECKING:
    from collections.abc import Mapping

    from monitor.types import Digest

LINES, TOP, NOTES, DIFFERENCES = 5, 5, 8, 6


@dataclass(frozen=True, slots=True, kw_only=True)
class TopAlert:
    """One of the week's alerts; any text may be empty."""

    headline: str
    quote: str
    outlet: str
    url: str | None
    facts: str


@dataclass(frozen=True, slots=True, kw_only=True)
class WeekCard:
    """All of a digest message's text."""

    title: str
    lines: tuple[str, ...]
    top: tuple[TopAlert, ...]
    bookkeeping: tuple[str, ...]
    health: tuple[str, ...]
    page: str


def describe_week(digest: Digest, page: str | None) -> WeekCard:
    """The card of a digest, which begins with what is odd about its time (`late`, `restated`); `page` is where its HTML page lies. Keys that are missing or odd are left out."""
    content = digest.content
    top, late = content.get("top"), _text(content, "late", 300)
    return WeekCard(
        title=_text(content, "title", 150) or f"Messaging digest, week {digest.week}",
        lines=(*((late,) if late else ()), *_made_again(digest), *_lines(content, "lines", LINES)),
        top=tuple(_top(item) for item in top[:TOP] if isinstance(item, dict)) if isinstance(top, list | tuple) else (),
        bookkeeping=_lines(content, "bookkeeping", NOTES),
        health=_lines(content, "health", NOTES),
        page=cut(page or "", 300),
    )


def _made_again(digest: Digest) -> tuple[str, ...]:
    """That it was made again after it had been sent, and which of its numbers differ."""
    again = digest.content.get("restated")
    if not isinstance(again, dict):
        return ()
    differences = [row for row in again.get("differences", ()) if isinstance(row, dict)]
    told = [f"{row.get('name')} {row.get('was')} → {row.get('now')}" for row in differences[:DIFFERENCES]]
    more = [f"{len(differences) - DIFFERENCES} more"] if len(differences) > DIFFERENCES else []
    differ = "; ".join([*told, *more]) or "nothing"
    sent = cut(str(again.get("sent_at", ""))[:10], 10)
    return (f"Made again on {digest.made_at:%Y-%m-%d}, after it was sent on {sent}. What differs: {cut(differ, 300)}.",)


def _top(item: Mapping[str, object]) -> TopAlert:
    url = item.get("url")
    outlet = _text(item, "outlet", 60)
    return TopAlert(
        headline=_text(item, "headline", 150) or "(no headline)",
        quote=excerpt(_text(item, "quote", 2000), words=30, limit=250),
        outlet=outlet,
        url=web_address(url, limit=800) if isinstance(url, str) else None,
        facts=_facts(item),
    )


def _facts(item: Mapping[str, object]) -> str:
    confidence, severity, channel = item.get("confidence"), item.get("severity"), item.get("channel")
    unsure = item.get("status") == "unconfirmed"
    computed = bool(item.get("computed", not unsure))
    facts = (
        "unconfirmed" if unsure else "",
        f"confidence {sureness_text(confidence, computed=computed)}" if isinstance(confidence, int | float) else "",
        f"severity {severity_text(round(severity))}" if isinstance(severity, int | float) else "",
        {"chat": "sent when it happened", "digest": "only in this digest"}.get(str(channel), ""),
    )
    return " · ".join(fact for fact in facts if fact)


def _text(content: Mapping[str, object], key: str, limit: int) -> str:
    value = content.get(key)
    return cut(value, limit) if isinstance(value, str) else ""


def _lines(content: Mapping[str, object], key: str, most: int) -> tuple[str, ...]:
    value = content.get(key)
    if not isinstance(value, list | tuple):
        return ()
    return tuple(line for line in (cut(v, 300) for v in value[:most] if isinstance(v, str)) if line)
