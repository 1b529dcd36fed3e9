"""The page is one file that asks nobody for anything, and nothing foreign in it is markup."""

import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.digest import build_digest, parse_week, render_page
from monitor.digest.position_chart import position_charts
from monitor.digest.text_fit import spread, text_width, wrapped
from monitor.types import AlertSide, FeedState, Share, StreamKey, Versions
from tests.builders import alert, digest_rows, evidence, stream, utterance, week_config

WEEK = parse_week("2026-W47", "Europe/Brussels")
HOSTILE = "</title></style></svg><script>alert(1)</script><img src=x onerror=alert(1)>\"' &amp;"
LOADING = {"src", "srcset", "poster", "data", "action", "background", "xlink:href", "formaction", "ping"}


class Tags(HTMLParser):
    """All tags of a page with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))

    def named(self, name):
        return [attributes for tag, attributes in self.found if tag == name]


def page(rows, config=None):
    made = build_digest(
        rows,
        week=WEEK,
        config=config or week_config(),
        versions=Versions(baseline="b4a5e1", model="rules", code="0.1.0"),
        previous=None,
        now=datetime(2026, 11, 23, 7, 0, tzinfo=UTC),
    )
    return render_page(made)


def full_week(text="We are ready to talk."):
    """A week with every section, all foreign text being `text`."""
    against = evidence(quote=text, favours=False, outlet=text, speaker=text, title=text)
    shown = alert(
        headline=text,
        evidence=(evidence(quote=text, outlet=text, speaker=text, title=text, language=text), against),
        reason=text,
        caveats=(text,),
        unchanged=(text,),
        held=text,
        channel="digest",
        before=AlertSide(level=-1, claim=text),
        after=AlertSide(level=1, claim=text),
        office_name=text,
        issue_name=text,
    )
    monday = WEEK.monday
    earlier = tuple(
        Share(key=StreamKey("RU-MFA", "DIA"), week=monday - timedelta(weeks=w), k=2, n=20) for w in range(1, 9)
    )
    return digest_rows(
        alerts=(shown,),
        streams=(
            stream(),
            stream(key=StreamKey("NATO-SG", "FOR"), state="provisional", n=12),
            stream(key=StreamKey("NATO-SG", "DIA"), state="seed-only", n=3),
        ),
        utterances=tuple(utterance(id=str(n), said_at=WEEK.end - timedelta(days=1 + n)) for n in range(20)),
        shares=(Share(key=StreamKey("RU-MFA", "DIA"), week=monday, k=15, n=20), *earlier),
        feeds=(FeedState(feed_id="kremlin-en", next_due=WEEK.end, outcome=text),),
        counts={"articles": 100, "statements": 50, "utterances": 20},
        languages={text: 3},
    )


def test_a_page_asks_nobody_for_anything():
    tags = Tags(page(full_week()))
    assert not tags.named("script")
    assert all(link["href"].startswith("data:") for link in tags.named("link"))
    loading = [(tag, name) for tag, attributes in tags.found for name in attributes if name in LOADING]
    assert loading == []
    outside = [tag for tag, attributes in tags.found if "://" in (attributes.get("href") or "")]
    assert set(outside) == {"a"}


def test_baseline_rows_that_no_longer_hold_are_one_section():
    checks = tuple(alert(id=f"c{n}", key=f"check:RU-MFA:DIA:B{n}:softer", status="unconfirmed") for n in range(3))
    text = page(digest_rows(alerts=checks, counts={"articles": 3}))
    assert "The world has moved since the baseline" in text
    assert "3 rows of the baseline" in text
    assert 'id="a-c2"' in text


def test_a_digest_of_before_there_were_such_rows_is_shown_as_it_was():
    made = build_digest(
        full_week(),
        week=WEEK,
        config=week_config(),
        versions=Versions(baseline="b4a5e1", model="rules", code="0.1.0"),
        previous=None,
        now=datetime(2026, 11, 23, 7, 0, tzinfo=UTC),
    )
    old = replace(made, content={name: value for name, value in made.content.items() if name != "checks"})
    assert render_page(old) == render_page(made)


def test_the_style_sheet_asks_nobody_for_anything():
    (style,) = re.findall(r"<style>(.*?)</style>", page(full_week()), re.DOTALL)
    assert not re.search(r"url\(|@import|@font-face", style)


def test_foreign_text_is_never_markup():
    plain, hostile = Tags(page(full_week())), Tags(page(full_week(HOSTILE)))
    assert [tag for tag, _ in hostile.found] == [tag for tag, _ in plain.found]
    assert "<script" not in page(full_week(HOSTILE))


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "data:text/html,x",
        "//example.org/x",
        "file://host/etc/passwd",
        "javascript://example.org/%0Aalert(1)",
        "https:nowhere",
        "http://[bad",
        None,
    ],
)
def test_an_address_that_is_not_http_is_no_link(url):
    links = Tags(page(digest_rows(alerts=(alert(evidence=(evidence(url=url),)),)))).named("a")
    assert links == []


def test_evidence_is_linked_without_telling_where_the_reader_came_from():
    (link,) = Tags(page(digest_rows(alerts=(alert(),)))).named("a")
    assert link["href"] == "https://www.example.org/statements/1"
    assert link["rel"] == "noopener noreferrer"


def test_every_alert_has_its_place_on_the_page():
    alerts = tuple(alert(id=f"al-{n}") for n in range(20))
    found = {attributes.get("id") for _, attributes in Tags(page(digest_rows(alerts=alerts))).found}
    assert {f"a-al-{n}" for n in range(20)} <= found


def test_ids_are_unique_and_marks_lead_to_their_cards():
    tags = Tags(page(full_week()))
    ids = [attributes["id"] for _, attributes in tags.found if "id" in attributes]
    assert len(ids) == len(set(ids))
    inner = [a["href"].removeprefix("#") for a in tags.named("a") if a["href"].startswith("#")]
    assert inner
    assert set(inner) <= set(ids)


def test_every_chart_can_be_read_aloud():
    tags = Tags(page(full_week()))
    ids = {attributes["id"] for _, attributes in tags.found if "id" in attributes}
    charts = [svg for svg in tags.named("svg") if svg.get("aria-hidden") != "true"]
    assert len(charts) >= 4
    for svg in charts:
        assert svg["role"] == "img"
        assert svg.get("aria-label") or svg["aria-labelledby"] in ids


def test_charts_fit_any_width():
    for svg in Tags(page(full_week())).named("svg"):
        assert "viewbox" in svg
        assert "width" not in svg


def test_a_quote_carries_its_language():
    russian = alert(evidence=(evidence(quote="Мы готовы к диалогу.", language="ru"),))
    assert '<blockquote lang="ru">Мы готовы к диалогу.</blockquote>' in page(digest_rows(alerts=(russian,)))


def test_an_empty_week_has_a_page_too():
    text = page(digest_rows())
    assert "<h1>Nothing was read</h1>" in text
    assert "No alert was raised." in text


def test_the_map_has_one_panel_for_at_most_four_offices():
    base = week_config()
    offices = tuple(replace(base.world.offices[0], id=f"O{n}", name=f"Office {n}") for n in range(9))
    config = week_config(world=replace(base.world, offices=offices))
    rows = digest_rows(streams=tuple(stream(key=StreamKey(office.id, "DIA")) for office in offices))
    assert len(Tags(page(rows, config)).named("pattern")) == 1 + 3


def test_the_map_prints_the_sign_and_the_turn_in_each_cell():
    rows = digest_rows(streams=(stream(mean=-1.44, baseline_mean=0.2),))
    made = build_digest(
        rows,
        week=WEEK,
        config=week_config(),
        versions=Versions(baseline="b", model="m", code="c"),
        previous=None,
        now=WEEK.end,
    )
    (svg,) = position_charts(made.content["position_map"])
    assert ">−1.4</text>" in svg
    assert ">harder</text>" in svg


def test_a_chart_ends_with_the_last_day_of_the_week():
    assert ">22 Nov</text>" in page(full_week())


NAMES = st.text(alphabet=st.characters(codec="utf-8", categories=("L", "N", "P", "Zs")), max_size=80)


@given(NAMES, st.integers(1, 4))
def test_wrapped_labels_fit_their_place(name, most):
    lines = wrapped(name, 10, 60, most)
    assert len(lines) <= most
    # A word of five letters or fewer is not broken; five of the widest need this much.
    assert all(text_width(line, 10) <= 60 for line in lines)


@given(st.lists(st.floats(0, 100), max_size=12), st.floats(0.5, 20))
def test_labels_at_an_edge_never_collide(places, gap):
    moved = spread(places, gap, 0, 100)
    room = min(gap, 100 / max(1, len(places) - 1))
    assert all(abs(a - b) >= room - 1e-6 for a, b in combinations(moved, 2))
    assert all(-1e-6 <= place <= 100 + 1e-6 for place in moved)
