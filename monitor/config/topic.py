"""The tables of feeds.toml, actors.toml, issues.toml and baseline/*.toml: the topic that is watched."""

from typing import Literal

from pydantic import Field

from monitor.config.fields import (
    Day,
    Duration,
    Flag,
    Header,
    HeaderName,
    Language,
    Level,
    Note,
    Part,
    PatternsByLanguage,
    Proxy,
    ReadLanguage,
    Reference,
    Sign,
    SpacedPattern,
    SpeakerLevel,
    Table,
    Text,
    TextByLevel,
    Texts,
    TextsByLanguage,
    Url,
)

Use = Literal["position", "condition", "bloc", "provisional", "expert", "emphasis", "frame"]


class FeedRow(Table):
    id: Text
    url: Url
    outlet: Text | None = None
    owner: Text | None = None
    language: Language | None = None
    country: Text | None = None
    primary: Flag = False
    speaks_for: Text | None = None
    every: Duration | None = None
    headers: dict[HeaderName, Header] | None = None
    cookies: dict[HeaderName, Reference] | None = None
    user: Text | None = None
    password: Reference | None = None
    proxy: Proxy | None = None


class FeedsFile(Table):
    """feeds.toml: what is polled."""

    feed: tuple[FeedRow, ...] = ()


class TermRow(Table):
    office: Text
    since: Day
    until: Day | None = None


class PersonRow(Table):
    id: Text
    name: Text
    bloc: Text
    aliases: Texts = ()
    terms: tuple[TermRow, ...] = ()


class OfficeRow(Table):
    id: Text
    name: Text
    bloc: Text
    country: Text
    level: SpeakerLevel
    titles: Texts = ()
    metonyms: Texts = ()
    outlets: Texts = ()


class ActorsFile(Table):
    """actors.toml: who speaks, in which office and when."""

    blocs: dict[str, Text]
    office: tuple[OfficeRow, ...]
    person: tuple[PersonRow, ...]


class CueRow(Table):
    language: ReadLanguage
    level: Level
    pattern: SpacedPattern
    blocs: Texts = ()
    turns: Flag = True
    subject: Literal["any", "own", "asked", "other"] | None = None
    plain: Flag = False
    threat: Flag = False


class SideRow(Table):
    id: Text
    blocs: Texts
    opponents: Texts
    words: PatternsByLanguage
    names: PatternsByLanguage
    elsewhere: frozenset[Text] = frozenset()
    here: PatternsByLanguage = Field(default_factory=dict)
    theatre: Flag = False


class IssueRow(Table):
    code: Text
    name: Text
    weight: Part
    axis: TextByLevel
    hardening_sign: dict[str, Sign]
    keywords: PatternsByLanguage
    anchors: TextsByLanguage
    cue: tuple[CueRow, ...] = ()
    hints: PatternsByLanguage = Field(default_factory=dict)
    excludes: PatternsByLanguage = Field(default_factory=dict)
    needs: tuple[Texts, ...] = ()
    subject: Literal["any", "own", "asked", "other"] = "any"
    yields: Flag = False
    judges: Flag = False
    matter: PatternsByLanguage = Field(default_factory=dict)
    foretold: Texts = ()
    aimed: PatternsByLanguage = Field(default_factory=dict)
    aimed_at: Texts = ()
    theirs: PatternsByLanguage = Field(default_factory=dict)


class IssuesFile(Table):
    """issues.toml: about what, and on which axis."""

    issue: tuple[IssueRow, ...]
    side: tuple[SideRow, ...] = ()


class PositionRow(Table):
    id: Text
    actor: Text
    bloc: Text
    issue: Text
    claim: Text
    use: Use
    office: Text | None = None
    level: Level | None = None
    as_of: Day | None = None
    form: Note = ""
    hedges: Note = ""
    note: Note = ""
    source: Note = ""
    pinned: Flag = False


class BaselineFile(Table):
    """baseline/seed.toml, and any other file beside it: where the actors stood on a day."""

    name: Text
    as_of: Day
    basis: Note = ""
    source: Note = ""
    position: tuple[PositionRow, ...] = ()
