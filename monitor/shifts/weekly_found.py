"""What a weekly detector found, before its words are fetched. May import: types."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from monitor.types import Shift


class Found(NamedTuple):
    """A shift without its utterances: their ids, those for it and those against it, best first."""

    shift: Shift
    favouring: tuple[str, ...]
    against: tuple[str, ...]
