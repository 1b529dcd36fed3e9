"""What only many weeks show is weighed up to the end of one."""

from __future__ import annotations

import logging
from dataclasses import replace
from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.errors import ModelError
from monitor.pipeline.weigh import context_of, record_of
from monitor.shifts import (
    WeighContext,
    beside,
    emphasis_alerts,
    on_topic,
    shown_ids,
    starved_weeks,
    theme_alerts,
    themes,
    weekly_alerts,
    weekly_shifts,
)

if TYPE_CHECKING:
    from datetime import date, datetime

    from monitor.digest import Week
    from monitor.pipeline import Pipeline
    from monitor.types import Alert

logger = logging.getLogger(__name__)

EMPHASIS_WEEKS = 60

KNOWN_BEFORE = timedelta(weeks=8)
"""How far back it is looked whether a shift that only many weeks show was told already."""


def weigh_week(pipeline: Pipeline, week: Week) -> int:
    """Weighs who speaks, what fell silent, who moved apart, which words are new, how often each office spoke of each issue, what is new; answers
    how many alerts are new."""
    # Raised in the week that it is about, so that it stands in that week's digest.
    raised = min(pipeline.now(), week.end - timedelta(microseconds=1))
    until = week.counted_until
    shares = pipeline.store.weekly_shares(until, EMPHASIS_WEEKS)
    said = pipeline.store.said_between(until - timedelta(weeks=EMPHASIS_WEEKS), until)
    context = _week_context(pipeline, week.end)
    worded = pipeline.store.worded_between(until - context.rules.new_wording.back, until)
    starved = starved_in(pipeline, week.end - timedelta(weeks=EMPHASIS_WEEKS), week.end)
    shifts = weekly_shifts(said, world=context.world, rules=context.rules, until=until, starved=starved, worded=worded)
    found = weekly_alerts(shifts, pipeline.store.utterances(shown_ids(shifts)), context=context, now=raised)
    told = pipeline.store.alerts_on(_issues(pipeline), week.end - timedelta(weeks=EMPHASIS_WEEKS), week.end)
    louder = emphasis_alerts(shares, context=context, now=raised, starved=starved, told=told)
    new = _new_themes(pipeline, week, context, raised)
    return pipeline.store.add_alerts((*found, *beside(found, louder), *new), pipeline.now())


def starved_in(pipeline: Pipeline, start: datetime, end: datetime) -> frozenset[tuple[str, date]]:
    """Weeks in which feeds that carry an office were away."""
    absences = pipeline.store.feed_absences(start, end)
    return starved_weeks(pipeline.store.feed_parts(start, end), absences) if absences else frozenset()


def _new_themes(pipeline: Pipeline, week: Week, context: WeighContext, raised: datetime) -> tuple[Alert, ...]:
    """What is said on no issue and was not said before; nothing where there is no model of sentences."""
    if pipeline.embedder is None:
        return ()
    rules = context.rules.theme
    unplaced = on_topic(pipeline.store.unplaced_between(week.end - rules.back, week.end), context.world)
    try:
        usual = sum(one.at < week.end - rules.window for one in unplaced)
        quotes = [one.evidence.quote for one in unplaced]
        near = pipeline.nearness.of(quotes, pipeline.embedder, usual=usual, share=rules.share, between=rules.between)
    except ModelError as error:
        logger.warning("new themes are not looked for: %s", error)
        return ()
    found = themes(unplaced, near, until=week.end, rules=rules)
    return theme_alerts(found, context=context, until=week.end, now=raised)


def _week_context(pipeline: Pipeline, end: datetime) -> WeighContext:
    known = max(KNOWN_BEFORE, pipeline.config.rules.new_wording.again)
    near = tuple(pipeline.store.alerts_on([*_issues(pipeline), ""], end - known, end))  # themes are on none
    return replace(context_of(pipeline, end, (), record=record_of(pipeline)), near=near)


def _issues(pipeline: Pipeline) -> list[str]:
    return sorted(issue.code for issue in pipeline.config.world.issues)
