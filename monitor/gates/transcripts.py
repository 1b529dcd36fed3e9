"""Who speaks in a transcript: labelled turns of leaders in White House documents, and what became of reporters' questions.

A turn's text is looked at up to the next label or question that it swallowed, sentence by sentence, stage directions apart. A
sentence is right where the statement that covers it has the turn's label as its source, or a speaker of the same surname.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from typing import TYPE_CHECKING, Any

import numpy as np

from monitor.gates.attribution import as_article
from monitor.gates.figures import Result
from monitor.gates.intervals import counted, ratio, resampled
from monitor.gates.sets import rows
from monitor.reading import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from monitor.reading import Reader
    from monitor.types import Span, Statement

WHITEHOUSE = ("whitehouse/dev/leader_turns.jsonl.gz", "whitehouse/dev/2021_2022.jsonl.gz")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[^\W\d_]+")
_QUESTION = re.compile(r"^Q(?:[ \t\xa0]|:)", re.MULTILINE)
_SWALLOWED = re.compile(r"(?:^|(?<=\s))(?:Q\s(?=[(A-Z])|(?:[A-ZÀ-ÞĀ-Ž.’'-]{2,}\s){0,5}[A-ZÀ-ÞĀ-Ž.’'-]{2,}:\s)")
_STAGE = re.compile(r"\W*\([^()]*\)\W*|END\s+\d.*")
_NEXT_TURN = re.compile(r"^(?:Q(?:[ \t\xa0]|:)|[A-ZÀ-Þ][A-ZÀ-Þ.,’' -]{2,60}:|[A-Z][\w.’' -]{2,60}:\s{2})", re.MULTILINE)


def measure_whitehouse(reader: Reader, data: Path) -> Result:
    """The figures of `data`/whitehouse, whose documents are read as the White House's own. Raises UsageError.

    `speakers`: sentences of labelled turns whose speaker is right; `questions-taken-for-positions`: reporters' turns, and how many statements in them became somebody's position.
    """
    folder = data / "whitehouse" / "dev"
    turns: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for turn in rows(folder / "leader_turns.jsonl.gz"):
        turns[turn["doc"]].append(turn)
    documents = [row for row in rows(folder / "2021_2022.jsonl.gz") if row["path"] in turns]
    counts = np.array([_count(reader, row, turns[row["path"]]) for row in documents], dtype=float).reshape(-1, 4)
    _, sentences, questions, positions = (int(total) for total in counts.sum(axis=0))
    figures = (
        resampled("speakers", counts, lambda c: ratio(c[:, 0], c[:, 1]), n=sentences),
        counted("questions-taken-for-positions", min(positions, questions), questions, better="lower"),
    )
    return Result(gate="attribution", subject="whitehouse", figures=figures)


def _count(reader: Reader, row: dict[str, Any], turns: Sequence[dict[str, Any]]) -> list[int]:
    """One document: sentences right, sentences; questions, statements in them that are positions."""
    article = as_article(row, key=row["path"], outlet="The White House", primary=True)
    said = reader.read(article, raw=True).statements
    text, places = _without_breaks(row["text"])
    right = looked_at = 0
    for turn in turns:
        for start, end in _sentences(text, turn["text"]):
            heard = _covering(said, (places[start], places[end - 1] + 1))
            right += heard is not None and names(heard, row["text"], turn["speaker_label"])
            looked_at += 1
    asked = question_turns(row["text"])
    return [right, looked_at, len(asked), sum(is_position(s) for span in asked for s in said if _inside(s, span))]


def names(statement: Statement, text: str, label: str) -> bool:
    """Whether the statement's speaker is the one of the label: by the label itself or by the surname."""
    source = text[statement.source[0] : statement.source[1]] if statement.source else ""
    if _SPACE.sub(" ", source).strip() == label:
        return True
    return _last_word(statement.speaker or "") == _last_word(label)


def question_turns(text: str) -> list[Span]:
    """From each "Q" at the beginning of a line to the next label."""
    found = []
    for m in _QUESTION.finditer(text):
        following = _NEXT_TURN.search(text, m.end())
        found.append((m.start(), following.start() if following else len(text)))
    return found


def is_position(statement: Statement) -> bool:
    """Whether it counts as what a followed person or office holds."""
    return statement.commitment != "question" and (statement.actor is not None or statement.office is not None)


def _inside(statement: Statement, span: Span) -> bool:
    return span[0] <= statement.start and statement.end <= span[1]


def _without_breaks(text: str) -> tuple[str, list[int]]:
    """The text with single spaces, and where each of its characters was."""
    pieces: list[str] = []
    places: list[int] = []
    for m in re.finditer(r"\s+|\S", text):
        pieces.append(" " if m[0].isspace() else m[0])
        places.append(m.start())
    return "".join(pieces), places


def _sentences(text: str, turn: str) -> list[Span]:
    """The places of a turn's sentences in the text; none where the turn is not found."""
    words = _SPACE.sub(" ", turn).strip()
    at = text.find(words)
    swallowed = _SWALLOWED.search(words)
    own = words[: swallowed.start() if swallowed else len(words)]
    spans = split_sentences(own, "en") if at >= 0 else []
    return [(at + start, at + end) for start, end in spans if not _STAGE.fullmatch(own, start, end)]


def _covering(said: Sequence[Statement], span: Span) -> Statement | None:
    """The statement with most of the span's characters."""
    best = max(said, key=lambda s: min(s.end, span[1]) - max(s.start, span[0]), default=None)
    return best if best is not None and best.start < span[1] and span[0] < best.end else None


def _last_word(name: str) -> str:
    plain = "".join(c for c in unicodedata.normalize("NFD", name.casefold()) if not unicodedata.combining(c))
    return next((m[0] for m in reversed(list(_WORD.finditer(plain)))), "")
