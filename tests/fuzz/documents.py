"""What an outlet answers: a feed, and an article's page."""

from __future__ import annotations

import json
from datetime import timedelta

from monitor.errors import ParseError
from monitor.feeds import extract_page, settle_feed
from monitor.store.codec import encode
from monitor.types import Feed, FeedState, Fetched, PollingSettings, Validators
from tests.fuzz.given import NOW, headers_of, in_words, parted
from tests.remarks import OFFER, REFUSAL, rss

ADDRESS = "https://outlet.example/feed"


def feed(given: bytes) -> None:
    head, body = parted(given)
    asked = Feed(id="f", url=ADDRESS, outlet="O", owner="O", every=timedelta(minutes=15))
    state = FeedState(feed_id="f", next_due=NOW)
    got = Fetched(url=ADDRESS, status=200, body=body, headers=headers_of(head), validators=Validators())
    try:
        result = settle_feed(
            asked, state, got, body_hash="h", polling=PollingSettings(), stale=timedelta(days=14), now=NOW
        )
    except ParseError as error:
        in_words(error)
        return
    assert len(result.articles) <= 500
    assert result.state.next_due > NOW
    for found in result.articles:
        encode(found).encode()  # no half of a character: no database takes it
        assert "\0" not in found.text + found.title
        assert found.item_key
        assert found.published is None or found.published.tzinfo is not None


def page(given: bytes) -> None:
    head, body = parted(given)
    try:
        found = extract_page(body, "https://outlet.example/a", headers_of(head))
    except ParseError as error:
        in_words(error)
        return
    encode(found).encode()
    assert found.text.strip()
    assert "\0" not in found.text + found.title


_ITEM = [("a", NOW, REFUSAL), ("b", NOW - timedelta(days=1), OFFER)]
_ATOM = (
    b'<?xml version="1.0" encoding="utf-8"?><feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><title>O</title><updated>2026-11-01T10:00:00Z</updated>'
    b'<link rel="hub" href="https://hub.example/"/><entry><id>urn:1</id><title type="html">A &amp; b</title><link href="/a"/><published>2026-11-01T10:00:00+01:00'
    b'</published><author><name>Ann</name></author><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>We are ready.</p></div></content></entry></feed>'
)
_JSON_FEED = json.dumps(
    {
        "version": "https://jsonfeed.org/version/1.1",
        "title": "O",
        "language": "de",
        "items": [
            {
                "id": "1",
                "url": "https://o.example/1",
                "title": "T",
                "content_html": "<p>Wir reden.</p>",
                "date_published": "2026-11-01T10:00:00Z",
                "authors": [{"name": "A"}],
            }
        ],
    }
).encode()
_SITEMAP = (
    b'<?xml version="1.0"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9"><url><loc>https://o.example/a'
    b"</loc><news:news><news:publication><news:name>O</news:name><news:language>en</news:language></news:publication><news:publication_date>2026-11-01</news:publication_date>"
    b"<news:title>A title</news:title></news:news></url></urlset>"
)
_PAGE = (
    "<!doctype html><html lang='ru'><head><meta charset='windows-1251'><title>Заголовок | Outlet</title><meta property='article:published_time' content='2026-11-01T10:00:00+03:00'>"
    '<script type=\'application/ld+json\'>{"@type": "NewsArticle", "datePublished": "2026-11-01", "headline": "T"}</script></head><body><nav><a href=\'/\'>Home</a></nav>'
    f"<article><h1>T</h1><p>{REFUSAL}</p><p>{OFFER}</p><table><tr><td>1</td></tr></table></article><footer>©</footer></body></html>"
)
FEEDS = [
    b"application/rss+xml; charset=utf-8\n" + rss(_ITEM),
    b"application/atom+xml\n" + _ATOM,
    b"application/feed+json\n" + _JSON_FEED,
    b"application/xml\n" + _SITEMAP,
]
PAGES = [
    b"text/html; charset=utf-8\n" + _PAGE.encode(),
    # A date that only dateparser may understand; it makes its tables of all languages at the first.
    b"text/html; charset=utf-8\n" + _PAGE.replace("+03:00", "+cell03:00").encode(),
    b"text/html; charset=windows-1251\n" + _PAGE.encode("cp1251", "replace"),
]
