"""`analyse --second-opinion`: asks the model by hand, about every statement on an issue, whoever said it. No store, no day's budget."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from monitor.app.clock import utc_now
from monitor.app.environment import environment
from monitor.errors import UsageError
from monitor.models import LlmJudge
from monitor.opinions import SecondOpinions
from monitor.reading import unasked

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.models import Endpoint
    from monitor.types import Article, Config, Reading, Statement


class ThisCommand:
    """An OpinionBudget that lasts as long as the command: who asks by hand wants the answer, and no surprise on the bill."""

    def __init__(self) -> None:
        self._asked = 0

    def claim_opinion(self, now: datetime, per_day: int) -> bool:
        _ = now
        self._asked += 1
        return self._asked <= per_day

    def end_opinion(self, claimed: datetime, trouble: str | None, now: datetime, *, spent: bool) -> None:
        """Nothing is kept."""


class HandAsker:
    """Readings with a second opinion; one budget for the whole command. Raises UsageError where no endpoint is named."""

    def __init__(self, config: Config) -> None:
        endpoint = environment().llm
        if endpoint is None:
            raise UsageError("--second-opinion needs LLM_BASE_URL and LLM_MODEL; docs/models.md says how")
        self._endpoint: Endpoint = endpoint
        self._config = config
        self._budget = ThisCommand()

    def on(self, article: Article, reading: Reading) -> Reading:
        return asyncio.run(self._on(article, reading))

    async def _on(self, article: Article, reading: Reading) -> Reading:
        judge = LlmJudge(self._endpoint, self._config.llm)
        second = SecondOpinions(
            judge, self._budget, world=self._config.world, settings=self._config.llm, refusal=_refusal, now=utc_now
        )
        try:
            return await second.on(article, reading, until=float("inf"))
        finally:
            await judge.close()


def _refusal(statement: Statement, article: Article) -> str | None:
    _ = article
    return unasked(statement)
