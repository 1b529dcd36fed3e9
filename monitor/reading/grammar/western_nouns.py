"""Finding who speaks in a German or French sentence: the noun phrase before or after a reporting verb, without a parser."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from monitor.reading.actors.inflect import fold
from monitor.reading.grammar.before_verb import apposed, before_adverbs, is_pronoun
from monitor.reading.text.letters import UPPER

if TYPE_CHECKING:
    from monitor.reading.grammar.scene import Scene
    from monitor.reading.text.lexicon import Lexicon

_LONGEST = 16
_BRACKET = re.compile(r"\s*\([^()]{1,40}\)\s*$")
_PROPER = re.compile(rf"[{UPPER}]")
_NAME_RUN = re.compile(rf"(?:[{UPPER}][\w.’'-]*\s+){{0,3}}[{UPPER}][\w.’'-]*$")
_GOES_ON = re.compile(r"(?:\s*\([^()]{1,40}\))?(?:,[^,.;:]{1,60},)?\s+[^\W\d_]")
"""Behind the subject: a party in brackets, words in commas, then its verb."""
_WORD = re.compile(r"\S+")


class Subject(NamedTuple):
    """A noun phrase in a sentence, relative offsets; `verb_start`: where what belongs to the verb begins."""

    start: int
    end: int
    verb_start: int


def subject_before(scene: Scene, at: int, *, anybody: bool) -> Subject | None:
    """The subject of the verb at `at`, or None where nothing that can speak stands there. `anybody`: as in `can_speak`."""
    verb_start = before_adverbs(scene, at)
    left = scene.masked[:verb_start].rstrip()
    if bracket := _BRACKET.search(left):
        left = left[: bracket.start()]
    if not left:
        return None
    relative = scene.lexicon["relative"].search(left)
    if relative is not None:
        left = left[: relative.start()].rstrip(" ,")
    phrase = partial(_phrase, scene, anybody=anybody)
    found = apposed(left, phrase) if left.endswith(",") else phrase(left)
    return Subject(found[0], found[1], verb_start) if found else None


def phrase_before(scene: Scene, at: int) -> tuple[int, int] | None:
    """All of the clause before `at`, if it is one noun phrase, whoever or whatever it names."""
    left = scene.masked[:at].rstrip()
    start = clause_start(scene, at)
    return (start, len(left)) if scene.lexicon["noun_phrase"].fullmatch(left, start) else None


def clause_start(scene: Scene, at: int) -> int:
    """Where the clause begins that ends at `at` (relative)."""
    left = scene.masked[:at].rstrip()
    start = max((m.end() for m in scene.lexicon["boundary"].finditer(left)), default=0)
    return start + len(left[start:]) - len(left[start:].lstrip())


def apposition_before(scene: Scene, at: int) -> Subject | None:
    """The subject that a name and a role in commas make and nothing stands before ("La ministre, Ann Lee, refuse …"), or None."""
    left = scene.masked[:at].rstrip()
    subject = subject_before(scene, at, anybody=False) if left.endswith(",") else None
    if (
        subject is None
        or scene.trim(0, _past_setting(left, 0, scene.lexicon))
        or "," not in left[subject.start : subject.end]
    ):
        return None
    pieces = [piece for piece in left[subject.start :].split(",") if piece.strip()]
    person = any(m.kind == "person" and subject.start <= m.start - scene.base < subject.end for m in scene.mentions)
    role = any(is_role(word.strip(".,"), scene.lexicon) for piece in pieces for word in piece.split())
    return subject if person and role and len(pieces) == 2 else None


def source_after(scene: Scene, at: int, *, genitive: bool) -> tuple[int, int] | None:
    """The noun phrase that begins at `at` (after "sagte", "selon"), or None; `genitive` changes nothing here."""
    del genitive
    while (inserted := scene.lexicon["time_after"].match(scene.masked, at)) and inserted.end() > at:
        at = inserted.end()
    if scene.lexicon["openers"].match(scene.masked, at):
        return None  # "Le porte-parole, Dmitri Peskov, a dit que …": what follows is said there
    begin = at + len(scene.masked[at:]) - len(scene.masked[at:].lstrip())
    m = scene.lexicon["noun_phrase"].match(scene.masked, begin)
    if m is None:
        return None
    end = _after_name(scene, begin, begin + len(m[0].rstrip()))
    return (begin, end) if can_speak(scene, begin, end) else None


def leading_person(scene: Scene, start: int, until: int) -> tuple[int, int] | None:
    """The followed person, with his role, or the pronoun that the clause at `start` begins with, before its verb; None where it begins otherwise."""
    left = scene.masked[:until]
    start = _past_setting(left, start, scene.lexicon)
    m = scene.lexicon["noun_phrase"].match(left, start)
    if m is None:
        return None
    end = _after_name(scene, start, start + len(m[0].rstrip()))
    person = scene.mention_ending(end, start=start)
    named = person is not None and person.kind == "person" and _is_his(left[start : person.start - scene.base], scene)
    goes_on = _GOES_ON.match(left, end) is not None
    return (start, end) if goes_on and (named or is_pronoun(left[start:end], scene.lexicon)) else None


def _is_his(lead: str, scene: Scene) -> bool:
    """Whether what stands before a name is nothing or the role of who bears it ("Der ungarische Ministerpräsident", no "La devise de")."""
    return not lead.strip() or any(is_role(word, scene.lexicon) for word in lead.split())


def can_speak(scene: Scene, start: int, end: int, *, anybody: bool = True) -> bool:
    """Whether masked[start:end] names somebody: a pronoun, a configured name, a proper name, or a noun for people who speak.

    `anybody`: also any noun with its article, as beside a verb that only people have for a subject.
    """
    words = scene.masked[start:end].split()
    if not words or len(words) > _LONGEST:
        return False
    if is_pronoun(scene.masked[start:end], scene.lexicon):
        return True
    if any(scene.base + start <= m.start and m.end <= scene.base + end for m in scene.mentions):
        return True
    if any(is_role(word.strip(".,"), scene.lexicon) for word in words):
        return True
    bare = scene.lexicon["article"].match(scene.masked[start:end]) is None
    first = words[0].strip(".,")
    if bare:
        return bool(_PROPER.match(first)) and fold(first) not in scene.lexicon.words["not_names"]
    return anybody and len(words) > 1 and scene.lexicon["article_name"].match(scene.masked, start, end) is not None


def is_role(word: str, lexicon: Lexicon) -> bool:
    """Whether the word is a noun for people or institutions that speak."""
    return any(
        lexicon[name].fullmatch(part) for name in ("officials", "experts", "media") for part in re.split(r"['’]", word)
    )


def _after_name(scene: Scene, start: int, end: int) -> int:
    """Where the phrase ends: at the first person named in it, since nothing of his comes after."""
    for mention in scene.mentions:
        inside = scene.base + start <= mention.start and mention.end <= scene.base + end
        if inside and mention.kind == "person":
            return mention.end - scene.base
    return end


def _phrase(scene: Scene, left: str, *, anybody: bool) -> tuple[int, int] | None:
    """The noun phrase at the end of `left`: all of its clause, or as much of it as can be one."""
    start = 0
    for m in scene.lexicon["boundary"].finditer(left):
        start = m.end()
    start = _past_setting(left, start, scene.lexicon)
    start += len(left[start:]) - len(left[start:].lstrip())
    if start >= len(left):
        return None
    if not scene.lexicon["scene"].match(left[start:]):
        for word in _WORD.finditer(left, start):
            begins = scene.lexicon["article"].match(left[word.start() :]) or _PROPER.match(word[0])
            if not (begins or is_pronoun(left[word.start() :], scene.lexicon)):
                continue
            whole = scene.lexicon["noun_phrase"].fullmatch(left, word.start())
            if whole and can_speak(scene, word.start(), len(left), anybody=anybody):
                return (word.start(), len(left))
    mention = scene.mention_ending(len(left), start=start)
    if mention is not None and mention.kind == "person":
        return (mention.start - scene.base, len(left))
    return None


def _past_setting(left: str, start: int, lexicon: Lexicon) -> int:
    start += len(left[start:]) - len(left[start:].lstrip())
    setting = lexicon["setting"].match(left, start)
    return setting.end() if setting else start
