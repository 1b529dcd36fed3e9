"""Known rows give known numbers, and what is not known is said."""

import json
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.digest import build_digest, parse_week
from monitor.digest.content import content_of
from monitor.digest.turns import bloc_turns, office_turns
from monitor.types import DigestSettings, FeedState, Outcome, Rules, Share, StreamKey, Versions, WordingPair
from tests.builders import alert, digest_rows, evidence, stream, utterance, week_config

WEEK = parse_week("2026-W47", "Europe/Brussels")
NOW = datetime(2026, 11, 23, 7, 0, tzinfo=UTC)
VERSIONS = Versions(baseline="b4a5e1", model="rules", code="0.1.0")
DIA, OTHER = StreamKey("RU-MFA", "DIA"), StreamKey("RU-MFA", "FOR")
MONDAY = date(2026, 11, 16)
READ = {"articles": 1204, "read": 1200, "copies": 311, "statements": 1530, "utterances": 420, "delivered": 1}


def built(rows, *, previous=None, config=None, versions=VERSIONS, week=WEEK, frozen=()):
    return build_digest(
        rows,
        week=week,
        config=config or week_config(),
        versions=versions,
        previous=previous,
        now=NOW,
        frozen=frozen,
    )


def content(rows, **how):
    return built(rows, **how).content


def feed(**changes):
    usual = FeedState(
        feed_id="kremlin-en",
        next_due=NOW,
        last_success_at=NOW - timedelta(minutes=5),
        last_new_at=NOW - timedelta(days=2),
    )
    return replace(usual, **changes)


def verdict(alert_id, word, *, at=WEEK.start + timedelta(days=2), **claimed):
    usual = Outcome(alert_id=alert_id, kind="softening", status="confirmed", confidence=0.6, word=word, at=at)
    return replace(usual, **claimed)


def test_a_digest_is_plain_json():
    rows = digest_rows(alerts=(alert(),), streams=(stream(),), utterances=(utterance(),), feeds=(feed(),), counts=READ)
    made = content(rows)
    assert json.loads(json.dumps(made)) == made


def test_the_same_rows_in_another_order_give_the_same_digest():
    alerts = tuple(alert(id=f"al-{n}") for n in range(4))
    said = tuple(utterance(id=f"ut-{n}") for n in range(5))
    forth = digest_rows(alerts=alerts, utterances=said, streams=(stream(), stream(key=StreamKey("NATO-SG", "DIA"))))
    back = digest_rows(alerts=alerts[::-1], utterances=said[::-1], streams=forth.streams[::-1])
    assert content(forth) == content(back)


# ------------------------------------------------------------------ sentences


def test_a_confirmed_move_is_the_first_sentence():
    made = content(digest_rows(alerts=(alert(),), streams=(stream(),), counts=READ))
    assert made["title"] == "One line moved"
    assert made["lines"][0] == "One line moved: Russian Foreign Ministry on dialogue (softer)."


def test_a_move_of_before_that_is_said_again_is_told_as_still_unconfirmed():
    then = alert(id="al-9", status="unconfirmed", raised_at=datetime(2026, 9, 21, 8, 0, tzinfo=UTC))
    made = content(digest_rows(said_again=(then,), streams=(stream(),), counts=READ))
    told = "Still unconfirmed, and said again this week: Russian Foreign Ministry on dialogue (softer; told on 21 Sep 2026)."
    assert told in made["lines"]

    new = alert(id="al-1", status="unconfirmed")
    made = content(digest_rows(alerts=(new,), said_again=(then,), streams=(stream(),), counts=READ))
    (line,) = (line for line in made["lines"] if told in line)
    assert line.startswith("One move rests on too little to be sure")
    assert len(made["lines"]) <= 5


def test_many_baseline_checks_are_one_entry_and_no_storm():
    checks = tuple(alert(id=f"c{n}", key=f"check:RU-MFA:DIA:B{n}:softer", status="unconfirmed") for n in range(4))
    made = content(digest_rows(alerts=(*checks, alert()), counts=READ))
    assert [card["alert_id"] for card in made["checks"]] == ["c0", "c1", "c2", "c3"]
    assert [card["alert_id"] for card in [*made["top"], *made["more"]]] == [alert().id]
    assert any("the world has moved since the baseline: four baseline rows" in line.lower() for line in made["lines"])


def test_a_few_baseline_checks_stand_among_the_others():
    check = alert(id="c1", key="check:RU-MFA:DIA:B06:softer", status="unconfirmed")
    made = content(digest_rows(alerts=(check, alert()), counts=READ))
    assert made["checks"] == []
    assert len(made["top"]) == 2


