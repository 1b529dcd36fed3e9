"""JSON Feed, news sitemaps and channel pages. The markup is written for these tests."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from monitor.errors import ParseError
from monitor.feeds.articles import new_article
from monitor.feeds.parse import parse_feed
from monitor.feeds.plain import html_to_text
from monitor.feeds.sitemap import parts_of
from monitor.feeds.telegram import preview_of
from tests.builders import feed

if TYPE_CHECKING:
    from monitor.types import ParsedFeed

NOW = datetime(2026, 10, 5, 12, 0, tzinfo=UTC)
BASE = "https://outlet.example/news/feed"


def read(text: str, url: str = BASE) -> ParsedFeed:
    return parse_feed(text.encode(), url, {})


def json_feed(*items: object, **more: object) -> str:
    return json.dumps({"version": "https://jsonfeed.org/version/1.1", "title": "Outlet", "items": items, **more})


# --------------------------------------------------------------- JSON Feed


def test_an_item_of_a_json_feed() -> None:
    given = {
        "id": "7",
        "url": "/news/7",
        "title": "Talks & more",
        "content_html": "<p>They met.</p>",
        "date_published": "2026-10-05T10:00:00+02:00",
        "authors": [{"name": "A. Writer"}],
        "language": "en-GB",
    }
    parsed = read(json_feed(given, language="ru"))
    (item,) = parsed.items
    assert (parsed.title, parsed.language) == ("Outlet", "ru")
    assert (item.key, item.link) == ("7", "https://outlet.example/news/7")
    assert html_to_text(item.title) == "Talks & more"
    assert (item.published, item.author, item.language) == (datetime(2026, 10, 5, 8, 0, tzinfo=UTC), "A. Writer", "en")
    assert html_to_text(item.content_html) == "They met."


def test_plain_text_of_a_json_feed_keeps_its_signs_and_paragraphs() -> None:
    (item,) = read(json_feed({"id": 5, "content_text": "a < b\n\nSecond.", "date_published": "5 May"})).items
    assert (item.key, html_to_text(item.content_html), item.published) == ("5", "a < b\n\nSecond.", None)


def test_version_1_names_one_author_and_an_external_address() -> None:
    (item,) = read(json_feed({"id": "1", "external_url": "https://x.example/1", "author": {"name": "B"}})).items
    assert (item.link, item.author) == ("https://x.example/1", "B")


def test_what_is_no_item_is_left_out_and_equal_keys_are_one() -> None:
    assert len(read(json_feed(None, 3, "x", {"id": "1"}, {"id": "1"})).items) == 1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('{"version": "https://jsonfeed.org/version/1", "items": [', "its JSON is broken"),
        ('{"version": "https://jsonfeed.org/version/1"}', "no list of items"),
        ('{"version": "https://jsonfeed.org/version/1", "items": ' + "[" * 100_000, "its JSON is broken"),
        ('{"items": []}', "it is JSON, but no JSON Feed"),
    ],
)
def test_broken_json_is_told(text: str, words: str) -> None:
    with pytest.raises(ParseError, match=words):
        read(text)


# ----------------------------------------------------------------- sitemaps

SITEMAP = """<?xml version="1.0" encoding="UTF-8"?>
<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:n="http://www.google.com/schemas/sitemap-news/0.9">
<url><loc>https://outlet.example/a</loc><n:news><n:publication><n:name>The Outlet</n:name><n:language>uk</n:language>
</n:publication><n:publication_date>2026-10-05T09:30:00Z</n:publication_date><n:title>Talks &amp; terms</n:title></n:news></url>
<url><loc>https://outlet.example/about</loc></url>
</urlset>"""


def test_a_news_sitemap_gives_addresses_titles_and_dates() -> None:
    parsed = read(SITEMAP)
    (item,) = parsed.items
    assert (parsed.title, parsed.language, item.language) == ("The Outlet", "uk", "uk")
    assert (item.key, item.link) == ("https://outlet.example/a", "https://outlet.example/a")
    assert (html_to_text(item.title), item.published) == ("Talks & terms", datetime(2026, 10, 5, 9, 30, tzinfo=UTC))


def test_the_pages_of_a_sitemap_are_wanted() -> None:
    parsed = read(SITEMAP)
    assert new_article(parsed.items[0], feed(), parsed, now=NOW, oldest=None, first=False).wants_page


def test_an_item_without_a_text_is_read_by_its_title_until_its_page_comes() -> None:
    parsed = read(SITEMAP)
    assert new_article(parsed.items[0], feed(), parsed, now=NOW, oldest=None, first=False).text == "Talks & terms"


def test_a_sitemap_without_news_and_an_index_are_told() -> None:
    with pytest.raises(ParseError, match="a sitemap without news"):
        read("<urlset><url><loc>https://outlet.example/a</loc></url></urlset>")
    index = (
        "<sitemapindex><sitemap><loc>/pages.xml</loc></sitemap><sitemap><loc>/news.xml</loc></sitemap></sitemapindex>"
    )
    with pytest.raises(ParseError, match=r"an index of sitemaps.*https://outlet\.example/pages\.xml"):
        read(index)
    assert parts_of(index, BASE)[0] == "https://outlet.example/news.xml"


def test_a_thousand_instructions_before_it_cost_no_time() -> None:
    with pytest.raises(ParseError):
        read("<?x y?>" * 2000 + "<nothing>")


@pytest.mark.parametrize(
    "doctype",
    ["<!DOCTYPE urlset>", "<!DOCTYPE urlset SYSTEM 'a>b.dtd'>", '<!DOCTYPE urlset PUBLIC "x" "y"> <!-- c -->'],
)
def test_a_sitemap_may_name_its_document_type(doctype: str) -> None:
    assert read(f"<?xml version='1.0'?>{doctype}<urlset></urlset>").items == ()


def test_an_empty_sitemap_is_a_feed_without_items() -> None:
    assert read("<urlset></urlset>").items == ()


def test_entities_of_a_sitemap_load_nothing() -> None:
    with pytest.raises(ParseError, match="entities of its own"):
        read('<!DOCTYPE urlset [<!ENTITY x SYSTEM "file:///etc/passwd">]><urlset><url><loc>&x;</loc></url></urlset>')


# ------------------------------------------------------------------ channels


def post(number: int, text: str | None, *, before: str = "", kind: str = "") -> str:
    body = "" if text is None else f'<div class="tgme_widget_message_text js-message_text" dir="auto">{text}</div>'
    return f"""<div class="tgme_widget_message_wrap js-widget_message_wrap"><div class="tgme_widget_message {kind}"
 data-post="ministry_press/{number}">{before}{body}<a class="tgme_widget_message_date" href="x">
