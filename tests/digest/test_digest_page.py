"""The page is one file that asks nobody for anything, and nothing foreign in it is markup."""

import json
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from html.parser import HTMLParser
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from monitor.digest import build_digest, made_again, parse_week, render_page
from monitor.digest.position_chart import position_charts
from monitor.digest.text_fit import spread, text_width, wrapped
from monitor.types import AlertSide, FeedState, Outcome, Rules, Share, StreamKey, Versions, WordingPair
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

    def outside(self):
        """Links that lead off the page."""
        return [link for link in self.named("a") if not link["href"].startswith("#")]

    def named(self, name):
        return [attributes for tag, attributes in self.found if tag == name]


def page(rows, config=None):
    return render_page(made_of(rows, config))


def test_the_words_of_a_level_are_said_once():
    heard = AlertSide(level=-2, level_name="refuse", claim="refuse (as heard in the 180 days before)")
    text = page(digest_rows(alerts=(alert(before=heard),)))

    assert "<p>as heard in the 180 days before</p>" in text
    assert "−2 refuse" in text


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


def rich_config():
    """Four offices of each bloc, so that there is something of everything, and a watched pair of words."""
    usual = week_config()
    more = [replace(usual.world.offices[n % 2], id=f"O{n}", name=f"Office {n}") for n in range(6)]
    pair = WordingPair(id="p", issue="DIA", name_a="talk", name_b="fight", a={"en": "talk"}, b={"en": "fight"})
    return replace(
        usual,
        world=replace(usual.world, offices=(*usual.world.offices, *more)),
        rules=Rules(wording=(pair,)),
    )


def rich_rows():
    """A week with something in every part."""
    text = "We are ready to talk."
    theme = alert(
        id="theme", kind="new_theme", issue="", evidence=tuple(evidence(quote=f"{text} {n}") for n in range(3))
    )
    keys = [StreamKey(office.id, "DIA") for office in rich_config().world.offices]
    words = tuple(
        utterance(
            id=f"{key.office}-{n}",
            key=key,
            said_at=WEEK.end - timedelta(days=1 + 7 * n),
            evidence=(evidence(quote=text),),
        )
        for key in keys
        for n in range(6)
    )
    silent = tuple(
        utterance(id=f"s{n}", key=StreamKey("O1", "FOR"), said_at=WEEK.end - timedelta(days=30 + n)) for n in range(5)
    )
    judged = tuple(
        Outcome(alert_id=f"j{n}", kind="softening", status="confirmed", confidence=0.6, word="confirm", at=WEEK.start)
        for n in range(30)
    )
    return full_week()._replace(
        alerts=(*full_week().alerts, theme),
        streams=(*full_week().streams, *(stream(key=key, ratio=50.0) for key in keys[2:])),
        utterances=(*words, *silent),
        judged=judged,
        volumes={"kremlin-en": (20, 20, 20, 20, 1)},
    )


def made_of(rows, config=None, *, previous=None, **how):
    return build_digest(
        rows,
        week=how.pop("week", WEEK),
        config=config or week_config(),
        versions=Versions(baseline="b4a5e1", model="rules", code="0.1.0"),
        previous=previous,
        now=datetime(2026, 11, 23, 7, 0, tzinfo=UTC),
        **how,
    )


def rich_digest():
    """The digest of that week, made late, with one before it."""
    earlier = parse_week("2026-W46", "Europe/Brussels")
    before = made_of(digest_rows(alerts=(alert(id="old"),), counts={"articles": 80}), rich_config(), week=earlier)
    return made_of(rich_rows(), rich_config(), previous=before, frozen=["NATO-SG"], late="Late: it was not running.")


def test_a_page_asks_nobody_for_anything():
    tags = Tags(render_page(rich_digest()))
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
    assert not re.search(r"url\((?!#)|@import|@font-face", style)


def test_foreign_text_is_never_markup():
    plain, hostile = Tags(page(full_week())), Tags(page(full_week(HOSTILE)))
    assert [tag for tag, _ in hostile.found] == [tag for tag, _ in plain.found]
    assert "<script" not in page(full_week(HOSTILE))


PLAIN = {
    "at",
    "since",
    "published",
    "said_at",
    "as_of",
    "last",
    "start",
    "end",
    "last_day",
    "sent_at",
    "url",
    "status",
    "direction",
}
"""Not text: moments and addresses have tests of their own, states are ours."""


