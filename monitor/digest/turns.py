"""Who turned to what, as rows: the blocs, and the offices. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from monitor.digest.counts import distance

if TYPE_CHECKING:
    from monitor.digest.content import Compared, Content


class Turn(NamedTuple):
    """An issue of which somebody talks more or less than before."""

    who: str
    issue: str
    row: Compared


def bloc_turns(content: Content) -> list[Turn]:
    """Bloc by bloc, clear ones first."""
    return [
        Turn(bloc["bloc_name"], row["issue_name"], row)
        for bloc in content["bloc_shares"]
        for row in sorted(bloc["shares"], key=lambda row: (not row["clear"], -distance(row)))
        if row["turn"]
    ]


def office_turns(content: Content) -> list[Turn]:
    """Without turns that are told of a bloc of which nobody else was heard: they would be told twice."""
    told = {
        (bloc["sole_office"], row["issue"]) for bloc in content["bloc_shares"] for row in bloc["shares"] if row["turn"]
    }
    return [
        Turn(row["office_name"], row["issue_name"], row)
        for row in content["emphasis"]
        if (row["office"], row["issue"]) not in told
    ]
