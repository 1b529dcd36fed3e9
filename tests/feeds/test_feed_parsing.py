"""Feed documents of every kind become ParsedFeed, and everything else ParseError."""

from __future__ import annotations

import pickle
import time
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from monitor.errors import ParseError
from monitor.feeds.items import MOST_ITEMS
from monitor.feeds.parse import parse_feed
from monitor.types import Item, ParsedFeed

URL = "https://ministry.example/news/feed.xml"
XML = {"content-type": "application/rss+xml"}

RSS_091 = """<?xml version="1.0"?>
<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd">
<rss version="0.91"><channel><title>Old</title><link>https://old.example/</link><language>en-us</language>
<item><title>First</title><link>https://old.example/1</link><description>A summary.</description></item></channel></rss>"""

RSS_10 = """<?xml version="1.0"?>
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/"
 xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:sy="http://purl.org/rss/1.0/modules/syndication/">
<channel rdf:about="https://rdf.example/"><title>RDF</title><link>https://rdf.example/</link>
<sy:updatePeriod>daily</sy:updatePeriod><sy:updateFrequency>4</sy:updateFrequency></channel>
<item rdf:about="https://rdf.example/1"><title>First</title><link>https://rdf.example/1</link>
<dc:date>2021-02-01T10:00:00+03:00</dc:date><dc:creator>Press office</dc:creator></item></rdf:RDF>"""

ATOM = """<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="ru" xml:base="https://atom.example/base/">
<title>Atom</title><entry><id>tag:atom.example,2021:1</id><title type="html">A &amp;lt;b&amp;gt; c</title>
<link rel="self" href="https://atom.example/self"/><link rel="alternate" href="items/1"/>
<updated>2021-02-02T10:00:00Z</updated><published>2021-02-01T10:00:00Z</published>
<summary>Short.</summary><content type="xhtml"><div xmlns="http://www.w3.org/1999/xhtml"><p>Long text.</p></div></content>
<author><name>Speaker's office</name><email>press@atom.example</email></author></entry></feed>"""


def rss(items: str, channel: str = "") -> bytes:
    return f'<rss version="2.0"><channel><title>Ministry</title>{channel}{items}</channel></rss>'.encode()


def item(inner: str) -> Item:
    """The one item of an RSS 2.0 feed with `inner` in it."""
    return parse_feed(rss(f"<item>{inner}</item>"), URL, XML).items[0]


def test_rss_091_with_its_doctype_is_read() -> None:
    feed = parse_feed(RSS_091.encode(), URL, XML)
    assert (feed.title, feed.language) == ("Old", "en")
    assert feed.items == (
        Item(key="https://old.example/1", link="https://old.example/1", title="First", summary_html="A summary."),
    )


def test_rss_10_is_read_with_its_date_author_and_period() -> None:
    feed = parse_feed(RSS_10.encode(), URL, XML)
    assert feed.ttl == timedelta(hours=6)
    assert feed.items[0].published == datetime(2021, 2, 1, 7, 0, tzinfo=UTC)
    assert feed.items[0].author == "Press office"


def test_atom_is_read_with_its_own_base_content_and_published_date() -> None:
    feed = parse_feed(ATOM.encode(), URL, XML)
    (entry,) = feed.items
    assert (feed.title, feed.language) == ("Atom", "ru")
    assert entry.key == "tag:atom.example,2021:1"
    assert entry.link == "https://atom.example/base/items/1"
    assert entry.published == datetime(2021, 2, 1, 10, 0, tzinfo=UTC)
    assert "<p>Long text.</p>" in entry.content_html
    assert entry.summary_html == "<p>Short.</p>"
    assert entry.author == "Speaker's office"


def test_full_content_and_summary_of_rss_are_told_apart() -> None:
    body = (
        b'<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><guid>1</guid>'
        b"<description>Short.</description><content:encoded><![CDATA[<p>Long &amp; whole.</p>]]></content:encoded>"
        b"</item></channel></rss>"
    )
    (entry,) = parse_feed(body, URL, XML).items
    assert (entry.summary_html, entry.content_html) == ("Short.", "<p>Long &amp; whole.</p>")


