"""Weighing: what becomes an alert, where it goes, and in which words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest

from monitor.shifts import gather, learnt, weigh
from monitor.shifts.budget import channel_of, fullest
from monitor.shifts.detect import sureness_of
from monitor.shifts.explain import dated, headline, level_words, short, unchanged
from monitor.shifts.open_alerts import renewed
from monitor.shifts.severity import severity_of
from monitor.shifts.walk_back import withdrawn
from monitor.types import (
    AlertRules,
    FlashRules,
    Person,
    RaisedWith,
    Rules,
    Shift,
    StreamKey,
    StreamState,
    Term,
    TrackRecord,
    WordingPair,
)
from monitor.types.reading import ROLE_CONFLICT
from tests.builders import alert
from tests.shifts.shift_world import (
    MFA_DIA,
    MFA_THR,
    NOW,
    RULES,
    START,
    VERSIONS,
    WORLD,
    Desk,
    article,
    context,
    place,
    position,
    said,
    told,
)

DAY = timedelta(days=1)
RECORD = learnt((), RULES.detect)


def settled(desk: Desk, level: int = -1, n: int = 30, **changes: object) -> Desk:
    desk.hear(*(said(number, level, quiet=True, **changes) for number in range(n)))
    return desk


def moved(level: int = -1, to: int = 1, n: int = 12, record: TrackRecord | None = None, **changes: object) -> Desk:
    """A desk that has heard a settled stream move, one plain statement a day."""
    desk = settled(Desk(position(level=level), record=record or RECORD), level)
    desk.hear(*(said(40 + number, to, speaker_level=3, **changes) for number in range(n)))
    return desk


def flash_of(desk: Desk, number: int = 40, level: int = 2, **changes: object):
    usual = {"primary": True, "origins": ("Russian state",)}
    desk.hear(said(number, level, **(usual | changes)))
    return list(desk.alerts.values())


# ------------------------------------------------------------------- drift


def test_a_line_that_moves_becomes_one_alert():
    (found,) = moved().alerts.values()
    assert (found.kind, found.status, found.direction, found.channel) == ("reversal", "confirmed", "softer", "chat")
    assert (found.before.level, found.before.position, found.before.baseline) == (-1, "B1", "seed")
    assert found.before.claim == position().claim
    assert found.after.level == 1
    assert found.confidence == pytest.approx(RULES.detect.borne_out * sureness_of(found.ratio, RULES.detect), abs=0.001)
    assert found.since == (START + 40 * DAY).date()
    assert found.versions == VERSIONS


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [(-1, -2, "towards “refuse” (−1) → all the way (−2)"), (-2, -1, "refuse (−2) → only towards it (−1)")],
)
def test_a_pole_towards_which_both_levels_lean_is_named_once_and_their_numbers_tell_them_apart(was, now, told):
    office, issue = WORLD.office(MFA_DIA.office), WORLD.issue(MFA_DIA.issue)
    shift = Shift(
        key=MFA_DIA, kind="hardening", status="unconfirmed", direction="harder", before_mean=was, after_mean=now, rule="check",
        before_level=was, after_level=now, baseline="seed", position="B1", ratio=9.0, since=START.date(), at=NOW, utterances=(),
    )  # fmt: skip
    assert headline(shift, office=office, issue=issue, pair=None) == (
        f"Baseline check, Russian Foreign Ministry on dialogue: {told}"
    )


@pytest.mark.parametrize(
    ("was", "now", "told"),
    [(-1.44, -2.0, "−1.4 → −2.0"), (-1.44, -1.36, "−1.44 → −1.36"), (-0.04, 0.3, "+0.0 → +0.3")],
)
def test_a_move_within_one_level_says_how_far_it_went(was, now, told):
    office, issue = WORLD.office(MFA_DIA.office), WORLD.issue(MFA_DIA.issue)
    shift = Shift(
        key=MFA_DIA, kind="hardening", status="confirmed", direction="harder", before_mean=was, after_mean=now,
        before_level=-2, after_level=-2, baseline="rolling", position=None, ratio=9.0, since=START.date(), at=NOW, utterances=(),
    )  # fmt: skip
    assert headline(shift, office=office, issue=issue, pair=None) == (
        f"Russian Foreign Ministry hardens on dialogue: refuse (level {told})"
    )


def test_the_headline_says_it_all_in_the_axis_words():
    (found,) = moved(-2, 0).alerts.values()
    assert found.headline == "Russian Foreign Ministry softens on dialogue: refuse → wait"


def test_the_reason_is_made_of_the_numbers():
    desk = settled(Desk(position()))
    desk.hear(*(said(40 + n, 1 if n != 2 else -1, speaker_level=3, weight=0.8) for n in range(12)))
    (found,) = desk.alerts.values()
    assert found.reason.startswith(f"Evidence R={found.ratio:.0f} means: ")
    assert "utterances since 12 Apr 2025 would be this lopsided about once in" in found.reason
    assert "Against: 1 utterance" in found.reason
    assert "lowest 0.80" in found.reason
    assert [e.favours for e in found.evidence][-1] is False
    assert all(e.favours for e in found.evidence[:-1])


def test_negated_statements_mirror_the_direction():
    (up,), (down,) = moved(-1, 1).alerts.values(), moved(1, -1).alerts.values()
    assert (up.direction, down.direction) == ("softer", "harder")
    assert up.ratio == pytest.approx(down.ratio, rel=0.01)


def test_the_same_words_from_the_other_side_move_the_other_stream_the_other_way():
    def on_war(office, actor):
        row = position(issue="WAR", office=office, level=-1)
        desk = Desk(row)
        key = StreamKey(office, "WAR")
        desk.hear(*(said(n, -1, quiet=True, key=key, actor=actor) for n in range(30)))
        desk.hear(*(said(40 + n, 1, key=key, actor=actor, speaker_level=3) for n in range(10)))
        (found,) = desk.alerts.values()
        return found.office, found.direction

    assert on_war("RU-MFA", "lavrov") == ("RU-MFA", "softer")
    assert on_war("NATO-SG", "stoltenberg") == ("NATO-SG", "harder")
    assert on_war("UA-PRES", "zelensky") == ("UA-PRES", "harder")


def test_what_goes_on_moving_renews_the_alert():
    first, later = moved(n=6), moved(n=20)
    assert list(first.alerts) == list(later.alerts)
    assert len(later.alerts) == 1


def test_a_seed_only_stream_raises_no_drift_alert():
    desk = Desk(position())
    desk.hear(*(said(n, 1, speaker_level=3) for n in range(9)))
    assert {(a.channel, a.held) for a in desk.alerts.values()} == {
        ("digest", "baseline check: confirm or correct the row")
    }
    assert len(desk.alerts) == 1


def test_weighing_the_same_article_again_gives_the_same_alert():
    desk = settled(Desk(position()))
    utterance = said(40, 2, primary=True)
    memory = {MFA_DIA: desk.memory(utterance)}
    of = article(id="x")
    twice = [weigh(of, (utterance,), memory, context=desk.context, now=NOW + n * DAY) for n in range(2)]
    assert twice[0].alerts[0].key == twice[1].alerts[0].key
    assert twice[0].streams == twice[1].streams


def test_an_utterance_that_came_late_is_folded_in_its_place():
    row = position()
    told_all = [said(n, -1, quiet=True) for n in range(30)] + [said(40 + n, 1, speaker_level=3) for n in range(10)]
    late = settled(Desk(row))
    late.hear(*(u for u in told_all[30:] if u.id != "u00042"))
    late.hear(next(u for u in told_all if u.id == "u00042"))
    ordered = Desk(row)
    ordered.hear(*told_all)
    assert late.states[MFA_DIA] == ordered.states[MFA_DIA]
    assert len(late.alerts) == len(ordered.alerts) == 1


def test_twenty_copies_leave_r_where_it_was():
    desk = settled(Desk(position()))
    first = said(40, 1)
    desk.hear(first)
    before = desk.states[MFA_DIA]
    for n in range(2, 21):
        copy = replace(said(400 + n, 1, first.said_at), shingles=first.shingles, origins=first.origins)
        desk.hear(copy)
    assert desk.kept[first.id].copies == 20
    assert desk.states[MFA_DIA].ratio == before.ratio
    assert len(desk.kept) == 31


def test_a_stronger_retelling_of_the_newest_utterance_is_learnt():
    desk = settled(Desk(position()))
    weak = said(40, 1, weight=0.3, speaker_level=3)
    desk.hear(weak, replace(said(41, 1, weak.said_at + timedelta(hours=1), speaker_level=3), shingles=weak.shingles))
    alone = settled(Desk(position()))
    alone.hear(said(40, 1, speaker_level=3))
    assert desk.states[MFA_DIA].ratio == pytest.approx(alone.states[MFA_DIA].ratio)


def test_what_verdicts_taught_is_what_confidence_assumes_and_the_alert_says_so():
    (usual,) = moved().alerts.values()
    (taught,) = moved(record=replace(RECORD, by_kind={"reversal": 0.9})).alerts.values()

    assert (usual.borne_out, taught.borne_out) == (RULES.detect.borne_out, 0.9)
    assert taught.confidence == pytest.approx(0.9 * sureness_of(taught.ratio, RULES.detect), abs=0.001)
    assert taught.channel == usual.channel


@pytest.mark.parametrize(
    ("row_of", "speaks", "caveats"),
    [
        ("Igor Ivanov", "lavrov", ("row B1 is what Igor Ivanov said, who held the office then",)),
        ("Jens Stoltenberg", "lavrov", ("row B1 is what Jens Stoltenberg said",)),
        ("Igor Ivanov", "RU-MFA", ("row B1 is what Igor Ivanov said, who held the office then",)),
        ("Sergei Lavrov", "lavrov", ()),
        ("Sergei Lavrov", "RU-MFA", ()),
        ("the writer", "lavrov", ()),
    ],
)
def test_an_alert_says_that_the_line_was_somebody_elses(row_of, speaks, caveats):
    ivanov = Person(
        id="ivanov",
        name="Igor Ivanov",
        bloc="RU",
        aliases=(),
        terms=(Term(office="RU-MFA", since=date(2020, 1, 1), until=date(2024, 1, 1)),),
    )
    world = replace(WORLD, persons=(*WORLD.persons, ivanov))
    desk = settled(Desk(position(actor=row_of), world=world))
    desk.hear(*(said(40 + number, 1, speaker_level=3, actor=speaks) for number in range(12)))

    (found,) = desk.alerts.values()
    assert tuple(line for line in found.caveats if "row" in line) == caveats


def test_a_confirmed_move_tells_all_the_sources_that_its_statements_have_got_since():
    desk = settled(Desk(position(level=-1)), -1)
    first = said(40, 1, speaker_level=3, origins=("Alliance",))
    desk.hear(first)
    for number, owner in enumerate(("Northern Wire", "Courier")):  # two outlets print the words a little later
        place_there = place(f"copy{number}", first.evidence[0].quote, first.said_at)
        desk.hear(replace(first, id=f"copy{number}", evidence=(place_there,), origins=(owner,)))
    desk.hear(*(said(41 + number, 1, speaker_level=3, origins=("Alliance",)) for number in range(11)))

    (found,) = [one for one in desk.alerts.values() if one.status == "confirmed"]
    assert found.owners == ("Alliance", "Northern Wire", "Courier")
    assert (found.independent_sources, found.copies) == (3, 5)  # three statements, one of them in three articles


@pytest.mark.parametrize("turned", [False, True])
def test_what_grows_and_what_is_judged_anew_in_one_article_are_both_kept(turned: bool):
    desk = settled(Desk(position(level=-1)), -1)
    first, last = (said(40 + number, -1, speaker_level=3, weight=0.7, origins=("Alliance",)) for number in range(2))
    desk.hear(first, last)
    places = {one.id: (place(f"again-{one.id}", one.evidence[0].quote, one.said_at),) for one in (first, last)}
    both = [
        replace(first, id="copy", evidence=places[first.id], origins=("Courier",)),
        replace(last, id="clearer", evidence=places[last.id], weight=1.0, levels=(0.0, 0.0, 0.0, 0.0, 1.0)),
    ]
    memory = {MFA_DIA: desk.memory(first)}

    weighed = weigh(article(), both[::-1] if turned else both, memory, context=desk.context, now=NOW)

    (state,) = weighed.streams
    trail = {row["id"]: row for row in state.memory["trail"]}
    assert (trail[first.id]["copies"], trail[last.id]["levels"][4]) == (2, 1.0)


# ------------------------------------------------------------------- flash


def test_a_flash_is_worth_what_its_like_were():
    (found,) = flash_of(settled(Desk(position(), record=replace(RECORD, unconfirmed=0.7, unconfirmed_verdicts=30))))

    assert (found.confidence, found.borne_out) == (0.7, None)


def test_one_decisive_primary_statement_need_not_wait():
    (found,) = flash_of(settled(Desk(position())))
    assert (found.status, found.channel, found.confidence) == ("unconfirmed", "chat", 0.4)
    assert "single source, unconfirmed" in found.caveats
    assert found.headline == "Russian Foreign Ministry reverses on dialogue (softer): towards “refuse” → ready"
    assert found.reason.startswith("One decisive statement: 2 levels or more from the baseline, ")


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"speaker_level": 3}, "speaker level 3"),
        ({"primary": False}, "one origin, not primary"),
        ({"margin": 0.2}, "margin 0.20"),
        ({"level": 0}, "1 levels from the baseline"),
        ({"commitment": "denied"}, "a reported denial"),
        ({"quiet": True}, "quiet"),
        ({"agreeing": 1}, "1 of the sentences in one source: too easily misread"),
    ],
)
def test_a_statement_that_fails_one_condition_waits(changes, why):
    desk = settled(Desk(position()))
    level = changes.pop("level", 2)
    weighed = desk.hear(said(40, level, **({"primary": True} | changes)))
    assert desk.alerts == {}
    assert why in " ".join(weighed.notes)


def test_two_quoted_sentences_on_the_own_page_are_a_flash():
    desk = settled(Desk(position()))
    at = START + 40 * DAY
    page = article(primary=True, speaks_for="RU-MFA", owner="Russian state", published=at, seen=at)
    words = ("We are ready to resume talks without any conditions from tomorrow on.", "Is that so?")
    quoted = (told(said_at=at, text=words[0]), told(said_at=at, text=words[1], start=70, end=81))
    desk.hear(*gather(page, quoted, world=WORLD, rules=RULES))
    assert [a.status for a in desk.alerts.values()] == ["unconfirmed"]


def test_a_level_that_the_stream_often_took_is_no_news():
    desk = settled(Desk(position()))
    desk.hear(*(said(n, 2, quiet=True, id=f"odd{n}", shingles=()) for n in (3, 9)))
    weighed = desk.hear(said(40, 2, primary=True))
    assert desk.alerts == {}
    assert "taken that level before (2.0 utterances in half a year)" in " ".join(weighed.notes)


def test_what_was_said_in_the_last_weeks_is_no_habit_yet():
    desk = settled(Desk(position()))
    desk.hear(*(said(n, 2, quiet=True, id=f"odd{n}", shingles=()) for n in (20, 25)))
    assert len(flash_of(desk)) == 1


def test_the_level_before_a_move_is_no_habit_after_it():
    desk = moved(-1, 2, n=12)
    before = set(desk.alerts)
    desk.hear(said(120, -1, primary=True, origins=("Russian state",)))
    assert [a.status for key, a in desk.alerts.items() if key not in before] == ["unconfirmed"]


def test_a_second_independent_outlet_makes_it_a_flash():
    desk = settled(Desk(position()))
    first = said(40, 2, origins=("Owner A",), agreeing=1)
    desk.hear(first)
    assert desk.alerts == {}
    desk.hear(replace(said(41, 2, first.said_at, agreeing=1), shingles=first.shingles, origins=("Owner B",)))
    (raised,) = desk.alerts.values()
    assert raised.independent_sources == 2
    assert "several independent sources; R=" in raised.reason  # the number is told once, and grows


def test_copies_of_one_text_do_not_corroborate():
    desk = settled(Desk(position()))
    source = article(published=START + 40 * DAY, seen=START + 40 * DAY)
    statement = told(said_at=START + 40 * DAY)
    (grown,) = gather(source, (statement,), world=WORLD, rules=RULES)
    desk.hear(grown)
    for n in range(2, 21):
        copy = replace(source, id=f"copy-{n}", owner=f"Owner {n}")
        (grown,) = gather(copy, (statement,), world=WORLD, rules=RULES, original=(desk.kept[grown.id],))
        desk.hear(grown)
    assert desk.kept[grown.id].copies == 20
    assert desk.alerts == {}


def test_a_flash_on_a_row_never_heard_before_is_marked_provisional():
    desk = Desk(position())
    found = flash_of(desk)
    (chat,) = [a for a in found if a.channel == "chat"]
    assert "baseline provisional" in chat.caveats
    assert (chat.before.position, chat.before.level) == ("B1", -1)


def test_a_drift_inside_the_cool_down_confirms_the_flash_once_and_says_so():
    desk = settled(Desk(position()))
    (flashed,) = flash_of(desk)
    desk.hear(*(said(41 + n, 2, speaker_level=3) for n in range(8)))
    first, second = sorted(desk.alerts.values(), key=lambda each: each.at)
    assert (first.id, first.status) == (flashed.id, "unconfirmed")
    assert (second.status, second.channel) == ("confirmed", "chat")
    assert f"It confirms “{flashed.headline}” ({dated(flashed.at)}, alert {flashed.id})" in second.reason


def test_a_renewed_alert_leads_with_what_it_was_raised_on_and_keeps_what_came_after_apart():
    desk = settled(Desk(position()))
    (flashed,) = flash_of(desk)
    strong = flashed.evidence[0]
    at = strong.said_at + 4 * DAY
    louder = place("a99", "Moscow is ready to talk today.", at, voice="quoted", weight=1.0)
    (again,) = flash_of(desk, 44, primary=False, origins=("Owner A", "Owner B"), weight=0.5, evidence=(louder,))
    assert [(place.quote, place.later) for place in again.evidence] == [(strong.quote, False), (louder.quote, True)]
    assert (again.first_ratio, again.first_reason) == (flashed.ratio, flashed.reason)
    assert f"Strongest: “{short(strong.quote)}”" in again.first_reason
    assert f"Strongest: “{short(louder.quote)}”" in again.reason
    assert again.ratio > flashed.ratio
    assert "paraphrase only" not in again.caveats


def test_what_an_alert_was_raised_with_stays_however_often_it_is_renewed():
    desk = settled(Desk(position()))
    (flashed,) = flash_of(desk)
    again = flashed
    for n in range(8):
        later = place(f"later-{n}", f"Moscow is ready, once more {n}.", flashed.at + n * DAY, weight=1.0)
        again = renewed(again, replace(flashed, evidence=(later,), ratio=again.ratio * 2, reason="since then"))
    assert [one for one in again.evidence if not one.later] == list(flashed.evidence)
    assert [one.article for one in again.evidence if one.later] == [f"later-{n}" for n in range(7, 2, -1)]
    assert again.raised_with == RaisedWith(ratio=flashed.ratio, reason=flashed.reason)


def test_a_renewed_alert_shows_the_level_that_was_said_last_and_keeps_the_one_before():
    desk = settled(Desk(position()))
    (first,) = flash_of(desk, level=1)
    (again,) = flash_of(desk, 44, level=2)
    assert (again.id, again.at, again.before) == (first.id, first.at, first.before)
    assert (first.after.level, again.after.level) == (1, 2)
    assert again.headline != first.headline
    (shown,) = again.earlier
    assert (shown.headline, shown.after, shown.until) == (first.headline, first.after, START + 44 * DAY)


def test_what_was_said_before_and_came_late_is_not_the_level_that_was_said_last():
    desk = settled(Desk(position()))
    (first,) = flash_of(desk, 44, level=2)
    (again,) = flash_of(desk, 41, level=1)
    assert (again.after, again.headline, again.earlier) == (first.after, first.headline, ())


def test_the_reason_names_the_heaviest_words_wherever_they_stand():
    desk = settled(Desk(position()))
    heavy = said(40, 2, agreeing=1)
    light = said(41, 2, heavy.said_at, agreeing=1, evidence=(place("a41", "Ready.", heavy.said_at, weight=0.3),))
    desk.hear(heavy, light)
    (flashed,) = desk.alerts.values()
    assert f"Strongest: “{short(heavy.evidence[0].quote)}”" in flashed.reason


def test_no_more_than_two_flashes_a_week_reach_the_chat():
    offices = [("RU-MFA", "DIA"), ("RU-MFA", "THR"), ("NATO-SG", "DIA")]
    rows = [position(id=f"P{n}", office=office, issue=issue, level=-1) for n, (office, issue) in enumerate(offices)]
    desk = Desk(*rows, rules=Rules(alerts=AlertRules(per_day=9)))
    for n, key in enumerate(offices):
        flash_of(desk, 40 + n, key=StreamKey(*key))
    flashes = [a for a in desk.alerts.values() if not a.key.startswith("check")]
    assert [a.channel for a in flashes] == ["chat", "chat", "digest"]
    assert flashes[2].held == "budget: 2 unconfirmed alerts in these 7 days"


# --------------------------------------------------------------- walk-back


@pytest.mark.parametrize(("hours", "kinds"), [(48, ["reversal", "walk_back"]), (80, ["reversal"])])
def test_going_back_within_three_days_closes_the_alert(hours, kinds):
    desk = settled(Desk(position()))
    (flashed,) = flash_of(desk)
    desk.hear(said(50, -1, flashed.at + timedelta(hours=hours)))
    assert [a.kind for a in desk.alerts.values()] == kinds
    if len(kinds) == 2:
        back = desk.alerts[f"walk_back:{flashed.key}"]
        assert (back.channel, back.direction) == ("chat", "harder")
        assert flashed.id in back.reason
        assert back.headline == "Russian Foreign Ministry goes back to its line on dialogue: ready → towards “refuse”"


def test_a_move_is_confirmed_by_an_alert_of_its_own_where_one_that_was_held_has_its_key():
    """The first decisive statement was for the digest, a second one of the next week for the chat; the move began with the first."""
    desk = settled(Desk(position()))
    (held,) = flash_of(desk)
    desk.alerts[held.key] = replace(held, channel="digest", held="actor RU-MFA muted by Ada until 14 Apr 2025")
    for n in range(4):
        desk.hear(said(60 + n, 2, held.at + 2 * DAY + n * timedelta(hours=20)))
    first, second, confirmed = desk.alerts.values()

    assert first == desk.alerts[held.key] == replace(held, channel="digest", held=first.held)
    assert (second.channel, second.status) == ("chat", "unconfirmed")
    assert (confirmed.channel, confirmed.status, confirmed.story) == ("chat", "confirmed", second.id)
    assert confirmed.id not in (first.id, second.id)


def test_one_sentence_takes_nothing_back_that_many_have_confirmed_since():
    desk = settled(Desk(position()))
    (flashed,) = flash_of(desk)
    desk.hear(*(said(60 + n, 2, flashed.at + timedelta(hours=8 + n * 8)) for n in range(5)))
    desk.hear(said(90, -1, flashed.at + timedelta(hours=60)))
    assert [(a.kind, a.status) for a in desk.alerts.values()] == [
        ("reversal", "unconfirmed"),
        ("reversal", "confirmed"),
    ]


def test_the_first_decisive_statement_after_a_mute_is_told_whatever_was_held_by_it():
    muted = [True]

    def hold(alert):
        return replace(alert, channel="digest", held="muted") if muted[0] and alert.channel == "chat" else alert

    desk = settled(Desk(position(), hold_muted=hold))
    monday = START + 42 * DAY
    desk.hear(said(60, 2, monday, primary=True), said(61, 2, monday + DAY, primary=True))
    held = list(desk.alerts.values())
    muted[0] = False
    desk.hear(said(62, 2, monday + 2 * DAY + timedelta(hours=7), primary=True))

    assert [alert.channel for alert in held] == ["digest"]
    assert [(alert.channel, alert.id in {a.id for a in held}) for alert in desk.alerts.values()] == [
        ("digest", True),
        ("chat", False),
    ]


def test_a_baseline_check_is_nothing_to_take_back():
    desk = Desk(position(level=-2))
    desk.hear(said(1, 1, speaker_level=3), said(2, 1, speaker_level=3))
    assert [a.key.partition(":")[0] for a in desk.alerts.values()] == ["check"]
    desk.hear(said(3, -2, START + 3 * DAY, speaker_level=3))
    assert [a.kind for a in desk.alerts.values() if a.kind == "walk_back"] == []


def test_another_office_cannot_take_an_alert_back():
    desk = settled(Desk(position()))
    (flashed,) = flash_of(desk)
    desk.hear(said(50, -1, flashed.at + DAY, key=StreamKey("NATO-SG", "DIA")))
    assert [a.kind for a in desk.alerts.values()] == ["reversal"]


# ------------------------------------------------------------ new positions

LONG_KNOWN = {"RU-MFA": (50, START - 60 * DAY), "NATO-SG": (50, START - 60 * DAY)}


@pytest.mark.parametrize(
    ("history", "count"),
    [
        (LONG_KNOWN, 1),
        ({"RU-MFA": (19, START - 60 * DAY)}, 0),
        ({"RU-MFA": (50, START - 20 * DAY)}, 0),
        ({}, 0),
    ],
)
def test_a_first_position_counts_only_from_an_office_known_long_enough(history, count):
    desk = Desk(office_history=history)
    desk.hear(said(1, 2, primary=True, key=MFA_THR))
    assert [a.kind for a in desk.alerts.values()] == ["new_position"] * count
    assert all(a.channel == "digest" for a in desk.alerts.values())


def test_without_a_primary_source_it_takes_two():
    desk = Desk(office_history=LONG_KNOWN)
    desk.hear(said(1, 2, key=MFA_THR))
    assert desk.alerts == {}
    desk.hear(said(2, 2, key=MFA_THR))
    assert [a.headline for a in desk.alerts.values()] == [
        "Russian Foreign Ministry takes a first position on threat: enemy"
    ]


def test_a_head_of_state_takes_a_first_position_in_the_chat():
    desk = Desk(office_history=LONG_KNOWN)
    desk.hear(said(1, 2, primary=True, speaker_level=5, key=StreamKey("NATO-SG", "WAR")))
    assert [a.channel for a in desk.alerts.values()] == ["chat"]


def test_a_stream_with_a_row_has_no_first_position():
    desk = Desk(position(), office_history=LONG_KNOWN)
    desk.hear(said(1, -1, primary=True))
    assert desk.alerts == {}


def test_a_first_position_is_taken_once():
    desk = Desk(office_history=LONG_KNOWN)
    desk.hear(*(said(n, 2, primary=True, key=MFA_THR) for n in range(8)))
    assert len(desk.alerts) == 1


# ------------------------------------------------------ quiet, stale, former


def test_a_move_that_a_backlog_uncovers_is_told_in_the_digest():
    desk = Desk()
    desk.hear(*(said(100 + n, 2, START + timedelta(days=100 + n), speaker_level=3) for n in range(12)))
    assert desk.chat == []
    desk.hear(*(said(n, -2, quiet=True) for n in range(30, 70)), seen=NOW)
    moves = [a for a in desk.alerts.values() if a.status == "confirmed"]
    assert moves
    assert {(a.channel, a.held) for a in moves} == {("digest", "found with a backlog: a move of the past")}


def test_a_stale_article_never_alerts():
    desk = settled(Desk(position()))
    at = START + 40 * DAY
    of = article(id="old", published=at + 20 * DAY, seen=at + 20 * DAY)
    told_ones = gather(of, (told(said_at=at, voice="primary"),), world=WORLD, rules=RULES)
    weighed = weigh(of, told_ones, {MFA_DIA: desk.memory(told_ones[0])}, context=desk.context, now=NOW)
    assert weighed.alerts == ()
    assert weighed.streams[0].n == 31


def test_a_former_holder_raises_nothing():
    at = datetime(2025, 10, 3, 12, tzinfo=UTC)
    of = article(published=at, seen=at)
    statement = told(actor="stoltenberg", office="NATO-SG", issue="WAR", said_at=at, speaker_level=5, voice="primary")
    told_ones = gather(of, (statement,), world=WORLD, rules=RULES)
    row = position(id="B13", office="NATO-SG", issue="WAR", level=-2)
    assert weigh(of, told_ones, {}, context=context(row), now=NOW).alerts == ()


# --------------------------------------------------------- channel and words


@pytest.mark.parametrize(
    ("changes", "rule", "held"),
    [
        ({}, "drift", None),
        ({"severity": 39}, "drift", "severity 39 below 40"),
        ({"severity": 39, "status": "unconfirmed"}, "flash", None),
        ({"kind": "emphasis"}, "drift", "emphasis: always in the digest"),
        ({"speaker_level": 4}, "first", "first position by a speaker of level 4: in the chat from level 5"),
        ({"speaker_level": 5, "severity": 39}, "first", "severity 39 below 40"),
        ({"speaker_level": 5, "severity": 40}, "first", None),
    ],
)
def test_the_channel_and_its_reason(changes, rule, held):
    usual = alert(severity=70, at=START, **{k: v for k, v in changes.items() if k != "severity"})
    given = replace(usual, severity=changes.get("severity", 70))
    channel = channel_of(given, rule=rule, chat=(), rules=RULES)
    assert (channel.name, channel.held) == ("chat" if held is None else "digest", held)


@pytest.mark.parametrize(
    ("hours", "held"),
    [
        ((1, 2), "budget: 2 alerts in these 24 hours"),
        ((30, 60, 90, 120, 150), "budget: 5 alerts in these 7 days"),
        ((-30, -60, 60, 90, 100), "budget: 5 alerts in these 7 days"),
        ((30, 60, 90, 120), None),
        ((200, 210, 220, 230, 240), None),
    ],
)
def test_the_budget_holds_in_every_window_and_the_rest_goes_to_the_digest(hours, held):
    chat = tuple(alert(key=f"k{n}", at=START - timedelta(hours=h), status="confirmed") for n, h in enumerate(hours))
    channel = channel_of(alert(severity=70, at=START), rule="drift", chat=chat, rules=RULES)
    assert channel.held == held


def test_an_alert_is_not_counted_against_itself():
    chat = tuple(alert(at=START) for _ in range(3))
    assert channel_of(alert(severity=70, at=START), rule="drift", chat=chat, rules=RULES).name == "chat"


def test_a_dismissed_pattern_needs_ten_times_the_evidence():
    given = alert(severity=70, at=START)
    low, high = (
        channel_of(replace(given, ratio=r), rule="drift", chat=(), rules=RULES, dismissed=True) for r in (500.0, 3500.0)
    )
    assert (low.name, low.held) == ("digest", f"dismissed before: needs R of {10 * RULES.apart:.0f} for 60 days")
    assert high.name == "chat"


def test_the_fullest_window_holds_the_moment():
    assert fullest([START - DAY, START, START + DAY], START, 2 * DAY) == 2


def test_what_overflows_is_kept_for_the_digest():
    desk = Desk(position(), rules=Rules(alerts=AlertRules(per_day=0), flash=FlashRules(per_week=9)))
    flash_of(desk)
    held = [a for a in desk.alerts.values() if not a.key.startswith("check")]
    assert [(a.channel, a.held) for a in held] == [("digest", "budget: 0 alerts in these 24 hours")]


def test_a_move_first_held_is_told_once_there_is_room():
    desk = settled(Desk(position(), rules=Rules(flash=FlashRules(per_week=0))))
    flash_of(desk)
    assert desk.chat == []
    desk.hear(*(said(41 + n, 2, speaker_level=3) for n in range(8)))
    assert [a.status for a in desk.chat] == ["confirmed"]
    assert len(desk.alerts) == 2


@pytest.mark.parametrize(
    ("before", "after", "level", "code", "origins", "severity"),
    [(-1, 1, 4, "DIA", 4, 78), (-1, 0, 3, "DIA", 1, 36), (-2, 2, 5, "WAR", 5, 100), (None, 2, 5, "DOM", 1, 30)],
)
def test_severity_follows_the_formula(before, after, level, code, origins, severity):
    got = severity_of(before, after, speaker_level=level, issue=WORLD.issue(code), corroboration=origins)
    assert got == severity


@pytest.mark.parametrize(
    ("level", "words"),
    [(-2, "refuse"), (-1, "towards “refuse”"), (0, "wait"), (1, "towards “ready”"), (None, "no line known")],
)
def test_levels_are_said_in_the_axis_words(level, words):
    assert level_words(WORLD.issue("DIA"), level) == words


def test_two_levels_on_an_issue_without_a_harder_side_are_no_reversal_unless_they_cross_the_middle():
    key = StreamKey("RU-MFA", "DOM")
    desk = settled(Desk(position(issue="DOM", level=0)), 0, key=key)
    (found,) = flash_of(desk, key=key)
    assert found.headline == "Russian Foreign Ministry moves on elections: timing → change nothing"


def test_a_flash_is_measured_against_what_its_baseline_needs():
    desk = settled(Desk(position()), n=12)
    (found,) = flash_of(desk)
    assert (
        f"takes {RULES.detect.provisional_factor * RULES.threshold:.0f} while the baseline is provisional, {RULES.threshold:.0f} once it has settled"
        in found.reason
    )


def test_what_is_told_again_of_a_flash_says_of_which_day_its_evidence_is():
    desk = settled(Desk(position()))
    first = said(40, 2, primary=True, origins=("Russian state",))
    desk.hear(first)
    again = said(41, 2, primary=True, origins=("Russian state",))
    memory, later = {again.key: desk.memory(again)}, NOW + 7 * DAY
    (told_first,) = desk.alerts.values()
    (told_again,) = weigh(article(), (again,), memory, context=desk.context, now=later).alerts

    assert told_again.id == told_first.id
    assert told_again.ratio > told_first.ratio
    for one, day in ((told_first, NOW), (told_again, later)):
        assert f"R={one.ratio:.0f} as weighed on {dated(day)}; confirming it takes {RULES.threshold:.0f}" in one.reason


OPERATION = WordingPair(
    id="op", issue="DIA", name_a="operation", name_b="war", a={"en": "operation"}, b={"en": r"\bwar\b"}
)


def spoken(number, word):
    at = START + number * DAY
    return said(number, -1, evidence=(place(f"a{number}", f"The {word} goes on, number {number}.", at),), weight=0.5)


@pytest.mark.parametrize(("first", "then"), [("operation", "war"), ("war", "operation")])
def test_a_change_of_words_names_the_word_that_is_left_first(first, then):
    desk = Desk(position(), rules=Rules(wording=(OPERATION,)))
    desk.hear(*(replace(spoken(n, first), quiet=True) for n in range(30)), *(spoken(40 + n, then) for n in range(25)))
    found = next(a for a in desk.alerts.values() if a.kind == "wording" and a.status == "confirmed")
    assert found.headline == f"Russian Foreign Ministry changes its words on dialogue: “{first}” → “{then}”"
    assert (found.before.claim, found.after.claim) == (first, then)
    assert found.confidence >= 0.9 * RULES.detect.borne_out
    assert ("“war” in 100% of" in found.reason) is (then == "war")


def test_a_first_word_is_said_to_be_one():
    desk = Desk(position(), rules=Rules(wording=(OPERATION,)))
    desk.hear(*(replace(spoken(n, "operation"), quiet=True) for n in range(8)), spoken(40, "war"))
    (found,) = (a for a in desk.alerts.values() if a.kind == "wording")
    assert found.headline == "Russian Foreign Ministry says a new word, once, on dialogue: “operation” → “war”"


def test_long_quotes_are_cut_visibly():
    assert short("word " * 30) == "word " * 20 + "…"


def test_the_side_after_quotes_the_speaker():
    (found,) = flash_of(settled(Desk(position())))
    assert found.after.claim == f"ready: “{found.evidence[0].quote}”"


def test_caveats_name_paraphrase_role_and_delay():
    desk = settled(Desk(position()))
    at = START + 40 * DAY
    source = article(id="p", published=at, seen=at + 3 * DAY, text="He is ready for talks of any kind from now on.")
    statement = told(end=46, text=source.text, voice="reported", said_at=at, marks=frozenset({ROLE_CONFLICT}))
    (one,) = gather(source, (statement,), world=WORLD, rules=RULES)
    one = replace(one, origins=("A", "B"))
    (found,) = weigh(source, (one,), {MFA_DIA: desk.memory(one)}, context=desk.context, now=NOW).alerts
    assert found.caveats == ("paraphrase only", "role conflict", "published 3 days before we saw it")


def test_settled_streams_that_stand_still_are_named():
    def stream(issue, state, mean, ratio):
        return StreamState(key=StreamKey("RU-MFA", issue), state=state, n=40, last_at=START + 40 * DAY, mean=mean,
                           baseline_mean=-1.8, ratio=ratio, memory={}, versions=VERSIONS)  # fmt: skip

    siblings = (stream("REL", "settled", -1.7, 3.0), stream("THR", "settled", 0.5, 3.0),
                stream("WAR", "settled", -1.8, 200.0), stream("SAN", "provisional", -1.8, 1.0))  # fmt: skip
    desk = settled(Desk(position(), siblings={"RU-MFA": siblings}))
    (found,) = flash_of(desk)
    assert found.unchanged == ("REL -2",)
    assert unchanged.__doc__


def test_each_side_names_its_level_where_the_axis_has_a_name():
    (found,) = moved(-2, 0).alerts.values()
    assert (found.before.level_name, found.after.level_name) == ("refuse", "wait")


def test_what_was_heard_lately_names_its_level_once_also_between_the_named_ones():
    desk = settled(Desk())
    desk.hear(*(said(40 + number, 2, speaker_level=3) for number in range(12)))
    before = next(found.before for found in desk.alerts.values() if found.before.baseline == "rolling")

    assert before.level_name == "towards “refuse”"
    assert before.beside_level == "as heard in the 180 days before"


def test_where_a_line_that_moved_stood_is_said_with_the_day_of_its_move():
    desk = settled(Desk())
    desk.hear(*(said(40 + number, 2, speaker_level=3) for number in range(25)))
    first = set(desk.alerts)
    desk.hear(*(said(90 + number, -2, speaker_level=3) for number in range(25)))
    again = next(found for key, found in desk.alerts.items() if key not in first and found.before.level is not None)
    moved_on = min(desk.alerts[key].since for key in first)

    assert again.before.beside_level == f"as heard since it moved there on {dated(moved_on)}"


def test_a_flash_makes_the_baseline_check_of_the_same_words_needless():
    assert [a.kind for a in flash_of(Desk(position()))] == ["reversal"]


def test_a_stream_heard_almost_daily_waits_for_the_detector():
    desk = settled(Desk(position()))
    desk.hear(*(said(number, -1, speaker_level=3) for number in range(34, 39)))
    weighed = desk.hear(said(40, 2, primary=True))

    assert desk.alerts == {}
    assert "5 utterances in the week before: the detector decides" in " ".join(weighed.notes)


def test_sentences_that_disagree_are_no_first_position():
    desk = Desk(office_history=LONG_KNOWN)
    desk.hear(said(1, -2, key=MFA_THR), said(2, 2, key=MFA_THR))

    assert desk.alerts == {}


# ------------------------------------------------- sentences that lean on others


def test_what_only_leans_on_the_words_before_it_flashes_with_no_number_of_owners() -> None:
    assert flash_of(settled(Desk(position())), agreeing=0, origins=("One", "Two")) == []
    assert len(flash_of(settled(Desk(position())), agreeing=1, origins=("One", "Two"))) == 1


def test_what_only_leans_on_the_words_before_it_takes_nothing_back() -> None:
    desk = settled(Desk(position()))
    (found,) = flash_of(desk)
    back = said(41, -1, at=found.at + timedelta(hours=20))
    assert withdrawn(replace(back, agreeing=0), [found], RULES.flash, cool_down=RULES.alerts.cool_down) is None
    assert withdrawn(back, [found], RULES.flash, cool_down=RULES.alerts.cool_down) is not None
    assert withdrawn(back, [found], FlashRules(min_margin=back.margin + 0.1), cool_down=RULES.alerts.cool_down) is None


@pytest.mark.parametrize(
    ("row", "heard", "told"),
    [
        (-1, 2, "Baseline row B1 is contradicted by what is heard ("),
        (1, 2, "What is heard goes further than baseline row B1, on its side ("),
        (-1, 0, "What is heard stands elsewhere than baseline row B1 ("),
    ],
)
def test_a_check_says_how_what_is_heard_stands_to_the_row(row, heard, told):
    desk = Desk(position(level=row))
    desk.hear(*(said(number, heard, speaker_level=3, agreeing=1) for number in range(4)))
    (check,) = [one for one in desk.alerts.values() if one.key.startswith("check:")]

    assert check.reason.startswith(told)
