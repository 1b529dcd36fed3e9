"""Where a feed is asked after permanent redirects: remembered once they have held, forgotten where the new place fails. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.errors import FetchError
from monitor.feeds.telegram import preview_of

if TYPE_CHECKING:
    from monitor.errors import MonitorError
    from monitor.types import Feed, FeedState

HOLDS_AFTER = 5
"""Polls in a row that must have been sent to the same new place: a maintenance page redirects for good too."""


def address_of(feed: Feed, state: FeedState) -> str:
    """Where to ask now: of a channel that is given by its own address, its preview, for only there are its posts."""
    return state.moved_to if state.moved_to and has_moved(state) else preview_of(feed.url)


def has_moved(state: FeedState) -> bool:
    """Whether the new place is asked directly."""
    return state.moved_to is not None and state.moved_polls >= HOLDS_AFTER


def note_move(feed: Feed, state: FeedState, moved_to: str | None) -> FeedState:
    """After a good poll: `moved_to` is where permanent redirects led from where we asked."""
    if has_moved(state):
        # Asked at the new place already: only a further redirect changes anything, and it must hold in turn.
        return state if moved_to in (None, state.moved_to) else replace(state, moved_to=moved_to, moved_polls=1)
    if moved_to is None or moved_to == feed.url:
        return state if state.moved_to is None else replace(state, moved_to=None, moved_polls=0)
    polls = state.moved_polls + 1 if moved_to == state.moved_to else 1
    return replace(state, moved_to=moved_to, moved_polls=polls)


def note_failure(state: FeedState, error: MonitorError) -> FeedState:
    """After a failure: where the new place says that it is not there, the old one is asked again."""
    lost = isinstance(error, FetchError) and error.kind in {"hard", "gone"}
    return replace(state, moved_to=None, moved_polls=0) if lost and has_moved(state) else state
