"""Places that lead a sentence: «В Москве заявили» is Moscow's word, «В Москве отозвался X» is his. Russian and Ukrainian."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.grammar.before_verb import is_pronoun
from monitor.reading.grammar.claims import Claim

if TYPE_CHECKING:
    from monitor.reading.grammar.scene import Scene

_PARTED = re.compile(r"[,;:—–()]")


def of_place_first(scene: Scene, m: re.Match[str]) -> Claim | None:
    """«В Кремле расширение НАТО назвали угрозой»: the place speaks, by a verb without a subject; what lies between is the object."""
    place = scene.mentions[0] if scene.mentions else None
    plural = scene.lexicon["past_form"].search(m[0].split()[0])
    if (
        place is None
        or place.kind != "metonym"
        or m.lastgroup != "act"
        or plural is None
        or plural.lastgroup != "plural"
    ):
        return None
    between = scene.masked[place.end - scene.base : m.start()]
    leads = scene.lexicon["inside"].search(scene.masked[: place.start - scene.base])
    if leads is None or scene.masked[: leads.start()].strip() or not between.strip():
        return None
    others = _PARTED.search(between) or scene.lexicon["persons"].search(between)
    part = None if others else scene.trim(place.end - scene.base, len(scene.masked))
    return Claim(source=(place.start, place.end), cue=scene.absolute(*m.span()), parts=(part,)) if part else None


def is_where(scene: Scene, m: re.Match[str], subject: tuple[int, int, int]) -> bool:
    """Whether the phrase before the verb only says where: «В Москве заявили» is Moscow's, «В Москве отозвался X» is not."""
    inside = scene.lexicon["inside"].search(scene.masked[: subject[0]])
    return inside is not None and scene.lexicon["of_one"].search(m[0]) is not None


def led_by_place(scene: Scene, m: re.Match[str], source: tuple[int, int]) -> Claim | None:
    """«В Москве отозвался X: …»: the clause or the quotation behind him; None where a "he said" within it has it."""
    openings = (scene.lexicon[name].match(scene.masked, source[1]) for name in ("clause", "colon"))
    opening = next((o for o in openings if o is not None), None)
    if opening is None or _is_interrupted(scene, opening.end()):
        return None
    after = scene.trim(opening.end(), len(scene.masked))
    cue, denied = scene.absolute(*m.span()), m.lastgroup == "deny"
    return Claim(source=scene.absolute(*source), cue=cue, parts=(after,), denied=denied) if after else None


def _is_interrupted(scene: Scene, at: int) -> bool:
    """Whether the first verb of speech behind `at` is a pronoun's («…, заметил он, …»)."""
    verb = scene.lexicon["cue"].search(scene.masked, at)
    following = scene.masked[verb.end() :].split(maxsplit=1)[:1] if verb else []
    return bool(following) and is_pronoun(following[0].strip(",."), scene.lexicon)
