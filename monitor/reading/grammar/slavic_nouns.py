"""Finding who speaks in a Russian or Ukrainian sentence: the noun phrase before or after a reporting verb, without a parser."""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from monitor.reading.actors.inflect import fold
from monitor.reading.grammar.before_verb import apposed, before_adverbs, is_pronoun, is_role
from monitor.reading.text.letters import UPPER
from monitor.reading.text.lexicon import MASK
from monitor.reading.text.sentences import ends_sentence

if TYPE_CHECKING:
    from monitor.reading.grammar.scene import Scene
    from monitor.reading.text.lexicon import Lexicon

_LONGEST = 16
_LONGEST_HOUSE = 40
_QUOTED_LISTENER = re.compile(rf"{MASK}{{1,40}}(?=\s+\S)")
_NAME_RUN = re.compile(rf"(?:[{UPPER}][\w.’'-]*\s+){{0,3}}[{UPPER}][\w.’'-]*$")


def subject_before(scene: Scene, at: int) -> tuple[int, int, int] | None:
    """(start, end, where the verb's own adverbs begin) of the subject of the verb at `at`, or None."""
    verb_start = before_adverbs(scene, at)
    left = scene.masked[:verb_start].rstrip()
    if not left:
        return None
    found = _quoted_house(scene, left) or (_apposed(scene, left) if left.endswith(",") else _phrase(scene, left))
    return (_with_first(scene, found[0]), found[1], verb_start) if found else None


def _apposed(scene: Scene, left: str) -> tuple[int, int] | None:
    """«Песков, представитель Кремля,», and not «Песков сказал, что …,»: with a verb of speech it is a clause."""
    found = apposed(left, partial(_phrase, scene))
    return None if found is None or scene.lexicon["cue"].search(left, *found) else found


def _with_first(scene: Scene, start: int) -> int:
    """Where «Путин и Шольц» begins, given where «Шольц» does."""
    joint = scene.lexicon["joined_last"].search(scene.masked, 0, start)
    first = scene.mention_ending(joint.start()) if joint else None
    return first.start - scene.base if first is not None and first.nominative else start


def source_after(scene: Scene, at: int, *, genitive: bool) -> tuple[int, int] | None:
    """The noun phrase that begins at `at` (after «сказал», «по словам»), or None."""
    while inserted := scene.lexicon["time_after"].match(scene.masked, at):
        at = inserted.end()
    if (name := scene.lexicon["media_names"].match(scene.masked.lstrip(), 0)) and at == 0:
        at = name.end()
    begin = at + len(scene.masked[at:]) - len(scene.masked[at:].lstrip())
    at = _past_listener(scene, begin)
    end = _phrase_end(scene, at, genitive=genitive)
    phrase = scene.masked[at:end].rstrip()
    if (alone := scene.lexicon["first_pronoun"].match(phrase)) is not None:
        phrase = alone[0]  # «сказал он журналистам»
    if not phrase or len(phrase.split()) > _LONGEST or not can_speak(scene, at, at + len(phrase)):
        return None
    if not genitive and _oblique(scene, at, at + len(phrase)):
        return None
    return (at, at + len(phrase))


def can_speak(scene: Scene, start: int, end: int) -> bool:
    """Whether masked[start:end] names somebody: a pronoun, a configured name, a proper name, or a noun for people who speak."""
    words = scene.masked[start:end].split()
    if not words or len(words) > _LONGEST:
        return False
    first = words[0].strip(".,")
    if len(words) == 1 and is_pronoun(first, scene.lexicon):
        return True
    inside = [m for m in scene.mentions if scene.base + start <= m.start and m.end <= scene.base + end]
    if any(m.nominative or m.start == scene.base + start for m in inside):
        return True
    proper = first[:1].isupper() and fold(first) not in scene.lexicon.words["not_names"]
    return proper or any(is_role(word, scene.lexicon) for word in words[:4])


