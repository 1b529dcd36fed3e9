"""Attributions in an English sentence, by their form: cue, source, content."""

from __future__ import annotations

import re
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from monitor.reading.claims import Claim
from monitor.reading.english_nouns import Subject, source_after, subject_before
from monitor.reading.english_phrases import find_according, find_backwards, find_views
from monitor.reading.lexicon import MASK
from monitor.reading.scene import MOST_CUES, closes_content

if TYPE_CHECKING:
    from monitor.reading.scene import Scene
    from monitor.types import Span

_THAT = re.compile(r"\s*,?\s*that\b(?! (?:is|was)\b)")
_ADVERBIAL_THAT = re.compile(rf"[^.;:{MASK}]{{0,110}}?\bthat\b\s")
_COLON = re.compile(r"[^.;:]{0,90}?:\s?")
_IN_PART = re.compile(r"\s*,\s*(?:in part|among other things|in particular|as follows)\s*,?\s*:", re.IGNORECASE)
_QUOTE_NEXT = re.compile(rf"\s*[,:–—-]?\s*(?:that\s+)?{MASK}")
_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:\w+ly\s+|also\s+|not\s+|still\s+|once\s+)*$", re.IGNORECASE
)
_PROGRESSIVE = re.compile(
    r"\b(?:is|are|was|were|been|be)\s+(?:\w+ly\s+|also\s+|not\s+|still\s+|now\s+)*$", re.IGNORECASE
)
_NOT_PARTICIPLE = re.compile(
    r"\b(?:of|by|for|without|from|to|the|a|his|her|their|its|in|about|than|before|after|avoid|stop|stopped|start|started|keeps?|kept|like|not)\s+$",
    re.IGNORECASE,
)
_HYPOTHETICAL = re.compile(r"\b(?:may|might|could|should|must|can)\b", re.IGNORECASE)
_COORDINATED = re.compile(
    r"\b(?:and|but|then|or)\s*(?:(?:has|have|had|also|later|again|then|in turn|further|\w+ly|that|which)\s+)*$",
    re.IGNORECASE,
)
_SENTENCE_SUBJECT = re.compile(
    rf"^[^,;:{MASK}]{{2,80}}?(?=\s(?:has|have|had|is|are|was|were|will|also|[a-z]+(?:ed|s))\b|,)"
)
_ENDED = re.compile(r"^[\s.!?…,;)\]”\"*]*$")
_QUESTION = re.compile(r"\s+(?:\w+\s+){0,4}?(?:whether|if|why|what|how|who|when|where)\b", re.IGNORECASE)
_FINITE = re.compile(r"(?:d|s|told|thought|wrote|made)(?: \w+)?$")
_PLURAL = re.compile(
    r"s\b|\b(?:they|we|i|you|who|people|many|some|most|few|both|all|women|men|others|police|media|military|half|and|percent|leadership|majority)\b",
    re.IGNORECASE,
)
_CLAUSE_WORDS = 7


class _Right(NamedTuple):
    """What follows a cue: `start` of the content (relative), `form`: clause, quote, adverbial, comma, ended, plain."""

    start: int
    form: str


def find_english(scene: Scene) -> list[Claim]:
    """Attributions in order of their cues, not yet set against each other."""
    claims = [*find_according(scene), *find_views(scene), *find_backwards(scene)]
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
    kind = str(m.lastgroup)
    left = scene.masked[: m.start()]
    if kind.startswith("participle") and not _PROGRESSIVE.search(left):
        return _from_participle(scene, m)
    if scene.lexicon["inverting"].fullmatch(m[0]):
        inverted = _inverted(scene, m)
        if inverted is not None:
            return inverted
    if (
        _PASSIVE.search(left)
        and not m[0].casefold().startswith(("is ", "are ", "was ", "were ", "be ", "been "))
        and not kind.startswith("participle")
    ):
        return None
    subject = subject_before(scene, m.start())
    if subject is None:
        return _coordinated(scene, m)
    if (
        _is_plain(scene, m)
        and not subject.auxiliaries.strip()
        and not _PLURAL.search(scene.masked[subject.start : subject.end])
    ):
        return None
    return _from_subject(scene, m, subject)


def _is_plain(scene: Scene, m: re.Match[str]) -> bool:
    """A verb without -s or -ed: only a plural subject has it ("Ukraine defend" is no clause)."""
    first = m[0].split()[0]
    return not first.endswith(("d", "s")) and scene.lexicon["irregular"].fullmatch(m[0]) is None


def _from_subject(scene: Scene, m: re.Match[str], subject: Subject) -> Claim | None:
    negated = bool(scene.lexicon["negations"].search(subject.auxiliaries))
    kind = str(m.lastgroup)
    if not _happened(scene, m, subject, negated=negated):
        return None
    parts = _content(scene, m, lead_end=subject.start, opened_at=subject.verb_start if negated else m.start())
    return Claim(
        source=scene.absolute(subject.start, subject.end),
        cue=scene.absolute(*m.span()),
        parts=parts,
        denied=kind == "deny",
        asks=_asks(scene, m),
    )


def _happened(scene: Scene, m: re.Match[str], subject: Subject, *, negated: bool) -> bool:
    """Whether the speech act took place: "did not say" and "may say" report nothing, "does not believe" does."""
    kind = str(m.lastgroup)
    if _HYPOTHETICAL.search(subject.auxiliaries) and not negated:
        return False
    if negated:
        return kind == "act" or (kind == "say" and bool(scene.lexicon["attitudes"].fullmatch(m[0])))
    return kind != "say" or not re.search(r"\b(?:will|would)\b", subject.auxiliaries)


