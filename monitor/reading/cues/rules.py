"""What the rules make of a text: the issues that its words propose, and the level that cues show on each. English and Russian."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from monitor.reading.cues.clauses import split_plain
from monitor.reading.cues.cue_words import LANGUAGES, load_cue_words
from monitor.reading.cues.issues import Candidate, IssueFinder, Place
from monitor.reading.cues.left_open import LeftOpen
from monitor.reading.cues.level_reader import LevelReader
from monitor.reading.cues.others_wish import OthersWish
from monitor.reading.cues.own_harm import OwnHarm
from monitor.reading.cues.plain_asks import PlainAsks
from monitor.reading.cues.refused_ends import RefusedEnds
from monitor.reading.cues.second_turns import second_turn
from monitor.reading.cues.stance import Stance, combine
from monitor.reading.cues.subjects import Sides
from monitor.reading.cues.theatres import Theatres
from monitor.types.levels import sign_of

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import date

    from monitor.ports import Embedder
    from monitor.reading.cues.subjects import Speaker
    from monitor.types import World


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """The words of one statement as they are read, with what stands round them, and in a text of many statements the whole sentences `before` them. `bare`: a claim by itself, whose topic is given; then no side need be named.
    `around`: the sentence of the article in which they stand, and the one before it. `day`: when it was said; None: nobody knows. `reply_to`: the question that the text tells of before them,
    "" where it tells of none. `denied`: who is heard denies them. `lasting`: words are left out of them that tell of what goes on ("until it can defend itself"). `put`: some of them are put as plainer ones."""

    text: str
    language: str
    speaker: Speaker
    context: str = ""
    around: str = ""
    title: str = ""
    bare: bool = False
    before: str = ""
    day: date | None = None
    reply_to: str = ""
    denied: bool = False
    lasting: bool = False
    put: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Read:
    """What the rules found: the best candidate of each issue, and its stance (abstained where no cue stands)."""

    language: str
    candidates: Mapping[str, Candidate] = field(default_factory=dict)
    stances: Mapping[str, Stance] = field(default_factory=dict)
    excluded: frozenset[str] = frozenset()
    """Issues for which words of another topic stand there."""
    foreign: frozenset[str] = frozenset()
    """Issues that the words are surely not about: they tell of states outside the topic alone, or in another issue's own words."""
    left_open: Mapping[str, str] = field(default_factory=dict)
    """Issues on which the words take no side of the speaker's whatever they look like, each with the reason."""
    contrary: Mapping[str, str] = field(default_factory=dict)
    """Issues on which the contrary of something is meant, and no cue says of what; each with the reason."""

    def open_on(self, code: str) -> str | None:
        """Why no side is taken on the issue, where none is."""
        return self.left_open.get(code) or self.contrary.get(code)

    @property
    def known(self) -> bool:
        """Whether there are word lists for the language."""
        return self.language in LANGUAGES


@dataclass(frozen=True, slots=True, kw_only=True)
class _Language:
    sides: Sides
    issues: IssueFinder
    levels: LevelReader
    left_open: LeftOpen