def test_an_alert_for_several_offices_is_no_further_line_that_moved():
    together = alert(id="t1", key="together:RU:DIA:softer:2025-W37")
    made = content(digest_rows(alerts=(together, alert()), counts=READ))
    assert made["title"] == "One line moved"
    assert {card["kind_word"] for card in made["top"]} == {"Softening", "Coordinated move"}


def test_a_baseline_check_is_no_move():
    check = alert(key="check:RU-MFA:DIA:B06:softer", status="unconfirmed")
    made = content(digest_rows(alerts=(check,), counts=READ))
    assert made["title"] == "Nothing moved"
    assert any(line.startswith("One baseline row to confirm or correct: ") for line in made["lines"])


def test_an_unconfirmed_move_is_never_counted_as_moved():
    made = content(digest_rows(alerts=(alert(status="unconfirmed"),), counts=READ))
    assert made["title"] == "Nothing confirmed, one move unconfirmed"
    assert made["lines"][0].startswith("Nothing is confirmed to have moved")
    assert "may prove nothing" in made["lines"][1]


SIGNS = "sign:softening:RU-MFA:DIA:softer:2025-W37"


def test_signs_of_a_move_are_a_card_and_no_move_yet():
    made = content(digest_rows(alerts=(alert(key=SIGNS, status="unconfirmed", confidence=0.29),), counts=READ))

    assert made["title"] == "Nothing moved"
    assert made["lines"][1].startswith("Signs of one move, too few to tell: Russian Foreign Ministry on ")
    assert [(card["status"], card["computed"], card["confidence_word"]) for card in made["top"]] == [
        ("unconfirmed", True, "low")
    ]


def test_signs_give_way_to_the_move_and_to_nothing_else():
    signs = alert(id="al-0002", key=SIGNS, status="unconfirmed", headline="Signs")
    apart = alert(id="al-0003", key="divergence:RU-MFA:DIA", kind="divergence", headline="Apart")
    told = [
        {card["headline"] for card in content(digest_rows(alerts=(signs, other)))["top"]} for other in (alert(), apart)
    ]

    assert told == [{alert().headline}, {"Signs", "Apart"}]


def test_a_quiet_week_says_how_much_it_rests_on():
    made = content(digest_rows(streams=(stream(mean=-0.8),), utterances=(utterance(),), feeds=(feed(),), counts=READ))
    assert made["title"] == "Nothing moved"
    assert made["lines"] == [
        "Nothing moved: of one line spoken on, none has been shown to have left its baseline.",
        "This rests on 1,204 articles and 420 utterances from 1 of 1 feeds.",
    ]


def test_a_week_in_which_nothing_was_read_claims_nothing():
    made = content(digest_rows(streams=(stream(),), feeds=(feed(last_success_at=None, failures=3),)))
    assert made["title"] == "Nothing was read"
    assert made["lines"][0] == "Nothing was read this week, so this page cannot say whether anything moved."
    assert "No feed was asked in that time." in made["lines"]
    assert made["lines"][-1].endswith("from 0 of 1 feeds; one feed was not asked.")


def test_of_feeds_that_were_asked_and_brought_nothing_it_is_said_whether_they_answered():
    asked = {"last_polled_at": NOW, "failures": 3, "last_success_at": None}
    failing = content(digest_rows(feeds=(feed(**asked), feed(feed_id="other", last_success_at=None))))
    assert "No feed that was asked answered." in failing["lines"]
    quiet = content(digest_rows(feeds=(feed(),)))
    assert "The feeds that answered brought nothing new." in quiet["lines"]


def test_there_are_at_most_five_sentences():
    alerts = (
        alert(),
        alert(id="2", status="unconfirmed"),
        alert(id="3", kind="new_position", direction=None),
        alert(id="4", kind="emphasis", direction=None),
    )
    rows = digest_rows(alerts=alerts, streams=(stream(), stream(key=StreamKey("NATO-SG", "FOR"))), counts=READ)
    assert len(content(rows)["lines"]) == 5


# --------------------------------------------------------------------- alerts


def test_alerts_are_ranked_by_severity_times_confidence():
    alerts = (
        alert(id="sure", severity=50, confidence=0.9),
        alert(id="grave", severity=90, confidence=0.55),
        alert(id="both", severity=80, confidence=0.8),
    )
    assert [card["alert_id"] for card in content(digest_rows(alerts=alerts))["top"]] == ["both", "grave", "sure"]


