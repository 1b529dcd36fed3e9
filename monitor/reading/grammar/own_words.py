"""What somebody says while he denies something: his own words in quotation marks are no part of what is denied.

Of “Rutte rejected the idea of talks: ‘There will be no talks’” the idea is denied, and the quotation said.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.reading.text.lexicon import MASK

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.grammar.claims import Claim
    from monitor.reading.grammar.scene import Scene

_OPENS = re.compile(rf"\s*(?::|\s[—–-])\s*(?={MASK})")
_ONLY_JOINS = re.compile(r"[\s,.—–-]*")
_SAYS = ("say", "participle")


def with_own_words(claims: Sequence[Claim], scene: Scene) -> list[Claim]:
    """The claims in order; a quotation that a colon or a dash opens behind what is denied is a claim of its own, and one right before the verb is none that is denied."""
    found = list(claims)
    for claim in claims:
        if not claim.denied or claim.backwards:
            continue
        at = found.index(claim)
        if _is_quoted_before(claim, scene):
            found[at] = replace(claim, denied=False)
        elif (opened := _opened(claim, claims, scene)) is not None:
            ends, begins = opened
            told = [one.cut(ends) if one is not claim and claim.cue[1] <= one.cue[0] < ends else one for one in found]
            content = scene.trim(begins - scene.base, len(scene.masked))
            said = [replace(claim, parts=(content,), denied=False)] if content else []
            found = [*told[:at], claim.cut(ends), *said, *told[at + 1 :]]
    return found


def _is_quoted_before(claim: Claim, scene: Scene) -> bool:
    """Whether what is said to be denied is a quotation that ends right before the verb: “…”, he denied."""
    between = scene.masked[claim.end - scene.base : claim.cue[0] - scene.base]
    said = scene.masked[claim.start - scene.base : claim.end - scene.base].strip()
    return claim.follows and not claim.genitive and set(said) == {MASK} and _ONLY_JOINS.fullmatch(between) is not None


def _opened(claim: Claim, claims: Sequence[Claim], scene: Scene) -> tuple[int, int] | None:
    """Where what is denied ends and where the quotation behind it begins; None where there is none, or where another verb tells of it."""
    found = _OPENS.search(scene.masked, claim.cue[1] - scene.base)
    if found is None or not any(a <= scene.base + found.end() < b for a, b in claim.parts):
        return None
    ends, begins = scene.absolute(found.start(), found.end())
    told = any(
        claim.cue[1] <= other.cue[0] < ends and any(a <= begins < b for a, b in other.parts) and _says(other, scene)
        for other in claims
    )
    return None if told else (ends, begins)


def _says(claim: Claim, scene: Scene) -> bool:
    cue = scene.lexicon["cue"].fullmatch(scene.masked[claim.cue[0] - scene.base : claim.cue[1] - scene.base])
    return cue is not None and cue.lastgroup in _SAYS
