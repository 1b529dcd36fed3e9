"""What sentences of all languages have alike in their verbs of saying: which are looked at, and what of it all was not said."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.grammar.manner import without_things
from monitor.reading.grammar.spans import overlap
from monitor.reading.grammar.unsaid import without_unsaid
from monitor.reading.grammar.withheld import without_withheld

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Sequence

    from monitor.reading.grammar.claims import Claim
    from monitor.reading.grammar.scene import Scene
    from monitor.types import Span

    ClaimOf = Callable[[Scene, re.Match[str]], Claim | None]
    """What the verb reports, and of whom; None where it reports nothing."""


def claims_of_verbs(scene: Scene, claim_of: ClaimOf, *, taken: Sequence[Span], words: str | None = None) -> list[Claim]:
    """What the verbs report that share no letter with `taken`; `words`: the sentence in which they are looked for, where that is not as it stands."""
    free = (m for m in scene.cues(words) if not any(overlap(scene.absolute(*m.span()), other) for other in taken))
    claims = (claim_of(scene, m) for m in free)
    return [claim for claim in claims if claim is not None and claim.parts]


def only_said(claims: Sequence[Claim], scene: Scene) -> list[Claim]:
    """Without what is left open, what was not said, and what is only told of things."""
    return without_things(without_unsaid(without_withheld(claims, scene), scene), scene)
