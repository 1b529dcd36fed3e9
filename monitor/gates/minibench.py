"""The stance mini-bench: short statements of three sides on seven issues, and pairs that a negation turns round.

It is scored and nothing else: its Russian lines are translations of the English ones, so that training on some would spoil the rest.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from monitor.gates.figures import Result
from monitor.gates.intervals import share
from monitor.gates.stance import sides
from monitor.gates.statements import place_one
from monitor.types.script import is_cyrillic

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from monitor.gates.statements import Placed
    from monitor.reading import Judge

_CODES = {
    "dialogue": "DIA", "relations": "REL", "membership": "UKM", "aid": "AID",
    "nuclear": "NUC", "settlement": "SET", "sanctions": "SAN",
}  # fmt: skip


def measure_minibench(judge: Judge, bench: Mapping[str, Any]) -> Iterator[Result]:
    """One result a language, negation pairs included. Levels count by their side. Raises KeyError where the bench is not of this form, ModelError."""
    rows = [
        (text, _CODES[issue], int(level))
        for issue, levels in bench["test"].items()
        for level, texts in levels.items()
        for text in texts
    ]
    for language in ("en", "ru"):
        asked = [row for row in rows if written_in(row[0]) == language]
        placed = [place_one(judge, t, code, language=language, wanted=level) for t, code, level in asked]
        turned = [_turned(judge, pair) for pair in bench["negation_pairs"] if written_in(pair[0]) == language]
        kept = tuple(f for f in sides(placed) if f.name not in ("exact-level", "unclear-left-open"))
        figures = (*kept, share("negation-pairs", turned))
        yield Result(gate="stance", subject=f"mini-bench {language}", figures=figures)


def written_in(text: str) -> str:
    """The language of a line: the bench has two."""
    return "ru" if is_cyrillic(text) else "en"


def _turned(judge: Judge, pair: tuple[str, str, str, int]) -> bool:
    """Both of a pair are on their sides."""
    first, second, issue, sign = pair
    one, other = (_place(judge, text, issue) for text in (first, second))
    return one.told is not None and other.told is not None and one.told * sign > 0 > other.told * sign


def _place(judge: Judge, text: str, issue: str) -> Placed:
    return place_one(judge, text, _CODES[issue], language=written_in(text), wanted=None)
