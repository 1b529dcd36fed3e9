"""The figures of attribution, on two small documents of our own."""

from __future__ import annotations

import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest

from monitor.gates.attribution import find_head, measure_polnear
from monitor.gates.transcripts import measure_whitehouse, question_turns
from monitor.reading import Judge, Reader
from monitor.types import MergeRules
from tests.builders import reading_world

if TYPE_CHECKING:
    from pathlib import Path

    from monitor.gates.figures import Figure, Result

SAID = "Lavrov said that the door was shut. Nothing else happened in the city on that day."
MISSED = "Scholz was there. The mayor of Berlin, grumbling, left a note to that effect."
BRIEFING = (
    "PRESIDENT BIDEN:  We will stand together.  We always have.\n\nQ    Is that so?\n\n"
    "PRESIDENT BIDEN:  Yes, it is so, and it will stay so for years to come.\n"
)


@pytest.fixture(scope="module")
def reader() -> Reader:
    world = reading_world()
    return Reader(world, judge=Judge(world, None), merge=MergeRules())


def by_name(result: Result) -> dict[str, Figure]:
    return {figure.name: figure for figure in result.figures}


def write(path: Path, rows: list[dict[str, Any]]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with gzip.open(path, "wt", encoding="utf-8") as out:
        out.writelines(json.dumps(row) + "\n" for row in rows)


def document(text: str, source: str, cue: str, content: str) -> dict[str, Any]:
    spans = {
        name: [[text.index(words), text.index(words) + len(words)]]
        for name, words in (("source", source), ("cue", cue), ("content", content))
    }
    return {
        "id": source, "publisher": "paper", "date": "2023-01-16", "title": "t", "text": text,
        "annotations": [{"annotator": "a", "attributions": [{"id": "E1", **spans}]}],
    }  # fmt: skip


def test_tokens_and_heads_are_counted(reader: Reader, tmp_path: Path) -> None:
    rows = [document(SAID, "Lavrov", "said", "that the door was shut"), document(MISSED, "Scholz", "left", "a note")]
    write(tmp_path / "polnear" / "dev" / "dev.jsonl.gz", rows)
    result = measure_polnear(reader, tmp_path)
    figures = by_name(result)
    assert (result.gate, result.subject, result.own) == ("attribution", "polnear dev", False)
    assert (figures["precision"].value, figures["precision"].n) == (1.0, 4)
    assert (figures["recall"].value, figures["recall"].n) == (pytest.approx(4 / 7), 7)
    assert (figures["f1"].value, figures["f1"].n) == (pytest.approx(8 / 11), 7)
    assert (figures["source-head"].value, figures["source-head"].n) == (1.0, 1)
    assert (figures["exact-cue"].value, figures["exact-cue"].n) == (pytest.approx(2 / 3), 2)
    assert (figures["exact-source"].value, figures["exact-content"].value) == (pytest.approx(2 / 3), 0.0)
    assert all(figure.low <= figure.value <= figure.high for figure in result.figures)


def test_figures_come_out_the_same_again(reader: Reader, tmp_path: Path) -> None:
    write(tmp_path / "polnear" / "dev" / "train.jsonl.gz", [document(SAID, "Lavrov", "said", "that the door was shut")])
    assert measure_polnear(reader, tmp_path, part="train") == measure_polnear(reader, tmp_path, part="train")


@pytest.mark.parametrize(
    ("source", "head"),
    [
        ("the mayor of Berlin", "mayor"),
        ("Kai Wegner, the mayor", "Wegner"),
        ("Sen. Kai Wegner (CDU)", "Wegner"),
        ("who", "who"),
    ],
)
def test_the_head_is_the_last_word_before_what_explains_it(source: str, head: str) -> None:
    found = find_head(source, (0, len(source)))
    assert found is not None
    assert source[found[0] : found[1]] == head


def test_speakers_and_questions_of_a_transcript(reader: Reader, tmp_path: Path) -> None:
    folder = tmp_path / "whitehouse" / "dev"
    write(folder / "2021_2022.jsonl.gz", [{"path": "a.md", "date": "2021-06-14", "title": "Remarks", "text": BRIEFING}])
    turns = [
        "We will stand together. We always have. Q Is that so?",
        "Yes, it is so, and it will stay so for years to come.",
    ]
    write(
        folder / "leader_turns.jsonl.gz",
        [{"doc": "a.md", "date": "2021-06-14", "speaker_label": "PRESIDENT BIDEN", "text": text} for text in turns],
    )
    figures = by_name(measure_whitehouse(reader, tmp_path))
    assert (figures["speakers"].value, figures["speakers"].n) == (1.0, 3)
    taken = figures["questions-taken-for-positions"]
    assert (taken.value, taken.n, taken.better) == (0.0, 1, "lower")


def test_a_question_ends_at_the_next_label() -> None:
    assert [BRIEFING[a:b].strip() for a, b in question_turns(BRIEFING)] == ["Q    Is that so?"]
