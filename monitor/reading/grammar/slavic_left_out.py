"""Verbs whose subject is left out, in Russian and Ukrainian: what they tell, and whose they are by what stands before them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.reading.grammar.claims import Claim
from monitor.reading.grammar.slavic_right import content_after
from monitor.reading.grammar.slavic_subjects import clause_subject

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from monitor.reading.grammar.scene import Scene


def without_subject(scene: Scene, m: re.Match[str], left: str) -> Claim | None:
    """The subject is that of a sentence or a claim before."""
    if scene.lexicon["only_adverbs"].fullmatch(left):
        return _going_on_without(scene, m, openings=("clause", "spoken"))
    if scene.lexicon["about_first"].fullmatch(left):
        return _going_on_without(scene, m, openings=("clause", "colon"))
    return elided(scene, m) if scene.lexicon["elided"].search(left) else None


def elided(scene: Scene, m: re.Match[str]) -> Claim | None:
    """What a verb or participle whose subject is left out reports; None at the beginning of a sentence, and where it reports nothing."""
    if not scene.masked[: m.start()].strip():
        return None
    negation = scene.lexicon["negation_end"].search(scene.masked[: m.start()])
    parts = content_after(scene, m, opened_at=negation.start() if negation else m.start())
    denied = negation is None and str(m.lastgroup).endswith("deny")
    return Claim(source=None, cue=scene.absolute(*m.span()), parts=parts, denied=denied) if parts else None


def _going_on_without(scene: Scene, m: re.Match[str], *, openings: Sequence[str]) -> Claim | None:
    """«Потом сказал: «…»»: with nothing but adverbs, or what it is about, before the verb, the subject is that of a sentence before. `openings`: patterns
    of which one opens the content behind the verb."""
    gender = scene.lexicon["of_one"].search(m[0])
    opened = any(scene.lexicon[name].match(scene.masked, m.end()) for name in openings)
    if gender is None or not opened:
        return None
    parts = content_after(scene, m, opened_at=m.start())
    cue = scene.absolute(*m.span())
    return Claim(source=None, cue=cue, parts=parts, denied=m.lastgroup == "deny", resumes=True) if parts else None


def with_subjects(scene: Scene, claims: list[Claim]) -> list[Claim]:
    """A verb whose subject is left out, the first one of speech in its sentence, has whoever the sentence begins with: «Министр вздохнул, но объяснил, что …»."""
    first = next((at for at, claim in enumerate(claims) if not claim.nobody), None)
    if first is None or claims[first].source is not None:
        return claims
    subject = clause_subject(scene, 0, claims[first].cue[0] - scene.base)
    named = [replace(claims[first], source=scene.absolute(*subject))] if subject else [claims[first]]
    return [*claims[:first], *named, *claims[first + 1 :]]


def of_who_spoke(scene: Scene, claims: list[Claim]) -> list[Claim]:
    """A verb without a subject is that of the last one before it whose form it shares, a verb of speech that of who spoke last, not of whom he spoke:
    «X сказал, что Москва готова к переговорам, но добавил, что …», «…, что Москва отвергла план, и призвал …»."""
    found = list[Claim]()
    for claim in claims:
        if claim.source is None and not (claim.resumes or claim.nobody):
            says, form = _says(scene, claim), _past_form(scene, claim)
            alike = [
                c for c in found if c.source and (_says(scene, c) or not says) and _agrees(form, _past_form(scene, c))
            ]
            found.append(replace(claim, source=alike[-1].source if alike else None))
        else:
            found.append(claim)
    return found


def _says(scene: Scene, claim: Claim) -> bool:
    cue = scene.lexicon["cue"].match(scene.masked, claim.cue[0] - scene.base)
    return cue is not None and cue.lastgroup in ("say", "deny")


def _past_form(scene: Scene, claim: Claim) -> str | None:
    """By the ending of a past tense its gender or number; None where it is none."""
    first = scene.masked[claim.cue[0] - scene.base : claim.cue[1] - scene.base].split()[:1]
    form = scene.lexicon["past_form"].search(first[0]) if first else None
    return form.lastgroup if form else None


def _agrees(form: str | None, other: str | None) -> bool:
    return form is None or other is None or form == other
