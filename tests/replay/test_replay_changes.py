"""Two replays side by side: each alert is gained, lost, moved or the same, and says why."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from monitor.cli.compared_replays import comparison_lines, comparison_to_json
from monitor.replay import Judged, Side, compare_alerts, labelled
from monitor.types import AlertRules, Baseline, Position, Rules, StreamKey
from tests.builders import alert

DIA = StreamKey("RU-MFA", "DIA")
ARTICLE = alert().evidence[0].article
ROW = Position(
    id="B1", actor="lavrov", office="RU-MFA", bloc="RU", issue="DIA", level=-1, claim="wait", use="position",
    as_of=date(2023, 1, 15),
)  # fmt: skip


def side(name, *alerts, rules=None, rows=(ROW,), notes=(), heard=True):
    return Side(
        name=name,
        rules=rules or Rules(),
        baseline=Baseline(name="b", as_of=date(2023, 1, 15), source="", positions=rows, hash="h"),
        alerts=alerts,
        notes={ARTICLE: notes},
        heard={ARTICLE: frozenset({DIA})} if heard else {},
    )


def test_the_same_alerts_are_the_same():
    found = compare_alerts(side("a", alert()), side("b", alert()))
    assert (found.gained, found.lost, found.moved, found.same) == ((), (), (), 1)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"at": alert().at + timedelta(days=3)}, "3 days later"),
        ({"at": alert().at - timedelta(days=1)}, "1 day earlier"),
        ({"channel": "digest", "held": "severity 30 below 40"}, "chat → digest (severity 30 below 40)"),
        ({"status": "unconfirmed"}, "confirmed → unconfirmed"),
        ({"kind": "reversal"}, "softening → reversal"),
        ({"severity": 60}, "severity 75 → 60"),
        ({"confidence": 0.9}, "confidence 0.58 → 0.90"),
        ({"after": replace(alert().after, level=2)}, "levels -1/+1 → -1/+2"),
    ],
)
def test_one_story_told_otherwise_has_moved(changes, words):
    found = compare_alerts(side("a", alert()), side("b", alert(key="another", **changes)))
    assert [moved.changes for moved in found.moved] == [(words,)]
    assert (found.gained, found.lost) == ((), ())


@pytest.mark.parametrize(
    "changes",
    [{"issue": "THR"}, {"direction": "harder"}, {"kind": "wording"}, {"at": alert().at + timedelta(days=29)}],
)
def test_another_story_is_gained_and_the_first_is_lost(changes):
    found = compare_alerts(side("a", alert()), side("b", alert(key="another", **changes)))
    assert (len(found.gained), len(found.lost), len(found.moved)) == (1, 1, 0)


def test_every_alert_is_counted_once():
    one = [alert(key=f"k{n}", at=alert().at + timedelta(days=40 * n)) for n in range(4)]
    found = compare_alerts(side("a", *one), side("b", *one[1:], alert(key="x", issue="THR")))
    assert (len(found.lost), len(found.gained), found.same) == (1, 1, 3)


def reason(here, **there):
    (lost,) = compare_alerts(side("old", alert(), **there), here).lost
    return lost.reason


def test_a_lost_alert_says_that_the_threshold_is_higher():
    strict = Rules(alerts=AlertRules(false_alarms_per_week=0.1))
    assert reason(side("new", rules=strict)) == (
        "would have fired with old (confirmed, R=412). With new: R=412 is below the threshold of 900 (there 180)."
    )


def test_a_lost_alert_says_that_the_row_differs():
    other = replace(ROW, level=1, pinned=True)
    assert "the baseline says B1 +1 pinned (there B1 -1)" in reason(side("new", rows=(other,)))
    assert "the baseline says nothing (there B1 -1)" in reason(side("new", rows=()))


def test_a_lost_alert_says_that_its_articles_say_nothing_here():
    assert "1 of 1 articles of its evidence say nothing on this stream" in reason(side("new", heard=False))


def test_a_lost_alert_repeats_what_weighing_noted_of_its_stream():
    notes = ("RU-MFA DIA: no flash: speaker level 4", "RU-MFA THR: no flash: a reported denial")
    assert reason(side("new", notes=notes)).endswith("With new: noted: no flash: speaker level 4.")


def test_what_no_rule_explains_is_said_so():
    assert "no single rule explains it" in reason(side("new"))


def test_a_comparison_reads_well_and_is_json():
    found = compare_alerts(side("old", alert()), side("new", alert(key="x", issue="THR")))
    judged = [Judged(alert(), "confirm")]
    text = "\n".join(line.plain for line in comparison_lines(found, judged))
    document = comparison_to_json(found, judged)
    assert "1 gained, 1 lost, 0 moved, 0 the same" in text
    assert "LOST  2025-09-08  [chat, confirmed]  Russian Foreign Ministry softens" in text
    assert "(a person said: confirm)" in text
    assert [row["verdict"] for row in document["lost"]] == ["confirm"]
    assert [row["verdict"] for row in document["gained"]] == [None]


def test_verdicts_are_labels_of_a_replay():
    again = alert(key="again", at=alert().at + timedelta(days=5))
    quiet = alert(key="gone", issue="NUC")
    bad = alert(key="bad", issue="THR")
    judged = [Judged(alert(), "confirm"), Judged(quiet, "confirm"), Judged(bad, "repeat")]
    labels = labelled([again, bad, alert(key="new", issue="SET")], judged)
    assert [a.key for a in labels.found] == [alert().key]
    assert [a.key for a in labels.missed] == ["gone"]
    assert [a.key for a in labels.raised_again] == ["bad"]
    assert (labels.gone, labels.unjudged) == ((), 1)
    assert labels.as_json()["confirmed_missed"][0]["headline"]
