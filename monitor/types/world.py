"""The world as configured: who speaks, in which office and when, about which issues, and where they stood."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Literal

from monitor.types.sides import Lineup

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from monitor.types.shifts import StreamKey
    from monitor.types.sides import Side

LEVELS = (-2, -1, 0, 1, 2)
"""The five levels of an issue's axis; index 0 of every level distribution is −2."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A person's time in an office; `until` is the first day no longer in it, None while it lasts."""

    office: str
    since: date
    until: date | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """A named speaker. `aliases` are the spellings met in text, Latin and Cyrillic, without case endings listed apart."""

    id: str
    name: str
    bloc: str
    aliases: tuple[str, ...]
    terms: tuple[Term, ...] = ()

    def office_on(self, day: date) -> str | None:
        """The office held on `day`; the latest begun where there are several; None when out of office."""
        held = [term for term in self.terms if term.holds_on(day)]
        return max(held, key=lambda term: term.since).office if held else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Office:
    """An office or institution that carries streams.

    `level` is the speaker level 1–5 (5 head of state, 0 never here). `titles` name the holder ("Russian foreign
    minister"); `metonyms` name the institution ("the Kremlin"). `outlets` are outlet names and host names whose own
    text is this office speaking (primary sources).
    """

    id: str
    name: str
    bloc: str
    country: str
    level: int
    titles: tuple[str, ...] = ()
    metonyms: tuple[str, ...] = ()
    outlets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Cue:
    """A pattern (regular expression, matched without case on a clause) that places a statement on an issue's axis.

    `blocs`: it means that only from these speakers (and from unknown ones); empty for all. `turns`: a negation of its
    clause turns it round; not so for names that are a stance by themselves ("will not let this aggression …").
    `subject`: as the issue's, where this cue needs another; other: it must not tell of the speaker's own side. `plain`: it tells of the end
    of what undoes the thing ("stop evading sanctions"): it is believed against the network, and no cue that overlaps with it counts.
    `threat`: it threatens, and a condition behind it takes nothing back, so that the network is heard on how it is meant.
    """

    language: str
    level: int
    pattern: str
    blocs: tuple[str, ...] = ()
    turns: bool = True
    subject: Literal["any", "own", "asked", "other"] | None = None
    plain: bool = False
    threat: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue:
    """An issue and its axis of five levels; `hardening_sign[bloc]` is +1 where a move up is harder, −1 where down is.

    `keywords` make a sentence worth judging, `hints` add to them, `excludes` mean another topic. `needs`: of each
    group one side must be named nearby ("opponent": the speaker's other side). `subject`: whose conduct the axis is
    read from: any, own (the speaker's side only), asked (own, or what the speaker asks of the other). `yields`: it is
    named in passing in sentences about other issues, and gives way to them. `judges`: the axis tells how a thing is judged, not what should be done.
    `matter`: nouns of what there is more of towards the upper end ("sanctions"); `foretold`: blocs of which it tells their own line that it "will be" extended or ended; `aimed`: words between it and those whom it is aimed at, `aimed_at`: the sides that are; `theirs`: words that tell of another's having what the issue is about.
    """

    code: str
    name: str
    axis: Mapping[int, str]
    hardening_sign: Mapping[str, int]
    weight: float
    keywords: Mapping[str, tuple[str, ...]]
    anchors: Mapping[str, Mapping[int, tuple[str, ...]]]
    cues: tuple[Cue, ...] = ()
    hints: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    excludes: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    needs: tuple[tuple[str, ...], ...] = ()
    subject: Literal["any", "own", "asked", "other"] = "any"
    yields: bool = False
    judges: bool = False
    matter: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    foretold: tuple[str, ...] = ()
    aimed: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    aimed_at: tuple[str, ...] = ()
    theirs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def of_conduct(self) -> bool:
        """Whether the axis tells what a side does or asks for, and not how something is judged or how the other side is."""
        return self.subject in ("own", "asked")


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """A row of the baseline: one actor's line on one issue.

    `use`: position (seeds a stream), condition (a position with its condition), bloc (seeds every office of the bloc
    that has no row of its own), provisional (seeds, marked), expert, emphasis, frame (never alert).
    """

    id: str
    actor: str
    office: str | None
    bloc: str
    issue: str
    level: int | None
    claim: str
    use: Literal["position", "condition", "bloc", "provisional", "expert", "emphasis", "frame"]
    as_of: date
    form: str = ""
    hedges: str = ""
    note: str = ""
    source: str = ""
    pinned: bool = False

    @property
    def seeds(self) -> bool:
        return self.level is not None and self.use in ("position", "condition", "bloc", "provisional")


@dataclass(frozen=True, slots=True, kw_only=True)
class Baseline:
    """All rows, with the hash of their content that every judgement carries."""

    name: str
    as_of: date
    source: str
    positions: tuple[Position, ...]
    hash: str


@dataclass(frozen=True, slots=True, kw_only=True)
class World:
    """Everything that reading needs to know about the topic."""

    persons: tuple[Person, ...]
    offices: tuple[Office, ...]
    issues: tuple[Issue, ...]
    blocs: Mapping[str, str] = field(default_factory=dict)
    sides: tuple[Side, ...] = ()

    def office(self, office_id: str) -> Office:
        """The office of that id. Raises LookupError: what is stored may name one that is not configured any more."""
        found = next((o for o in self.offices if o.id == office_id), None)
        if found is None:
            raise LookupError(f"office {office_id} is not configured in actors.toml")
        return found

    def issue(self, code: str) -> Issue:
        """The issue of that code. Raises LookupError."""
        found = next((i for i in self.issues if i.code == code), None)
        if found is None:
            raise LookupError(f"issue {code} is not configured in issues.toml")
        return found

    def follows(self, key: StreamKey) -> bool:
        """Whether a stream's office and issue are configured; what is stored may be of one that was."""
        return any(o.id == key.office for o in self.offices) and any(i.code == key.issue for i in self.issues)

    def of_one_side(self, bloc: str, other: str) -> bool:
        """Whether two blocs speak for one side, so that each tells of the other's line as of its own."""
        return any({bloc, other} <= set(side.blocs) for side in self.sides)

    def stand_together(self, bloc: str, other: str) -> bool:
        """Whether two blocs are against the same side, whichever it is."""
        lineup = Lineup(self.sides)
        return bool(lineup.opponents_of(bloc) & lineup.opponents_of(other))

    def person(self, person_id: str | None) -> Person | None:
        """None where the id is an office's, or is not configured any more."""
        return next((p for p in self.persons if p.id == person_id), None)

    def person_called(self, words: str) -> Person | None:
        """The person whose id or whole name these are, in whatever case; None where they are nobody's."""
        said = words.casefold()
        return next((p for p in self.persons if said in (p.id, *map(str.casefold, (p.name, *p.aliases)))), None)
