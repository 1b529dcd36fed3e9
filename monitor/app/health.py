"""What /healthz tells of a process."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.app.clock import utc_now
from monitor.web import Health

if TYPE_CHECKING:
    from monitor.answers import SlackSocket
    from monitor.scheduler import Scheduler

SILENT_FOR = timedelta(minutes=5)


def health_of(scheduler: Scheduler, socket: SlackSocket | None = None) -> Health:
    """What /healthz tells."""
    late = scheduler.silent(utc_now(), SILENT_FOR)
    unable = scheduler.unable()
    lacks = [inability for inability in unable.values() if inability is not None]
    # Told once, not with each pass.
    known = {words for inability in lacks for words in (inability.words, inability.why)}
    problems = [inability.words for inability in lacks]
    problems += [f"{name}: {problem}" for name, problem in scheduler.problems.items() if problem not in known]
    problems += [f"{name} has not ended well since {moment:%Y-%m-%d %H:%M:%S} UTC" for name, moment in late.items()]
    if socket is not None and socket.problem is not None:
        problems.append(f"answers in Slack are not heard: {socket.problem}")
    if scheduler.standing is not None and not scheduler.standing.well:
        problems.append(f"this process {scheduler.standing.words}")
    return Health(
        ticks=dict(scheduler.ticks),
        stale_after=SILENT_FOR,
        problems=tuple(problems),
        work={name: work._asdict() for name, work in scheduler.work.items()},
        tasks=scheduler.tasks(),
        unable={kind: inability is not None for kind, inability in unable.items()},
        leads=scheduler.standing is None or scheduler.standing.leads,
    )
