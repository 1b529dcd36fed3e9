"""Who gives a joint statement: the governments and people named in its title or behind the "We, …" that it opens with."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.actors.name_lists import load_name_lists
from monitor.reading.actors.recognition import FOLLOWING_NAME
from monitor.reading.actors.speaker import Speaker
from monitor.reading.attribution.monologue import TITLED, Written, is_monologue

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from monitor.reading.actors.gazetteer import Mention
    from monitor.reading.actors.speakers import Speakers
    from monitor.types import Span

_WORD = re.compile(r"\w+")
_BEHIND = re.compile(r"[”»\"]?,")
_OPENING_PARAGRAPHS, _REACH = 4, 900
"""Paragraphs of which one opens with "We, …", and letters behind it in which the list of those who speak stands; chosen by hand."""
_LEAST = 2
"""Of those who speak together."""


def find_signers(written: Written) -> list[Speaker]:
    """Those who together speak the whole text, in order: two at least who are followed, or an office of several ("the leaders of the G7"); else nobody.

    Of a primary source's own country it is the office whose outlet it is that speaks.
    """
    named = _from_opening(written) or _from_title(written)
    if len(named) < _LEAST:
        named = _office_of_several(written)
    speak = is_monologue(written, needed=TITLED)
    return [_at_home(signer, written.speakers) for signer in named] if speak else []


def _at_home(signer: Speaker, speakers: Speakers) -> Speaker:
    home = speakers.known.home_office
    ours = home is not None and signer.office is not None and signer.office.country == home.country
    return (speakers.known.home or signer) if ours else signer


def _from_opening(written: Written) -> list[Speaker]:
    """ "We, the leaders of A, B and C, …" """
    text = written.article.text
    for start, end in written.paragraphs[:_OPENING_PARAGRAPHS]:
        opened = written.lexicon["joint_opening"].match(text, start, end)
        named = _listed(text, (opened.end(), min(end, opened.end() + _REACH)), written.mentions) if opened else []
        if named:
            return list(_speakers(text, named, written))
    return []


def _office_of_several(written: Written) -> list[Speaker]:
    """ "We, the leaders of the G7, …": the alliance whose leaders or ministers they are, and nobody else's ("We, the leaders of Ukraine's opposition, …")."""
    text = written.article.text
    for start, end in written.paragraphs[:_OPENING_PARAGRAPHS]:
        opened = written.lexicon["joint_opening"].match(text, start, end)
        if opened is None:
            continue
        first = next((m for m in written.mentions if opened.end() <= m.start and m.end < end), None)
        if first is None or not _is_of_several(text, (opened.end(), first.end), first.start):
            continue
        speaker = written.speakers.known.institution(first)
        whole = _BEHIND.match(text, first.end) is not None
        if whole and speaker.office is not None and speaker.office.country == speaker.office.bloc:
            return [speaker]
    return []


def _is_of_several(text: str, span: Span, named_at: int) -> bool:
    """Whether the words are the noun of an office that several hold and whose it is, and nothing else before the name."""
    lists = load_name_lists()
    lead = (word[0].casefold() for word in _WORD.finditer(text, span[0], named_at))
    bare = all(word in lists.small or lists.offices.fullmatch(word) is not None for word in lead)
    return bare and lists.offices.search(text, *span) is not None


def _listed(text: str, span: Span, mentions: Sequence[Mention]) -> list[Mention]:
    """Those whom the list at the beginning of `span` names behind the office that they hold; empty where no such list begins there.

    Countries by themselves ("We, Russia and the United States, bear …") may be one leader's word for both.
    """
    lists = load_name_lists()
    for m in lists.closed.finditer(text, *span):
        inside = [mention for mention in mentions if span[0] <= mention.start and mention.end <= m.end()]
        ends = bool(inside) and (inside[-1].end == m.end() or text.startswith(",", m.end()))
        if ends and len(inside) >= _LEAST and lists.last.search(text, inside[0].end, m.end()):
            lead = text[span[0] : inside[0].start]
            return inside if lists.offices.search(lead) or inside[0].kind == "title" else []
    return []


def _from_title(written: Written) -> list[Speaker]:
    """ "Joint statement by the foreign ministers of A, B and C" """
    title = written.article.title
    m = written.lexicon["joint_title"].search(title)
    if m is None:
        return []
    inside = [
        mention
        for mention in written.gazetteer.find(title, written.lexicon)
        if m.start("who") <= mention.start and mention.end <= m.end("who")
    ]
    return list(_speakers(title, inside, written))


def _speakers(text: str, mentions: Iterable[Mention], written: Written) -> Iterator[Speaker]:
    """Whom the mentions name, each once; a title before a name is that person's."""
    told: set[str] = set()
    for mention in mentions:
        signer = _signer(text, mention, written)
        if signer is not None and signer.name not in told:
            told.add(signer.name)
            yield signer


def _signer(text: str, mention: Mention, written: Written) -> Speaker | None:
    known = written.speakers.known
    if mention.kind == "person":
        person = known.sole_person(mention)
        return Speaker(name=person.name, role="person", person=person) if person is not None else None
    if mention.kind == "metonym":
        return known.institution(mention)
    offices = load_name_lists().offices
    if offices.search(text, *mention.span):  # "the ministers of A, B and C": of A as of the others its government
        country = offices.sub("", text[slice(*mention.span)])
        found = next(
            (inner for inner in written.gazetteer.find(country, written.lexicon) if inner.kind == "metonym"), None
        )
        return known.institution(found) if found is not None else None
    return None if FOLLOWING_NAME.match(text[mention.end :]) else known.office_holder(mention)
