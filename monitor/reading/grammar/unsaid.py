"""What was not said: "did not say that …", "if X says that …", "neither X nor Y said that …". Neither it nor what is told within it is anybody's word."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.grammar.joints import load_joints
from monitor.reading.grammar.spans import overlap

if TYPE_CHECKING:
    import re
    from collections.abc import Iterator, Sequence

    from monitor.reading.grammar.claims import Claim
    from monitor.reading.grammar.scene import Scene
    from monitor.types import Span

_SAYING = ("say", "participle")


def without_unsaid(claims: Sequence[Claim], scene: Scene) -> list[Claim]:
    """The claims in order, without those of verbs whose speech did not take place, and of what their clauses tell."""
    if scene.lexicon["maybe_unsaid"].search(scene.masked) is None:
        return list(claims)
    clauses = list(_clauses(scene, claims))
    return [claim for claim in claims if claim.follows or not any(overlap(claim.cue, clause) for clause in clauses)]


def _clauses(scene: Scene, claims: Sequence[Claim]) -> Iterator[Span]:
    """From each verb of speech that says nothing to the end of its clause."""
    for cue in scene.cues():
        if scene.lexicon["attitudes"].fullmatch(cue[0]):
            continue
        told = scene.lexicon["told_clause"].match(scene.masked, cue.end())
        if told is not None and _is_unsaid(scene, cue):
            yield scene.absolute(cue.start(), _clause_end(scene, told.end(), claims))
        elif scene.lexicon["neither_before"].search(scene.masked[: cue.start()]):
            yield scene.absolute(*cue.span())


def _clause_end(scene: Scene, at: int, claims: Sequence[Claim]) -> int:
    """Where the clause ends at the latest: at a comma, where the sentence goes on to something else ("; …", "but …"), or to what another says ("and X told …")."""
    comma, on = scene.masked.find(",", at), scene.lexicon["withheld_until"].search(scene.masked, at)
    others = [c.source[0] - scene.base for c in claims if c.source is not None and _is_joined(scene, c, at)]
    return min(end for end in (comma, on.start() if on else -1, *others, len(scene.masked)) if end >= 0)


def _is_joined(scene: Scene, claim: Claim, at: int) -> bool:
    """Whether behind `at` it begins with a conjunction and its own speaker, and says more than what he thinks."""
    if claim.source is None or not at <= claim.source[0] - scene.base < claim.cue[0] - scene.base:
        return False
    verb = scene.masked[claim.cue[0] - scene.base : claim.cue[1] - scene.base]
    joined = load_joints().joins.search(scene.masked[at : claim.source[0] - scene.base])
    return joined is not None and scene.lexicon["attitudes"].fullmatch(verb) is None


def _is_unsaid(scene: Scene, cue: re.Match[str]) -> bool:
    """Whether words right before the verb, or in it, suppose it, or deny it; who did not reject something has taken a side of it."""
    before = scene.masked[: cue.start()]
    if scene.lexicon["supposed_before"].search(before):
        return scene.lexicon["conceded"].match(cue[0]) is None
    itself = scene.lexicon["denies_itself"].match(scene.masked, cue.start())
    denied = itself or scene.lexicon["denied_before"].search(before) or scene.lexicon["neither_before"].search(before)
    return cue.lastgroup in _SAYING and bool(denied)
