"""Attributions by a phrase instead of a verb with a subject: "laut X", «по словам X», "selon X", «говорится в заявлении X»."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Protocol

from monitor.reading.grammar.claims import Claim
from monitor.reading.grammar.plain_to import find_plain_to
from monitor.reading.grammar.scene import closes_content
from monitor.reading.text.lexicon import MASK

if TYPE_CHECKING:
    import re
    from collections.abc import Sequence

    from monitor.reading.grammar.scene import Scene
    from monitor.types import Span

_QUOTED_LETTERS = 20
"""Fewer quoted letters may be a name."""
_LEAST = 3
"""A piece of content this short is a stray word."""
_ISSUERS = ("owner", "whose", "where", "what")
"""Groups of the document patterns: whose document it is, by a pronoun or by name, the institution that speaks, or only the document."""


class SourceAfter(Protocol):
    """Finds the noun phrase that begins at a place (relative), in any case where `genitive`."""

    def __call__(self, scene: Scene, at: int, *, genitive: bool) -> tuple[int, int] | None: ...


def find_phrases(scene: Scene, source_after: SourceAfter) -> list[Claim]:
    """Everything that is attributed by a phrase."""
    plain = find_plain_to(scene)
    according = [c for c in _according(scene, source_after) if not any(p.cue[0] <= c.cue[0] < p.cue[1] for p in plain)]
    claims = [*plain, *according, *_his_words(scene), *_impersonal(scene)]
    return [*(claim for claim in claims if claim.parts), *_backwards(scene, source_after), *_such(scene, source_after)]


def without_own(claims: list[Claim], scene: Scene) -> list[Claim]:
    """Without what "we" and "I" are said to do inside the words of somebody: there the words are his."""
    own = scene.lexicon.words["pronouns_we"]
    kept = []
    for claim in claims:
        who = (
            claim.source
            and scene.masked[claim.source[0] - scene.base : claim.source[1] - scene.base].strip().casefold()
        )
        if who in own and any(other is not claim and other.contains(claim.cue) for other in claims):
            continue
        kept.append(claim)
    return kept


def find_unlisted(scene: Scene, claims: Sequence[Claim], source_after: SourceAfter) -> list[Claim]:
    """ "…", then a verb that no list has, then somebody: between a quotation and a speaker any verb is one of speech."""
    found = []
    for m in scene.lexicon["after_quote"].finditer(scene.masked):
        cue = scene.absolute(*m.span("verb"))
        source = source_after(scene, m.end(), genitive=False)
        known = any(claim.cue[0] < cue[1] and cue[0] < claim.cue[1] for claim in claims)
        parts = () if source is None else _round_quote(scene, m.start("verb"), source[1])
        if source is None or known or not parts or any(claim.contains(parts[0]) for claim in claims):
            continue
        found.append(Claim(source=scene.absolute(*source), cue=cue, parts=parts))
    return found


def _round_quote(scene: Scene, start: int, end: int) -> tuple[Span, ...]:
    """All before the verb, and the quotation that follows the speaker, if one does; nothing where little is quoted before."""
    lead = scene.masked[:start]
    if lead.count(MASK) < _QUOTED_LETTERS:
        return ()
    following = scene.masked.find(MASK, end)
    parts = (scene.trim(0, start), scene.trim(following, len(scene.masked)) if following >= 0 else None)
    return tuple(part for part in parts if part)


def pieces_round(scene: Scene, start: int, end: int) -> tuple[Span, ...]:
    """What stands before `start` and after `end`, as content."""
    before = None if scene.lexicon["that_before"].search(scene.masked, 0, start) else scene.trim(0, start)
    parts = (before, scene.trim(end, len(scene.masked)))
    return tuple(part for part in parts if part and part[1] - part[0] > _LEAST)


def _according(scene: Scene, source_after: SourceAfter) -> list[Claim]:
    found = []
    for m in scene.lexicon["according"].finditer(scene.masked):
        source = source_after(scene, m.end(), genitive=True)
        if source is not None:
            found.append(_claim(scene, m, source, pieces_round(scene, m.start(), source[1])))
    return found


def _his_words(scene: Scene) -> list[Claim]:
    """«по его словам», "seinen Angaben zufolge": the group of the pattern that matched is the source."""
    return [
        _claim(scene, m, m.span(m.lastgroup), pieces_round(scene, *m.span()))
        for m in scene.lexicon["his_words"].finditer(scene.masked)
        if m.lastgroup
    ]


def _impersonal(scene: Scene) -> list[Claim]:
    """«…», говорится в заявлении МИД; "heißt es in einer Erklärung": the source is whoever issued the document."""
    found = []
    for m in scene.lexicon["impersonal"].finditer(scene.masked):
        after = scene.lexicon["document"].match(scene.masked, m.end())
        document = after or _last(scene.lexicon["document_before"], scene.masked[: m.start()])
        if document is None:
            continue
        named = document.groupdict()
        source = scene.trim(*document.span(next(name for name in _ISSUERS if named.get(name))))
        inserted = scene.lexicon["as_verb"].search(scene.masked[: m.start()]) if after else None
        if inserted:
            parts = pieces_round(scene, inserted.start(), document.end())
        else:
            content = _of_document(scene, m, ends_after=after is not None)
            parts = (content,) if content else ()
        if source and parts:
            found.append(Claim(source=source, cue=scene.absolute(*m.span()), parts=parts, genitive=True))
    return found


def _of_document(scene: Scene, m: re.Match[str], *, ends_after: bool) -> Span | None:
    clause = scene.lexicon["clause"].match(scene.masked, m.end())
    if clause:
        return scene.trim(clause.end(), len(scene.masked))
    if ends_after and closes_content(scene.masked[: m.start()]):
        return scene.trim(0, m.start())
    return scene.trim(m.end(), len(scene.masked))


def _backwards(scene: Scene, source_after: SourceAfter) -> list[Claim]:
    """«Об этом заявил X», "Das sagte X": the sentence before is the content."""
    found = []
    for m in scene.lexicon["backwards"].finditer(scene.masked):
        source = source_after(scene, m.end(), genitive=False)
        if source is not None:
            found.append(Claim(source=scene.absolute(*source), cue=scene.absolute(*m.span()), parts=(), backwards=True))
    return found


def _such(scene: Scene, source_after: SourceAfter) -> list[Claim]:
    """«…, таковы слова X»: what stands before, in a sentence of its own the sentence before."""
    found = []
    for m in scene.lexicon["such"].finditer(scene.masked):
        source = source_after(scene, m.end(), genitive=True)
        left = scene.masked[: m.start()]
        before = scene.trim(0, m.start()) if closes_content(left) else None
        if source is None or (left.strip() and before is None):
            continue
        claim = _claim(scene, m, source, (before,) if before else ())
        found.append(claim if before else replace(claim, backwards=True))
    return found


def _claim(scene: Scene, m: re.Match[str], source: tuple[int, int], parts: tuple[Span, ...]) -> Claim:
    return Claim(source=scene.absolute(*source), cue=scene.absolute(*m.span()), parts=parts, genitive=True)


def _last(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    found = None
    for m in pattern.finditer(text):
        found = m
    return found
