"""What nobody says: what somebody "would not say" or "did not confirm" is neither his word nor anybody's deed."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.text.lexicon import LANGUAGES, load_lexicon
from monitor.reading.text.sentences import split_sentences

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.grammar.claims import Claim
    from monitor.reading.grammar.scene import Scene
    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Span

_LEAD = re.compile(r"\W*(?:[\w’'-]+\W+){0,4}")
"""What may stand before the words that leave it open, where nothing else is said: who does not confirm it."""


def without_withheld(claims: Sequence[Claim], scene: Scene) -> list[Claim]:
    """The claims in order, without those that stand in what is left open ("would not say whether Putin was ready", "did not confirm that …").

    Of a report that is not confirmed its owner's words stay his ("did not confirm Trump's claim that …"), not what they tell of others.
    """
    found = scene.lexicon["withheld"].search(scene.masked)
    if found is None:
        return list(claims)
    start, end = _open(scene, found, claims)
    return [claim for claim in claims if _is_owned(scene, claim, found) or not _lies_in(claim, start, end)]


def leaves_unconfirmed(text: str, language: str) -> bool:
    """Whether every sentence of the text does nothing but leave open what it tells of ("I cannot confirm that he agreed")."""
    if language not in LANGUAGES:
        return False
    spans = split_sentences(text, language)
    return bool(spans) and all(_is_unconfirmed(text[start:end], load_lexicon(language)) for start, end in spans)


def _is_unconfirmed(sentence: str, lexicon: Lexicon) -> bool:
    found = lexicon["withheld"].search(sentence)
    if found is None or found["open"] is None or not _LEAD.fullmatch(sentence, 0, found.start("open")):
        return False
    return not (
        lexicon["withheld_until"].search(sentence, found.end()) or lexicon["joined_on"].search(sentence, found.end())
    )


def _open(scene: Scene, withheld: re.Match[str], claims: Sequence[Claim]) -> Span:
    """From the words that leave it open up to where the sentence goes on to what is said."""
    on = scene.lexicon["withheld_until"].search(scene.masked, withheld.end())
    begun, end = scene.absolute(withheld.end(), on.start() if on else len(scene.masked))
    spoken = (claim.cue[0] for claim in claims if claim.cue[0] >= begun and _speaks_up(scene, claim, withheld))
    start = withheld.start("open") if withheld["open"] is not None else withheld.end()
    return scene.base + start, min(spoken, default=end)


def _lies_in(claim: Claim, start: int, end: int) -> bool:
    """Whether it tells only of what is left open; what is said by a verb before it may go on behind it."""
    told_before = claim.cue[1] <= start
    return all(start <= part[0] < end and (part[1] <= end or not told_before) for part in claim.parts)


def _is_owned(scene: Scene, claim: Claim, withheld: re.Match[str]) -> bool:
    """Whether it is told as the words of somebody who is named within the words that leave it open."""
    begun, ended = scene.absolute(*withheld.span())
    return claim.source is not None and begun <= claim.source[0] and claim.source[1] <= ended


def _speaks_up(scene: Scene, claim: Claim, withheld: re.Match[str]) -> bool:
    """Whether somebody says something after what was left withheld ("…, and said that", "…, Peskov said that")."""
    begun, ended = scene.absolute(*withheld.span())
    said = scene.masked[claim.cue[0] - scene.base : claim.cue[1] - scene.base]
    cue = scene.lexicon["cue"].fullmatch(said)
    if cue is None or cue.lastgroup not in ("say", "participle"):
        return False
    if claim.source is None or claim.source[0] < begun:
        return True
    # somebody who says something of his own after what is left open
    return scene.lexicon["parted"].search(scene.masked, ended - scene.base, claim.source[0] - scene.base) is not None
