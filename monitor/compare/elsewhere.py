"""Whether the actor speaks of something else than the claim: reading places nothing of the article on its issue, and the article shares no word with it.

The network that is asked what words do to a line hardly sees whether they are about it: of a brigade in Lithuania it says "contradicts" beside
nearly any line. Reading tells the configured issues apart.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from monitor.compare.aboutness import by_vector, terms_of
from monitor.compare.candidates import RELATED
from monitor.compare.lines import CONCEPT, read_line
from monitor.compare.nations import nations_in
from monitor.compare.words import faint_concepts, script_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from monitor.compare.found import Ranked
    from monitor.compare.side_votes import Sides


class Topics(NamedTuple):
    """The configured issue that the position names, if it names one, and those of all statements that reading found in the article, whoever speaks; by code."""

    named: str | None
    in_article: frozenset[str]


def issues_elsewhere(sides: Sides, topics: Topics) -> tuple[str, ...] | None:
    """What the article is on by reading, where that is not the claim's issue (it may be nothing); None where it is on that, or it cannot be told.

    Where the position names no configured issue the claim's is only read from its few words; then it takes statements on others, as the service finds them, to tell.
    """
    wanted = sides.claimed | ({topics.named} if topics.named else set())
    found = topics.in_article.union(*sides.on)
    told = topics.named is not None or bool(topics.in_article)
    return tuple(sorted(found)) if wanted and told and not wanted & found else None


def shares_content(claim: str, texts: Iterable[str], own: Sequence[Ranked]) -> bool:
    """Whether one of the texts has a word of the claim that says more than who or where, or one of the passages is near to the position by its vector alone."""
    line = read_line(claim, script_of(claim))
    names = {term for term, words in line.folded.items() if nations_in(words)}
    wanted = {term for term in line.terms if term.removeprefix(CONCEPT) not in faint_concepts()} - names
    return any(wanted & terms_of(text) for text in texts) or any(
        by_vector(found.similarity) >= RELATED for found in own
    )
