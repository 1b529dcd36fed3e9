"""How a stream stood at a moment that has passed. May import: types, and shifts.compose, streams."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.shifts.streams import fold_all, setting_of

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from monitor.shifts.compose import WeighContext
    from monitor.types import StreamKey, StreamState, Utterance


def stood_at(
    history: Sequence[Utterance], key: StreamKey, *, end: datetime, context: WeighContext
) -> StreamState | None:
    """The stream folded up to `end`, without it; None where nothing had been heard by then, or nobody follows it any more."""
    world = context.world
    followed = any(office.id == key.office for office in world.offices) and any(
        i.code == key.issue for i in world.issues
    )
    until = [utterance for utterance in history if utterance.said_at < end]
    if not until or not followed:
        return None
    setting = setting_of(key, world=world, baseline=context.baseline, rules=context.rules, versions=context.versions)
    return fold_all(until, setting=setting).state
