"""Finding who speaks in an English sentence: the noun phrase before or after a reporting verb, without a parser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from monitor.reading.lexicon import Lexicon
    from monitor.reading.scene import Scene

_PRONOUN = re.compile(r"(?:^|\s)(he|she|they|it|we|i|you)\s*$", re.IGNORECASE)
_RELATIVE = re.compile(r"(?:^|[\s,])who\s*$", re.IGNORECASE)
_AND = re.compile(r"\band\b", re.IGNORECASE)
_NAMES_AND_NAMES = re.compile(r"(?:[A-Z]\S*|officials|experts|analysts|diplomats)\s+and\s+(?:the\s+)?[A-Z]\S*")
_VERBISH = re.compile(
    r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|should|must|do|does|did|be|been|not)\b"
)
_PREPOSITION = re.compile(
    r"(?:^|\s)(?:of|for|in|at|from|with|on|to|by|about|under|within|inside|close to|near|against|familiar)\s"
)
_LAST_NAME_RUN = re.compile(
    r"(?:(?:[Tt]he|[Aa]n?|[Hh]is|[Hh]er|[Tt]heir|[Ii]ts)\s+)?(?:[A-Z][\w.’'-]*\s+)*[A-Z][\w.’'-]*$"
)
_LAST_DETERMINED = re.compile(
    r"(?:the|a|an|his|her|its|their|some|many|several|one|two|other)\s+(?:[\w’'.-]+\s+){0,4}[\w’'.-]+$", re.IGNORECASE
)
_POSSESSIVE_END = re.compile(r"['’]s?$")
_OPEN_END = re.compile(r"\b(?:of|for|in|at|from|with|to|by|the|a|an|and|or)$")
_LONGEST = 14
_ADVERBS = re.compile(
    r"^\s*(?:however|meanwhile|too|though|in turn|for (?:his|her|its|their) part|among others|[a-z]+ly)\s*$",
    re.IGNORECASE,
)
_NAME_FIRST = re.compile(r"[A-Z][\w’'.-]*")


class Subject(NamedTuple):
    """A noun phrase in a sentence, relative offsets; `verb_start`: where its auxiliaries begin."""

    start: int
    end: int
    verb_start: int
    auxiliaries: str


def subject_before(scene: Scene, at: int) -> Subject | None:
    """The subject of the verb at `at`, or None where nothing that can speak stands there."""
    verb_start = _before_auxiliaries(scene, at)
    left = scene.masked[:verb_start].rstrip()
    auxiliaries = scene.masked[verb_start:at]
    if not left:
        return None
    found = (
        _relative(scene, left)
        or _pronoun(scene, left)
        or (_apposed(scene, left) if left.endswith(",") else _phrase(scene, left))
    )
    return Subject(found[0], found[1], verb_start, auxiliaries) if found else None


def source_after(scene: Scene, at: int, *, anybody: bool = False) -> tuple[int, int] | None:
    """The noun phrase that begins at `at` (after "said", "according to"), or None. `anybody`: a thing may speak too."""
    rest = scene.masked[at:]
    begin = at + len(rest) - len(rest.lstrip())
    body = scene.masked[begin:]
    m = scene.lexicon["source_end"].search(body)
    end = begin + (m.start() if m else len(body))
    while m and m[0] == "." and _is_initial(scene.masked, end):
        m = scene.lexicon["source_end"].search(body, m.end())
        end = begin + (m.start() if m else len(body))
    phrase = scene.masked[begin:end].rstrip()
    return (begin, begin + len(phrase)) if phrase and (anybody or can_speak(phrase, scene.lexicon)) else None


def can_speak(phrase: str, lexicon: Lexicon) -> bool:
    """Whether a noun phrase names somebody: a pronoun, a proper name at its head, or a noun for people who speak."""
    words = phrase.split()
    if (
        not words
        or len(words) > _LONGEST
        or _VERBISH.search(phrase)
        or _POSSESSIVE_END.search(phrase)
        or _OPEN_END.search(phrase)
    ):
        return False
    if _PRONOUN.search(phrase) and len(words) == 1:
        return True
    inner = lexicon["cue"].search(phrase)
    if inner is not None and (inner[0].endswith("ed") or lexicon["irregular"].fullmatch(inner[0])):
        return False
    first = words[0]
    if not (
        first[0].isupper()
        or first[0].isdigit()
        or first.startswith("al-")
        or lexicon["determiners"].match(first)
        or _role(first, lexicon)
    ):
        return False
    core = _PREPOSITION.split(phrase, maxsplit=1)[0].split()
    head = core[-1] if core else first
    proper = head[0].isupper() and (len(core) > 1 or head.casefold() not in lexicon.words["not_names"])
    return proper or head[0].isdigit() or _role(head, lexicon)


def _role(word: str, lexicon: Lexicon) -> bool:
    return any(lexicon[name].match(word) for name in ("officials", "experts", "media"))


def _before_auxiliaries(scene: Scene, at: int) -> int:
    """Where the verb phrase begins: auxiliaries, adverbs and inserted times belong to it."""
    begin = max(0, at - 90)
    window = scene.masked[begin:at]
    for _ in range(3):
        before = window
        m = scene.lexicon["auxiliaries"].search(window)
        window = window[: m.start()] if m else window
        m = scene.lexicon["between"].search(window)
        window = window[: m.start()] + " " if m else window
        if window == before:
            break
    return begin + len(window)


def _relative(scene: Scene, left: str) -> tuple[int, int] | None:
    m = _RELATIVE.search(left)
    if m is None:
        return None
    before = left[: m.start()].rstrip(" ,")
    return _pronoun(scene, before) or _phrase(scene, before)


def _pronoun(scene: Scene, left: str) -> tuple[int, int] | None:
    """A pronoun at the end of `left`, unless a noun stands right before it ("the hopes he expressed")."""
    m = _PRONOUN.search(left)
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
    """ "A, the B of C," – from A's beginning to the last comma; an adverb between commas is skipped."""
    body = left.rstrip(", ")
    comma = body.rfind(",")
    if comma < 0:
        return None
    inner = body[comma + 1 :]
    head = _pronoun(scene, body[:comma]) or _phrase(scene, body[:comma])
    if head is None:
        return None
    return head if _ADVERBS.match(inner) else (head[0], len(body))