def test_full_content_alone_is_no_summary_too() -> None:
    body = (
        b'<rss version="2.0" xmlns:content="http://purl.org/rss/1.0/modules/content/"><channel><item><guid>1</guid>'
        b"<content:encoded>Whole.</content:encoded></item></channel></rss>"
    )
    (entry,) = parse_feed(body, URL, XML).items
    assert (entry.summary_html, entry.content_html) == ("", "Whole.")


def test_plain_text_content_is_escaped_so_that_it_reads_as_html() -> None:
    body = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id>'
        b'<content type="text">Fewer than 5 &lt; 7.\n\nSecond.</content></entry></feed>'
    )
    assert parse_feed(body, URL, XML).items[0].content_html == "<p>Fewer than 5 &lt; 7.</p><p>Second.</p>"


def test_markup_is_kept_and_nothing_is_resolved_inside_it() -> None:
    assert (
        item("<description>&lt;a href='x' onclick='y'&gt;z&lt;/a&gt;</description>").summary_html
        == "<a href='x' onclick='y'>z</a>"
    )


def test_a_relative_link_is_resolved_against_the_feed() -> None:
    assert item("<link>../2021/1</link>").link == "https://ministry.example/2021/1"


@pytest.mark.parametrize("link", ["javascript:alert(1)", "mailto:a@b.example", "file:///etc/passwd", "http://[bad"])
def test_a_link_that_is_no_web_address_is_no_link(link: str) -> None:
    assert item(f"<guid isPermaLink='false'>1</guid><link>{link}</link>").link is None


def test_an_id_that_is_a_permanent_link_is_the_link() -> None:
    assert item("<guid>https://ministry.example/1</guid>").link == "https://ministry.example/1"


def test_an_id_that_only_claims_to_be_a_link_is_none() -> None:
    entry = item("<guid>12345</guid>")
    assert (entry.key, entry.link) == ("12345", None)


def test_an_id_stays_the_same_when_the_feed_moves() -> None:
    body = rss("<item><guid>12345</guid></item>")
    assert {parse_feed(body, url, XML).items[0].key for url in (URL, "https://moved.example/")} == {"12345"}


def test_an_item_without_id_is_known_by_its_link() -> None:
    assert item("<title>T</title><link>https://ministry.example/1</link>").key == "https://ministry.example/1"


def test_an_item_without_id_and_link_is_known_by_its_words() -> None:
    first, again, other = (item(f"<title>{title}</title><description>D</description>") for title in ("T", "T", "U"))
    assert first.key == again.key != other.key
    assert first.key.startswith("sha256:")


def test_an_endless_id_is_shortened() -> None:
    assert len(item(f"<guid>{'x' * 5000}</guid>").key) < 100


def test_of_two_items_with_one_key_the_first_is_kept() -> None:
    feed = parse_feed(
        rss("<item><guid>1</guid><title>A</title></item><item><guid>1</guid><title>B</title></item>"), URL, XML
    )
    assert [entry.title for entry in feed.items] == ["A"]


def test_items_that_share_one_id_are_told_apart_by_their_links() -> None:
    items = "".join(
        f"<item><guid isPermaLink='false'>0</guid><link>https://m.example/{n}</link></item>" for n in (1, 2, 3, 2)
    )
    feed = parse_feed(rss(items), URL, XML)
    assert [entry.key for entry in feed.items] == ["0", "https://m.example/2", "https://m.example/3"]


def test_an_item_with_nothing_in_it_is_an_item() -> None:
    entry = item("")
    assert (entry.title, entry.link, entry.published, entry.author) == ("", None, None, None)


@pytest.mark.parametrize("tag", ["pubDate", "dc:date"])
@pytest.mark.parametrize("date", ["15 мая", "yesterday", "05/06/2021", "1518478934", ""])
def test_a_date_that_is_not_sure_is_none(tag: str, date: str) -> None:
    assert item(f"<x xmlns:dc='http://purl.org/dc/elements/1.1/'/><{tag}>{date}</{tag}>").published is None


def test_an_unsure_date_gives_way_to_a_sure_one() -> None:
    body = (
        b'<feed xmlns="http://www.w3.org/2005/Atom"><entry><id>1</id><published>yesterday</published>'
        b"<updated>2021-02-01T10:00:00Z</updated></entry></feed>"
    )
    assert parse_feed(body, URL, XML).items[0].published == datetime(2021, 2, 1, 10, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("channel", "ttl"),
    [
        ("<ttl>60</ttl>", timedelta(hours=1)),
        ("<ttl>soon</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>0</ttl>", None),
        ("", None),
    ],
)
def test_the_time_to_live_is_minutes(channel: str, ttl: timedelta | None) -> None:
    assert parse_feed(rss("", channel), URL, XML).ttl == ttl


