"""`feeds add`, `remove`, `import`, `export`: the list is changed, and a person's comments stay."""

from __future__ import annotations

import json
import tomllib

import pytest

from monitor.cli.found_feeds import address_meant, free_id, is_known
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


def test_a_link_that_looks_like_a_feed_is_asked_last(say, outlet):
    del outlet.answers["/feed.xml"]
    outlet.answers["/bare"] = b'<!doctype html><a href="/rss-en">RSS</a>'
    said = say("feeds", "test", outlet.address("/bare"))

    assert f"the feed is {outlet.address('/rss-en')}" in said.out


def test_what_has_no_feed_changes_nothing(say, folder, outlet):
    outlet.answers |= {"/feed.xml": PAGE, "/round": go_round}
    before = (folder / "config" / "feeds.toml").read_text()

    told = say("feeds", "add", outlet.address("/bare")).err
    assert "it is an HTML page" in told
    assert "give the address of the feed itself" in told
    assert "redirected more than" in say("feeds", "add", outlet.address("/round")).err
    assert say("feeds", "add", outlet.address("/rss-en"), "--id", "kremlin").code == 2
    assert (folder / "config" / "feeds.toml").read_text() == before


def test_a_list_of_feeds_goes_out_and_comes_in(say, folder, outlet):
    assert say("feeds", "export", "list.opml").code == 0
    text = (folder / "list.opml").read_text()
    more = '<outline text="Two words" xmlUrl="https://www.two.example/rss" language="ru"/></body>'
    (folder / "list.opml").write_text(text.replace("</body>", more))
    said = say("feeds", "import", "list.opml")

    assert said.out.startswith("added: 1; there already: 1; not taken: 0")
    assert ids(say) == ["kremlin", "two-ru"]
    assert say("feeds", "export", "-").out.count("<outline") == 2
    assert say("feeds", "import", "missing.opml").code == 2


def test_a_page_that_wants_a_log_in_says_where_that_is_written(say, outlet):
    outlet.answers["/rss-en"] = lambda request: request.refuse(401)

    assert 'password = "env:NAME" into feeds.toml' in say("feeds", "add", outlet.address("/rss-en")).err


def test_titles_are_shown_as_they_are_read(say, outlet):
    outlet.answers["/rss-en"] = RSS.replace(b"One", b"Q &amp;amp; A")

    assert "Q & A" in say("feeds", "test", outlet.address("/rss-en")).out


@pytest.mark.parametrize(
    ("url", "name"),
    [("http://127.0.0.1:8/x", "127-0-0-1"), ("http://[2001:db8::7]/x", "2001-db8-7"), ("https://www.a.example/", "a")],
)
def test_a_feed_at_an_ip_address_is_named_by_all_of_it(url, name):
    assert free_id(url, None, []) == name


def test_a_secret_that_is_not_set_is_told_by_check(say, folder):
    feeds = folder / "config" / "feeds.toml"
    feeds.write_text(feeds.read_text() + '\nheaders = { "X-Key" = "env:OUTLET_KEY" }\n')
    said = say("check")

    assert said.code == 2
    assert "feeds.toml refers to OUTLET_KEY" in said.err


@pytest.mark.parametrize(
    "given", ["@ministry_press", "ministry_press", "t.me/ministry_press", "https://t.me/s/ministry_press"]
)
def test_a_channel_is_meant_by_its_name_however_it_is_written(given):
    assert address_meant(given) == "https://t.me/s/ministry_press"


def test_a_channel_is_known_under_its_own_address_too():
    assert is_known("https://t.me/s/ministry_press", ["https://t.me/ministry_press"])


def test_what_is_neither_address_nor_name_is_refused(say):
    assert "neither a web address nor the name" in say("feeds", "test", "ftp://outlet.example/rss").err


def test_an_address_may_come_without_its_scheme():
    assert address_meant("outlet.example/rss") == "https://outlet.example/rss"


def test_what_a_list_holds_that_cannot_be_taken_is_named_and_the_rest_is_taken(say, folder):
    (folder / "list.opml").write_text(
        """<opml><outline text="Cred" xmlUrl="https://user:secret@c.example/rss"/><outline text="Blank" xmlUrl="https://b.example/a b"/>
        <outline text="Mail" xmlUrl="mailto:m"/><outline text="Bare" xmlUrl="a.example/rss?x=1&y=2"/><outline xmlUrl="https://half.exa"""
    )
    said = say("feeds", "import", "list.opml")

    assert said.code == 0, said
    assert said.out.startswith("added: 1; there already: 0; not taken: 3\n")
    assert "not taken: “Mail” mailto:m: it names no web address" in said.out
    assert "not taken: “Cred”: an address must not carry a user name" in said.out
    assert "not taken: “Blank” https://b.example/a b: must be an address" in said.out
    assert "its XML is broken at line 2" in said.out
    assert "secret" not in said.out
    assert json.loads(say("feeds", "list", "--json").out)[-1]["url"] == "https://a.example/rss?x=1&y=2"


def test_a_file_that_is_no_list_is_named(say, folder):
    (folder / "list.opml").write_text("no markup")

    said = say("feeds", "import", "list.opml")
    assert "list.opml: its markup cannot be read; give an OPML file" in said.err


def test_what_opml_does_not_know_of_a_feed_goes_out_and_comes_back(say, folder):
    feeds, whole = (
        folder / "config" / "feeds.toml",
        (
            '[[feed]]\nid = "one-x"\nurl = "https://one.example/"\noutlet = "One"\nowner = "Group"\ncountry = "RU"\nprimary = true\n'
        ),
    )
    feeds.write_text(whole)
    say("feeds", "export", "list.opml")
    feeds.write_text("")
    say("feeds", "import", "list.opml")

    (found,) = tomllib.loads(feeds.read_text())["feed"]
    assert found == tomllib.loads(whole)["feed"][0]


def test_the_check_names_feeds_whose_addresses_mean_the_same(say, folder):
    make_config(
        folder,
        {"one": "http://outlet.example/f", "two": "https://outlet.example/f/", "three": "https://outlet.example/g"},
    )
    said = say("check")

    assert said.code == 0, said
    assert "two has the same address as one" in said.out
    assert "three" not in said.out
