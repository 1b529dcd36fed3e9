"""Charts as pictures: drawn the same on every machine, with words for those who do not see them."""

from __future__ import annotations

import re
import struct
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import pairwise

import pytest

from monitor.digest import alert_pictures, build_digest, digest_pictures, parse_week, to_png
from monitor.digest.sheet import Chart, colours, look, sheet_of
from monitor.digest.slope_chart import slope_charts
from monitor.digest.templating import STYLE
from monitor.errors import PictureError
from monitor.types import Versions
from tests.builders import alert, digest_rows, stream, utterance, week_config

NOW = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
WEEK = parse_week("2026-W47", "Europe/Brussels")
LINE = '<svg xmlns="http://www.w3.org/2000/svg" width="60" height="20"><text x="2" y="14" font-family="Roboto">{}</text></svg>'


def size_of(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    return struct.unpack(">II", png[16:24])


def said(number: int = 5):
    return tuple(
        utterance(id=f"u{n}", said_at=NOW - timedelta(days=9 * n + 1), levels=(0.0, 0.1, 0.2, 0.6, 0.1))
        for n in range(number)
    )


def week_of_news():
    rows = digest_rows(alerts=(alert(at=NOW, raised_at=NOW),), streams=(stream(),), utterances=said())
    return build_digest(
        rows,
        week=WEEK,
        config=week_config(),
        versions=Versions(baseline="b4a5e1", model="rules", code="0.1.0"),
        previous=None,
        now=NOW,
    )


# ---------------------------------------------------------------- drawing


def test_a_drawing_becomes_a_png_of_twice_its_size():
    assert size_of(to_png(LINE.format("open"))) == (120, 40)


@pytest.mark.parametrize("words", ["open", "Москва", "Łódź", "−2 → +1"])
def test_letters_are_drawn_with_our_own_font(words):
    assert to_png(LINE.format(words)) != to_png(LINE.format(" "))


def test_what_is_no_drawing_is_said_in_words():
    with pytest.raises(PictureError, match="could not be drawn"):
        to_png("<svg")


def test_a_picture_has_the_colours_of_the_page_by_day():
    assert colours()["ink"] in STYLE
    assert f"fill: {colours()['m4']};" in look()
    assert "var(" not in look()


def test_every_sign_of_a_chart_has_its_look_in_a_picture():
    in_charts = {
        name
        for rule in re.findall(r"^\.(?:map|stream|slope) ([^{]+)\{", STYLE, re.MULTILINE)
        for name in re.findall(r"\.([\w-]+)", rule)
    }
    in_pictures = set(re.findall(r"\.([\w-]+)", look()))

    assert in_charts - in_pictures - {"scale"} == set()
    assert {"mark", "title", "note"} <= in_pictures


def test_charts_lie_beside_and_under_each_other_and_none_is_cut():
    chart = Chart(svg='<svg viewBox="0 0 100 50"><rect width="100" height="50"/></svg>', name="one")
    alone, three = (sheet_of([chart] * n, title="t", notes=["n"]) for n in (1, 3))

    widths = [float(re.search(r'width="([\d.]+)"', sheet)[1]) for sheet in (alone, three)]
    heights = [float(re.search(r'height="([\d.]+)"', sheet)[1]) for sheet in (alone, three)]
    assert widths[1] > widths[0] + 100
    assert heights[1] > heights[0] + 50


# ---------------------------------------------------------------- what is shown


def test_an_alert_is_shown_with_its_stream_and_the_line_it_is_measured_against():
    (picture,) = alert_pictures(alert(at=NOW), stream(), said(), config=week_config(), now=NOW)

    assert picture.title == "Russian Foreign Ministry: Dialogue"
    assert "−1.0 in the baseline" in picture.alt
    assert "Russian Foreign Ministry on Dialogue" in picture.alt
    assert size_of(picture.png)[0] > 700


def test_where_there_is_nothing_to_draw_there_is_no_picture():
    config = week_config()

    assert alert_pictures(alert(), None, said(), config=config, now=NOW) == ()
    assert alert_pictures(alert(), stream(), (), config=config, now=NOW) == ()


def test_a_week_is_shown_with_its_map_and_what_moved():
    pictures = digest_pictures(week_of_news())

    assert [picture.name for picture in pictures] == ["positions", "streams"]
    assert all(size_of(picture.png)[0] > 700 and picture.alt for picture in pictures)


def spoken(shares, name="Russia"):
    """A bloc with (before, now, turned, clear) of each issue."""
    told = [
        {"issue": f"I{n}", "issue_name": f"Issue {n}", "share": now, "base_share": before, "turn": turn, "clear": clear}
        for n, (before, now, turn, clear) in enumerate(shares)
    ]
    return {"bloc": name, "bloc_name": name, "n": 20, "base_n": 200, "shares": told}


def test_a_turn_is_told_without_colour_by_its_sign_its_line_and_its_words():
    ((_, clear),) = slope_charts([spoken([(0.2, 0.6, True, True), (0.5, 0.4, False, False)])])
    ((_, faint),) = slope_charts([spoken([(0.3, 0.2, True, False)])])

    assert 'aria-label="Russia: Issue 0 60% this week, 20% before"' in clear
    assert re.search(r'class="clear">.*?h8l-4-7z', clear, re.DOTALL)
    assert re.search(r'class="faint">.*?h8l-4 7z', faint, re.DOTALL)
    assert "(may be chance)" in faint


def test_the_largest_issues_are_named_beside_the_turns_and_have_no_sign():
    shares = [(0.05, 0.2, True, True), *((0.1, 0.1, False, False) for _ in range(9))]
    ((_, chart),) = slope_charts([spoken(shares)])
    ((_, quiet),) = slope_charts([spoken([(0.5, 0.4, False, False)])])

    assert chart.count('class="name"') == 6
    assert chart.count('class="sign"') == 1
    assert 'aria-label="Russia: no turn; most on Issue 0, 40% this week, 50% before"' in quiet
    assert 'class="sign"' not in quiet


def test_more_turns_than_fit_are_counted_and_not_named_over_each_other():
    """The clear ones are named first; who does not see the chart is told all."""
    turns = [*((0.2, 0.1, True, False) for _ in range(4)), *((0.01, 0.06, True, True) for _ in range(11))]
    ((_, chart),) = slope_charts([spoken(turns)])
    labels = sorted(float(y) for y in re.findall(r'class="name" x="[\d.]+" y="([\d.]+)"', chart))

    assert (len(labels), "and 3 more turns" in chart) == (12, True)
    assert min(b - a for a, b in pairwise(labels)) >= 12
    assert all(f">Issue {n}<" in chart for n in range(4, 15))
    assert chart.count("this week") == 15 + 1


def test_slopes_are_on_one_scale_and_their_labels_apart():
    charts = slope_charts([spoken([(0.1, 0.2, True, True)] * 3), spoken([(0.1, 0.8, True, True)], name="NATO")])
    labels = [float(y) for y in re.findall(r'class="name" x="[\d.]+" y="([\d.]+)"', charts[0][1])]
    ends = [re.findall(r'class="way".*?y1="([\d.]+)" y2="([\d.]+)"', svg)[0] for _, svg in charts]

    assert min(abs(a - b) for a in labels for b in labels if a != b) >= 12
    assert len(set(labels)) == 3
    assert ends[0][0] == ends[1][0]
    assert float(ends[0][1]) > float(ends[1][1])


def test_who_talks_more_of_what_is_a_picture_too():
    week = week_of_news()
    turned, quiet = (
        replace(week, content={**week.content, "bloc_shares": [spoken([(0.2, 0.6, turn, turn)])]})
        for turn in (True, False)
    )

    picture = digest_pictures(turned)[-1]
    assert (picture.name, picture.title) == ("emphasis", "Who talks more of what, week 2026-W47")
    assert "Issue 0 60% this week, 20% before." in picture.alt
    assert size_of(picture.png)[0] > 700
    assert "emphasis" not in [picture.name for picture in digest_pictures(quiet)]


def test_a_digest_that_is_older_than_its_charts_has_no_pictures():
    week = week_of_news()
    without = {name: value for name, value in week.content.items() if name not in ("position_map", "moved")}

    assert (
        digest_pictures(
            type(week)(**{**{n: getattr(week, n) for n in ("week", "start", "end", "made_at")}, "content": without})
        )
        == ()
    )


def test_no_foreign_text_becomes_part_of_the_drawing():
    hostile = '</text><image href="file:///etc/passwd"/>&<script>'

    drawing = sheet_of([Chart(svg='<svg viewBox="0 0 9 9"></svg>', name=hostile)], title=hostile, notes=[hostile])

    assert "<image" not in drawing
    assert "<script" not in drawing