def made_hostile(value, key=""):
    """Every text of a digest's content with markup behind it; names of keys stay."""
    if isinstance(value, dict):
        return {name: made_hostile(inner, name) for name, inner in value.items()}
    if isinstance(value, list):
        return [made_hostile(inner, key) for inner in value]
    weeks = key == "week" and str(value).startswith("20")
    return f"{value}{HOSTILE}" if isinstance(value, str) and key not in PLAIN and not weeks else value


def test_no_text_of_any_part_is_ever_markup():
    made = rich_digest()
    spared = {"trail", "verdict_log", "feed_weeks", "setup", "position_map"}
    content = {key: value if key in spared else made_hostile(value, key) for key, value in made.content.items()}
    cells = [
        {**cell, "office_name": HOSTILE, "issue_name": HOSTILE, "bloc_name": HOSTILE}
        for cell in content["position_map"]
    ]
    hostile = Tags(render_page(replace(made, content={**content, "position_map": cells})))
    assert not hostile.named("script")
    assert not hostile.named("img")
    assert [tag for tag, _ in hostile.found if tag in ("section", "table", "tr", "blockquote", "article")] == [
        tag for tag, _ in Tags(render_page(made)).found if tag in ("section", "table", "tr", "blockquote", "article")
    ]


def test_each_part_of_a_week_has_its_place_on_the_page():
    tags = Tags(render_page(rich_digest()))
    sections = {section["aria-labelledby"] for section in tags.named("section")}
    assert sections == {
        "alerts", "steady", "against", "moved", "map", "emphasis", "cohesion", "wording", "names", "before", "books", "read",
        "health", "changes", "howto",
    }  # fmt: skip
    assert {
        link["href"].removeprefix("#")
        for link in tags.named("a")
        if link["href"].startswith("#") and not link["href"].startswith("#a-")
    } <= sections


def test_no_heading_says_that_lines_moved_where_the_title_says_that_none_did():
    check = alert(key="check:RU-MFA:DIA:B06:softer", status="unconfirmed")
    text = page(digest_rows(alerts=(check,), streams=(stream(),), utterances=(utterance(),), counts={"articles": 3}))

    assert "<h1>Nothing moved</h1>" in text
    headings = [words for _, words in re.findall(r"<h([1-3])[^>]*>(.*?)</h\1>", text)]
    assert [words for words in headings if re.search(r"moved", words, re.IGNORECASE)] == ["Nothing moved"]


def test_one_alert_is_not_called_alerts():
    rows = {"streams": (stream(),), "counts": {"articles": 1, "utterances": 2}}
    named = [
        re.findall(r"<dt>(alerts?|utterances?|articles?)</dt><dd>(\d+)<", page(digest_rows(alerts=alerts, **rows)))
        for alerts in ((), (alert(),))
    ]
    assert named == [
        [("alerts", "0"), ("utterances", "2"), ("article", "1")],
        [("alert", "1"), ("utterances", "2"), ("article", "1")],
    ]


def test_a_weeks_mean_and_where_a_line_stood_lately_are_told_apart():
    week_before = timedelta(days=8)
    state = stream(mean=0.2, n=32, state="provisional")
    for said, span in ((WEEK.end - timedelta(days=1), "this week"), (WEEK.end - week_before, "in W46")):
        words = tuple(utterance(id=str(n), said_at=said) for n in range(3))
        text = page(digest_rows(alerts=(alert(at=WEEK.start),), streams=(state,), utterances=words))
        chart = text[text.index('<svg class="stream"') :]

        assert re.search(rf">\+1.0 {span}<", chart), re.findall(r'class="edge[^>]*>([^<]*)', chart)
        assert ">+0.2 lately<" in chart
        assert "lately +0.2 (" in text[text.index('class="map"') :]
        assert "Lately: the mean of its last utterances, each at its likeliest level, 12 at most" in text


def test_how_much_a_baseline_rests_on_is_not_said_of_all_that_was_heard():
    text = page(digest_rows(alerts=(alert(),), streams=(stream(n=32, state="provisional"),)))

    assert "32 utterances; baseline provisional" in text
    assert "32 utterances, provisional" not in text
    assert "Not all that was ever heard counts" in text


def test_every_chart_has_its_table():
    tags = Tags(render_page(rich_digest()))
    labels = {region["aria-label"] for region in tags.named("div") if region.get("role") == "region"}
    assert {
        "The weeks of these lines",
        "Every line as a table",
        "Shares of talk",
        "Agreement within the blocs",
    } <= labels