def test_no_alert_is_left_out_however_many_there_are():
    made = content(digest_rows(alerts=tuple(alert(id=f"al-{n:02}") for n in range(30))))
    shown = [card["alert_id"] for card in [*made["top"], *made["more"]]]
    assert shown == [f"al-{n:02}" for n in range(30)]


def test_a_card_shows_its_strongest_evidence_word_for_word():
    weak, strong = evidence(quote="We may talk.", weight=0.3), evidence(quote="We will talk – at once!", weight=0.9)
    card = content(digest_rows(alerts=(alert(evidence=(weak, strong)),)))["top"][0]
    assert card["quote"] == "We will talk – at once!"


def test_of_words_that_weigh_the_same_a_card_shows_those_that_come_first():
    first = evidence(quote="We will talk.")
    later = evidence(quote="We did talk.", said_at=first.said_at + timedelta(days=3))
    assert content(digest_rows(alerts=(alert(evidence=(first, later)),)))["top"][0]["quote"] == "We will talk."


def test_a_card_never_quotes_what_speaks_against_its_alert():
    against = evidence(quote="We will not talk.", weight=1.0, favours=False)
    made = content(digest_rows(alerts=(alert(evidence=(evidence(quote="We will talk.", weight=0.2), against)),)))
    assert made["top"][0]["quote"] == "We will talk."
    assert [item["quote"] for item in made["evidence_against"]] == ["We will not talk."]


def test_first_positions_are_listed_for_a_person_to_name():
    alerts = (alert(), alert(id="first", kind="new_position"))
    assert content(digest_rows(alerts=alerts))["new_positions"] == ["first"]


# ------------------------------------------------------------------------ map


def test_a_cell_tells_level_baseline_and_turn():
    rows = digest_rows(streams=(stream(),), utterances=tuple(utterance(id=str(n)) for n in range(5)))
    (cell,) = content(rows)["position_map"]
    assert (cell["mean"], cell["baseline"], cell["delta"]) == (0.9, -0.8, 1.7)
    assert (cell["word"], cell["faded"], cell["week_n"]) == ("softer", False, 5)
    assert cell["label"] == (
        "Russian Foreign Ministry on Dialogue: lately +0.9 (leaning to “open”), −0.8 in the baseline, softer; "
        "41 utterances, five of them this week; baseline settled"
    )


def test_a_line_that_moved_this_week_is_shown_beside_where_it_moved_from():
    moved = alert(before=replace(alert().before, level=-2))
    state = stream(mean=0.9, baseline_mean=1.0)  # held against its new level from the move on
    (cell,) = content(digest_rows(alerts=(moved,), streams=(state,)))["position_map"]
    assert (cell["baseline"], cell["delta"], cell["word"]) == (-2.0, 2.9, "softer")
    for other in (replace(moved, status="unconfirmed"), replace(moved, key="check:RU-MFA:DIA:B06:softer")):
        unmoved = content(digest_rows(alerts=(other,), streams=(state,)))["position_map"][0]
        assert unmoved["baseline"] == 1.0


def test_words_that_left_the_level_open_are_counted_apart_and_are_words():
    open_ = utterance(id="open", margin=0.0)
    made = content(digest_rows(streams=(stream(),), utterances=(open_,), counts=READ))
    (cell,) = made["position_map"]
    assert (cell["week_n"], cell["week_open"]) == (0, 1)
    assert "none of them this week, and 1 more that left it open" in cell["label"]
    assert not any("No new words" in line for line in made["lines"])


def test_the_same_turn_of_the_axis_is_harder_on_another_issue():
    (cell,) = content(digest_rows(streams=(stream(key=StreamKey("NATO-SG", "FOR")),)))["position_map"]
    assert cell["word"] == "harder"


def test_a_difference_that_this_weeks_words_do_not_show_is_faded():
    one_voice = digest_rows(streams=(stream(),), utterances=(utterance(weight=0.1),))
    assert content(one_voice)["position_map"][0]["faded"]


def test_a_difference_is_faded_where_nothing_was_said():
    assert content(digest_rows(streams=(stream(),)))["position_map"][0]["faded"]


def test_a_stream_without_baseline_has_no_arrow():
    (cell,) = content(digest_rows(streams=(stream(baseline_mean=None),)))["position_map"]
    assert (cell["delta"], cell["word"]) == (None, None)


def test_a_stream_of_an_office_no_longer_configured_is_not_on_the_map():
    assert content(digest_rows(streams=(stream(key=StreamKey("GONE", "DIA")),)))["position_map"] == []


