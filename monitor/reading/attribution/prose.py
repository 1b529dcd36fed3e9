"""Text in the third person, sentence by sentence: who said what, what goes on from one to the next, and what dates it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, NamedTuple

from monitor.reading.actors.speaker import NOBODY
from monitor.reading.attribution.answers import as_told, told_question
from monitor.reading.attribution.contents import Content, shape_content, split_long, without_stop
from monitor.reading.attribution.heard import Heard
from monitor.reading.attribution.sentence import hear_sentence
from monitor.reading.grammar.reported_mood import goes_on
from monitor.reading.grammar.scene import Scene
from monitor.reading.text.lexicon import MASK
from monitor.reading.text.quotes import find_quotes, mask, split_at
from monitor.reading.text.sentences import is_question, sentences_in

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.actors.gazetteer import Mention
    from monitor.reading.actors.speaker import Speaker
    from monitor.reading.actors.speakers import Speakers
    from monitor.reading.attribution.when import When
    from monitor.reading.text.lexicon import Lexicon
    from monitor.reading.text.quotes import Quote
    from monitor.types import Span

_LONG_PARAGRAPH = 900
"""Letters of a paragraph that is context as a whole, at most; chosen by hand."""
_QUOTE_WORDS = 4
"""Words of a quotation that by itself goes on with what somebody said, at least; chosen by hand."""
_TOPIC_WORDS = 8
"""Words of what a quotation is about, before it, at most; chosen by hand."""
_RESIDUE = re.compile(rf"[^{MASK}\s\W]")


class _Before(NamedTuple):
    """What the sentence before left: its span, its speaker (None: nobody spoke) and where he is named, its paragraph, words for when, a
    question it told of."""

    span: Span
    speaker: Speaker | None
    source: Span | None
    paragraph: int
    when: tuple[When, ...]
    asked: Span | None

    @property
    def is_followed(self) -> bool:
        """Whether somebody followed says it."""
        return self.speaker is not None and self.speaker.actor is not None


def hear_prose(text: str, paragraphs: Sequence[Span], *, speakers: Speakers, lexicon: Lexicon) -> list[Heard]:
    """Everything that is attributed to somebody in these paragraphs, in order."""
    heard: list[Heard] = []
    before: _Before | None = None
    for number, paragraph in enumerate(paragraphs):
        quotes = split_at(text, find_quotes(text, paragraph), lexicon["inserted"])
        sentences = sentences_in(text, paragraph, quotes=quotes, lexicon=lexicon)
        for at, sentence in enumerate(sentences):
            scene = _scene(text, sentence, speakers.known.within(sentence), quotes, lexicon)
            speakers.begin_sentence(sentence, quoted=[quote.span for quote in scene.quotes])
            context = _context(paragraph, sentences, at)
            asked = told_question(scene)
            unsaid = before.span if before is not None and not before.is_followed else None
            found = hear_sentence(text, scene, speakers=speakers, context=context, unsaid=unsaid, asked=asked)
            found = found or _carry(text, scene, speakers=speakers, context=context, before=before, paragraph=number)
            open_question = asked or (before.asked if before is not None and number - before.paragraph <= 1 else None)
            found = [as_told(text, h, open_question, lexicon=lexicon) for h in found]
            found = [_when_added(text, h, before, paragraph=number, lexicon=lexicon) for h in found]
            heard += found
            main = next((h for h in found if not h.nested and h.speaker is not NOBODY), None)
            speaker, source = (main.speaker, main.source) if main else (None, None)
            before = _Before(
                sentence,
                speaker,
                source,
                number,
                _when(main) if main else (),
                _left_open(text, sentence, asked, found),
            )
    return heard


def _left_open(text: str, sentence: Span, asked: Span | None, found: Sequence[Heard]) -> Span | None:
    """The question that the next sentence may answer: one that was told of and not answered there, or the sentence, where it is one that
    nobody in particular is said to ask."""
    if asked is not None:
        return None if any(not h.asks and not h.nested and h.speaker is not NOBODY for h in found) else asked
    return sentence if not found and is_question(text, sentence) else None


def _scene(text: str, span: Span, mentions: Sequence[Mention], quotes: Sequence[Quote], lexicon: Lexicon) -> Scene:
    """The sentence at `span`, with those who are named in it (`mentions`) outside quotations."""
    inside = tuple(q for q in quotes if q.start < span[1] and span[0] < q.end)
    named = tuple(m for m in mentions if not any(q.start < m.start < q.end for q in inside))
    return Scene(masked=mask(text, span, inside), base=span[0], mentions=named, quotes=inside, lexicon=lexicon)


def _carry(
    text: str, scene: Scene, *, speakers: Speakers, context: Span, before: _Before | None, paragraph: int
) -> list[Heard]:
    """A sentence that is nothing but quotation, or reported in its mood, goes on with the words of whoever spoke before."""
    said = before.speaker if before is not None and before.paragraph == paragraph else None
    told = said if said is not None and goes_on(scene) else _reported(text, scene, speakers=speakers, before=before)
    if told is not None:
        parts = (without_stop(text, scene.span),)
        return [Heard(speaker=told, parts=parts, context=context, form="indirect", carried=True)]
    if not scene.quotes or not _is_quotation(scene):
        return []
    words = sum(len(text[q.inner[0] : q.inner[1]].split()) for q in scene.quotes)
    near = before is not None and paragraph - before.paragraph <= 1
    speaker = before.speaker if before is not None and near else None
    if speaker is None and near:
        speaker = speakers.last(scene.base)
    source = before.source if before is not None and before.speaker is speaker else None
    speaker = speaker or speakers.known.home
    if words < _QUOTE_WORDS or speaker is None:
        return []
    content = shape_content(text, [(scene.quotes[0].start, scene.span[1])], scene.quotes)
    return [
        Heard(speaker=speaker, parts=piece, context=context, form="direct", carried=True, source=source)
        for piece in split_long(text, Content(content.parts, "direct"), lexicon=scene.lexicon)
    ]


def _reported(text: str, scene: Scene, *, speakers: Speakers, before: _Before | None) -> Speaker | None:
    """Who answered or reacted in the sentence before, without a word of what he said, where this one tells that in the mood of reports ("Er werde …")."""
    begun = scene.lexicon["reports"].match(scene.masked)
    if begun is None or before is None or before.speaker is not None:
        return None
    if scene.lexicon["reacted"].search(text, *before.span) is None:
        return None
    female = begun["who"].casefold() in scene.lexicon.words["pronouns_she"]
    return speakers.subject_before(scene.base, female=female)


def _is_quotation(scene: Scene) -> bool:
    """Whether a sentence is nothing but quotation, or says before it only what that is about ("On the war: “…”")."""
    beside = scene.masked.replace(MASK, "").strip()
    if _RESIDUE.search(beside) is None:
        return True
    few = len(beside.split()) <= _TOPIC_WORDS and not any(mention.kind == "person" for mention in scene.mentions)
    last = scene.masked.rstrip(" .!?…").endswith(MASK)
    return few and last and scene.lexicon["topic_lead"].fullmatch(beside.rstrip(" .!?…")) is not None


def _when_added(text: str, heard: Heard, before: _Before | None, *, paragraph: int, lexicon: Lexicon) -> Heard:
    """What somebody adds in one paragraph is as old as what he adds it to, unless it is dated itself."""
    if before is None or before.speaker != heard.speaker or before.paragraph != paragraph:
        return heard
    adds = heard.carried or (heard.cue is not None and lexicon["adds"].search(text, *heard.cue))
    return replace(heard, added_to=before.when) if adds else heard


def _when(said: Heard) -> tuple[When, ...]:
    """What may date the saying; then what dates that to which it is added."""
    return (said.when.near, *said.added_to) if said.when.words else said.added_to


def _context(paragraph: Span, sentences: Sequence[Span], at: int) -> Span:
    """The paragraph, or in a long one the sentences before and after."""
    if paragraph[1] - paragraph[0] <= _LONG_PARAGRAPH:
        return paragraph
    return (sentences[max(0, at - 1)][0], sentences[min(len(sentences) - 1, at + 1)][1])
