"""Who said which words, on our own labelled texts: tokens of content, the speaker, the words that name the source.

*Content*: tokens in any statement's content against tokens in any labelled one, micro over texts. *Found*: of a labelled
attribution a statement covers half the tokens or more; of those, the speaker and the source that it gives.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import numpy as np

from monitor.gates.attribution import Tokens, statement_parts
from monitor.gates.figures import Result
from monitor.gates.intervals import f1, ratio, resampled, share
from monitor.gates.names import alike, same_source
from monitor.types import Article

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from monitor.reading import Reader
    from monitor.types import Span, Statement, World

_DAY = datetime(2024, 3, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Met:
    """A labelled attribution and the statement that has most of its words, if one has half of them."""

    wanted: dict[str, Any]
    statement: Statement | None
    text: str


def measure_quotations(reader: Reader, world: World, rows: Sequence[dict[str, Any]], *, language: str) -> Result:
    """The figures of one language's set."""
    read = [(row, reader.read(_article(row["text"], language), raw=True).statements) for row in rows]
    counts = np.array([_tokens(row, said) for row, said in read], dtype=float).reshape(-1, 3)
    met = [m for row, said in read for m in _meet(row, said)]
    found = [(m.wanted, m.statement, m.text) for m in met if m.statement is not None]
    spoken = [(w, s) for w, s, _ in found if w["speaker"]]
    named = [(w, s.source, text) for w, s, text in found if w["source"]]
    n = int(counts[:, 2].sum())
    figures = (
        resampled("content-f1", counts, f1, n=n),
        resampled("content-precision", counts, lambda c: ratio(c[:, 0], c[:, 1]), n=int(counts[:, 1].sum())),
        resampled("content-recall", counts, lambda c: ratio(c[:, 0], c[:, 2]), n=n),
        share("found", [m.statement is not None for m in met]),
        share("speaker", [same_source(w["speaker"], s.speaker, world) for w, s in spoken]),
        share("source", [span is not None and alike(w["source"], text[slice(*span)]) for w, span, text in named]),
        share("nothing-said-quiet", [not _said(said) for row, said in read if not row["expect"]]),
    )
    return Result(gate="attribution", subject=language, figures=figures, own=True)


def _article(text: str, language: str) -> Article:
    return Article(
        id="gate", feed_id="gate", url=None, outlet="gate", owner="gate", title="", text=text, seen=_DAY,
        published=_DAY, language=language,
    )  # fmt: skip


def _said(said: Sequence[Statement]) -> list[Statement]:
    """The outlet's own narration is nobody's statement."""
    return [s for s in said if s.voice != "narration"]


def _tokens(row: dict[str, Any], said: Sequence[Statement]) -> tuple[int, int, int]:
    """Tokens right, told, labelled."""
    tokens = Tokens(row["text"])
    told = frozenset[int]().union(*(tokens.within(statement_parts(s)) for s in _said(said)))
    wanted = frozenset[int]().union(*(tokens.within(places(row["text"], e["content"])) for e in row["expect"]))
    return len(told & wanted), len(told), len(wanted)


def _meet(row: dict[str, Any], said: Sequence[Statement]) -> Iterator[_Met]:
    tokens = Tokens(row["text"])
    told = [(tokens.within(statement_parts(s)), s) for s in _said(said)]
    for wanted in row["expect"]:
        words = tokens.within(places(row["text"], wanted["content"]))
        best, statement = max(((len(t & words), s) for t, s in told), key=lambda found: found[0], default=(0, None))
        yield _Met(wanted=wanted, statement=statement if 2 * best >= len(words) else None, text=row["text"])


def places(text: str, content: str | list[str]) -> list[Span]:
    """Where the labelled words stand, each piece after the one before."""
    found: list[Span] = []
    for piece in [content] if isinstance(content, str) else content:
        at = text.index(piece, found[-1][1] if found else 0)
        found.append((at, at + len(piece)))
    return found
