"""Which hub a feed names: in its document and in its Link headers."""

from __future__ import annotations

import json

import pytest

from monitor.feeds.hubs import offer_of
from monitor.feeds.parse import parse_feed
from monitor.feeds.subscribing import lease_of
from monitor.types import HubOffer, ParsedFeed

URL = "https://outlet.example/feeds/all"
ATOM = (
    '<feed xmlns="http://www.w3.org/2005/Atom"><title>T</title><link rel="self" href="self.atom"/>'
    '<link rel="hub" href="https://hub.example/"/><link rel="hub" href="https://second.example/"/></feed>'
)
JSON = {
    "version": "https://jsonfeed.org/version/1.1",
    "title": "T",
    "items": [],
    "feed_url": "https://outlet.example/feed.json",
    "hubs": [{"type": "rssCloud", "url": "https://cloud.example/"}, {"type": "WebSub", "url": "https://hub.example/"}],
}
NAMED = HubOffer("https://hub.example/", "https://outlet.example/me")


def test_a_document_names_its_hub_and_itself() -> None:
    atom, as_json = (parse_feed(text.encode(), URL, {}) for text in (ATOM, json.dumps(JSON)))
    assert offer_of(atom, {}, URL) == HubOffer("https://hub.example/", "https://outlet.example/feeds/self.atom")
    assert offer_of(as_json, {}, URL) == HubOffer("https://hub.example/", "https://outlet.example/feed.json")


@pytest.mark.parametrize(
    ("header", "offer"),
    [
        ('<https://hub.example/>; rel="hub", <https://outlet.example/me>; rel="self"', NAMED),
        ('<https://hub.example/>;rel=hub,</me>;title="a, <b>; rel=self";rel=\'x\', </me>; rel="next self"', NAMED),
        ('<https://hub.example/>; REL="HUB"', HubOffer("https://hub.example/", URL)),
        ('<https://one.example/>; rel="hub", <https://two.example/>; rel="hub"', HubOffer("https://one.example/", URL)),
        ('<javascript:alert(1)>; rel="hub"', None),
        ('<https://hub.example/>; title="rel=hub', None),
        ("<" * 50_000, None),
        (f'<https://hub.example/{"x" * 3000}>; rel="hub"', None),
        ("", None),
    ],
)
def test_headers_say_it_before_the_document(header: str, offer: HubOffer | None) -> None:
    assert offer_of(ParsedFeed(title="T", language=None, items=()), {"link": header}, URL) == offer


@pytest.mark.parametrize(("said", "days"), [("", 10), ("soon", 10), ("86400", 1), ("9" * 40, 30)])
def test_a_lease_is_what_the_hub_says_within_reason(said: str, days: float) -> None:
    assert lease_of(said).total_seconds() == days * 86400