<time datetime="2026-10-05T0{number}:00:00+00:00" class="time">0{number}:00</time></a></div></div>"""


def channel(*posts: str) -> str:
    return f"""<!DOCTYPE html><html><body><div class="tgme_channel_info_header_title"><span>Ministry</span></div>
<section class="tgme_channel_history js-message_history">{"".join(posts)}</section></body></html>"""


def test_a_channels_posts() -> None:
    parsed = read(channel(post(1, "<b>No talks.</b><br/><br/>The minister said &quot;never&quot;."), post(2, "Second")))
    first = parsed.items[0]
    assert (parsed.title, len(parsed.items)) == ("Ministry", 2)
    assert (first.key, first.link) == ("ministry_press/1", "https://t.me/ministry_press/1")
    assert (first.title, first.published, first.own) == ("No talks.", datetime(2026, 10, 5, 1, 0, tzinfo=UTC), True)
    assert html_to_text(first.content_html).splitlines()[-1] == 'The minister said "never".'


def test_posts_without_text_are_left_out() -> None:
    assert len(read(channel(post(1, None), post(2, "<i></i>"), post(3, "Text"))).items) == 1


def test_what_a_channel_passes_on_is_not_its_own_word() -> None:
    origin = '<div class="tgme_widget_message_forwarded_from accent_color">Forwarded from <a class="tgme_widget_message_forwarded_from_name"><span>Somebody</span></a></div>'
    parsed = read(channel(post(1, "Their words.", before=origin), post(2, "Our words.")))
    passed_on, own = (
        new_article(item, feed(speaks_for="RU-MFA"), parsed, now=NOW, oldest=None, first=False) for item in parsed.items
    )
    assert (passed_on.author, passed_on.primary, passed_on.speaks_for) == ("Somebody", False, None)
    assert (own.author, own.primary, own.speaks_for) == (None, True, "RU-MFA")


def test_the_words_that_a_post_answers_are_not_its_own() -> None:
    quoted = (
        '<a class="tgme_widget_message_reply"><div class="tgme_widget_message_text js-message_reply_text">Old</div></a>'
    )
    assert read(channel(post(1, "New", before=quoted))).items[0].title == "New"


def test_a_channel_without_preview_is_told() -> None:
    with pytest.raises(ParseError, match="no preview to the public"):
        parse_feed(b"<!DOCTYPE html><html><body>Contact</body></html>", "https://t.me/nobody_here", {})


def test_a_feed_that_holds_posts_in_its_texts_is_still_a_feed() -> None:
    inner = channel(post(1, "x")).replace("<", "&lt;")
    text = f"<rss version='2.0'><channel><title>T</title><item><title>One</title><description>{inner}</description></item></channel></rss>"
    assert read(text).title == "T"


@pytest.mark.parametrize(
    ("url", "preview"),
    [
        ("https://t.me/ministry_press", "https://t.me/s/ministry_press"),
        ("https://t.me/s/ministry_press", "https://t.me/s/ministry_press"),
        ("https://t.me/ministry_press/1234?single", "https://t.me/s/ministry_press"),
        ("https://t.me/+AbCd", "https://t.me/+AbCd"),
        ("https://outlet.example/t.me/x", "https://outlet.example/t.me/x"),
    ],
)
def test_the_preview_page_of_a_channel(url: str, preview: str) -> None:
    assert preview_of(url) == preview


def test_a_future_date_of_another_kind_is_no_date_either() -> None:
    parsed = read(json_feed({"id": "1", "date_published": (NOW + timedelta(days=3)).isoformat()}))
    assert new_article(parsed.items[0], feed(), parsed, now=NOW, oldest=None, first=False).published is None


def test_separators_that_a_text_brings_along_are_white_space_and_a_broken_text_spoils_no_other() -> None:
    assert html_to_text("a\x1eb&#31;c<p>d") == "a b c\n\nd"
    assert html_to_text("<script>never closed") == ""
    assert html_to_text("<b>next</b> one") == "next one"
