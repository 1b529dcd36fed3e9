"""Who said which words, against the hand-made annotations of PolNeAR: tokens of content, heads of sources.

A token is a run of word characters. *Content*: tokens in any predicted content against tokens in any annotated one, micro over
documents. *Source head*: for each annotated attribution with a source, of whose content a predicted statement covers half the
tokens or more, whether the last word of the source before any comma, bracket, "of" or relative pronoun lies in that statement's
source. *Exact*: attributions whose tokens are the same, as F1. Intervals: 95 %, bootstrap by document.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from monitor.gates.figures import Result
from monitor.gates.intervals import f1, ratio, resampled
from monitor.gates.sets import rows
from monitor.types import Article

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from monitor.gates.figures import Figure
    from monitor.gates.intervals import Counts
    from monitor.reading import Reader
    from monitor.types import Span, Statement


POLNEAR = ("polnear/dev/dev.jsonl.gz",)
"""News of the United States, 84 documents."""
_TOKEN = re.compile(r"\w+")
_HEAD_ENDS = re.compile(r"[,()]|\b(?:of|who|which|that|whose)\b")
_PARTS = ("source", "cue", "content")
_RIGHT, _TOLD, _WANTED, _HEADS, _HEADS_SEEN, _SOURCES, _CUES, _CONTENTS, _SAID, _GOLD = _COLUMNS = range(10)
"""What is counted of a document (`_count`): tokens right, told and annotated; source heads right, and looked at; sources, cues and contents found word for word; statements told, and annotated attributions."""


def measure_polnear(reader: Reader, data: Path, *, part: str = "dev") -> Result:
    """The figures of `data`/polnear/dev/`part`.jsonl.gz. `n` of precision, recall and F1 counts tokens, that of the others attributions. Raises UsageError."""
    documents = rows(data / "polnear" / "dev" / f"{part}.jsonl.gz")
    counts = np.array([_count(reader, row) for row in documents], dtype=float).reshape(-1, len(_COLUMNS))
    return Result(
        gate="attribution",
        subject=f"polnear {part}",
        figures=(
            _share("precision", counts, right=_RIGHT, of=_TOLD),
            _share("recall", counts, right=_RIGHT, of=_WANTED),
            _f1("f1", counts, right=_RIGHT, told=_TOLD, wanted=_WANTED),
            _share("source-head", counts, right=_HEADS, of=_HEADS_SEEN),
            _f1("exact-source", counts, right=_SOURCES, told=_SAID, wanted=_GOLD),
            _f1("exact-cue", counts, right=_CUES, told=_SAID, wanted=_GOLD),
            _f1("exact-content", counts, right=_CONTENTS, told=_SAID, wanted=_GOLD),
        ),
    )


def _share(name: str, counts: Counts, *, right: int, of: int) -> Figure:
    """Of one column in another, over all documents."""
    return resampled(name, counts, lambda c: ratio(c[:, right], c[:, of]), n=int(counts[:, of].sum()))


def _f1(name: str, counts: Counts, *, right: int, told: int, wanted: int) -> Figure:
    n = int(counts[:, wanted].sum())
    return resampled(name, counts[:, [right, told, wanted]], f1, n=n)


def as_article(row: dict[str, Any], *, key: str, outlet: str, primary: bool = False) -> Article:
    """A row with `text`, `title` and `date` as an article."""
    day = datetime.fromisoformat(row["date"]).replace(tzinfo=UTC)
    return Article(
        id=key, feed_id="gate", url=None, outlet=outlet, owner=outlet, title=row["title"] or "", text=row["text"],
        seen=day, published=day, language="en", primary=primary,
    )  # fmt: skip


def _count(reader: Reader, row: dict[str, Any]) -> list[int]:
    """One document, a number a column."""
    gold = [g for g in row["annotations"][0]["attributions"] if g["content"]]
    said = reader.read(as_article(row, key=row["id"], outlet=row["publisher"]), raw=True).statements
    tokens = Tokens(row["text"])
    told = [tokens.within(statement_parts(s)) for s in said]
    meant = [tokens.within(g["content"]) for g in gold]
    predicted, annotated = set().union(*told), set().union(*meant)
    heads = [
        _has_head(row["text"], g["source"], [s for s, t in zip(said, told, strict=True) if 2 * len(t & m) >= len(m)])
        for g, m in zip(gold, meant, strict=True)
        if g["source"] and m
    ]
    looked_at = [right for right in heads if right is not None]
    exact = [_exact(tokens, gold, said, name) for name in _PARTS]
    return [
        len(predicted & annotated), len(predicted), len(annotated), sum(looked_at), len(looked_at), *exact,
        len(said), len(gold),
    ]  # fmt: skip


def statement_parts(statement: Statement) -> Sequence[Span]:
    """The pieces of its content."""
    return statement.parts or ((statement.start, statement.end),)


class Tokens:
    """The words of a text, by number."""

    def __init__(self, text: str) -> None:
        spans = [m.span() for m in _TOKEN.finditer(text)]
        self._starts = [start for start, _ in spans]
        self._ends = [end for _, end in spans]

    def within(self, spans: Sequence[Sequence[int]]) -> frozenset[int]:
        """The numbers of the words that lie, at least in part, in one of `spans`."""
        return frozenset(
            n for start, end in spans for n in range(bisect_right(self._ends, start), bisect_left(self._starts, end))
        )


def _has_head(text: str, source: Sequence[Sequence[int]], overlapping: Sequence[Statement]) -> bool | None:
    """Whether one of the statements names the source; None where there is none."""
    head = find_head(text, source[0])
    if not overlapping or head is None:
        return None
    return any(s.source is not None and s.source[0] <= head[0] and head[1] <= s.source[1] for s in overlapping)


def find_head(text: str, source: Sequence[int]) -> Span | None:
    """The last word of a source before any comma, bracket, "of" or relative pronoun behind its first word."""
    words = list(_TOKEN.finditer(text, source[0], source[1]))
    if not words:
        return None
    end = _HEAD_ENDS.search(text, words[0].end(), source[1])
    return [word.span() for word in words if end is None or word.end() <= end.start()][-1]


def _exact(tokens: Tokens, gold: Sequence[dict[str, Any]], said: Sequence[Statement], name: str) -> int:
    """How many annotated spans of one kind some statement has word for word."""
    found = {_place(tokens, statement, name) for statement in said}
    return sum(tokens.within(g[name]) in found for g in gold if g[name])


def _place(tokens: Tokens, statement: Statement, name: str) -> frozenset[int]:
    if name == "content":
        return tokens.within(statement_parts(statement))
    span = statement.source if name == "source" else statement.cue
    return tokens.within([span] if span else [])
