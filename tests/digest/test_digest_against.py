"""Two weeks side by side, and one week as it was sent beside what is known now."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from monitor.digest import build_digest, content_of, made_again, parse_week, previous_week, week_against
from monitor.types import Outcome, StreamKey, Versions
from tests.builders import alert, digest_rows, feed_state, stream, week_config

WEEK = parse_week("2026-W47", "Europe/Brussels")
BEFORE = previous_week(WEEK, "Europe/Brussels")
VERSIONS = Versions(baseline="b4a5e1", model="rules", code="0.1.0")
NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)


def made(rows, *, week=WEEK, versions=VERSIONS, previous=None):
    return build_digest(rows, week=week, config=week_config(), versions=versions, previous=previous, now=NOW)


def judged(alert_id, word):
    at = WEEK.start + timedelta(days=1)
    return Outcome(alert_id=alert_id, kind="softening", status="confirmed", confidence=0.6, word=word, at=at)


def numbers(rows):
    return {row["name"]: (row["was"], row["now"]) for row in rows}


def test_the_numbers_of_two_weeks_stand_side_by_side():
    before = made(digest_rows(alerts=(alert(), alert(id="2")), counts={"articles": 1204}), week=BEFORE)
    after = made(digest_rows(counts={"articles": 900}))
    told = numbers(week_against(before, after)["numbers"])
    assert (told["alerts"], told["moves confirmed"], told["articles"]) == (("2", "0"), ("2", "0"), ("1,204", "900"))


def test_lines_that_stand_elsewhere_are_told_the_farthest_first_and_new_ones_apart():
    key = StreamKey("NATO-SG", "DIA")
    before = made(digest_rows(streams=(stream(mean=-0.8), stream(key=key, mean=0.1))), week=BEFORE)
    new = stream(key=StreamKey("NATO-SG", "FOR"), mean=1.0)
    after = made(digest_rows(streams=(stream(mean=-0.2), stream(key=key, mean=1.6), new)))
    assert [(row["name"], row["was"], row["now"]) for row in week_against(before, after)["standing"]] == [
        ("NATO Secretary General on Dialogue", "+0.1", "+1.6"),
        ("Russian Foreign Ministry on Dialogue", "−0.8", "−0.2"),
    ]
    assert week_against(before, after)["lines"] == ["Spoken on for the first time: NATO Secretary General on Forces."]


def test_a_line_that_rests_on_a_handful_of_utterances_does_not_stand_elsewhere():
    before = made(digest_rows(streams=(stream(mean=-2.0, state="seed-only", n=1),)), week=BEFORE)
    after = made(digest_rows(streams=(stream(mean=2.0, state="seed-only", n=2),)))
    assert week_against(before, after)["standing"] == []


def test_levels_of_another_baseline_are_not_compared():
    before = made(digest_rows(streams=(stream(mean=-0.8),)), week=BEFORE, versions=replace(VERSIONS, baseline="old"))
    against = week_against(before, made(digest_rows(streams=(stream(mean=1.8),))))
    assert against["standing"] == []
    assert against["lines"] == [
        "Baseline or model changed in between: levels are not compared with those of that week."
    ]


def test_it_is_told_what_became_of_the_alerts_of_the_week_before():
    alerts = (alert(), alert(id="2"), alert(id="3"), alert(id="4", status="unconfirmed", direction="softer"))
    before = made(digest_rows(alerts=alerts), week=BEFORE)
    rows = digest_rows(alerts=(alert(id="5"),), judged=(judged("al-0001", "confirm"), judged("2", "stale")))
    assert made(rows, previous=before).content["against"]["lines"] == [
        "Four alerts of 2026-W46: 1 confirmed by people, 1 dismissed, 2 not judged yet.",
        "One move unconfirmed then was confirmed since: Russian Foreign Ministry on dialogue.",
    ]


def test_a_decisive_statement_that_was_taken_back_is_told():
    before = made(digest_rows(alerts=(alert(status="unconfirmed"),)), week=BEFORE)
    after = made(digest_rows(alerts=(alert(id="9", kind="walk_back", direction="harder"),)))
    assert "One move unconfirmed then was taken back since" in week_against(before, after)["lines"][1]


def test_without_a_digest_of_the_week_before_nothing_is_compared():
    assert made(digest_rows()).content["against"] is None


# ------------------------------------------------------------------ made again


def test_a_digest_made_again_tells_each_number_that_differs_and_no_other():
    sent = made(digest_rows(streams=(stream(),), counts={"articles": 100, "utterances": 20}))
    again = made_again(made(digest_rows(streams=(stream(n=42),), counts={"articles": 104, "utterances": 20})), sent)
    restated = content_of(again)["restated"]
    assert restated["sent_at"] == NOW.isoformat()
    assert numbers(restated["differences"]) == {
        "articles": ("100", "104"),
        "Russian Foreign Ministry on Dialogue": ("+0.9 of 41 utterances", "+0.9 of 42 utterances"),
    }


def test_a_digest_made_again_of_the_same_rows_differs_in_nothing():
    rows = digest_rows(alerts=(alert(),), streams=(stream(),), counts={"articles": 3})
    assert content_of(made_again(made(rows), made(rows)))["restated"]["differences"] == []


def test_how_the_sources_stood_then_is_taken_from_what_was_sent():
    state = feed_state(feed_id="kremlin-en", last_success_at=NOW - timedelta(minutes=5))
    sent = made(digest_rows(feeds=(state,)))
    again = made_again(made(digest_rows(feeds=(replace(state, failures=9, last_success_at=None),))), sent)
    assert content_of(again)["health"] == content_of(sent)["health"]
    assert content_of(again)["coverage"]["feeds_up"] == 1


def test_a_week_that_was_never_sent_is_made_without_a_mark():
    assert content_of(made_again(made(digest_rows()), None))["restated"] is None
