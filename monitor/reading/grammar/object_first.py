"""Who speaks where the object leads: "Waffenlieferungen an Kiew lehnte X ab", "Einen Beitritt schloss X aus". German, whose pronouns it tells apart."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.grammar.western_nouns import clause_start, is_role, source_after
from monitor.reading.text.letters import UPPER

if TYPE_CHECKING:
    from monitor.reading.grammar.scene import Scene

_CAPITAL = re.compile(rf"(?<!\S)[{UPPER}][\w-]*")


def doer_behind(scene: Scene, verb: re.Match[str], *, before: int, behind: int) -> tuple[int, int, int] | None:
    """Where the object begins, and start and end of who does it, relative; None where what stands before the verb may itself be the subject.

    `before`: where what belongs to the verb begins (the finite verb, an auxiliary); `behind`: where it ends.
    """
    of_several = scene.lexicon["of_several"].fullmatch(verb[0]) and not str(verb.lastgroup).startswith("participle")
    if not scene.lexicon["of_things"].match(verb[0]) or of_several:
        return None
    start = clause_start(scene, before)
    phrase = scene.masked[start:before].rstrip()
    if not (scene.lexicon["accusative"].match(phrase) or _is_thing(scene, start, phrase)):
        return None
    found = source_after(scene, behind, genitive=False)
    if found is None or not _is_named(scene, *found):
        return None
    return (start, found[0], found[0] + len(scene.masked[slice(*found)].rstrip(".")))


def _is_thing(scene: Scene, start: int, phrase: str) -> bool:
    """Whether the phrase names a thing that somebody does or has, with what it is about: one noun, nobody who speaks, and a complement."""
    complement = scene.lexicon["complement"].search(phrase)
    if complement is None or scene.lexicon["scene"].match(phrase):
        return False
    head = phrase[: complement.start()]
    article = scene.lexicon["thing_lead"].match(head)
    nouns = _CAPITAL.findall(head, article.end() if article else 0)
    if len(nouns) != 1 or is_role(nouns[0], scene.lexicon) or scene.lexicon["bodies"].search(nouns[0]):
        return False
    end = scene.base + start + len(head)
    named = (m for m in scene.mentions if scene.base + start <= m.start and m.end <= end)
    return not any(scene.masked[m.end - scene.base : m.end - scene.base + 1] != "-" for m in named)


def _is_named(scene: Scene, start: int, end: int) -> bool:
    """Whether it is somebody followed or a pronoun that only a subject has."""
    inside = any(scene.base + start <= m.start and m.end <= scene.base + end and m.nominative for m in scene.mentions)
    return inside or scene.lexicon["subject_pronoun"].fullmatch(scene.masked, start, end) is not None
