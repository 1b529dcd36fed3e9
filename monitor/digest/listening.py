"""When nothing was heard of a feed, or of any feed at all: our own silence is nobody else's. Pure."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from monitor.digest.weeks import Week
    from monitor.types import FeedState

    Span = tuple[datetime, datetime]
    Absences = Mapping[str, Sequence[Span]]

_EVER = datetime.min.replace(tzinfo=UTC)


def missed(states: Iterable[FeedState], absences: Absences, week: Week) -> dict[str, Span]:
    """The feeds that were away for the whole of `week`, and have answered since, with their absence; whoever was to blame."""
    back = [s.feed_id for s in states if s.last_success_at is not None and s.last_success_at >= week.end]
    return {
        feed: (began, ended)
        for feed in back
        for began, ended in absences.get(feed, ())
        if began <= week.start and ended >= week.end
    }


def deaf_spans(states: Iterable[FeedState], absences: Absences) -> list[Span]:
    """When none of the feeds was heard that had ever answered by then; nothing where there are no such feeds, as with an archive."""
    away = [
        [(_EVER, state.first_polled_at), *absences.get(state.feed_id, ())]
        for state in states
        if state.first_polled_at is not None
    ]
    if not away:
        return []
    common = away[0]
    for spans in away[1:]:
        common = _shared(common, spans)
    return common


def _shared(some: Sequence[Span], others: Sequence[Span]) -> list[Span]:
    each = [(max(a[0], b[0]), min(a[1], b[1])) for a in some for b in others]
    return sorted({span for span in each if span[0] < span[1]})


def time_within(spans: Iterable[Span], began: datetime, ended: datetime) -> timedelta:
    """How much of [began, ended) the spans take; they do not overlap."""
    return sum((max(timedelta(), min(ended, e) - max(began, b)) for b, e in spans), timedelta())
