"""Sets the attributions of one sentence against each other: what ends where, and what lies inside another's words."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.reading.actors.name_lists import load_name_lists
from monitor.reading.grammar.joints import load_joints

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Container

    from monitor.reading.grammar.claims import Claim
    from monitor.types import Span


def settle_claims(
    claims: list[Claim],
    text: str,
    *,
    is_media: Callable[[Span], bool],
    passes_on: Callable[[Span, Span], bool],
    asyndeton: re.Pattern[str],
    cues: re.Pattern[str],
    itself: Container[str],
    own: Container[str],
) -> list[Claim]:
    """Claims with sources filled in, contents cut where the next one begins, and inner ones marked as nested.

    `text` is the whole article; `is_media(span)`: a source that only passes on what others said; `passes_on(outer, inner)`: the outer source
    gives a readout of what the inner one said; `asyndeton`: what may join
    two claims without a conjunction; `itself`: pronouns by which what such a source tells may be of itself; `own`: those of them that are then no one else
    ("the paper said that it stood by its story").
    """
    kept = [c for c in claims if (c.backwards or c.parts) and not _is_doubled(c, claims, text=text, cues=cues)]
    settled = [_with_first_subject(_uninterrupted(claim, claims, text), claims, text) for claim in kept]
    for outer_at in range(len(settled)):
        for inner_at in range(len(settled)):
            if outer_at != inner_at:
                _set_pair(
                    settled,
                    outer_at,
                    inner_at,
                    text=text,
                    is_media=is_media,
                    passes_on=passes_on,
                    asyndeton=asyndeton,
                    itself=itself,
                    own=own,
                )
    return [claim for claim in settled if claim.backwards or claim.parts]


def _is_one_of(words: Container[str], text: str, source: Span | None) -> bool:
    return source is not None and text[slice(*source)].strip().casefold() in words


def _is_doubled(claim: Claim, claims: list[Claim], *, text: str, cues: re.Pattern[str]) -> bool:
    """ "as X put it" inside the subject of a verb of speech that already carries X's words."""
    return claim.genitive and any(
        other is not claim
        and claim.source
        and _is_in_subject(claim, other)
        and (_says(text, other, cues) or not _interrupts(claim, other))
        for other in claims
    )


def _is_in_subject(outer: Claim, inner: Claim) -> bool:
    return inner.source is not None and inner.source[0] <= outer.cue[0] < inner.source[1]


def _interrupts(outer: Claim, inner: Claim) -> bool:
    """Whether "X said" or "according to X" stands between the subject and its verb: "Russia, X said, is ready"."""
    return _is_in_subject(outer, inner) and bool(outer.parts) and outer.parts[0][1] <= outer.cue[0]


def _uninterrupted(claim: Claim, claims: list[Claim], text: str) -> Claim:
    """Its subject without the "according to X" that stands within it."""
    inside = [other.cue[0] for other in claims if other is not claim and other.genitive and _interrupts(other, claim)]
    if claim.source is None or not inside:
        return claim
    begun = claim.source[0]
    return replace(claim, source=(begun, begun + len(text[begun : min(inside)].rstrip(" ,–—("))))


def _with_first_subject(claim: Claim, claims: list[Claim], text: str) -> Claim:
    """The second of two verbs that a conjunction joins, whose subject was taken to be all before it: it is the first one's ("X condemns A and promises B")."""
    if claim.source is None or load_name_lists().last_word.search(text, *claim.source) is None:
        return claim
    first = [c.source for c in claims if c is not claim and _is_in_subject(c, claim) and c.source is not None]
    return replace(claim, source=first[0]) if first else claim


def _says(text: str, claim: Claim, cues: re.Pattern[str]) -> bool:
    cue = cues.match(text, claim.cue[0])
    return cue is None or cue.lastgroup == "say"


def _is_about_subject(outer: Claim, inner: Claim) -> bool:
    """Whether the verb behind "according to X" is that of the words before it: "Russia, according to X, is ready"."""
    return (
        outer.genitive
        and inner.source is not None
        and len(outer.parts) > 1
        and outer.parts[0] == inner.source
        and outer.parts[1][0] == inner.cue[0]
    )


def _goes_on(outer: Claim, inner: Claim) -> bool:
    """Whether the verb begins what goes on behind "X said" and has its subject before it: «Россия, сказал X, готова …»."""
    return len(outer.parts) > 1 and outer.parts[0][1] <= outer.cue[0] and inner.cue[0] == outer.parts[1][0]


def fill_sources(claims: list[Claim], fallback: Span | None) -> list[Claim]:
    """Elided subjects are those of the claim before, or the sentence's own; claims with neither are dropped, but for those that resume."""
    filled: list[Claim] = []
    last = fallback
    resumed = False
    for claim in claims:
        resumed = claim.resumes or (resumed and claim.source is None)
        if claim.nobody or resumed:
            filled.append(claim if claim.nobody else replace(claim, resumes=True))
            continue
        source = claim.source or last
        if source is None:
            continue
        filled.append(replace(claim, source=source))
        last = source
    return filled


def _set_pair(
    claims: list[Claim],
    outer_at: int,
    inner_at: int,
    *,
    text: str,
    is_media: Callable[[Span], bool],
    passes_on: Callable[[Span, Span], bool],
    asyndeton: re.Pattern[str],
    itself: Container[str],
    own: Container[str],
) -> None:
    outer, inner = claims[outer_at], claims[inner_at]
    if outer.backwards or inner.backwards or not outer.contains(inner.cue):
        return
    if _interrupts(outer, inner) or _is_about_subject(outer, inner):
        claims[inner_at] = replace(inner, nested=True)
        return
    if inner.source == outer.source and _goes_on(outer, inner):
        claims[inner_at] = replace(inner, parts=())
        return
    before = next((part for part in inner.parts if part[0] <= outer.cue[0] and outer.cue[1] <= part[1]), None)
    # "Moscow rejects it, he said, and …": told in what he said first
    if before is not None and before[1] <= inner.cue[0]:
        claims[outer_at] = outer.cut(before[1])
        return
    own_source = (
        inner.source if inner.source != outer.source and inner.source and outer.contains(inner.source) else None
    )
    begins = min(inner.cue[0], own_source[0]) if own_source else inner.cue[0]
    lead, joints = text[outer.start : begins], load_joints()
    joint = (joints.parts.search(lead) or asyndeton.search(lead)) if own_source else joints.joins.search(lead)
    if inner.nobody and not inner.asks and joint is None:  # "claims that … are absurd, X said": X tells of them
        claims[inner_at] = replace(inner, nested=True)
    elif joint is not None or own_source is None:
        end = joint.start() if joint else len(lead)
        claims[outer_at] = outer.cut(outer.start + len(lead[:end].rstrip(" ,;—–")))
    elif outer.source is not None and (
        (is_media(outer.source) and not _is_one_of(itself, text, inner.source))
        or (outer.follows and passes_on(outer.source, own_source))
    ):
        return
    elif inner.source is not None and is_media(inner.source):
        claims[outer_at] = outer.cut(outer.start + len(lead.rstrip(" ,;—–")))
    elif outer.source is not None and is_media(outer.source) and _is_one_of(own, text, inner.source):
        claims[inner_at] = replace(inner, nested=True, source=outer.source)
    else:
        claims[inner_at] = replace(inner, nested=True)
