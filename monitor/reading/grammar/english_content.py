"""What an English verb reports: the words after it, before it, or round it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from monitor.reading.grammar.scene import closes_content
from monitor.reading.text.lexicon import MASK

if TYPE_CHECKING:
    from monitor.reading.grammar.scene import Scene
    from monitor.types import Span

_THAT = re.compile(r"\s*,?\s*that\b(?! (?:is|was)\b)")
_ADVERBIAL_THAT = re.compile(rf"(?:[^.;:{MASK}]|{MASK}{{1,30}}(?!{MASK})){{0,110}}?\bthat\b\s")
_COLON = re.compile(r"[^.;:]{0,90}?:\s?")
_IN_PART = re.compile(r"\s*,\s*(?:in part|among other things|in particular|as follows)\s*,?\s*:", re.IGNORECASE)
_QUOTE_NEXT = re.compile(rf"\s*[,:–—-]?\s*(?:that\s+)?{MASK}")
ENDED = re.compile(r"^[\s.!?…,;)\]”\"*]*$")
_PROGRAMME = re.compile(rf"(?:\s(?:the|[A-Z][\w.’']*)){{0,4}}\s{MASK}{{1,30}}(?=\s)")
"""A listener in quotation marks: told “Fox and Friends”."""
_SPOKEN_LATE = re.compile(rf"[^.;:{MASK}]{{0,140}}?[,:]\s?(?={MASK})")
_CLAUSE_WORDS = 7
_FEW_LETTERS = 30
"""Of a quotation that ends a clause rather than being one."""
_CLAUSE_BEFORE = 4
_WHOLE = re.compile(
    r"\W*(?!\w+(?:ing|ed)\b|(?:told|hours|days|weeks|minutes)\b)[^,;:]*\b(?:would|will|is|are|was|were|must|should|could|can|had|has)\b[^,;:]*,\s*$",
    re.IGNORECASE,
)
"""A clause with its subject and verb, and nothing before it."""


class Right(NamedTuple):
    """What follows a cue: `start` of the content (relative), `form`: clause, quote, adverbial, comma, ended, plain."""

    start: int
    form: str


def content_of(scene: Scene, m: re.Match[str], *, lead_end: int, opened_at: int) -> tuple[Span, ...]:
    """The parts of what was said, given where the source begins and where an act's own words would begin.

    A negated verb ("did not rule out that") is part of it: without it the clause would be said outright.
    """
    right = look_right(scene, m)
    negated, opens = opened_at < m.start(), right.form in ("clause", "quote")
    keeps_verb = negated or (m.lastgroup in ("act", "participle_act") and not opens)
    after = scene.trim(opened_at if keeps_verb else right.start, len(scene.masked))
    before = _lead(scene, lead_end, weak=right.form not in ("ended", "comma", "adverbial"))
    quoted = _quote_before(scene, lead_end)
    if before is None and right.form == "quote" and not keeps_verb:
        before = _begun(scene, lead_end, right)
        if before is not None and after is not None:
            return (before, after)
    if before is None or (keeps_verb and right.form != "ended" and not quoted):
        return _right_only(scene, m, right, after=after, opened_at=opened_at)
    if right.form in ("ended", "adverbial"):
        return (before,)
    if right.form == "comma" or (right.form == "quote" and quoted):
        return (before, after) if after and right.start < len(scene.masked) else (before,)
    if quoted and right.form == "plain" and m.lastgroup == "say":
        return (before,)
    return (after,) if after else ()


def _begun(scene: Scene, lead_end: int, right: Right) -> Span | None:
    """The clause before the source where a few quoted words behind the verb end it ("It would be done, he said, “without question”")."""
    quote = next((q for q in scene.quotes if q.start - scene.base == right.start), None)
    if (
        quote is None
        or quote.end - quote.start > _FEW_LETTERS
        or ENDED.match(scene.masked[quote.end - scene.base :]) is None
    ):
        return None
    lead = scene.masked[:lead_end]
    setting = scene.lexicon["scene"].match(lead) is not None  # "In response to …, he said, “…”"
    whole = _WHOLE.match(lead) is not None and scene.lexicon["according"].search(lead) is None
    clause = whole and not setting and len(lead.split()) >= _CLAUSE_BEFORE and lead.rstrip().endswith(",")
    return _lead(scene, lead_end, weak=False) if clause else None


def _right_only(
    scene: Scene, m: re.Match[str], right: Right, *, after: Span | None, opened_at: int
) -> tuple[Span, ...]:
    """The content where nothing before the source can be it; an act of several words is one by itself."""
    if right.form == "ended":
        alone = m.lastgroup != "say" and " " in m[0]
        return (scene.absolute(min(opened_at, m.start()), m.end()),) if alone else ()
    few = len(scene.masked[right.start :].split()) < _CLAUSE_WORDS
    if after is None or (right.form == "adverbial" and m.lastgroup == "say" and few):
        return ()
    return (after,)


def look_right(scene: Scene, m: re.Match[str]) -> Right:
    """What stands after the cue, its listener and its day."""
    at = _past_listener(scene, m)
    rest = scene.masked[at:]
    if ENDED.match(rest):
        return Right(at, "ended")
    adverbial = scene.lexicon["adverbial"].match(rest) is not None
    opened = _opened(scene, rest, adverbial=adverbial)
    if opened is not None:
        return Right(at + opened.start, opened.form)
    if rest.lstrip().startswith((",", "—", "–")):
        return Right(len(scene.masked) if scene.lexicon["tail_opener"].match(rest) else at + 1, "comma")
    return Right(at, "adverbial" if adverbial else "plain")


def _past_listener(scene: Scene, m: re.Match[str]) -> int:
    """Past "told reporters", "told “A Programme”", "said on Monday"."""
    text, at = scene.masked, m.end()
    addressed = scene.lexicon["addressed"].fullmatch(m[0]) is not None
    for pattern, may in (
        (scene.lexicon["addressee"], addressed),
        (scene.lexicon["time_after"], True),
        (_PROGRAMME, addressed),
    ):
        if may and (found := pattern.match(text, at)):
            at = found.end()
    return at


def _opened(scene: Scene, rest: str, *, adverbial: bool) -> Right | None:
    """Where a clause or a quotation opens in `rest`, at once or behind adverbs without another cue; relative to it."""
    far = _ADVERBIAL_THAT.match(rest) if adverbial else None
    if far and scene.lexicon["cue"].search(rest, 0, far.end()):
        far = None
    if that := (_THAT.match(rest) or far):
        return Right(that.end(), "clause")
    if quote := _QUOTE_NEXT.match(rest):
        return Right(quote.end() - 1, "quote")
    if (colon := _COLON.match(rest)) and (adverbial or _IN_PART.match(rest) or colon.end() <= len(" : ")):
        return Right(colon.end(), "clause")
    late = _SPOKEN_LATE.match(rest) if adverbial else None
    return Right(late.end(), "quote") if late else None


def _lead(scene: Scene, end: int, *, weak: bool) -> Span | None:
    """The words before the source, where they can be what was said. `weak`: other content stands after the verb."""
    lead = scene.masked[:end]
    if not closes_content(lead, comma_inside=True):
        return None
    span = scene.trim(scene.introduced(end) if scene.lexicon["first_pronoun"].match(scene.masked[end:]) else 0, end)
    if span is None or (weak and not _quote_before(scene, end)):
        return None
    words = lead.split()
    setting = scene.lexicon["scene"].match(lead) and MASK not in lead and len(words) < 5
    return None if setting and not scene.lexicon["bound"].match(lead) else span


def _quote_before(scene: Scene, end: int) -> bool:
    return scene.masked[:end].rstrip(" ,.—–-").endswith(MASK)
