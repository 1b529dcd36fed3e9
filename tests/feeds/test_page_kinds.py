"""Walls, stubs, errors and empty pages are known for what they are, in five languages, and articles about them are articles."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from monitor.errors import ParseError
from monitor.feeds.page import extract_page

CASES = tomllib.loads(Path(__file__).with_name("pages_no_article.toml").read_text("utf-8"))
URL = "https://gazette.example/1"
TOLD = {
    "error": "error page",
    "robot": "whether we are a person",
    "consent": "asks for consent",
    "paywall": "for subscribers",
}


def document(title: str, paragraphs: list[str], head: str = "") -> bytes:
    inner = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f'<!doctype html><meta charset="utf-8">{head}<title>{title}</title><main><article>{inner}</article></main>'.encode()


@pytest.mark.parametrize("page", CASES["page"], ids=lambda page: f"{page['kind']}-{page['title'][:20]}")
def test_a_page_that_is_no_article_says_why(page: dict) -> None:
    with pytest.raises(ParseError, match=TOLD[page["kind"]]):
        extract_page(document(page["title"], page["text"]), URL, {})


@pytest.mark.parametrize("article", CASES["article"], ids=lambda article: article["title"][:20])
def test_an_article_that_speaks_of_such_things_is_one(article: dict) -> None:
    text = extract_page(document(article["title"], article["text"]), URL, {}).text
    assert all(paragraph in text for paragraph in article["text"])


def test_a_page_that_says_it_is_not_free_and_has_little_text_is_a_stub() -> None:
    paragraphs = CASES["article"][4]["text"]
    paid = '<script type="application/ld+json">{"@type": "NewsArticle", "isAccessibleForFree": false}</script>'
    with pytest.raises(ParseError, match="for subscribers"):
        extract_page(document("Минск", paragraphs, paid), URL, {})
    assert extract_page(document("Минск", paragraphs * 6, paid), URL, {}).text


@pytest.mark.parametrize("told", ["Access denied", "Доступ запрещён"])
def test_a_page_with_the_title_that_was_announced_is_no_error_page(told: str) -> None:
    body = document(f"{told} | Gazette", ["Inspectors must try again next year to see the stores, the ministry said."])
    with pytest.raises(ParseError, match="error page"):
        extract_page(body, URL, {}, told="Ministry closes its stores")
    assert extract_page(body, URL, {}, told=told).text


def test_a_page_that_needs_javascript_is_no_article_whatever_its_title() -> None:
    told = "Minister speaks of the treaty"
    body = document(told, ["Please enable JavaScript and cookies to read this."])
    with pytest.raises(ParseError, match="whether we are a person"):
        extract_page(body, URL, {}, told=told)
