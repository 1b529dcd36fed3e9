"""Every page, its JSON and its table: what it shows of the rows, and where its numbers lead."""

import csv
import io
import json
import re
from dataclasses import replace
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import quote, urljoin

import pytest
from jsonschema import Draft202012Validator
from lxml import etree
from yarl import URL

from monitor.digest.intervals import mean_band
from monitor.shifts.streams import fold_all
from monitor.store import open_store
from monitor.types import (
    VERDICT_WORDS,
    AlertSide,
    Change,
    FeedState,
    PageResult,
    PollResult,
    RaisedWith,
    Reading,
    Revision,
    StreamWeek,
    Validators,
    Weighed,
)
from monitor.web.page import Table
from monitor.web.shapes import parse
from monitor.web.sheets import as_csv
from monitor.web.site import PAGES
from monitor.web.views.alert_rows import VERDICTS
from monitor.web.views.alerts import AlertsAsked
from monitor.web.views.said import SaidAsked, said_row
from monitor.web.views.stream import week_mean
from tests.builders import alert, evidence, found_article, statement
from tests.shifts.shift_world import WORLD, position, said, setting
from tests.web.filled import HOSTILE, NOW, QUOTE, SAID, TEXT, opened
from tests.web.states import compare, fill_hubs, with_hubs

NAMES = {"office": "RU-MFA", "issue": "DIA", "week": "2026-W47"}
IDS = {"/alerts/{id}": "al-0001", "/feeds/{id}": "kremlin-en", "/said/{id}/articles": "ut-1"}


def address(page):
    """With names that are there."""
    path = page.path.replace("{id}", IDS.get(page.path, "article-1")).replace("{name}", "stricter")
    return re.sub(r"{(\w+)}", lambda match: NAMES[match[1]], path)


def api(page):
    path = address(page)
    return "/api" + ("/week" if path == "/" else path)


@pytest.fixture
def replays(database, config):
    compare(Path(database).parent / "what-if" / "stricter", config)


async def text_of(client, path, status=200):
    answer = await client.get(path)
    assert answer.status == status, await answer.text()
    return await answer.text()


class Links(HTMLParser):
    """Addresses, ids, and what would run."""

    def __init__(self, text):
        super().__init__()
        self.links, self.ids, self.scripts, self.inline = [], set(), 0, []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        if tag == "a" and found.get("href"):
            self.links.append(found["href"])
        if found.get("id"):
            self.ids.add(found["id"])
        self.scripts += tag == "script"
        self.inline += [name for name in found if name == "style" or name.startswith("on")]


HOSTILE_PAGES = ("/articles/article-3", "/alerts/al-0002", "/articles?q=rocket", f"/articles?q={quote(HOSTILE)}")


@pytest.mark.parametrize("path", [*map(address, PAGES), *HOSTILE_PAGES])
async def test_every_page_is_there_without_anything_that_the_browser_would_refuse(client, replays, path):
    text = await text_of(client, path)
    found = Links(text)
    assert found.scripts == 1
    assert found.inline == []
    assert "<script>alert(1)" not in text
    assert "javascript:" not in text.lower().replace("text/javascript", "")


async def test_every_link_of_every_page_leads_somewhere(client, replays):
    """Each address is asked once."""
    wanted = {}
    for page in PAGES:
        for link in Links(await text_of(client, address(page))).links:
            target, _, anchor = urljoin(address(page), link).partition("#")
            if not link.startswith("http"):
                wanted.setdefault(target, set()).update({anchor} - {""})
    for path, anchors in wanted.items():
        found = Links(await text_of(client, path))
        assert (path, anchors - found.ids) == (path, set())


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.path)
async def test_every_twin_is_what_the_description_says(client, replays, page):
    described = json.loads(await text_of(client, "/api/openapi.json"))
    answer = await client.get(api(page))
    assert (answer.status, answer.content_type) == (200, "application/json")
    operation = described["paths"][f"/api{page.stem}"]["get"]
    schema = operation["responses"]["200"]["content"]["application/json"]["schema"]
    Draft202012Validator({"components": described["components"], **schema}).validate(await answer.json())


