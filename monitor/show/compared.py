"""A position against an article → what is shown of it: the relation in words, and each piece of evidence in its context. Pure."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from monitor.alerts.wording import cut, day, plain, web_address
from monitor.digest import issue_name
from monitor.reading import blanked, detect_language, find_furniture, split_sentences
from monitor.show.sheet import strip
from monitor.show.wording import plain_reason, word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.compare import ComparedPosition, Comparison, Quote
    from monitor.types import Article, Span, World

_CONTEXT_SHOWN = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Excerpt:
    """The decisive words with what stands round them: the rest of their sentence, and one sentence on each side.

    `before` ends and `after` begins with a space where the article has one there.
    """

    speaker: str
    before: str
    words: str
    after: str
    place: str


@dataclass(frozen=True, slots=True, kw_only=True)
class ComparedSheet:
    """A comparison as it is shown. `score`: what answers of its relation are sorted by, if it is one; `position`: label and text, one pair a line."""

    relation: str
    alert: str
    score: str
    position: tuple[tuple[str, str], ...]
    article: str
    url: str | None
    excerpts: tuple[Excerpt, ...]
    reason: str


def describe_comparison(position: ComparedPosition, article: Article, found: Comparison, world: World) -> ComparedSheet:
    """All that is shown of the comparison, in the order in which a person checks it."""
    text = blanked(article.text, find_furniture(article.text))
    language = detect_language(f"{article.title}\n{text}", declared=article.language)
    sentences = split_sentences(text, language) if found.evidence else []
    published = f"published {day(article.published)}" if article.published else "no date"
    return ComparedSheet(
        relation=word(
            "relations_of_anybody" if position.actor is None else "relations",
            found.relation if found.read else "not_read",
        ),
        alert="would be an alert" if found.alert else "no alert",
        score=_score(found),
        position=tuple(_position(position, found.note, world)),
        article=" · ".join(part for part in (cut(article.title, 160), cut(article.outlet, 80), published) if part),
        url=web_address(article.url),
        excerpts=tuple(_excerpt(quote, article.text, text, sentences) for quote in found.evidence),
        reason=plain_reason(found.reason),
    )


def _score(found: Comparison) -> str:
    if not found.read:
        return "no score"
    return f"score {found.confidence:.2f} of 1, for sorting “{found.relation}” answers; not a probability"


def _position(position: ComparedPosition, note: str, world: World) -> list[tuple[str, str]]:
    named = issue_name(world, position.issue) if position.issue else "not named: taken from the claim"
    issue = named if named == position.issue or not position.issue else f"{named} ({position.issue})"
    rows = (
        ("actor", position.actor or "nobody in particular"),
        ("issue", issue),
        ("line", f"“{position.claim}”" if position.claim else "none on record"),
        ("as of", position.date or "no date given"),
        *([("note", note)] if note else []),
    )
    return [(label, plain(text)) for label, text in rows]


def _excerpt(quote: Quote, whole: str, text: str, sentences: Sequence[Span]) -> Excerpt:
    """`text` is the `whole` with blanks for its page furniture: menus and teasers are no context."""
    start, end = _context((quote.start, quote.end), sentences)
    return Excerpt(
        speaker=cut(quote.speaker, 120) or "speaker not named",
        before=_shown(text, (start, quote.start), keep_end=True),
        words=plain(whole[quote.start : quote.end]),
        after=_shown(text, (quote.end, end), keep_end=False),
        place=f"{'told only to be denied · ' if quote.denied else ''}characters {quote.start:,}–{quote.end:,} of the text",
    )


def _context(span: Span, sentences: Sequence[Span]) -> Span:
    """From the sentence before to the sentence after those that `span` touches."""
    starts = [start for start, _ in sentences]
    first = max(bisect_right(starts, span[0]) - 1, 0)
    last = max(bisect_right(starts, max(span[1] - 1, span[0])) - 1, 0)
    if not sentences:
        return span
    start = sentences[max(first - 1, 0)][0]
    end = sentences[min(last + 1, len(sentences) - 1)][1]
    return min(start, span[0]), max(end, span[1])


def _shown(text: str, span: Span, *, keep_end: bool) -> str:
    """Text beside the decisive words; of a long one the part that is next to them."""
    inside = strip(text, span)
    if inside is None:
        return ""
    line = plain(text[inside[0] : inside[1]])
    if keep_end:
        line = line if len(line) <= _CONTEXT_SHOWN else f"… {line[-_CONTEXT_SHOWN:].partition(' ')[2]}"
        return f"{line} " if inside[1] < span[1] else line
    line = cut(line, _CONTEXT_SHOWN)
    return f" {line}" if span[0] < inside[0] else line
