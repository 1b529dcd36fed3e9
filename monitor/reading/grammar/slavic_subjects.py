"""Whoever a Russian or Ukrainian clause begins with: the subject of a later verb that has none of its own, or of a quotation behind a colon."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING

from monitor.reading.actors.inflect import fold
from monitor.reading.actors.name_lists import load_name_lists
from monitor.reading.grammar.before_verb import before_adverbs, is_pronoun
from monitor.reading.grammar.joints import load_joints
from monitor.reading.text.letters import UPPER

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.reading.actors.gazetteer import Mention
    from monitor.reading.grammar.scene import Scene

_WORD = re.compile(r"[\w’'-]+")
_RUN = re.compile(r"[А-ЯЁІЇЄҐ][а-яёіїєґ’'-]{2,}(?:\s+[А-ЯЁІЇЄҐ][а-яёіїєґ’'-]+)+")
_OBLIQUE = re.compile(r"(?:у|ю|ом|ем|ём|им|ым|ого|его|ому|ему)$")
"""Endings of cases in which a name is no subject."""
_VERBS = ("masculine", "finite", "cue")


def clause_subject(scene: Scene, start: int, until: int) -> tuple[int, int] | None:
    """A pronoun, a followed name or title, a name of two words or a noun for a person that the clause at `start` begins with, before its verb.

    None where the clause has no verb before `until` or begins with anything else.
    """
    begin = _past_leads(scene, start, until)
    word = _WORD.match(scene.masked, begin, until)
    verb = next(_verbs(scene, begin, until), None)
    if word is None or verb is None:
        return None
    if is_pronoun(word[0], scene.lexicon):
        return word.span() if fold(word[0]) in _subject_pronouns(scene) else None
    mention = _mention_at(scene, begin)
    if mention is not None:
        return (begin, mention.end - scene.base) if mention.nominative else None
    end = max(begin, before_adverbs(scene, verb))
    listed = _those_together().match(scene.masked, begin, end)
    head = listed[0] if listed else scene.masked[begin:end].split(",", 1)[0].rstrip()
    return (begin, begin + len(head)) if _names_somebody(scene, head) else None


@cache
def _those_together() -> re.Pattern[str]:
    """Those who are named together, up to the last: «Премьеры Словакии, Венгрии и Чехии»."""
    name = rf"[{UPPER}][\w’'-]+"
    return re.compile(rf"[^,;:]{{3,60}}?(?:,\s+{name})*{load_name_lists().last.pattern}{name}(?=\s)")


def _past_leads(scene: Scene, start: int, until: int) -> int:
    """Past "but" and past the adverbs and days that stand before the subject."""
    lead = load_joints().opens.match(scene.masked, start, until)
    begin = lead.end() if lead else start
    setting = scene.lexicon["setting"].match(scene.masked, begin, until)
    return setting.end() if setting else begin


def _verbs(scene: Scene, begin: int, until: int) -> Iterator[int]:
    """Where words begin that look like verbs and are no names or nouns for persons."""
    found = {m.start() for name in _VERBS for m in scene.lexicon[name].finditer(scene.masked, begin, until)}
    for at in sorted(found):
        if not scene.masked[at].isupper() and not scene.lexicon["persons"].match(scene.masked, at):
            yield at


def _subject_pronouns(scene: Scene) -> set[str]:
    """He, she, they: the first form of each, in which alone it is a subject."""
    first = (
        scene.lexicon["first_pronoun"].match(word)
        for kind in ("he", "she", "they")
        for word in scene.lexicon.words[f"pronouns_{kind}"]
    )
    return {fold(m["who"]) for m in first if m is not None}


def _mention_at(scene: Scene, begin: int) -> Mention | None:
    return next((m for m in scene.mentions if m.start == scene.base + begin and m.kind != "metonym"), None)


def _names_somebody(scene: Scene, head: str) -> bool:
    if scene.lexicon["persons"].match(head):
        return True
    run = _RUN.match(head)
    unlike = scene.lexicon.words["org_words"] | scene.lexicon.words["not_names"]
    return run is not None and not any(fold(w) in unlike or _OBLIQUE.search(w) for w in run[0].split())
