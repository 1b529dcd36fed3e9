"""A small world for the shift tests: two blocs, three offices, three issues, and short cuts to say things in it."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from types import MappingProxyType
from typing import TYPE_CHECKING

from monitor.ports import Past, StreamMemory
from monitor.shifts import WeighContext, learnt, weigh
from monitor.shifts.expected import Setting
from monitor.shifts.merge import shingles_of
from monitor.shifts.seeds import Seed, label_prior
from monitor.types import (
    LEVELS,
    Alert,
    Article,
    Baseline,
    Evidence,
    Issue,
    Office,
    Person,
    Position,
    Rules,
    Statement,
    StreamKey,
    StreamState,
    Term,
    Utterance,
    Versions,
    Weighed,
    World,
)

if TYPE_CHECKING:
    import random

START = datetime(2025, 3, 3, 9, 0, tzinfo=UTC)
NOW = datetime(2026, 1, 1, tzinfo=UTC)
MFA_DIA = StreamKey("RU-MFA", "DIA")
MFA_THR = StreamKey("RU-MFA", "THR")
SG_WAR = StreamKey("NATO-SG", "WAR")
VERSIONS = Versions(baseline="b1", model="rules", code="test")
RULES = Rules()


def issue(code: str, name: str, poles: tuple[str, str, str], signs: dict[str, int], weight: float = 0.6) -> Issue:
    axis = MappingProxyType(dict(zip((-2, 0, 2), poles, strict=True)))
    return Issue(code=code, name=name, axis=axis, hardening_sign=signs, weight=weight, keywords={}, anchors={})


WORLD = World(
    persons=(
        Person(
            id="lavrov",
            name="Sergei Lavrov",
            bloc="RU",
            aliases=("Lavrov",),
            terms=(Term(office="RU-MFA", since=date(2004, 3, 9)),),
        ),
        Person(
            id="stoltenberg",
            name="Jens Stoltenberg",
            bloc="NATO",
            aliases=("Stoltenberg",),
            terms=(Term(office="NATO-SG", since=date(2014, 10, 1), until=date(2024, 10, 1)),),
        ),
    ),
    offices=(
        Office(id="RU-MFA", name="Russian Foreign Ministry", bloc="RU", country="RU", level=4),
        Office(id="NATO-SG", name="NATO Secretary General", bloc="NATO", country="", level=5),
        Office(id="UA-PRES", name="President of Ukraine", bloc="UA", country="UA", level=5),
    ),
    issues=(
        issue("DIA", "Dialogue", ("refuse", "wait", "ready"), {"NATO": -1, "RU": -1}),
        issue("THR", "Threat", ("partner", "rival", "enemy"), {"NATO": 1, "RU": 1}),
        issue("WAR", "War aims", ("justified", "shared blame", "aggression"), {"NATO": 1, "RU": -1, "UA": 1}, 1.0),
        issue("DOM", "Elections", ("wait for others", "timing", "change nothing"), {"NATO": 0, "RU": 0}, 0.4),
    ),
)


def position(**changes: object) -> Position:
    """The ministry waits: row B1, January 2023."""
    usual = Position(
        id="B1",
        actor="lavrov",
        office="RU-MFA",
        bloc="RU",
        issue="DIA",
        level=-1,
        claim="Talks can wait until the other side is ready for them.",
        use="position",
        as_of=date(2023, 1, 15),
    )
    return replace(usual, **changes)


def baseline(*positions: Position) -> Baseline:
    return Baseline(name="test", as_of=date(2023, 1, 15), source="own words", positions=positions, hash="b1")


def setting(*rows: Position, rules: Rules = RULES, sign: int = -1, key: StreamKey = MFA_DIA) -> Setting:
    return Setting(key=key, rules=rules, sign=sign, seed=Seed(rows), versions=VERSIONS)


def context(*positions: Position, rules: Rules = RULES, **changes: object) -> WeighContext:
    record = learnt((), rules.detect)
    usual = WeighContext(world=WORLD, baseline=baseline(*positions), rules=rules, versions=VERSIONS, record=record)
    return replace(usual, **changes)


def sure(level: int) -> tuple[float, float, float, float, float]:
    """All but sure of one level."""
    a, b, c, d, e = (0.9 if level == other else 0.025 for other in LEVELS)
    return (a, b, c, d, e)


def place(article: str, quote: str, at: datetime, voice: str = "quoted", **changes: object) -> Evidence:
    usual = Evidence(
        quote=quote,
        article=article,
        url=f"https://www.example.org/{article}",
        title="Remarks",
        outlet="Example Gazette",
        published=at,
        said_at=at,
        speaker="Sergei Lavrov",
        voice=voice,
        start=0,
        end=len(quote),
        weight=1.0,
    )
    return replace(usual, **changes)


def said(number: int, level: int, at: datetime | None = None, **changes: object) -> Utterance:
    """The `number`-th utterance, a day after the one before, with words of its own."""
    when = at if at is not None else START + timedelta(days=number)
    quote = f"On occasion {number} the ministry gave view {level} at some length before the press of many countries."
    usual = Utterance(
        id=f"u{number:05d}",
        key=MFA_DIA,
        actor="lavrov",
        said_at=when,
        levels=sure(level),
        weight=1.0,
        speaker_level=4,
        commitment="flat",
        primary=False,
        evidence=(place(f"a{number}", quote, when),),
        origins=(f"Owner {number}",),
        copies=1,
        margin=0.875,
        agreeing=2,
        shingles=shingles_of((f"view {level} of occasion number {number} is given in these own words here",), 8),
    )
    return replace(usual, **changes)


def article(**changes: object) -> Article:
    usual = Article(
        id="a1",
        feed_id="f",
        url="https://www.example.org/a1",
        outlet="Example Gazette",
        owner="Example Press",
        title="Remarks",
        text="We are ready to resume talks without any conditions from tomorrow on. Is that so?",
        seen=START,
        published=START,
        language="en",
    )
    return replace(usual, **changes)


def told(**changes: object) -> Statement:
    """The minister says that he is ready; `changes` name what the test is about."""
    usual = Statement(
        start=0,
        end=69,
        text="We are ready to resume talks without any conditions from tomorrow on.",
        speaker="Sergei Lavrov",
        actor="lavrov",
        office="RU-MFA",
        speaker_level=4,
        voice="quoted",
        form="direct",
        issue="DIA",
        levels=sure(2),
        level=2,
        abstained=False,
        said_at=START,
        weight=0.9,
    )
    return replace(usual, **changes)


class Desk:
    """Weighs utterances one after another and keeps what the store would keep."""

    def __init__(self, *positions: Position, rules: Rules = RULES, **changes: object) -> None:
        self.context = context(*positions, rules=rules, **changes)
        self.kept: dict[str, Utterance] = {}
        self.states: dict[StreamKey, StreamState] = {}
        self.alerts: dict[str, Alert] = {}

    def hear(self, *utterances: Utterance, seen: datetime | None = None) -> Weighed:
        weighed = Weighed()
        for utterance in utterances:
            of = article(id=f"of-{utterance.id}", published=utterance.said_at, seen=seen or utterance.said_at)
            memory = {utterance.key: self.memory(utterance)}
            chat = tuple(a for a in self.alerts.values() if a.channel == "chat")
            weighed = weigh_with(of, utterance, memory, replace(self.context, chat=chat))
            self.kept |= {u.id: u for u in weighed.utterances}
            self.states |= {s.key: s for s in weighed.streams}
            self.alerts |= {a.key: a for a in weighed.alerts}
        return weighed

    def memory(self, utterance: Utterance) -> StreamMemory:
        at, window = utterance.said_at, RULES.merge.window
        ours = sorted((u for u in self.kept.values() if u.key == utterance.key), key=lambda u: (u.said_at, u.id))
        late = bool(ours) and ours[-1].said_at >= at
        return StreamMemory(
            state=self.states.get(utterance.key),
            recent=tuple(u for u in ours if abs(u.said_at - at) <= window),
            past=Past(None, tuple(ours)) if late else None,
            alerts=tuple(a for a in self.alerts.values() if (a.office, a.issue) == tuple(utterance.key)),
        )

    @property
    def chat(self) -> list[Alert]:
        return [alert for alert in self.alerts.values() if alert.channel == "chat"]


def weigh_with(
    of: Article, utterance: Utterance, memory: dict[StreamKey, StreamMemory], given: WeighContext
) -> Weighed:
    return weigh(of, (utterance,), memory, context=given, now=NOW)


def label(rng: random.Random, true: int) -> int:
    """The simulator of method §3.2: own spread .8/.2, then labels 70/15/15."""
    meant = true if rng.random() < 0.8 else rng.choice([x for x in (true - 1, true + 1) if x in LEVELS])
    draw = rng.random()
    if draw < 0.7:
        return meant
    if draw < 0.85:
        return rng.choice([x for x in (meant - 1, meant + 1) if x in LEVELS])
    return rng.choice(LEVELS)


HARD = {level: tuple(float(level == other) for other in LEVELS) for level in LEVELS}
SOFT = {level: label_prior(level, 1.0) for level in LEVELS}
"""Labels as a calibrated reader gives them: spread by its own confusion."""


def hard(number: int, level: int, at: datetime, **changes: object) -> Utterance:
    """A hard label without evidence: what the simulations need, and fast."""
    a, b, c, d, e = HARD[level]
    usual = Utterance(
        id=f"{number:06d}",
        key=MFA_DIA,
        actor="lavrov",
        said_at=at,
        levels=(a, b, c, d, e),
        weight=1.0,
        speaker_level=4,
        commitment="flat",
        primary=False,
        evidence=(),
        origins=("o",),
        copies=1,
        margin=1.0,
    )
    return replace(usual, **changes) if changes else usual
