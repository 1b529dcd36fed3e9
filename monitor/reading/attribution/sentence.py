"""One sentence in the third person: who says which of its words."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.reading.actors.several import behind_list, sources_of
from monitor.reading.actors.shared_office import shared_office
from monitor.reading.actors.speaker import NOBODY
from monitor.reading.actors.speakers import SUBJECT_REACH
from monitor.reading.attribution.contents import shape_content, split_long, without_stop
from monitor.reading.attribution.heard import Heard
from monitor.reading.attribution.when import when_said
from monitor.reading.grammar.denied_words import with_denied_words
from monitor.reading.grammar.english import find_english
from monitor.reading.grammar.headline_tails import find_headline_tail
from monitor.reading.grammar.headlines import find_headline
from monitor.reading.grammar.own_words import with_own_words
from monitor.reading.grammar.reactions import ended_before_answer
from monitor.reading.grammar.settle import fill_sources, settle_claims
from monitor.reading.grammar.slavic import find_slavic
from monitor.reading.grammar.western import find_western
from monitor.reading.text.letters import UPPER

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.actors.speaker import Speaker
    from monitor.reading.actors.speakers import Speakers
    from monitor.reading.grammar.claims import Claim
    from monitor.reading.grammar.scene import Scene
    from monitor.types import Span

_FIND = {"en": find_english, "ru": find_slavic, "uk": find_slavic, "de": find_western, "fr": find_western}
_VERB_FOLLOWS = re.compile(rf"\s(?![{UPPER}])[^\W\d_]")


def hear_sentence(
    text: str, scene: Scene, *, speakers: Speakers, context: Span, unsaid: Span | None, asked: Span | None
) -> list[Heard]:
    """Everything that is attributed to somebody in a sentence, in order.

    `context`: what is shown round it; `unsaid`: the sentence before, where nobody followed says it, so that this one may tell whose words they
    are ("This was said by X."); `asked`: the question that this one tells of.
    """
    claims = with_own_words(_FIND[scene.lexicon.language](scene), scene)
    claims = ended_before_answer(with_denied_words(claims, text, scene), scene)
    if asked is not None:  # what somebody may have said is what is asked there
        claims = [_besides(c, asked) for c in claims if c.asks or not asked[0] <= c.cue[0] < asked[1]]
    claims = [*find_headline(scene, claims), *claims] or find_headline_tail(scene)
    if not claims:
        return []
    claims = settle_claims(
        fill_sources(claims, _subject(scene)),
        text,
        is_media=speakers.is_media,
        passes_on=speakers.passes_on,
        asyndeton=scene.lexicon["asyndeton"],
        cues=scene.lexicon["cue"],
        itself=scene.lexicon.words["pronouns_it"],
        own=scene.lexicon.words["pronouns_itself"],
    )
    heard: list[Heard] = []
    for claim in claims:
        resumed = _resumed(text, claim, speakers=speakers) if claim.resumes else None
        if not claim.resumes or resumed is not None:
            heard += _hear_claim(
                text, scene, claim=claim, speakers=speakers, context=context, unsaid=unsaid, resumed=resumed
            )
    return heard


def _resumed(text: str, claim: Claim, *, speakers: Speakers) -> Speaker | None:
    """Who was spoken of last in the paragraph, where he or she can be the subject that the verb goes without."""
    sex = speakers.lexicon["of_one"].search(text, *claim.cue)
    return speakers.subject_before(claim.cue[0], female=sex.lastgroup == "hers") if sex else None


def _besides(claim: Claim, asked: Span) -> Claim:
    """The claim without the piece of its content in which the question stands, where there is another: „Auf die Frage, ob …, sagte X: ‚Nein.‘“"""
    parts = tuple(part for part in claim.parts if not part[0] <= asked[0] < part[1])
    return replace(claim, parts=parts) if parts else claim


def _hear_claim(
    text: str,
    scene: Scene,
    *,
    claim: Claim,
    speakers: Speakers,
    context: Span,
    unsaid: Span | None,
    resumed: Speaker | None,
) -> list[Heard]:
    sources = _sources(text, claim, scene)
    source, voices = _voices(text, claim, sources, scene=scene, speakers=speakers)
    if resumed is not None:
        voices = [resumed]
    parts = behind_list(claim.parts, sources)
    if claim.backwards:
        if unsaid is None:
            return []
        parts = (without_stop(text, unsaid),)
    content = shape_content(text, parts, scene.quotes)
    when = when_said(text, scene, claim, content=content.parts)
    return [
        Heard(
            speaker=voice, parts=piece, context=context, form=content.form if claim.source or resumed else "narration", cue=claim.cue, source=source,
            when=when, nested=claim.nested, denied=claim.denied, asks=claim.asks, carried=claim.resumes, undecided=claim.undecided,
        )
        for voice in voices or [NOBODY]
        for piece in split_long(text, content, lexicon=scene.lexicon)
    ]  # fmt: skip


def _voices(
    text: str, claim: Claim, sources: Sequence[Span], *, scene: Scene, speakers: Speakers
) -> tuple[Span | None, list[Speaker]]:
    """Who they are, in order, and where they are named. What "X said in his own words that" tells stands inside its phrase."""
    if claim.source is not None:
        span, by_people = speakers.by_people(claim.source, floor=scene.base)
        if by_people:
            return span, by_people
    told = () if claim.genitive else claim.parts
    named = [speakers.resolve(source, genitive=claim.genitive, told=told, nested=claim.nested) for source in sources]
    held = shared_office(text, sources, floor=scene.base)
    return claim.source, [speakers.sharing(voice, held) for voice in named]


def _sources(text: str, claim: Claim, scene: Scene) -> list[Span]:
    """Those whose words they are: the source, or each who is named together with it."""
    if claim.source is None:
        return []
    return sources_of(
        text,
        claim.source,
        floor=scene.base,
        inverted=claim.cue[1] <= claim.source[0],
        mentions=scene.mentions,
        lexicon=scene.lexicon,
    )


def _subject(scene: Scene) -> Span | None:
    """Whoever the sentence begins with: the subject of participles without one of their own."""
    pronoun = scene.lexicon["first_pronoun"].match(scene.masked)
    if pronoun:
        return scene.absolute(*pronoun.span("who"))
    for mention in scene.mentions:
        after = scene.masked[mention.end - scene.base :]
        place = mention.kind == "metonym" and not _VERB_FOLLOWS.match(after)
        possessive = after.startswith(("'s", "’s"))
        if mention.start - scene.base < SUBJECT_REACH and not possessive and not place and mention.nominative:
            return mention.span
    return None
