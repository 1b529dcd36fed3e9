"""Who speaks where several are named together: "A and B", "A, B and C", "the ministers of A, B and C"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from monitor.reading.actors.inflect import fold
from monitor.reading.actors.name_lists import load_name_lists

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.actors.gazetteer import Mention
    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Span

_WORD = re.compile(r"[^\W\d_]+")
_REACH = 300
_MARK = len(", ")
_LEAST = 3
"""So many make a list; two stand together only where the grammar has found both."""


class _Item(NamedTuple):
    """One who is named in a list: where, and whether he is followed; `heads`: the office that they all hold stands before him."""

    span: Span
    followed: bool
    heads: bool


def sources_of(
    text: str, source: Span, *, floor: int, inverted: bool, mentions: Sequence[Mention], lexicon: Lexicon
) -> list[Span]:
    """The source, or each of those who are named together with it, in order; `floor`: where the sentence begins, `inverted`: the verb stands before it."""
    before = _back(text, source, floor=floor, mentions=mentions, lexicon=lexicon)
    if len(before) > 1:
        return before
    behind = _onward(text, source, mentions=mentions, lexicon=lexicon) if inverted else []
    return [source, *behind] if behind else [source]


def behind_list(parts: Sequence[Span], sources: Sequence[Span]) -> tuple[Span, ...]:
    """The pieces of what was said without those who are named together behind the first source, where a piece begins with them."""
    if len(sources) < 2:
        return tuple(parts)
    begin, end = sources[1][0], sources[-1][1]
    return tuple(
        (max(a, end + _MARK) if begin <= a < end else a, b) for a, b in parts if not (begin <= a and b <= end + _MARK)
    )


def _back(text: str, source: Span, *, floor: int, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Span]:
    """Those of the list that ends where the source does; empty where none does."""
    begin = max(floor, source[0] - _REACH)
    joints = list(load_name_lists().joint.finditer(text, begin, source[1]))
    if not joints or joints[-1][0].strip() == ",":
        return []
    pair = joints[-1].start() > source[0]
    last = (joints[-1].end(), source[1])
    found = [_item(text, last, mentions=mentions, lexicon=lexicon, any_lead=True)]
    starts = [*(joint.end() for joint in joints[:-1]), begin]
    for start, joint in zip(sorted(starts, reverse=True), reversed(joints), strict=True):
        if found[-1] is None or found[-1].heads or (joint is not joints[-1] and joint[0].strip() != ","):
            break
        grammatical = start <= source[0] < joint.start()
        at = source[0] if grammatical and not load_name_lists().offices.search(text, start, source[0]) else start
        found.append(_item(text, (at, joint.start()), mentions=mentions, lexicon=lexicon, any_lead=grammatical))
    items = _from_first([item for item in found if item is not None])
    return [item.span for item in items] if _is_list(items, pair=pair) else []


def _from_first(items: Sequence[_Item]) -> list[_Item]:
    """In the order of the text, from the first who is followed or has the office before him: a word that begins the sentence has a capital too."""
    ordered = list(reversed(items))
    while ordered and not (ordered[0].followed or ordered[0].heads):
        ordered.pop(0)
    return ordered


def _is_list(items: Sequence[_Item], *, pair: bool) -> bool:
    if not items:
        return False
    followed = sum(item.followed for item in items)
    if len(items) < _LEAST and not items[0].heads:
        return pair and followed == len(items) > 1
    return followed > 1 or (items[0].heads and followed == 1)


def _onward(text: str, source: Span, *, mentions: Sequence[Mention], lexicon: Lexicon) -> list[Span]:
    """Those who follow a source that stands behind its verb ("said A, B and C"); empty where no list of names does."""
    if not any(mention.end == source[1] for mention in mentions):
        return []
    found: list[Span] = []
    at = source[1]
    while (m := load_name_lists().following.match(text, at)) is not None:
        item = _item(text, m.span("who"), mentions=mentions, lexicon=lexicon)
        if item is None or item.heads:
            return []
        found.append(item.span)
        if m["joint"].strip() != ",":
            return found
        at = m.end("who")
    return []


def _item(
    text: str, span: Span, *, mentions: Sequence[Mention], lexicon: Lexicon, any_lead: bool = False
) -> _Item | None:
    """Who is named in this piece of a list, and by nothing else; None where it is no name. `any_lead`: the grammar has found where it begins."""
    inside = [m for m in mentions if span[0] <= m.start and m.end <= span[1]]
    last = inside[-1] if inside and inside[-1].end == span[1] else None
    if last is None:
        return _stranger(text, span)
    lead = (span[0], last.start)
    if last.kind == "metonym" and load_name_lists().offices.search(text, *lead):
        return _Item(last.span, followed=True, heads=True)
    start = _past_day(text, lead, lexicon)
    fine = any_lead or all(_is_fine(m, inside, lexicon) for m in _WORD.finditer(text, start, last.start))
    return _Item((start, span[1]), followed=True, heads=False) if fine else None


def _stranger(text: str, span: Span) -> _Item | None:
    """Somebody not followed, who is named in this piece of a list as a country or a person is, and by nothing else."""
    office, stranger = load_name_lists().offices.search(text, *span), load_name_lists().stranger
    if office is None:
        return _Item(span, followed=False, heads=False) if stranger.fullmatch(text, *span) else None
    found = stranger.search(text, office.end(), span[1])
    return _Item(found.span(), followed=False, heads=True) if found and found.end() == span[1] else None


def _past_day(text: str, lead: Span, lexicon: Lexicon) -> int:
    """Past the day on which the sentence says that they spoke («Во вторник Эстония, …»)."""
    day = lexicon["weekday"].search(text, *lead)
    return day.end() if day is not None and not text[day.end() : lead[1]].strip() else lead[0]


def _is_fine(word: re.Match[str], inside: Sequence[Mention], lexicon: Lexicon) -> bool:
    return any(m.start <= word.start() < m.end for m in inside) or goes_with_name(word[0], lexicon)


def goes_with_name(word: str, lexicon: Lexicon) -> bool:
    """Whether a word before a name belongs to it: an article, a title, the name of the office."""
    bare, lists = fold(word), load_name_lists()
    return bare in lists.small or bare in lists.beside_titles or lexicon["officials"].match(word) is not None
