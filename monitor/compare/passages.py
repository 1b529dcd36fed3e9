"""Cuts an article into the passages that may be evidence: who says each, and what it answers. Questions are none."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from monitor.compare.actors import PLACE, REPORTED
from monitor.compare.found import Passage
from monitor.compare.words import load_words, script_of
from monitor.reading.attribution.answers import is_bare_answer
from monitor.reading.judging.words_round import language_of
from monitor.reading.text.datelines import after_dateline
from monitor.reading.text.lexicon import LANGUAGES, load_lexicon
from monitor.reading.text.paragraphs import split_paragraphs
from monitor.reading.text.sentences import sentences_in
from monitor.types.reading import IN_JEST

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import timedelta

    from monitor.compare.actors import Actor
    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Article, Reading, Span, Statement

_ANSWERS = 2
"""Sentences after a question that may take their topic from it."""

_ROOM, _BEFORE, _AFTER = 60, 40, 30
"""Words of a sentence that leave room for its neighbours, and how many of theirs are taken."""
_UNTOLD = 0.4
"""A sentence of which statements tell less than this is the article's own words."""


class _Piece(NamedTuple):
    """A sentence, the statement it is of, and whether that only recalls what was said long before."""

    span: Span
    statement: Statement | None = None
    old: bool = False


def passages_of(article: Article, reading: Reading, actor: Actor, *, stale: timedelta) -> list[Passage]:
    """Every sentence that is not a question, in the order of the text. What was said longer than `stale` before the article is nobody's line today."""
    lexicon = load_lexicon(reading.language if reading.language in LANGUAGES else "en")
    pieces = sorted(_pieces(article, reading, lexicon, stale), key=lambda piece: piece.span)
    found: list[Passage] = []
    asked, since, last = "", _ANSWERS, None
    for piece in pieces:
        text = article.text[piece.span[0] : piece.span[1]]
        if _asks(article.text, piece, lexicon):
            asked, since = (f"{asked} {text}" if since == 0 else text), 0
            continue
        before = asked if since < _ANSWERS else last.text if last else ""
        last = _passage(article, piece, actor, before=before, language=language_of(text, lexicon.language))
        if _is_others(piece, article, reading, actor):
            last = replace(last, own=0.0)
        since += 1
        found.append(last)
    return [_with_neighbours(found, n) for n in range(len(found))]


def _is_others(piece: _Piece, article: Article, reading: Reading, actor: Actor) -> bool:
    """Whether somebody who is not of the actor's side says it, or is quoted with most of a sentence of the article."""
    if piece.statement is not None:
        return _is_told_by_others(piece.statement, article, reading, actor)
    start, end = piece.span
    inside = [said for said in reading.statements if start <= said.start and said.end <= end]
    spans = [span for said in inside for span in ((said.start, said.end), said.cue, said.source) if span]
    told = {at for first, last in spans for at in range(max(first, start), min(last, end))}
    others = inside and max(actor.own(said, article) for said in inside) < REPORTED
    return bool(others) and len(told) >= _UNTOLD * (end - start)


def _is_told_by_others(statement: Statement, article: Article, reading: Reading, actor: Actor) -> bool:
    """Whether somebody who is not of the actor's side tells what he is to have said ("Lavrov said that Rutte had conceded …")."""
    return statement.nested and any(
        not outer.nested
        and outer.start <= statement.start
        and statement.end <= outer.end
        and actor.own(outer, article) < REPORTED
        for outer in reading.statements
    )


def _with_neighbours(found: list[Passage], n: int) -> Passage:
    """What it answers, or the sentence before by the same speaker, then itself, then the next by the same speaker; none of it long, and nothing that is only denied."""
    passage = found[n]
    before = passage.before if not n or passage.before != found[n - 1].text else _same(passage, found[n - 1])
    after = _same(passage, found[n + 1]) if n + 1 < len(found) else ""
    room = len(passage.text.split()) < _ROOM
    parts = (
        " ".join(before.split()[-_BEFORE:]) if room else "",
        passage.text,
        " ".join(after.split()[:_AFTER]) if room else "",
    )
    return replace(passage, around=" ".join(part for part in parts if part))