def test_a_feed_without_items_is_a_feed() -> None:
    assert parse_feed(rss(""), URL, XML).items == ()


def test_the_newest_items_are_kept_in_the_order_of_the_feed() -> None:
    start = datetime(2021, 1, 1, tzinfo=UTC)
    dated = [
        f"<pubDate>{start + timedelta(hours=n):%a, %d %b %Y %H:%M:%S} GMT</pubDate>" for n in range(MOST_ITEMS + 100)
    ]
    items = "".join(f"<item><guid>{n}</guid>{date}</item>" for n, date in enumerate(dated))
    feed = parse_feed(rss(items + "<item><guid>undated</guid></item>"), URL, XML)
    assert len(feed.items) == MOST_ITEMS
    assert [feed.items[0].key, feed.items[-2].key, feed.items[-1].key] == ["101", "599", "undated"]


@pytest.mark.parametrize("body", [b"", b"   \n ", b"\xef\xbb\xbf", b"\xff\xfe"])
def test_an_empty_answer_is_said_to_be_empty(body: bytes) -> None:
    with pytest.raises(ParseError, match="empty"):
        parse_feed(body, URL, XML)


@pytest.mark.parametrize(
    "start", ["<!DOCTYPE html>", "<html lang='en'>", "<!-- x --><!doctype HTML>", "<?xml version='1.0'?>\n<html>"]
)
def test_a_page_instead_of_a_feed_is_said_to_be_a_page(start: str) -> None:
    with pytest.raises(ParseError, match="HTML page"):
        parse_feed(f"{start}<body><p>Please accept cookies.</p></body></html>".encode(), URL, XML)


def test_json_instead_of_a_feed_is_said_to_be_json() -> None:
    with pytest.raises(ParseError, match="JSON"):
        parse_feed(b'{"version": "https://jsonfeed.org/version/1.1"}', URL, XML)


@pytest.mark.parametrize("body", [b"hello", b"<svg/>", b"/etc/hostname", b"https://ministry.example/", b"\x00" * 50])
def test_anything_else_is_said_to_be_neither(body: bytes) -> None:
    with pytest.raises(ParseError, match="neither RSS, Atom, JSON Feed"):
        parse_feed(body, URL, XML)


@pytest.mark.parametrize(
    "doctype",
    [
        '<!DOCTYPE rss [<!ENTITY a "b">]>',
        '<!DOCTYPE rss SYSTEM "x.dtd" [<!ENTITY x SYSTEM "file:///etc/passwd">]>',
        '<!-- c --><!doctype rss [ <!ENTITY % p SYSTEM "http://127.0.0.1/"> %p; ]>',
        f"{' ' * 10_000}<!DOCTYPE rss [<!ENTITY a 'b'>]>",
        """<!DOCTYPE rss SYSTEM "a>b" [<!ENTITY a 'b'>]>""",
        """<!DOCTYPE rss PUBLIC "a'>b" 'c>"d' [<!ENTITY a 'b'>]>""",
        """<!DOCTYPE rss SYSTEM "a>b [<!ENTITY a 'b'>]>""",
        """<!DOCTYPE rss SYSTEM "a<>b" [<!ENTITY a 'b'>]>""",
        "<!DOCTYPE rss><!DOCTYPE rss [<!ENTITY a 'b'>]>",
    ],
)
def test_a_document_with_entities_of_its_own_is_refused(doctype: str) -> None:
    with pytest.raises(ParseError, match="entities"):
        parse_feed(doctype.encode() + rss("<item><title>&a;</title></item>"), URL, XML)


@pytest.mark.parametrize(
    "doctype",
    ["<!DOCTYPE rss>", """<!DOCTYPE rss PUBLIC "-//Netscape//DTD RSS 0.91//EN" 'http://x.example/a>b[c.dtd'>"""],
)
def test_a_document_type_that_defines_nothing_is_no_harm(doctype: str) -> None:
    assert len(parse_feed(doctype.encode() + rss("<item><title>T</title></item>"), URL, XML).items) == 1


