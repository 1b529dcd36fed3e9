"""Archives through the same passes with a simulated clock: what would have been sent, and what another configuration would have."""

from monitor.replay.changes import Comparison, Moved, Side, Told, compare_alerts, same_story
from monitor.replay.judged import Judged, Labels, labelled
from monitor.replay.progress import FILE as PROGRESS
from monitor.replay.progress import Progress, fingerprint
from monitor.replay.results import Replayed, write_lines, write_results
from monitor.replay.run import SimulatedClock, replay

__all__ = [
    "PROGRESS",
    "Comparison",
    "Judged",
    "Labels",
    "Moved",
    "Progress",
    "Replayed",
    "Side",
    "SimulatedClock",
    "Told",
    "compare_alerts",
    "fingerprint",
    "labelled",
    "replay",
    "same_story",
    "write_lines",
    "write_results",
]
