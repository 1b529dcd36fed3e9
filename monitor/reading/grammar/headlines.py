"""Headlines: "Lavrov: no return to …", "No return to … – Lavrov"."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from monitor.reading.grammar.claims import Claim
from monitor.reading.text.letters import UPPER
from monitor.reading.text.lexicon import MASK
from monitor.reading.text.lexicon_files import one_of

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.grammar.scene import Scene

_HEADLINE = re.compile(rf"^[\W_]*(?P<who>[^:.,;{MASK}]{{2,90}}?)(?P<apart>\s?):\s+(?=\S)")
_SIGNED = re.compile(r"^(?P<what>[^.!?]{10,150}?)(?P<cue>\s[–—-]\s)(?P<who>[^–—.,:;]{2,60})$")
_NAME = re.compile(rf"(?:[{UPPER}][\w.’'-]*+\s?){{1,4}}$")
_LONGEST = 170


def find_headline(scene: Scene, claims: Sequence[Claim]) -> list[Claim]:
    """What the sentence says as a headline, unless `claims` has its name as a source or begins before its words."""
    claim = _signed(scene) or _named_first(scene)
    if claim is None or any(_is_same(claim, other) for other in claims) or _is_topic(scene, claim, claims):
        return []
    return [claim]


def _is_same(headline: Claim, other: Claim) -> bool:
    at = headline.source
    named = other.source is not None and at is not None and other.source[0] < at[1] and at[0] < other.source[1]
    return named or (headline.start > headline.cue[0] > other.cue[0])


def _is_topic(scene: Scene, headline: Claim, claims: Sequence[Claim]) -> bool:
    """« Ukraine : Trump menace … »: a place apart from its colon, as French has it, behind which somebody else speaks."""
    source = headline.source
    if source is None or scene.masked[headline.cue[0] - scene.base - 1 : headline.cue[0] - scene.base].strip():
        return False
    mention = scene.mention_ending(source[1] - scene.base)
    place = mention is not None and mention.kind == "metonym"
    return place and any(c.source is not None and c.source[0] == headline.start for c in claims)


def _named_first(scene: Scene) -> Claim | None:
    """A configured name, or at the very beginning any name, a colon, what he said."""
    m = _HEADLINE.match(scene.masked)
    if m is None or scene.lexicon["question_label"].match(m["who"]):
        return None
    mention = scene.mention_ending(m.end("who"))
    beside = m["who"] if mention is None or mention.kind != "person" else scene.masked[: mention.start - scene.base]
    if _several().search(beside) or scene.lexicon["several"].search(beside):
        return None  # a word within the followed name, like "von", parts nothing
    verb = scene.lexicon["cue"].search(scene.masked, m.start("who"))  # some look for the colon themselves
    if verb is not None and verb.end() <= m.end("who"):
        return None  # "X warned the Kremlin: …"
    # "Sanctions : Paris hésite", the colon apart: a French heading, mostly a topic
    first_line = not m["apart"] and scene.base == 0 and len(scene.masked) < _LONGEST and _NAME.match(m["who"])
    if mention is None and not first_line:
        return None
    if mention is not None and mention.kind == "metonym" and mention.start - scene.base > m.start("who"):
        return None
    content = scene.trim(m.end(), len(scene.masked))
    cue = scene.absolute(m.end("apart"), m.end("apart") + 1)
    return Claim(source=scene.absolute(*m.span("who")), cue=cue, parts=(content,)) if content else None


@cache
def _several() -> re.Pattern[str]:
    return re.compile(rf"\s{one_of('not_one_name')}\s", re.IGNORECASE)


def _signed(scene: Scene) -> Claim | None:
    """A headline that ends in a dash and the name."""
    m = _SIGNED.match(scene.masked)
    mention = scene.mention_ending(m.end("who"), start=m.start("who")) if m else None
    if m is None or mention is None or not mention.nominative:
        return None
    what = scene.trim(*m.span("what"))
    source, cue = scene.absolute(*m.span("who")), scene.absolute(*m.span("cue"))
    return Claim(source=source, cue=cue, parts=(what,)) if what else None
