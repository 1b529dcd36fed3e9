"""Attributions by an English verb: whose it is, what it reports, and whether it was said at all."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.grammar.added_words import added_words
from monitor.reading.grammar.claims import Claim
from monitor.reading.grammar.english_content import content_of, look_right
from monitor.reading.grammar.english_nouns import PRONOUN, phrase_before, source_after
from monitor.reading.grammar.english_subjects import subject_before
from monitor.reading.grammar.scene import closes_content
from monitor.reading.text.lexicon import MASK

if TYPE_CHECKING:
    from monitor.reading.grammar.english_subjects import Subject
    from monitor.reading.grammar.scene import Scene
    from monitor.types import Span

_PASSIVE = re.compile(
    r"\b(?:is|are|was|were|be|been|being|gets?|got)\s+(?:\w+ly\s+|also\s+|not\s+|still\s+|once\s+|first\s+|never\s+|long\s+|now\s+|all\s+|being\s+)*$",
    re.IGNORECASE,
)
_PROGRESSIVE = re.compile(
    r"\b(?:is|are|was|were|been|be)\s+(?:\w+ly\s+|also\s+|not\s+|still\s+|now\s+)*$", re.IGNORECASE
)
_OWNED = re.compile(r"(?:(?<!\bhe)(?<!\bshe)(?<!\bwho)['’]s|s['’]|\b(?:his|her|their|its|my|our))\s+$", re.IGNORECASE)
_HYPOTHETICAL = re.compile(r"\b(?:may|might|could|should|must|can)\b", re.IGNORECASE)
_COORDINATED = re.compile(
    r"\b(?:and|but|then|or)\s*(?:(?:has|have|had|also|later|again|then|in turn|further|\w+ly|that|which)\s+)*$",
    re.IGNORECASE,
)
_QUESTION = re.compile(r"\s+(?:\w+\s+){0,4}?(?:whether|if|why|what|how|who|when|where)\b", re.IGNORECASE)
_NO_LONGER = re.compile(r"\b(?:is|are|was|were) no longer\s+$", re.IGNORECASE)
_AS = re.compile(r"(?:^\W*|,\s+)[Aa]s\s+$")
_COMMA = re.compile(r"[^,:]{0,80}[,:]\s")
_STOPS = re.compile(r"[:;]")
"""Where "Nor did X rule it out: …" goes on to something else."""
_SHORTEST = 4
_AUXILIARY = re.compile(r"(?:is|are|was|were|has|have|had|will|would|can|could|also)\b")
_PREDICATE = re.compile(
    r",\s+(?P<verb>(?:is|are|was|were|has|have|had|will|would|can|could|cannot|must|should|may|does|do|did)\b)"
)
"""Of a subject before "said X": "Ukraine, said X, will join"."""
_FINITE = re.compile(r"(?:d|s|told|thought|wrote|made)(?: \w+)?$")
_PAST = re.compile(r"(?:ed|said|told|thought|wrote)$")


def claim_of_verb(scene: Scene, m: re.Match[str]) -> Claim | None:
    """What the verb or participle at `m` reports, and of whom; None where it reports nothing."""
    kind = str(m.lastgroup)
    left = scene.masked[: m.start()]
    says_nothing = kind == "say" and scene.lexicon["says_nothing"].match(scene.masked, m.end())
    if (
        says_nothing
        or scene.lexicon["undergone"].match(scene.masked, m.start())
        or scene.lexicon["wrong_to"].search(left)
    ):
        return None
    if kind.startswith("participle") and not _PROGRESSIVE.search(left):
        return None if _OWNED.search(left) else _from_participle(scene, m)
    if scene.lexicon["inverting"].fullmatch(m[0]) and (inverted := _inverted(scene, m)):
        return inverted
    if _is_passive(left, m):
        return None
    subject = subject_before(scene, m.start(), anybody=_only_reports(scene, m))
    if subject is None:
        return _coordinated(scene, m)
    is_noun = _lacks_plural(scene, m, subject) or _is_object(scene, m, subject)
    return None if is_noun else _from_subject(scene, m, subject)


def _is_passive(left: str, m: re.Match[str]) -> bool:
    own_auxiliary = m[0].casefold().startswith(("is ", "are ", "was ", "were ", "be ", "been "))
    return not own_auxiliary and not str(m.lastgroup).startswith("participle") and _PASSIVE.search(left) is not None


def _lacks_plural(scene: Scene, m: re.Match[str], subject: Subject) -> bool:
    """A plain verb without the plural subject it needs; one that only reports needs none ("47% say")."""
    alone = _is_plain(scene, m) and not scene.lexicon["firm"].fullmatch(m[0]) and not subject.auxiliaries.strip()
    return alone and not scene.lexicon["takes_plural"].search(scene.masked[subject.start : subject.end])


def _is_object(scene: Scene, m: re.Match[str], subject: Subject) -> bool:
    """A noun that looks like a verb, behind the verb whose object it is: "confirmed reports that …"."""
    if not scene.lexicon["verb_or_noun"].fullmatch(m[0]) or subject.auxiliaries.strip():
        return False
    verbs = list(scene.lexicon["cue"].finditer(scene.masked, subject.start, subject.end))
    return any(verb[0].endswith("d") for verb in verbs)


def _only_reports(scene: Scene, m: re.Match[str]) -> bool:
    """Whether nothing but speech can be meant: the verb is no noun, or a clause or a quotation follows it."""
    if m.lastgroup == "say" and scene.lexicon["firm"].fullmatch(m[0]):
        return True
    return m.lastgroup in ("say", "deny") and look_right(scene, m).form in ("clause", "quote")


def _is_plain(scene: Scene, m: re.Match[str]) -> bool:
    """A verb without -s or -ed: only a plural subject has it ("Ukraine defend" is no clause)."""
    first = m[0].split()[0]
    return not first.endswith(("d", "s")) and scene.lexicon["irregular"].fullmatch(m[0]) is None


def _from_subject(scene: Scene, m: re.Match[str], subject: Subject) -> Claim | None:
    as_word = _AS.search(scene.masked, 0, subject.start)
    if as_word and m.lastgroup == "say" and not subject.auxiliaries.strip().endswith(("was", "were")):
        return _as_said(scene, m, subject, as_word.start())
    kind = str(m.lastgroup)
    given_up = kind in ("say", "act") and scene.lexicon["ceased"].match(scene.masked, subject.verb_start) is not None
    negated = not given_up and bool(scene.lexicon["negations"].search(subject.auxiliaries))
    if not _happened(scene, m, subject, negated=negated):
        return None
    parts = content_of(scene, m, lead_end=subject.start, opened_at=subject.verb_start if negated else m.start())
    if goes_on := _goes_on(scene, m, subject, parts):
        parts = (*parts, goes_on)
    claim = Claim(
        source=scene.absolute(subject.start, subject.end),
        cue=scene.absolute(*m.span()),
        parts=parts,
        denied=kind.endswith("deny") or given_up,
        asks=_asks(scene, m),
    )
    closed = _closes_relative(scene, subject, m.end())
    if subject.verb_start < subject.start and (stop := _STOPS.search(scene.masked, m.end())):
        closed = stop.start()
    return claim.cut(scene.base + closed) if closed is not None else claim


def _goes_on(scene: Scene, m: re.Match[str], subject: Subject, parts: tuple[Span, ...]) -> Span | None:
    """What a conjunction adds to the words before a pronoun's "said"; where he is named, a reporter may go on as well."""
    by_pronoun = PRONOUN.fullmatch(scene.masked[subject.start : subject.end]) and not subject.auxiliaries.strip()
    before = len(parts) == 1 and parts[0][1] <= scene.base + subject.start
    past = m.lastgroup == "say" and _PAST.search(m[0]) is not None
    return added_words(scene, m.end()) if by_pronoun and before and past else None


