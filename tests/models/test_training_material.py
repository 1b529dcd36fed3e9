"""The training material has the form that `training/examples.py` reads, and no label that the network does not know."""

from __future__ import annotations

import importlib
import json
import random
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
    assert {path.stem for path in PAIRS} >= {"en-images", "ru-images", "en-bodies"}
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


def test_every_statement_of_every_text_is_read_in_order_with_the_words_between(examples: Any) -> None:
    wanted = [
        [line.split(" | ")[-1].strip() if not line.startswith("~") else line[1:].strip() for line in text[1:]]
        for path in TEXTS
        for text in texts(path)
    ]
    assert [[p if isinstance(p, str) else p.text for p in text] for text in examples.read_texts()] == wanted


def test_a_text_is_shown_with_who_says_what_and_teaches_only_its_statements(examples: Any) -> None:
    text = ["The hall was full.", examples._statement("DIA=-1;SET=x | denied | BY | s | No.", "en")]
    shown = examples.show(text, None)
    assert shown.stretches == ["The hall was full.", "OTHER: No."]
    assert shown.targets[0] is None
    places = dict(zip(examples.ISSUES, shown.targets[1]["place"], strict=True))
    assert (places["DIA"], places["SET"], places["REL"]) == (1, examples.UNCLEAR, examples.OFF)


def test_the_bloc_is_left_out_now_and_then(examples: Any) -> None:
    said = examples._statement("DIA=-1 | flat | RU | s | No.", "en")
    rng = random.Random(1)
    shown = [examples.show([said], rng).stretches[0] for _ in range(1000)]
    assert 100 < shown.count("?: No.") < 200
    assert shown.count("RU: No.") == 1000 - shown.count("?: No.")


def test_of_those_that_stand_alone_some_are_shown_with_others_of_their_language(examples: Any) -> None:
    material = examples.read_material(held=False)
    shown = examples._among_others(material, random.Random(1))
    statements = [said for text in shown for said in examples.statements_of(text)]
    assert sorted(statements, key=str) == sorted(material.statements, key=str)
    assert [t for t in shown if len({said.language for said in examples.statements_of(t)}) != 1] == []
    behind = sum(isinstance(text[0], str) for text in shown)
    grouped = sum(len(text) for text in shown if len(text) > 1 and not isinstance(text[0], str))
    assert behind == pytest.approx(examples.BEHIND * len(statements), abs=5)
    assert grouped == pytest.approx(examples.GROUPED * len(statements), abs=30)


def test_nothing_that_is_held_out_is_shown_in_training(examples: Any) -> None:
    taught, held = examples.read_material(held=False), examples.read_material(held=True)
    axes = examples.read_axes(TRAINING.parent / "config")
    shown, asked = examples.taught_shown(taught, axes, random.Random(1))
    words = {stretch.partition(": ")[2] for text in shown for stretch in text.stretches}
    passages = {question.second for question in asked}
    assert {said.text for said in held.statements} & words == set()
    assert {(pair.claim, pair.passage) for pair in held.pairs} & {
        (pair.claim, pair.passage) for pair in taught.pairs
    } == set()
    assert {said.text for said in held.statements} & passages == set()
    assert 0.05 < len(held.statements) / len(taught.statements) < 0.11
    assert len(held.texts) > 20


def test_positions_are_repeated_and_turned_round_in_the_languages_whose_verbs_are_known(examples: Any) -> None:
    fields = {"relation": "hardens", "direction": "h", "actor": None, "topic": None, "passage": "Something else."}
    pairs = [
        examples.Pair(claim="Berlin will not send tanks.", source="en-plain", **fields),
        examples.Pair(claim="Россия не готова к переговорам.", source="ru-plain", **fields),
        examples.Pair(claim="Deutschland wird keine Panzer schicken.", source="other", **fields),
    ]
    made = examples.repeats(pairs, random.Random(2))
    told = [(question.second, examples.RELATIONS[question.targets["relation"]]) for question in made]
    assert ("Berlin will not send tanks.", "reaffirms") in told
    assert [relation for words, relation in told if "will send" in words or "Россия готова" in words] == [
        "contradicts"
    ] * 2
    assert len(made) == 6
    assert all("direction" not in question.targets for question in made)


def test_what_denies_twice_is_not_turned_round(examples: Any) -> None:
    assert examples._turned("We will never not talk.") is None
    assert examples._turned("This bridge is closed.") == "This bridge is not closed."


@pytest.fixture
def ranks(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.syspath_prepend(str(TRAINING))
    return importlib.import_module("ranks")


def test_each_ending_by_which_material_is_shared_out_has_files_and_every_file_a_rank(ranks: Any) -> None:
    stems = [path.stem for path in (*TEXTS, *STATEMENTS, *PAIRS)]
    listed = [ending for ends, _ in ranks.SHARES for ending in ends]
    assert [ending for ending in listed if not any(stem.endswith(ending) for stem in stems)] == []
    assert len(set(listed)) == len(listed)
    assert {ranks.rank_of(stem) for stem in stems} == set(range(len(ranks.SHARES)))
    assert [ranks.rank_of(stem) for stem in ("en-wires", "de", "ru-told", "en-retold", "ru-debate", "en-debate")] == [
        4, 4, 4, 3, 3, 4,
    ]  # fmt: skip


@pytest.mark.parametrize("stem", ["en-tomorrow", "en-inside", "xx", "plain"])
def test_a_file_that_has_no_rank_is_refused_by_name(ranks: Any, stem: str) -> None:
    with pytest.raises(ValueError, match=rf"fits {stem}\.txt"):
        ranks.rank_of(stem)


def test_a_stray_answers_another_line_about_another_matter(examples: Any) -> None:
    pairs = examples.read_pairs()
    made = examples.strays(pairs, 200, random.Random(3))
    assert {examples.RELATIONS[question.targets["relation"]] for question in made} == {"unrelated"}
    assert len(made) == 200
    answers = {pair.passage: pair for pair in pairs}
    assert [q for q in made if (answers[q.second].claim or "-") in q.first] == []
    cyrillic = examples._CYRILLIC
    assert [q for q in made if bool(cyrillic.search(q.first)) != bool(cyrillic.search(q.second))] == []
