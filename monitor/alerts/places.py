"""Every place that an alert rests on, for and against it, as a person checks them one by one: plain text, no markup. Pure."""

from __future__ import annotations

from dataclasses import dataclass, replace
from ipaddress import ip_address
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from monitor.alerts.card import Quote, quote_of
from monitor.alerts.wording import cut, plain

if TYPE_CHECKING:
    from monitor.types import Alert, Evidence

FOR, AGAINST = "for it", "against it"
OWN_ADDRESSES = (
    "Addresses at 127.0.0.1 are of this machine and lead somewhere only while it serves them; those of the demonstration were its own"
    " feeds', and are dead. The review site (`monitor site`) has each text at what stands below its address."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """One place: its words whole, `weight` 0…1 as they count, and where the review site `keeps` the text, which is said where the
    address is of this machine alone."""

    quote: Quote
    title: str
    weight: str
    keeps: str


def places_of(alert: Alert) -> tuple[tuple[str, tuple[Place, ...]], ...]:
    """What speaks for the alert and what against it, by name, each as raised first, then what was met later, the heaviest first;
    a side without a place is left out."""
    ordered = sorted(alert.evidence, key=lambda e: (e.later, -e.weight))
    sides = ((FOR, [e for e in ordered if e.favours]), (AGAINST, [e for e in ordered if not e.favours]))
    return tuple((name, tuple(_place(e) for e in side)) for name, side in sides if side)


def notes_on(alert: Alert) -> tuple[str, ...]:
    """What must be known of these places: that more were counted, and which addresses lead nowhere."""
    shown = len({e.article for e in alert.evidence if e.favours})
    counted = f"{alert.copies} articles are counted, copies too; the strongest places are kept with the alert."
    own = any(_is_of_this_machine(e.url) for e in alert.evidence)
    return (*((counted,) if alert.copies > shown else ()), *((OWN_ADDRESSES,) if own else ()))


def _place(evidence: Evidence) -> Place:
    later = ", met after it was raised" if evidence.later else ""
    return Place(
        quote=replace(quote_of(evidence), text=plain(evidence.quote)),
        title=cut(evidence.title, 200),
        weight=f"weight {evidence.weight:.2f} of 1{later}",
        keeps=f"/articles/{evidence.article}#c{evidence.start}" if _is_of_this_machine(evidence.url) else "",
    )


def _is_of_this_machine(url: str | None) -> bool:
    try:
        host = urlsplit(url or "").hostname or ""
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:  # of an address that is none, or a name
        return False
