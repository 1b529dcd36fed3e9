"""Attributions in a German or French sentence, by their form: cue, source, content."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.grammar.claims import Claim
from monitor.reading.grammar.object_first import doer_behind
from monitor.reading.grammar.quoted_after_colon import find_after_colon
from monitor.reading.grammar.reported_phrases import find_phrases, find_unlisted, pieces_round, without_own
from monitor.reading.grammar.scene import closes_content
from monitor.reading.grammar.spans import overlap
from monitor.reading.grammar.verb_claims import claims_of_verbs, only_said
from monitor.reading.grammar.western_nouns import (
    apposition_before,
    can_speak,
    leading_person,
    phrase_before,
    source_after,
    subject_before,
)
from monitor.reading.grammar.western_right import content_after, spoken_round
from monitor.reading.text.lexicon import MASK
from monitor.reading.text.lexicon_files import NEVER

if TYPE_CHECKING:
    from monitor.reading.grammar.scene import Scene
    from monitor.types import Span

_ACTS = ("act", "participle_act")
_REACH = 260
_ENDS = re.compile(rf"(?<!\d)\.|[;:{MASK}]")
"""What parts a verb from its auxiliary; behind a number a full stop makes it an ordinal („am 3. Mai“)."""


def find_western(scene: Scene) -> list[Claim]:
    """Attributions in order of their cues, not yet set against each other."""
    claims = find_phrases(scene, source_after)
    claims += [claim for claim in _postposed(scene) if not any(overlap(claim.cue, other.cue) for other in claims)]
    claims += claims_of_verbs(scene, _from_verb, taken=[claim.cue for claim in claims])
    claims += find_unlisted(scene, claims, source_after)
    claims += find_after_colon(scene, claims, leading_person)
    claims = only_said(claims, scene)
    return without_own(sorted(claims, key=lambda claim: claim.cue), scene)


def _postposed(scene: Scene) -> list[Claim]:
    """ "dem Kreml zufolge": the source stands before."""
    found = []
    for m in scene.lexicon["postposed"].finditer(scene.masked):
        found_at = phrase_before(scene, m.start()) or subject_before(scene, m.start(), anybody=True)
        if found_at is None:
            continue
        parts = pieces_round(scene, found_at[0], m.end())
        source, cue = scene.absolute(found_at[0], found_at[1]), scene.absolute(*m.span())
        found.append(Claim(source=source, cue=cue, parts=parts, genitive=True))
    return [claim for claim in found if claim.parts]


def _from_verb(scene: Scene, m: re.Match[str]) -> Claim | None:
    left = scene.masked[: m.start()]
    if clitic := scene.lexicon["clitic"].search(m[0]):
        who = (m.start() + clitic.start("who"), m.start() + clitic.end("who"))
        return spoken_round(scene, m, source=who, after=m.end())
    if as_said := _as_said(scene, m, left):
        return as_said
    if str(m.lastgroup).startswith("participle"):
        perfect = _perfect(scene, m, left)
        if perfect is not None or not _is_finite(scene, m, left):
            return perfect or _elided(scene, m, left)
    source = source_after(scene, m.end(), genitive=False) if closes_content(left) else None
    if source is not None and not _is_object(scene, m, source):
        return _inverted(scene, m, left, source)
    if scene.lexicon["inverting"].fullmatch(m[0]):
        return None
    return _from_subject(scene, m, left)


def _inverted(scene: Scene, m: re.Match[str], left: str, source: tuple[int, int]) -> Claim | None:
    """ "…, sagte X": what stands before, unless it is what X reacts to ("Auf die Äußerung von Y, …, sagte X, …")."""
    reacts = scene.lexicon["reacts"].match(left) is not None
    answer = _claim(scene, m, source=source, lead=0, opened_at=m.start(), at=source[1]) if reacts else None
    return answer if answer and answer.parts else spoken_round(scene, m, source=source, after=source[1])


def _is_object(scene: Scene, m: re.Match[str], found: tuple[int, int]) -> bool:
    """Whether what follows the verb is its object: a name with its role in commas stands before, and of a verb of speech no other speaker behind."""
    if apposition_before(scene, m.start()) is None:
        return False
    told = scene.lexicon["openers"].match(scene.masked, found[1]) or scene.lexicon["media"].search(scene.masked, *found)
    return m.lastgroup in _ACTS or told is not None or not can_speak(scene, *found, anybody=False)


def _is_finite(scene: Scene, m: re.Match[str], left: str) -> bool:
    """Whether what looks like a participle is a verb of its own ("Fico verurteilt …"), and no auxiliary before it takes it ("wurde verurteilt")."""
    finite = scene.lexicon["finite_cue"].fullmatch(m[0]) is not None
    opens = scene.lexicon["openers"].match(scene.masked, m.end())
    ends_clause = m.lastgroup in _ACTS and not opens and scene.lexicon["clause_ends"].match(scene.masked, m.end())
    return finite and not ends_clause and not scene.lexicon["auxiliary_before"].search(left)


def _from_subject(scene: Scene, m: re.Match[str], left: str) -> Claim | None:
    """The subject before the verb, after it where something else leads, or left out."""
    subject = subject_before(scene, m.start(), anybody=m.lastgroup not in _ACTS)
    if subject is None:
        return _led(scene, m, left) or _elided(scene, m, left)
    if (led := doer_behind(scene, m, before=subject.verb_start, behind=m.end())) is not None:
        return _object_first(scene, m, led)
    return _claim(scene, m, source=(subject.start, subject.end), lead=subject.start, opened_at=subject.verb_start)


def _object_first(scene: Scene, m: re.Match[str], led: tuple[int, int, int]) -> Claim | None:
    """ "Einen Beitritt schloss X aus": the whole clause, since its first words are what it is about."""
    part = scene.trim(led[0], len(scene.masked))
    source, cue = scene.absolute(led[1], led[2]), scene.absolute(*m.span())
    return Claim(source=source, cue=cue, parts=(part,), denied=str(m.lastgroup).endswith("deny")) if part else None


def _claim(
    scene: Scene, m: re.Match[str], *, source: tuple[int, int], lead: int, opened_at: int, at: int | None = None
) -> Claim | None:
    """The claim of a verb whose source is known; `lead`: where what could be content before it ends."""
    kind, after_verb = str(m.lastgroup), m.end() if at is None else at
    not_said = any(scene.lexicon["not_said"].match(scene.masked, begin) for begin in (m.end(), after_verb))
    if not_said and kind == "say" and not scene.lexicon["attitudes"].fullmatch(m[0]):
        return None
    before = scene.trim(0, lead) if closes_content(scene.masked[:lead]) else None
    ended = scene.ends_at(after_verb)
    quoted = scene.masked[:lead].rstrip(" ,—–-").endswith(MASK)
    if before and (ended or (quoted and MASK not in scene.masked[after_verb:])):
        parts: tuple[Span, ...] = (before,)
    else:
        keeps = kind in _ACTS or (ended and kind == "participle" and _holds_object(scene, m, opened_at))
        parts = content_after(
            scene, at=after_verb, opened_at=opened_at, keeps_verb=keeps, say=kind in ("say", "participle")
        )
    return Claim(
        source=scene.absolute(*source), cue=scene.absolute(*m.span()), parts=parts, denied=kind.endswith("deny"), asks=scene.asks(m)
    )  # fmt: skip


def _holds_object(scene: Scene, m: re.Match[str], opened_at: int) -> bool:
    """Whether what is announced or assured stands before its participle, behind who does it ("hat neue Sanktionen angekündigt")."""
    if scene.lexicon["of_things"].match(m[0]) is None:
        return False
    between = scene.lexicon["aside"].sub("", scene.masked[opened_at : m.start()])
    if scene.lexicon["pointed_at"].search(between):
        return False
    return any(word[0].isupper() for word in between.split())


def _perfect(scene: Scene, m: re.Match[str], left: str) -> Claim | None:
    """ "X hat am Montag erklärt, …", "Am Montag hat X erklärt, …": the subject stands at the auxiliary."""
    auxiliary = max(
        scene.lexicon["perfect"].finditer(left, max(0, len(left) - _REACH)),
        key=lambda found: found.start(),
        default=None,
    )
    if auxiliary is None or _ENDS.search(left, auxiliary.end()):
        return None
    subject = subject_before(scene, auxiliary.start(), anybody=True)
    if (led := doer_behind(scene, m, before=auxiliary.start(), behind=auxiliary.end())) is not None:
        return _object_first(scene, m, led)
    if subject is not None:
        assured = m.lastgroup == "participle" and _holds_object(scene, m, auxiliary.end())
        source, opened_at = (subject.start, subject.end), auxiliary.start() if assured else auxiliary.end()
    else:
        found = source_after(scene, auxiliary.end(), genitive=False)
        if found is None:
            return None
        source, opened_at = found, found[1]
    return _claim(scene, m, source=source, lead=min(source[0], auxiliary.start()), opened_at=opened_at)


def _led(scene: Scene, m: re.Match[str], left: str) -> Claim | None:
    """ "Am Montag sagte X, …": an adverbial leads, the subject follows the verb."""
    if not left.strip() or not scene.lexicon["led"].search(left):
        return None
    source = source_after(scene, m.end(), genitive=False)
    if source is None:
        return None
    return _claim(scene, m, source=source, lead=0, opened_at=m.start(), at=source[1])


def _as_said(scene: Scene, m: re.Match[str], left: str) -> Claim | None:
    """ "wie X am Montag sagte", "comme l'a dit X", "comme X l'a dit"."""
    inner = scene.lexicon["as_clause"].search(left)
    if inner is not None:
        start = source_after(scene, inner.start("who"), genitive=False)
        if start is not None and can_speak(scene, *start):
            end = scene.lexicon["verb_end"].match(scene.masked, m.end())
            parts = pieces_round(scene, inner.start(), end.end() if end else m.end())
            return Claim(source=scene.absolute(*start), cue=scene.absolute(*m.span()), parts=parts)
    verb = scene.lexicon["as_verb"].search(left)
    source = source_after(scene, m.end(), genitive=False) if verb else None
    if verb is None or source is None:
        return None
    parts = pieces_round(scene, verb.start(), source[1])
    return Claim(source=scene.absolute(*source), cue=scene.absolute(*m.span()), parts=parts)


def _elided(scene: Scene, m: re.Match[str], left: str) -> Claim | None:
    """The subject is that of the claim before: "… und fügte hinzu, …", ", ajoutant que …"."""
    participle = str(m.lastgroup).startswith("participle") and scene.lexicon["perfect"].pattern == NEVER
    if not left.strip() or not (participle or scene.lexicon["elided"].search(left)):
        return None
    keeps = m.lastgroup in _ACTS
    say = m.lastgroup in ("say", "participle")
    parts = content_after(scene, at=m.end(), opened_at=m.start(), keeps_verb=keeps, say=say)
    cue = scene.absolute(*m.span())
    return Claim(source=None, cue=cue, parts=parts, denied=str(m.lastgroup).endswith("deny")) if parts else None
