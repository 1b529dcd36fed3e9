"""HTML pages and fragments become plain text with all their paragraphs."""

from __future__ import annotations

import time
from contextlib import suppress
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.errors import ParseError
from monitor.feeds.page import extract_page
from monitor.feeds.plain import html_to_text, one_line

URL = "https://ministry.example/1"
PARAGRAPHS = [
    "The minister met her counterpart on Monday and spoke of the talks that both sides want to resume.",
    "Yes.",
    "“We have never refused a conversation,” she said after the meeting, “and we do not refuse one now.”",
    "Thank you.",
    "Asked about the treaty, she answered that it stays in force until a new one has been signed.",
    "Yes.",
]


def document(paragraphs: list[str], head: str = "") -> bytes:
    inner = "".join(f"<p>{paragraph}</p>\n" for paragraph in paragraphs)
    return (
        f'<!doctype html><html lang="en-GB"><head><meta charset="utf-8">{head}</head><body><nav><a href="/">Home</a></nav>'
        f"<article><h1>Talks</h1>{inner}</article><aside><h3>Next Article</h3><p>Something else entirely</p></aside>"
        "<form><h3>Leave a Comment</h3><textarea></textarea></form><footer>All rights reserved</footer></body></html>"
    ).encode()


def test_every_paragraph_is_kept_also_short_and_repeated_ones() -> None:
    text = extract_page(document(PARAGRAPHS), URL, {}).text
    assert [part for part in text.split("\n\n") if part in PARAGRAPHS] == PARAGRAPHS


def test_menus_forms_and_footers_are_left_out_of_a_page_with_an_article() -> None:
    text = extract_page(document(PARAGRAPHS * 3), URL, {}).text
    assert not any(word in text for word in ("Home", "Leave a Comment", "All rights reserved"))


def test_title_language_and_date_are_those_that_the_page_states() -> None:
    head = '<title>Talks | Ministry</title><meta property="article:published_time" content="2021-02-01T13:00:00+03:00">'
    page = extract_page(document(PARAGRAPHS, head), URL, {})
    assert (page.title, page.language, page.published) == (
        "Talks | Ministry",
        "en",
        datetime(2021, 2, 1, 10, 0, tzinfo=UTC),
    )


def test_the_title_made_for_sharing_is_preferred() -> None:
    head = "<title>Talks | Ministry</title><meta content='Talks &amp; more' property=og:title>"
    assert extract_page(document(PARAGRAPHS, head), URL, {}).title == "Talks & more"


def test_a_linked_data_date_is_a_stated_date() -> None:
    head = '<script type="application/ld+json">{"datePublished": "2021-02-01T10:00:00Z"}</script>'
    assert extract_page(document(PARAGRAPHS, head), URL, {}).published == datetime(2021, 2, 1, 10, 0, tzinfo=UTC)


def test_a_date_in_the_text_is_found_where_the_head_states_none() -> None:
    paragraphs = ['<time datetime="2021-02-01">1 February 2021</time>', *PARAGRAPHS]
    assert extract_page(document(paragraphs), URL, {}).published == datetime(2021, 2, 1, tzinfo=UTC)


def test_where_head_and_page_name_different_days_the_page_is_believed() -> None:
    head = '<script type="application/ld+json">{"datePublished": "2021-06-17T10:00:00Z"}</script>'
    url = "https://ministry.example/2021/02/01/talks"
    assert extract_page(document(PARAGRAPHS, head), url, {}).published == datetime(2021, 2, 1, tzinfo=UTC)


def test_a_year_alone_is_no_date() -> None:
    assert extract_page(document([*PARAGRAPHS, "Copyright 2019"]), URL, {}).published is None


@pytest.mark.parametrize("date", ["yesterday", "02/01/2021", ""])
def test_a_date_that_is_not_sure_is_none(date: str) -> None:
    head = f'<meta property="article:published_time" content="{date}">'
    assert extract_page(document(PARAGRAPHS, head), URL, {}).published is None


def test_a_russian_page_is_read_in_its_charset() -> None:
    russian = "Министр заявил, что переговоры с альянсом могут быть возобновлены до конца года."
    body = f'<html lang="ru"><head><meta charset="windows-1251"></head><body><article><p>{russian}</p></article></body></html>'
    page = extract_page(body.encode("windows-1251"), URL, {})
    assert russian in page.text
    assert page.language == "ru"


