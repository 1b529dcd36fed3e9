"""What a person types into the search → what each database is asked for. Pure; may import only SQLAlchemy.

Words must all be there; “"two words"” beside each other, “war*” as a beginning, “-war” not at all.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from sqlalchemy import Text, cast, func
from sqlalchemy.dialects.postgresql import REGCONFIG

if TYPE_CHECKING:
    from sqlalchemy import ColumnElement

_TERM = re.compile(r'(?P<absent>-?)(?:"(?P<phrase>[^"]*)"|(?P<word>[^\s"]+))')
_WORD = re.compile(r"\w+")
MOST_TERMS = 12
LEAST_BEGINNING = 3
"""Letters before a *: what begins with fewer is a good part of all words, and reading where they are takes seconds."""


class Term(NamedTuple):
    """Words that stand beside each other; `prefix`: the last one may go on; `absent`: they must not be there."""

    words: tuple[str, ...]
    prefix: bool
    absent: bool


def terms_of(typed: str) -> tuple[Term, ...]:
    """At most a dozen; what has no letter or digit is left out."""
    found = (_term(match) for match in _TERM.finditer(typed))
    return tuple(term for term in found if term.words)[:MOST_TERMS]


def _term(match: re.Match[str]) -> Term:
    text = match["phrase"] if match["phrase"] is not None else match["word"]
    return Term(tuple(_WORD.findall(text)), prefix=text.endswith("*"), absent=match["absent"] == "-")


def is_question(terms: tuple[Term, ...]) -> bool:
    """Whether there is anything to look for, and not only something to leave out."""
    return any(not term.absent for term in terms)


def is_too_wide(term: Term) -> bool:
    return term.prefix and len(term.words[-1]) < LEAST_BEGINNING


def for_fts5(terms: tuple[Term, ...]) -> str:
    """Every word in quotes: nothing that was typed is taken for an operator."""
    wanted = " AND ".join(_phrase(term) for term in terms if not term.absent)
    return " NOT ".join([f"({wanted})", *(_phrase(term) for term in terms if term.absent)])


def _phrase(term: Term) -> str:
    return f'"{" ".join(term.words)}"' + ("*" if term.prefix else "")


def for_postgresql(terms: tuple[Term, ...]) -> ColumnElement[str]:
    """Joined by PostgreSQL's own operators for queries; the words travel as parameters."""
    asked: ColumnElement[str] | None = None
    for term in terms:
        query = _tsquery(term)
        wanted = func.tsquery_not(query) if term.absent else query
        asked = wanted if asked is None else func.tsquery_and(asked, wanted)
    assert asked is not None
    return asked


def _tsquery(term: Term) -> ColumnElement[str]:
    simple = cast("simple", REGCONFIG)
    if not term.prefix:
        return func.phraseto_tsquery(simple, cast(" ".join(term.words), Text))
    # Words of letters and digits alone: nothing in them means anything to the parser.
    return func.to_tsquery(simple, cast(" <-> ".join(term.words) + ":*", Text))


def excerpt(text: str, terms: tuple[Term, ...], *, around: int = 120) -> str:
    """The neighbourhood of the first word that was looked for; the beginning where none is near it."""
    at = _first_place(text, terms)
    start = 0 if at <= around else text.find(" ", at - around) + 1
    piece = text[start : start + 2 * around]
    cut = piece.rfind(" ") if start + 2 * around < len(text) else len(piece)
    return (
        ("… " if start else "")
        + " ".join(piece[: cut if cut > 0 else len(piece)].split())
        + (" …" if cut < len(piece) else "")
    )


def _first_place(text: str, terms: tuple[Term, ...]) -> int:
    words = [re.escape(term.words[0]) for term in terms if not term.absent]
    found = re.search(rf"\b(?:{'|'.join(words)})", text, re.IGNORECASE) if words else None
    return found.start() if found else 0
