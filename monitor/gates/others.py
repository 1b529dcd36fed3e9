"""What the gates on annotated corpora answer, as figures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.gates.attribution import measure_attribution
from monitor.gates.figures import Figure, Result
from monitor.gates.intervals import wilson
from monitor.gates.transcripts import measure_transcripts

if TYPE_CHECKING:
    from pathlib import Path

    from monitor.gates.attribution import Measure
    from monitor.reading import Reader

POLNEAR = ("polnear/dev/dev.jsonl.gz",)
WHITEHOUSE = ("whitehouse/dev/leader_turns.jsonl.gz", "whitehouse/dev/2021_2022.jsonl.gz")


def measure_polnear(reader: Reader, data: Path) -> Result:
    """News of the United States, 84 documents."""
    found = measure_attribution(reader, data)
    names = ("precision", "recall", "f1", "source_head", "exact_source", "exact_cue", "exact_content")
    figures = tuple(_figure(name.replace("_", "-"), getattr(found, name)) for name in names)
    return Result(gate="attribution", subject="polnear dev", figures=figures)


def measure_whitehouse(reader: Reader, data: Path) -> Result:
    """Transcripts: the speaker of each sentence, and reporters' questions taken for somebody's line."""
    found = measure_transcripts(reader, data)
    positions = min(found.positions, found.questions)
    low, high = wilson(positions, found.questions)
    taken = Figure(
        name="questions-taken-for-positions", value=positions / max(found.questions, 1), low=low, high=high,
        n=found.questions, better="lower",
    )  # fmt: skip
    return Result(gate="attribution", subject="whitehouse", figures=(_figure("speakers", found.speakers), taken))


def _figure(name: str, found: Measure) -> Figure:
    return Figure(name=name, value=found.value, low=found.low, high=found.high, n=found.n)
