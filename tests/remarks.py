"""Remarks of an official in our own words, and the feed that they come in: what the stories of the service are told with."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

REFUSAL = (
    "Vladimir Putin: We refuse any dialogue with NATO. Talks with the alliance are pointless and will not take place."
)
OFFER = (
    "Vladimir Putin: We are ready for dialogue with NATO without preconditions. We invite the alliance to negotiations."
)
REFUSALS = (
    REFUSAL,
    "Vladimir Putin: We see no sense in talks with NATO. There will be no negotiations with the alliance.",
    "Vladimir Putin: We reject the alliance's call for talks. Dialogue with NATO is over.",
    "Vladimir Putin: We are not going to talk to NATO. We rule out any negotiations with the alliance.",
)
CROPS = ("barley", "wheat", "rye", "oats", "maize")
TOWNS = ("Tula", "Perm", "Omsk", "Ufa", "Tver", "Orel", "Chita")


def refusal_of(day: int) -> str:
    """The same line in other words, among other matters: the same words again would be a copy, and no new act of saying."""
    crop, town, next_town = CROPS[day % 5], TOWNS[day % 7], TOWNS[(day * 3 + 1) % 7]
    return (
        f"{REFUSALS[day % 4]} The {crop} harvest near {town} came to {day + 40} thousand tons. "
        f"Builders in {next_town} opened {day + 2} schools and repaired {town}'s old {crop} market before winter."
    )


def rss(items: list[tuple[str, datetime, str]]) -> bytes:
    entries = "".join(
        f"<item><guid>{key}</guid><title>Remarks {key}</title><link>https://kremlin.example/{key}</link>"
        f"<pubDate>{date:%a, %d %b %Y %H:%M:%S} GMT</pubDate>"
        f"<content:encoded>{escape('<p>' + text + '</p>')}</content:encoded></item>"
        for key, date, text in items
    )
    return (
        '<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><title>K</title>'
        f"<link>https://kremlin.example/</link><description>K</description>{entries}</channel></rss>"
    ).encode()