@pytest.mark.parametrize("page", [page for page in PAGES if page.table], ids=lambda page: page.path)
async def test_every_table_opens_in_a_spreadsheet_and_runs_nothing(client, replays, page):
    answer = await client.get(("/week" if page.path == "/" else address(page)) + ".csv")
    assert (answer.status, answer.content_type) == (200, "text/csv")
    assert answer.headers["Content-Disposition"].startswith("attachment; filename=")
    rows = list(csv.reader(io.StringIO((await answer.read()).decode("utf-8-sig"))))
    assert len(rows) >= 1
    assert {len(row) for row in rows} == {len(rows[0])}


def test_a_text_that_looks_like_a_formula_is_told_as_text():
    made = as_csv(Table(columns=("a", "b"), rows=[["=1+1", -2], ["-2 words", None]])).decode("utf-8-sig")
    assert made.splitlines() == ["a,b", "'=1+1,-2", "'-2 words,"]


def test_every_verdict_word_has_its_meaning_on_the_form():
    assert tuple(VERDICTS) == VERDICT_WORDS


async def test_the_week_counts_its_alerts_and_leads_to_them(client):
    text = await text_of(client, "/?week=2026-W47")
    assert "One alert" in text
    assert re.search(r'<dt>to judge</dt><dd><a href="/alerts\?week=2026-W47&amp;judged=open">1</a>', text)
    assert "1 alert</h1>" in await text_of(client, "/alerts?week=2026-W47&judged=open")


async def test_the_first_page_says_which_messages_did_not_go_out_and_why(client, database):
    store = open_store(f"sqlite:///{database}")
    waiting = store.claim_delivery(NOW, timedelta(seconds=60))
    store.mark_failed(waiting.id, "Slack: is_archived; <b>unarchive</b> it", retry_at=NOW, sure=True)
    store.close()
    text = await text_of(client, "/")
    assert f"Not sent: {waiting.key} (1 tries): Slack: is_archived; &lt;b&gt;unarchive&lt;/b&gt; it" in text


async def test_a_week_in_which_nothing_moved_says_so(client, database):
    store, seen = open_store(f"sqlite:///{database}"), NOW - timedelta(weeks=7)
    store.add_articles([found_article(4, seen=seen, published=seen)])
    store.close()
    text = await text_of(client, "/?week=2026-W41")
    assert "Nothing moved" in text
    assert "none left its line by enough to tell" in text


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("kind=reversal", ["al-0002"]),
        ("status=confirmed", ["al-0001"]),
        ("judged=dismissed", ["al-0002"]),
        ("judged=open&channel=chat", ["al-0001"]),
        ("office=NATO-SG", []),
        ("issue=DIA&sort=severity", ["al-0001", "al-0002"]),
        ("sort=oldest", ["al-0002", "al-0001"]),
        ("limit=1&page=2", ["al-0002"]),
        ("since=2026-11-17", ["al-0001"]),
        ("week=2026-W46", ["al-0002"]),
        ("kind=&status=&unknown=1", ["al-0001", "al-0002"]),
    ],
)
async def test_alerts_are_filtered_sorted_and_come_in_parts(client, query, shown):
    found = await (await client.get(f"/api/alerts?{query}")).json()
    assert [one["id"] for one in found] == shown


async def test_what_is_long_travels_packed(client):
    packed = await client.get("/map", headers={"Accept-Encoding": "gzip"})
    plain = await client.get("/map", headers={"Accept-Encoding": "identity"})
    assert (packed.headers.get("Content-Encoding"), packed.headers["Vary"]) == ("gzip", "Accept-Encoding")
    assert "Content-Encoding" not in plain.headers
    assert int(packed.headers["Content-Length"]) < len(await plain.read()) / 2


def test_a_list_is_never_longer_than_it_may_be():
    assert parse(AlertsAsked, {"limit": "999"}).limit == parse(AlertsAsked, {"limit": "9" * 40}).limit == 250
    assert (parse(SaidAsked, {"limit": "999"}).limit, parse(SaidAsked, {"limit": "1001"}).limit) == (999, 1000)


async def test_the_twin_of_a_list_leads_to_its_next_part(client):
    answer = await client.get("/api/alerts?limit=1")
    assert answer.headers["X-Total-Count"] == "2"
    assert answer.headers["Link"] == '</api/alerts?limit=1&page=2>; rel="next"'
    assert "Link" not in (await client.get("/api/alerts")).headers


