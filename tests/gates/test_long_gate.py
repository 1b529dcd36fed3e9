"""The gate on whole texts: how the judge is asked, and figures that can be worked out by hand."""

from __future__ import annotations

from pathlib import Path

from gate_fakes import FakeListener

from monitor.config import load_config
from monitor.gates.long import long_of
from monitor.gates.statements import judge_text, whole_text

WORLD = load_config(Path(__file__).parents[2] / "config").world
BLOCS = {office.id: office.bloc for office in WORLD.offices}


def line(text, issues=None, *, bloc="RU", voice="speech"):
    return {"text": text, "bloc": bloc, "voice": voice, "issues": issues or {}, "commitment": "flat"}


def a_text(*lines, title="A speech"):
    return whole_text({"title": title, "lines": lines})


def measured(heard, *texts):
    told = [(text, judge_text(FakeListener(heard), WORLD, text, language="en")) for text in texts]
    return long_of(told, language="en")


def values(result):
    return {figure.name: (round(figure.value, 3), figure.n) for figure in result.figures}


def test_the_judge_is_asked_as_for_an_article_of_which_nobody_chose():
    text = a_text({"context": "Q: And now?"}, line("We talk."), line("No.", voice="direct", bloc="NATO"))
    judge = FakeListener({"We talk.": [("DIA", 1), ("REL", None)], "No.": []})

    first, second = judge_text(judge, WORLD, text, language="en")

    assert judge.text.split("\n\n")[:3] == ["Q: And now?", "We talk.", "No."]
    assert (judge.title, judge.chosen) == ("A speech", False)
    assert [(BLOCS[each.office], each.form) for each in judge.asked] == [("RU", "transcript"), ("NATO", "direct")]
    assert [judge.text[slice(*each.context)] for each in judge.asked] == ["We talk.", "No."]
    assert [said.issue for said in first] == ["DIA", "REL"]
    assert [said.issue for said in second] == [None]


def test_speakers_are_of_the_bloc_that_the_world_puts_their_country_in():
    judge = FakeListener({"Ours.": [], "Theirs.": []})

    judge_text(judge, WORLD, a_text(line("Ours.", bloc="BY"), line("Theirs.", bloc="nowhere")), language="en")

    assert judge.asked[0].office == "BY-President"
    assert judge.asked[1].office is None


def test_a_position_is_made_up_only_where_the_line_is_about_nothing_and_a_side_is_told():
    heard = {"Roads.": [("SAN", 1)], "Milk.": [("SAN", None)], "Bread.": [], "We talk.": [("REL", 2)]}
    text = a_text(line("Roads."), line("Milk."), line("Bread."), line("We talk.", {"DIA": 1}))

    result = measured(heard, text, a_text(line("Bread."), title="Bread"))

    assert values(result)["positions-made-up"] == (0.25, 4)
    assert result.tables[0].rows == (("A speech", "4", "3", "1"), ("Bread", "1", "1", "0"))


def test_issues_are_counted_line_by_line_whether_a_side_is_shown_or_not():
    heard = {"a": [("DIA", 1)], "b": [("SAN", None), ("ENE", 1)], "c": [("NUC", 1)], "d": []}
    text = a_text(line("a", {"DIA": None}), line("b", {"SAN": 1}), line("c"), line("d", {"AID": 2, "UKM": 1}))

    found = values(measured(heard, text))

    assert found["issue-precision"] == (0.5, 4)
    assert found["issue-recall"] == (0.5, 4)
    assert found["issue-f1"] == (0.5, 4)


def test_a_position_is_found_with_its_issue_and_a_level_and_then_has_a_side():
    heard = {"a": [("DIA", 2)], "b": [("DIA", -1)], "c": [("DIA", 1)], "d": [("DIA", None)], "e": [("REL", 1)]}
    levels = {"a": 1, "b": 1, "c": 0, "d": 1, "e": 1}
    text = a_text(*(line(words, {"DIA": level}) for words, level in levels.items()), line("a", {"DIA": None}))

    found = values(measured(heard, text))

    assert found["positions-found"] == (0.6, 5)
    assert found["side"] == (0.333, 3)
    assert found["told-opposite"] == (0.5, 2)
    assert found["positions-made-up"] == (0.0, 0)
