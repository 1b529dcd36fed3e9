"""The reader composes the steps, and its JSON keeps every offset true."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from monitor.reading import Judge, Reader, reading_to_json
from monitor.reading import reader as flow
from monitor.types import MergeRules
from monitor.types.reading import MIRRORED, OUTRIGHT
from tests.builders import article, reading_world

WORLD = reading_world()
READER = Reader(WORLD, judge=Judge(WORLD, None), merge=MergeRules())
PAGE = (
    "Share\n\nMinisters met for two days in the capital and spoke about the treaty.\n\n"
    "“We are ready to talk,” Sergei Lavrov said on Monday. “But the past is past.”\n\n"
    "According to Jens Stoltenberg, the troops will stay where they are.\n\nRead more\n\nLavrov: everything is possible\n"
)


def analysed(*, raw: bool = False) -> dict[str, Any]:
    page = article(PAGE, language="en")
    return reading_to_json(page, READER.read(page, raw=raw), raw=raw)


def test_every_place_is_true_in_the_clean_text() -> None:
    document = analysed()
    assert "Read more" not in document["text"]
    for statement in document["statements"]:
        assert document["text"][statement["start"] : statement["end"]] == statement["text"]
    cues = [s["cue"] for s in document["statements"] if s["cue"]]
    assert [document["text"][cue["start"] : cue["end"]] for cue in cues][:1] == ["said"]


def test_raw_text_is_taken_as_it_is() -> None:
    document = analysed(raw=True)
    assert document["text"] == PAGE
    assert document["statements"][-1]["text"] == "everything is possible"


def test_statements_keep_their_place_in_the_article() -> None:
    page = article(PAGE, language="en")
    reading = READER.read(page)
    assert [s.text for s in reading.statements] == [PAGE[s.start : s.end] for s in reading.statements]
    assert not any(s.text == "everything is possible" for s in reading.statements)


def test_the_same_statement_judges_the_same_with_and_without_furniture() -> None:
    clean = [s["text"] for s in analysed()["statements"]]
    assert clean == [s["text"] for s in analysed(raw=True)["statements"]][: len(clean)]


def test_other_languages_are_kept_without_statements() -> None:
    polish = article("Minister spraw zagranicznych powiedział dziennikarzom, że rozmowy będą kontynuowane. " * 4)
    reading = READER.read(polish)
    assert (reading.language, reading.statements) == ("pl", ())
    assert reading.signature


def test_a_marked_statement_says_so_in_the_document() -> None:
    page = article(PAGE, language="en")
    reading = READER.read(page)
    marked, plain = replace(reading.statements[0], marks=frozenset({OUTRIGHT, MIRRORED})), reading.statements[0]
    said: Any = reading_to_json(page, replace(reading, statements=(marked, plain)))["statements"]
    assert said[0] == said[1] | {"marks": ["mirrored", "outright"]}


def test_the_document_has_the_fields_others_rely_on() -> None:
    document = analysed()
    assert {"language", "genre", "text", "published", "statements"} == set(document)
    assert document["published"] == "2023-01-16T12:00:00Z"
    assert {
        "start", "end", "text", "cue", "source", "speaker", "actor", "office", "speaker_level", "voice", "nested",
        "commitment", "issue", "issue_score", "levels", "level", "abstained", "said_at", "weight", "reasons",
    } <= set(document["statements"][0])  # fmt: skip


def test_the_steps_of_reading_name_files_that_there_are() -> None:
    steps, folder = re.findall(r"\b[a-z]+/[a-z_]+", flow.__doc__ or ""), Path(flow.__file__).parent
    assert len(steps) > 30
    assert [step for step in steps if not (folder / f"{step}.py").exists()] == []
