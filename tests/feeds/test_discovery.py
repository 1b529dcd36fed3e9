"""The feeds that a page names, and lists of feeds."""

from __future__ import annotations

import pytest

from monitor.errors import ParseError, UsageError
from monitor.feeds.discovery import feeds_of_page, usual_places
from monitor.feeds.opml import read_opml, write_opml
from tests.builders import feed

PAGE = """<!DOCTYPE html><html><head><base href="/sub/">
<link rel="alternate" type="application/rss+xml" title="Comments" href="comments/feed">
<link rel="ALTERNATE home" type="application/atom+xml; charset=utf-8" title="News  of  the outlet" href="atom">
<link rel="alternate" type="application/feed+json" href="https://other.example/feed.json">
<link rel="alternate" type="application/json" href="/wp-json/wp/v2/pages/7">
<link rel="alternate" type="text/html" hreflang="ru" href="/ru/">
<link rel="stylesheet" type="application/rss+xml" href="/no">
<link rel="alternate" type="application/rss+xml" href="javascript:x">
</head><body><a rel="alternate" type="application/rss+xml" href="atom">again</a></body></html>"""


def test_a_page_names_its_feeds_and_those_of_comments_come_last() -> None:
    found = feeds_of_page(PAGE, "https://outlet.example/en/page")
    assert [each.url for each in found] == [
        "https://outlet.example/sub/atom",
        "https://other.example/feed.json",
        "https://outlet.example/sub/comments/feed",
    ]


def test_usual_places_are_few_and_on_the_same_site() -> None:
    places = usual_places("https://outlet.example/en/page?x")
    assert places[0] == "https://outlet.example/feed"
    assert len(places) <= 6


def test_a_list_comes_back_as_it_was_written() -> None:
    feeds = [feed(url="https://a.example/?a=1&b=2", outlet='A "<B>"', language="ru"), feed(url="https://b.example/")]
    read = read_opml(write_opml(feeds).encode())
    assert [(each.url, each.title, each.language) for each in read] == [
        ("https://a.example/?a=1&b=2", 'A "<B>"', "ru"),
        ("https://b.example/", "Ministry", None),
    ]


def test_groups_other_spellings_and_doubles_are_taken() -> None:
    text = """<opml version="1.0"><body><outline text="Group"><outline text="One" xmlurl="https://one.example/"/>
    <outline><outline title="Two" xmlUrl=" https://two.example/ "/></outline></outline>
    <outline text="Again" xmlUrl="https://one.example/"/><outline text="A page" htmlUrl="https://x.example/"/></body></opml>"""
    assert [(each.url, each.title) for each in read_opml(text.encode())] == [
        ("https://one.example/", "One"),
        ("https://two.example/", "Two"),
    ]


def test_what_is_no_list_is_told() -> None:
    with pytest.raises(UsageError, match="no feed in it"):
        read_opml(b"<html><body>x</body></html>")
    with pytest.raises(ParseError, match="entities"):
        read_opml(b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><outline xmlUrl="&x;"/></opml>')
    with pytest.raises(ParseError, match="entities"):
        read_opml(b"""<!DOCTYPE opml PUBLIC "x" "a>b" [<!ENTITY x 'y'>]><opml><outline xmlUrl="&x;"/></opml>""")
    with pytest.raises(ParseError, match="cannot be read"):
        read_opml(b"not markup")