def test_xhtml_with_an_encoding_declaration_is_read() -> None:
    body = b'<?xml version="1.0" encoding="koi8-r"?>' + document(PARAGRAPHS)
    assert PARAGRAPHS[0] in extract_page(body, URL, {}).text


@pytest.mark.parametrize(
    "body", [b"", b"   ", b"<html></html>", b"<html><body><script>x()</script></body></html>", b"\x00\xff" * 50]
)
def test_a_page_without_text_is_an_error(body: bytes) -> None:
    with pytest.raises(ParseError, match="no article text"):
        extract_page(body, URL, {})


@pytest.mark.parametrize(
    "filling", [" " * 1_000_000, "<div>" * 50_000, "<" * 200_000, "<meta " * 50_000, "<a " + "x=1 " * 100_000 + ">"]
)
def test_a_hostile_page_takes_little_time(filling: str) -> None:
    began = time.process_time()
    with suppress(ParseError):
        extract_page(document([*PARAGRAPHS, filling]), URL, {})
    assert time.process_time() - began < 5


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>One</p><p>Two<br>three<br/><br/>four</p>", "One\n\nTwo\nthree\n\nfour"),
        ("<ul><li>x<li>y</ul>tail", "x\ny\n\ntail"),
        ("a <b>bold</b>, <i>x</i>.", "a bold, x."),
        ("<p>a&nbsp;b &amp;amp; c &laquo;d&raquo;</p>", "a b &amp; c «d»"),
        ("<p>a\n   b</p>", "a b"),
        ("a<script>b</script><style>c</style>d", "ad"),
        ("<table><tr><td>a<td>b<tr><td>c</table>", "a b\nc"),
        ("<p>unclosed <b>tag", "unclosed tag"),
        ("</div>stray</p>", "stray"),
        ("<!-- hidden --><p>seen", "seen"),
        ("<?xml version='1.0' encoding='koi8-r'?><p>Привет</p>", "Привет"),
        ("<p>A</p><iframe src=x><p>B</p>", "A\n\nB"),
        ("<p>A</p><SVG viewBox='0 0 1 1'><path d=''/><p>B</p>", "A\n\nB"),
        (
            "<p>A</p><select><option>1</option></select><svg><text>no</text></svg><p>B</p><template><p>C</p>",
            "A\n\nB\n\nC",
        ),
        ("<p>A</p><noscript><p>no</p></noscript><noscript><p>B", "A\n\nB"),
        ("1 &lt; 2", "1 < 2"),
        ("1 < 2 <b>and</b> 3", "1 < 2 and 3"),
        ("plain\n\ntext &amp; more\r\nline", "plain\n\ntext & more\nline"),
        ("one\rtwo\u2028three\u2029four\x85five\r\nsix", "one\ntwo\nthree\nfour\nfive\nsix"),
        ("one\x01two", "one two"),
        ("", ""),
        ("<p> </p><br>", ""),
    ],
)
def test_fragments_become_text(html: str, text: str) -> None:
    assert html_to_text(html) == text


@pytest.mark.parametrize("part", ["<svg ", "<svg>", "</svg>", "<svg></svg>"])
def test_hidden_parts_without_number_take_little_time(part: str) -> None:
    began = time.process_time()
    html_to_text(part * 100_000)
    assert time.process_time() - began < 5


def test_a_title_is_one_line() -> None:
    assert one_line("<p>A</p><p>B<br>C</p>") == "A B C"


def test_depth_costs_nothing() -> None:
    assert html_to_text("<div>" * 50_000 + "deep") == "deep"


@pytest.mark.parametrize("filling", [" ", "\n", "<br>", "<p>", "&nbsp;", "\xa0", "<"])
def test_a_hostile_fragment_takes_little_time(filling: str) -> None:
    began = time.process_time()
    html_to_text("a" + filling * 300_000 + "b")
    assert time.process_time() - began < 3


@given(
    st.lists(
        st.sampled_from(["<p>", "</p>", "<br>", "<!--", "-->", "<![CDATA[", "&#xD800;", "&#0;", "&", "<"])
        | st.text(max_size=5)
    )
)
def test_any_fragment_gives_text_that_can_be_stored(pieces: list[str]) -> None:
    text = html_to_text("".join(pieces))
    assert "\0" not in text
    text.encode()
    assert text == text.strip()