async def test_an_alert_shows_its_words_in_their_context(client):
    text = await text_of(client, "/alerts/al-0001")
    assert f'<span class="around">Good morning. The minister said that </span><mark>{QUOTE}</mark>' in text
    assert "Nobody expects a conversation." in text.split("What speaks against it")[1]


async def test_the_sources_of_an_alert_are_named_and_lead_to_all_that_was_said_then(client, database):
    store = open_store(f"sqlite:///{database}")
    (found,) = [one for one in store.alerts() if one.id == "al-0001"]
    store.add_alerts([replace(found, owners=("Russian state", "<b>Wire</b>"))], NOW)
    store.close()

    text = await text_of(client, "/alerts/al-0001")
    assert "Russian state, &lt;b&gt;Wire&lt;/b&gt;" in text
    (link,) = set(re.findall(r'href="(/said\?[^"]*until=[^"]*)"', text))
    assert f'<a href="{link}">{found.copies}</a>' in text
    said = await text_of(client, link.replace("&amp;", "&"))
    assert QUOTE in said


async def test_the_title_of_a_source_stands_once_where_its_words_begin_with_it(client, database):
    store = open_store(f"sqlite:///{database}")
    (found,) = [one for one in store.alerts() if one.id == "al-0001"]
    said = [
        evidence(article="gone-1", quote="Minister: talks are near. More soon.", title="Minister: talks are near"),
        evidence(article="gone-2", quote="Talks are near.", title="The minister's day"),
    ]
    store.add_alerts([replace(found, evidence=tuple(said))], NOW)
    store.close()

    text = await text_of(client, "/alerts/al-0001")
    assert text.count("Minister: talks are near") == 1
    assert "“The minister&#39;s day”" in text


async def test_an_alert_says_the_words_of_a_level_once(client, database):
    heard = AlertSide(level=-2, level_name="refuse", claim="refuse (as heard in the 180 days before)")
    store = open_store(f"sqlite:///{database}")
    store.add_alerts([alert(id="al-9", key="nine", before=heard, after=replace(heard, claim="refuse"))], NOW)
    store.close()

    text = await text_of(client, "/alerts/al-9")
    assert '<p class="claim">as heard in the 180 days before</p>' in text
    assert text.count('<p class="claim">') == 1


async def test_what_came_after_is_shown_also_of_a_bundle_that_was_weighed_once(client, database):
    store = open_store(f"sqlite:///{database}")
    (found,) = [one for one in store.alerts() if one.id == "al-0001"]
    later = evidence(article="article-3", quote="Words of the next day.", later=True)
    store.add_alerts([replace(found, evidence=(*found.evidence, later))], NOW)
    store.close()

    first, after = (await text_of(client, "/alerts/al-0001")).split("What came after")
    assert "Words of the next day." not in first
    assert "Words of the next day." in after


async def test_a_day_that_the_words_do_not_name_is_not_told_as_the_day(client, database):
    store = open_store(f"sqlite:///{database}")
    (found,) = [one for one in store.alerts() if one.id == "al-0001"]
    store.add_alerts([replace(found, evidence=tuple(replace(e, said_within=True) for e in found.evidence))], NOW)
    store.close()
    assert "· said by <time" in await text_of(client, "/alerts/al-0001")

    one = said(40, 2)
    within = replace(one, evidence=tuple(replace(e, said_within=True, said_at=one.said_at) for e in one.evidence))
    assert [said_row(each, WORLD).said_within for each in (one, within)] == [False, True]


async def test_of_words_that_name_a_day_no_minute_is_shown(client, database):
    store = open_store(f"sqlite:///{database}")
    (known,) = store.utterances(["ut-1"])
    tuesday = replace(known.evidence[0], said_at=known.said_at - timedelta(days=1))
    said_then = replace(known, said_at=tuesday.said_at, evidence=(tuesday,))
    store.save_weighed("article-1", Weighed(utterances=(said_then,)), NOW)
    (found,) = [one for one in store.alerts() if one.id == "al-0001"]
    store.add_alerts([replace(found, evidence=(tuesday,))], NOW)
    store.close()

    assert '· <time datetime="2026-11-17">17 Nov 2026</time> ·' in await text_of(client, "/streams/RU-MFA/DIA")
    assert 'said <time datetime="2026-11-17">17 Nov 2026</time>, published' in await text_of(client, "/alerts/al-0001")
    assert [said_row(one, WORLD).to_the_minute for one in (known, said_then)] == [True, False]


