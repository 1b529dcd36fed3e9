"""Whether the sides of issues.toml are sides: no party stands against itself. Pure; lines begin with the file's name."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.config.explain import row
from monitor.config.files import ISSUES

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from monitor.config.topic import IssuesFile, SideRow

_OTHERS_ONLY = "a side's opponents are other sides; take it out"


def check_sides(issues: IssuesFile) -> Iterator[str]:
    """One line a mistake. A bloc may stand on several sides, such as the West's and the alliance's, but not on two that are against each other."""
    sides = {side.id: side for side in issues.side}
    for number, side in enumerate(issues.side, start=1):
        where = f"{ISSUES}: {row('side', number, side.id)}"
        if side.id in side.opponents:
            yield f'{where}: opponents: "{side.id}" is this side itself; {_OTHERS_ONLY}'
        for name in dict.fromkeys(side.opponents):
            if name in sides and name != side.id:
                yield from (f"{where}: {words}" for words in _against_itself(side, sides[name], issues.side))


def _against_itself(side: SideRow, opponent: SideRow, sides: Sequence[SideRow]) -> Iterator[str]:
    """Blocs that the pair sets against themselves, or against those with whom they speak on another side."""
    for bloc in dict.fromkeys(side.blocs):
        if bloc in opponent.blocs:
            yield (
                f'blocs: "{bloc}" is on its opponent "{opponent.id}" too, and would stand against itself;'
                " take it out of one of them, or out of opponents"
            )
            continue
        for other in dict.fromkeys(opponent.blocs):
            both = next((one.id for one in sides if {bloc, other} <= set(one.blocs)), None)
            if both is not None and other not in side.blocs:
                yield (
                    f'opponents: "{opponent.id}" sets "{bloc}" against "{other}", and on side "{both}" they stand together;'
                    " take one of them out of it, or this opponent out"
                )
