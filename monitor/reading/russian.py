"""Attributions in a Russian sentence, by their form: cue, source, content."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING

from monitor.reading.claims import Claim
from monitor.reading.lexicon import MASK
from monitor.reading.russian_nouns import source_after, subject_before
from monitor.reading.russian_talk import find_talk, find_unsaid
from monitor.reading.scene import MOST_CUES, closes_content

if TYPE_CHECKING:
    from monitor.reading.scene import Scene
    from monitor.types import Span

_AS = re.compile(
    r"(?:^|[,—–(]\s*|\s)как\s+(?:(?:ранее|также|уже|неоднократно|сам|сама|в\s+\S+|позже|тогда|накануне|сегодня)\s+)*$",
    re.IGNORECASE,
)
_AS_SUBJECT = re.compile(r"(?:^|,\s*)как\s+$", re.IGNORECASE)
_CLAUSE = re.compile(rf"[^.;:{MASK}]{{0,120}}?,?\s*(?:о том,\s*)?,\s*(?:что|чтобы|будто|якобы)[\s,]", re.IGNORECASE)
_COLON = re.compile(r"[^.;:]{0,90}?:\s*")
_QUOTE_NEXT = re.compile(rf"\s*[,:—–-]?\s*{MASK}")
_ENDED = re.compile(r"^[\s.!?…,;)\]”\"*»]*$")
_ELIDED = re.compile(
    r"(?:\b(?:и|но|а|также|затем|потом)|[,—–])\s*(?:(?:также|затем|потом|вновь|еще|ещё|при этом|далее|тут же|в то же время)\s+)*$",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\bли\b|\?")
_NEGATION_END = re.compile(r"\bне\s+$", re.IGNORECASE)
_THAT_BEFORE = re.compile(r"\bчто,?\s*$", re.IGNORECASE)
_PARTS_LEFT = 3


def find_russian(scene: Scene) -> list[Claim]:
    """Attributions in order of their cues, not yet set against each other."""
    claims = [*_according(scene), *_impersonal(scene), *_backwards(scene), *find_unsaid(scene), *find_talk(scene)]
    taken = [claim.cue for claim in claims]
    for m in islice(scene.lexicon["cue"].finditer(scene.masked), MOST_CUES):
        cue = scene.absolute(*m.span())
        if any(a < cue[1] and cue[0] < b for a, b in taken):
            continue
        claim = _from_verb(scene, m)
        if claim is not None and claim.parts:
            claims.append(claim)
    return sorted(claims, key=lambda claim: claim.cue)


def _from_verb(scene: Scene, m: re.Match[str]) -> Claim | None:
    left = scene.masked[: m.start()]
    kind = str(m.lastgroup)
    if kind.startswith("participle"):
        return _elided(scene, m)
    if as_word := _AS.search(left):
        return _as_said(scene, m, as_word.start())
    if closes_content(left):
        source = source_after(scene, m.end(), genitive=False)
        if source is not None:
            return _inverted(scene, m, source)
    subject = subject_before(scene, m.start())
    if subject is None:
        return _elided(scene, m) if _ELIDED.search(left) else None
    return _from_subject(scene, m, subject)


def _from_subject(scene: Scene, m: re.Match[str], subject: tuple[int, int, int]) -> Claim | None:
    start, end, verb_start = subject
    kind = str(m.lastgroup)
    negated = bool(_NEGATION_END.search(scene.masked[: m.start()]))
    if negated and not (kind == "act" or scene.lexicon["attitudes"].fullmatch(m[0])):
        return None
    source, cue = scene.absolute(start, end), scene.absolute(*m.span())
    lead = scene.masked[:start]
    if as_word := _AS_SUBJECT.search(lead):
        return Claim(source=source, cue=cue, parts=_around(scene, as_word.start(), m.end()))
    before = scene.trim(0, start) if closes_content(lead) else None
    if _ENDED.match(scene.masked[m.end() :]):
        whole = before or (cue if kind != "say" and " " in m[0] else None)
        return Claim(source=source, cue=cue, parts=(whole,)) if whole else None
    if before and MASK in lead and lead.rstrip(" ,—–-").endswith(MASK) and not _CLAUSE.match(scene.masked, m.end()):
        return Claim(source=source, cue=cue, parts=(before,))
    opened_at = verb_start if negated else m.start()
    return Claim(
        source=source, cue=cue, parts=_right(scene, m, opened_at=opened_at), denied=kind == "deny", asks=_asks(scene, m)
    )


def _right(scene: Scene, m: re.Match[str], *, opened_at: int) -> tuple[Span, ...]:
    """The content after the verb: the clause, the quotation, or for an act the act and its object."""
    text, at = scene.masked, m.end()
    for pattern in (_CLAUSE, _COLON):
        opening = pattern.match(text, at)
        if opening and not scene.lexicon["cue"].search(text, at, opening.end()):
            after = scene.trim(opening.end(), len(text))
            return (after,) if after else ()
    if quote := _QUOTE_NEXT.match(text, at):
        after = scene.trim(quote.end() - 1, len(text))
        return (after,) if after else ()
    keeps_verb = m.lastgroup in ("act", "participle_act") or opened_at < m.start()
    after = scene.trim(opened_at if keeps_verb else at, len(text))
    return (after,) if after and not _ENDED.match(text[at:]) else ()


def _inverted(scene: Scene, m: re.Match[str], source: tuple[int, int]) -> Claim | None:
    """«…», — сказал X, with what may follow: «…», — сказал X. / …, заявил X, добавив …"""
    before = scene.trim(0, m.start())
    parts = [before] if before else []
    following = scene.masked.find(MASK, source[1])
    if following >= 0 and (after := scene.trim(following, len(scene.masked))):
        parts.append(after)
    if not parts:
        return None
    return Claim(
        source=scene.absolute(*source), cue=scene.absolute(*m.span()), parts=tuple(parts), denied=m.lastgroup == "deny"
    )


def _as_said(scene: Scene, m: re.Match[str], as_start: int) -> Claim | None:
    source = source_after(scene, m.end(), genitive=False)
    if source is None:
        return None
    return Claim(
        source=scene.absolute(*source), cue=scene.absolute(*m.span()), parts=_around(scene, as_start, source[1])
    )


def _around(scene: Scene, start: int, end: int) -> tuple[Span, ...]:
    """What stands before `start` and after the comma that follows `end`."""
    comma = scene.masked.find(",", end)
    after = scene.trim(comma + 1, len(scene.masked)) if comma >= 0 else None
    parts = (scene.trim(0, start), after)
    return tuple(part for part in parts if part and part[1] - part[0] > _PARTS_LEFT)


def _elided(scene: Scene, m: re.Match[str]) -> Claim | None:
    if not scene.masked[: m.start()].strip():
        return None
    parts = _right(scene, m, opened_at=m.start())
    return (
        Claim(source=None, cue=scene.absolute(*m.span()), parts=parts, denied=m.lastgroup == "deny") if parts else None
    )


def _asks(scene: Scene, m: re.Match[str]) -> bool:
    return m[0].casefold().startswith(("спросил", "поинтересовал")) and bool(_QUESTION.search(scene.masked, m.end()))


def _according(scene: Scene) -> list[Claim]:
    found = []
    for m in scene.lexicon["according"].finditer(scene.masked):
        source = source_after(scene, m.end(), genitive=True)
        if source is not None:
            parts = _pieces(scene, m.start(), source[1])
            found.append(
                Claim(source=scene.absolute(*source), cue=scene.absolute(*m.span()), parts=parts, genitive=True)
            )
    for m in scene.lexicon["his_words"].finditer(scene.masked):
        parts = _pieces(scene, m.start(), m.end())
        found.append(
            Claim(source=scene.absolute(*m.span("who")), cue=scene.absolute(*m.span()), parts=parts, genitive=True)
        )
    return [claim for claim in found if claim.parts]


def _pieces(scene: Scene, start: int, end: int) -> tuple[Span, ...]:
    before = None if _THAT_BEFORE.search(scene.masked, 0, start) else scene.trim(0, start)
    parts = (before, scene.trim(end, len(scene.masked)))
    return tuple(part for part in parts if part and part[1] - part[0] > _PARTS_LEFT)


def _impersonal(scene: Scene) -> list[Claim]:
    """«…», говорится в заявлении МИД: the source is whoever issued the document."""
    found = []
    for m in scene.lexicon["impersonal"].finditer(scene.masked):
        document = scene.lexicon["document"].match(scene.masked, m.end()) or _document_before(scene, m.start())
        if document is None:
            continue
        whose = document.span("whose") if document["whose"] else document.span("what")
        source = scene.trim(*whose)
        ends_after = document.start() >= m.end()
        left, right = scene.trim(0, m.start()), scene.trim(m.end(), len(scene.masked))
        clause = _CLAUSE.match(scene.masked, m.end())
        content = left if ends_after and closes_content(scene.masked[: m.start()]) else right
        if clause:
            content = scene.trim(clause.end(), len(scene.masked))
        if source and content:
            found.append(Claim(source=source, cue=scene.absolute(*m.span()), parts=(content,), genitive=True))
    return found


def _document_before(scene: Scene, at: int) -> re.Match[str] | None:
    last = None
    for m in re.finditer(
        r"(?:^|\s)[Вв]\s+(?P<what>(?:\S+\s+)?(?:заявлени|сообщени|документ|коммюнике|пресс-релиз|деклараци|обращени|письм|доклад|отч[её]т|послани|текст)\S*)(?P<whose>\s+[^,.;:—–]{2,80}?)?\s*$",
        scene.masked[:at],
    ):
        last = m
    return last


def _backwards(scene: Scene) -> list[Claim]:
    """«Об этом заявил X»: the sentence before is the content."""
    found = []
    for m in scene.lexicon["backwards"].finditer(scene.masked):
        source = source_after(scene, m.end(), genitive=False)
        if source is not None:
            found.append(Claim(source=scene.absolute(*source), cue=scene.absolute(*m.span()), parts=(), backwards=True))
    return found
