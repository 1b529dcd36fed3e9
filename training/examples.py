"""The training material (`statements/`, `texts/`, `pairs/`), read and turned into examples for the network's heads."""

from __future__ import annotations

import hashlib
import random
import re
import tomllib
from itertools import groupby
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from issues import ISSUES

from monitor.models.classes import CLASSES, OFF, UNCLEAR
from monitor.models.texts import position_text, said_text
from monitor.types import LEVELS

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

HERE = Path(__file__).parent
COMMITMENTS, RELATIONS = CLASSES["commitment"], CLASSES["relation"]
DIRECTIONS = tuple(name[0] for name in CLASSES["direction"])
"""As the lines of `pairs` have them: n, h, s."""
UNDIRECTED = (
    "en-news",
    "en-debate",
    "en-news-plain",
    "en-debate-plain",
    "en-bodies",
    "en-judged",
    "en-reports",
    "en-desk",
    "en-earlier",
    "en-stump",
    "en-columns",
    "en-record",
    "en-ledger",
    "en-hustings",
)
"""Files whose contradictions say nothing of a direction."""
GROUPED, BEHIND = 0.25, 0.15
"""Shares of the statements that stand alone which are shown in one text with others like them, and behind a piece of a whole text."""
UNNAMED = 0.15
"""Share of the statements that are shown without the bloc of who speaks, so that the words tell what they say."""
OPPOSED = 6
REPEATED = ("en", "ru")
"""Languages in which positions are repeated and turned round by rule."""
BELARUS = {"BY": "OTHER"}
"""The material tells Belarus apart, the product does not."""
_HELD = 8
"""Per cent of the material that is never trained on, chosen by a hash of the text (of the position, for pairs)."""


class Statement(NamedTuple):
    """A line of `statements` or `texts`; `language` is that of its file."""

    labels: dict[str, int | None]
    """Issue → level, None where it is about the issue and shows no side."""
    commitment: str
    bloc: str
    voice: str
    text: str
    language: str


class Pair(NamedTuple):
    """A line of `pairs`: what the passage does to the position; a part of the position that is not given is None."""

    relation: str
    direction: str
    actor: str | None
    topic: str | None
    claim: str | None
    passage: str
    source: str
    """The name of its file."""


class Axis(NamedTuple):
    """An issue of the configuration; `signs`: for each bloc whether the upper end of the axis is harder (1) or softer (−1) of it."""

    code: str
    name: str
    signs: dict[str, int]


Targets = dict[str, int | tuple[int, ...]]
"""The class for each head that is taught; of `place` one class an issue."""
Text = list[Statement | str]
"""A whole text: statements and, as bare words, what stands between them."""


class Shown(NamedTuple):
    """A text as it is shown: its stretches in order, and of each what it teaches, None where it only stands there."""

    stretches: list[str]
    targets: list[Targets | None]


class Question(NamedTuple):
    """A position and a passage."""

    first: str
    second: str
    targets: Targets


class Material(NamedTuple):
    """Of the files of the three folders what was asked for."""

    statements: list[Statement]
    """Those that stand alone."""
    texts: list[Text]
    pairs: list[Pair]


def _every(_: str) -> bool:
    return True


def read_material(*, held: bool, of: Callable[[str], bool] = _every) -> Material:
    """What is taught, or what is held out of it. `of`: whether a file of this name (without its ending) counts."""
    return Material(
        [s for s in read_statements(of) if held_out(s.text) == held],
        [t for t in read_texts(of) if held_out(statements_of(t)[0].text) == held],
        [p for p in read_pairs(of) if held_out(p.claim or p.passage) == held],
    )


def held_shown(material: Material) -> tuple[list[Shown], list[Question]]:
    """What is held out, as the product would ask it."""
    rng = random.Random(1)
    alone = [show([said], None) for said in material.statements]
    return [*alone, *(show(t, None) for t in material.texts)], questions(material.pairs, rng)


def taught_shown(material: Material, axes: dict[str, Axis], rng: random.Random) -> tuple[list[Shown], list[Question]]:
    """One course through what is taught; each is shown a little differently."""
    shown = [show(text, rng) for text in [*_among_others(material, rng), *material.texts]]
    return shown, [*questions(material.pairs, rng), *opposed_questions(material, axes, rng)]


def held_out(text: str) -> bool:
    """Whether what is known by this text is never trained on."""
    return int(hashlib.sha256(text.encode()).hexdigest(), 16) % 100 < _HELD


def read_axes(config: Path) -> dict[str, Axis]:
    """The issues of a configuration folder by code. Raises OSError, TOMLDecodeError or KeyError where it holds none."""
    with (config / "issues.toml").open("rb") as file:
        issues = tomllib.load(file)["issue"]
    return {i["code"]: Axis(i["code"], i["name"], i["hardening_sign"]) for i in issues}


def read_statements(of: Callable[[str], bool] = _every) -> list[Statement]:
    """Those that stand alone, file after file. Raises ValueError where a line has not its five fields."""
    return [_statement(line, path.stem[:2]) for path, line in _lines("statements") if of(path.stem)]


