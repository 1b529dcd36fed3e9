"""The training material has the form that `training/examples.py` reads, and no label that the network does not know."""

from __future__ import annotations

import importlib
import json
import random
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from monitor.models.cross_encoder import BUNDLED

TRAINING = Path(__file__).parents[2] / "training"
TEXTS = sorted((TRAINING / "texts").glob("*.txt"))
STATEMENTS = sorted((TRAINING / "statements").glob("*.txt"))
PAIRS = sorted((TRAINING / "pairs").glob("*.txt"))

ISSUES = frozenset(json.loads((BUNDLED / "card.json").read_text("utf-8"))["issues"])
KINDS = ("speech", "news", "press", "meeting", "interview", "debate", "briefing", "communique")
LEVELS = ("-2", "-1", "0", "1", "2", "x")
COMMITMENTS = ("flat", "conditional", "hedged", "denied", "question")
BLOCS = ("NATO", "EU", "UA", "RU", "BY", "OTHER")
VOICES = ("s", "d", "r", "j", "h", "a", "p")
DIRECTIONS = {
    "reaffirms": "n",
    "contradicts": "nhs",
    "hardens": "h",
    "softens": "s",
    "discusses": "n",
    "unrelated": "n",
    "new": "n",
}


def lines(path: Path) -> list[str]:
    return [line for line in path.read_text("utf-8").splitlines() if line.strip()]


def texts(path: Path) -> list[list[str]]:
    """The lines of each; an empty line stands between two."""
    return [text.splitlines() for text in path.read_text("utf-8").split("\n\n") if text.strip()]


def statements(text: list[str]) -> list[str]:
    return [line for line in text if not line.startswith(("#", "~"))]


def wrong_label(labels: str) -> bool:
    pairs = [label.split("=") for label in labels.split(";")] if labels != "NONE" else []
    codes = [pair[0] for pair in pairs]
    known = all(len(pair) == 2 and pair[0] in ISSUES and pair[1] in LEVELS for pair in pairs)
    return not known or len(set(codes)) != len(codes)


def wrong_statement(line: str) -> bool:
    fields = [field.strip() for field in line.split(" | ")]
    if len(fields) != 5:
        return True
    labels, commitment, bloc, voice, text = fields
    known = commitment in COMMITMENTS and bloc in BLOCS and voice in VOICES
    return wrong_label(labels) or not known or not text


def wrong_pair(line: str) -> bool:
    fields = [field.strip() for field in line.split(" | ")]
    return len(fields) != 6 or not all(fields) or fields[1] not in tuple(DIRECTIONS.get(fields[0], ""))


def named(path: Path) -> str:
    return path.stem


@pytest.fixture
def examples(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(TRAINING))
    return importlib.import_module("examples")


def test_there_is_material() -> None:
    assert {path.stem for path in PAIRS} >= {"en-images", "ru-images"}
    assert {path.stem[:2] for path in TEXTS} == {"en", "ru", "uk", "de", "fr"}
    assert {path.stem[:2] for path in STATEMENTS} == {"en", "ru", "uk", "de", "fr"}


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_every_text_has_one_header_at_its_head(path: Path) -> None:
    kinds = [f"# {kind}" for kind in KINDS]
    assert [text[0] for text in texts(path) if text[0] not in kinds] == []
    assert [line for text in texts(path) for line in text[1:] if line.startswith("#")] == []


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_no_text_is_without_a_statement(path: Path) -> None:
    assert [text[0:2] for text in texts(path) if not statements(text)] == []


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_no_blank_line_stands_within_a_text(path: Path) -> None:
    assert [text for text in texts(path) if any(not line.strip() for line in text)] == []


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_words_between_statements_are_marked_as_such(path: Path) -> None:
    between = [line for text in texts(path) for line in text if line.startswith("~")]
    assert [line for line in between if not line.removeprefix("~ ").strip() or not line.startswith("~ ")] == []
    assert [line for line in between if " | " in line] == []


@pytest.mark.parametrize("path", TEXTS, ids=named)
def test_every_statement_of_a_text_has_its_five_fields(path: Path) -> None:
    assert [line for text in texts(path) for line in statements(text) if wrong_statement(line)] == []


@pytest.mark.parametrize("path", STATEMENTS, ids=named)
def test_every_statement_that_stands_alone_has_its_five_fields(path: Path) -> None:
    assert [line for line in lines(path) if wrong_statement(line)] == []


@pytest.mark.parametrize("path", PAIRS, ids=named)
def test_every_pair_has_its_six_fields(path: Path) -> None:
    assert [line for line in lines(path) if wrong_pair(line)] == []


def test_no_text_stands_there_twice() -> None:
    bodies = ["\n".join(text) for path in TEXTS for text in texts(path)]
    assert len(set(bodies)) == len(bodies)


@pytest.mark.parametrize(
    "line",
    [
        "SET=3 | flat | RU | s | No.",
        "PEA=1 | flat | RU | s | No.",
        "SET | flat | RU | s | No.",
        "SET=1;SET=2 | flat | RU | s | No.",
        "SET=1 | firm | RU | s | No.",
        "SET=1 | flat | US | s | No.",
        "SET=1 | flat | RU | z | No.",
        "SET=1 | flat | RU | No.",
        "SET=1 | flat | RU | s | No. | Yes.",
    ],
)
def test_a_slip_would_be_seen(line: str) -> None:
    assert wrong_statement(line)


def test_of_every_text_each_statement_is_read_with_what_stands_before_it(examples: Any) -> None:
    read = examples.read_texts()
    assert [len(text) for text in read] == [len(statements(text)) for path in TEXTS for text in texts(path)]
    followed = [pair for text in read for pair in pairwise(text)]
    assert [one for one, after in followed if not after.before.startswith(f"{one.before} {one.text}".strip())] == []


def test_words_between_statements_are_read_as_standing_before_the_next(examples: Any) -> None:
    given = [
        "# press",
        "~ The hall was full.",
        "NONE | flat | RU | s | Hello.",
        "~ And then?",
        "DIA=-1;SET=x | denied | RU | s | No.",
    ]
    found = list(examples._statements_of(given, "en"))
    assert [said.before for said in found] == ["The hall was full.", "The hall was full. Hello. And then?"]
    assert [said.labels for said in found] == [{}, {"DIA": -1, "SET": None}]


def test_about_three_in_ten_that_stand_alone_are_put_behind_words_of_their_language(examples: Any) -> None:
    alone, read = examples.read_statements(), examples.read_texts()
    shown = examples.among_others(alone, read, random.Random(1))
    behind = [said for said in shown if said.before]
    words = {(said.language, f"{said.before} {said.text}") for text in read for said in text}
    assert [said._replace(before="") for said in shown] == alone
    assert 0.25 < len(behind) / len(shown) < 0.35
    assert {(said.language, said.before) for said in behind} <= words