async def test_a_verdict_among_the_decisions_names_the_alert_by_its_title(client):
    rows = (await (await client.get("/api/decisions")).json())["rows"]
    judged = next(row["about"] for row in rows if row["action"] == "verdict")
    text = await text_of(client, "/decisions")
    assert f'<a href="/alerts/{judged}">{judged}</a>' not in text
    assert f'<a href="/alerts/{judged}">Moves ' in text


async def test_an_alert_says_which_of_its_days_is_which(client):
    text = await text_of(client, "/alerts/al-0001")
    assert re.search(r"first heard \d{4}-\d\d-\d\d", text)
    for named in ("first words of the new line", "words that decided it", "alert raised"):
        assert f"<dt>{named}</dt>" in text


async def test_an_alert_leads_with_what_it_was_raised_on_and_shows_what_came_after_as_that(client, database):
    store = open_store(f"sqlite:///{database}")
    (found,) = [one for one in store.alerts() if one.id == "al-0001"]
    later = evidence(article="article-3", quote="Words of the next day.", weight=1.0, later=True)
    raised_with = RaisedWith(ratio=found.ratio, reason=found.reason)
    again = {"ratio": 9_000.0, "reason": "One more statement.", "raised_with": raised_with}
    store.add_alerts([replace(found, evidence=(*found.evidence, later), **again)], NOW)
    store.close()

    text = await text_of(client, "/alerts/al-0001")
    first, after = text.split("What came after")
    assert found.reason in first
    assert "Words of the next day." not in first
    assert "R, as last weighed" in first
    assert "One more statement." in after
    assert "Words of the next day." in after
    assert QUOTE in await text_of(client, "/alerts")
    assert "Words of the next day." not in await text_of(client, "/alerts")


async def test_a_quotation_keeps_its_language_and_direction(client):
    assert '<p class="context" lang="ar" dir="rtl">' in await text_of(client, "/alerts/al-0002")


async def test_a_week_in_which_nothing_was_read_says_so_and_not_that_nothing_moved(client):
    assert (await (await client.get("/api/week?week=2026-W40")).json())["title"] == "Nothing was read"
    text = await text_of(client, "/")
    assert "<h1>Nothing has been read this week</h1>" in text
    assert "cannot say whether anything moved" in text


async def test_a_stream_draws_its_weeks_and_lists_every_utterance(client):
    found = await (await client.get("/api/streams/RU-MFA/DIA")).json()
    assert [week["monday"] for week in found["week_means"]] == ["2026-11-09", "2026-11-16"]
    assert found["pager"]["total"] == len(found["rows"]) == 2
    text = await text_of(client, "/streams/RU-MFA/DIA")
    tags = re.findall(r'class="edge [^>]*>([^<]*)<', text)
    assert [tag.partition(" ")[2] for tag in tags] == ["base", "lately", "in W47"]
    for week in found["week_means"]:
        (link,) = re.findall(rf'href="(/said\?office=RU-MFA&amp;issue=DIA&amp;since={week["monday"]}[^"]+)"', text)
        assert f"{week['n']} utterance</h1>" in await text_of(client, link.replace("&amp;", "&"))


def test_a_line_of_one_utterance_stands_on_the_map_where_the_list_has_that_utterance():
    one = said(40, 2, levels=(0.02, 0.03, 0.05, 0.3, 0.6))
    line = fold_all((one,), setting=setting(position()))
    row = said_row(one, WORLD)

    assert row.level == line.state.mean == 2
    assert row.mean == round(one.mean, 2) < 2
    assert said_row(replace(one, margin=0.0), WORLD).level is None


def test_the_mean_of_a_week_is_the_digests_own():
    values, weights = [1.0, -0.5, 2.0], [0.9, 0.3, 0.5]
    sums = StreamWeek(
        week=None, n=3, weight=sum(weights), weighted=sum(w * v for v, w in zip(values, weights, strict=True)),
        squares=sum(w * v * v for v, w in zip(values, weights, strict=True)),
    )  # fmt: skip
    made, band = week_mean(sums), mean_band(values, weights)
    assert (made.mean, made.low, made.high) == pytest.approx((band.estimate, band.low, band.high), abs=1e-3)