def _closes_relative(scene: Scene, subject: Subject, at: int) -> int | None:
    """Where "X, who said that A, left early" goes back to its own verb."""
    if not scene.masked[: subject.end].endswith(("who", "which")):
        return None
    for comma in re.finditer(r",\s+", scene.masked[at:]):
        verb = at + comma.end()
        if _AUXILIARY.match(scene.masked, verb) or any(
            scene.lexicon[name].match(scene.masked, verb) for name in ("past", "cue")
        ):
            return at + comma.start()
    return None


def _as_said(scene: Scene, m: re.Match[str], subject: Subject, as_start: int) -> Claim | None:
    """ "As X said on Monday, A", "A, as X put it, B": what stands round it is the content."""
    comma = _COMMA.match(scene.masked, m.end())
    before = scene.trim(0, as_start)
    after = scene.trim(comma.end(), len(scene.masked)) if comma else None
    if look_right(scene, m).form == "clause":
        return None
    parts = tuple(part for part in (before, after) if part and part[1] - part[0] > _SHORTEST)
    source = scene.absolute(subject.start, subject.end)
    return Claim(source=source, cue=scene.absolute(*m.span()), parts=parts) if parts else None


def _happened(scene: Scene, m: re.Match[str], subject: Subject, *, negated: bool) -> bool:
    """Whether the speech act took place: "did not say" and "may say" report nothing, "does not believe" does."""
    kind = str(m.lastgroup)
    if _HYPOTHETICAL.search(subject.auxiliaries) and not negated:
        return False
    if negated:
        return kind == "act" or (kind == "say" and bool(scene.lexicon["attitudes"].fullmatch(m[0])))
    return kind != "say" or not re.search(r"\b(?:will|would)\b", subject.auxiliaries)


