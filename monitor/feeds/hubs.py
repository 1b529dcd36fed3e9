"""The hub that a feed names (WebSub), from its document and its Link headers. Pure."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from monitor.feeds.items import web_address
from monitor.types import HubOffer

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from monitor.types import ParsedFeed

_LONGEST = 2000
_LINK = re.compile(r'<([^<>]*)>((?:[^,"<]|"[^"]*")*)')
_REL = re.compile(r';\s*rel\s*=\s*(?:"([^"]*)"|([^\s;,"]+))', re.IGNORECASE)


def offer_of(parsed: ParsedFeed, headers: Mapping[str, str], url: str) -> HubOffer | None:
    """What the headers say, else the document. A feed that does not say what it calls itself is known by where it came from."""
    said = dict(reversed(list(_links(headers.get("link", "")))))
    hub = address(said.get("hub"), url) or parsed.hub
    return HubOffer(hub, address(said.get("self"), url) or parsed.itself or url) if hub else None


def _links(header: str) -> Iterable[tuple[str, str]]:
    """Relation and target of each link, in their order."""
    for target, parameters in _LINK.findall(header):
        found = _REL.search(parameters)
        for relation in ((found[1] or found[2] or "") if found else "").lower().split():
            yield relation, target.strip()


def address(found: str | None, base: str) -> str | None:
    """As a web address that can be kept; None where it is none."""
    full = web_address(found or "", base)
    return full if full and len(full) <= _LONGEST and full.isprintable() else None


def related(links: object, relation: str, base: str) -> str | None:
    """The first of a document's links with this relation (feedparser's names)."""
    listed: list[Any] = links if isinstance(links, list) else []
    for link in listed:
        if isinstance(link, dict) and relation in str(dict.get(link, "rel", "")).lower().split():
            return address(str(dict.get(link, "href", "")), base)
    return None


def json_hub(hubs: object, base: str) -> str | None:
    """The first WebSub hub of a JSON Feed."""
    listed: list[Any] = hubs if isinstance(hubs, list) else []
    for hub in listed:
        if isinstance(hub, dict) and str(hub.get("type", "")).lower() == "websub":
            return address(str(hub.get("url", "")), base)
    return None