def _phrase(scene: Scene, left: str) -> tuple[int, int] | None:
    """The noun phrase at the end of `left`."""
    start = 0
    for m in scene.lexicon["boundary"].finditer(left):
        if not (m[0].startswith(".") and _is_initial(left, m.start())):
            start = m.end()
    start = _after_and(left, start)
    start += len(left[start:]) - len(left[start:].lstrip())
    phrase = left[start:]
    mention = scene.mention_ending(len(left), start=start)
    whole = not scene.lexicon["adverbial_lead"].match(phrase) and can_speak(phrase, scene.lexicon)
    if whole:
        return (start, len(left))
    if mention is not None:
        return (mention.start - scene.base, len(left))
    for pattern in (_LAST_NAME_RUN, _LAST_DETERMINED):
        run = pattern.search(phrase)
        if run is not None and can_speak(run[0], scene.lexicon) and len(phrase.split()) <= _LONGEST:
            return (start + run.start(), len(left))
    return None


def _after_and(left: str, start: int) -> int:
    """ "and" joins clauses unless it joins names."""
    for m in _AND.finditer(left, start):
        if not any(n.start() <= m.start() < n.end() for n in _NAMES_AND_NAMES.finditer(left, start)):
            start = m.end()
    return start


def _is_initial(text: str, dot: int) -> bool:
    """Whether the full stop at `dot` belongs to an initial or a short title."""
    word = text[:dot].rsplit(None, 1)[-1:] or [""]
    return len(word[0]) <= 1 or word[0] in {
        "Mr",
        "Mrs",
        "Ms",
        "Dr",
        "Gen",
        "Sen",
        "Rep",
        "Gov",
        "St",
        "Col",
        "Lt",
        "U.S",
        "Prof",
        "Adm",
        "Sgt",
        "Maj",
    }