def _inverted(scene: Scene, m: re.Match[str]) -> Claim | None:
    """ "…, said X" and "“…” said X", with what may follow after a comma."""
    lead = scene.masked[: m.start()]
    if not closes_content(lead, comma_inside=True):
        return None
    source = source_after(scene, m.end())
    if source is None:
        return None
    before = scene.trim(0, m.start())
    rest = scene.masked[source[1] :]
    parts = [before] if before else []
    following = re.search(rf"{MASK}", rest)
    goes_on = _PREDICATE.match(rest) if following is None else None
    begins = following.start() if following else goes_on.start("verb") if goes_on else None
    if begins is not None and (after := scene.trim(source[1] + begins, len(scene.masked))):
        parts.append(after)
    return Claim(
        source=scene.absolute(*source), cue=scene.absolute(*m.span()), parts=tuple(parts), asks=m[0].startswith("ask")
    )


def _from_participle(scene: Scene, m: re.Match[str]) -> Claim | None:
    left = scene.masked[: m.start()]
    if scene.lexicon["no_participle_after"].search(left) or not left.strip():
        return None
    right = look_right(scene, m)
    if right.form == "ended":
        return None
    act = m.lastgroup == "participle_act" and right.form not in ("clause", "quote")
    after = scene.trim(m.start() if act else right.start, len(scene.masked))
    near = phrase_before(scene, left.rstrip()) if left.rstrip()[-1:].isalnum() else None
    source = scene.absolute(*near) if near else None
    return Claim(
        source=source,
        cue=scene.absolute(*m.span()),
        parts=(after,) if after else (),
        denied=m.lastgroup == "participle_deny" or _NO_LONGER.search(left) is not None,
    )


def _coordinated(scene: Scene, m: re.Match[str]) -> Claim | None:
    """ "X said A and added B": the subject is left out."""
    left = scene.masked[: m.start()]
    if not _COORDINATED.search(left) or not _FINITE.search(m[0]):
        return None
    right = look_right(scene, m)
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
