"""Whether a text without speaker labels is one person's own words (an address, a statement in the first person), and whose."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from monitor.reading.actors.speaker import Speaker, named
from monitor.reading.attribution.prose import hear_prose
from monitor.reading.text.lexicon import load_networks
from monitor.reading.text.quotes import find_quotes, mask
from monitor.reading.text.sentences import sentences_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.actors.gazetteer import Gazetteer, Mention
    from monitor.reading.actors.speakers import Speakers
    from monitor.reading.attribution.heard import Heard
    from monitor.reading.text.genre import Genre
    from monitor.reading.text.lexicon import Lexicon
    from monitor.reading.text.quotes import Quote
    from monitor.types import Article, Office, Span, World

_A_FEW_WORDS = 3
"""Words in quotation marks, at most, that may be a name or a word that is not meant; chosen by hand."""
_PASSED_ON = re.compile(r"^\W*(?:RT\s*@|[^\n.!?:@]{2,60}:\s)")
"""How a post begins that passes on what another wrote, or puts a name before it; how long that is at most was chosen by hand."""
_JOINERS = re.compile(r"[\\_\s]+")
_DENSE, TITLED, _SIGNED = 0.3, 0.12, 0.03
"""First-person words a sentence: enough for any text, for one titled an address, for one whose title says whose it is. Chosen by hand."""
_NAMED = 0.05
"""Who speaks himself does not call himself by name: more mentions a sentence than this, and he does not speak; chosen by hand."""


def office_of_outlet(article: Article, world: World) -> Office | None:
    """The office whose own text the article is: as the feed says, or by the outlet's name or host where it is primary."""
    if not article.primary:
        return None
    if article.speaks_for is not None:
        return next((office for office in world.offices if office.id == article.speaks_for), None)
    host = (urlsplit(article.url).hostname or "").removeprefix("www.") if article.url else ""
    outlet = article.outlet.casefold()
    own = {host, outlet, outlet.split("/", maxsplit=1)[0], article.feed_id.casefold()} - {""}
    for office in world.offices:
        if own & {name.casefold().removeprefix("www.") for name in (office.name, *office.outlets)}:
            return office
    return None


class Written(NamedTuple):
    """A text without speaker labels, its paragraphs, and who is named and known there."""

    article: Article
    paragraphs: Sequence[Span]
    mentions: Sequence[Mention]
    speakers: Speakers
    gazetteer: Gazetteer
    lexicon: Lexicon


def find_author(written: Written, *, genre: Genre) -> Speaker | None:
    """Whose own words the whole text is; None: nobody's."""
    article, speakers, gazetteer = written.article, written.speakers, written.gazetteer
    author = _by_line(article, speakers, gazetteer)
    if author is not None and genre == "opinion":
        return author
    poster = _poster(article, author, speakers, gazetteer)
    if poster is not None and not _reports(written, poster):
        return poster
    own = article.primary or author is not None
    if not own or not is_monologue(written, needed=_needed(article, written.lexicon)):
        return None
    if author is not None or (article.author and speakers.known.home is None):
        return author or named(article.author or "")
    signed = signed_by(article, written.lexicon)
    if signed is not None:
        found = gazetteer.find(signed, written.lexicon)
        return speakers.resolve_name(signed, found) or speakers.resolve_house(signed, found) or named(signed)
    return speakers.known.home or speakers.resolve_name(article.title, gazetteer.find(article.title, written.lexicon))


def _by_line(article: Article, speakers: Speakers, gazetteer: Gazetteer) -> Speaker | None:
    """The followed person whom the outlet gives as the author."""
    name = article.author
    return speakers.resolve_name(name, gazetteer.find(name, speakers.lexicon)) if name else None