async def test_the_map_of_a_past_week_is_the_one_that_was_sent(client):
    now = await (await client.get("/api/map")).json()
    then = await (await client.get("/api/map?week=2026-W46")).json()
    assert [cell["mean"] for _, rows in now["blocs"] for row in rows for cell in row["cells"] if cell] == [1.2, 0.9]
    assert [cell["mean"] for _, rows in then["blocs"] for row in rows for cell in row["cells"] if cell] == [-0.7]
    assert (then["before"], then["after"]) == (None, "2026-W47")


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("contacts", ["article-3", "article-2", "article-1"]),
        ("contacts again", ["article-2"]),
        ('"be resumed"', ["article-3", "article-2", "article-1"]),
        ('"resumed be"', []),
        ("minist* -rocket", ["article-2", "article-1"]),
        ("ROCKET", ["article-3"]),
        ("rocket OR NEAR(contacts", []),
    ],
)
async def test_articles_are_found_by_their_words(client, words, found):
    answer = await client.get("/api/articles", params={"q": words})
    assert [one["id"] for one in (await answer.json())["rows"]] == found


async def test_parts_of_a_search_follow_each_other(client):
    for query in ("", "q=contacts&"):
        seen, link = [], URL(f"/api/articles?{query}limit=1")
        while link:
            answer = await client.get(link)
            seen += [one["id"] for one in (await answer.json())["rows"]]
            link = answer.links["next"]["url"].relative() if "next" in answer.links else None
        assert seen == ["article-3", "article-2", "article-1"]


async def test_what_was_changed_of_an_article_after_it_was_read_stands_on_its_page(database, config):
    store = open_store(f"sqlite:///{database}")
    article = found_article(
        id="edited", item_key="edited", url="https://mid.example/edited", url_key="edited", seen=NOW, look_at=NOW
    )
    store.save_poll(PollResult(state=FeedState(feed_id="mid-ru", next_due=NOW), articles=(article,)))
    change = Change(issue="DIA", office="RU-MFA", before="We are ready to talk.", after=f"We may be {HOSTILE}.")
    (look,) = [look for look in store.looks_due(NOW, 10) if look.article.id == "edited"]
    revision = Revision(article_id="edited", at=NOW, changes=(change,))
    store.save_look(look, text="x", validators=Validators(), due=None, revision=revision, now=NOW)
    store.close()

    async with opened(database, config) as (client, _):
        told = await (await client.get("/api/articles/edited")).json()
        text = await text_of(client, "/articles/edited")
    assert [(edit["before"], edit["after"]) for edit in told["edits"]] == [(change.before, change.after)]
    assert "Changed after publication" in text
    assert "<script>alert" not in text


async def test_an_article_has_its_statements_marked(client):
    text = await text_of(client, "/articles/article-1")
    assert re.search(rf'<mark id="c\d+"><a class="n" href="#s1" aria-label="Statement 1">1</a>{QUOTE}</mark>', text)
    assert "Russian Foreign Ministry softens on dialogue" in text


async def test_only_statements_whose_line_is_known_lead_to_one_and_those_that_weigh_little_have_a_pale_colour_or_none(
    database, config
):
    place = TEXT.index(QUOTE)
    usual = {
        "start": place,
        "end": place + len(QUOTE),
        "text": QUOTE,
        "parts": (),
        "cue": None,
        "source": None,
        "said_at": SAID,
    }
    said = (
        statement(**usual),
        statement(**usual, office="NATO-SG", weight=0.0),
        statement(**usual, office="NATO-SG", weight=0.08),
    )
    async with opened(database, config) as (client, store):
        store.add_articles([found_article(7, text=TEXT)])
        store.save_reading(
            Reading(article_id="article-7", language="en", genre="news", statements=said), copy_of=None, now=NOW
        )
        store.save_weighed("article-7", Weighed(), NOW)
        page = await text_of(client, "/articles/article-7")
        told = await (await client.get("/api/articles/article-7")).json()

        assert [one["has_stream"] for one in told["statements"]] == [True, False, False]
        assert "/streams/RU-MFA/DIA" in page
        assert "/streams/NATO-SG/DIA" not in page
        known, unknown, pale = re.findall(r'<li id="s\d+".*?</li>', page, re.DOTALL)
        assert re.search(r'class="lv p\d"', known)
        assert re.search(r'class="lv p\d faint"', pale)
        assert "weighs 0.08" in pale
        assert 'class="lv none"' in unknown
        assert "weighs nothing" in unknown


