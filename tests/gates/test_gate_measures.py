"""Each gate on a handful of cases whose figures can be worked out by hand."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from gate_fakes import LEVELS, FakeComparer, FakeJudge, FakeReader

from monitor.config import load_config
from monitor.gates.calibration import calibration_of
from monitor.gates.claims import CLAIMDIFF, PROSECCO, measure_contradiction, measure_strength
from monitor.gates.minibench import measure_minibench
from monitor.gates.names import same_source
from monitor.gates.narratives import LANGUAGES, measure_narratives, nearest_narrative
from monitor.gates.narratives import NEEDS as VOXCHECK
from monitor.gates.news import NEEDS as FNC1
from monitor.gates.news import measure_news
from monitor.gates.pairs import answer, own_case, score_apart, score_pairs
from monitor.gates.quotations import measure_quotations
from monitor.gates.samples import sample, sample_by_label
from monitor.gates.stance import sides, stance_of
from monitor.gates.statements import Placed, labelled
from monitor.types import Statement

WORLD = load_config(Path(__file__).parents[2] / "config").world


def values(result):
    return {figure.name: (round(figure.value, 3), figure.n) for figure in result.figures}


def write(folder, name, rows):
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    text = "".join(json.dumps(row) + "\n" for row in rows).encode()
    path.write_bytes(gzip.compress(text) if path.suffix == ".gz" else text)


def placed(wanted, told):
    return Placed(wanted=wanted, told=told, levels=LEVELS.get(told, (0.2,) * 5))


def test_a_level_left_open_is_no_wrong_side():
    found = {f.name: f.value for f in sides([placed(-2, None), placed(2, -1), placed(1, 2), placed(None, None)])}

    assert found["coverage"] == pytest.approx(2 / 3)
    assert found["opposite-pole"] == pytest.approx(1 / 2)
    assert found["side-where-read"] == pytest.approx(1 / 2)
    assert found["exact-level"] == 0.0
    assert found["unclear-left-open"] == 1.0


def test_stance_counts_what_is_told_on_the_wrong_pole_only_where_the_issue_is_right():
    row = {"bloc": "RU", "voice": "direct", "commitment": "flat"}
    statements = [
        labelled({**row, "text": t, "issues": i}) for t, i in (("a", {"DIA": 2}), ("b", {"DIA": 2}), ("c", {}))
    ]
    said = {"start": 0, "end": 1, "text": "a", "abstained": False}
    whole = [
        [Statement(**said, issue="DIA", level=-1)],
        [Statement(**said, issue="REL", level=-1)],
        [Statement(**said)],
    ]

    found = values(stance_of(statements, whole, [placed(2, 1), placed(2, 2)], language="en"))

    assert found["told-opposite"] == (1.0, 1)
    assert found["issue-f1"] == (0.5, 2)
    assert found["off-topic-quiet"] == (1.0, 1)


def test_calibration_is_the_distance_of_promise_and_truth():
    result = calibration_of([placed(2, 2), placed(1, 2)], language="en")

    assert values(result)["level-ece"] == (0.2, 2)  # 0.7 promised, half came true
    assert values(result)["side-ece"] == (0.2, 2)  # 0.8 promised, all came true
    assert result.tables[0].rows == (("0.7-0.8", "2", "0.70", "0.50"),)


def test_the_mini_bench_wants_both_of_a_pair_on_their_sides():
    bench = {
        "test": {"dialogue": {"-1": ["No talks."], "1": ["Talks.", "Поговорим."]}},
        "negation_pairs": [["Yes.", "No.", "dialogue", 1], ["A.", "B.", "nuclear", -1]],
    }
    judge = FakeJudge({"No talks.": -2, "Talks.": 1, "Поговорим.": None, "Yes.": 1, "No.": -1, "A.": -1, "B.": None})

    english, russian = measure_minibench(judge, bench)

    assert values(english)["side-f1"] == (1.0, 2)
    assert values(english)["negation-pairs"] == (0.5, 2)
    assert values(russian)["coverage"] == (0.0, 1)


PAIR = {
    "id": "p1", "position": {"actor": "Russia", "issue": None, "claim": "We talk.", "date": None},
    "article": {"id": "a1", "outlet": "X", "title": "t", "text": "Lavrov: talks are over, he said.", "published": "2024-01-01"},
    "relation": "contradicts", "direction": "harder", "quote": "talks are over", "speaker": "Lavrov",
}  # fmt: skip


def test_a_pair_is_scored_by_its_alert_its_direction_its_words_and_its_speaker():
    other = {**PAIR, "position": {**PAIR["position"], "claim": "Calm."}, "relation": "reaffirms", "direction": None}
    missed = {**PAIR, "position": {**PAIR["position"], "claim": "Missed."}}
    comparer = FakeComparer({"We talk.": "softens", "Calm.": "reaffirms", "Missed.": "unrelated"})

    result = score_pairs(answer(comparer, map(own_case, (PAIR, other, missed))), WORLD, subject="pairs")

    assert values(result)["alert-precision"] == (1.0, 1)
    assert values(result)["alert-recall"] == (0.5, 2)
    assert values(result)["quiet-where-nothing-moved"] == (1.0, 1)
    assert values(result)["direction-where-caught"] == (0.0, 1)
    assert values(result)["quote-in-evidence"] == (0.667, 3)
    assert values(result)["speaker-in-evidence"] == (0.667, 3)
    assert result.tables[0].rows[1] == ("contradicts", "·", "1", "1")


def test_of_claims_apart_a_false_reaffirmation_is_as_wrong_as_an_alert():
    apart = {**PAIR, "relation": "unrelated", "direction": None, "quote": None, "speaker": None}
    claims = {
        "We talk.": "softens",
        "Calm.": "reaffirms",
        "Far.": "unrelated",
        "Near.": "discusses",
        "Held.": "hardens",
    }
    rows = [{**apart, "position": {**PAIR["position"], "claim": claim}} for claim in list(claims)[1:]]

    result = score_apart(answer(FakeComparer(claims), map(own_case, (PAIR, *rows))))

    assert values(result)["unrelated-quiet"] == (0.5, 4)
    assert values(result)["unrelated-told"] == (0.25, 4)
    assert values(result)["moved-found"] == (1.0, 1)


def test_names_of_one_source_are_alike_and_those_of_two_are_not():
    assert same_source("Peskov", "Dmitry Peskov", WORLD)
    assert same_source("Песков", "Dmitry Peskov", WORLD)
    assert same_source("the defence ministry", "defence ministry", WORLD)
    assert same_source("Гладков", "губернатора Гладкова", WORLD)
    assert same_source("Turkish president", "Recep Tayyip Erdoğan", WORLD)
    assert same_source("he", "He", WORLD)
    assert not same_source("he", "she", WORLD)
    assert not same_source("Lavrov", "Dmitry Peskov", WORLD)
    assert not same_source("defence minister", "foreign minister", WORLD)
    assert not same_source("Lavrov", None, WORLD)


def test_quotations_are_scored_by_tokens_speakers_and_sources():
    said, quiet = 'The mayor said: "We will pay for it all."', "The ship has no name."
    expect = {"speaker": "mayor", "source": "The mayor", "content": ["We will", "pay for it all"], "cue": "said"}
    rows = [{"text": said, "expect": [expect]}, {"text": quiet, "expect": []}]
    reader = FakeReader({said: [("pay for it all", "The mayor", "mayor")], quiet: [("no name", "ship", "ship")]})

    found = values(measure_quotations(reader, WORLD, rows, language="en"))

    assert found["content-precision"] == (round(4 / 6, 3), 6)
    assert found["content-recall"] == (round(4 / 6, 3), 6)
    assert found["found"] == found["speaker"] == found["source"] == (1.0, 1)
    assert found["nothing-said-quiet"] == (0.0, 1)


def test_news_weighs_each_case_with_what_it_stands_for(tmp_path):
    pairs = [
        {"headline": "yes", "body_id": 1, "stance": "agree"},
        {"headline": "no", "body_id": 2, "stance": "disagree"},
    ]
    write(tmp_path, FNC1[0], [*pairs, *({"headline": "far", "body_id": 3, "stance": "unrelated"} for _ in range(400))])
    write(tmp_path, FNC1[1], [{"body_id": n, "text": "Words."} for n in (1, 2, 3)])
    comparer = FakeComparer({"yes": "hardens", "no": "contradicts", "far": "unrelated"})

    result = measure_news(comparer, tmp_path, everything=False)

    assert values(result)["stance-f1"] == (1.0, 202)
    assert values(result)["disagree-f1"] == (1.0, 1)


def test_contradiction_and_strength_read_the_second_claim_as_the_article(tmp_path):
    row = {"id": "1", "nodeset_id": 1, "proposition_1": "A.", "proposition_2": "B.", "label": "self-contradiction"}
    write(tmp_path, PROSECCO, [row, {**row, "proposition_1": "C.", "label": "no self-contradiction"}])
    for path in CLAIMDIFF.values():
        claim = {"pair_id": "1", "claim_b": "A.", "claim_a": "B.", "topic": "t", "relation": 1}
        write(tmp_path, path, [claim, {**claim, "claim_b": "C."}])
    comparer = FakeComparer({"A.": "contradicts", "C.": "reaffirms"})

    assert values(measure_contradiction(comparer, tmp_path))["macro-f1"] == (1.0, 2)
    strength = values(measure_strength(comparer, tmp_path, everything=False))
    assert strength["strengthens-f1"] == strength["weakens-f1"] == (0.667, 2)


def test_narratives_agree_where_all_languages_get_the_same(tmp_path):
    rows = [
        {
            "lang": lang,
            "link": "L",
            "date": "1",
            "narrative": "Peace" if lang == "en" else "x",
            "fake": "They want peace",
            "quote": f"{lang} words",
        }
        for lang in LANGUAGES
    ]
    write(tmp_path, VOXCHECK, [*rows, {**rows[0], "link": "only English"}])

    def assign(quotes, narratives):
        assert narratives == {"Peace": ["They want peace"]}
        return ["War" if quote.startswith("uk") else "Peace" for quote in quotes]

    found = values(measure_narratives(assign, tmp_path, everything=False))

    assert found["pairwise-agreement"] == (0.6, 1)
    assert found["all-five-agree"] == (0.0, 1)
    assert found["right-en"] == (1.0, 1)
    assert found["right-uk"] == (0.0, 1)


def test_a_quotation_tells_the_narrative_whose_name_and_claims_are_nearest_in_the_mean():
    known = {"name a": (1, 0, 0), "claim a": (0, 1, 0), "name b": (0, 0, 1), "near a's claim": (0, 0.9, 0.5)}

    class Known:
        name = "known"

        def embed(self, texts):
            return np.array([known[text] for text in texts], dtype=np.float32)

    assert nearest_narrative(Known())(["near a's claim"], {"name a": ["claim a"], "name b": []}) == ["name a"]


def test_samples_are_the_same_every_time_and_say_what_a_case_stands_for():
    cases = ["a"] * 4 + ["b"]
    drawn, weights = sample_by_label(cases, lambda case: case, most={"a": 2, "b": 2})

    assert (drawn, weights) == (["a", "a", "b"], {"a": 2.0, "b": 1.0})
    assert sample(range(100), 5) == sample(range(100), 5)
    assert sample(range(3), None) == [0, 1, 2]
