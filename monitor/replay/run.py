"""An archive through the same passes with a simulated clock, in a store of its own: "what would have been sent".

Articles are met in the order of `seen`, a day's worth at a time: read, then weighed in the order in which things were
said; digests are made when their week has closed. After each batch it is written down how far it got, so that an
interrupted replay goes on from there; a batch that was only half done is done again, which changes nothing twice.
"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from datetime import date

    from monitor.pipeline import Pipeline
    from monitor.replay.progress import Progress
    from monitor.types import NewArticle

BATCH = 200


class SimulatedClock:
    """The time of the archive: moved by the replay, read by everything else."""

    def __init__(self, start: datetime) -> None:
        self.moment = start

    def __call__(self) -> datetime:
        return self.moment


class Batch(NamedTuple):
    """Articles of one day that are read and weighed together; `opens` where they are the day's first."""

    day: date
    articles: list[NewArticle]
    opens: bool


async def replay(
    articles: Sequence[NewArticle],
    pipeline: Pipeline,
    clock: SimulatedClock,
    *,
    step: Callable[[int], None],
    progress: Progress,
) -> None:
    """Runs the articles through the passes; `step` is told how many more are done, those of an earlier run included."""
    for number, batch in enumerate(batches_of(articles)):
        if number >= progress.batches:
            await _batch(batch, pipeline, clock)
            progress.advance()
        step(len(batch.articles))
    clock.moment = max(article.seen for article in articles) + timedelta(days=8)
    await pipeline.digest()


async def _batch(batch: Batch, pipeline: Pipeline, clock: SimulatedClock) -> None:
    if batch.opens:
        clock.moment = datetime.combine(batch.day, datetime.min.time(), UTC)
        await pipeline.digest()
    clock.moment = max(article.seen for article in batch.articles)
    pipeline.store.add_articles(batch.articles)
    while (await pipeline.read()).done:
        pass
    while (await pipeline.weigh()).done:
        pass


def batches_of(articles: Sequence[NewArticle]) -> Iterator[Batch]:
    """Always the same for the same articles, so that a number says how far a replay is."""
    ordered = sorted(articles, key=lambda article: (article.seen, article.published or article.seen, article.item_key))
    for day, of_day in groupby(ordered, key=lambda article: article.seen.date()):
        told = list(of_day)
        for start in range(0, len(told), BATCH):
            yield Batch(day, told[start : start + BATCH], start == 0)
