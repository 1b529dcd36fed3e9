"""Real documents of other projects, where they are present: nothing escapes but ParseError."""

from __future__ import annotations

import tarfile
from pathlib import Path

import pytest

from monitor.errors import ParseError
from monitor.feeds.parse import parse_feed

FEEDS = Path(__file__).resolve().parents[3] / "shared" / "data" / "feeds"
ARCHIVES = {
    "feedparser_tests.tar.xz": 0.99,
    "w3c_feedvalidator_testcases.tar.xz": 0.94,
    "feedjira_sample_feeds.tar.xz": 0.80,
    "rss_parser_in_out.tar.xz": 0.49,  # half of these files are JSON
}


@pytest.mark.real
@pytest.mark.slow
@pytest.mark.parametrize("name", ARCHIVES)
def test_every_document_is_a_feed_or_a_parse_error(name: str) -> None:
    if not (FEEDS / name).exists():
        pytest.skip(f"the real feeds are not here: {FEEDS / name}")
    documents = parsed = 0
    with tarfile.open(FEEDS / name) as archive:
        for member in archive:
            opened = archive.extractfile(member)
            if opened is not None:
                documents += 1
                parsed += _is_feed(opened.read())
    assert parsed >= ARCHIVES[name] * documents


def _is_feed(body: bytes) -> bool:
    try:
        feed = parse_feed(body, "https://outlet.example/feed.xml", {"content-type": "application/xml"})
    except ParseError:
        return False
    assert all(item.key for item in feed.items)
    return True
