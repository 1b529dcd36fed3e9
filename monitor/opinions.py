"""Second opinions: asks another model about the statements that matter, within a budget and a deadline.

Whatever goes wrong, the judgement at hand stands and the statement says why it is alone.
"""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.errors import OpinionError
from monitor.reading import join, question_of, without_opinion

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from monitor.ports import OpinionBudget, SecondJudge
    from monitor.types import Article, Opinion, OpinionSettings, Reading, Statement, World

logger = logging.getLogger(__name__)

LATE = "the time for it was over"


class SecondOpinions:
    """`refusal` says why a statement is not asked about, None where it is. While the model is away nobody is asked."""

    def __init__(
        self,
        judge: SecondJudge,
        budget: OpinionBudget,
        *,
        world: World,
        settings: OpinionSettings,
        refusal: Callable[[Statement, Article], str | None],
        now: Callable[[], datetime],
    ) -> None:
        self.judge = judge
        self._budget = budget
        self._world = world
        self._settings = settings
        self._refusal = refusal
        self._now = now
        self._turns = asyncio.Semaphore(settings.concurrency)
        self._away: tuple[datetime, str] | None = None

    def deadline(self) -> float:
        """When what is asked from now on must be answered, on the loop's clock."""
        return asyncio.get_running_loop().time() + self._settings.deadline.total_seconds()

    async def on(self, article: Article, reading: Reading, *, until: float) -> Reading:
        """The reading with a second opinion on each statement that matters. Raises StoreError."""
        wanted = [n for n, s in enumerate(reading.statements) if self._refusal(s, article) is None]
        if not wanted:
            return reading
        answers = await asyncio.gather(*(self._ask(article, reading.statements[n], until) for n in wanted))
        statements = list(reading.statements)
        for n, answer in zip(wanted, answers, strict=True):
            statements[n] = self._joined(statements[n], answer, first=reading.model)
        return replace(reading, statements=tuple(statements))

    def _joined(self, statement: Statement, answer: Opinion | str, *, first: str) -> Statement:
        if isinstance(answer, str):
            return without_opinion(statement, answer)
        return join(statement, answer, first=first, confusion=self._settings.confusion)

    async def _ask(self, article: Article, statement: Statement, until: float) -> Opinion | str:
        """The opinion, or why there is none."""
        async with self._turns:
            waits = self._reason_to_wait(until)
            if waits is not None:
                return waits
            claimed = self._now()
            if not await asyncio.to_thread(self._budget.claim_opinion, claimed, self._settings.per_day):
                return f"the day's {self._settings.per_day} are spent"
            answer = await self._answer(article, statement, until)
            trouble = str(answer) if isinstance(answer, OpinionError) else None
            spent = answer.spent if isinstance(answer, OpinionError) else True
            await asyncio.to_thread(self._budget.end_opinion, claimed, trouble, self._now(), spent=spent)
            return str(answer) if isinstance(answer, OpinionError) else answer

    def _reason_to_wait(self, until: float) -> str | None:
        if asyncio.get_running_loop().time() >= until:
            return LATE
        if self._away is not None and self._now() < self._away[0]:
            return f"{self._away[1]}; asked again from {self._away[0]:%H:%M} UTC"
        return None

    async def _answer(self, article: Article, statement: Statement, until: float) -> Opinion | OpinionError:
        """Logs why there is no answer, once, and remembers where the model is away."""
        question = question_of(statement, article, world=self._world)
        try:
            async with asyncio.timeout_at(until):
                return await self.judge.ask(question)
        except TimeoutError:
            error = OpinionError(LATE)
        except OpinionError as refused:
            error = refused
        if error.away:
            self._away = (self._now() + (error.retry_after or self._settings.pause), str(error))
        logger.warning("second opinion on %s: %s", question.ref, error)
        return error