def test_what_was_said_at_the_weeks_end_belongs_to_the_next():
    said = (utterance(id="in", said_at=WEEK.end - timedelta(seconds=1)), utterance(id="out", said_at=WEEK.end))
    assert content(digest_rows(streams=(stream(),), utterances=said))["position_map"][0]["week_n"] == 1


# ------------------------------------------------------------- moved and trend


def test_a_stream_with_an_alert_is_drawn_with_its_weeks():
    said = tuple(utterance(id=str(n), said_at=WEEK.end - timedelta(days=1, weeks=n)) for n in range(3))
    (moved,) = content(digest_rows(alerts=(alert(),), streams=(stream(),), utterances=said))["moved"]
    assert [point["week"] for point in moved["points"]] == ["2026-W45", "2026-W46", "2026-W47"]
    assert len(moved["dots"]) == 3
    assert moved["marks"][0]["alert_id"] == "al-0001"


def test_at_most_six_streams_are_drawn():
    issues = tuple(replace(week_config().world.issues[0], code=f"I{n}") for n in range(9))
    config = week_config(world=replace(week_config().world, issues=issues))
    keys = [StreamKey("RU-MFA", issue.code) for issue in issues]
    alerts = tuple(alert(id=key.issue, issue=key.issue) for key in keys)
    rows = digest_rows(alerts=alerts, streams=tuple(stream(key=key) for key in keys))
    assert len(content(rows, config=config)["moved"]) == 6


def test_weekly_means_are_remembered_from_digest_to_digest():
    week_46 = parse_week("2026-W46", "Europe/Brussels")
    earlier = utterance(said_at=week_46.start + timedelta(days=1))
    before = built(digest_rows(utterances=(earlier,)), week=week_46)
    after = content(digest_rows(utterances=(utterance(),)), previous=before)
    assert [point["week"] for point in after["trail"]["RU-MFA|DIA"]] == ["2026-W46", "2026-W47"]


def test_weeks_before_the_last_twelve_are_forgotten():
    said = tuple(utterance(id=str(n), said_at=WEEK.end - timedelta(days=1, weeks=n)) for n in range(15))
    points = content(digest_rows(utterances=said))["trail"]["RU-MFA|DIA"]
    assert (len(points), points[0]["week"]) == (12, "2026-W36")


def test_trends_of_another_model_are_not_continued():
    week_46 = parse_week("2026-W46", "Europe/Brussels")
    rows = digest_rows(utterances=(utterance(said_at=week_46.start),))
    before = built(rows, week=week_46, versions=replace(VERSIONS, model="older"))
    assert content(digest_rows(), previous=before)["trail"] == {}


def test_words_that_came_to_light_later_are_told():
    week_46 = parse_week("2026-W46", "Europe/Brussels")
    known, late = (utterance(id=name, said_at=week_46.start) for name in ("known", "late"))
    before = built(digest_rows(utterances=(known,)), week=week_46)
    made = content(digest_rows(utterances=(known, late)), previous=before)
    assert made["restatement"][1] == (
        "One utterance of earlier weeks came to light after those weeks were told: 1 of 2026-W46."
    )


def test_an_office_that_falls_silent_is_named():
    monday = WEEK.start
    weekly = tuple(utterance(id=str(n), said_at=monday - timedelta(weeks=n)) for n in range(4, 10))
    made = content(digest_rows(streams=(stream(),), utterances=weekly, counts=READ))
    assert "Unusually silent: Russian Foreign Ministry." in made["lines"]


# -------------------------------------------------------------------- emphasis


def shares(k, n, *, before_k, before_n, weeks=10):
    monday = date(2026, 11, 16)
    earlier = [Share(key=DIA, week=monday - timedelta(weeks=w), k=before_k, n=before_n) for w in range(1, weeks + 1)]
    return (Share(key=DIA, week=monday, k=k, n=n), *earlier)


def test_emphasis_compares_the_week_with_the_weeks_before():
    (row,) = content(digest_rows(shares=shares(12, 20, before_k=4, before_n=20)))["emphasis"]
    assert (row["share"], row["base_share"], row["base_weeks"]) == (0.6, 0.2, 10)
    week, base = 1 + 0.01 * 19, 1 + 0.01 * 19  # as calm as weeks are taken to be: ρ is .01
    odds = (12 / week + 0.5) / (8 / week + 0.5) / ((40 / base + 0.5) / (160 / base + 0.5))
    assert row["odds"] == pytest.approx(odds, abs=0.005)
    assert row["low"] < row["odds"] < row["high"]
    assert row["clear"]


