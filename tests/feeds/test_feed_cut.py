"""A feed that breaks off: what came whole is read, nothing of it half, and the rest is asked for again."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from monitor.alerts import feed_lines
from monitor.errors import ParseError
from monitor.feeds.parse import parse_feed
from monitor.feeds.polling import settle_success
from monitor.types import FeedState, Fetched, ParsedFeed, PollingSettings, Validators
from tests.builders import feed, feed_state
from tests.feeds.test_feed_parsing import ATOM, RSS_10, URL, XML, rss

NOW = datetime(2025, 9, 8, 10, 15, tzinfo=UTC)
RSS = rss(
    "".join(
        f"<item><guid>{n}</guid><link>https://ministry.example/{n}</link><title>Talks {n}</title>"
        f"<description><![CDATA[<p>First paragraph of {n}.</p><p>“Second” paragraph.</p>]]></description>"
        f"<pubDate>Mon, 0{n} Sep 2025 10:00:00 GMT</pubDate></item>"
        for n in (3, 2, 1)
    )
)
SITEMAP = (
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:news="http://www.google.com/schemas/sitemap-news/0.9">'
    + "".join(
        f"<url><loc>https://ministry.example/{n}</loc><news:news><news:publication_date>2025-09-0{n}</news:publication_date>"
        f"<news:title>Talks {n}</news:title></news:news></url>"
        for n in (3, 2, 1)
    )
    + "</urlset>"
)
DOCUMENTS = {
    "RSS": RSS,
    "RSS 1.0": RSS_10.encode(),
    "Atom": ATOM.encode(),
    "sitemap": SITEMAP.encode(),
}


def read(body: bytes) -> ParsedFeed | None:
    try:
        return parse_feed(body, URL, XML)
    except ParseError:
        return None


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_wherever_a_feed_breaks_off_nothing_is_read_by_half_and_it_is_said(kind: str) -> None:
    whole = DOCUMENTS[kind]
    known = parse_feed(whole, URL, XML)
    # Within the last tag all that it holds has come.
    for end in range(whole.rindex(b"</")):
        part = read(whole[:end])
        assert part is None or part.cut, whole[:end]
        assert part is None or set(part.items) <= set(known.items), whole[:end]


@pytest.mark.parametrize("kind", DOCUMENTS)
def test_a_whole_feed_is_not_cut(kind: str) -> None:
    assert not parse_feed(DOCUMENTS[kind], URL, XML).cut


@pytest.mark.parametrize(
    "text",
    [
        '<rss version="2.0"><channel><title>R&D & <b>more</title><item><title>One</title></item></channel></rss>',
        '<?xml version="1.0"?><RSS version="2.0"><channel><item><title>One</title></item></channel></RSS>\n<!-- made by us -->',
        '<feed xmlns="http://www.w3.org/2005/Atom" />',
        '<rss version="2.0"><channel><item><title>One</title><item><title>Two</title></channel></rss>',
    ],
    ids=["ill-formed", "in capitals", "an empty element", "items that are never closed"],
)
def test_what_is_ill_formed_and_reaches_its_end_is_not_cut(text: str) -> None:
    assert not parse_feed(text.encode(), URL, XML).cut


def test_the_items_that_came_whole_are_kept() -> None:
    half = RSS[: RSS.index(b"Talks 1") + 3]
    assert [item.key for item in parse_feed(half, URL, XML).items] == ["3", "2"]


def polled(parsed: ParsedFeed):
    came = Fetched(url=URL, status=200, body=b"", headers={}, validators=Validators(etag='"new"'))
    before = feed_state(validators=Validators(etag='"old"'), body_hash="h1", items=3, newest=NOW - timedelta(days=9))
    return settle_success(
        feed(),
        before,
        came,
        parsed,
        body_hash="h2",
        polling=PollingSettings(),
        stale=timedelta(days=14),
        now=NOW,
    )


def test_after_a_feed_that_was_cut_the_whole_is_asked_for_and_no_gap_is_suspected() -> None:
    result = polled(parse_feed(RSS[:-40], URL, XML))
    assert (result.state.validators, result.state.body_hash) == (Validators(etag='"old"'), "h1")
    assert (len(result.articles), result.gap_from) == (2, None)
    assert polled(parse_feed(RSS, URL, XML)).state.body_hash == "h2"


def test_the_feeds_health_says_that_it_was_cut() -> None:
    state = polled(parse_feed(RSS[:-40], URL, XML)).state
    assert state.is_cut
    assert state.outcome == (
        "cut off before its end; what came whole: 2 items, the newest of 2025-09-03 10:00 UTC; the rest is asked for the next time"
    )
    assert feed_lines([state], primary=[], now=NOW) == [
        f"Feed {state.feed_id} came {state.outcome}; where it stays so, tell the outlet"
    ]


def after_one(before: FeedState, parsed: ParsedFeed) -> FeedState:
    came = Fetched(url=URL, status=200, body=b"", headers={}, validators=Validators())
    settled = settle_success(
        feed(), before, came, parsed, body_hash="h", polling=PollingSettings(), stale=timedelta(days=14), now=NOW
    )
    return settled.state


def test_a_feed_that_is_first_met_cut_off_is_met_with_the_next_document() -> None:
    """Else what its first document left out would be news the next time."""
    unmet = after_one(feed_state(first_polled_at=None, newest=None), parse_feed(RSS[:-40], URL, XML))
    assert (unmet.first_polled_at, unmet.newest) == (None, None)
    met = after_one(unmet, parse_feed(RSS, URL, XML))
    assert met.first_polled_at == NOW
    assert met.newest is not None


def test_a_feed_that_always_breaks_off_is_met_with_its_second_document() -> None:
    cut = parse_feed(RSS[:-40], URL, XML)
    assert after_one(after_one(feed_state(first_polled_at=None), cut), cut).first_polled_at == NOW


def test_what_was_newest_stays_so_after_a_cut_so_that_a_gap_is_told() -> None:
    before = feed_state(first_polled_at=NOW - timedelta(days=20), items=3, newest=NOW - timedelta(days=9))
    after = after_one(before, parse_feed(RSS[:-40], URL, XML))
    assert (after.newest, after.items) == (before.newest, 3)
