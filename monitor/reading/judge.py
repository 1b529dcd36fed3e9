"""Who said which words → statements: which issue, which level, how firmly. Imports types, ports and its neighbours."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.reading.clauses import split_plain
from monitor.reading.commitment import ABSTAINED, FACTORS, commitment_of, mirror
from monitor.reading.cue_words import LANGUAGES, load_cue_words
from monitor.reading.issues import ACCEPT, Candidate, IssueFinder, Place
from monitor.reading.judgement import Judgement
from monitor.reading.stance import LevelReader, Mark, combine
from monitor.reading.subjects import Sides, Speaker
from monitor.types import Statement

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.ports import Embedder
    from monitor.reading.found import Attribution
    from monitor.types import World

_CYRILLIC = re.compile(r"[а-яёіїєґ]", re.IGNORECASE)
_LATIN = re.compile(r"[a-z]", re.IGNORECASE)
_CLOSE = 0.15
"""An issue this far behind the best is taken instead when only there a level can be read."""
_VERBATIM = ("transcript", "direct", "mixed")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Language:
    issues: IssueFinder
    levels: LevelReader


@dataclass(frozen=True, slots=True, kw_only=True)
class _Asked:
    """A text to judge, cut into sentences, with the issues each may be about."""

    text: str
    language: _Language
    speaker: Speaker
    sentences: tuple[str, ...]
    candidates: tuple[tuple[Candidate, ...], ...]


class Judge:
    """Judges statements. Holds compiled patterns and anchor vectors; safe to keep for the life of a process."""

    def __init__(self, world: World, embedder: Embedder | None) -> None:
        self._world = world
        self._blocs = {office.id: office.bloc for office in world.offices}
        self._persons = {person.id: person.bloc for person in world.persons}
        self._languages = {code: _speak(code, world, embedder) for code in LANGUAGES}

    def judge(
        self, text: str, attributions: Sequence[Attribution], *, language: str, title: str
    ) -> tuple[Statement, ...]:
        """One statement for each attribution, in order. One embedding call for the whole article. Raises ModelError."""
        asked = [self._ask(text, found, language=language, title=title) for found in attributions]
        ranked = self._rank(asked)
        return tuple(
            _state(text, found, _unjudged(language) if ask is None else _judge(ask, ranking, found))
            for found, ask, ranking in zip(attributions, asked, ranked, strict=True)
        )

    def judge_claim(self, claim: str, *, issue: str | None, language: str) -> Judgement:
        """A bare sentence, its issue given or to be found. Raises ModelError."""
        spoken = self._languages.get(_script(claim, language))
        if spoken is None:
            return _unjudged(language)
        ask = self._ask_claim(claim, spoken, issue)
        ranking = self._rank([ask])[0]
        return _settle(ask, ranking, sure=issue is not None, denied=False, question=False)

    def _ask(self, text: str, found: Attribution, *, language: str, title: str) -> _Asked | None:
        said = found.words(text)
        spoken = self._languages.get(_script(said, language))
        if spoken is None:
            return None
        speaker = Speaker(bloc=self._bloc(found), verbatim=found.form in _VERBATIM)
        context = text[found.context[0] : found.context[1]]
        sentences = tuple(split_plain(said))
        places = (Place(sentence=s, context=context, title=title, speaker=speaker) for s in sentences)
        candidates = tuple(tuple(spoken.issues.candidates(place)) for place in places)
        return _Asked(text=said, language=spoken, speaker=speaker, sentences=sentences, candidates=candidates)

    def _ask_claim(self, claim: str, spoken: _Language, issue: str | None) -> _Asked:
        speaker = Speaker()
        place = Place(sentence=claim, context=claim, title="", speaker=speaker, bare=True)
        finder = spoken.issues
        candidates = finder.candidates(place) if issue is None else [finder.given(issue, place)]
        return _Asked(text=claim, language=spoken, speaker=speaker, sentences=(claim,), candidates=(tuple(candidates),))

    def _rank(self, asked: Sequence[_Asked | None]) -> list[list[list[Candidate]]]:
        """For each text and sentence the scored candidates; each language embeds once."""
        ranked: list[list[list[Candidate]]] = [[] for _ in asked]
        for spoken in self._languages.values():
            places = [
                (n, s)
                for n, ask in enumerate(asked)
                if ask and ask.language is spoken
                for s in range(len(ask.sentences))
            ]
            batch = [(ask.sentences[s], ask.candidates[s]) for n, s in places if (ask := asked[n])]
            for (n, _), candidates in zip(places, spoken.issues.rank(batch), strict=True):
                ranked[n].append(candidates)
        return ranked

    def _bloc(self, found: Attribution) -> str | None:
        bloc = self._blocs.get(found.office or "")
        return bloc or self._persons.get(found.actor or "") or self._blocs.get(found.actor or "")


def _speak(code: str, world: World, embedder: Embedder | None) -> _Language:
    words = load_cue_words(code)
    sides = Sides(world.sides, code, words)
    return _Language(
        issues=IssueFinder(world.issues, code, sides, embedder),
        levels=LevelReader(world.issues, code, sides, words),
    )


def _script(text: str, language: str) -> str:
    """The language to read the words in: a Latin quotation in a Russian article is English, and the other way round."""
    if language not in LANGUAGES:
        return language
    cyrillic, latin = len(_CYRILLIC.findall(text)), len(_LATIN.findall(text))
    return "ru" if cyrillic > latin else "en"


def _unjudged(language: str) -> Judgement:
    return Judgement(reasons=(f"no word lists for language {language!r}: unassigned",))


def _judge(ask: _Asked, ranking: Sequence[Sequence[Candidate]], found: Attribution) -> Judgement:
    return _settle(ask, ranking, sure=False, denied=found.denied, question=found.question)


def _settle(
    ask: _Asked, ranking: Sequence[Sequence[Candidate]], *, sure: bool, denied: bool, question: bool
) -> Judgement:
    """The issue with the best score that shows a level, or the best at all; then its level over all its sentences."""
    best = _best_by_issue(ranking, lowest=0.0 if sure else ACCEPT)
    if not best:
        return Judgement(reasons=("no issue: no keyword with its side named nearby",))
    read = {code: _read(ask, ranking, code) for code in best}
    chosen = _choose(best, {code for code, (marks, _) in read.items() if marks})
    marks, left_out = read[chosen.code]
    stance = combine(marks, left_out)
    commitment = commitment_of(stance, ask.text, denied=denied, question=question)
    turn = commitment == "denied"
    return Judgement(
        issue=chosen.code,
        issue_score=chosen.score,
        commitment=commitment,
        levels=mirror(stance.levels) if turn else stance.levels,
        level=None if stance.abstained else -stance.level if turn else stance.level,
        abstained=stance.abstained,
        reasons=(chosen.reason, *stance.reasons, *(("denied by the cue → mirrored",) if turn else ())),
    )


def _best_by_issue(ranking: Sequence[Sequence[Candidate]], *, lowest: float) -> dict[str, Candidate]:
    best: dict[str, Candidate] = {}
    for candidate in (c for candidates in ranking for c in candidates):
        if candidate.score >= max(lowest, best[candidate.code].score if candidate.code in best else lowest):
            best[candidate.code] = candidate
    return best


def _choose(best: dict[str, Candidate], with_level: set[str]) -> Candidate:
    """The best score; one that is close behind where only that shows a level; none that yields while another shows one."""
    firm = [c for c in best.values() if not c.yields and c.code in with_level]
    pool = firm or list(best.values())
    top = max(pool, key=lambda c: (c.score, c.code))
    near = [c for c in pool if c.code in with_level and c.score >= top.score - _CLOSE]
    return max(near, key=lambda c: (c.score, c.code)) if near else top


def _read(ask: _Asked, ranking: Sequence[Sequence[Candidate]], code: str) -> tuple[list[Mark], list[str]]:
    marks: list[Mark] = []
    left_out: list[str] = []
    for sentence, candidates in zip(ask.sentences, ranking, strict=True):
        if any(c.code == code for c in candidates):
            found, skipped = ask.language.levels.marks(sentence, code, ask.speaker)
            marks += found
            left_out += skipped
    return marks, left_out


def _state(text: str, found: Attribution, judged: Judgement) -> Statement:
    factor = FACTORS[judged.commitment] * (ABSTAINED if judged.issue and judged.abstained else 1.0)
    return Statement(
        start=found.start,
        end=found.end,
        text=text[found.start : found.end],
        parts=found.parts,
        cue=found.cue,
        source=found.source,
        speaker=found.speaker,
        actor=found.actor,
        office=found.office,
        speaker_level=found.speaker_level,
        voice=found.voice,
        form=found.form,
        nested=found.nested,
        commitment="question" if found.question else judged.commitment,
        issue=judged.issue,
        issue_score=judged.issue_score,
        levels=judged.levels,
        level=judged.level,
        abstained=judged.abstained,
        said_at=found.said_at,
        weight=round(found.weight * factor, 4),
        reasons=(*found.reasons, *judged.reasons),
    )