def test_a_blocs_turn_is_shown_beside_all_that_it_speaks_of():
    """The offices of a bloc are counted together; those of no bloc and those that are frozen are not."""
    config = week_config()
    ministry = next(office for office in config.world.offices if office.id == "RU-MFA")
    second = replace(ministry, id="RU-PRES", name="President of Russia")
    world = replace(config.world, offices=(*config.world.offices, second))
    monday = date(2026, 11, 16)
    told = (
        *shares(12, 20, before_k=4, before_n=20),
        *(Share(key=StreamKey("RU-PRES", "FOR"), week=monday - timedelta(weeks=w), k=10, n=10) for w in range(11)),
        Share(key=StreamKey("NATO-SG", "DIA"), week=monday, k=5, n=20),
        Share(key=StreamKey("GONE", "DIA"), week=monday, k=50, n=50),
    )
    made = content(digest_rows(shares=told), config=replace(config, world=world))
    (bloc,) = made["bloc_shares"]

    assert (bloc["bloc"], bloc["offices"], bloc["n"], bloc["base_n"]) == ("RU", 2, 30, 300)
    assert [(row["issue"], row["k"], row["base_k"], row["turn"], row["clear"]) for row in bloc["shares"]] == [
        ("DIA", 12, 40, True, True),
        ("FOR", 10, 100, False, False),
    ]


def test_of_what_may_be_chance_only_the_three_farthest_are_called_a_turn():
    monday = date(2026, 11, 16)
    now, before = (4, 5, 6, 7, 7, 21), (3, 3, 3, 3, 3, 35)
    told = [
        Share(
            key=StreamKey("RU-MFA", f"I{issue}"),
            week=monday - timedelta(weeks=w),
            k=(before if w else now)[issue],
            n=50,
        )
        for issue in range(6)
        for w in range(11)
    ]
    made = built(digest_rows(shares=told))
    (bloc,) = made.content["bloc_shares"]

    turned = {row["issue"]: row["clear"] for row in bloc["shares"] if row["turn"]}
    assert turned == {"I5": True, "I4": False, "I3": False, "I2": False}
    assert_all_are_told(made)


def assert_all_are_told(made):
    """Of the office what its bloc is not said to have turned to, though nobody else was heard: nothing twice, nothing lost."""
    kept = content_of(made)
    told = [turn.row["issue"] for turn in (*bloc_turns(kept), *office_turns(kept))]
    assert sorted(told) == sorted(row["issue"] for row in kept["emphasis"])


def test_an_offices_turn_is_told_beside_one_of_another_bloc_in_the_same_numbers():
    told = shares(12, 20, before_k=4, before_n=20)
    other = [replace(share, key=StreamKey("NATO-SG", "DIA")) for share in told]
    kept = content_of(built(digest_rows(shares=(*told, *other))))
    assert [len(bloc_turns(kept)), len(office_turns(kept))] == [2, 0]
    kept["bloc_shares"] = kept["bloc_shares"][:1]
    assert [turn.who for turn in office_turns(kept)] == ["Russian Foreign Ministry"]


def test_an_offices_turn_is_told_beside_one_of_its_own_bloc_in_the_same_numbers():
    """It was heard in four weeks, too few to count in its bloc."""
    config = week_config()
    second = replace(config.world.offices[1], id="RU-PRES", name="President of Russia")
    world = replace(config.world, offices=(*config.world.offices, second))
    its = StreamKey("RU-PRES", "DIA")
    other = (Share(key=its, week=MONDAY - timedelta(weeks=w), k=10 if w else 12, n=50 if w else 20) for w in range(5))
    told = (*shares(12, 20, before_k=4, before_n=20), *other)
    kept = content_of(built(digest_rows(shares=told), config=replace(config, world=world)))
    assert [bloc["sole_office"] for bloc in kept["bloc_shares"]] == ["RU-MFA"]
    assert [turn.who for turn in office_turns(kept)] == ["President of Russia"]


@pytest.mark.parametrize("change", ["appears", "falls silent", "was heard now and then"])
def test_an_office_that_appears_or_falls_silent_is_no_turn_of_its_bloc(change):
    """All of its words are on one issue, of which nobody else says more or less than before."""
    config = week_config()
    second = replace(config.world.offices[1], id="RU-PRES", name="President of Russia")
    world = replace(config.world, offices=(*config.world.offices, second))
    heard = {"appears": [0], "falls silent": range(1, 13), "was heard now and then": range(0, 13, 2)}[change]
    told = (
        *shares(5, 25, before_k=5, before_n=25, weeks=12),
        *(Share(key=OTHER, week=MONDAY - timedelta(weeks=w), k=20, n=25) for w in range(13)),
        *(Share(key=StreamKey("RU-PRES", "DIA"), week=MONDAY - timedelta(weeks=w), k=40, n=40) for w in heard),
    )
    (bloc,) = content(digest_rows(shares=told), config=replace(config, world=world))["bloc_shares"]

    assert (bloc["offices"], bloc["n"], bloc["base_n"]) == (1, 25, 12 * 25)
    assert not any(row["turn"] or row["clear"] for row in bloc["shares"])


