"""What weighing asks for where it has found something, and else is not read: few articles raise an alert."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cached_property
from typing import Generic, TypeVar, overload

V = TypeVar("V")


class EachOnDemand(Mapping[str, V], Generic[V]):
    """A value for each of the keys, read when it is asked for."""

    def __init__(self, keys: Sequence[str], read: Callable[[str], V]) -> None:
        self._keys, self._read = keys, read

    def __getitem__(self, key: str) -> V:
        if key not in self._keys:
            raise KeyError(key)
        return self._read(key)

    def __iter__(self) -> Iterator[str]:
        return iter(self._keys)

    def __len__(self) -> int:
        return len(self._keys)


class ListOnDemand(Sequence[V], Generic[V]):
    """A list, read once, when something of it is asked for."""

    def __init__(self, read: Callable[[], Sequence[V]]) -> None:
        self._read = read

    @cached_property
    def _items(self) -> Sequence[V]:
        return self._read()

    @overload
    def __getitem__(self, at: int) -> V: ...
    @overload
    def __getitem__(self, at: slice) -> Sequence[V]: ...
    def __getitem__(self, at: int | slice) -> V | Sequence[V]:
        return self._items[at]

    def __len__(self) -> int:
        return len(self._items)
