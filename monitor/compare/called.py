"""What a passage calls good or bad, as its speaker would propose it: for a network the words alone look like the action, not like what is said of it.

"Cutting off contacts would be a grave error" is compared as "We are for cutting off contacts", and the answer turned round.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.compare.nations import between_sides, one_side, sides_meant
from monitor.ports import Relating
from monitor.reading.cues.evaluations import evaluations

if TYPE_CHECKING:
    from monitor.reading.cues.evaluated import Evaluated

_KNOWN = ("bad", "not bad")
"""What is said of an action that its words alone hide; what is called good they show."""


def called(text: str, language: str, nations: frozenset[str]) -> Evaluated | None:
    """The one course of action that a passage calls something, where that is known. `nations`: the actor's own, as `nations.py` names them.

    What hurts the other side is no harm and what helps it no help; None where it is not known whose side somebody is on.
    """
    seen = [_as_seen_by(nations, one) for one in evaluations(text, language)]
    known = [one for one in seen if one is not None and one.verdict in _KNOWN]
    return known[0] if len(known) == 1 else None


def _as_seen_by(nations: frozenset[str], one: Evaluated) -> Evaluated | None:
    if not one.whom or one.verdict not in ("bad", "good"):
        return one
    named, east, between = sides_meant(one.whom), one_side(), between_sides()
    if named and (not nations or nations & between):
        return None
    theirs = named - east - between if nations & east else named & east
    return replace(one, verdict="good" if one.verdict == "bad" else "bad") if theirs else one


def turned(said: Relating) -> Relating:
    """What the contrary of some words does to a line, from what they do to it: what a speaker calls bad he would not do, what he denies is not so."""
    does, way = said.relation, said.direction
    return Relating(
        does._replace(
            reaffirms=does.contradicts, contradicts=does.reaffirms, hardens=does.softens, softens=does.hardens
        ),
        way._replace(harder=way.softer, softer=way.harder),
    )
