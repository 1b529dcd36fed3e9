"""What was heard becomes an attribution: dated, in office or not, in whose voice, and how much it counts."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

from monitor.reading.attribution.weights import Form, country_of, form_factor, genre_factor, source_factor
from monitor.reading.found import Attribution
from monitor.reading.text.dates import find_said_at, freshness
from monitor.types.reading import ROLE_CONFLICT

if TYPE_CHECKING:
    from monitor.reading.actors.speaker import Speaker
    from monitor.reading.attribution.heard import Heard
    from monitor.reading.text.dates import Said
    from monitor.reading.text.genre import Genre
    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Article, MergeRules, Office, World

_UNNAMED_OFFICIAL = 1
"""Speaker level of an official who is not named: the lowest that an office can have."""
_RELAYED = 0.3
"""Who repeats another's claim may do so to reject it: the words are his, the line perhaps not. Chosen by hand."""
_NAMELESS = frozenset({"unnamed", "expert", "media", "unknown"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Grader:
    """Grades what was heard in one article. `home`: the office whose own outlet it is."""

    article: Article
    world: World
    rules: MergeRules
    lexicon: Lexicon
    genre: Genre
    home: Office | None

    def grade(self, heard: Heard) -> Attribution:
        """The attribution of what was heard, by the office that its speaker held on the day of saying; its weight is the product of the factors that `reasons` name."""
        speaker = heard.speaker
        said = self._said(heard)
        office = speaker.office_on(said.at.date())
        conflict = None if office in speaker.called else speaker.conflict
        fresh = freshness(said, published=self.article.dated, rules=self.rules)
        weight, reasons = self._weigh(heard, office, fresh, conflict=conflict)
        return Attribution(
            start=min(a for a, _ in heard.parts),
            end=max(b for _, b in heard.parts),
            parts=heard.parts if len(heard.parts) > 1 else (),
            context=heard.context,
            cue=heard.cue,
            source=heard.source,
            speaker=speaker.name or None,
            actor=speaker.actor,
            office=office,
            speaker_level=self._level(speaker, office),
            voice=self._voice(heard, office),
            form=_form(heard),
            nested=heard.nested,
            denied=heard.denied,
            asks=heard.asks,
            answers=heard.answers,
            reply_to=heard.reply_to,
            said_at=said.at,
            said_within=said.within,
            weight=weight,
            reasons=reasons,
            marks=frozenset() if conflict is None else frozenset({ROLE_CONFLICT}),
        )

    def _said(self, heard: Heard) -> Said:
        """When: by its own sentence, else by what it was added to."""
        dated = [
            find_said_at(when.words, published=self.article.dated, lexicon=self.lexicon, beside=when.beside)
            for when in (heard.when, *heard.added_to)
        ]
        return next((said for said in dated if said.words is not None), dated[0])

    def _weigh(
        self, heard: Heard, office: str | None, fresh: tuple[float, str | None], *, conflict: str | None
    ) -> tuple[float, tuple[str, ...]]:
        """The product of the factors, and the reasons that are not silent."""
        speaker = heard.speaker
        factors: list[tuple[float, str | None]] = [
            form_factor(_form(heard)),
            source_factor(self.article, country=country_of(self.world, office), conflict=conflict),
            fresh,
            genre_factor(self.genre, own=heard.own),
        ]
        if heard.nested:
            factors.append((0.0, "inside another's words 0"))
        if heard.undecided:
            factors.append((0.0, "his own words, or those that he denies 0"))
        if heard.relayed:
            factors.append((_RELAYED, f"passes on another's words {_RELAYED:g}"))
        if heard.answers is not None:
            factors.append((1.0, "yes or no to the question before"))
        if heard.carried:
            factors.append((1.0, "speaker carried over from before"))
        if speaker.person is not None and office is None:
            factors.append((1.0, "not in office"))
        weight = 1.0
        for factor, _ in factors:
            weight *= factor
        return round(weight, 4), tuple(words for _, words in factors if words)

    def _level(self, speaker: Speaker, office: str | None) -> int:
        if office is not None:
            return self.world.office(office).level
        return _UNNAMED_OFFICIAL if speaker.role == "unnamed" else 0

    def _voice(self, heard: Heard, office: str | None) -> Literal["primary", "quoted", "reported", "narration"]:
        if heard.form == "narration":
            return "narration"
        if heard.form == "transcript":
            here = office is not None and (self.home is None or self.world.office(office).country == self.home.country)
            return "primary" if heard.own or (self.article.primary and here) else "quoted"
        return "quoted" if heard.form in ("direct", "mixed") else "reported"


def _form(heard: Heard) -> Form:
    """Unnamed sources and institutions count by who they are, whole texts and quotations by how the words reached us."""
    if heard.form not in ("transcript", "narration") and heard.speaker.role in _NAMELESS:
        return "unnamed"
    if heard.form == "indirect" and heard.speaker.role == "office":
        return "office"
    return heard.form
