"""Posts that end with who wrote them: the words first, then a line "Name, office, in his Telegram channel", or at the very end "— Name"."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.attribution.transcripts import Turn
from monitor.reading.text.lexicon import load_networks

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.actors.gazetteer import Mention
    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Span

_LONGEST = 240
"""Letters of a paragraph that may be a signature, at most; chosen by hand."""
_SIGNS = re.compile(r"[\s—–(-]*")
_WITH_OFFICE = re.compile(r"(?:,[^.!?:;()]{2,90})?\s*\.?\)?\s*")
_BRACKETED = re.compile(r"\s*[(\[][^()\[\]]*[)\]]\s*")
"""What the outlet adds below ("(posted in English)")."""
_LEADS_UP = re.compile(r"[,:]")
"""Before the name: then the line tells something of it ("Source: …", "Photo: …"), and signs nothing."""


def is_channel(outlet: str) -> bool:
    """Whether an outlet is a network on which people post."""
    return load_networks().named.search(outlet) is not None


def find_posts(
    text: str, paragraphs: Sequence[Span], *, mentions: Sequence[Mention], lexicon: Lexicon, posted: bool
) -> list[Turn]:
    """The posts of those who are followed, in order, each as a turn whose label stands behind its body; `posted`: on a network.

    The body is what was written since the signature before, or since the last paragraph that names the writer, who does not call himself by name,
    or that tells what somebody else who is followed says.
    """
    posts: list[Turn] = []
    begun = 0
    last = next((p for p in reversed(paragraphs) if _may_sign(text, p, mentions)), None)
    for at, paragraph in enumerate(paragraphs):
        writer = _writer(text, paragraph, mentions, lexicon)
        if writer is None and paragraph == last:
            writer = _alone(text, paragraph, mentions, lexicon, posted=posted)
        if writer is None:
            continue
        body = paragraphs[_first(text, paragraphs[:at], begun, writer, mentions=mentions, lexicon=lexicon) : at]
        if body:
            posts.append(Turn(label=paragraph, body=(body[0][0], body[-1][1]), asks=False))
        begun = at + 1
    return posts


def _may_sign(text: str, paragraph: Span, mentions: Sequence[Mention]) -> bool:
    """Whether a paragraph may be the last one that is the writer's: all but a note in brackets that names nobody."""
    note = _BRACKETED.fullmatch(text, *paragraph) is not None
    return not note or any(m.kind == "person" and paragraph[0] <= m.start < paragraph[1] for m in mentions)


def _writer(text: str, paragraph: Span, mentions: Sequence[Mention], lexicon: Lexicon) -> Mention | None:
    """The followed person whose signature a paragraph is, and nothing else; None for any other."""
    channel = lexicon["own_channel"].search(text, *paragraph) if paragraph[1] - paragraph[0] <= _LONGEST else None
    if channel is None:
        return None
    named = [m for m in mentions if m.kind == "person" and paragraph[0] <= m.start and m.end <= channel.start()]
    opens = bool(named) and not _LEADS_UP.search(text, paragraph[0], named[0].start)
    return named[0] if opens and not lexicon["cue"].search(text, *paragraph) else None


def _alone(
    text: str, paragraph: Span, mentions: Sequence[Mention], lexicon: Lexicon, *, posted: bool
) -> Mention | None:
    """The followed person whose signature the last paragraph is: behind a dash, or in a channel, his name, with his office and the day.

    Nobody who is named in the text signs it, and none in which somebody who is named speaks: there the line is a caption.
    """
    start, end = paragraph
    persons = [m for m in mentions if m.kind == "person"]
    named = [m for m in persons if start <= m.start and m.end <= end]
    signs = _SIGNS.fullmatch(text, start, named[0].start) if len(named) == 1 else None
    if signs is None or not (posted or "—" in signs[0] or "–" in signs[0]) or lexicon["cue"].search(text, start, end):
        return None
    before = [m for m in persons if m.end <= start]
    told = any(m.ids == named[0].ids for m in before) or bool(before and lexicon["cue"].search(text, 0, start))
    return named[0] if not told and _WITH_OFFICE.fullmatch(text, named[0].end, end) else None


def _first(
    text: str, paragraphs: Sequence[Span], begun: int, writer: Mention, *, mentions: Sequence[Mention], lexicon: Lexicon
) -> int:
    """The first paragraph of the post: behind those that name the writer, and those that report others."""
    for at in range(len(paragraphs) - 1, begun - 1, -1):
        start, end = paragraphs[at]
        named = [m for m in mentions if start <= m.start and m.end <= end]
        reports = any(m.kind == "person" for m in named) and lexicon["cue"].search(text, start, end) is not None
        if reports or any(m.ids == writer.ids for m in named):
            return at + 1
    return begun
