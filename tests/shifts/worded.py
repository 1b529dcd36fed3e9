"""What a bloc says in words of its own, made up: short cuts for the tests of new wording."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import datetime, timedelta

from monitor.shifts.merge import shingles_of
from monitor.types import Issue, Office, StreamKey, Utterance, Worded, Wording, World
from tests.shifts.shift_world import START, WORLD, place, said

END = datetime(2025, 11, 3, tzinfo=START.tzinfo)
"""A Monday: what is looked for is looked for up to here."""
DAY = timedelta(days=1)
ISSUE = "WAR"
OFFICES = ("NATO-SG", "FR-President", "PL-President", "DE-Chancellor")
ACTORS = dict(zip(OFFICES, ("stoltenberg", "macron", "duda", "scholz"), strict=True))
ALLIES = replace(
    WORLD,
    offices=(
        *WORLD.offices,
        *(Office(id=id_, name=f"Office {id_}", bloc="NATO", country=id_[:2], level=5) for id_ in OFFICES[1:]),
    ),
)
_NOUNS = (
    "harbour", "meadow", "lantern", "orchard", "copper", "granite", "willow", "saddle", "barrel", "chimney", "feather", "kettle",
    "ladder", "marble", "needle", "oyster", "pebble", "quarry", "ribbon", "tunnel", "velvet", "wagon", "anchor", "basket",
    "candle", "dagger", "engine", "fiddle", "garden", "hammer",
)  # fmt: skip
_RUSSIAN = (
    "берег", "ведро", "гвоздь", "дерево", "ёлка", "жёлудь", "забор", "искра", "камень", "лампа", "мельница", "ножницы", "облако", "парус",
    "ручей", "сапог", "топор", "улитка", "фонарь", "цветок",
)  # fmt: skip


def told(number: int, at: datetime, *extra: str, rng: random.Random, language: str = "en", **changes: object) -> Worded:
    """An ally says six words drawn at random, and `extra` after them."""
    drawn = rng.sample(_NOUNS if language == "en" else _RUSSIAN, 6)
    office = str(changes.pop("office", OFFICES[number % len(OFFICES)]))
    quote = ". ".join((" ".join(drawn), *extra))
    usual = Worded(
        id=f"w{number:05d}",
        key=StreamKey(office, ISSUE),
        at=at,
        actor=ACTORS[office],
        origin=f"Owner {number % 3}",
        quiet=False,
        own=(Wording(f"a{number}", 0, language, quote),),
        shingles=shingles_of((quote,), 8),
    )
    return replace(usual, **changes)


def talk(seed: int, days: int = 208, per_day: int = 2, first: int = 0, **changes: object) -> list[Worded]:
    """So many days of talk up to END, in which no wording is new."""
    rng = random.Random(seed)
    start = END - days * DAY
    return [
        told(first + day * per_day + n, start + day * DAY + timedelta(hours=6 * n + 1), rng=rng, **changes)
        for day in range(days)
        for n in range(per_day)
    ]


def with_words(
    said_: list[Worded], words: str, *, since: datetime, every: int = 3, of: str | None = None
) -> list[Worded]:
    """The same talk with `words` in every third utterance from `since` on; `of`: by this office alone."""
    mine = [one for one in said_ if one.at >= since and of in (None, one.key.office)]
    taken = {one.id for n, one in enumerate(mine) if n % every == 0}
    return [_saying(one, words) if one.id in taken else one for one in said_]


def _saying(one: Worded, words: str) -> Worded:
    own = tuple(place_._replace(quote=f"{place_.quote}. {words}") for place_ in one.own)
    return replace(one, own=own, shingles=shingles_of((place_.quote for place_ in own), 8))


def utterance_of(one: Worded) -> Utterance:
    """The utterance whose words these are; its best place is a paraphrase in other words."""
    quoted = [
        place(w.article, w.quote, one.at, start=w.start, end=w.start + len(w.quote), language=w.language, weight=0.5)
        for w in one.own
    ]
    best = place(f"{one.own[0].article}-other", "something else that was said of it", one.at)
    return replace(said(int(one.id[1:]), 0, one.at), id=one.id, key=one.key, actor=one.actor, evidence=(best, *quoted))


def keyed(issue: Issue, **keywords: tuple[str, ...]) -> World:
    """The allies' world, in which an issue is known by these words."""
    kept = (replace(one, keywords=keywords) if one.code == issue.code else one for one in ALLIES.issues)
    return replace(ALLIES, issues=tuple(kept))
