"""What a pass did, and sums of it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Coroutine, Sequence


class Tally(NamedTuple):
    """What a pass did: pieces done, of which brought something new, and one line for each that failed."""

    done: int = 0
    new: int = 0
    failures: tuple[str, ...] = ()


async def gathered(pieces: Sequence[Coroutine[None, None, Tally]]) -> Tally:
    """All pieces, also where one fails: each saves its own work. Raises the first failure."""
    return sum_or_raise(await asyncio.gather(*pieces, return_exceptions=True))


def sum_or_raise(ended: Sequence[Tally | BaseException]) -> Tally:
    failed = next((end for end in ended if isinstance(end, BaseException)), None)
    if failed is not None:
        raise failed
    return total([end for end in ended if isinstance(end, Tally)])


def total(tallies: Sequence[Tally]) -> Tally:
    return Tally(
        sum(tally.done for tally in tallies),
        sum(tally.new for tally in tallies),
        tuple(line for tally in tallies for line in tally.failures),
    )