def test_a_bloc_is_compared_over_the_same_weeks_as_its_offices():
    """Also where the one office that is not compared was heard in a week in which nobody else was."""
    monday = date(2026, 11, 16)
    told = [s for s in shares(12, 20, before_k=4, before_n=20, weeks=27) if s.week != monday - timedelta(weeks=2)]
    starved = Share(key=StreamKey("NATO-SG", "DIA"), week=monday - timedelta(weeks=2), k=1, n=1)
    made = content(digest_rows(shares=(*told, starved)), frozen=["NATO-SG"])
    ((turn,), (bloc,)) = made["emphasis"], made["bloc_shares"]

    assert bloc["base_n"] == turn["base_n"] == 26 * 20
    assert {name: bloc["shares"][0][name] for name in ("k", "n", "odds", "low", "high")} == {
        name: turn[name] for name in ("k", "n", "odds", "low", "high")
    }


def test_a_share_that_comes_in_waves_needs_more_to_be_clear():
    monday = date(2026, 11, 16)
    now = Share(key=DIA, week=monday, k=40, n=100)
    waves = [Share(key=DIA, week=monday - timedelta(weeks=w), k=4 if w % 2 else 36, n=100) for w in range(1, 13)]
    calm = [replace(week, k=20) for week in waves]
    ((wavy,), (steady,)) = (content(digest_rows(shares=(now, *before)))["emphasis"] for before in (waves, calm))

    assert wavy["low"] < steady["low"]
    assert (wavy["clear"], steady["clear"]) == (False, True)


def test_odds_that_are_next_to_nothing_are_told_and_not_rounded_away():
    """All that was ever said, and not a word of it this week."""
    told = shares(0, 8, before_k=78, before_n=78, weeks=26)
    other = Share(key=StreamKey("RU-MFA", "FOR"), week=date(2026, 11, 16), k=8, n=8)
    row = next(row for row in content(digest_rows(shares=(*told, other)))["emphasis"] if row["issue"] == "DIA")
    assert 0 < row["low"] < row["odds"] < 0.0005