def _oblique(scene: Scene, start: int, end: int) -> bool:
    """Whether the only name is in a case that no subject has (the listener: «сказал Лаврову»)."""
    inside = [m for m in scene.mentions if scene.base + start <= m.start and m.end <= scene.base + end]
    words = scene.masked[start:end].split()
    return len(inside) == 1 and len(words) <= 2 and inside[0].kind == "person" and not inside[0].nominative


def _past_listener(scene: Scene, at: int) -> int:
    """«сообщил ТАСС источник», «сказал „Известиям“ Песков»: the agency or paper is the listener where a name follows it."""
    agency = scene.lexicon["media_names"].match(scene.masked, at) or _QUOTED_LISTENER.match(scene.masked, at)
    if agency is None:
        return at
    following = agency.end() + 1
    return (
        following
        if can_speak(scene, following, _phrase_end(scene, following, genitive=False)) and following < len(scene.masked)
        else at
    )


def _phrase_end(scene: Scene, at: int, *, genitive: bool) -> int:
    for m in scene.lexicon["source_end"].finditer(scene.masked, at):
        if m[0] == "." and not ends_sentence(scene.masked, m.start(), scene.lexicon):
            continue
        if any(at <= named.start - scene.base < m.start() < named.end - scene.base for named in scene.mentions):
            continue  # in a title: «постоянный представитель России при ООН»
        if genitive and m[0].strip() in scene.lexicon.words["source_prepositions"]:
            continue
        return m.start()
    return len(scene.masked)


def _phrase(scene: Scene, left: str) -> tuple[int, int] | None:
    start = 0
    for m in scene.lexicon["boundary"].finditer(left):
        start = m.end()
    start += len(left[start:]) - len(left[start:].lstrip())
    start = _past_setting(left, start, scene.lexicon)
    mention = scene.mention_ending(len(left), start=start)
    last = left[start:].rsplit(None, 1)[-1:]
    if last and is_pronoun(last[0], scene.lexicon):
        return (len(left) - len(last[0]), len(left))
    if start < len(left) and not scene.lexicon["scene"].match(left[start:]) and can_speak(scene, start, len(left)):
        return None if _oblique(scene, start, len(left)) else (start, len(left))
    if mention is not None:
        inside = bool(scene.lexicon["inside"].search(left[: mention.start - scene.base]))
        allowed = mention.nominative or (inside and mention.kind == "metonym")
        return (mention.start - scene.base, len(left)) if allowed else None
    run = _NAME_RUN.search(left, start)
    named = (_past_house(scene, run.start(), len(left)), len(left)) if run is not None else None
    return named if named and can_speak(scene, *named) else _institution(left, start, scene.lexicon)


def _past_house(scene: Scene, start: int, end: int) -> int:
    """Where a name begins in «(посол в) НАТО Пётр Ставицкий»: behind the house that he is sent to."""
    house = next((m for m in scene.mentions if m.kind == "metonym" and m.start == scene.base + start), None)
    behind = house.end - scene.base + 1 if house is not None else start
    return behind if behind < end else start


def _quoted_house(scene: Scene, left: str) -> tuple[int, int] | None:
    """«В "Газпроме" опровергли»: a firm that speaks, its name in quotation marks."""
    inside = scene.lexicon["inside"].search(left.rstrip(MASK)) if left.endswith(MASK) else None
    short = inside is not None and len(left) - inside.end() <= _LONGEST_HOUSE
    return (inside.end(), len(left)) if inside is not None and short else None


def _institution(left: str, start: int, lexicon: Lexicon) -> tuple[int, int] | None:
    """«В ведомстве отметили», «в МИД заявили»: the place that speaks."""
    m = lexicon["institution"].search(left[start:])
    if m is None or not any(lexicon[name].match(m["who"]) for name in ("officials", "media")):
        return None
    return (start + m.start("who"), len(left))


def _past_setting(left: str, start: int, lexicon: Lexicon) -> int:
    """Past «Ранее», «В понедельник» at the beginning of a phrase, where a name or a role follows."""
    phrase = left[start:]
    setting = lexicon["setting"].match(phrase)
    return start + setting.end() if setting else start