async def test_an_article_of_which_only_the_feeds_text_was_read_says_why(database, config):
    async with opened(database, config) as (client, store):
        store.add_articles([found_article(7, wants_page=True)])
        store.save_page(
            PageResult(article_id="article-7", text=None, outcome="only the feed's own text is read: a wall")
        )
        store.save_reading(
            Reading(article_id="article-7", language="en", genre="news", statements=()), copy_of=None, now=NOW
        )
        store.save_weighed("article-7", Weighed(), NOW)
        page, found = await text_of(client, "/articles/article-7"), await client.get("/api/articles/article-7")

        assert ">Only the feed&#39;s own text is read: a wall<" in page
        assert "speaks on an issue in what was read of it" in page
        assert (await found.json())["reason"] == "only the feed's own text is read: a wall"


async def test_copies_stand_in_the_order_in_which_they_were_seen(client):
    for article in ("article-1", "article-2"):
        found = await (await client.get(f"/api/articles/{article}/copies")).json()
        assert [(row["id"], minutes) for row, minutes in zip(found["rows"], found["minutes"], strict=True)] == [
            ("article-1", 0),
            ("article-2", 40),
        ]


async def test_what_was_met_in_one_poll_is_not_said_to_be_minutes_after_the_first(database, config):
    async with opened(database, config) as (client, store):
        later = SAID + timedelta(hours=5)
        store.add_articles(
            [found_article(8, seen=later, published=later), found_article(9, seen=later, published=SAID)]
        )
        for number, copy_of in ((8, None), (9, "article-8")):
            reading = Reading(article_id=f"article-{number}", language="en", genre="news", statements=())
            store.save_reading(reading, copy_of=copy_of, now=NOW)
        page = await text_of(client, "/articles/article-8/copies")
        found = await (await client.get("/api/articles/article-9")).json()

        assert page.index("/articles/article-9") < page.index('/articles/article-8"')
        assert ">first<" in page
        assert ">with it<" in page
        assert found["copy_of"] == "article-8"  # as it was weighed


async def test_how_many_articles_an_utterance_is_counted_in_leads_to_all_of_them(database, config):
    async with opened(database, config) as (client, store):
        (known,) = store.utterances(["ut-1"])
        retold = replace(known.evidence[0], article="article-3", outlet="Evening Ledger")
        grown = replace(known, copies=3, evidence=(*known.evidence, retold))
        store.save_weighed("article-3", Weighed(utterances=(grown,)), NOW)
        page = await text_of(client, "/streams/RU-MFA/DIA")
        (counted,) = re.findall(r'<a href="([^"]+)">3 articles</a>', page)
        told = await (await client.get(f"/api{counted}")).json()

        assert [row["id"] for row in told["rows"]] == ["article-1", "article-3"]
        assert told["more"] == 1
        assert "The other 1 copied one of these, or was let go of since." in await text_of(client, counted)


async def test_two_weeks_stand_side_by_side(client):
    found = await (await client.get("/api/weeks?a=2026-W46&b=2026-W47")).json()
    assert [(line["office"], line["a"], line["b"]) for line in found["moved"]] == [("RU-MFA", -0.7, 0.9)]
    page = await text_of(client, "/weeks?a=2026-W46&b=2026-W47")
    assert all(f'href="/said?week={week}"' in page for week in ("2026-W46", "2026-W47"))
    # The list of feeds is of now, and would not show who answered then.
    assert re.search(r"feeds that answered</th><td[^>]*>\d+</td><td[^>]*>\d+</td>", page)


async def test_a_comparison_of_replays_gives_its_reasons(client, replays):
    page = await text_of(client, "/what-if/stricter")
    found = await (await client.get("/api/what-if/stricter")).json()

    assert "R=412 is below the threshold of 900 (there 180)" in page
    assert [len(found[kind]) for kind in ("gained", "lost", "moved")] == [1, 1, 1]
    assert found["moved"][0]["reason"] == "3 days later; chat → digest (severity 30 below 40); severity 75 → 60"