def _content(scene: Scene, m: re.Match[str], *, lead_end: int, opened_at: int) -> tuple[Span, ...]:
    """The parts of what was said, given where the source begins and where an act's own words would begin."""
    right = _look_right(scene, m)
    keeps_verb = m.lastgroup in ("act", "participle_act") or opened_at < m.start()
    right_start = opened_at if keeps_verb and right.form not in ("clause", "quote") else right.start
    after = scene.trim(right_start, len(scene.masked))
    before = _lead(scene, lead_end, weak=right.form not in ("ended", "comma", "adverbial"))
    quoted = _quote_before(scene, lead_end)
    if before is None or (keeps_verb and right.form not in ("ended", "clause", "quote") and not quoted):
        return _right_only(scene, m, right, after=after, opened_at=opened_at)
    if right.form in ("ended", "adverbial"):
        return (before,)
    if right.form == "comma" or (right.form == "quote" and quoted):
        return (before, after) if after and right.start < len(scene.masked) else (before,)
    if quoted and right.form == "plain" and m.lastgroup == "say":
        return (before,)
    return (after,) if after else ()


def _right_only(
    scene: Scene, m: re.Match[str], right: _Right, *, after: Span | None, opened_at: int
) -> tuple[Span, ...]:
    """The content where nothing before the source can be it; an act of several words is one by itself."""
    if right.form == "ended":
        alone = m.lastgroup != "say" and " " in m[0]
        return (scene.absolute(min(opened_at, m.start()), m.end()),) if alone else ()
    few = len(scene.masked[right.start :].split()) < _CLAUSE_WORDS
    if after is None or (right.form == "adverbial" and m.lastgroup == "say" and few):
        return ()
    return (after,)


def _look_right(scene: Scene, m: re.Match[str]) -> _Right:
    text, at = scene.masked, m.end()
    if scene.lexicon["addressed"].fullmatch(m[0]) and (addressee := scene.lexicon["addressee"].match(text, at)):
        at = addressee.end()
    if time := scene.lexicon["time_after"].match(text, at):
        at = time.end()
    rest = text[at:]
    if _ENDED.match(rest):
        return _Right(at, "ended")
    adverbial = scene.lexicon["adverbial"].match(rest)
    far = _ADVERBIAL_THAT.match(rest) if adverbial else None
    if far and scene.lexicon["cue"].search(rest, 0, far.end()):
        far = None
    if that := (_THAT.match(rest) or far):
        return _Right(at + that.end(), "clause")
    if quote := _QUOTE_NEXT.match(rest):
        return _Right(at + quote.end() - 1, "quote")
    if (colon := _COLON.match(rest)) and (adverbial or _IN_PART.match(rest) or colon.end() <= len(" : ")):
        return _Right(at + colon.end(), "clause")
    if rest.lstrip().startswith((",", "—", "–")):
        return _Right(len(text), "comma") if scene.lexicon["tail_opener"].match(rest) else _Right(at + 1, "comma")
    return _Right(at, "adverbial" if adverbial else "plain")


def _lead(scene: Scene, end: int, *, weak: bool) -> Span | None:
    """The words before the source, where they can be what was said. `weak`: other content stands after the verb."""
    lead = scene.masked[:end]
    if not closes_content(lead):
        return None
    span = scene.trim(0, end)
    if span is None or (weak and not _quote_before(scene, end)):
        return None
    words = lead.split()
    setting = scene.lexicon["scene"].match(lead) and MASK not in lead and len(words) < 5
    return None if setting else span


def _quote_before(scene: Scene, end: int) -> bool:
    return scene.masked[:end].rstrip(" ,.—–-").endswith(MASK)


def _inverted(scene: Scene, m: re.Match[str]) -> Claim | None:
    """ "…, said X" and "“…” said X", with what may follow after a comma."""
    lead = scene.masked[: m.start()]
    if not closes_content(lead):
        return None
    source = source_after(scene, m.end())
    if source is None:
        return None
    before = scene.trim(0, m.start())
    rest = scene.masked[source[1] :]
    parts = [before] if before else []
    following = re.search(rf"{MASK}", rest)
    if following and (after := scene.trim(source[1] + following.start(), len(scene.masked))):
        parts.append(after)
    return Claim(
        source=scene.absolute(*source), cue=scene.absolute(*m.span()), parts=tuple(parts), asks=m[0].startswith("ask")
    )


def _from_participle(scene: Scene, m: re.Match[str]) -> Claim | None:
    left = scene.masked[: m.start()]
    if _NOT_PARTICIPLE.search(left) or not left.strip():
        return None
    right = _look_right(scene, m)
    if right.form == "ended":
        return None
    act = m.lastgroup == "participle_act" and right.form not in ("clause", "quote")
    after = scene.trim(m.start() if act else right.start, len(scene.masked))
    return Claim(source=None, cue=scene.absolute(*m.span()), parts=(after,) if after else ())


def _coordinated(scene: Scene, m: re.Match[str]) -> Claim | None:
    """ "X said A and added B": the subject is left out."""
    left = scene.masked[: m.start()]
    if not _COORDINATED.search(left) or not _FINITE.search(m[0]):
        return None
    right = _look_right(scene, m)
    if right.form in ("ended", "adverbial") and m.lastgroup == "say":
        return None
    act = m.lastgroup == "act" and right.form not in ("clause", "quote")
    after = scene.trim(m.start() if act else right.start, len(scene.masked))
    return Claim(
        source=None, cue=scene.absolute(*m.span()), parts=(after,) if after else (), denied=m.lastgroup == "deny"
    )


def _asks(scene: Scene, m: re.Match[str]) -> bool:
    return m[0].casefold().startswith(("ask", "wonder")) and bool(
        _QUESTION.match(scene.masked, m.end()) or "?" in scene.masked
    )
