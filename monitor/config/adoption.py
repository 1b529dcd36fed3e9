"""A line approved in Slack → a row of the baseline, through the same proposal, approval and history as any other change."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.config.amendments import approve, history, propose, waiting
from monitor.config.load import load_config
from monitor.errors import UsageError
from monitor.types import Position

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime
    from pathlib import Path

    from monitor.config.amendments import Amendment
    from monitor.types import Proposal


def adopt(folder: Path, proposal: Proposal, *, instead_of: str | None, now: datetime) -> Amendment:
    """Changes the baseline as two people wanted it. `instead_of`: the row that the alert was measured against.

    Done twice it is done once, and what a crash left half written is finished. Raises UsageError, and ConfigError where the result would be no sound baseline.
    """
    if proposal.state != "approved" or proposal.decided_by is None:
        raise UsageError(f"proposal {proposal.id} is {proposal.state}: another person must approve it in Slack first")
    made = next((one for one in waiting(folder) if one.proposal == proposal.id and one.result is not None), None)
    if made is None:
        done = next((one for one in history(folder) if one.proposal == proposal.id), None)
        if done is not None:
            return done
        made = _proposed(folder, proposal, instead_of=instead_of, now=now)
    return approve(folder, made.id, by=proposal.decided_by, now=now)


def _proposed(folder: Path, proposal: Proposal, *, instead_of: str | None, now: datetime) -> Amendment:
    row = row_of(proposal, load_config(folder).baseline.positions, instead_of=instead_of)
    why = f"proposed by {proposal.by} and approved by {proposal.decided_by} in Slack"
    return propose(folder, [row], drop=(), by=proposal.by, why=why, now=now, proposal=proposal.id)


def unfinished(proposals: Iterable[Proposal], folder: Path) -> list[Proposal]:
    """Approved in Slack, and not in the baseline yet. Raises UsageError where the history cannot be read."""
    done = {one.proposal for one in history(folder)}
    return [proposal for proposal in proposals if proposal.state == "approved" and proposal.id not in done]


def command_for(proposal: Proposal) -> str:
    """The one command that finishes it."""
    return f"monitor baseline amend --adopt {proposal.id}"


def row_of(proposal: Proposal, rows: Iterable[Position], *, instead_of: str | None) -> Position:
    """The row of that office and issue with the new line: the named one, else the first that seeds; a new one where there is none."""
    of_stream = [row for row in rows if (row.office, row.issue) == (proposal.office, proposal.issue) and row.seeds]
    named = [row for row in of_stream if row.id == instead_of]
    source = f"proposed by {proposal.by}, approved by {proposal.decided_by} in Slack"
    new = Position(
        id=f"P-{proposal.id}",
        actor=proposal.actor,
        office=proposal.office,
        bloc=proposal.bloc,
        issue=proposal.issue,
        level=proposal.level,
        claim=proposal.claim,
        use="position",
        as_of=proposal.as_of,
        source=source,
    )
    known = next(iter(named or of_stream), None)
    return new if known is None else replace(new, id=known.id, actor=known.actor, pinned=known.pinned)
