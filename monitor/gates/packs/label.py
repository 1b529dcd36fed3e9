"""A pack as labelled statements, without any reading: what measures weighing alone.

Labels fall about as in method §3.2, 72 % exact, 14 % on a neighbour, 14 % farther, but a reader says how sure it is, and is right so
often; one in ten is left open. Words weigh what reading makes of them. May import: types, reading's weights, packs.plan, packs.desk.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from random import Random
from typing import TYPE_CHECKING, cast, get_args

from monitor.gates.packs.desk import Piece
from monitor.gates.packs.plan import Firmness
from monitor.reading.attribution.weights import FORM, GRADES
from monitor.reading.judging.commitment import ABSTAINED
from monitor.types import LEVELS, Article, Statement

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from monitor.gates.packs.plan import Pack, Said, Voice
    from monitor.reading.attribution.weights import Form
    from monitor.types import World

OPEN = 0.1
CERTAINTY = ((0.94, 0.5), (0.6, 0.3), (0.35, 0.2))
"""How sure the reader is, and how often: right in 72 % of all, and nearly always where it is sure (method §4)."""
FIRMNESS = 0.88
"""How often a reader takes what is flat, conditional or hedged for that."""
FORMS: Mapping[Voice, Form] = {"primary": "transcript", "quoted": "direct", "reported": "indirect"}
OUTLETS = 12
PHRASES = {"": "", "operation": "The special military operation goes on. ", "war": "The war goes on. "}
Levels = tuple[float, float, float, float, float]


def label(rng: Random, true: int) -> tuple[int, Levels]:
    """What a reader takes `true` for, and how sure it says it is: it is right as often as it says."""
    sure = rng.choices([c[0] for c in CERTAINTY], [c[1] for c in CERTAINTY])[0]
    spread = [_share(level, true, sure) for level in LEVELS]
    told = rng.choices(LEVELS, spread)[0]
    return told, cast("Levels", tuple(_share(level, told, sure) for level in LEVELS))


def _share(level: int, top: int, sure: float) -> float:
    """`sure` at the top, half of the rest on its neighbours, half on the others."""
    beside = sum(abs(other - top) == 1 for other in LEVELS)
    if level == top:
        return sure
    return (1 - sure) / 2 / (beside if abs(level - top) == 1 else 4 - beside)


def firmness_read(said: Said, name: str) -> Firmness:
    """How firmly a reader takes it to be said. Dice of their own, so that the levels drawn do not depend on it."""
    rng = Random(f"{name}:firmness")  # noqa: S311 - dice, not secrets
    if rng.random() < FIRMNESS:
        return said.firmness
    return rng.choice([one for one in get_args(Firmness) if one != said.firmness])


def labelled(pack: Pack, *, world: World) -> Iterator[Piece]:
    """Each utterance as an article with its statements, then its copies, then who tells it in other words."""
    for said in pack.said:
        rng = Random(f"{pack.seed}:{said.id}")  # noqa: S311 - dice, not secrets
        first = _piece(said, said.id, rng, world=world, outlet=rng.randrange(OUTLETS))
        yield first
        for number in range(said.copies):
            yield _copy(first, number, rng)
        if said.retold:
            other = replace(said, voice="reported", sentences=1, at=said.at + timedelta(hours=rng.uniform(1, 8)))
            yield _piece(other, f"{said.id}-again", rng, world=world, outlet=rng.randrange(OUTLETS))


def _piece(said: Said, name: str, rng: Random, *, world: World, outlet: int) -> Piece:
    texts = [PHRASES[said.words] + _own_words(rng) for _ in range(said.sentences)]
    owner = f"{said.key.office} page" if said.voice == "primary" else f"Outlet {outlet}"
    article = Article(
        id=name,
        feed_id=owner,
        url=f"https://www.example.org/{name}",
        outlet=owner,
        owner=owner,
        title=name,
        text=" ".join(texts),
        seen=said.at + said.late,
        published=said.at + said.late,
        language="en",
        primary=said.voice == "primary",
    )
    person = next((p.id for p in world.persons if p.office_on(said.at.date()) == said.key.office), None)
    at, statements = 0, []
    for text in texts:
        read = firmness_read(said, f"{name}:{at}")
        statements.append(replace(_statement(said, text, at, person, rng, world=world), commitment=read))
        at += len(text) + 1
    return Piece(article=article, statements=tuple(statements))


def _own_words(rng: Random) -> str:
    """Words that nobody else uses: repeats and copies are known by runs of eight words."""
    return " ".join(f"w{rng.getrandbits(32):08x}" for _ in range(10)) + "."


def _statement(said: Said, text: str, at: int, person: str | None, rng: Random, *, world: World) -> Statement:
    left_open, (level, levels) = rng.random() < OPEN, label(rng, said.level)
    return Statement(
        start=at,
        end=at + len(text),
        text=text,
        speaker=person,
        actor=person,
        office=said.key.office,
        speaker_level=world.office(said.key.office).level,
        voice=said.voice,
        form=FORMS[said.voice],
        issue=said.key.issue,
        issue_score=1.0,
        levels=levels,
        level=level,
        abstained=left_open,
        said_at=said.at,
        weight=weight_of(said.voice) * (ABSTAINED if left_open else 1.0),
    )


def weight_of(voice: Voice) -> float:
    """What words of the office's own, or in a national newspaper, weigh."""
    return round(FORM[FORMS[voice]] * GRADES["primary" if voice == "primary" else "press"], 4)


def _copy(first: Piece, number: int, rng: Random) -> Piece:
    later = first.article.seen + timedelta(hours=rng.uniform(0.5, 30))
    owner = f"Outlet {rng.randrange(OUTLETS)}"
    article = replace(
        first.article, id=f"{first.article.id}-copy{number}", feed_id=owner, outlet=owner, owner=owner,
        seen=later, published=later, primary=False,
    )  # fmt: skip
    told = tuple(replace(s, voice="quoted", form="direct") if s.voice == "primary" else s for s in first.statements)
    return Piece(article=article, statements=told, copy_of=first.article.id)
