"""Noun phrases of an English sentence, without a parser: which of them can speak, and where the one before a place begins."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.grammar.before_verb import is_role
from monitor.reading.text.sentences import ends_sentence

if TYPE_CHECKING:
    from monitor.reading.grammar.scene import Scene
    from monitor.reading.text.lexicon import Lexicon

PRONOUN = re.compile(r"(?:^|\s)(he|she|they|it|we|i|you)\s*$", re.IGNORECASE)
_AND = re.compile(r"\band\b", re.IGNORECASE)
_NAMES_AND_NAMES = re.compile(
    r"(?:[A-Z]\S*|[a-z]+s|\d\S*)\s+and\s+(?:the\s+|a\s+|an\s+|\d+\S*\s+of\s+|(?:[a-z]+\s+){0,2}[a-z]+s\b|)(?=[A-Z]|\s|$)[\w.’'-]*"
)
_FEW_NOUNS = re.compile(
    r"\s*(?!(?:he|she|it|they|we|you|i|who|that|this)\b)(?:(?!\w+(?:ed|ing)\b)[a-z][\w’'-]*\s+){1,3}"
)
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
_POSSESSIVE_END = re.compile(r"(?:['’]s|s['’])$")
_OPEN_END = re.compile(r"\b(?:of|for|in|at|from|with|to|by|on|the|a|an|and|or|that|than|as|if|not|but|who|which)$")
_PARENTHESIS = re.compile(r"\([^()]{1,60}\)")
_BRACKET_BEHIND = re.compile(rf"\s?{_PARENTHESIS.pattern}")
_LONGEST = 14


def can_speak(phrase: str, lexicon: Lexicon) -> bool:
    """Whether a noun phrase names somebody: a pronoun, a proper name at its head, or a noun for people who speak."""
    words = phrase.split()
    if not _is_noun_phrase(words, phrase):
        return False
    if PRONOUN.search(phrase) and len(words) == 1:
        return True
    inner = lexicon["cue"].search(phrase)
    told = inner is not None and (inner[0].split()[0].endswith("ed") or lexicon["irregular"].fullmatch(inner[0]))
    tells = inner is not None and inner.start() > 0 and inner[0].endswith("s") and _tells(inner, phrase, lexicon)
    if told or tells:  # "Lavrov says Russia", but not "the think tank"
        return False
    first = words[0]
    if not (
        first[0].isupper()
        or first[0].isdigit()
        or first.startswith("al-")
        or lexicon["determiners"].match(first)
        or is_role(first, lexicon)
    ):
        return False
    core = _PREPOSITION.split(phrase, maxsplit=1)[0].split()
    head = core[-1] if core else first
    proper = head[0].isupper() and (len(core) > 1 or head.casefold() not in lexicon.words["not_names"])
    return proper or head[0].isdigit() or is_role(head, lexicon)


def may_speak(phrase: str, lexicon: Lexicon) -> bool:
    """Whether a phrase can be the subject of a verb that only reports ("the narrator", "47%", "those surveyed"), and is no clause ("Rubio said some analysts")."""
    words = phrase.split()
    if not _is_noun_phrase(words, phrase) or lexicon["adverbial_lead"].match(f"{phrase} "):
        return False
    if _tells(lexicon["cue"].search(phrase), phrase, lexicon):
        return False
    return lexicon["no_subject"].match(phrase) is None


def _tells(inner: re.Match[str] | None, phrase: str, lexicon: Lexicon) -> bool:
    """Whether a verb that only reports stands inside the phrase, so that it is a clause ("Rubio says some analysts")."""
    return inner is not None and lexicon["firm"].fullmatch(inner[0]) is not None and inner.end() < len(phrase)


def _is_noun_phrase(words: list[str], phrase: str) -> bool:
    return (
        bool(words)
        and len(words) <= _LONGEST
        and not (_VERBISH.search(phrase) or _POSSESSIVE_END.search(phrase) or _OPEN_END.search(phrase))
    )


def phrase_before(scene: Scene, left: str, *, anybody: bool = False) -> tuple[int, int] | None:
    """The noun phrase at the end of `left`. `anybody`: a verb follows that only reports, so that any noun may be its subject."""
    start = _past_lead_words(scene, _phrase_start(scene, left), len(left))
    phrase = left[start:]
    mention = scene.mention_ending(len(left), start=start)
    led = scene.lexicon["adverbial_lead"].match(phrase)
    if not led and can_speak(phrase, scene.lexicon):
        return (start, len(left))
    if mention is not None:
        return (mention.start - scene.base, len(left))
    if anybody and may_speak(phrase, scene.lexicon):
        return (start, len(left))
    return _last_run(scene, left, start, anybody=anybody)


def _past_lead_words(scene: Scene, start: int, end: int) -> int:
    """Past "Thus", "Then" and their like before a name: they are no part of it."""
    lead = scene.lexicon["lead_words"].match(scene.masked, start, end)
    return lead.end() if lead else start


def _phrase_start(scene: Scene, left: str) -> int:
    start = 0
    for m in scene.lexicon["boundary"].finditer(left):
        if not m[0].startswith(".") or ends_sentence(left, m.start(), scene.lexicon):
            start = m.end()
    start = _after_and(left, start)
    return start + len(left[start:]) - len(left[start:].lstrip())


def _last_run(scene: Scene, left: str, start: int, *, anybody: bool) -> tuple[int, int] | None:
    phrase = left[start:]
    if len(phrase.split()) > _LONGEST:
        return None
    for pattern in (_LAST_NAME_RUN, _LAST_DETERMINED):
        run = pattern.search(phrase)
        if run is not None and (can_speak(run[0], scene.lexicon) or (anybody and may_speak(run[0], scene.lexicon))):
            return (start + run.start(), len(left))
    return None


def _after_and(left: str, start: int) -> int:
    """ "and" joins clauses unless it joins names or a few nouns ("campaign and company records")."""
    for m in _AND.finditer(left, start):
        if start < m.start() and _FEW_NOUNS.fullmatch(left, start, m.start()):
            continue
        if not any(n.start() <= m.start() < n.end() for n in _NAMES_AND_NAMES.finditer(left, start)):
            start = m.end()
    return start


def source_after(scene: Scene, at: int, *, anybody: bool = False, until: str = "source_end") -> tuple[int, int] | None:
    """The noun phrase that begins at `at` (after "said"), or None. `anybody`: a thing may speak too."""
    rest = scene.masked[at:]
    begin = at + len(rest) - len(rest.lstrip())
    body = scene.masked[begin:]
    m = scene.lexicon[until].search(body)
    while m and m[0] == "." and not ends_sentence(scene.masked, begin + m.start(), scene.lexicon):
        m = scene.lexicon[until].search(body, m.end())
    end = begin + (m.start() if m else len(body))
    phrase = scene.masked[begin:end].rstrip()
    if not phrase or not (anybody or can_speak(phrase, scene.lexicon)):
        return None
    behind = _BRACKET_BEHIND.match(scene.masked, begin + len(phrase))
    return (begin, behind.end() if behind else begin + len(phrase))


def without_parentheses(text: str) -> str:
    """`text` of the same length with blanks for what stands in parentheses."""
    return _PARENTHESIS.sub(lambda m: " " * len(m[0]), text)
