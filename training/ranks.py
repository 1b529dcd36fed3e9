"""How much of each file of the material is shown when a network is taught further: the less the longer ago it was taught."""

from __future__ import annotations

SHARES = (
    (("-context", "-ledger", "-hustings", "-gradations", "-steady", "-points"), 1.0),
    (("-columns", "-talks", "-shades", "-record", "-desks"), 0.75),
    (("-reports", "-desk", "-wordings", "-degrees", "-earlier", "-stump", "-beside", "-kept", "-dispatches", "-notes"), 0.5),
    (("-retold", "-nightly", "-hearings", "ru-debate", "-keep", "-short", "-judged", "-negated", "-passed", "-press", "-newsroom", "-opposed", "-far"), 0.3),
    ((
        "de", "fr", "ru", "uk", "other", "-answers", "-bodies", "-claims", "-commitment", "-counter", "-debate", "-direction", "-east", "-headlines", "-images",
        "-implied", "-inference", "-kremlin", "-ladder", "-long", "-ministry", "-news", "-official", "-opposites", "-others", "-outright", "-plain", "-policy", "-quiet",
        "-reading", "-reported", "-security", "-speech", "-speeches", "-told", "-turns", "-washington", "-west", "-wide", "-wires",
    ), 0.2),
)  # fmt: skip
"""How the names of files end (whole names without a hyphen in front), and the share of such a file that is shown in a course: what `stance-8` had not seen, had seen two to five times, a few times more, rather often, and long ago; what is taught next begins a rank of its own. The first that fits counts."""


def rank_of(stem: str) -> int:
    """Which of `SHARES` a file of this name (without its ending) has. Raises ValueError where it has none."""
    for rank, (ends, _) in enumerate(SHARES):
        if any(stem == end or (end.startswith("-") and stem.endswith(end)) for end in ends):
            return rank
    raise ValueError(f"no ending in SHARES of training/ranks.py fits {stem}.txt: write down how often it was taught")
