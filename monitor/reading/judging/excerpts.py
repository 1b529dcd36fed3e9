"""What was said, cut out of its article as rules and model read it: in the plainest words, with its speaker's bloc and what stands round it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.reading.cues.endurance import without_endurance
from monitor.reading.cues.plainer import PlainerWords
from monitor.reading.cues.rules import Excerpt
from monitor.reading.cues.subjects import Speaker
from monitor.reading.judging.words_round import first_word, language_of, sentence_round, words_before

if TYPE_CHECKING:
    from monitor.reading.found import Attribution
    from monitor.types import World

_VERBATIM = ("transcript", "direct", "mixed")


class Excerpts:
    """Cuts excerpts. Knows of which bloc offices and persons are; holds compiled patterns."""

    def __init__(self, world: World) -> None:
        self._offices = {office.id: office.bloc for office in world.offices}
        self._persons = {person.id: person.bloc for person in world.persons}
        self._plainer = PlainerWords(world.issues)

    def of(self, text: str, found: Attribution, *, language: str, title: str, near: str | None) -> Excerpt:
        """`text`: the article's, in that language; `near`: the text in which what was said just before counts, None: there it does not."""
        said = found.words(text)
        spoken = language_of(said, language)
        bare = without_endurance(said, spoken)
        plain = self._plainer.of(bare, spoken)
        return Excerpt(
            text=plain,
            language=spoken,
            speaker=Speaker(bloc=self._bloc(found), verbatim=found.form in _VERBATIM),
            context=text[slice(*found.context)],
            around=sentence_round(text, found, language=language),
            title=title,
            before="" if near is None else words_before(near, first_word(found), language=language),
            day=found.said_at.date() if found.said_at is not None else None,
            reply_to="" if found.reply_to is None else text[slice(*found.reply_to)],
            denied=found.denied and not found.asks,
            lasting=bare != said,
            put=plain != bare,
        )

    def of_claim(self, claim: str, *, language: str, bloc: str | None) -> Excerpt:
        """A bare sentence on an issue that is given."""
        spoken = language_of(claim, language)
        return Excerpt(text=self._plainer.of(claim, spoken), language=spoken, speaker=Speaker(bloc=bloc), bare=True)

    def _bloc(self, found: Attribution) -> str | None:
        bloc = self._offices.get(found.office or "")
        return bloc or self._persons.get(found.actor or "") or self._offices.get(found.actor or "")
