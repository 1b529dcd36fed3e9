"""The spellings of one address have one key."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.feeds.urls import normalise_url

KEY = "https://ministry.example/news/1?a=1&b=2"


@pytest.mark.parametrize(
    "url",
    [
        "https://ministry.example/news/1?a=1&b=2",
        "http://ministry.example/news/1?a=1&b=2",
        "HTTPS://Ministry.EXAMPLE/news/1?a=1&b=2",
        "https://ministry.example:443/news/1?a=1&b=2",
        "http://ministry.example:80/news/1?a=1&b=2",
        "https://ministry.example./news/1/?a=1&b=2",
        "https://ministry.example/news/1/?b=2&a=1",
        "https://ministry.example/news/1?a=1&b=2#comments",
        "https://user:secret@ministry.example/news/1?a=1&b=2",
        " https://ministry.example/news/1?a=1&utm_source=x&UTM_Medium=y&b=2&fbclid=z\n",
    ],
)
def test_spellings_of_one_page_have_one_key(url: str) -> None:
    assert normalise_url(url) == KEY


@pytest.mark.parametrize(
    "url",
    [
        "https://ministry.example/news/2?a=1&b=2",
        "https://ministry.example/News/1?a=1&b=2",
        "https://other.example/news/1?a=1&b=2",
        "https://ministry.example:8443/news/1?a=1&b=2",
        "https://ministry.example/news/1?a=1",
        "https://ministry.example/news/1?a=1&b=2&b=",
    ],
)
def test_other_pages_have_other_keys(url: str) -> None:
    assert normalise_url(url) not in {None, KEY}


def test_percent_encoding_makes_no_difference() -> None:
    spellings = [
        "http://m.example/новости",
        "https://m.example/%D0%BD%D0%BE%D0%B2%D0%BE%D1%81%D1%82%D0%B8",
        "https://m.example/%d0%bd%d0%be%d0%b2%d0%be%d1%81%d1%82%d0%b8",
    ]
    assert len({normalise_url(url) for url in spellings}) == 1


def test_a_cyrillic_host_is_its_ascii_form() -> None:
    assert (
        normalise_url("http://пример.рф/")
        == "https://xn--e1afmkfd.xn--p1ai"
        == normalise_url("http://xn--e1afmkfd.xn--p1ai")
    )


@pytest.mark.parametrize(
    "url", [None, "", "news/1", "mailto:a@b.example", "javascript:x", "http://", "http://[::1", "http://x:99999/"]
)
def test_what_is_no_web_address_has_no_key(url: str | None) -> None:
    assert normalise_url(url) is None


@given(st.text() | st.text().map("https://a.example/".__add__))
def test_a_key_is_its_own_key(url: str) -> None:
    key = normalise_url(url)
    assert key is None or normalise_url(key) == key
