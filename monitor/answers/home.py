"""The App Home: alerts that nobody has answered, and where the offices stand."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from monitor.alerts import forms
from monitor.digest.words import state_word

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from monitor.ports import Store
    from monitor.types import Alert, StreamState, World

OPEN_FOR = timedelta(weeks=4)
MOST_OPEN, MOST_STANDINGS = 15, 60


def make_home(store: Store, world: World, *, now: datetime) -> forms.Form:
    return forms.home(open_alerts(store, now=now)[:MOST_OPEN], standings(store.streams(), world)[:MOST_STANDINGS])


def open_alerts(store: Store, *, now: datetime) -> list[Alert]:
    """Those of the chat that nobody has answered, newest first."""
    recent = [alert for alert in store.alerts(since=now - OPEN_FOR) if alert.channel == "chat" and not alert.story]
    return [alert for alert in recent if not store.verdicts(alert.id)]


def standings(streams: Iterable[StreamState], world: World) -> list[forms.Standing]:
    """By office, then by how far they moved; streams of too few statements are left out."""
    offices = {office.id: office.name for office in world.offices}
    issues = {issue.code: issue.name for issue in world.issues}
    known = [s for s in streams if s.state != "seed-only" and s.key.office in offices and s.key.issue in issues]
    known.sort(key=lambda s: (offices[s.key.office], -abs(s.mean - (s.baseline_mean or 0.0))))
    return [
        forms.Standing(
            office=offices[s.key.office],
            issue=issues[s.key.issue],
            before=None if s.baseline_mean is None else round(s.baseline_mean),
            now=round(s.mean),
            n=s.n,
            state=state_word(s.state),
        )
        for s in known
    ]
