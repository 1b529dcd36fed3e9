"""The courses of action that statements call good or bad, put as proposals and judged by rules and model."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.ports import Saying
from monitor.reading.cues.cue_words import LANGUAGES
from monitor.reading.cues.evaluations import evaluations
from monitor.reading.cues.refused_proposals import clause_alone
from monitor.reading.judging.consensus import judge_by_both
from monitor.reading.judging.restated import Restated, as_said_by_all, heeded_in, settle, unsure_of
from monitor.types.reading import OUTRIGHT

if TYPE_CHECKING:
    from collections.abc import Sequence

    from monitor.ports import CrossEncoder, Placed
    from monitor.reading.cues.evaluated import Evaluated
    from monitor.reading.cues.good_or_bad import Verdict
    from monitor.reading.cues.rules import Excerpt, RuleReader
    from monitor.reading.judgement import Judgements
    from monitor.reading.judging.case import ReadCase
    from monitor.types import World


class Proposals:
    """Judges what is called good or bad as if the speaker proposed it (docs/adr/0031). Safe to keep for the life of a process."""

    def __init__(self, world: World, rules: RuleReader, encoder: CrossEncoder) -> None:
        self._rules, self._encoder = rules, encoder
        self._lines = frozenset(issue.code for issue in world.issues if not issue.judges)
        self._deeds = frozenset(issue.code for issue in world.issues if issue.of_conduct)
        self._voices = (None, *sorted({side.blocs[0] for side in world.sides if side.blocs and side.opponents}))

    def settle(self, cases: Sequence[ReadCase], judged: Sequence[Judgements]) -> list[Judgements]:
        """The judgements, mended by the courses of action that the statements call good or bad. Raises ModelError."""
        restated = self._restated(cases, judged)
        return [
            settle(each, restated[n], kept_open=case.read.left_open, denied=case.excerpt.denied)
            if n in restated
            else each
            for n, (case, each) in enumerate(zip(cases, judged, strict=True))
        ]

    def _restated(self, cases: Sequence[ReadCase], judged: Sequence[Judgements]) -> dict[int, list[Restated]]:
        """By number, the courses of action that a statement calls good or bad, each as its proposal is judged by itself."""
        numbers = [n for n, each in enumerate(judged) if any(j.issue in self._lines for j in each)]
        pairs = [(n, one) for n in numbers for one in _judged_in(cases[n].excerpt)]
        if not pairs:
            return {}
        heard = self._heard([text for _, one in pairs for text in (one.proposal, one.contrary) if text])
        proposals = [replace(cases[n].excerpt, text=one.proposal) for n, one in pairs]
        restated: dict[int, list[Restated]] = {}
        for (n, one), proposal, read in zip(pairs, proposals, self._rules.read(proposals), strict=True):
            outright = {j.issue for j in judged[n] if j.issue is not None and OUTRIGHT in j.marks}
            found = judge_by_both(proposal.text, read, heard[one.proposal], denied=False, asks=False)
            unsure = unsure_of(read, heard[one.proposal], heard.get(one.contrary), outright=outright)
            restated.setdefault(n, []).append(
                Restated(
                    of=one,
                    verdict=self._verdict(proposal, one),
                    judged=found,
                    theirs=self._rules.owned_by_other(proposal, one.owner),
                    unsure=unsure | (self._lines - self._deeds),
                    heeded=heeded_in(one, cases[n].read, judged[n]),
                )
            )
        return restated

    def _heard(self, texts: Sequence[str]) -> dict[str, Placed]:
        """Each text as the model hears it from nobody and from each side of the topic, on the issues that tell what should be done."""
        texts = list(dict.fromkeys(texts))
        placed = self._encoder.place([[Saying(text, bloc)] for text in texts for bloc in self._voices])
        n = len(self._voices)
        return {text: as_said_by_all(placed[k * n : k * n + n]).only(self._lines) for k, text in enumerate(texts)}

    def _verdict(self, excerpt: Excerpt, one: Evaluated) -> Verdict:
        """What hurts the other side is no harm to the speaker, and what helps it no help."""
        if not one.whom or one.verdict not in ("bad", "good"):
            return one.verdict
        if excerpt.language not in LANGUAGES or excerpt.speaker.bloc is None:
            return "unknown"
        if not self._rules.names_opponent(excerpt, one.whom):
            return one.verdict
        return "good" if one.verdict == "bad" else "bad"


def _judged_in(excerpt: Excerpt) -> tuple[Evaluated, ...]:
    """The courses of action that it calls something, or else the clause that it denies, or does not exclude."""
    return evaluations(excerpt.text, excerpt.language) or clause_alone(
        excerpt.text, excerpt.around, excerpt.language, denied=excerpt.denied
    )
