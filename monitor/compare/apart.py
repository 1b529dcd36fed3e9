"""Which passages of an article are about states of other theatres that the claim does not mean: the same words, of something else.

"We shall lift the sanctions on Syria" shares all its words with a claim on the sanctions on Russia, and does nothing to it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from monitor.compare.aboutness import terms_of
from monitor.compare.nations import nations_at, nations_in, states_elsewhere
from monitor.compare.words import LANGUAGES, load_words
from monitor.reading.cues.theatres import only_compared

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.compare.found import ComparedPosition, Passage

_GOES_ON = 2
"""Sentences behind one about another theatre that are about it too where they begin with a word that points back, and name no state nor anything of the claim that it did not name."""
_NEUTRAL = frozenset({"un"})
"""Bodies that have a part in everybody's affairs: to name one tells nothing of whose they are."""


class Parted(NamedTuple):
    """The passages that may be about the position; those about other states; and which states these are."""

    kept: list[Passage]
    apart: list[Passage]
    states: frozenset[str]


def part(passages: Sequence[Passage], position: ComparedPosition, own: frozenset[str], *, configured: bool) -> Parted:
    """`own`: the actor's nations; `configured`: the position names an issue of the configuration.

    Nothing is apart from a position that itself names another theatre, nor from one that tells of nobody's affairs in particular.
    """
    meant = nations_in(f"{position.claim or ''} {position.issue or ''}") | own
    if meant & states_elsewhere() or not (configured or meant - own):
        return Parted(list(passages), [], frozenset())
    kept: list[Passage] = []
    apart: list[Passage] = []
    found: frozenset[str] = frozenset()
    wanted, told, since = terms_of(f"{position.claim or ''} {position.issue or ''}"), frozenset[str](), _GOES_ON + 1
    for passage in passages:
        here, terms = _states(passage.text, meant, own), terms_of(passage.text)
        goes_on = _points_back(passage) and _names_nobody(passage.text, own) and not (wanted & terms) - told
        since = 0 if here else since + 1 if goes_on else _GOES_ON + 1
        told = terms if here else told
        (apart if since <= _GOES_ON else kept).append(passage)
        found |= here
    return Parted(kept, apart, found)


def _points_back(passage: Passage) -> bool:
    """Whether it begins with "they", "it", "this"; False in languages that comparing has no lists of."""
    listed = passage.language in LANGUAGES
    return listed and load_words(passage.language).pronouns.match(passage.text.casefold()) is not None


def _names_nobody(text: str, own: frozenset[str]) -> bool:
    return not nations_in(text) - own - _NEUTRAL


def _states(text: str, meant: frozenset[str], own: frozenset[str]) -> frozenset[str]:
    """The states of other theatres that the text is about, by names with a capital ("мали" is no state): it names no others, or begins with one of them and names nobody whom the claim means."""
    named = [(name, at) for name, at in nations_at(text) if name not in own | _NEUTRAL]
    theirs = frozenset(name for name, at in named if text[at].isupper()) & states_elsewhere()
    if not theirs or any(only_compared(text, at) for name, at in named if name in theirs):
        return frozenset()
    alone = theirs == {name for name, _ in named}
    begins = named[0][0] in theirs and len(text[: named[0][1]].split()) <= 1
    about = alone or (begins and not nations_in(text) & meant)
    return theirs if about else frozenset()
