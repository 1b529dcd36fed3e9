"""Who speaks where the object leads: «Вступление Украины в НАТО отверг Песков», «О готовности к переговорам заявил Песков». Russian and Ukrainian."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.grammar.slavic_nouns import source_after

if TYPE_CHECKING:
    import re

    from monitor.reading.grammar.scene import Scene

_LONGEST = 20
"""Words of what may lead; a longer lead is a sentence of its own."""


def doer_behind(scene: Scene, verb: re.Match[str]) -> tuple[int, int, int] | None:
    """Where the object begins, and start and end of who does it, relative; None where what leads may itself be the subject.

    A verb in the masculine or feminine singular has no subject in the plural, the neuter or the accusative.
    """
    lead = scene.masked[: verb.start()]
    start = _told_of(scene, lead) if verb.lastgroup == "say" else _object(scene, verb, lead)
    if start is None or len(lead.split()) > _LONGEST:
        return None
    found = source_after(scene, verb.end(), genitive=False)
    if found is None:
        return None
    begun, ended = (scene.base + at for at in found)
    doers = [m for m in scene.mentions if begun <= m.start and m.end <= ended and m.nominative]
    by_itself = len(lead.split()) == 1  # «Нетаньяху поддержал Киев»: a name that is not followed may end like an object
    if not any(m.kind != "metonym" or not by_itself for m in doers):
        return None
    return (start, found[0], doers[-1].end - scene.base)


def _told_of(scene: Scene, lead: str) -> int | None:
    """Where what is told of begins: «О готовности к переговорам (заявил X)»."""
    found = scene.lexicon["told_of_first"].match(lead)
    return found.start("what") if found else None


def _object(scene: Scene, verb: re.Match[str], lead: str) -> int | None:
    """Where the phrase before the verb begins, if it is the object: an accusative, or of a form that the verb does not agree with."""
    if verb.lastgroup not in ("act", "deny") or scene.lexicon["of_one"].search(verb[0]) is None:
        return None
    opening = scene.lexicon["object_first"].match(lead)
    if opening is None or scene.lexicon["scene"].match(lead, opening.start("what")):
        return None
    head = scene.base + opening.start("head")
    leads = any(m.start <= head < m.end and m.nominative and m.kind == "person" for m in scene.mentions)
    return None if leads else opening.start("what")
