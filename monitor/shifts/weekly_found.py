"""What a weekly detector found, before its words are fetched. May import: types."""

from __future__ import annotations

from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Mapping

    from monitor.types import Shift, Wording


class Found(NamedTuple):
    """A shift without its utterances: their ids, those for it and those against it, best first.

    `shown`: by utterance the words that are to be seen first, where it is not the best ones.
    """

    shift: Shift
    favouring: tuple[str, ...]
    against: tuple[str, ...]
    shown: Mapping[str, Wording] = MappingProxyType({})