def test_broken_markup_still_gives_its_items() -> None:
    body = b'<rss version="2.0"><channel><title>M & co</title><item><title>A & B</title><guid>1</guid></item><item><guid>2</guid></item>'
    assert [(entry.key, entry.title) for entry in parse_feed(body, URL, XML).items] == [("1", "A & B"), ("2", "")]


@pytest.mark.parametrize(
    "name", ["links", "content", "summary_detail", "author_detail", "title_detail", "authors", "tags", "guidislink"]
)
def test_a_stray_element_with_a_name_that_the_parser_uses_costs_nothing(name: str) -> None:
    stray = f"<{name}>stray<b>x</b></{name}>"
    feed = parse_feed(rss(f"<item>{stray}<guid isPermaLink='false'>1</guid><title>T</title></item>", stray), URL, XML)
    assert [(entry.key, entry.title) for entry in feed.items] == [("1", "T")]


@pytest.mark.parametrize("reference", ["&#xD83D;&#xDE00;", "&#55357;", "&#xd800", "&#0;"])
def test_one_forbidden_character_does_not_cost_the_feed(reference: str) -> None:
    feed = parse_feed(rss(f"<item><guid>1</guid><title>A {reference} B</title></item><bad>&nope;"), URL, XML)
    feed.items[0].title.encode()
    assert "\0" not in feed.items[0].title
    assert feed.items[0].title.startswith("A ")


@pytest.mark.parametrize("tag", ["author", "managingEditor", "webMaster", "dc:creator", "itunes:author"])
def test_an_endless_author_takes_no_time(tag: str) -> None:
    spaces = 'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:itunes="http://www.itunes.com/dtds/podcast-1.0.dtd"'
    body = (
        f'<rss version="2.0" {spaces}><channel><item><guid>1</guid><{tag}>{"a" * 32_768}</{tag}></item></channel></rss>'
    )
    began = time.process_time()
    (entry,) = parse_feed(body.encode(), URL, XML).items
    assert time.process_time() - began < 1
    assert len(entry.author or "") <= 200


@pytest.mark.parametrize(
    ("body", "charset"),
    [
        ("windows-1251", None),
        ("koi8-r", None),
        ("windows-1251", "windows-1251"),
        ("utf-16", None),
        ("utf-8", "iso-8859-1"),
    ],
)
def test_russian_is_read_in_the_charset_it_is_in(body: str, charset: str | None) -> None:
    text = '<?xml version="1.0" encoding="{}"?><rss version="2.0"><channel><title>Новости</title></channel></rss>'
    headers = {"Content-Type": f"text/xml; charset={charset}" if charset else "text/xml"}
    assert parse_feed(text.format(body).encode(body), URL, headers).title == "Новости"


def test_a_parsed_feed_travels_between_processes() -> None:
    feed = parse_feed(ATOM.encode(), URL, XML)
    assert pickle.loads(pickle.dumps(feed)) == feed


PIECES = st.sampled_from(
    [
        b'<rss version="2.0">', b"<channel>", b"<item>", b"</item>", b"<title>", b"</title>", b"<link>", b"<guid>1</guid>",
        b'<feed xmlns="http://www.w3.org/2005/Atom">', b"<entry>", b"<link href='http://[bad'/>", b"<![CDATA[", b"]]>", b"<!--",
        b"&#xD800;", b"&#0;", b"&bad;", b"<?xml version='1.0' encoding='\xff'?>", b"<pubDate>Mon, 99 Feb 2021 10:00:00 GMT",
        b"<author>a@b.c</author>", b"xml:base='http://[::1'", b"<content type='image/png' mode='base64'>", b"<source>", b"\x00",
    ]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES | st.binary(max_size=20), max_size=25).map(b"".join))
def test_any_bytes_give_a_feed_or_a_parse_error(body: bytes) -> None:
    try:
        feed = parse_feed(body, URL, {})
    except ParseError:
        return
    assert isinstance(feed, ParsedFeed)
    texts = [feed.title, *(f"{i.key}{i.title}{i.link}{i.summary_html}{i.content_html}{i.author}" for i in feed.items)]
    assert all("\0" not in text and text.encode() is not None for text in texts)
