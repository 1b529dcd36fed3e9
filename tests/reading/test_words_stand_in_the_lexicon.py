"""Words of a language stand in lexicon/*.toml and cue_lexicon/*.toml: code holds grammar, so that a language is mended without touching it.

Only words that show their language by a letter are seen, those of Russian, Ukrainian, German and French; an English one looks like a name.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from collections.abc import Iterator

ROOT = Path(__file__).parents[2] / "monitor"
ALLOWED = {
    "reading/text/letters.py": "the capitals of all languages",
    "reading/text/language.py": "letters by which one language is told from another",
    "reading/grammar/slavic_subjects.py": "endings of cases",
    "reading/found.py": "the particle that makes a Russian sentence a question, which is taken out of it",
}
"""Modules in which such letters stand, each with what they are."""
CLASS = re.compile(r"\[[^\]]*\]")
WORD = re.compile(r"[^\W\d_]*[а-яёіїєґß-öø-ÿ][^\W\d_]*", re.IGNORECASE)


def words_in(code: str) -> Iterator[str]:
    """The words in the literals of some code; documentation, comments, single letters and classes of letters are none."""
    tree = ast.parse(code)
    told = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in told:
            yield from (word for word in WORD.findall(CLASS.sub(" ", node.value)) if len(word) > 1)


def modules() -> list[Path]:
    return sorted(path for part in ("reading", "compare") for path in (ROOT / part).rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_code_holds_no_words_but_those_with_a_reason(path: Path) -> None:
    found = list(words_in(path.read_text(encoding="utf-8")))
    allowed = path.relative_to(ROOT).as_posix() in ALLOWED
    assert bool(found) == allowed, (
        f"{found}: they belong in a lexicon, or (with a reason) in ALLOWED; or the reason is gone"
    )


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('PATTERN = re.compile(r"\\b(?:and|или|für)\\b")', ["или", "für"]),
        ('said = f"{name} сказал"', ["сказал"]),
        ('LETTERS = re.compile("[а-яёß]+") # и всё', []),
        ('def ends(word):\n    """«Москва»."""\n    return word.endswith(("а", "я"))', []),
    ],
)
def test_words_are_seen_in_literals_alone(code: str, words: list[str]) -> None:
    assert list(words_in(code)) == words