def _same(passage: Passage, other: Passage) -> str:
    return other.text if other.speaker == passage.speaker and not other.denied else ""


def _pieces(article: Article, reading: Reading, lexicon: Lexicon, stale: timedelta) -> Iterator[_Piece]:
    """The sentences of each statement, and those of the text that statements leave, for the most part, untold, and that recall nothing old and are no place in capitals."""
    text = article.text
    told, recalled = bytearray(len(text)), []
    for statement in reading.statements:
        parts = statement.parts or ((statement.start, statement.end),)
        whole = (statement.start, statement.end)
        spans = _sentences(text, parts[0], lexicon) if len(parts) == 1 else [whole]
        old = statement.said_at is not None and article.dated - statement.said_at > stale
        recalled.extend([whole] if old else [])
        yield from (_Piece(span, statement, old) for span in spans)
        label = statement.source if statement.form == "transcript" else None
        for start, end in (whole, *([label] if label else [])):
            told[start:end] = b"1" * (end - start)
    for paragraph in split_paragraphs(text, reading.furniture):
        for start, end in _sentences(text, after_dateline(text, paragraph), lexicon):
            recalls = any(start < b and a < end for a, b in recalled)
            untold = told.count(b"1", start, end) < _UNTOLD * (end - start)
            if untold and not recalls and not _is_place(text, start, end):
                yield _Piece((start, end))


def _is_place(text: str, start: int, end: int) -> bool:
    """Whether it is the place in capitals with which an article begins, and no flash, of which all is in capitals."""
    words = text[start:end]
    return words.isupper() and len(words.split()) <= PLACE and not text[:start].strip() and not text[end:].isupper()


def _sentences(text: str, span: Span, lexicon: Lexicon) -> list[Span]:
    return sentences_in(text, span, quotes=(), lexicon=lexicon)


def _asks(text: str, piece: _Piece, lexicon: Lexicon) -> bool:
    """Whether it is a question, by its mark, by reading's judgement or by the label it stands under."""
    statement = piece.statement
    if text[piece.span[0] : piece.span[1]].rstrip(' ”"»’)').endswith("?"):
        return True
    if statement is None:
        return False
    label = text[statement.source[0] : statement.source[1]].strip() if statement.source else ""
    return statement.commitment == "question" or label == "Q" or bool(lexicon["question_label"].match(label))


def _passage(article: Article, piece: _Piece, actor: Actor, *, before: str, language: str) -> Passage:
    statement, (start, end) = piece.statement, piece.span
    text = article.text[start:end]
    if statement is None:
        speaker, own = article.author or article.outlet, actor.wrote(article)
        named = actor.names_in(text)
        if named is not None and own < REPORTED:
            speaker, own = named, REPORTED
        told = _is_hearsay(text)
        return Passage(
            start=start, end=end, text=text, speaker=speaker, own=own, before=before, told=told, language=language
        )
    return Passage(
        start=start,
        end=end,
        text=text,
        speaker=_name(statement, article),
        own=0.0 if piece.old else actor.own(statement, article),
        before=before,
        denied=statement.commitment == "denied" and not is_bare_answer(text, language),
        told=statement.voice != "primary" or _is_hearsay(text),
        in_jest=IN_JEST in statement.marks,
        issue=statement.issue,
        language=language,
    )


def _is_hearsay(text: str) -> bool:
    return load_words(script_of(text)).hearsay.search(text.casefold()) is not None


def _name(statement: Statement, article: Article) -> str:
    """Who said it; the author's full name where reading has only a part of it."""
    speaker, author = statement.speaker or article.outlet, article.author or ""
    return author if statement.voice == "primary" and author.startswith(speaker) else speaker