class RuleReader:
    """Reads texts by word lists. Holds compiled patterns and anchor vectors."""

    def __init__(self, world: World, embedder: Embedder | None) -> None:
        self._issues = tuple(issue.code for issue in world.issues)
        self._conduct = tuple(issue.code for issue in world.issues if issue.subject != "other")
        self._own = frozenset(issue.code for issue in world.issues if issue.subject == "own")
        self._languages = {code: _speak(code, world, embedder) for code in LANGUAGES}
        self._of_others = tuple(issue.code for issue in world.issues if issue.subject == "other")
        self._asked_for = tuple(issue.code for issue in world.issues if issue.of_conduct or issue.matter)
        self._others_wish = OthersWish(world.sides)
        self._harm = OwnHarm(world.sides)
        self._theatres = Theatres(world)
        self._plain = PlainAsks(world.issues)
        self._refused = RefusedEnds(world.issues, world.sides)

    def read(self, excerpts: Sequence[Excerpt], *, wanted: Sequence[bool] | None = None) -> list[Read]:
        """What is in each, in order; one embedding call a language for all. Other languages: nothing. Raises ModelError.

        `wanted`: which are read also where no word of theirs proposes an issue; of the others there is nothing to tell then. None: all.
        """
        sentences = [split_plain(excerpt.text) if excerpt.language in self._languages else [] for excerpt in excerpts]
        ranked: list[list[list[Candidate]]] = [[[] for _ in parts] for parts in sentences]
        for code, spoken in self._languages.items():
            places = [
                (n, s)
                for n, excerpt in enumerate(excerpts)
                if excerpt.language == code
                for s in range(len(sentences[n]))
            ]
            batch = [
                (sentences[n][s], spoken.issues.candidates(_place(excerpts[n], sentences[n][s]))) for n, s in places
            ]
            for (n, s), candidates in zip(places, spoken.issues.rank(batch), strict=True):
                ranked[n][s] = candidates
        needed = [any(those) or wanted is None or wanted[n] for n, those in enumerate(ranked)]
        return [
            self._without_foreign(self._read(excerpt, parts, those), excerpt)
            if is_needed
            else Read(language=excerpt.language)
            for excerpt, parts, those, is_needed in zip(excerpts, sentences, ranked, needed, strict=True)
        ]

    def read_given(self, excerpt: Excerpt, issue: str) -> Read:
        """The stance on an issue that is known beforehand."""
        spoken = self._languages.get(excerpt.language)
        if spoken is None:
            plain = self._said_plainly(excerpt, issue)
            return Read(language=excerpt.language, stances={issue: plain} if plain else {})
        candidate = spoken.issues.given(issue, _place(excerpt, excerpt.text))
        ranked = spoken.issues.rank([(excerpt.text, [candidate])])
        return self._read(excerpt, [excerpt.text], ranked)

    def owned_by_other(self, excerpt: Excerpt, words: str) -> frozenset[str]:
        """The issues on which a course of action is the other side's own, by who is named as its owner ("Moscow's refusal")."""
        return self._own if self.names_opponent(excerpt, words) else frozenset()

    def names_opponent(self, excerpt: Excerpt, words: str) -> bool:
        """Whether the words name the other side than the speaker's; False in languages without rules."""
        spoken = self._languages.get(excerpt.language)
        return spoken is not None and spoken.sides.names_opponent(words, excerpt.speaker)

    def plain_stance(self, excerpt: Excerpt, issue: str) -> Stance | None:
        """What is said plainly on an issue for which no word was found, or nobody named; None where nothing is."""
        if excerpt.language in self._languages:
            stance = self._stance(excerpt, split_plain(excerpt.text), issue)
            if stance.plainly and not stance.abstained:
                return stance
        return self._said_plainly(excerpt, issue)

    def _said_plainly(self, excerpt: Excerpt, issue: str) -> Stance | None:
        """What is plainly asked for, or kept where its end is plainly refused; None where both sides are."""
        asked = self._plain.stance(excerpt.text, issue, excerpt.language, excerpt.speaker.bloc)
        kept = self._refused.stance(excerpt.text, issue, excerpt.language, excerpt.speaker.bloc)
        if asked is not None and kept is not None and sign_of(asked.level) != sign_of(kept.level):
            return None
        return asked or kept

    def _without_foreign(self, read: Read, excerpt: Excerpt) -> Read:
        """Without the issues in whose words other conflicts are told of."""
        foreign = self._theatres.foreign(excerpt.text, excerpt.around, excerpt.speaker.bloc)
        if not foreign:
            return read
        candidates = {code: candidate for code, candidate in read.candidates.items() if code not in foreign}
        stances = {code: stance for code, stance in read.stances.items() if code not in foreign}
        return replace(read, candidates=candidates, stances=stances, foreign=read.foreign | foreign)

    def _read(self, excerpt: Excerpt, sentences: Sequence[str], ranked: Sequence[Sequence[Candidate]]) -> Read:
        best = _best_by_issue(ranked)
        if not sentences:
            return self._unread(excerpt)
        spoken = self._languages[excerpt.language]
        about = {code: [s for s, those in zip(sentences, ranked, strict=True) if _has(those, code)] for code in best}
        stances = {code: self._stance(excerpt, about[code], code) for code in best}
        excluded = spoken.issues.excluded(excerpt.text)
        return Read(
            language=excerpt.language,
            candidates=best,
            stances=stances,
            excluded=excluded,
            foreign=spoken.issues.foreign(_place(excerpt, excerpt.text), excluded),
            left_open=spoken.left_open.reasons(
                sentences, excerpt.speaker, stances, day=excerpt.day, lasting=excerpt.lasting
            )
            | self._not_own(excerpt),
            contrary=spoken.left_open.contrary(sentences, stances),
        )

    def _unread(self, excerpt: Excerpt) -> Read:
        """What is plainly asked for and what is left open in a language without rules."""
        plain = {code: said for code in self._issues if (said := self._said_plainly(excerpt, code)) is not None}
        turned = second_turn(excerpt.text, excerpt.language)
        contrary = {code: turned for code in self._conduct if turned and code not in plain}
        return Read(language=excerpt.language, stances=plain, contrary=contrary, left_open=self._not_own(excerpt))

    def _not_own(self, excerpt: Excerpt) -> dict[str, str]:
        """The issues that tell of the other side alone, where the words only say what one's own will not do to it, and those of what should be
        done, where they tell what others want."""
        harmless = self._harm.harmless(excerpt.text, excerpt.language, excerpt.speaker.bloc, denied=excerpt.denied)
        found = {code: f"it does not tell of the other side ({harmless!r})" for code in self._of_others if harmless}
        wish = self._others_wish.reason(excerpt.text, excerpt.language, excerpt.speaker.bloc)
        return found | {code: wish for code in self._asked_for if wish}

    def _stance(self, excerpt: Excerpt, sentences: Sequence[str], code: str) -> Stance:
        hits, left_out = [], []
        for sentence in sentences:
            found, skipped = self._languages[excerpt.language].levels.hits(
                sentence, code, excerpt.speaker, day=excerpt.day, lasting=excerpt.lasting
            )
            hits += found
            left_out += skipped
        cued = combine(hits, left_out)
        plain = self._said_plainly(excerpt, code)
        if plain is None:
            return cued
        if (not hits and not left_out) or (plain.held and plain.whole):
            return plain
        same = not cued.abstained and not cued.conditional and sign_of(cued.level) == sign_of(plain.level)
        return replace(cued, plainly=True) if same else cued


def _place(excerpt: Excerpt, sentence: str) -> Place:
    return Place(
        sentence=sentence,
        context=excerpt.context or excerpt.text,
        title=excerpt.title,
        speaker=excerpt.speaker,
        bare=excerpt.bare,
    )


def _speak(code: str, world: World, embedder: Embedder | None) -> _Language:
    words = load_cue_words(code)
    sides = Sides(world.sides, code, words)
    return _Language(
        sides=sides,
        issues=IssueFinder(world.issues, code, sides, embedder),
        levels=LevelReader(world.issues, code, sides, words),
        left_open=LeftOpen(world.issues, code, sides, words),
    )


def _has(candidates: Sequence[Candidate], code: str) -> bool:
    return any(candidate.code == code for candidate in candidates)


def _best_by_issue(ranked: Sequence[Sequence[Candidate]]) -> dict[str, Candidate]:
    best: dict[str, Candidate] = {}
    for candidate in (c for candidates in ranked for c in candidates):
        if candidate.code not in best or candidate.score >= best[candidate.code].score:
            best[candidate.code] = candidate
    return best
