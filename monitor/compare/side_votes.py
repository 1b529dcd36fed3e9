"""Which side of the configured issues a claim and a passage take, as the service's own reading of statements sees it.

On these issues reading errs far less often than the network does that is asked what words do to a line: it has learnt from more material,
and has rules beside it. So what both take the same side of is no contradiction, whatever it looks like ("an end of the sanctions is out of the question").
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, NamedTuple

from monitor.compare.words import script_of
from monitor.reading.cues.cue_words import LANGUAGES as RULED
from monitor.reading.found import Attribution
from monitor.reading.text.language import detect_language
from monitor.reading.text.lexicon import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.compare.actors import Actor
    from monitor.compare.found import ComparedPosition, Passage
    from monitor.reading import Judge
    from monitor.types import Span, World

Levels = tuple[float, float, float, float, float]
"""A distribution over the levels −2…+2 of an issue."""
Taken = Mapping[str, Levels | None]
"""Where words stand on the axis of each configured issue that they are on, by code; None where they take no level there."""


class SideVote(NamedTuple):
    """`vote` on the issue with this code: −1 claim and passage surely take opposite sides … +1 surely the same one."""

    issue: str
    vote: float


NO_VOTE = SideVote("", 0.0)


class Sides(NamedTuple):
    """`votes`, one for each passage; the issues that the claim is on (`claimed`), and those that each passage is on (`on`), by code. `read`: whether reading was asked."""

    votes: tuple[SideVote, ...]
    claimed: frozenset[str] = frozenset()
    on: tuple[frozenset[str], ...] = ()
    read: bool = False


class SideReader:
    """Asks the judge of reading about words by themselves, as said by the actor. Holds nothing else."""

    def __init__(self, world: World, judge: Judge) -> None:
        self._world = world
        self._judge = judge

    def beside(
        self, position: ComparedPosition, passages: Sequence[Passage], *, actor: Actor, title: str, language: str
    ) -> Sides:
        """For each passage the side that it shares with the claim, or has against it; `NO_VOTE`, unread, without a claim or an actor who has an office.

        What is denied, in a language for which reading has no rules, has none either: there a level that errs would be turned round unchecked.
        `title`, `language`: the article's. Raises ModelError.
        """
        office, claim, issue = self._office(actor), position.claim, position.issue or ""
        if office is None or not claim:
            return Sides(tuple(NO_VOTE for _ in passages))
        claimed = self._taken([(claim, False)], office, issue, language_of_words(claim)).get(0, {})
        taken = self._taken([(p.text, p.denied) for p in passages], office, title, language)
        each = [taken.get(n, {}) for n in range(len(passages))]
        votes = tuple(
            common_side(claimed, one) if not p.denied or p.language in RULED else NO_VOTE
            for one, p in zip(each, passages, strict=True)
        )
        return Sides(votes, frozenset(claimed), tuple(frozenset(one) for one in each), read=True)

    def _taken(self, said: Sequence[tuple[str, bool]], office: str, title: str, language: str) -> Mapping[int, Taken]:
        """What each of the words takes, by its number, where it is on any issue; with each whether it is told only to be denied."""
        text, asked = "", []
        for words, denied in said:
            whole = (len(text), len(text) + len(words))
            asked.append(_attribution(whole, office, denied=denied))
            text += f"{words}\n\n"
        numbers = {each.start: n for n, each in enumerate(asked)}
        taken: dict[int, dict[str, Levels | None]] = {}
        for s in self._judge.judge(text, asked, language=language, title=title, chosen=True):
            if s.issue:
                taken.setdefault(numbers[s.start], {})[s.issue] = s.levels if s.level is not None else None
        return taken

    def _office(self, actor: Actor) -> str | None:
        """An office for whose side the actor speaks: its own, or one of its state."""
        if actor.anybody:
            return None
        state = (office.id for office in self._world.offices if office.country in actor.countries)
        return next(iter(sorted(actor.offices)), None) or next(state, None)


def common_side(claim: Taken, passage: Taken) -> SideVote:
    """What both take of the issue on which they do so most surely; `NO_VOTE` where there is none."""
    both = ((issue, levels, passage.get(issue)) for issue, levels in claim.items())
    sides = (SideVote(issue, _vote(some, others)) for issue, some, others in both if some and others)
    return max(sides, key=lambda side: abs(side.vote), default=NO_VOTE)


def _vote(some: Levels, others: Levels) -> float:
    """Both below, both in the middle or both above, less one below and the other above."""
    (below, middle, above), (under, between, over) = _thirds(some), _thirds(others)
    return below * under + middle * between + above * over - below * over - above * under


def _thirds(levels: Levels) -> tuple[float, float, float]:
    return sum(levels[:2]), levels[2], sum(levels[3:])


def language_of_words(claim: str) -> str:
    """The language of a few words; that of their script where it cannot be told."""
    found = detect_language(claim, declared=None)
    return found if found in LANGUAGES else script_of(claim)


def _attribution(span: Span, office: str, *, denied: bool) -> Attribution:
    return Attribution(
        start=span[0], end=span[1], context=span, office=office, form="direct", denied=denied, weight=1.0
    )
