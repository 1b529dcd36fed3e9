"""The gate on new themes, on an archive of our own words: thirty weeks of other matters, a canal that begins, fish that were always there."""

from __future__ import annotations

import gzip
import json
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import numpy as np
import pytest

from monitor.config import load_config
from monitor.digest import week_of
from monitor.errors import UsageError
from monitor.gates.cases import CASES, ONSETS, Case, Onset, as_said, load_cases, load_onsets, offices_of, third_of
from monitor.gates.theme_look import Look, Remembering, Told
from monitor.gates.themes import at_other_dates, first_of, ground_of, is_burst, measure_themes
from monitor.pipeline.weekly import weigh_week
from monitor.shifts.themes import Theme
from monitor.store import open_store
from monitor.types import MergeRules, Reading, Versions, Weighed
from tests.builders import found_article, statement
from tests.fakes import FakeClock, pipeline_of_fakes

CONFIG = load_config(Path(__file__).parents[2] / "config")
BEGUN = datetime(2016, 1, 4, 12, tzinfo=UTC)
WEEKS = 30
CANAL = Onset(keyword="canal", start=datetime(2016, 6, 1, tzinfo=UTC))
OUTLETS = ("Morning", "Evening", "Weekly")


class ByMatter:
    """Each word of its own list is a direction; all else lies in one direction a text."""

    name = "by matter"

    def embed(self, texts):
        rows = np.zeros((len(texts), 600), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            places = [n for n, word in enumerate(("canal", "fish")) if word in text]
            row[places[0] if places else 2 + int(text.rsplit(" ", 1)[1])] = 1.0
        return rows


def case(number, at, about, *, keywords=()):
    return Case(
        id=f"c{number:03d}",
        title=f"{number} times {number} men of the West wrote {number} lines on {about} {number}",
        at=at,
        outlet=OUTLETS[number % 3],
        keywords=frozenset(keywords),
    )


def usual():
    """Three other matters a week, and fish every week."""
    for week in range(WEEKS):
        for day in range(3):
            yield case(week * 4 + day, BEGUN + timedelta(days=7 * week + day), "weather")
        yield case(week * 4 + 3, BEGUN + timedelta(days=7 * week + 3), "fish", keywords=("fish",))


def canal(n=5, start=datetime(2016, 6, 14, 12, tzinfo=UTC)):
    return [case(400 + k, start + timedelta(days=k), "the canal", keywords=("canal", "water")) for k in range(n)]


CASES_OF_ALL = sorted([*usual(), *canal()], key=lambda one: (one.at, one.id))


def look(embedder=None):
    world = replace(CONFIG.world, offices=(*CONFIG.world.offices, *offices_of(CASES_OF_ALL)))
    return Look(config=CONFIG, world=world, embedder=embedder or Remembering(ByMatter()))


def told(cases, at=datetime(2016, 6, 20, tzinfo=UTC)):
    return Told(at=at, theme=Theme(told=(), before=0, windows=6.0, times=6.0, chance=0.0), cases=tuple(cases))


def written(folder, cases, onsets="2016-06,canal,8,9,2016-06-14\n"):
    (folder / CASES).parent.mkdir(parents=True)
    rows = [
        {
            "date": f"{c.at:%Y-%m-%d}",
            "id": c.id,
            "title": c.title,
            "keywords": sorted(c.keywords),
            "outlets": [c.outlet, "Copyist"],
        }
        for c in cases
    ]
    (folder / CASES).write_bytes(gzip.compress("".join(json.dumps(row) + "\n" for row in rows).encode()))
    head = "onset_month,keyword,cases_in_onset_month,cases_total,first_case_date\n"
    (folder / ONSETS).write_text(head + onsets, encoding="utf-8")


def values(result):
    return {figure.name: (round(figure.value, 2), figure.n) for figure in result.figures}


def test_what_begins_is_found_in_the_digest_of_its_week_and_nothing_else_is(tmp_path):
    written(tmp_path, CASES_OF_ALL)

    everything, topical = measure_themes(CONFIG, ByMatter(), tmp_path, everything=False)

    found = values(everything)
    assert found["onsets-found"] == (1.0, 1)
    assert found["days-from-third-case"] == (3.42, 1)  # from Thursday noon to Sunday midnight in Brussels
    assert found["days-from-month"] == (18.92, 1)
    assert found["told-with-ground"] == (1.0, 1)
    assert found["false-a-month"][0] == 0.0
    assert found["told-a-month"] == (0.22, 20)  # one in the weeks after the tenth
    assert values(topical) == found  # all of them name the West


def test_what_names_no_side_is_not_looked_at_where_the_product_would_not(tmp_path):
    other = [replace(c, title=c.title.replace("the West", "the miller")) for c in canal()]
    written(tmp_path, [*usual(), *other])

    everything, topical = measure_themes(CONFIG, ByMatter(), tmp_path, everything=False)

    assert values(everything)["onsets-found"] == (1.0, 1)
    assert values(topical)["onsets-found"] == (0.0, 1)
    assert "days-from-month" not in values(topical)


def test_the_look_tells_what_the_weekly_pass_tells(tmp_path):
    cases = [*CASES_OF_ALL, *(replace(c, id=f"d{c.id}", at=c.at + timedelta(days=30)) for c in canal(4))]
    looked, store = look(), open_store("sqlite://")
    store.upgrade()
    for number, one in enumerate(cases):
        said = as_said(one)
        found = found_article(
            number, id=one.id, title=one.title, text=one.title, seen=one.at, published=one.at, owner=one.outlet
        )
        words = statement(
            text=one.title,
            end=len(one.title),
            actor=said.actor,
            office=said.office,
            issue=None,
            levels=None,
            level=None,
        )
        store.add_articles([found])
        reading = Reading(article_id=one.id, language="en", genre="news", statements=(words,))
        store.save_reading(reading, copy_of=None, now=one.at)
        store.save_weighed(one.id, Weighed(), one.at)
    end = BEGUN + timedelta(weeks=WEEKS)
    pipeline = pipeline_of_fakes(
        replace(CONFIG, world=looked.world), store, now=FakeClock(end), folder=tmp_path, embedder=ByMatter(),
        versions=Versions(baseline="b", model="m", code="c"),
    )  # fmt: skip

    played = looked.play(cases)
    for week in range(WEEKS):
        weigh_week(pipeline, week_of(BEGUN + timedelta(weeks=week), CONFIG.digest.timezone))

    themes = [alert for alert in store.alerts() if alert.kind == "new_theme"]
    assert len(played.told) == len(themes) >= 1
    assert {one.cases[0].id for one in played.told} == {alert.evidence[0].article for alert in themes}
    store.close()


def test_a_theme_tells_an_onset_by_most_of_its_statements_or_by_three_and_in_time():
    others = [case(n, BEGUN, "weather") for n in range(10)]
    three, two = [*canal(3), *others], [*canal(2), *others[:2]]

    assert first_of(CANAL, [told(three)]) is not None
    assert first_of(CANAL, [told(two)]) is None
    assert first_of(CANAL, [told(canal(2))]) is not None
    assert first_of(CANAL, [told(canal(), at=CANAL.start + timedelta(days=61))]) is None
    assert first_of(CANAL, [told(canal(), at=CANAL.start - timedelta(days=1))]) is None


def test_what_tells_no_onset_is_a_burst_or_false():
    assert ground_of(told(canal()), [CANAL], CASES_OF_ALL) == "onset: canal"
    assert ground_of(told(canal()), [], CASES_OF_ALL) == "burst: canal"
    fish = [c for c in CASES_OF_ALL if "fish" in c.keywords]
    assert ground_of(told(fish[20:24]), [CANAL], CASES_OF_ALL) == "–"
    assert ground_of(told([case(1, BEGUN, "weather")] * 3), [CANAL], CASES_OF_ALL) == "–"


def test_a_burst_is_a_share_that_grows_and_not_a_month_with_more_cases():
    begun = BEGUN + timedelta(days=180)
    before = [
        case(n, BEGUN + timedelta(days=3 * n), "fish", keywords=["fish"] if n % 6 == 0 else []) for n in range(60)
    ]
    after = [
        case(n, begun + timedelta(hours=6 * n), "fish", keywords=["fish"] if n % 6 == 0 else []) for n in range(200)
    ]

    assert not is_burst("fish", begun, [*before, *after])
    assert is_burst(
        "fish", begun, [*before, *after[:2], *(replace(c, keywords=frozenset(["fish"])) for c in after[2:])]
    )
    assert not is_burst("fish", begun, canal(2, begun))


def test_copies_and_what_was_before_the_catalogue_began_do_not_count(tmp_path):
    first = case(1, BEGUN, "weather")
    written(
        tmp_path,
        [
            replace(first, id="later", at=BEGUN + timedelta(days=2), outlet="Evening"),
            first,
            replace(first, id="much later", at=BEGUN + timedelta(days=40)),
            case(2, datetime(2015, 3, 1, tzinfo=UTC), "weather"),
        ],
    )

    found = load_cases(tmp_path, MergeRules())

    assert [c.id for c in found] == ["c001", "much later"]
    assert found[0] == first


def test_the_third_case_is_counted_from_the_month_of_the_onset():
    early = case(1, datetime(2016, 5, 1, tzinfo=UTC), "the canal", keywords=["canal"])

    assert third_of(CANAL, [early, *canal()]) == canal()[2].at
    assert third_of(CANAL, [early, *canal(2)]) is None


def test_other_dates_keep_the_volume_of_days_and_are_the_same_every_time():
    moved = at_other_dates(CASES_OF_ALL, 0)

    assert sorted(c.at for c in moved) == sorted(c.at for c in CASES_OF_ALL)
    assert moved == at_other_dates(CASES_OF_ALL, 0) != at_other_dates(CASES_OF_ALL, 1)
    assert moved != CASES_OF_ALL


@pytest.mark.parametrize("text", ["keyword,onset_month\ncanal,June\n", "month\n2016-06\n"])
def test_a_list_of_onsets_that_is_none_is_refused_in_words(tmp_path, text):
    written(tmp_path, [])
    (tmp_path / ONSETS).write_text(text, encoding="utf-8")

    with pytest.raises(UsageError, match=r"theme_onsets\.csv cannot be read"):
        load_onsets(tmp_path)


def test_no_case_is_no_theme():
    assert look().play([]).told == ()
    assert look().play([]).weeks == ()