def read_texts(of: Callable[[str], bool] = _every) -> list[Text]:
    """Whole texts. `# kind` heads one, `~ words` stand between its statements (a question, what the article tells). Raises ValueError where a statement has not its five fields."""
    texts = []
    for path in (path for path in sorted((HERE / "texts").glob("*.txt")) if of(path.stem)):
        for block in path.read_text(encoding="utf-8").split("\n\n"):
            lines = [line for line in block.splitlines() if line.strip() and not line.startswith("#")]
            text = [line[1:].strip() if line.startswith("~") else _statement(line, path.stem[:2]) for line in lines]
            if statements_of(text):
                texts.append(text)
    return texts


def statements_of(text: Text) -> list[Statement]:
    """Without what stands between them."""
    return [piece for piece in text if isinstance(piece, Statement)]


def read_pairs(of: Callable[[str], bool] = _every) -> list[Pair]:
    """All, file after file. Raises ValueError where a line has not its six fields."""
    return [_pair(line, path.stem) for path, line in _lines("pairs") if of(path.stem)]


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
    return Statement(found, commitment, BELARUS.get(bloc, bloc), voice, text, language)


def _pair(line: str, source: str) -> Pair:
    relation, direction, actor, topic, claim, passage = (part.strip() for part in line.split(" | "))
    return Pair(relation, direction, _given(actor), _given(topic), _given(claim), passage, source)


def _given(text: str) -> str | None:
    return None if text == "-" else text


def show(text: Text, rng: random.Random | None) -> Shown:
    """With a `rng`, some of the blocs are left out. Every issue that is not among the labels is one that the statement is not about."""
    shown = Shown([], [])
    for piece in text:
        if isinstance(piece, str):
            shown.stretches.append(piece)
            shown.targets.append(None)
        else:
            bloc = None if rng and rng.random() < UNNAMED else piece.bloc
            shown.stretches.append(said_text(bloc=bloc, words=piece.text))
            shown.targets.append(targets_of(piece))
    return shown


def targets_of(said: Statement) -> Targets:
    """The class of each issue, in the order of ISSUES, and that of the commitment. Raises ValueError for a commitment that is none."""
    places = tuple(OFF if code not in said.labels else _level(said.labels[code]) for code in ISSUES)
    return {"place": places, "commitment": COMMITMENTS.index(said.commitment)}


def _level(level: int | None) -> int:
    return UNCLEAR if level is None else LEVELS.index(level)


def _among_others(material: Material, rng: random.Random) -> list[Text]:
    """The statements that stand alone: most alone, some with others or behind words of a text, of their language: what they say is in themselves."""
    order = sorted(material.statements, key=lambda said: (said.language, rng.random()))
    texts: list[Text] = []
    for language, statements in groupby(order, key=lambda said: said.language):
        left = list(statements)
        told = [t for t in material.texts if statements_of(t)[0].language == language]
        grouped, behind = int(len(left) * GROUPED), int(len(left) * BEHIND) if told else 0
        texts += [[*_piece(rng.choice(told), rng), left.pop()] for _ in range(behind)]
        while grouped > 0:
            count = min(rng.randint(2, 6), len(left))
            texts.append([left.pop() for _ in range(count)])
            grouped -= count
        texts += [[said] for said in left]
    return texts


def _piece(text: Text, rng: random.Random) -> list[str]:
    """Up to four stretches of it in a row, which teach nothing here."""
    begin = rng.randrange(len(text))
    return show(text[begin : begin + rng.randint(1, 4)], None).stretches


def questions(pairs: list[Pair], rng: random.Random) -> list[Question]:
    """One a pair, in their order."""
    return [_question(pair, rng) for pair in pairs]


def repeats(pairs: list[Pair], rng: random.Random) -> list[Question]:
    """Each position as it stands, and as somebody's words, which reaffirm it; and with one "not" more or less, which contradicts it.

    Made by rule: the pairs of the material are never alike word for word.
    """
    found = []
    for claim, pair in {pair.claim: pair for pair in pairs if pair.claim and pair.source[:2] in REPEATED}.items():
        same = pair._replace(relation="reaffirms", direction="n")
        found += [_question(same._replace(passage=words), rng) for words in (claim, _as_said(claim, rng))]
        if (turned := _turned(claim)) is not None:
            words = turned if rng.random() < 0.5 else _as_said(turned, rng)
            asked = _question(pair._replace(relation="contradicts", direction="n", passage=words), rng)
            asked.targets.pop("direction", None)
            found.append(asked)
    return found


_TOLD_OFF = 5
"""Letters at the beginning of a word by which two lines share it."""


