"""What a pass has left for others is said at once, not when the pass ends: news need not wait for what is done beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


class Hints:
    """Nothing is lost where nobody listens: what is due stands in the store, and each pass looks there anyway."""

    def __init__(self) -> None:
        self._listener: Callable[[str], None] | None = None

    def listen(self, listener: Callable[[str], None]) -> None:
        """`listener` is called with the name of a pass that has saved something new, in the event loop's thread."""
        self._listener = listener

    def left(self, by: str) -> None:
        if self._listener is not None:
            self._listener(by)