def test_what_scrolls_can_be_reached_by_keyboard():
    wide = [div for div in Tags(render_page(rich_digest())).named("div") if div.get("class") == "wide"]
    assert wide
    assert all(div["tabindex"] == "0" and div["role"] == "region" and div["aria-label"] for div in wide)


def test_a_digest_made_again_shows_what_differs_before_everything_else():
    sent = rich_digest()
    rows = rich_rows()._replace(counts={"articles": 104, "statements": 50, "utterances": 20})
    text = render_page(made_again(made_of(rows, rich_config(), previous=sent), sent))
    assert text.index("Made again on") < text.index(">Alerts</h2>")
    assert '<tr><th scope="row">articles</th><td class="num">100</td><td class="num">104</td></tr>' in text


@pytest.mark.parametrize(
    ("key", "word"),
    [
        ("sign:softening:RU-MFA:DIA:softer:2025-W37", "low, misreading allowed for"),
        ("softening:RU-MFA:DIA:2025-09-08", "assumed, not computed"),
    ],
)
def test_only_a_confidence_that_was_not_computed_is_called_assumed(key, word):
    text = page(digest_rows(alerts=(alert(key=key, status="unconfirmed", confidence=0.29),)))
    assert f'0.29 <span class="quiet">{word}</span>' in text


def test_a_quiet_week_shows_what_came_nearest_and_what_held():
    rows = digest_rows(streams=(stream(ratio=41.2),), utterances=(utterance(),), counts={"articles": 9})
    text = page(rows)
    assert f"evidence 41 of {Rules().threshold:.0f}" in text
    assert "<details open>" in text


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
    assert Tags(page(digest_rows(alerts=(alert(evidence=(evidence(url=url),)),)))).outside() == []


def test_evidence_is_linked_without_telling_where_the_reader_came_from():
    (link,) = Tags(page(digest_rows(alerts=(alert(),)))).outside()
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
        assert svg["role"] in ("img", "group")  # a picture may hold no link, a group may
        assert svg.get("aria-label") or svg["aria-labelledby"] in ids


def test_charts_fit_any_width():
    for svg in Tags(page(full_week())).named("svg"):
        assert "viewbox" in svg
        assert "width" not in svg


def test_what_is_no_language_is_not_said_to_be_one():
    odd = alert(evidence=(evidence(language='x" onclick="y'),))
    assert '<blockquote lang="" dir="auto">' in page(digest_rows(alerts=(odd,)))


def test_a_quote_carries_its_language():
    russian = alert(evidence=(evidence(quote="Мы готовы к диалогу.", language="ru"),))
    assert '<blockquote lang="ru" dir="auto">Мы готовы к диалогу.</blockquote>' in page(digest_rows(alerts=(russian,)))


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


def waves_that_end():
    """Thirty utterances a week; an issue in waves, and this week not a word of it."""
    mondays = [WEEK.monday - timedelta(weeks=w) for w in range(27)]
    told = [12 if w % 3 == 1 else 0 for w in range(27)]
    return [
        Share(key=StreamKey("RU-MFA", issue), week=monday, k=n, n=30)
        for monday, k in zip(mondays, told, strict=True)
        for issue, n in (("DIA", k), ("FOR", 30 - k))
    ]


def test_odds_whose_interval_reaches_down_to_nothing_are_drawn():
    assert "0/30" in page(digest_rows(shares=waves_that_end()))


def test_odds_that_a_kept_digest_rounded_to_nothing_are_drawn():
    made = made_of(digest_rows(shares=waves_that_end()))
    kept = json.loads(json.dumps(made.content))
    for row in (*kept["emphasis"], *(row for bloc in kept["bloc_shares"] for row in bloc["shares"])):
        row["low"] = row["odds"] = 0.0
    assert "Odds ratio 0.0" in render_page(replace(made, content=kept))


def test_the_words_round_the_turns_claim_no_more_than_was_found():
    told = page(digest_rows(shares=waves_that_end()))
    assert "and the offices that turned" in told
    same = [Share(key=StreamKey("RU-MFA", "DIA"), week=WEEK.monday - timedelta(weeks=w), k=9, n=9) for w in range(9)]
    assert "No turn was found." in page(digest_rows(shares=same))
