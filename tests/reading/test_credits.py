"""Whose wire an article prints."""

from __future__ import annotations

import time
from datetime import UTC, datetime, timedelta

import pytest

from monitor.reading import origin_of
from monitor.types import Article, Feed

NOW = datetime(2026, 5, 13, tzinfo=UTC)
BODY = "The minister said that talks could begin soon. He named no place for them."


def origin(text: str, feeds: tuple[Feed, ...] = (), **changes: object) -> str:
    given = {"outlet": "Harbour Post", "owner": "Harbour Press", "title": "Talks", **changes}
    return origin_of(Article(id="a", feed_id="f", url=None, text=text, seen=NOW, **given), feeds)


@pytest.mark.parametrize(
    ("text", "agency"),
    [
        (f"MOSCOW, May 13 (Reuters) - {BODY}", "Reuters"),
        (f"МОСКВА, 13 мая. /ТАСС/. {BODY}", "TASS"),
        (f"МОСКВА, 13 мая — РИА Новости. {BODY}", "RIA Novosti"),
        (f"{BODY}\n\n© AFP", "AFP"),
        (f"{BODY} (dpa)", "dpa"),
        (f"{BODY}\n\nSource: Interfax", "Interfax"),
        ("“Talks could begin soon,” the minister told Reuters. He named no place.", "Reuters"),
        ("«Переговоры могут начаться скоро», – сказал министр, передаёт ТАСС.", "TASS"),
        ("«Переговори можуть початися», – сказав міністр, повідомляє Укрінформ.", "Ukrinform"),
        ("Gespräche könnten bald beginnen, sagte der Minister, meldet die Nachrichtenagentur dpa.", "dpa"),
        ("Des pourparlers pourraient commencer, rapporte l'agence Reuters.", "Reuters"),
        (f"{BODY} as Interfax-Ukraine reported.", "Interfax-Ukraine"),
    ],
)
def test_an_article_that_credits_an_agency_comes_from_it(text: str, agency: str) -> None:
    assert origin(text) == agency


def test_an_agency_in_the_by_line_is_a_credit() -> None:
    assert origin(BODY, author="Reuters") == "Reuters"


@pytest.mark.parametrize(
    "text",
    [
        BODY,
        "Reuters has moved its bureau to another street.",
        "The ministry invited TASS and Interfax to the opening.",
        "",
    ],
)
def test_naming_an_agency_is_no_credit(text: str) -> None:
    assert origin(text) == "Harbour Press"


def test_an_agency_is_its_own_origin_and_so_is_a_primary_source() -> None:
    assert origin(f"{BODY} (TASS)", outlet="Reuters", owner="Thomson Reuters") == "Thomson Reuters"
    assert origin(f"{BODY} (TASS)", primary=True) == "Harbour Press"


def test_an_agency_whose_feed_is_followed_is_one_origin_with_its_owner() -> None:
    feed = Feed(
        id="tass", url="https://tass.example", outlet="TASS", owner="Russian state", every=timedelta(minutes=15)
    )
    assert origin(f"МОСКВА, 13 мая. /ТАСС/. {BODY}", (feed,)) == "Russian state"


def test_a_long_text_that_names_no_agency_costs_next_to_nothing() -> None:
    began = time.process_time()
    assert origin(BODY * 1500) == "Harbour Press"
    assert time.process_time() - began < 0.4  # with all patterns several seconds
