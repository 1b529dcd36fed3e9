"""What leads up to another's words: "Commenting on X's remark that …, Y said …". The remark ends where Y begins."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.grammar.claims import Claim
    from monitor.reading.grammar.scene import Scene


def ended_before_answer(claims: Sequence[Claim], scene: Scene) -> list[Claim]:
    """The claims of a sentence, those of what somebody reacts to cut where his own words begin."""
    lead = scene.lexicon["reacts"].match(scene.masked)
    begun = None if lead is None else min(_main(claims, scene, lead.end()), default=None)
    if begun is None:
        return list(claims)
    end = scene.base + len(scene.masked[: begun - scene.base].rstrip(" ,"))
    led = [claim.cut(end) if claim.cue[0] < begun and not claim.follows else claim for claim in claims]
    return [claim for claim in led if claim.backwards or claim.parts]


def _main(claims: Sequence[Claim], scene: Scene, lead_end: int) -> list[int]:
    """Where those begin who say something behind a comma behind the lead."""
    begins = [min(claim.cue[0], claim.source[0]) for claim in claims if claim.source is not None and not claim.genitive]
    return [
        at for at in begins if at - scene.base > lead_end and scene.masked[: at - scene.base].rstrip().endswith(",")
    ]
