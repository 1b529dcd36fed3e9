"""Words of a language stand in lexicon/*.toml and cue_lexicon/*.toml: code holds grammar, so that a language is mended without touching it.

Words of Russian, Ukrainian, German and French that show their language by a letter are seen in every literal; those in plain letters, which look
like names, in patterns and where the beginning or the end of a text is looked at.
"""

from __future__ import annotations

import ast
import re
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import pytest

from monitor.reading.text.lexicon_patterns import CueKind

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
PLAIN_ALLOWED = {
    "reading/grammar/english": "the grammar of English alone: its closed classes, where a rule turns on each (english.py)",
    "reading/text/verb_forms.py": "endings of English verbs, which it makes",
    "reading/attribution/monologue.py": "www, of addresses",
    "reading/attribution/weights.py": "www, of addresses",
}
"""Modules, or what their names begin with, whose patterns have words in plain letters, each with what they are."""
CLASS = re.compile(r"\[[^\]]*\]")
WORD = re.compile(r"[^\W\d_]*[а-яёіїєґß-öø-ÿ][^\W\d_]*", re.IGNORECASE)
PLAIN = re.compile(r"[A-Za-z]{2,}")
PATTERN = re.compile(r"\\[A-Za-z]|\(\?")
SYNTAX = re.compile(r"\(\?P[<=]\w+[>)]|\(\?[a-z]*-?[a-z]*:|\(\?[a-z]+\)|\\[A-Za-z]|\{\w+\}")
LOOKS = {"startswith", "endswith", "removeprefix", "removesuffix"}
KINDS = frozenset(get_args(CueKind))
"""Names of groups, by whose beginnings kinds of cues are told apart."""


def literals(tree: ast.Module) -> Iterator[tuple[str, int]]:
    """The texts in code, each with its node's identity; what stands between the places of an f-string is one text. Documentation is none."""
    passed = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if isinstance(node, ast.JoinedStr):
            parts = [part for part in node.values if isinstance(part, ast.Constant)]
            passed |= set(map(id, parts))
            yield " ".join(str(part.value) for part in parts), id(node)
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in passed:
            yield node.value, id(node)


def words_in(code: str) -> Iterator[str]:
    """The words in the literals of some code; documentation, comments, single letters and classes of letters are none."""
    for text, _ in literals(ast.parse(code)):
        yield from (word for word in WORD.findall(CLASS.sub(" ", text)) if len(word) > 1)


def plain_words_in(code: str) -> Iterator[str]:
    """Words of two plain letters and more in what is a pattern, or is looked for at the beginning or end of a text; names of groups and kinds are none."""
    tree = ast.parse(code)
    calls = (node for node in ast.walk(tree) if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute))
    looked = {
        id(inner) for c in calls if ast.unparse(c.func).split(".")[-1] in LOOKS for a in c.args for inner in ast.walk(a)
    }
    for text, node in literals(tree):
        if PATTERN.search(text) or (node in looked and text not in KINDS):
            yield from PLAIN.findall(SYNTAX.sub(" ", CLASS.sub(" ", text)))


def modules() -> list[Path]:
    return sorted(path for part in ("reading", "compare") for path in (ROOT / part).rglob("*.py"))


@pytest.mark.parametrize("path", modules(), ids=lambda path: path.relative_to(ROOT).as_posix())
def test_code_holds_no_words_but_those_with_a_reason(path: Path) -> None:
    code, name = path.read_text(encoding="utf-8"), path.relative_to(ROOT).as_posix()
    found, plain = list(words_in(code)), list(plain_words_in(code))
    told = "they belong in a lexicon, or (with a reason) in ALLOWED; or the reason is gone"
    assert bool(found) == (name in ALLOWED), f"{found}: {told}"
    assert not plain or any(map(name.startswith, PLAIN_ALLOWED)), f"{plain}: {told}"


@pytest.mark.parametrize("begins", PLAIN_ALLOWED)
def test_what_has_a_reason_for_plain_words_has_them(begins: str) -> None:
    named = [path for path in modules() if path.relative_to(ROOT).as_posix().startswith(begins)]
    assert any(list(plain_words_in(path.read_text(encoding="utf-8"))) for path in named)


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


@pytest.mark.parametrize(
    ("code", "words"),
    [
        ('PATTERN = re.compile(r"\\b(?P<who>he|she)\\b")', ["he", "she"]),
        ("PATTERN = re.compile(rf\"\\b{one_of('articles')}\\s+of\\b\")", ["of"]),
        ('ends = word.endswith(("ing", "s")) or name.removeprefix("the ")', ["ing", "the"]),
        ('is_participle = str(m.lastgroup).startswith("participle")', []),
        ('of = lexicon["boundary"]; LETTERS = re.compile(r"(?i:[a-z]+)\\w")', []),
    ],
)
def test_plain_words_are_seen_in_patterns_and_at_ends(code: str, words: list[str]) -> None:
    assert sorted(plain_words_in(code)) == sorted(words)
