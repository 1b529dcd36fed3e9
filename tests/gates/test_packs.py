"""Replay packs: the same seed draws the same archive, the words are those of the blocks, and scoring knows right from wrong."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest

from monitor.config import load_config
from monitor.feeds import parse_archive_line
from monitor.gates.packs.desk import VERSIONS, Desk
from monitor.gates.packs.draw import KINDS, draw, kind_between
from monitor.gates.packs.label import FIRMNESS, labelled
from monitor.gates.packs.plan import MANNERS, Gold
from monitor.gates.packs.score import explains, kind_of, score
from monitor.gates.packs.weighed import baseline_of, weigh_pack
from monitor.gates.packs.words import LANGUAGES, Wordsmith
from monitor.shifts.streams import fold_all, setting_of
from monitor.types import StreamKey
from tests.builders import alert

CONFIG = load_config(Path(__file__).parents[2] / "config")
WORLD, RULES = CONFIG.world, CONFIG.rules
DIA = StreamKey("RU-MFA", "DIA")


def drawn(kind, seed=1, others=0):
    return draw(kind, seed, world=WORLD, others=others)


@pytest.mark.parametrize("kind", KINDS)
def test_the_same_seed_draws_the_same_pack_and_another_seed_another(kind):
    assert drawn(kind) == drawn(kind)
    assert drawn(kind).said != drawn(kind, seed=2).said


@pytest.mark.parametrize("kind", KINDS)
def test_what_is_said_lies_in_the_pack_and_belongs_to_its_streams(kind):
    pack = drawn(kind, others=2)
    assert all(pack.start <= said.at < pack.end for said in pack.said)
    assert {said.key for said in pack.said} <= set(pack.truth)
    assert len({said.id for said in pack.said}) == len(pack.said)


def test_golds_are_named_as_the_axis_and_the_sign_of_the_bloc_want_it():
    assert kind_between(DIA, -2, 1, WORLD) == "reversal"
    assert kind_between(DIA, 0, 2, WORLD) == "softening"
    assert kind_between(StreamKey("NATO-SG", "UKM"), 0, 2, WORLD) == "hardening"
    assert kind_between(StreamKey("RU-MFA", "UKM"), 0, 2, WORLD) == "softening"
    assert kind_between(DIA, 1, 1, WORLD) is None


@pytest.mark.parametrize("kind", ["reversal", "wording", "walk_back"])
def test_every_line_of_a_pack_is_an_archive_line(kind):
    lines = Wordsmith.shipped().lines(drawn(kind))
    parsed = [parse_archive_line(json.loads(json.dumps(line)), where=line["id"]) for line in lines]
    assert [article.seen for article in parsed] == sorted(article.seen for article in parsed)
    assert {article.language for article in parsed} == set(LANGUAGES)
    assert not any("{" in article.title + article.text for article in parsed)


def test_copies_have_the_text_of_what_they_copy_under_another_headline():
    pack = drawn("reversal", others=2)
    lines = {line["id"]: line for line in Wordsmith.shipped().lines(pack)}
    copies = [line for name, line in lines.items() if "-copy" in name]
    assert copies
    assert all(line["text"] == lines[line["id"].split("-copy")[0]]["text"] for line in copies)


def test_both_languages_have_every_block():
    blocks = Wordsmith.shipped().blocks
    shapes = [{i: {n: len(t) for n, t in levels.items()} for i, levels in blocks[c]["said"].items()} for c in LANGUAGES]
    assert shapes[0] == shapes[1]
    assert all(set(levels) == {"-2", "-1", "0", "1", "2"} for levels in shapes[0].values())


def test_labels_are_right_as_often_as_they_say():
    pack = drawn("quiet", others=12)
    told = {said.id: said.level for said in pack.said}
    pieces = [p for p in labelled(pack, world=WORLD) if p.article.id in told]
    sure = [(max(s.levels), s.level == told[p.article.id]) for p in pieces for s in p.statements]
    assert len(sure) > 500
    promised, kept = (sum(each) / len(sure) for each in zip(*sure, strict=True))
    assert promised == pytest.approx(kept, abs=0.05)


def test_a_clear_move_is_found_and_is_the_only_one_told():
    _, scored = weigh_pack(pack := drawn("reversal"), labelled(pack, world=WORLD), world=WORLD, rules=RULES)
    (answered,) = scored.answered
    assert answered.right_way
    assert answered.days(confirmed=True) is not None


@pytest.mark.parametrize(
    ("kind", "seed"), [("conditionality", 8), ("speaker_level", 0), ("dropped", 0), ("divergence", 6)]
)
def test_what_changes_without_the_level_is_found_and_nothing_else_is_told_as_that(kind, seed):
    pack = drawn(kind, seed=seed)
    _, scored = weigh_pack(pack, labelled(pack, world=WORLD), world=WORLD, rules=RULES)
    (answered,) = (each for each in scored.answered if each.gold.kind == kind)
    assert answered.first is not None
    assert [alert for alert in scored.unfounded if kind_of(alert) in MANNERS] == []


def test_how_firmly_it_is_said_is_read_as_rightly_as_is_said_and_moves_no_level():
    pack = drawn("conditionality", others=12)
    flat = replace(pack, said=tuple(replace(said, firmness="flat") for said in pack.said))
    meant = {said.id: said.firmness for said in pack.said}
    read, plain = (
        {p.article.id: p.statements for p in labelled(each, world=WORLD) if p.article.id in meant}
        for each in (pack, flat)
    )
    right = [s.commitment == meant[name] for name, told in read.items() for s in told]
    assert sum(right) / len(right) == pytest.approx(FIRMNESS, abs=0.06)
    assert [[s.levels for s in told] for told in read.values()] == [[s.levels for s in told] for told in plain.values()]


TAKEN_UP = Gold(key=DIA, kind="speaker_level", day=alert().at.date())


@pytest.mark.parametrize(
    ("gold", "changes", "founded"),
    [
        (TAKEN_UP, {"kind": "emphasis", "office": "RU-President"}, True),
        (TAKEN_UP, {"kind": "emphasis", "issue": "THR"}, True),
        (TAKEN_UP, {"kind": "emphasis", "office": "RU-President", "issue": "THR"}, False),
        (TAKEN_UP, {"kind": "divergence"}, False),
        (replace(TAKEN_UP, kind="divergence"), {"kind": "divergence", "office": "NATO-SG"}, True),
        (replace(TAKEN_UP, kind="divergence"), {"kind": "divergence", "issue": "THR"}, False),
        (replace(TAKEN_UP, kind="dropped"), {"kind": "emphasis", "issue": "THR"}, True),
        (replace(TAKEN_UP, kind="dropped"), {"kind": "emphasis", "key": "dropped:RU-MFA:DIA:2025-01-01"}, True),
        (replace(TAKEN_UP, kind="dropped"), {"kind": "emphasis", "key": "dropped:RU-MFA:THR", "issue": "THR"}, False),
    ],
)
def test_what_follows_from_a_shift_is_founded_on_it(gold, changes, founded):
    pack = replace(drawn("quiet"), golds=(gold,))
    assert (score(pack, [alert(**changes)], utterances=1).unfounded == ()) is founded


def test_the_desk_keeps_what_the_store_keeps():
    pack = drawn("quiet")
    desk = Desk(world=WORLD, baseline=baseline_of(pack), rules=RULES)
    pieces = list(labelled(pack, world=WORLD))
    desk.play(pieces)
    assert sum(u.copies for u in desk.utterances.values()) == len(pieces)
    counts = Counter(u.key for u in desk.utterances.values() if u.margin > 0)
    assert {key: state.n for key, state in desk.states.items()} == dict(counts)


def test_the_desk_keeps_of_each_stream_what_folding_it_from_its_start_gives():
    pack = drawn("softening")
    desk = Desk(world=WORLD, baseline=baseline_of(pack), rules=RULES)
    desk.play(labelled(pack, world=WORLD))
    kept = 0
    for key, state in desk.states.items():
        told = [u for u in desk.utterances.values() if u.key == key]
        setting = setting_of(key, world=WORLD, baseline=baseline_of(pack), rules=RULES, versions=VERSIONS)
        assert stood(state) == stood(fold_all(told, setting=setting).state)
        for day, milestone in desk.milestones[key].items():
            before = [u for u in told if u.said_at.date() < day]
            assert stood(milestone) == stood(fold_all(before, setting=setting).state)
            kept += 1
    assert kept > 9


def stood(state):
    """Where the stream stands, without how its last step would be taken back."""
    return replace(state, memory={**state.memory, "undo": None})


GOLD = Gold(key=DIA, kind="softening", day=alert().at.date(), direction="softer", levels=(-1, 1))


@pytest.mark.parametrize(
    ("changes", "answers"),
    [
        ({}, True),
        ({"kind": "reversal"}, True),
        ({"kind": "wording"}, False),
        ({"issue": "THR"}, False),
        ({"at": alert().at + timedelta(days=60)}, True),
        ({"at": alert().at + timedelta(days=61)}, False),
        ({"at": alert().at - timedelta(days=3)}, False),
        ({"key": "check:RU-MFA:DIA:B1:softer"}, False),
    ],
)
def test_an_alert_answers_to_a_shift_of_its_stream_time_and_kind(changes, answers):
    assert explains(GOLD, alert(**changes)) is answers


def test_a_move_told_the_wrong_way_round_has_nothing_behind_it():
    pack = replace(drawn("quiet"), golds=(GOLD,))
    right, wrong = (score(pack, [alert(direction=way)], utterances=1) for way in ("softer", "harder"))
    assert (right.unfounded, right.answered[0].right_way) == ((), True)
    assert ([a.direction for a in wrong.unfounded], wrong.answered[0].right_way) == (["harder"], False)
