"""Rules and model judge together: each reads the statements of a text, and what they see is brought together."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.reading.judgement import Judgement
from monitor.reading.judging.borne_out import borne_out
from monitor.reading.judging.by_itself import mark_carried
from monitor.reading.judging.case import ReadCase
from monitor.reading.judging.consensus import ABOUT, judge_by_both
from monitor.reading.judging.no_answer import open_without_answer
from monitor.reading.judging.proposals import Proposals
from monitor.reading.judging.replies import on_the_question, question_of
from monitor.reading.judging.shown import saying, shown_texts
from monitor.reading.judging.wanted import topical, wanted, why_unasked

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.ports import CrossEncoder, Placed
    from monitor.reading.cues.parties import Parties
    from monitor.reading.cues.rules import Excerpt, Read, RuleReader
    from monitor.reading.judgement import Judgements
    from monitor.reading.judging.case import Case
    from monitor.reading.judging.shown import Shown
    from monitor.types import World

MOST = 150
"""So many statements of one text the model is asked about before it is asked about fewer: it takes about a hundredth of a second for each."""


class Together:
    """Judges by rules and model. Safe to keep for the life of a process."""

    def __init__(self, world: World, rules: RuleReader, parties: Parties, encoder: CrossEncoder) -> None:
        self._rules, self._parties, self._encoder = rules, parties, encoder
        self._issues = frozenset(issue.code for issue in world.issues)
        self._proposals = Proposals(world, rules, encoder)

    def judge(self, cases: Sequence[Case], *, around: str | None, many: bool, language: str) -> list[Judgements]:
        """The judgements of each, in order. `around`: the text that they stand in, in that language, None: each is read by itself; `many`: it is a long text. Raises ModelError."""
        read_cases, texts = self._read(cases, around=around, many=many, language=language)
        judged = [self._judge(case, many=many) for case in read_cases]
        judged = mark_carried(read_cases, judged, texts, encoder=self._encoder, issues=self._issues)
        return self._proposals.settle(read_cases, judged)

    def judge_claim(self, excerpt: Excerpt, issue: str) -> Judgement:
        """Words on an issue that is given. Raises ModelError."""
        (placed,) = self._encoder.place([[saying(excerpt)]])
        read = self._rules.read_given(excerpt, issue)
        return judge_by_both(excerpt.text, read, placed.only(self._issues), denied=False, asks=False, given=issue)[0]

    def _read(
        self, cases: Sequence[Case], *, around: str | None, many: bool, language: str
    ) -> tuple[list[ReadCase], list[Shown]]:
        """Each as both read it, and the texts in which the model was shown those that it was asked about."""
        excerpts = [case.excerpt for case in cases]
        named = topical(excerpts, self._parties, many=many)
        reads, questions = self._by_rules(excerpts, named)
        numbers = wanted(excerpts, reads, named, self._parties, at_most=MOST if many else len(cases))
        texts = shown_texts(cases, [n for n in numbers if not cases[n].is_reporters], around=around, language=language)
        placed = self._by_model(texts)
        read_cases = [
            ReadCase(
                found=case.found,
                excerpt=case.excerpt,
                read=self._with_plain(reads[n], case.excerpt, placed.get(n)),
                question_read=questions.get(n),
                placed=placed.get(n),
            )
            for n, case in enumerate(cases)
        ]
        return read_cases, texts

    def _by_rules(self, excerpts: Sequence[Excerpt], named: Sequence[bool]) -> tuple[Sequence[Read], dict[int, Read]]:
        """What the rules read in each, and by number in the question that one replies to."""
        replies = [n for n, excerpt in enumerate(excerpts) if excerpt.reply_to]
        both = self._rules.read(
            [*excerpts, *(question_of(excerpts[n]) for n in replies)], wanted=[*named, *(True for _ in replies)]
        )
        return both[: len(excerpts)], dict(zip(replies, both[len(excerpts) :], strict=True))

    def _by_model(self, texts: Sequence[Shown]) -> dict[int, Placed]:
        """What the model sees in each that it is shown, by number."""
        numbers = [n for shown in texts for n in shown.numbers]
        placed = self._encoder.place([shown.text for shown in texts])
        return {n: each.only(self._issues) for n, each in zip(numbers, placed, strict=True)}

    def _with_plain(self, read: Read, excerpt: Excerpt, placed: Placed | None) -> Read:
        """With what the rules see plainly on issues that only the model found: of a plain negation it often overlooks the "not"."""
        places = {} if placed is None else placed.places
        found = [code for code, place in places.items() if place.about >= ABOUT and code not in read.stances]
        plain = {code: stance for code in found if (stance := self._rules.plain_stance(excerpt, code)) is not None}
        return replace(read, stances={**read.stances, **plain}) if plain else read

    def _judge(self, case: ReadCase, *, many: bool) -> Judgements:
        """What rules and model come to, where the model was asked, with the marks of what the rules bear out."""
        if case.placed is None:
            return (Judgement(reasons=(why_unasked(case),)),)
        excerpt, found = case.excerpt, case.found
        named = self._parties.heard(excerpt.text, excerpt.before, excerpt.speaker.bloc) if many else None
        both = judge_by_both(excerpt.text, case.read, case.placed, denied=found.denied, asks=found.asks, named=named)
        replied = on_the_question(both, case.read.candidates, case.question_read)
        return borne_out(case, open_without_answer(case, replied), many=many)