def _poster(article: Article, author: Speaker | None, speakers: Speakers, gazetteer: Gazetteer) -> Speaker | None:
    """Whose post it is, on a network: the author's, the office's whose own the outlet is, or that of the one whose name is all of the outlet's; None elsewhere."""
    networks = load_networks()
    host = (urlsplit(article.url).hostname or "").removeprefix("www.") if article.url else ""
    if host not in networks.hosts and networks.named.search(article.outlet) is None:
        return None
    if author is not None or article.author:
        return author
    for mention in gazetteer.find(article.outlet, speakers.lexicon):
        rest = f"{article.outlet[: mention.start]} {article.outlet[mention.end :]}"
        if mention.kind == "person" and mention.full and networks.beside.fullmatch(rest):
            return speakers.resolve_name(article.outlet, [mention])
    return speakers.known.home


def _reports(written: Written, poster: Speaker) -> bool:
    """Whether a post quotes or passes on somebody's words, or tells of its writer by name, what somebody who is named says or does, or what anybody else says."""
    text, lexicon = written.article.text, written.lexicon
    quotes = [quote for paragraph in written.paragraphs for quote in find_quotes(text, paragraph)]
    if _PASSED_ON.search(text) or any(len(text[q.start : q.end].split()) > _A_FEW_WORDS for q in quotes):
        return True
    persons = [m for m in written.mentions if m.kind == "person"]
    told = (p for p in written.paragraphs if any(p[0] <= m.start < p[1] for m in persons))
    named = any(poster.actor in m.ids or written.speakers.known.is_home(m) for m in persons)
    if named or any(lexicon["cue"].search(mask(text, p, find_quotes(text, p))) for p in told):
        return True
    own = {poster.name.casefold(), *lexicon.words["pronouns_we"]}
    return any(heard.speaker.name.casefold() not in own for heard in hear_as_prose(written))


def hear_as_prose(written: Written) -> list[Heard]:
    """What the text attributes to anybody if nobody speaks it himself."""
    return hear_prose(
        written.article.text, written.paragraphs, speakers=written.speakers.anew(), lexicon=written.lexicon
    )


def is_monologue(written: Written, *, needed: float) -> bool:
    """Whether the text outside quotations speaks in the first person throughout: `needed` first-person words a sentence or more."""
    text, lexicon, known = written.article.text, written.lexicon, written.speakers.known
    quoted = [(paragraph, find_quotes(text, paragraph)) for paragraph in written.paragraphs]
    number = sum(len(sentences_in(text, p, quotes=quotes, lexicon=lexicon)) for p, quotes in quoted)
    quotes = [quote for _, found in quoted for quote in found]
    outside = [m for m in written.mentions if not any(q.start < m.start < q.end for q in quotes)]
    if number == 0 or sum(map(known.is_home, outside)) > max(1, _NAMED * number):
        return False
    first_person = sum(len(lexicon["first_person"].findall(_outside(text, p, found))) for p, found in quoted)
    return first_person / number >= needed


def _needed(article: Article, lexicon: Lexicon) -> float:
    if article.author or signed_by(article, lexicon) is not None:
        return _SIGNED
    return TITLED if lexicon["monologue_title"].search(article.title) else _DENSE


def signed_by(article: Article, lexicon: Lexicon) -> str | None:
    """Whose speech the title says it is ("Speech by X", "X's address"), as a phrase; None where it names nobody."""
    for name in ("by_line", "by_line_before"):
        m = lexicon[name].search(article.title)
        if m is not None:
            return _JOINERS.sub(" ", m["who"])
    return None


def answered_by(article: Article, lexicon: Lexicon) -> str | None:
    """Who answers by the title («Ответ X на вопрос СМИ»), as a phrase; None where it names nobody."""
    m = lexicon["answered_by"].search(article.title)
    return _JOINERS.sub(" ", m["who"]) if m is not None else None


def _outside(text: str, span: Span, quotes: Sequence[Quote]) -> str:
    """`text[span]` without its quotations."""
    pieces, position = [], span[0]
    for quote in quotes:
        pieces.append(text[position : quote.start])
        position = quote.end
    return " ".join([*pieces, text[position : span[1]]])
