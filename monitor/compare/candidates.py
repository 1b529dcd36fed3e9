"""Which passages of an article are asked what they do to a position: those about it, and in an article on its topic whatever the named actor says."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from monitor.compare.aboutness import Ranking
    from monitor.compare.found import Ranked

RELATED = 0.24
"""Relevance from which a passage is about the position."""
ANYBODYS = 0.08
"""The same where no actor was named and whoever speaks counts: the network tells what is beside the claim, and who answers one does so in other words."""
MANY, NEAREST_OF_MANY = 4, 0.15
"""So many passages of anybody's, and some of them always sound like an answer: the nearest must be as near as this, or none is asked."""
A_WHOLE_ARTICLE, NEAREST_OF_ALL = 16, 0.33
"""The same of so many: the more there are, the nearer the nearest is by chance."""
ON_TOPIC = 0.24
"""Nearness from which an article is about the position as a whole; whatever the named actor says in it counts as about it then, since what moves a line
often shares no word with it ("the letter leaves this week")."""
ON_ISSUE = 0.12
"""The same for a position without a claim, whose few words little is near to."""
OWN = 0.5
"""Own-ness from which a passage counts as the actor's."""
THEMSELVES = 0.9
"""Own-ness from which it is the person, the office or the body itself; where they speak about the position, nobody speaks for them."""
MOST = 12
"""Passages that the network is asked about."""


class Near(NamedTuple):
    """A passage, and how near to the position it counts as, 0…1."""

    found: Ranked
    nearness: float


class Candidates(NamedTuple):
    """The actor's passages to be asked about, nearest first, at most `MOST`; where there are none, what others say about the position, at least one passage where
    the article is on its topic; and whether whoever speaks counts and there are many, so that something always looks like an answer."""

    own: tuple[Near, ...]
    related: tuple[Ranked, ...]
    crowded: bool


def choose(ranking: Ranking, *, anybody: bool, claimed: bool, issue: str | None = None) -> Candidates:
    """`anybody`: no actor was named, and whoever speaks counts; `claimed`: the position is a claim, and not an issue alone; `issue`: the configured one that it names.

    To an issue alone, whose name may share no word with it, what reading takes to be on it is near.
    """
    crowded = anybody and len(ranking.found) >= MANY
    about = ANYBODYS if anybody else RELATED
    nearest = NEAREST_OF_ALL if len(ranking.found) >= A_WHOLE_ARTICLE else NEAREST_OF_MANY
    if crowded and all(found.relevance < nearest for found in ranking.found):
        return Candidates((), (), crowded=True)
    on_topic = not anybody and ranking.nearness >= (ON_TOPIC if claimed else ON_ISSUE)
    least = about if on_topic else 0.0
    read_so = {f.passage.span for f in ranking.found if issue is not None and not claimed and f.passage.issue == issue}
    near = [
        Near(f, max(f.relevance, about if f.passage.span in read_so else least))
        for f in ranking.found
        if f.passage.own >= OWN
    ]
    own = [each for each in near if each.nearness >= about]
    if not anybody:
        own = [each for each in own if each.found.passage.own >= THEMSELVES] or own
    own.sort(key=lambda each: -each.found.relevance)
    related = tuple(found for found in ranking.found if found.relevance >= about)
    if on_topic and not related:
        related = tuple(sorted(ranking.found, key=lambda found: -found.relevance)[:1])
    return Candidates(tuple(own[:MOST]), related, crowded=crowded)
