"""Attributions by a noun: "X's claim that …", "his promise to …", "fears that …"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.grammar.claims import Claim
from monitor.reading.grammar.english_nouns import can_speak, phrase_before

if TYPE_CHECKING:
    from monitor.reading.grammar.scene import Scene
    from monitor.types import Span

_OWNER = re.compile(
    r"(?:^|[\s(—–-])(?:(?P<pronoun>[Hh]is|[Hh]er|[Tt]heir|[Ii]ts|[Mm]y|[Oo]ur)|(?P<name>\S+?)(?P<ending>['’]s|(?<=s)['’]))\s+(?:[\w’'-]+\s+){0,3}$"
)
_OPENS = re.compile(
    r"\s*,?\s*(?P<that>that)\s+|\s+(?P<other>to|of|for|about|on|over|against|with|toward|towards|in)\s+"
)
_BY = re.compile(r"\s+(?:by|from|among|of)\s+(?P<who>[^,;:.]{2,60}?)(?=\s+that\b)")


def find_talk(scene: Scene) -> list[Claim]:
    """Claims by a noun for what somebody says, thinks, wants or fears."""
    found = [_from_noun(scene, m) for m in scene.lexicon["talk"].finditer(scene.masked)]
    return [claim for claim in found if claim is not None and claim.parts]


def _from_noun(scene: Scene, m: re.Match[str]) -> Claim | None:
    by = _BY.match(scene.masked, m.end())
    opens = _OPENS.match(scene.masked, by.end() if by else m.end())
    if opens is None:
        return None
    source = by.span("who") if by else _owner(scene, m.start())
    if source is None and (opens["other"] or not scene.lexicon["talk_alone"].fullmatch(m[0])):
        return None
    content = _content(scene, m.start(), opens.end(), own_verbs=1 if opens["that"] else 0)
    cue = scene.absolute(*m.span())
    if content is None:
        return None
    if scene.lexicon["refusing_talk"].fullmatch(m[0]):
        content = (cue[0], content[1])
    if source is None:
        return Claim(source=None, cue=cue, parts=(content,), nobody=not _has_verb(scene, m.start()))
    return Claim(source=scene.absolute(*source), cue=cue, parts=(content,), genitive=True)


def _has_verb(scene: Scene, until: int) -> bool:
    """Whether a verb stands before the noun, so that it is no subject."""
    return any(scene.lexicon[name].search(scene.masked, 0, until) for name in ("seen_before_talk", "cue"))


def _owner(scene: Scene, at: int) -> tuple[int, int] | None:
    """Whose it is: "his", or the phrase that ends in 's."""
    m = _OWNER.search(scene.masked, max(0, at - 90), at)
    if m is None:
        return None
    if m["pronoun"]:
        return m.span("pronoun")
    found = phrase_before(scene, scene.masked[: m.end("name")])
    if found is None and not can_speak(m["name"], scene.lexicon):
        return None
    return (found[0] if found else m.start("name"), m.end("ending"))


def _content(scene: Scene, noun: int, start: int, *, own_verbs: int) -> Span | None:
    """To the end of the sentence, or where the noun is the subject, to the sentence's own verb.

    `own_verbs`: how many verbs the content has before that.
    """
    end = len(scene.masked)
    if not _has_verb(scene, noun):
        verbs = [m.start() for m in scene.lexicon["seen_before_talk"].finditer(scene.masked, start)]
        end = next(iter(verbs[own_verbs:]), end)
    return scene.trim(start, end)
