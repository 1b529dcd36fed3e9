"""Finding who speaks in an English sentence: the subject of a verb, and the subject of a whole clause."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from monitor.reading.grammar.before_verb import before_adverbs
from monitor.reading.grammar.english_nouns import PRONOUN, can_speak, may_speak, phrase_before, without_parentheses

if TYPE_CHECKING:
    from monitor.reading.grammar.scene import Scene

_RELATIVE = re.compile(r"(?:^|[\s,])(?:who|which|that)\s*$", re.IGNORECASE)
_ADVERBS = re.compile(
    r"^\s*(?:however|meanwhile|too|though|in turn|for (?:his|her|its|their) part|for one|for example|for instance|"
    r"among others|in fact|of course|[a-z]+ly)\s*$",
    re.IGNORECASE,
)
_APPOSITION = re.compile(r"^(?:a|an|the|his|her|their|its|who|whose|which|\d|[a-z])")
_CLAUSE_END = re.compile(
    r"(?:^|[,;:.!?—–()\ue000]|\s-|\b(?:and|but|that|while|as|when|because|if|though|although))\s*$"
)
_DASH = re.compile(r"(?:—|–|--|\s-)\s*$")
_PREVIOUS_DASH = re.compile(r"\s?(?:—|–|--|\s-)\s?")
_CLAUSES = re.compile(r"[,;]\s+(?:and|but|while|whereas|as|yet|so)\s+|;\s+")
_VERB = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|does|do|did|[a-z]{2,}ed)\b"
)
_SHORTEST = 2
_OPENING = re.compile(r"[\W\ue000]*(?:(?:and|but|so|yet|still|then)\s+)?")
_MOST_COMMAS = 6
_FARTHEST = 260


class Subject(NamedTuple):
    """A noun phrase in a sentence, relative offsets; `verb_start`: where its auxiliaries begin, before the subject where a negation puts them there ("Nor does X see …")."""

    start: int
    end: int
    verb_start: int
    auxiliaries: str


def subject_before(scene: Scene, at: int, *, anybody: bool = False) -> Subject | None:
    """The subject of the verb at `at`, or None where nothing that can speak stands there.

    `anybody`: the verb only reports, so that whatever stands before it is its subject.
    """
    verb_start = before_adverbs(scene, at)
    auxiliaries = scene.masked[verb_start:at]
    left = without_parentheses(scene.masked[:verb_start]).rstrip()
    if not left:
        return None
    found = _relative(scene, left) or _pronoun(scene, left) or _noun(scene, left, anybody=anybody)
    if found is None:
        return None
    end = found[1]
    if scene.masked.startswith("(", end) or scene.masked.startswith(" (", end):
        end = len(scene.masked[:verb_start].rstrip())
    inverted = scene.lexicon["nor_does"].search(scene.masked[: found[0]])
    if inverted is not None:
        return Subject(found[0], end, inverted.start(), f"{inverted[0]}{auxiliaries}")
    return Subject(found[0], end, verb_start, auxiliaries)


def _noun(scene: Scene, left: str, *, anybody: bool) -> tuple[int, int] | None:
    if left.endswith(","):
        return _apposed(scene, left)
    if dash := _DASH.search(left):
        return _dashed(scene, left, dash.start())
    return phrase_before(scene, left, anybody=anybody)


def _relative(scene: Scene, left: str) -> tuple[int, int] | None:
    """ "the officials who": the pronoun belongs to the source."""
    m = _RELATIVE.search(left)
    if m is None:
        return None
    before = left[: m.start()].rstrip(" ,")
    found = _pronoun(scene, before) or phrase_before(scene, before)
    return (found[0], len(left)) if found else None


def _pronoun(scene: Scene, left: str) -> tuple[int, int] | None:
    """A pronoun at the end of `left`, unless a noun stands right before it ("the hopes he expressed")."""
    m = PRONOUN.search(left)
    if m is None:
        return None
    clause = scene.lexicon["boundary"].split(left[: m.start(1)])[-1].strip()
    opens = (
        not clause
        or clause.casefold() in scene.lexicon.words["opening_words"]
        or scene.lexicon["adverbial_lead"].match(clause + " ")
        or not clause.split()[-1].islower()
    )
    return (m.start(1), m.end(1)) if opens or clause.split()[-1] in scene.lexicon.words["opening_words"] else None


def _apposed(scene: Scene, left: str) -> tuple[int, int] | None:
    """ "A, the B of C, once D," – from A's beginning to the last comma; an adverb between commas is skipped."""
    body = left.rstrip(", ")
    commas = [m.start() for m in re.finditer(r",", body)][-_MOST_COMMAS:]
    nearest = None
    for comma in reversed(commas):
        if len(body) - comma > _FARTHEST:
            break
        head = _pronoun(scene, body[:comma]) or phrase_before(scene, body[:comma], anybody=nearest is None)
        if head is None:
            continue
        if _ADVERBS.match(body[comma + 1 :]):
            return head if head[1] == comma else None
        nearest = nearest or head
        if _CLAUSE_END.search(body[: head[0]]) and not _is_apposition(body, head):
            return (head[0], len(body))
    return (nearest[0], len(body)) if nearest and can_speak(body[slice(*nearest)], scene.lexicon) else None


def _is_apposition(body: str, head: tuple[int, int]) -> bool:
    return body[: head[0]].rstrip().endswith(",") and _APPOSITION.match(body[head[0] :]) is not None


def _dashed(scene: Scene, left: str, dash: int) -> tuple[int, int] | None:
    """ "A — who has B — said": from A's beginning to the second dash."""
    opened = None
    for m in _PREVIOUS_DASH.finditer(left, max(0, dash - _FARTHEST), dash):
        opened = m
    if opened is None:
        return None
    head = _pronoun(scene, left[: opened.start()]) or phrase_before(scene, left[: opened.start()], anybody=True)
    return (head[0], len(left)) if head else None


def clause_subject(scene: Scene, at: int) -> tuple[int, int] | None:
    """Whoever the clause round `at` begins with: the subject of a participle or of a verb without its own."""
    starts = [0, *(m.end() for m in _CLAUSES.finditer(scene.masked, 0, at))]
    for start in reversed(starts):
        found = _first_subject(scene, start, at)
        if found is not None:
            return found
    return None


def _first_subject(scene: Scene, start: int, at: int) -> tuple[int, int] | None:
    begin = _past_lead(scene, start, at)
    verb = _first_verb(scene, begin, at)
    if verb is None:
        return None
    verb = max(begin, before_adverbs(scene, verb))
    phrase = scene.masked[begin:verb].rstrip(" ,")
    phrase = phrase.split(",", 1)[0] if not can_speak(phrase, scene.lexicon) else phrase
    speaks = can_speak(phrase, scene.lexicon) or may_speak(phrase, scene.lexicon)
    return (begin, begin + len(phrase)) if speaks and len(phrase) >= _SHORTEST else None


def _first_verb(scene: Scene, begin: int, at: int) -> int | None:
    ends = [
        m.start()
        for pattern in (_VERB, scene.lexicon["past"], scene.lexicon["cue"])
        if (m := pattern.search(scene.masked, min(begin + _SHORTEST, at), at))
    ]
    return min(ends, default=None)


def _past_lead(scene: Scene, start: int, at: int) -> int:
    """Past "Speaking in Berlin, " and the marks and joints that stand first."""
    opening = _OPENING.match(scene.masked, start, at)
    begin = opening.end() if opening else start
    while scene.lexicon["scene"].match(scene.masked, begin) and (comma := scene.masked.find(", ", begin, at)) > 0:
        begin = comma + 2
    return begin
