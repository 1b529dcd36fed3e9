"""A proposal as the row of a baseline file. Pure."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from monitor.types import Proposal


def in_toml(proposal: Proposal) -> str:
    """JSON's strings are TOML's, but for letters beyond the basic plane, which are left as they are."""
    rows = {
        "id": f"P-{proposal.id}",
        "actor": proposal.actor,
        "office": proposal.office,
        "bloc": proposal.bloc,
        "issue": proposal.issue,
        "claim": proposal.claim,
        "use": "position",
        "source": f"proposed by {proposal.by}, decided by {proposal.decided_by or 'nobody yet'}",
    }
    text = [f"{name} = {json.dumps(value, ensure_ascii=False)}" for name, value in rows.items()]
    return "\n".join(["[[position]]", *text, f"level = {proposal.level}", f"as_of = {proposal.as_of.isoformat()}"])
