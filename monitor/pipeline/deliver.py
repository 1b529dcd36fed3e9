"""Outbox rows go to people, and are then marked as sent."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.alerts import TOO_FAST, after_failure, quiet_until, wakes_from
from monitor.errors import NotifyError
from monitor.pipeline.messages import send
from monitor.pipeline.tally import Tally, total
from monitor.types import CatchUp

if TYPE_CHECKING:
    from datetime import datetime

    from monitor.pipeline import Pipeline
    from monitor.types import Delivery, Sent

logger = logging.getLogger(__name__)

OUTAGE = timedelta(hours=1)

FLOOD = 5
"""So many alerts that waited so long are told in one message."""

LONGEST_WAIT = 2.0
"""Seconds that a pass waits for Slack before the next message; where it asks for more, the next pass goes on."""

AHEAD = 0.2
"""Seconds before a message may leave that it is made ready."""


async def deliver_due(pipeline: Pipeline, limit: int) -> Tally:
    claim, lease = pipeline.store.claim_delivery, pipeline.config.delivery.lease
    tallies: list[Tally] = []
    await asyncio.to_thread(_sum_up, pipeline)
    if pipeline.forwarders:
        await asyncio.to_thread(
            pipeline.store.copy_for, [forwarder.name for forwarder in pipeline.forwarders], pipeline.now()
        )
    pace = pipeline.notifier.pace
    while len(tallies) < limit and (wait := pace.wait() if pace else 0.0) < LONGEST_WAIT:
        await asyncio.sleep(max(0.0, wait - AHEAD))
        delivery = await asyncio.to_thread(claim, now := pipeline.now(), lease)
        if delivery is None:
            break
        tallies.append(await asyncio.to_thread(_deliver_one, pipeline, delivery, now))
    return total(tallies)


def _sum_up(pipeline: Pipeline) -> None:
    """After an outage: one message instead of a flood."""
    now = pipeline.now()
    wakes = wakes_from(pipeline.config.chat, now)
    held = pipeline.store.sum_up(now, since=now - OUTAGE, at_least=FLOOD, wakes=wakes)
    if held:
        logger.warning("%d alerts that could not be sent for %s are told in one message", held, OUTAGE)


def _deliver_one(pipeline: Pipeline, delivery: Delivery, now: datetime) -> Tally:
    try:
        sent = _look_up(pipeline, delivery, now)
        until = None if sent else _quiet_until(pipeline, delivery, now)
        if until is not None:
            pipeline.store.postpone(delivery.id, until)
            return Tally(1)
        sent = sent or send(pipeline, delivery)
    except NotifyError as error:
        return _not_delivered(pipeline, delivery, error)
    pipeline.store.mark_sent(delivery.id, sent, pipeline.now(), pictures=pipeline.notifier.gallery is not None)
    place = f"{sent.channel} {sent.ts}".strip()
    logger.info("message %s %s", delivery.key, f"is at {place}" if place else "had nothing to show")
    return Tally(1, 1)


def _quiet_until(pipeline: Pipeline, delivery: Delivery, now: datetime) -> datetime | None:
    """When alerts may disturb people, where that is not now: the weightiest of all that the message is about decides."""
    catch_up = delivery.news if isinstance(delivery.news, CatchUp) else None
    about = catch_up.alerts if catch_up else (delivery.ref,) if delivery.kind == "alert" else ()
    stories = [story for ref in about if (story := pipeline.store.story(ref)) is not None]
    if not stories:
        return None
    weightiest = max((story.weightiest for story in stories), key=lambda alert: alert.severity)
    return quiet_until(weightiest, pipeline.config.chat, now)


def _look_up(pipeline: Pipeline, delivery: Delivery, now: datetime) -> Sent | None:
    """A try that began before this claim has an unknown outcome: the message, if it arrived after all."""
    begun = delivery.started_at
    finder = pipeline.notifier.finder
    if begun is None or begun >= now or delivery.kind in ("edit", "copy") or finder is None:
        return None
    return finder.find(delivery.key, begun, _thread_of(pipeline, delivery))


def _thread_of(pipeline: Pipeline, delivery: Delivery) -> Sent | None:
    if delivery.kind == "picture":
        return pipeline.store.place_of(delivery.ref)
    story = pipeline.store.story(delivery.ref) if delivery.kind == "reply" else None
    return story.sent if story else None


def _not_delivered(pipeline: Pipeline, delivery: Delivery, error: NotifyError) -> Tally:
    if error.code == TOO_FAST and error.retry_after is not None and pipeline.notifier.pace is not None:
        pipeline.notifier.pace.refused(error.retry_after.total_seconds())
    verdict = after_failure(error, delivery.attempts, settings=pipeline.config.delivery, now=pipeline.now())
    if verdict.refused:
        pipeline.store.mark_refused(delivery.id, str(error), pipeline.now())
    else:
        pipeline.store.mark_failed(delivery.id, str(error), retry_at=verdict.retry_at, sure=verdict.sure)
    again = delivery.kind == "picture" and delivery.attempts > 1  # pictures may be left waiting: said once
    logger.log(
        logging.DEBUG if again else logging.WARNING,
        "message %s (try %d): %s",
        delivery.key,
        delivery.attempts,
        error,
    )
    return Tally(1, 0, (f"{delivery.key}: {error}",))