@pytest.mark.parametrize(("n", "high"), [(100, 1.44), (200, 1.08), (300, 0.96), (1000, 0.79)])
def test_a_fall_to_nothing_counts_more_the_more_was_said(n, high):
    """A tenth was usual, in weeks as calm as weeks are taken to be."""
    told = (*shares(0, n, before_k=n // 10, before_n=n, weeks=26)[1:], Share(key=OTHER, week=MONDAY, k=n, n=n))
    (row,) = (row for row in content(digest_rows(shares=told))["emphasis"] if row["issue"] == "DIA")
    assert (row["high"], row["clear"]) == (pytest.approx(high, abs=0.006), high < 1)


@pytest.mark.parametrize(("weeks", "clear"), [(1, False), (7, False), (8, True)])
def test_nothing_is_clear_before_it_is_known_how_much_a_share_varies(weeks, clear):
    told = shares(99, 100, before_k=1, before_n=100, weeks=weeks)
    made = content(digest_rows(shares=told))
    assert [row["clear"] for row in (*made["emphasis"], *made["bloc_shares"][0]["shares"])] == [clear, clear]


def test_an_office_that_speaks_of_one_issue_alone_has_not_turned():
    made = content(digest_rows(shares=shares(20, 20, before_k=400, before_n=400, weeks=26)))
    assert made["emphasis"] == []
    assert [row["clear"] for row in made["bloc_shares"][0]["shares"]] == [False]


def test_an_unchanged_share_is_no_news():
    assert content(digest_rows(shares=shares(4, 20, before_k=4, before_n=20)))["emphasis"] == []


def test_a_share_of_a_handful_of_utterances_is_an_anecdote():
    assert content(digest_rows(shares=shares(2, 10, before_k=0, before_n=20)))["emphasis"] == []


def test_a_week_without_a_word_on_an_issue_counts_as_zero():
    listed = shares(0, 30, before_k=10, before_n=30)
    other = Share(key=StreamKey("RU-MFA", "FOR"), week=date(2026, 11, 16), k=30, n=30)
    found = content(digest_rows(shares=(*listed[1:], other)))["emphasis"]
    assert [(row["k"], row["n"]) for row in found if row["issue"] == "DIA"] == [(0, 30)]


# --------------------------------------------------------------------- wording


PAIR = WordingPair(
    id="operation",
    issue="DIA",
    name_a="special operation",
    name_b="war",
    a={"en": r"special operation"},
    b={"en": r"\bwar\b"},
)


def test_watched_wordings_are_counted_by_utterance_and_bloc():
    config = week_config(rules=Rules(wording=(PAIR,)))
    twice = evidence(quote="War is war, and this War will end.")
    said = (
        utterance(evidence=(twice, twice)),
        utterance(id="2", evidence=(evidence(quote="The special operation goes on."),)),
    )
    (row,) = content(digest_rows(utterances=said), config=config)["wording"]
    assert (row["bloc"], row["a"], row["b"], row["before_b"]) == ("RU", 1, 1, None)


def test_watched_wordings_are_shown_beside_the_week_before():
    config = week_config(rules=Rules(wording=(PAIR,)))
    said = utterance(evidence=(evidence(quote="This is war."),))
    before = built(digest_rows(utterances=(said,)), config=config)
    (row,) = content(digest_rows(utterances=(said,)), config=config, previous=before)["wording"]
    assert row["before_b"] == 1


# ----------------------------------------------------------------- bookkeeping


def test_the_books_tell_the_fate_of_each_alert():
    alerts = (alert(), alert(id="2"), alert(id="3", channel="digest", held="the week's budget is used"))
    rows = digest_rows(alerts=alerts, counts=READ, judged=(verdict("al-0001", "confirm"), verdict("2", "stale")))
    books = content(rows)["books"]
    assert (books["chat"], books["digest_only"], books["sent"]) == (2, 1, 1)
    assert (books["confirmed"], books["dismissed"], books["open"]) == (1, 1, 1)


def test_precision_has_a_wilson_interval():
    verdicts = (*(verdict(f"right-{n}", "confirm") for n in range(8)), verdict("w1", "repeat"), verdict("w2", "stale"))
    books = content(digest_rows(judged=verdicts))["books"]
    assert (books["precision"], books["judged_8_weeks"]) == (0.8, 10)
    assert (books["low"], books["high"]) == (pytest.approx(0.490, abs=0.001), pytest.approx(0.943, abs=0.001))


def test_precision_is_not_known_before_anybody_judged():
    made = content(digest_rows())
    assert made["books"]["precision"] is None
    said = "Precision of the last eight weeks: not known, nobody had judged an alert by the week’s end."
    assert said in made["bookkeeping"]
    long_ago = content(digest_rows(judged=(verdict("old", "stale", at=WEEK.end - timedelta(weeks=9)),)))
    assert "Precision of the last eight weeks: not known, nobody judged an alert in them." in long_ago["bookkeeping"]


def test_verdicts_of_eight_weeks_count_and_older_and_later_ones_do_not():
    judged = (
        verdict("old", "stale", at=WEEK.end - timedelta(weeks=8, seconds=1)),
        verdict("young", "confirm", at=WEEK.end - timedelta(weeks=8)),
        verdict("late", "stale", at=WEEK.end),
    )
    made = content(digest_rows(judged=judged))
    assert list(made["verdict_log"]) == ["young"]
    assert (made["books"]["judged_8_weeks"], made["books"]["precision"]) == (1, 1.0)


def test_stated_confidence_is_held_against_what_people_said_once_thirty_are_judged():
    sure = [verdict(f"sure-{n}", "confirm" if n < 18 else "stale", confidence=0.9) for n in range(20)]
    unsure = [verdict(f"unsure-{n}", "repeat", confidence=0.55) for n in range(10)]
    flash = verdict("flash", "confirm", status="unconfirmed", confidence=0.5)
    rows = content(digest_rows(judged=(*sure, *unsure, flash)))["reliability"]
    assert [(row["n"], row["stated"], row["share"]) for row in rows] == [(10, 0.55, 0.0), (20, 0.9, 0.9)]
    assert content(digest_rows(judged=(*sure, *unsure[1:], flash)))["reliability"] == []


def test_further_notes_stand_at_the_end_of_the_books():
    made = build_digest(
        digest_rows(), week=WEEK, config=week_config(), versions=VERSIONS, previous=None, now=NOW, notes=["A note."]
    )
    assert made.content["bookkeeping"][-1] == "A note."


def test_the_books_tell_what_the_budget_held_back_and_what_was_taken_back():
    alerts = (
        alert(channel="digest", held="budget: 2 alerts in these 24 hours"),
        alert(id="2", channel="digest", held="severity 30 below 40"),
        alert(id="3", kind="walk_back"),
        alert(id="4", key="check:RU-MFA:DIA:B06:softer", channel="digest", held="baseline check: confirm the row"),
    )
    made = content(digest_rows(alerts=alerts))
    books = made["books"]
    assert (books["held_budget"], books["walk_backs"], books["checks"], books["digest_only"]) == (1, 1, 1, 3)
    assert "One alert would have gone to the chat and did not, since its budget was spent." in made["bookkeeping"]
    assert "One decisive statement was taken back." in made["bookkeeping"]


def test_expected_false_alarms_are_utterances_over_the_threshold():
    said = tuple(utterance(id=str(n)) for n in range(150))
    assert content(digest_rows(utterances=said))["books"]["expected_false"] == 0.5


# ---------------------------------------------------------- coverage and health


def test_languages_that_are_not_read_are_named():
    lines = content(digest_rows(languages={"en": 7, "pl": 3, "de": 2, "es": 1}))["coverage"]["lines"]
    assert "Four articles in languages that are not read were kept and counted only: pl 3 and es 1." in lines


def test_nothing_is_said_of_unread_languages_where_all_are_read():
    lines = content(digest_rows(languages={"en": 7, "uk": 3}))["coverage"]["lines"]
    assert not any("not read" in line for line in lines)


def test_of_an_archive_no_feeds_are_told():
    made = content(digest_rows(streams=(stream(),), counts=READ))
    assert made["lines"][-1] == "This rests on 1,204 articles and 420 utterances."
    assert made["coverage"]["lines"][0] == "1,204 articles, 311 of them copies of others."


def test_a_fall_in_what_was_read_is_told():
    before = built(digest_rows(counts={"articles": 1000}))
    lines = content(digest_rows(counts={"articles": 600}), previous=before)["coverage"]["lines"]
    assert any("may be a gap in reading" in line for line in lines)


@pytest.mark.parametrize(
    ("state", "told"),
    [
        (feed(), "all well"),
        (feed(last_success_at=None, outcome="answered 404"), "has never answered: answered 404"),
        (
            feed(last_success_at=datetime(2026, 11, 17, tzinfo=UTC), failures=61, outcome="answered 503"),
            "has not answered since 17 Nov, 61 tries: answered 503",
        ),
        (feed(ended=True, outcome="answered 410"), "has ended: answered 410"),
        (feed(last_new_at=datetime(2026, 11, 10, tzinfo=UTC)), "Nothing new all week from kremlin-en"),
    ],
)
def test_each_trouble_of_a_feed_has_its_sentence(state, told):
    lines = content(digest_rows(feeds=(state,)))["health"]
    assert any(told in line for line in lines) if told != "all well" else lines == []


def test_of_feeds_that_nobody_asked_in_the_week_it_is_not_said_that_they_answered():
    made = content(digest_rows(feeds=(feed(last_success_at=WEEK.start - timedelta(days=21)),), counts=READ))
    assert made["coverage"]["feeds_up"] == 0
    assert any("Not asked since" in line and "kremlin-en" in line for line in made["health"])


def test_a_feed_that_is_silent_for_three_times_its_usual_gap_is_named():
    previous = None
    for name in ("2026-W38", "2026-W39", "2026-W40", "2026-W41"):
        week = parse_week(name, "Europe/Brussels")
        previous = built(digest_rows(feeds=(feed(last_new_at=week.start),)), week=week, previous=previous)
    still = digest_rows(feeds=(feed(last_new_at=parse_week("2026-W41", "Europe/Brussels").start),))
    assert any(
        "silent for more than three times its usual gap" in line for line in content(still, previous=previous)["health"]
    )


def test_feeds_no_longer_configured_are_not_counted():
    coverage = content(digest_rows(feeds=(feed(), feed(feed_id="gone"))))["coverage"]
    assert (coverage["feeds"], coverage["feeds_up"]) == (1, 1)


def test_the_dates_are_those_of_the_readers_calendar():
    config = week_config(digest=DigestSettings(timezone="America/New_York"))
    week = parse_week("2026-W53", "America/New_York")
    assert (
        content(digest_rows(), config=config, week=week)["dates"]
        == "28 December 2026 – 3 January 2027 (America/New_York)"
    )
