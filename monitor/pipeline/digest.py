"""A closed week becomes one digest and its outbox row."""

from __future__ import annotations

import asyncio
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.config import command_for, unfinished
from monitor.digest import (
    VOLUME_WEEKS,
    build_digest,
    due_week,
    lateness,
    made_again,
    not_over,
    nothing_collected,
    previous_week,
)
from monitor.errors import UsageError
from monitor.pipeline.files import write_page
from monitor.pipeline.tally import Tally, total
from monitor.pipeline.weekly import EMPHASIS_WEEKS, starved_in, weigh_week
from monitor.pipeline.weigh import context_of, record_at, record_of
from monitor.shifts import frozen_weeks, in_words, stood_at

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from monitor.digest import Week
    from monitor.pipeline import Pipeline
    from monitor.ports import Past, WeekRows
    from monitor.types import Digest, Share, StreamState, Utterance

TRAIL = timedelta(weeks=12)
"""How far back the digest's charts show what was said."""

MADE_IN_A_ROW = 4
"""Weeks: before so many that have a digest, none is taken to be missing."""

LOOKED_PAST_MADE = timedelta(weeks=8)
"""How far back weeks are missing that lie before one that has a digest: what was collected may be much older than the first digest."""


async def digest_closed(pipeline: Pipeline) -> Tally:
    week = due_week(pipeline.now(), pipeline.config.digest)
    missing = [] if week is None else await asyncio.to_thread(_missing, pipeline, week)
    if missing and pipeline.digest_apart is not None:
        return await pipeline.digest_apart(pipeline.now())
    return await asyncio.to_thread(_digest_each, pipeline, missing)


def _missing(pipeline: Pipeline, last: Week) -> list[Week]:
    """Weeks without a digest, back to some in a row that have one or to the first that we saw anything in; oldest first.

    One alone ends nothing within the last weeks: a person may have sent the newest after an outage of many.
    """
    missing: list[Week] = []
    first, week, made, oldest = pipeline.store.first_seen(), last, 0, date.min
    while first is not None and first < week.end and oldest < week.monday and made < MADE_IN_A_ROW:
        if pipeline.store.digest(week.name) is None:
            made, missing = 0, [*missing, week]
        else:
            made, oldest = made + 1, last.monday - LOOKED_PAST_MADE
        week = previous_week(week, pipeline.config.digest.timezone)
    return missing[::-1]


def _digest_each(pipeline: Pipeline, weeks: Sequence[Week]) -> Tally:
    return total([_digest_once(pipeline, week) for week in weeks])


def _digest_once(pipeline: Pipeline, week: Week) -> Tally:
    digest = close_week(pipeline, week)
    write_page(pipeline, digest)
    return Tally(1, int(pipeline.store.save_digest(digest, send=True)))


def close_week(pipeline: Pipeline, week: Week) -> Digest:
    weigh_week(pipeline, week)
    late = lateness(week, pipeline.config.digest, now=pipeline.now(), began=pipeline.began)
    return make_digest(pipeline, week, late=late)


def make_digest(pipeline: Pipeline, week: Week, *, late: str | None = None) -> Digest:
    shares = pipeline.store.weekly_shares(week.counted_until, EMPHASIS_WEEKS)
    rows, settings, now = _digest_rows(pipeline, week, shares), pipeline.config.digest, pipeline.now()
    before_all = nothing_collected(week, settings, first_seen=pipeline.store.first_seen(), now=now)
    if before_all:  # how feeds stand today says nothing of a time when none was asked
        rows = rows._replace(feeds=())
    return build_digest(
        rows,
        week=week,
        config=pipeline.config,
        versions=pipeline.versions,
        previous=pipeline.store.digest(previous_week(week, pipeline.config.digest.timezone).name),
        now=now,
        frozen=_frozen(pipeline, week, shares),
        late=late or not_over(week, settings, now=now) or before_all,
        notes=(in_words(record_at(pipeline, week.end)), *_unfinished(pipeline)),
    )


def remake_digest(pipeline: Pipeline, week: Week) -> Digest:
    return made_again(make_digest(pipeline, week), pipeline.store.digest(week.name))


def _frozen(pipeline: Pipeline, week: Week, shares: Sequence[Share]) -> set[str]:
    """Offices of which too little was heard; while the week goes on that is said of nobody."""
    if week.end > pipeline.now():
        return set()
    lost = frozen_weeks(shares) | starved_in(pipeline, week.end - timedelta(weeks=EMPHASIS_WEEKS), week.end)
    return {office for office, monday in lost if monday == week.monday}


def _digest_rows(pipeline: Pipeline, week: Week, shares: Sequence[Share]) -> WeekRows:
    bounds = [*(week.start - timedelta(weeks=n) for n in range(VOLUME_WEEKS, -1, -1)), week.end]
    return pipeline.store.week_rows(week.start, week.end)._replace(
        utterances=tuple(pipeline.store.utterances_between(week.end - TRAIL, week.end)),
        shares=tuple(shares),
        streams=tuple(_streams_at(pipeline, week.end)),
        volumes=pipeline.store.feed_volumes(bounds) if week.end <= pipeline.now() else {},
        absences=pipeline.store.feed_absences(week.end - TRAIL, min(week.end, pipeline.now())),
    )


def _streams_at(pipeline: Pipeline, end: datetime) -> list[StreamState]:
    """Every stream that is followed, as it stood then: those that have gone on since are folded again up to there."""
    followed = (state for state in pipeline.store.streams() if pipeline.config.world.follows(state.key))
    states = {state.key: state for state in followed}
    later = [key for key, state in states.items() if state.last_at >= end]
    memory = pipeline.store.stream_memory(later, at=end, window=timedelta())
    context = context_of(pipeline, end, (), record=record_of(pipeline))
    then = {key: stood_at(_all_said(memory[key].past), key, end=end, context=context) for key in later}
    return [state for key in states if (state := then.get(key, states[key])) is not None]


def _all_said(past: Past | None) -> tuple[Utterance, ...]:
    return () if past is None else past.said


def _unfinished(pipeline: Pipeline) -> list[str]:
    """Baselines that two people agreed on and nobody has written yet."""
    try:
        waiting = unfinished(pipeline.store.proposals(), Path(pipeline.config.folder))
    except UsageError as error:
        return [f"Whether approved baselines were written is not known: {error}"]
    return [f"A baseline approved by {p.decided_by} is not written yet: {command_for(p)}" for p in waiting]