async def test_a_comparison_that_is_none_is_said_so(client, replays, database):
    path = Path(database).parent / "what-if" / "stricter" / "comparison.json"
    path.write_text("[]", encoding="utf-8")
    assert "is not what" in await text_of(client, "/what-if", status=400)
    told = {"before": "a", "after": "b", "same": 0, "gained": [{"reason": "no alert"}], "lost": [], "moved": []}
    path.write_text(json.dumps(told), encoding="utf-8")
    assert "is not what" in await text_of(client, "/what-if/stricter", status=400)


@pytest.mark.parametrize("kind", ["gained", "lost", "moved"])
async def test_a_comparison_with_a_number_for_a_list_is_said_to_be_none(client, replays, database, kind):
    path = Path(database).parent / "what-if" / "stricter" / "comparison.json"
    path.write_text(json.dumps({**json.loads(path.read_text("utf-8")), kind: 5}), encoding="utf-8")
    for page in ("/what-if", "/what-if/stricter"):
        told = await text_of(client, page, status=400)
        assert "stricter is not what" in told
        assert str(path.parent) not in told


@pytest.mark.parametrize(("confidence", "status"), [("high", 400), (None, 400), ("0.5", 200)])
async def test_a_confidence_as_text_is_read_or_refused(client, replays, database, confidence, status):
    path = Path(database).parent / "what-if" / "stricter" / "comparison.json"
    found = json.loads(path.read_text("utf-8"))
    found["gained"][0]["alert"]["confidence"] = confidence
    path.write_text(json.dumps(found), encoding="utf-8")
    await text_of(client, "/what-if/stricter", status=status)


async def test_a_digest_is_shown_as_it_was_sent(client):
    assert "weekly digest 2026-W47" in await text_of(client, "/digests/2026-W47")
    assert (await (await client.get("/api/digests/2026-W47")).json())["week"] == "2026-W47"


async def test_dates_are_in_the_readers_zone_with_utc_beside(client):
    client.session.cookie_jar.update_cookies({"monitor_zone": "Asia/Tokyo"})
    assert '18 Nov 2026, 21:00 JST <span class="utc">12:00 UTC</span>' in await text_of(client, "/alerts/al-0001")
    client.session.cookie_jar.update_cookies({"monitor_zone": "../../etc/passwd"})
    assert "18 Nov 2026, 12:00 UTC" in await text_of(client, "/alerts/al-0001")


async def test_the_newest_alerts_are_an_atom_feed(client):
    answer = await client.get("/alerts.atom")
    assert answer.content_type == "application/atom+xml"
    root = etree.fromstring(await answer.read())
    names = {"a": "http://www.w3.org/2005/Atom"}
    assert root.xpath("//a:entry/a:id/text()", namespaces=names) == [
        "urn:monitor:alert:al-0001",
        "urn:monitor:alert:al-0002",
    ]
    assert HOSTILE in root.xpath("string(//a:entry[2]/a:title)", namespaces=names)
    (link,) = root.xpath("//a:entry[1]/a:link/@href", namespaces=names)
    assert link.startswith("http://127.0.0.1:")


@pytest.mark.parametrize(
    "path",
    [
        "/alerts/none", "/streams/RU-MFA/NONE", "/actors/none", "/issues/none", "/articles/none", "/articles/none/copies", "/said/none/articles",
        "/feeds/none", "/what-if/none", "/digests/2026-W01", "/map?week=2026-W01", "/nowhere",
    ],
)  # fmt: skip
async def test_what_is_not_there_is_said_so(client, path):
    text = await text_of(client, path, status=404)
    assert "There is no" in text or "Nothing is known" in text
    assert {"/alerts", "/articles", "/map"} <= set(Links(text).links), "the site's menu"
    twin = await client.get("/api" + path)
    assert (twin.status, list(await twin.json())) == (404, ["error"])


