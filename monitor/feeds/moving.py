"""Where a feed is asked after permanent redirects: remembered once they have held, forgotten where the new place is not there. Pure."""

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
    return state.moved_to if state.moved_to and _asks_new(state) else preview_of(feed.url)


def has_moved(state: FeedState) -> bool:
    """Whether the new place is asked directly."""
    return state.moved_to is not None and state.moved_polls >= HOLDS_AFTER


def note_move(feed: Feed, state: FeedState, moved_to: str | None) -> FeedState:
    """After a good poll: `moved_to` is where permanent redirects led from where we asked."""
    if _asks_new(state):
        # Asked at the new place already: only a further redirect changes anything, and it must hold in turn.
        return state if moved_to in (None, state.moved_to) else replace(state, moved_to=moved_to, moved_polls=1)
    if moved_to is None or moved_to == feed.url:
        return state if state.moved_to is None else replace(state, moved_to=None, moved_polls=0)
    polls = state.moved_polls + 1 if moved_to == state.moved_to else 1
    return replace(state, moved_to=moved_to, moved_polls=polls)


def note_failure(state: FeedState, error: MonitorError) -> FeedState:
    """After a failure: where the new place says that it is not there, the old one is asked again."""
    lost = isinstance(error, FetchError) and error.kind in {"hard", "gone"}
    return replace(state, moved_to=None, moved_polls=0) if lost and _asks_new(state) else state


def failed_at(state: FeedState, error: MonitorError) -> str:
    """The failure in words; with the address, where that is not the feed's own."""
    return f"{error} (asked at {state.moved_to}, where it moved)" if _asks_new(state) else str(error)


def asks_old_by_turns(state: FeedState) -> bool:
    """Where the new place goes on failing, both are asked by turns: which of them still works nobody knows."""
    return has_moved(state) and max(0, state.failures - HOLDS_AFTER + 1) % 2 == 1


def _asks_new(state: FeedState) -> bool:
    return has_moved(state) and not asks_old_by_turns(state)
