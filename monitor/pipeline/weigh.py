"""Statements become utterances in streams, and alerts with their outbox rows."""

from __future__ import annotations

import asyncio
import logging
from dataclasses import replace
from datetime import timedelta
from functools import partial
from typing import TYPE_CHECKING, NamedTuple

from monitor.alerts import muted
from monitor.errors import StoreError
from monitor.pipeline.on_demand import EachOnDemand, ListOnDemand
from monitor.pipeline.tally import Tally, sum_or_raise
from monitor.reading import origin_of
from monitor.shifts import Meaning, WeighContext, gather, judgement_of, learnt, made_with, may_be_old, needed, weigh
from monitor.types import StreamKey

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from datetime import datetime

    from monitor.pipeline import Pipeline
    from monitor.ports import StreamMemory
    from monitor.types import Alert, Article, Statement, TrackRecord, Utterance, Weighed

logger = logging.getLogger(__name__)

BUDGET_WINDOW = timedelta(days=7)

VERDICTS = 1_000
"""So many of the newest verdicts teach how often alerts are borne out."""

ANSWERED_LATELY = 20
"""Among so many of the newest verdicts one that was not there before is noticed, also where it was given before the newest and came after it."""

DISMISSED_FOR = timedelta(days=60)
"""How long a pattern that a person dismissed needs far stronger evidence."""

Unweighed = tuple["Article", tuple["Statement", ...], str | None]
"""An article, its statements, and the id of the article it copies."""


class Answers(NamedTuple):
    """What people said of alerts, as weighing takes it: patterns dismissed of late, and what verdicts taught."""

    dismissed: frozenset[tuple[StreamKey, str | None]]
    record: TrackRecord


async def weigh_unweighed(pipeline: Pipeline, limit: int) -> Tally:
    pending = await asyncio.to_thread(pipeline.store.unweighed, limit)
    if not pending:
        return Tally()
    answers = await asyncio.to_thread(_answers_by_now, pipeline)
    # One odd article must not hold up all that come after it; it stays unweighed, and the pass then says why.
    ended: list[Tally | BaseException] = []
    for piece in pending:
        ended += await asyncio.gather(asyncio.to_thread(weigh_piece, pipeline, piece, answers), return_exceptions=True)
        if isinstance(ended[-1], StoreError):
            break
        if isinstance(ended[-1], Tally) and ended[-1].new:
            pipeline.hints.left("weigh")
    return sum_or_raise(ended)


def _answers_by_now(pipeline: Pipeline) -> Answers:
    """Gathered anew once a person has judged another alert, or the day has changed: a thousand verdicts take longer than what is weighed by them."""
    newest = [(alert.id, word) for alert, word in pipeline.store.judged(ANSWERED_LATELY)]
    known = (*newest, pipeline.now().date())
    if known not in pipeline.answers:
        pipeline.answers.clear()
        pipeline.answers[known] = answers_of(pipeline)
    return pipeline.answers[known]


def answers_of(pipeline: Pipeline) -> Answers:
    alerts = pipeline.store.dismissed(pipeline.now() - DISMISSED_FOR)
    moves = (alert for alert in alerts if alert.one_move)
    dismissed = frozenset((StreamKey(alert.office, alert.issue), alert.direction) for alert in moves)
    return Answers(dismissed=dismissed, record=record_of(pipeline))


def record_of(pipeline: Pipeline) -> TrackRecord:
    """How often alerts were borne out, as far as verdicts taught it by now."""
    return _learnt(pipeline, pipeline.store.judged(VERDICTS))


def record_at(pipeline: Pipeline, end: datetime) -> TrackRecord:
    """The same, as far as verdicts taught it that were given before `end`."""
    return _learnt(pipeline, pipeline.store.judged_by(end))


def _learnt(pipeline: Pipeline, judged: Sequence[tuple[Alert, str]]) -> TrackRecord:
    said = (judgement_of(alert, word) for alert, word in judged)
    return learnt([*(one for one in said if one is not None), *pipeline.taught], pipeline.config.rules.detect)


def weigh_piece(pipeline: Pipeline, piece: Unweighed, answers: Answers) -> Tally:
    weighed = _weigh_one(pipeline, *piece, answers=answers)
    pipeline.store.save_weighed(piece[0].id, weighed, pipeline.now())
    for alert in weighed.alerts:
        held = f": {alert.held}" if alert.held else ""
        logger.info("alert %s: %s (%s%s)", alert.id, alert.headline, alert.channel, held)
    return Tally(1, len(weighed.alerts))


