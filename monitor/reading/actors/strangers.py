"""Those who are named in a text and are not followed, whom later words may mean."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from monitor.reading.actors.inflect import fold
from monitor.reading.actors.roles import NAME_RUN
from monitor.reading.actors.speaker import named
from monitor.reading.actors.told import is_in, is_told
from monitor.reading.actors.topics import Topic
from monitor.reading.text.lexicon_files import NEVER

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from monitor.reading.actors.recognition import Recognition
    from monitor.reading.text.lexicon import Lexicon
    from monitor.types import Span

_TWO_LAST = re.compile(r"\S\s+(\S+\s+\S+)$")
_REACH = 110
"""Characters of a sentence in which its subject is looked for."""


class Strangers:
    """Finds names of nobody followed in one text."""

    def __init__(self, text: str, *, known: Recognition, lexicon: Lexicon) -> None:
        self._text = text
        self._known = known
        self._lexicon = lexicon
        self._needs_lead = lexicon["stranger_lead"].pattern != NEVER
        self._unlike = lexicon.words["org_words"] | lexicon.words["not_names"]

    def subjects(self, span: Span, quoted: Sequence[Span]) -> list[Topic]:
        """Somebody not followed who is the subject of a sentence, last: later pronouns may mean him; before him who is named behind a preposition."""
        persons = [m for m in self._known.within(span) if m.kind == "person"]
        found: list[Topic] = []
        for m in NAME_RUN.finditer(self._text, span[0], min(span[1], span[0] + _REACH)):
            if any(mention.start < m.end() and m.start() < mention.end for mention in persons):
                break
            unled = self._needs_lead and not self._lexicon["stranger_lead"].search(self._text[span[0] : m.start()])
            if unled or is_in(m.start(), quoted) or any(fold(word) in self._unlike for word in m[0].split()[-2:]):
                continue
            strong = not is_told(self._text, span[0], m.start(), lexicon=self._lexicon)
            if strong and self._lexicon["named_beside"].search(self._text, span[0], m.start()):
                behind = _TWO_LAST.search(m[0]) if self._lexicon.endings else None
                if behind is not None:  # «В Уфе Глеб Савранский»: nothing parts the place from the subject
                    return [*found, Topic(m.start() + behind.start(1), named(behind[1]), strong=True)]
                found.append(Topic(m.start(), named(m[0]), strong=False))
                continue
            return [*found, Topic(m.start(), named(self._without_lead(m[0])), strong)]
        return found

    def others_named(self, span: Span, name: str) -> Iterator[int]:
        """Where names of two words stand that are not `name` and of nobody followed."""
        known = [(m.start, m.end) for m in self._known.within(span)]
        for m in NAME_RUN.finditer(self._text, *span):
            is_known = m[0] in name or any(a < m.end() and m.start() < b for a, b in known)
            if not is_known and not any(fold(part) in self._unlike for part in m[0].split()):
                yield m.start()

    def _without_lead(self, name: str) -> str:
        """The name without a word that only leads the sentence ("Thus Ann Lee")."""
        first, rest = name.split(maxsplit=1)
        return rest if " " in rest and fold(first) in self._lexicon.words["not_names"] else name
