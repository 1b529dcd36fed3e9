"""The training material (`statements/`, `texts/`, `pairs/`), read and turned into examples for the network's heads."""

from __future__ import annotations

import hashlib
import random
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from issues import ISSUES

from monitor.models.texts import position_text, statement_text

if TYPE_CHECKING:
    from collections.abc import Iterator

HERE = Path(__file__).parent
LEVELS = (-2, -1, 0, 1, 2)
UNCLEAR, OFF = 5, 6
"""Classes of the head `place` after the five levels: about the issue without a side; not about it."""
COMMITMENTS = ("flat", "conditional", "hedged", "denied", "question")
RELATIONS = ("reaffirms", "contradicts", "hardens", "softens", "discusses", "unrelated", "new")
DIRECTIONS = ("n", "h", "s")
UNDIRECTED = ("en-news", "en-debate", "en-news-plain", "en-debate-plain")
"""Files whose contradictions say nothing of a direction."""
STRAY = 0.3
"""Share of the statements that stand alone which are shown behind other words."""
_HELD = 8
"""Per cent of the material that is never trained on, chosen by a hash of the text (of the position, for pairs)."""


class Statement(NamedTuple):
    labels: dict[str, int | None]
    """Issue → level, None where it is about the issue and shows no side."""
    commitment: str
    bloc: str
    voice: str
    text: str
    language: str
    before: str = ""
    """What stands before it in its text."""


class Pair(NamedTuple):
    relation: str
    direction: str
    actor: str | None
    topic: str | None
    claim: str | None
    passage: str
    source: str
    """The name of its file."""


class Axis(NamedTuple):
    code: str
    name: str
    signs: dict[str, int]


class Example(NamedTuple):
    """Two texts and the class for each head that it teaches; of `place` one class an issue."""

    first: str
    second: str
    targets: dict[str, int | tuple[int, ...]]


def held_out(text: str) -> bool:
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 100 < _HELD


def held() -> list[Example]:
    """What is never trained on."""
    statements = [s for s in read_statements() if held_out(s.text)]
    texts = [said for text in read_texts() if held_out(text[0].text) for said in text]
    pairs = [p for p in read_pairs() if held_out(p.claim or p.passage)]
    return [*statement_examples([*statements, *texts]), *pair_examples(pairs, random.Random(1))]


def read_axes(config: Path) -> dict[str, Axis]:
    with (config / "issues.toml").open("rb") as file:
        issues = tomllib.load(file)["issue"]
    return {i["code"]: Axis(i["code"], i["name"], i["hardening_sign"]) for i in issues}


def read_statements() -> list[Statement]:
    return [_statement(line, path.stem[:2]) for path, line in _lines("statements")]


def read_texts() -> list[list[Statement]]:
    """Whole texts, statement by statement, each with what stands before it."""
    return [
        statements
        for path in sorted((HERE / "texts").glob("*.txt"))
        for text in path.read_text(encoding="utf-8").split("\n\n")
        if (statements := list(_statements_of(text.splitlines(), path.stem[:2])))
    ]


def _statements_of(lines: list[str], language: str) -> Iterator[Statement]:
    """`# kind` heads a text, `~ words` stand between its statements (a question, what the article tells)."""
    before = ""
    for line in lines:
        if line.startswith("#") or not line.strip():
            continue
        if line.startswith("~"):
            words = line[1:].strip()
        else:
            said = _statement(line, language)
            yield said._replace(before=before)
            words = said.text
        before = f"{before} {words}".strip()


def read_pairs() -> list[Pair]:
    return [_pair(line, path.stem) for path, line in _lines("pairs")]


def _lines(folder: str) -> Iterator[tuple[Path, str]]:
    for path in sorted((HERE / folder).glob("*.txt")):
        for line in path.read_text(encoding="utf-8").splitlines():
            if line.strip():
                yield path, line


def _statement(line: str, language: str) -> Statement:
    labels, commitment, bloc, voice, text = (part.strip() for part in line.split(" | "))
    found: dict[str, int | None] = {}
    for label in labels.split(";") if labels != "NONE" else ():
        code, level = label.split("=")
        found[code] = None if level == "x" else int(level)
    return Statement(found, commitment, bloc, voice, text, language)


def _pair(line: str, source: str) -> Pair:
    relation, direction, actor, topic, claim, passage = (part.strip() for part in line.split(" | "))
    return Pair(relation, direction, _given(actor), _given(topic), _given(claim), passage, source)


def _given(text: str) -> str | None:
    return None if text == "-" else text


def statement_examples(statements: list[Statement]) -> list[Example]:
    return [_statement_example(said) for said in statements]


def _statement_example(said: Statement) -> Example:
    """Every issue that is not among the labels is one that the statement is not about."""
    places = tuple(OFF if code not in said.labels else _level(said.labels[code]) for code in ISSUES)
    return Example(
        statement_text(bloc=said.bloc, before=said.before),
        said.text,
        {"place": places, "commitment": COMMITMENTS.index(said.commitment)},
    )


def _level(level: int | None) -> int:
    return UNCLEAR if level is None else LEVELS.index(level)


def among_others(statements: list[Statement], texts: list[list[Statement]], rng: random.Random) -> list[Statement]:
    """Some of the statements that stand alone are put behind other words of their language: what they say is in themselves."""
    before: dict[str, list[str]] = {}
    for text in texts:
        for said in text:
            before.setdefault(said.language, []).append(f"{said.before} {said.text}")
    return [
        said._replace(before=rng.choice(before[said.language]))
        if said.language in before and rng.random() < STRAY
        else said
        for said in statements
    ]


def pair_examples(pairs: list[Pair], rng: random.Random) -> list[Example]:
    return [_pair_example(pair, rng) for pair in pairs]


def _pair_example(pair: Pair, rng: random.Random) -> Example:
    """Actor and topic are left out now and then: people compare with less than they know."""
    actor = pair.actor if rng.random() < 0.85 else None
    topic = pair.topic if pair.claim is None or rng.random() < 0.7 else None
    targets: dict[str, int | tuple[int, ...]] = {"relation": RELATIONS.index(pair.relation)}
    if pair.relation in ("contradicts", "hardens", "softens") and (
        pair.direction != "n" or pair.source not in UNDIRECTED
    ):
        targets["direction"] = DIRECTIONS.index(pair.direction)
    return Example(position_text(actor=actor, issue=topic, claim=pair.claim), pair.passage, targets)


def opposed_examples(
    statements: list[Statement], axes: dict[str, Axis], count: int, rng: random.Random
) -> list[Example]:
    """Statements of one bloc on one issue from opposite poles, also across languages, as an earlier and a later line."""
    poles: dict[tuple[str, str, bool], list[Statement]] = {}
    for said in statements:
        if len(said.labels) == 1 and said.commitment == "flat":
            ((code, level),) = said.labels.items()
            if level in (-2, 2):
                poles.setdefault((code, said.bloc, level > 0), []).append(said)
    places = sorted(key for key in poles if (key[0], key[1], not key[2]) in poles)
    examples = []
    for _ in range(count):
        code, bloc, up = rng.choice(places)
        before, after = rng.choice(poles[code, bloc, not up]), rng.choice(poles[code, bloc, up])
        move = axes[code].signs.get(bloc, 0) * (1 if up else -1)
        targets = {"relation": RELATIONS.index("contradicts"), "direction": move % 3}
        examples.append(
            Example(position_text(actor=bloc, issue=axes[code].name, claim=before.text), after.text, targets)
        )
    return examples
