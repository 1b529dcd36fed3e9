"""One sentence as attribution looks at it: its text with quotations masked, and where names are."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from monitor.reading.text.lexicon import MASK

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.reading.actors.gazetteer import Mention
    from monitor.reading.text.lexicon import Lexicon
    from monitor.reading.text.quotes import Quote
    from monitor.types import Span

_MOST_CUES = 25
"""Cues of one sentence that are looked at; only text that is no prose has more."""
_TRIM_LEFT = " \t\r\n\xa0,;:—–-…*"
_TRIM_RIGHT = " \t\r\n\xa0,;:.—–-*"
_CLOSERS = re.compile(r"[?!…]$")
_ENDED = re.compile(r"^[\s.!?…,;)\]”\"*»“]*$")
_QUOTED_NAME = re.compile(rf"[^\W\d_]\s(?:[^\W\d_][\w-]*\s)*{MASK}{{1,24}}$")
"""A few quoted letters behind words, and nothing that parts them from what follows: «в эфире канала „Россия 24“»."""
_INTRODUCED = re.compile(rf"[^\s:{MASK}]++(?:\s++[^\s:{MASK}]++){{1,15}}+:\s+(?=\S)")
_NAME_REACH = 120


@dataclass(frozen=True, slots=True, kw_only=True)
class Scene:
    """A sentence: `masked` has the sentence's length, `base` is its offset in the article; names and quotations are absolute."""

    masked: str
    base: int
    mentions: tuple[Mention, ...]
    quotes: tuple[Quote, ...]
    lexicon: Lexicon

    @property
    def span(self) -> Span:
        """Where the sentence stands in the article."""
        return (self.base, self.base + len(self.masked))

    def absolute(self, start: int, end: int) -> Span:
        """The place in the article of `masked[start:end]`."""
        return (self.base + start, self.base + end)

    def cues(self, words: str | None = None) -> Iterator[re.Match[str]]:
        """Its verbs of saying, no more of them than prose has; `words`: the sentence in which they are looked for, where that is not as it stands."""
        return islice(self.lexicon["cue"].finditer(self.masked if words is None else words), _MOST_CUES)

    def trim(self, start: int, end: int) -> Span | None:
        """The absolute span of what is left of masked[start:end] without punctuation at its ends; None where it is too little."""
        while start < end and self.masked[start] in _TRIM_LEFT:
            start += 1
        while end > start and self.masked[end - 1] in _TRIM_RIGHT:
            end -= 1
        return self.absolute(start, end) if end - start > 1 else None

    def introduced(self, end: int, *, interrupts: bool = False) -> int:
        """Where what a pronoun says begins in the words before it: behind the colon of "X was blunt: the list, he said, was too long", where a verb of speech or a manner leads to it, or
        "he said" `interrupts` it; else at the beginning."""
        found = _INTRODUCED.match(self.masked, len(self.masked) - len(self.masked.lstrip()), end)
        verb = self.lexicon["cue"].search(self.masked) if found else None
        leads = (
            verb is not None and verb.lastgroup in ("say", "deny") and found is not None and verb.end() < found.end()
        )
        return found.end() if found is not None and (leads or interrupts) else 0

    def ends_at(self, at: int) -> bool:
        """Whether only what closes the sentence stands behind `at` (relative)."""
        return _ENDED.match(self.masked[at:]) is not None

    def asks(self, verb: re.Match[str]) -> bool:
        """Whether the verb asks and a question is told behind it («спросил, готова ли …», "fragte, ob …")."""
        asking = self.lexicon["asking"].match(verb[0]) is not None
        return asking and self.lexicon["question"].search(self.masked, verb.end()) is not None

    def mention_ending(self, at: int, *, start: int = 0) -> Mention | None:
        """The mention that ends at `at` (relative), not beginning before `start`."""
        for mention in self.mentions:
            if mention.end == self.base + at and mention.start >= self.base + start:
                return mention
        return None


def closes_content(lead: str, *, comma_inside: bool = False) -> bool:
    """Whether the text before a source ends the way reported words end before "… X said".

    `comma_inside`: the language sets the comma inside the quotation marks, so that none behind a few quoted words says nothing.
    """
    lead = lead.rstrip()
    if lead.endswith(MASK):
        return comma_inside or not _QUOTED_NAME.search(lead, max(0, len(lead) - _NAME_REACH))
    return lead.endswith((",", "—", "–", " -")) or bool(_CLOSERS.search(lead))