@pytest.mark.parametrize("path", ["/feeds", "/feeds/kremlin-en"])
async def test_a_feed_says_where_items_may_have_been_missed(client, path):
    assert "items may have been missed" in await text_of(client, path)
    (row,) = (row for row in (await (await client.get("/api/feeds")).json())["rows"] if row["id"] == "kremlin-en")
    assert (row["state"], row["gap"]) == ("working", (NOW - timedelta(days=1)).isoformat().replace("+00:00", "Z"))


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("/alerts?limit=many", "limit"),
        ("/alerts?since=yesterday", "like 2026-11-18T12:00:00Z"),
        ("/alerts?since=0001-01-01", "a year from 1970"),
        ("/alerts?sort=random", "sort"),
        ("/alerts?week=2026-W54", "is not a week"),
        ("/articles?week=47", "week: that is not a week; write the ISO year and week, like 2026-W47"),
        ("/?week=2026-47", "like 2026-W47"),
        ("/alerts?page=0", "page"),
        ("/articles?q=-only", "no word to look for"),
        ("/articles?q=contacts+co*", "3 letters or more before the *"),
        ("/articles?after=nowhere", "no place in this list"),
        ("/articles?q=contacts&after=-", "no place in this list"),
        ("/streams/RU-MFA/DIA?weeks=100000", "weeks"),
        (f"/alerts?kind={'x' * 5000}", "too long"),
    ],
)
async def test_a_question_that_is_not_understood_says_what_of_it(client, path, words):
    assert words in await text_of(client, path, status=400)
    assert words in (await (await client.get("/api" + path.replace("/?", "/week?"))).json())["error"]


async def test_feeds_say_whether_they_bring_what_they_used_to_and_what_hubs_do(database, config):
    config = with_hubs(config)
    async with opened(database, config) as (client, store):
        fill_hubs(store, config)
        (silent,) = (state for state in store.feed_states() if state.feed_id == "silent")
        store.save_poll(PollResult(state=replace(silent, gap_at=NOW - timedelta(hours=1))))
        found = await (await client.get("/api/feeds")).json()
        page, silent = await text_of(client, "/feeds"), await text_of(client, "/feeds?state=silent")
        of_hub = await text_of(client, "/feeds/hub-holds")
        week = await text_of(client, "/")

    assert found["counts"] == {"working": 6, "silent": 1, "unchanging": 1, "failing": 1, "ended": 1, "new": 1}
    assert "8 of 11 feeds answer" in page
    assert "Outlet “silent”" in silent
    assert "Outlet “failing”" not in silent
    assert "hub.example tells us of news until 2026-11-28" in of_hub
    assert "hub last told of news" in of_hub
    assert "2 of 11 feeds answer and have brought nothing for unusually long" in week
    assert "2 of 11 feeds do not answer" in week
    assert "Items may have been missed in 2 of 11 feeds" in week
    for state in ("silent", "unchanging", "failing", "ended"):
        assert f'<a href="/feeds?state={state}">1 {state}</a>' in week


async def test_a_week_without_alerts_leads_to_the_last_one_that_has_some(client):
    found = await (await client.get("/api/week")).json()
    assert (found["total"], found["alerts_before"]) == (0, "2026-W47")
    assert '<a href="/?week=2026-W47">2026-W47</a>' in (await text_of(client, "/")).partition("The last alerts")[2]
    assert (await (await client.get("/api/week?week=2026-W47")).json())["alerts_before"] is None
    assert (await (await client.get("/api/week?week=2026-W40")).json())["alerts_before"] is None


async def test_what_people_confirmed_is_not_named_as_what_evidence_confirmed(client):
    text = await text_of(client, "/?week=2026-W47")
    numbers = re.findall(r"<dt>([^<]+)</dt>", text)
    assert {"confirmed by people", "dismissed by people"} <= set(numbers)
    assert "confirmed" not in numbers


async def test_a_past_week_does_not_say_of_lines_heard_since_that_they_stand_at_their_baseline(client):
    past, now = [await (await client.get(f"/api/week{query}")).json() for query in ("?week=2026-W40", "")]
    assert (past["farthest"], past["heard_since"] > 0) == ([], True)
    text = await text_of(client, "/?week=2026-W40")
    assert "No line that was last heard by the end of this week stands apart" in text
    assert f"{past['heard_since']} line" in text.partition("stands apart")[2]
    assert "Every line that is known" not in text
    assert now["heard_since"] == 0
