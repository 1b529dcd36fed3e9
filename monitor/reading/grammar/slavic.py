"""Attributions in a Russian or Ukrainian sentence, by their form: cue, source, content."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.grammar.added_words import without_added
from monitor.reading.grammar.before_verb import before_adverbs
from monitor.reading.grammar.claims import Claim
from monitor.reading.grammar.quoted_after_colon import find_after_colon
from monitor.reading.grammar.reported_phrases import find_phrases, find_unlisted, without_own
from monitor.reading.grammar.scene import closes_content
from monitor.reading.grammar.slavic_inverted import inverted
from monitor.reading.grammar.slavic_left_out import elided, of_who_spoke, with_subjects, without_subject
from monitor.reading.grammar.slavic_nouns import source_after, subject_before
from monitor.reading.grammar.slavic_object_first import infinitive_first, object_first
from monitor.reading.grammar.slavic_places import is_where, led_by_place, of_place_first
from monitor.reading.grammar.slavic_quoted import find_quoted
from monitor.reading.grammar.slavic_right import content_after, content_around
from monitor.reading.grammar.slavic_subjects import clause_subject
from monitor.reading.grammar.slavic_talk import find_talk, find_unsaid
from monitor.reading.grammar.verb_claims import claims_of_verbs, only_said
from monitor.reading.text.lexicon import MASK

if TYPE_CHECKING:
    import re

    from monitor.reading.grammar.scene import Scene


def find_slavic(scene: Scene) -> list[Claim]:
    """Attributions in order of their cues, not yet set against each other."""
    claims = [*find_quoted(scene), *find_phrases(scene, source_after), *find_unsaid(scene), *find_talk(scene)]
    claims += claims_of_verbs(scene, _from_verb, taken=[claim.cue for claim in claims])
    claims = without_added(claims, scene)
    claims += find_unlisted(scene, claims, source_after)
    claims += find_after_colon(scene, claims, clause_subject)
    claims = only_said(claims, scene)
    claims = with_subjects(scene, sorted(claims, key=lambda claim: claim.cue))
    return without_own(of_who_spoke(scene, claims), scene)


def _from_verb(scene: Scene, m: re.Match[str]) -> Claim | None:
    left = scene.masked[: m.start()]
    kind = str(m.lastgroup)
    if kind.startswith("participle"):
        return elided(scene, m)
    if as_word := scene.lexicon["as_verb"].search(left):
        return _as_said(scene, m, as_word.start())
    if closes_content(left):
        source = source_after(scene, m.end(), genitive=False)
        if source is not None and not _is_told_to(scene, m, source):
            return inverted(scene, m, source)
    forms = (_of_relative, of_place_first, object_first, infinitive_first)
    if (claim := next((found for form in forms if (found := form(scene, m)) is not None), None)) is not None:
        return claim
    subject = subject_before(scene, m.start())
    if subject and is_where(scene, m, subject) and (source := source_after(scene, m.end(), genitive=False)):
        return led_by_place(scene, m, source)
    return _from_subject(scene, m, subject) if subject else without_subject(scene, m, left)


def _is_told_to(scene: Scene, m: re.Match[str], found: tuple[int, int]) -> bool:
    """Whether what stands behind the verb is whom somebody tells or asks who stands before it himself, with words between commas: «X, выступая в Минске, сказал журналистам, что …»."""
    if subject_before(scene, m.start()) is None:
        return False
    opens = scene.lexicon["that_next"].match(scene.masked, found[1])
    return bool(opens or scene.lexicon["asked_to"].search(scene.masked, *found))


def _of_relative(scene: Scene, m: re.Match[str]) -> Claim | None:
    """«Он встретился с X, который сказал, что …»: of whoever stands before the relative pronoun, in a clause that ends the sentence."""
    relative = scene.lexicon["relative_subject"].search(scene.masked[: before_adverbs(scene, m.start())])
    who = scene.mention_ending(relative.start()) if relative is not None else None
    if who is None or not scene.lexicon["finite"].search(scene.masked, 0, who.start - scene.base):
        return None
    of_whom = scene.masked[: who.start - scene.base].split()[-1:]
    if of_whom and scene.lexicon["dependents"].fullmatch(of_whom[0]):
        return None
    parts = content_after(scene, m, opened_at=m.start())
    cue, denied = scene.absolute(*m.span()), m.lastgroup == "deny"
    return Claim(source=(who.start, who.end), cue=cue, parts=parts, denied=denied, genitive=True) if parts else None


def _from_subject(scene: Scene, m: re.Match[str], subject: tuple[int, int, int]) -> Claim | None:
    start, end, verb_start = subject
    kind = str(m.lastgroup)
    given_up = scene.lexicon["ceased"].match(scene.masked, verb_start) is not None
    negated = not given_up and bool(scene.lexicon["negation_end"].search(scene.masked[: m.start()]))
    if negated and not (kind == "act" or scene.lexicon["attitudes"].fullmatch(m[0])):
        return None
    source, cue = scene.absolute(start, end), scene.absolute(*m.span())
    lead = scene.masked[:start]
    if as_word := scene.lexicon["as_subject"].search(lead):
        return Claim(source=source, cue=cue, parts=content_around(scene, as_word.start(), m.end()))
    before = scene.trim(0, start) if closes_content(lead) else None
    if scene.ends_at(m.end()):
        whole = before or (cue if kind != "say" and " " in m[0] else None)
        return Claim(source=source, cue=cue, parts=(whole,)) if whole else None
    if (
        before
        and MASK in lead
        and lead.rstrip(" ,—–-").endswith(MASK)
        and not scene.lexicon["clause"].match(scene.masked, m.end())
    ):
        return Claim(source=source, cue=cue, parts=(before,))
    opened_at = verb_start if negated else m.start()
    return Claim(
        source=source,
        cue=cue,
        parts=content_after(scene, m, opened_at=opened_at),
        denied=kind == "deny" or given_up,
        asks=scene.asks(m),
    )


def _as_said(scene: Scene, m: re.Match[str], as_start: int) -> Claim | None:
    source = source_after(scene, m.end(), genitive=False)
    if source is None:
        return None
    return Claim(
        source=scene.absolute(*source), cue=scene.absolute(*m.span()), parts=content_around(scene, as_start, source[1])
    )
