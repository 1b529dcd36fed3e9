"""Where the object leads, and who speaks then: «Вступление Украины в НАТО отверг Песков», «О готовности к переговорам заявил Песков». Russian and Ukrainian."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.grammar.before_verb import before_adverbs
from monitor.reading.grammar.claims import Claim
from monitor.reading.grammar.slavic_nouns import source_after

if TYPE_CHECKING:
    import re

    from monitor.reading.grammar.scene import Scene

_LONGEST = 20
"""Words of what may lead; a longer lead is a sentence of its own."""
_ACCUSATIVES = ("у", "ю")
"""Endings of a country's name that is the object («Россию обвинил X»)."""


def object_first(scene: Scene, m: re.Match[str]) -> Claim | None:
    """«Вступление Украины в НАТО отверг X»: of an act the whole clause, of a verb of speech what it tells of."""
    led = _doer_behind(scene, m)
    if led is None:
        return None
    part = scene.trim(led[0], m.start() if m.lastgroup == "say" else len(scene.masked))
    source, cue = scene.absolute(led[1], led[2]), scene.absolute(*m.span())
    return Claim(source=source, cue=cue, parts=(part,), denied=m.lastgroup == "deny") if part else None


def infinitive_first(scene: Scene, m: re.Match[str]) -> Claim | None:
    """«Признавать Крым российским Киев отказался»: the whole clause."""
    opening = scene.lexicon["infinitive_first"].match(scene.masked) if m.lastgroup in ("act", "deny") else None
    left = scene.masked[: before_adverbs(scene, m.start())].rstrip()
    who = scene.mention_ending(len(left), start=opening.end()) if opening is not None else None
    part = scene.trim(0, len(scene.masked))
    if who is None or not who.nominative or part is None:
        return None
    cue, denied = scene.absolute(*m.span()), m.lastgroup == "deny"
    return Claim(source=(who.start, who.end), cue=cue, parts=(part,), denied=denied)


def _doer_behind(scene: Scene, verb: re.Match[str]) -> tuple[int, int, int] | None:
    """Where the object begins, and start and end of who does it, relative; None where what leads may itself be the subject, or hold it.

    A verb in the masculine or feminine singular agrees with no plural and no neuter, and an accusative in -у is no subject of it.
    """
    lead = scene.masked[: verb.start()]
    start = _told_of(scene, lead) if verb.lastgroup == "say" else _object(scene, verb, lead)
    if start is None or len(lead.split()) > _LONGEST or _names_subject(scene, len(lead)):
        return None
    found = source_after(scene, verb.end(), genitive=False)
    if found is None:
        return None
    begun, ended = (scene.base + at for at in found)
    doers = [m for m in scene.mentions if begun <= m.start and m.end <= ended and m.nominative]
    return (start, found[0], doers[-1].end - scene.base) if doers else None


def _told_of(scene: Scene, lead: str) -> int | None:
    """Where what is told of begins: «О готовности к переговорам (заявил X)»."""
    found = scene.lexicon["told_of_first"].match(lead)
    return found.start("what") if found else None


def _object(scene: Scene, verb: re.Match[str], lead: str) -> int | None:
    """Where the phrase before the verb begins, if its head is a noun that is surely the object."""
    if verb.lastgroup not in ("act", "deny") or scene.lexicon["of_one"].search(verb[0]) is None:
        return None
    opening = scene.lexicon["object_first"].match(lead)
    if opening is not None:
        return opening.start("what")
    first = scene.mentions[0] if scene.mentions else None
    bare = lead.strip()
    accusative = first is not None and not first.nominative and bare.endswith(_ACCUSATIVES)
    whole = first is not None and first.kind != "title" and (first.start, first.end) == scene.trim(0, len(lead))
    return len(lead) - len(lead.lstrip()) if accusative and whole else None


def _names_subject(scene: Scene, until: int) -> bool:
    """Whether a person or a title stands before the verb that can be its subject."""
    return any(m.nominative and m.kind != "metonym" and m.start - scene.base < until for m in scene.mentions)
