"""«…», — сказал X: the verb behind what was said, with what may follow."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.grammar.added_words import added_words
from monitor.reading.grammar.before_verb import is_pronoun
from monitor.reading.grammar.claims import Claim
from monitor.reading.text.lexicon import MASK

if TYPE_CHECKING:
    from monitor.reading.grammar.scene import Scene
    from monitor.types import Span

_DASH = re.compile(r"[,.!?…]\s+[—–-]\s+")
_COMMA = re.compile(r"\s*,\s*")


def inverted(scene: Scene, m: re.Match[str], source: tuple[int, int]) -> Claim | None:
    """«…», — сказал X, with what may follow: «…», — сказал X. / …, заявил X, добавив …"""
    pronoun = is_pronoun(scene.masked[slice(*source)], scene.lexicon)
    interrupts = _COMMA.match(scene.masked, source[1]) is not None
    begin = scene.introduced(m.start(), interrupts=interrupts) if pronoun else 0
    before = scene.trim(begin, m.start())
    leads = before is not None and _only_leads(scene, before)
    parts = [before] if before and not leads else []
    following = _going_on(scene, source[1], begin=begin, verb=m.start())
    by_pronoun = pronoun and scene.lexicon["of_one"].search(m[0])
    added = added_words(scene, source[1]) if by_pronoun and following < 0 else None
    if added:
        parts.append(added)
    if following >= 0 and (after := scene.trim(following, len(scene.masked))):
        parts.append(after)
    if not parts:
        return None
    return Claim(
        source=scene.absolute(*source), cue=scene.absolute(*m.span()), parts=tuple(parts), denied=m.lastgroup == "deny"
    )


def _only_leads(scene: Scene, part: Span) -> bool:
    """«При этом, подчеркнул он, …»: what stands before says nothing by itself. A setting ends with the space before what it leads to."""
    return (
        scene.lexicon["setting"].fullmatch(scene.masked[part[0] - scene.base : part[1] - scene.base] + " ") is not None
    )


def _going_on(scene: Scene, at: int, *, begin: int, verb: int) -> int:
    """Where words that "said X" interrupts go on: a quotation at the next one, in a dialogue of dashes after the next dash, others after
    the comma; −1 where they do not. `begin`, `verb`: where they and it begin."""
    following = scene.masked.find(MASK, at)
    if following >= 0:
        return following
    if scene.masked.lstrip().startswith(("—", "–", "-")):
        dash = _DASH.search(scene.masked, at)
        return dash.end() if dash else -1
    return _rest(scene, at, told_before=scene.masked[begin:verb])


def _rest(scene: Scene, at: int, *, told_before: str) -> int:
    """Where a sentence goes on whose first words, without a verb, stand before "said X": «Без гарантий, заявил X, мира не будет»."""
    comma = _COMMA.match(scene.masked, at)
    if comma is None or not told_before.strip() or scene.lexicon["finite"].search(told_before):
        return -1
    goes_on = scene.lexicon["finite"].search(scene.masked, comma.end()) or _is_predicate(scene, comma.end())
    return comma.end() if goes_on and not scene.lexicon["only_adds"].match(scene.masked, comma.end()) else -1


def _is_predicate(scene: Scene, at: int) -> bool:
    """Whether an attitude of the subject stands there: «(Россия, сказал X,) готова к переговорам»."""
    cue = scene.lexicon["cue"].match(scene.masked, at)
    return cue is not None and cue.lastgroup == "act"
