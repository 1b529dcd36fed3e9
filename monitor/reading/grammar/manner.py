"""How somebody was, before a colon, tells that he speaks ("Merz was blunt: …"); how a thing was does not ("the meeting with Merz was brief: …")."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.actors.inflect import fold
from monitor.reading.actors.name_lists import load_name_lists
from monitor.reading.actors.source_words import load_source_words
from monitor.reading.text.lexicon_files import in_all_languages

if TYPE_CHECKING:
    from collections.abc import Iterable

    from monitor.reading.grammar.claims import Claim
    from monitor.reading.grammar.scene import Scene
    from monitor.types import Span

_WORD = re.compile(r"[^\W\d_]+")


def without_things(claims: Iterable[Claim], scene: Scene) -> list[Claim]:
    """The claims without those by a manner whose subject is neither a pronoun nor somebody's name or title with nothing else beside it."""
    return [claim for claim in claims if not _by_manner(claim, scene) or _is_of_somebody(claim, scene)]


def _by_manner(claim: Claim, scene: Scene) -> bool:
    return scene.lexicon["manner"].match(scene.masked, claim.cue[0] - scene.base) is not None


def _is_of_somebody(claim: Claim, scene: Scene) -> bool:
    begins = claim.source is not None and (claim.source[0] > claim.cue[0] or _begins_clause(claim.source[0], scene))
    return begins and _is_somebody(claim.source, scene)


def _begins_clause(at: int, scene: Scene) -> bool:
    """Whether nothing stands before it but a day or what ends or joins a clause: "the meeting with Merz" does not begin with Merz."""
    before = scene.masked[: at - scene.base].rstrip()
    last = before.rsplit(None, 1)[-1:]
    if not last or not last[0][-1].isalnum():
        return True
    day = scene.lexicon["weekday"].search(before)
    return fold(last[0]) in in_all_languages("joins_claims") or (day is not None and day.end() == len(before))


def _is_somebody(source: Span | None, scene: Scene) -> bool:
    if source is None:
        return False
    phrase = scene.masked[source[0] - scene.base : source[1] - scene.base]
    if scene.lexicon["first_pronoun"].fullmatch(phrase):
        return True
    named = [m for m in scene.mentions if source[0] <= m.start and m.end <= source[1]]
    if not named or named[-1].kind == "metonym" or named[-1].end != source[1]:
        return False
    beside = (w for w in _WORD.finditer(phrase) if not any(m.start <= source[0] + w.start() < m.end for m in named))
    return all(_goes_with_name(word[0], scene) for word in beside)


def _goes_with_name(word: str, scene: Scene) -> bool:
    """An article, a title, the noun of an office."""
    bare, lexicon = fold(word), scene.lexicon
    listed = bare in load_source_words().articles or bare in load_name_lists().beside_titles
    return listed or bare in lexicon.words["title_words"] or lexicon["officials"].fullmatch(word) is not None
