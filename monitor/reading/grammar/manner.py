"""How somebody was, before a colon, tells that he speaks ("Merz was blunt: …"); how a thing was does not ("the meeting with Merz was brief: …")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.actors.several import goes_with_name
from monitor.reading.text.clause_begins import may_begin_behind

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor.reading.grammar.claims import Claim
    from monitor.reading.grammar.scene import Scene
    from monitor.types import Span

_WORD = re.compile(r"[^\W\d_]+")


def without_things(claims: Iterable[Claim], scene: Scene) -> list[Claim]:
    """The claims without those by a manner whose subject is neither a pronoun nor somebody's name or title with nothing else beside it."""
    return [claim for claim in claims if not _by_manner(claim, scene) or _is_of_somebody(claim, scene)]


def _by_manner(claim: Claim, scene: Scene) -> bool:
    return scene.lexicon["manner"].match(scene.masked, claim.cue[0] - scene.base) is not None


def _is_of_somebody(claim: Claim, scene: Scene) -> bool:
    """ "The meeting with Merz was brief" does not begin with Merz."""
    if claim.source is None:
        return False
    before = scene.masked[: claim.source[0] - scene.base]
    begins = claim.source[0] > claim.cue[0] or may_begin_behind(before, scene.lexicon)
    return begins and _is_somebody(claim.source, scene)


def _is_somebody(source: Span, scene: Scene) -> bool:
    phrase = scene.masked[source[0] - scene.base : source[1] - scene.base]
    if scene.lexicon["first_pronoun"].fullmatch(phrase):
        return True
    named = [m for m in scene.mentions if source[0] <= m.start and m.end <= source[1]]
    if not named or named[-1].kind == "metonym" or named[-1].end != source[1]:
        return False
    beside = (w for w in _WORD.finditer(phrase) if not any(m.start <= source[0] + w.start() < m.end for m in named))
    return all(goes_with_name(word[0], scene.lexicon) for word in beside)
