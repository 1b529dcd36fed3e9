"""Attributions in an English sentence, by their form: cue, source, content.

The modules `english_*` are the grammar of English alone, so its closed classes (pronouns, auxiliaries, prepositions, conjunctions) stand in them,
where a rule turns on each; lists of nouns and verbs, and what other languages have too, stand in lexicon/en.toml.
"""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.reading.grammar.added_words import without_added
from monitor.reading.grammar.english_passive import find_passives
from monitor.reading.grammar.english_phrases import find_according, find_backwards, find_quoted, find_views
from monitor.reading.grammar.english_quotes import find_loose
from monitor.reading.grammar.english_subjects import clause_subject
from monitor.reading.grammar.english_talk import find_talk
from monitor.reading.grammar.english_verbs import claim_of_verb
from monitor.reading.grammar.plain_to import find_plain_to
from monitor.reading.grammar.spans import overlap
from monitor.reading.grammar.verb_claims import claims_of_verbs, only_said

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.grammar.claims import Claim
    from monitor.reading.grammar.scene import Scene

_CAPITAL_WORD = re.compile(r"(?<!\S)\W*[A-Z]")
_TITLE_ENDS, _TITLE_SHARE = 300, 0.7
"""How far into the text a headline may stand, and how many of its words have capitals."""


def find_english(scene: Scene) -> list[Claim]:
    """Attributions in order of their cues, not yet set against each other."""
    passives = find_passives(scene)
    by_phrase = [*find_according(scene), *find_views(scene), *find_plain_to(scene), *find_backwards(scene)]
    claims = [*by_phrase, *find_quoted(scene), *passives]
    taken = [
        *(claim.cue for claim in claims),
        *(part for claim in claims if claim.asks for part in claim.parts),
        *(
            (claim.cue[1], claim.start) for claim in passives if claim.start > claim.cue[1]
        ),  # "told by X in a call on …"
    ]
    claims += claims_of_verbs(scene, claim_of_verb, taken=taken, words=_readable(scene))
    claims = without_added(claims, scene)
    claims += _talk(scene, claims)
    claims += find_loose(scene, claims)
    claims = only_said(claims, scene)
    return _with_subjects(scene, sorted(claims, key=lambda claim: claim.cue))


def _talk(scene: Scene, claims: Sequence[Claim]) -> list[Claim]:
    """What nouns tell of that belong to no verb, and whose the words are that a verb denies ("rejected X's claim that …")."""
    found = []
    for talk in find_talk(scene):
        if scene.lexicon["wrong_to"].search(scene.masked[: talk.cue[0] - scene.base]):
            continue  # "it is wrong to claim that …": there it is a verb, and said by nobody
        verb = next((claim for claim in claims if overlap(talk.cue, claim.cue) or _denies(claim, talk)), None)
        if verb is None:
            found.append(talk)
        elif verb.denied and talk.source is not None:
            found.append(replace(talk, nested=True))
    return found


def _denies(claim: Claim, talk: Claim) -> bool:
    """Whether the claim denies what the noun tells of: "claims that … were dismissed by X"."""
    return claim.denied and any(overlap(part, told) for part in claim.parts for told in talk.parts)


def _readable(scene: Scene) -> str:
    """The sentence, in small letters where it is a headline Written Like This."""
    capitals = len(_CAPITAL_WORD.findall(scene.masked))
    titled = scene.base < _TITLE_ENDS and capitals > _TITLE_SHARE * len(scene.masked.split())
    return scene.masked.lower() if titled and len(scene.masked.lower()) == len(scene.masked) else scene.masked


def _with_subjects(scene: Scene, claims: list[Claim]) -> list[Claim]:
    """A verb or participle without a subject has its clause's, unless words said before it name the speaker ("…, said X, adding")."""
    filled: list[Claim] = []
    for claim in claims:
        told = any(before.follows for before in filled)
        subject = (
            clause_subject(scene, claim.cue[0] - scene.base)
            if claim.source is None and not claim.nobody and not told
            else None
        )
        filled.append(replace(claim, source=scene.absolute(*subject)) if subject else claim)
    return filled
