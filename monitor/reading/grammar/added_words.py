"""Words that go on with a conjunction behind a "he said" in their middle: "The door is open, he said, but nobody will walk through"."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.grammar.joints import load_joints
from monitor.reading.text.lexicon import MASK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.grammar.claims import Claim
    from monitor.reading.grammar.scene import Scene
    from monitor.types import Span

_SAYS = ("say", "deny", "participle", "participle_deny")


def added_words(scene: Scene, at: int) -> Span | None:
    """What the conjunction behind "he said", which ends at `at`, adds to his words: a clause of its own that is told in no past tense.

    None in a sentence with a quotation, where the words outside it are the reporter's, and where the clause tells what another said.
    """
    opened = scene.lexicon["goes_on"].match(scene.masked, at)
    if opened is None or MASK in scene.masked:
        return None
    told = any(m.lastgroup in _SAYS for m in scene.lexicon["cue"].finditer(scene.masked, opened.end()))
    return None if told else scene.trim(opened.end(), len(scene.masked))


def without_added(claims: Sequence[Claim], scene: Scene) -> list[Claim]:
    """Without what the subject of such a clause is said to do there: the clause would be cut off before it."""
    added = [
        claim.parts[1]
        for claim in claims
        if len(claim.parts) > 1 and load_joints().adds.match(scene.masked, claim.parts[1][0] - scene.base)
    ]
    return [claim for claim in claims if not any(_begins(claim, span, scene) for span in added)]


def _begins(claim: Claim, span: Span, scene: Scene) -> bool:
    joint = load_joints().adds.match(scene.masked, span[0] - scene.base)
    begun = claim.source is not None and joint is not None and claim.source[0] <= scene.base + joint.end()
    return begun and span[0] <= claim.cue[0] < span[1]
