"""The feeds that a page names, and lists of feeds."""

from __future__ import annotations

import pytest

from monitor.errors import ParseError, UsageError
from monitor.feeds.discovery import MOST_LINKED, feeds_linked, feeds_of_page, usual_places
from monitor.feeds.opml import read_opml, write_opml
from monitor.feeds.written_address import written_address
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


def test_links_that_look_like_feeds_are_found() -> None:
    page = """<html><base href="/sub/"><a href="/good">RSS</a><a href="/en/rss.php?id=3">News</a><a href="x.xml">Export</a>
    <a href="/a" title="Atom feed">*</a><a href="/good">RSS again</a><a href="/feedback">Feedback</a><a href="/p">Prices across</a>
    <a href="/sub/#rss">RSS</a><a href="mailto:rss@x.example">RSS</a></html>"""
    assert feeds_linked(page, "https://outlet.example/sub/") == [
        "https://outlet.example/good",
        "https://outlet.example/en/rss.php?id=3",
        "https://outlet.example/sub/x.xml",
        "https://outlet.example/a",
    ]
    many = "".join(f'<a href="/rss/{n}">x</a>' for n in range(99))
    assert len(feeds_linked(f"<html>{many}", "https://outlet.example/")) == MOST_LINKED


def test_usual_places_are_few_and_on_the_same_site() -> None:
    places = usual_places("https://outlet.example/en/page?x")
    assert places[0] == "https://outlet.example/feed"
    assert len(places) <= 6


def test_a_list_comes_back_as_it_was_written() -> None:
    feeds = [feed(url="https://a.example/?a=1&b=2", outlet='A "<B>"', language="ru"), feed(url="https://b.example/")]
    read = read_opml(write_opml(feeds).encode()).outlines
    assert [(each.url, each.title, each.language) for each in read] == [
        ("https://a.example/?a=1&b=2", 'A "<B>"', "ru"),
        ("https://b.example/", "Ministry", None),
    ]


def test_groups_other_spellings_and_doubles_are_taken() -> None:
    text = """<opml version="1.0"><body><outline text="Group"><outline text="One" xmlurl="https://one.example/"/>
    <outline><outline title="Two" xmlUrl=" https://two.example/ "/></outline></outline>
    <outline text="Again" xmlUrl="https://one.example/"/><outline text="A page" htmlUrl="https://x.example/"/></body></opml>"""
    assert [(each.url, each.title) for each in read_opml(text.encode()).outlines] == [
        ("https://one.example/", "One"),
        ("https://two.example/", "Two"),
    ]


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("feed://a.example/rss", "http://a.example/rss"),
        ("feed:https://a.example/rss", "https://a.example/rss"),
        ("FEED://https://a.example/rss", "https://a.example/rss"),
        ("a.example/rss?x=feed://b", "https://a.example/rss?x=feed://b"),
        ("a.example:8080", "https://a.example:8080"),
        ("HTTP://a.example/rss", "HTTP://a.example/rss"),
        ("mailto:me@a.example", None),
        ("user:pw@a.example/rss", None),
        ("ftp://a.example/rss", None),
        ("rss", None),
        ("", None),
    ],
)
def test_an_address_is_taken_as_people_write_it(written, address):
    assert written_address(written) == address


def test_bare_ampersands_and_names_of_html_are_read_as_meant():
    text = (
        '<opml><outline text="R&D caf&eacute; &amp; x" xmlUrl="https://a.example/rss?a=1&b=2&copy=3&amp;d=4"/></opml>'
    )
    found = read_opml(text.encode())
    assert [(each.url, each.title) for each in found.outlines] == [
        ("https://a.example/rss?a=1&b=2&copy=3&d=4", "R&D café & x")
    ]
    assert found.fault is None


def test_what_names_no_feed_and_where_the_list_breaks_off_is_told():
    text = """<opml><body><outline text="One" xmlUrl="https://one.example/"/>
    <outline type="rss" text="None"/><outline text="Mail" xmlUrl="mailto:x@y.example"/>
    <outline text="Two" xmlUrl="https://two.ex"""
    found = read_opml(text.encode())
    assert [each.url for each in found.outlines] == ["https://one.example/"]
    assert found.left == [("None", ""), ("Mail", "mailto:x@y.example")]
    assert found.fault == "line 3"


def test_what_is_no_list_is_told() -> None:
    with pytest.raises(UsageError, match="no feed in it"):
        read_opml(b"<html><body>x</body></html>")
    with pytest.raises(ParseError, match="entities"):
        read_opml(b'<!DOCTYPE opml [<!ENTITY x SYSTEM "file:///etc/passwd">]><opml><outline xmlUrl="&x;"/></opml>')
    with pytest.raises(ParseError, match="entities"):
        read_opml(b"""<!DOCTYPE opml PUBLIC "x" "a>b" [<!ENTITY x 'y'>]><opml><outline xmlUrl="&x;"/></opml>""")
    with pytest.raises(ParseError, match="cannot be read"):
        read_opml(b"not markup")