def _hold_muted(pipeline: Pipeline) -> Callable[[Alert], Alert]:
    """What people do not want to hear of goes to the digest; what goes on from a known alert still goes into its thread."""
    mutes = ListOnDemand(partial(pipeline.store.mutes, pipeline.now()))
    return partial(muted, mutes=mutes, feeds_of=partial(_feeds_of, pipeline))


def _feeds_of(pipeline: Pipeline, alert: Alert) -> frozenset[str]:
    """The feeds that the words for it came by."""
    articles = {pipeline.store.article(place.article) for place in alert.evidence if place.favours}
    return frozenset(article.feed_id for article in articles if article is not None)


def _weigh_one(
    pipeline: Pipeline,
    article: Article,
    statements: Sequence[Statement],
    copy_of: str | None,
    *,
    answers: Answers,
) -> Weighed:
    rules, world = pipeline.config.rules, pipeline.config.world
    original = pipeline.store.utterances_of(copy_of) if copy_of else []
    # Copies of copies reach no further than a copy does: a line repeated for months is said again, not reprinted.
    original = [u for u in original if abs(u.said_at - article.dated) <= rules.merge.copy_window]
    told = replace(article, owner=origin_of(article, pipeline.config.feeds))
    utterances = gather(told, statements, world=world, rules=rules, original=original)
    times = [utterance.said_at for utterance in utterances] or [article.dated]
    at = min(times)
    memory = _memory_of(pipeline, keys := [u.key for u in utterances], at)
    memory |= {u.key: memory[u.key]._replace(older=_said_before(pipeline, u)) for u in utterances if may_be_old(u)}
    context = context_of(pipeline, at, keys, record=answers.record, until=max(times))
    context = replace(context, dismissed=answers.dismissed)
    weighed = weigh(article, utterances, memory, context=context, now=pipeline.now())
    return replace(weighed, alerts=tuple(context.hold_muted(alert) for alert in weighed.alerts))


def _memory_of(pipeline: Pipeline, keys: Sequence[StreamKey], at: datetime) -> dict[StreamKey, StreamMemory]:
    store, window = pipeline.store, pipeline.config.rules.merge.window
    usable = made_with(pipeline.versions, pipeline.config.rules)
    memory = store.stream_memory(keys, at=at, window=window, made_with=usable)
    look_back = partial(store.stream_past, before=at - window, made_with=usable)
    return {key: known._replace(look_back=partial(look_back, key)) for key, known in memory.items()}


def _said_before(pipeline: Pipeline, utterance: Utterance) -> tuple[Utterance, ...]:
    """What the office said in these words before they could be news."""
    merge, at = pipeline.config.rules.merge, utterance.said_at
    office, runs, least = utterance.key.office, utterance.shingles, needed(utterance)
    return tuple(
        pipeline.store.said_before(office, runs, at_least=least, since=at - merge.remembered, until=at - merge.stale)
    )


def context_of(
    pipeline: Pipeline,
    at: datetime,
    keys: Sequence[StreamKey],
    *,
    record: TrackRecord,
    until: datetime | None = None,
) -> WeighContext:
    """For what was said from `at` to `until`: an article of today may quote what was said years ago, too."""
    store, near, end = pipeline.store, pipeline.config.rules.together.window, until or at
    offices, issues = sorted({key.office for key in keys}), sorted({key.issue for key in keys})
    return WeighContext(
        world=pipeline.config.world,
        baseline=pipeline.config.baseline,
        rules=pipeline.config.rules,
        versions=pipeline.versions,
        record=record,
        chat=ListOnDemand(partial(store.sent_to_chat, at - BUDGET_WINDOW, end + BUDGET_WINDOW)) if keys else (),
        office_history=EachOnDemand(offices, store.office_history),
        near=ListOnDemand(partial(store.alerts_on, issues, at - near, end + near)) if keys else (),
        siblings=EachOnDemand(offices, store.streams),
        likeness=Meaning(pipeline.embedder) if pipeline.embedder is not None else None,
        hold_muted=_hold_muted(pipeline),
    )
