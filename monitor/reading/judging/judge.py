"""Who said which words → statements: which issues, which level, how firmly."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.reading.cues.parties import Parties
from monitor.reading.cues.rules import RuleReader
from monitor.reading.judging.case import Case
from monitor.reading.judging.elsewhere import mark_elsewhere
from monitor.reading.judging.excerpts import Excerpts
from monitor.reading.judging.handed_on import Told, left_to_others
from monitor.reading.judging.jests import open_in_jest
from monitor.reading.judging.no_answer import open_without_answer
from monitor.reading.judging.stated import state
from monitor.reading.judging.together import Together
from monitor.reading.judging.verdict import judge_by_rules

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.ports import CrossEncoder, Embedder
    from monitor.reading.cues.rules import Read
    from monitor.reading.found import Attribution
    from monitor.reading.judgement import Judgement, Judgements
    from monitor.types import Statement, World

MANY = 8
"""From so many statements on a text says more than what somebody chose of it, and most of that is about something else."""


class Judge:
    """Judges statements. Holds compiled patterns and anchor vectors; safe to keep for the life of a process.

    Without an `encoder` the rules judge alone, in English and Russian.
    """

    def __init__(self, world: World, embedder: Embedder | None, encoder: CrossEncoder | None = None) -> None:
        self._excerpts = Excerpts(world)
        self._parties = Parties(world)
        self._rules = RuleReader(world, embedder)
        self._encoder = encoder
        self._together = None if encoder is None else Together(world, self._rules, self._parties, encoder)
        self._of_others = frozenset(issue.code for issue in world.issues if issue.subject == "other")
        self._of_one_side = world.of_one_side

    @property
    def name(self) -> str:
        """What judges, for `Reading.model`. Raises ModelError."""
        return "rules" if self._encoder is None else f"rules+{self._encoder.name}"

    def judge(
        self,
        text: str,
        attributions: Sequence[Attribution],
        *,
        language: str,
        title: str,
        prose: str | None = None,
        chosen: bool = False,
    ) -> tuple[Statement, ...]:
        """For each attribution, in order, a statement for each issue it is about; one without an issue where there is none.

        One call to the embedder for the whole article and two to an encoder that reads in context: what has a level is read by itself as well. `prose`: the text with blanks where it is furniture, so that no such words are shown
        round a statement; None: it has none. `chosen`: somebody chose the statements for their topic, and each is read by itself; else a text of many is a
        whole speech. Raises ModelError.
        """
        around = None if chosen else text if prose is None else prose
        many = len(attributions) >= MANY and not chosen
        near = around if many else None
        cases = [
            Case(found=found, excerpt=self._excerpts.of(text, found, language=language, title=title, near=near))
            for found in attributions
        ]
        if self._together is None:
            judged = self._rules_alone(cases)
        else:
            judged = self._together.judge(cases, around=around, many=many, language=language)
        judged = [_told_as_read(case, each) for case, each in zip(cases, judged, strict=True)]
        if around is not None:
            judged = mark_elsewhere(cases, judged, article=f"{title}\n{around}", parties=self._parties)
        told = [Told(case.found, each, case.excerpt.speaker.bloc) for case, each in zip(cases, judged, strict=True)]
        judged = left_to_others(told, text, language, of_one_side=self._of_one_side, of_others=self._of_others)
        pairs = zip(attributions, judged, strict=True)
        return tuple(state(text, found, j) for found, each in pairs for j in open_in_jest(found, each, text, language))

    def judge_claim(self, claim: str, *, issue: str, language: str, bloc: str | None = None) -> Judgement:
        """A bare sentence on an issue that is given. Raises ModelError."""
        excerpt = self._excerpts.of_claim(claim, language=language, bloc=bloc)
        if self._together is not None:
            return self._together.judge_claim(excerpt, issue)
        read = self._rules.read_given(excerpt, issue)
        return judge_by_rules(excerpt.text, read, sure=True, denied=False, asks=False)

    def _rules_alone(self, cases: Sequence[Case]) -> list[Judgements]:
        """What the rules come to where there is no model: they read all."""
        reads = self._rules.read([case.excerpt for case in cases])
        return [open_without_answer(case, (_by_rules(case, read),)) for case, read in zip(cases, reads, strict=True)]


def _told_as_read(case: Case, judged: Judgements) -> Judgements:
    """With what was read in the place of the words said as a reason, where that is put more plainly: other reasons quote it."""
    if not case.excerpt.put:
        return judged
    return tuple(replace(each, reasons=(f"read as {case.excerpt.text!r}", *each.reasons)) for each in judged)


def _by_rules(case: Case, read: Read) -> Judgement:
    found = case.found
    return judge_by_rules(case.excerpt.text, read, sure=False, denied=found.denied, asks=found.asks)
