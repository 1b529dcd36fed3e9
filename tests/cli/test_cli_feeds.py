"""`feeds add`, `remove`, `import`, `export`: the list is changed, and a person's comments stay."""

from __future__ import annotations

import json

import pytest

from tests.service_process import Web, go_round, make_config

RSS = b'<rss version="2.0"><channel><title>The Outlet</title><language>en-gb</language><item><guid>1</guid><title>One</title></item></channel></rss>'
PAGE = b'<!doctype html><html><head><link rel="alternate" type="application/rss+xml" href="/rss-en"></head></html>'


@pytest.fixture
def outlet():
    with Web() as web:
        web.answers = {"/": PAGE, "/rss-en": RSS, "/bare": b"<!doctype html><p>x", "/feed.xml": RSS}
        yield web


def ids(say):
    return [feed["id"] for feed in json.loads(say("feeds", "list", "--json").out)]


def test_the_feed_of_a_page_is_added_once_and_removed(say, folder, outlet):
    before = (folder / "config" / "feeds.toml").read_text()
    said = say("feeds", "add", outlet.address("/"), "--id", "outlet", "--primary")

    assert said.code == 0, said
    assert f"the feed is {outlet.address('/rss-en')}" in said.out
    assert "added as outlet" in said.out
    assert (folder / "config" / "feeds.toml").read_text().startswith(before)
    assert ids(say) == ["kremlin", "outlet"]
    assert say("feeds", "add", outlet.address("/rss-en")).err.endswith("is in config/feeds.toml already\n")
    assert say("feeds", "remove", "outlet").code == 0
    assert (folder / "config" / "feeds.toml").read_text() == before
    assert say("feeds", "remove", "outlet").code == 2


def test_where_a_page_names_none_the_usual_places_are_asked(say, outlet):
    said = say("feeds", "test", outlet.address("/bare"))

    assert said.code == 0, said
    assert f"the feed is {outlet.address('/feed.xml')}" in said.out


def test_what_has_no_feed_changes_nothing(say, folder, outlet):
    outlet.answers |= {"/feed.xml": PAGE, "/round": go_round}
    before = (folder / "config" / "feeds.toml").read_text()

    assert "it is an HTML page" in say("feeds", "add", outlet.address("/bare")).err
    assert "redirected more than" in say("feeds", "add", outlet.address("/round")).err
    assert say("feeds", "add", outlet.address("/rss-en"), "--id", "kremlin").code == 2
    assert (folder / "config" / "feeds.toml").read_text() == before


def test_a_list_of_feeds_goes_out_and_comes_in(say, folder, outlet):
    assert say("feeds", "export", "list.opml").code == 0
    text = (folder / "list.opml").read_text()
    more = '<outline text="Two words" xmlUrl="https://www.two.example/rss" language="ru"/></body>'
    (folder / "list.opml").write_text(text.replace("</body>", more))
    said = say("feeds", "import", "list.opml")

    assert said.out.startswith("added: 1; there already: 1")
    assert ids(say) == ["kremlin", "two-ru"]
    assert say("feeds", "export", "-").out.count("<outline") == 2
    assert say("feeds", "import", "missing.opml").code == 2


def test_the_check_names_feeds_whose_addresses_mean_the_same(say, folder):
    make_config(
        folder,
        {"one": "http://outlet.example/f", "two": "https://outlet.example/f/", "three": "https://outlet.example/g"},
    )
    said = say("check")

    assert said.code == 0, said
    assert "two has the same address as one" in said.out
    assert "three" not in said.out