def strays(pairs: Sequence[Pair], count: int, rng: random.Random) -> list[Question]:
    """Positions, each with a passage that answers another: six in ten of the same actor, the others of the same file. They share a word at most where both name their topic, else none.

    Of written pairs few are unrelated, and most of these are by their actor or their topic. Files of several languages are left out: there words tell nothing of what is shared.
    """
    answers = ("reaffirms", "contradicts", "hardens", "softens")
    moving = [p for p in pairs if p.claim and p.relation in answers and not p.source.startswith("other")]
    by_actor, by_file = dict[str, list[Pair]](), dict[str, list[Pair]]()
    for pair in moving:
        by_file.setdefault(pair.source, []).append(pair)
        if pair.actor:
            by_actor.setdefault(pair.actor, []).append(pair)
    actors = [actor for actor, own in by_actor.items() if len({p.topic or p.claim for p in own}) > 2]
    found: list[Pair] = []
    while len(found) < count:
        own = by_actor[rng.choice(actors)] if rng.random() < 0.6 else by_file[rng.choice(list(by_file))]
        one, other = rng.choice(own), rng.choice(own)
        if not _alike(one, other):
            found.append(one._replace(relation="unrelated", direction="n", passage=other.passage))
    return questions(found, rng)


def _alike(one: Pair, other: Pair) -> bool:
    """Whether the passage of the other may be about the position of the one."""
    if one.claim == other.claim or (one.topic and one.topic == other.topic):
        return True
    if bool(_CYRILLIC.search(one.claim or "")) != bool(_CYRILLIC.search(other.passage)):
        return True
    shared = _begun(one.claim or "") & _begun(f"{other.claim} {other.passage}")
    return len(shared) > (1 if one.topic and other.topic else 0)


def _begun(text: str) -> set[str]:
    return {word[:_TOLD_OFF] for word in re.findall(rf"\w{{{_TOLD_OFF},}}", text.lower())}


_CYRILLIC = re.compile(r"[а-яёіїєґ]", re.IGNORECASE)
_SAID = {
    False: ("The minister said that {}", "{}, the spokesman said.", "“{}” he said.", "It was said again that {}"),
    True: ("Министр заявил, что {}", "{}, сказал представитель.", "«{}» — сказал он.", "Снова прозвучало: {}"),
}
_TURNS = [
    (rf"\b{verb}(?: not)?\b", f"{verb} not", verb)
    for verb in ("will", "is", "are", "has", "have", "must", "can", "should")
] + [
    (rf"\b(?:не )?{verb}\b", f"не {verb}", verb)
    for verb in ("будет", "будут", "должны", "должна", "готовы", "готова", "намерены")
]
_DENYING = re.compile(r"\b(?:not|never|no|nobody|nothing|cannot|не|ни|нет|никогда)\b|n't\b", re.IGNORECASE)


def _as_said(claim: str, rng: random.Random) -> str:
    form, words = rng.choice(_SAID[bool(_CYRILLIC.search(claim))]), claim.rstrip(". ")
    return form.format(words if form[0] in "“«{" or words[:2].isupper() else words[0].lower() + words[1:])


def _turned(claim: str) -> str | None:
    """With a "not" put in or taken out where one verb of a few stands once and nothing else denies."""
    for pattern, denied, plain in _TURNS:
        found = re.findall(pattern, claim)
        denying = len(_DENYING.findall(claim))
        if len(found) == 1 and denying == (found[0] == denied):
            return re.sub(pattern, plain if found[0] == denied else denied, claim)
    return None


def _question(pair: Pair, rng: random.Random) -> Question:
    """Actor and topic are left out now and then: people compare with less than they know."""
    actor = pair.actor if rng.random() < 0.85 else None
    topic = pair.topic if pair.claim is None or rng.random() < 0.7 else None
    targets: Targets = {"relation": RELATIONS.index(pair.relation)}
    if pair.relation in ("contradicts", "hardens", "softens") and (
        pair.direction != "n" or pair.source not in UNDIRECTED
    ):
        targets["direction"] = DIRECTIONS.index(pair.direction)
    return Question(position_text(actor=actor, issue=topic, claim=pair.claim), pair.passage, targets)


def opposed_questions(material: Material, axes: dict[str, Axis], rng: random.Random) -> list[Question]:
    """One to `OPPOSED` written pairs: statements of one bloc on one issue from opposite poles, also across languages, as an earlier and a later line."""
    poles: dict[tuple[str, str, bool], list[Statement]] = {}
    for said in material.statements:
        if len(said.labels) == 1 and said.commitment == "flat":
            ((code, level),) = said.labels.items()
            if level in (-2, 2):
                poles.setdefault((code, said.bloc, level > 0), []).append(said)
    places = sorted(key for key in poles if (key[0], key[1], not key[2]) in poles)
    questions = []
    for _ in range(len(material.pairs) // OPPOSED):
        code, bloc, up = rng.choice(places)
        before, after = rng.choice(poles[code, bloc, not up]), rng.choice(poles[code, bloc, up])
        move = axes[code].signs.get(bloc, 0) * (1 if up else -1)
        targets: Targets = {"relation": RELATIONS.index("contradicts"), "direction": move % 3}
        questions.append(
            Question(position_text(actor=bloc, issue=axes[code].name, claim=before.text), after.text, targets)
        )
    return questions
