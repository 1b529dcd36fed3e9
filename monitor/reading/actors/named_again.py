"""Whom a noun means that stands again for somebody named before: "the politician", «дипломат»."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.actors.inflect import entry_of
from monitor.reading.actors.told import is_in, is_told
from monitor.reading.actors.topics import REACH
from monitor.reading.text.sentences import sentence_start

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.reading.actors.recognition import Recognition
    from monitor.reading.actors.speaker import Speaker
    from monitor.reading.actors.strangers import Strangers
    from monitor.reading.actors.topics import Topic, Topics
    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Span

_PARTY = re.compile(r"(?<=\s)\w+-(?=\w+$)")
"""Whose politician he is ("der CDU-Politiker")."""


class NamedAgain:
    """Finds in one text who was named last and can be called by a noun."""

    def __init__(
        self, text: str, *, known: Recognition, topics: Topics, strangers: Strangers, lexicon: Lexicon
    ) -> None:
        self._text = text
        self._known = known
        self._topics = topics
        self._strangers = strangers
        self._lexicon = lexicon

    def who(self, phrase: str, at: int, told: Sequence[Span]) -> Speaker | None:
        """The last one who spoke or was a sentence's subject, if he has a name and can be called that.

        None where another who could be meant as well was spoken of since, outside what is said there (`told`).
        """
        word, last = phrase.strip(" .").lower(), self._topics.last(at)
        if last is None or not self._can_be_called(word, last.speaker):
            return None
        return None if self._is_beside_another(last, at, word, told) else last.speaker

    def _can_be_called(self, word: str, speaker: Speaker) -> bool:
        if speaker.role not in ("person", "named"):
            return False
        words, lexicon = self._lexicon.words, self._lexicon
        if entry_of(word, words["diplomats"], lexicon):
            return speaker.person is None or self._known.is_diplomat(speaker.person)
        return entry_of(_PARTY.sub("", word), words["named_again"], lexicon) is not None

    def _is_beside_another(self, last: Topic, at: int, word: str, told: Sequence[Span]) -> bool:
        """Whether somebody else is named, or called an ambassador or the like, behind the last mention of him, not in what somebody says."""
        begin = next((m.end for m in self._known.within((last.at, at)) if m.start == last.at), last.at)
        called = [
            topic.at
            for topic in self._topics.between(begin, at)
            if topic.speaker.name != last.speaker.name and self._can_be_called(word, topic.speaker)
        ]
        alike = [m.start() for m in self._lexicon["another_one"].finditer(self._text, begin, at)]
        others = (*called, *alike, *self._strangers.others_named((begin, at), last.speaker.name))
        return any(
            not is_in(other, told)
            and not is_told(
                self._text,
                sentence_start(self._text, other, self._lexicon, reach=REACH),
                other,
                lexicon=self._lexicon,
            )
            for other in others
        )
