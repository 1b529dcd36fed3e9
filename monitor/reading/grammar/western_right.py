"""What was said, in a German or French sentence: the words after a verb, or round a verb that is inserted."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.grammar.claims import Claim
from monitor.reading.text.lexicon import MASK

if TYPE_CHECKING:
    from monitor.reading.grammar.scene import Scene
    from monitor.types import Span

_SHORT_LEAD = 6
"""A lead of so few words before an inserted "sagte X" is not all of what was said."""
_QUOTED_ON = re.compile(rf"[,.:;!?—–-]\s*(?:\w+\s+){{0,3}}(?P<quote>{MASK})")
_DASH = re.compile(r"[,.!?…]\s+[—–-]\s+")


def content_after(scene: Scene, *, at: int, opened_at: int, keeps_verb: bool, say: bool) -> tuple[Span, ...]:
    """The content after the verb at `at`: the clause, the quotation, or the object; an act's own words where `keeps_verb`."""
    text = scene.masked
    if scene.ends_at(at) and not keeps_verb:
        return ()
    for name in ("clause", "colon"):
        opening = scene.lexicon[name].match(text, at)
        if opening and not _another_cue(scene, at, opening.end()):
            # « a dit ne pas vouloir que … »: what is denied belongs to it
            begun = at if scene.lexicon["not_to"].match(text, at) else opening.end()
            return _one(scene.trim(begun, len(text)))
    if quote := scene.lexicon["quote_next"].match(text, at):
        return _one(scene.trim(quote.end() - 1, len(text)))
    comma = scene.lexicon["comma_clause"].match(text, at)
    reported = comma is not None and scene.lexicon["mood"].search(text, comma.end()) is not None
    if keeps_verb and not reported:
        return _one(scene.trim(opened_at, len(text)))
    if comma and not _another_cue(scene, at, comma.end()):
        return _one(scene.trim(comma.end(), len(text)))
    start = scene.lexicon["time_after"].match(text, at) if say else None
    return _one(scene.trim(start.end() if start else at, len(text)))


def spoken_round(scene: Scene, m: re.Match[str], *, source: tuple[int, int], after: int) -> Claim | None:
    """ "…", sagte X / «…, a dit X, …»: what stands before, and after where the words go on."""
    before = scene.trim(0, m.start())
    parts = [part for part in (before, _going_on(scene, m.start(), after)) if part]
    if not parts:
        return None
    cue = scene.absolute(*m.span())
    return Claim(source=scene.absolute(*source), cue=cue, parts=tuple(parts), denied=m.lastgroup == "deny")


def _going_on(scene: Scene, lead_end: int, after: int) -> Span | None:
    """The rest of an interrupted quotation or clause."""
    text = scene.masked
    quoted = _QUOTED_ON.search(text, after)
    if quoted:
        return scene.trim(quoted.start("quote"), len(text))
    lead = text[:lead_end]
    if MASK in lead:
        return None
    if lead.lstrip().startswith(("—", "–", "-")):
        dash = _DASH.search(text, after)
        return scene.trim(dash.end(), len(text)) if dash else None
    filler = scene.lexicon["filler"].match(text, after)
    comma = filler.end() if filler else -1
    if comma < 0:
        return None
    short = len(lead.split()) <= _SHORT_LEAD and not scene.lexicon["tail"].match(text, comma)
    if short or scene.lexicon["goes_on"].match(text, comma):
        return scene.trim(comma, len(text))
    return None


def _another_cue(scene: Scene, start: int, end: int) -> bool:
    return scene.lexicon["cue"].search(scene.masked, start, end) is not None


def _one(span: Span | None) -> tuple[Span, ...]:
    return (span,) if span else ()
