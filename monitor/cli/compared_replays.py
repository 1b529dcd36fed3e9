"""What `replay --compare` shows: alerts gained, lost and moved, each with its reason; and the same as JSON."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from rich.text import Text

from monitor.alerts import alert_to_json
from monitor.cli.options import open_console, print_json
from monitor.replay import same_story

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from monitor.replay import Comparison, Judged, Moved, Told
    from monitor.types import Alert


def show_comparison(comparison: Comparison, file: Path, *, judged: Sequence[Judged], as_json: bool) -> None:
    """On stdout as text or JSON; always as JSON in the file."""
    document = comparison_to_json(comparison, judged)
    file.write_text(json.dumps(document, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    if as_json:
        print_json(document)
        return
    console = open_console()
    for line in comparison_lines(comparison, judged):
        console.print(line, soft_wrap=True)
    console.print(f"As JSON: {file}", style="dim", highlight=False)


def comparison_to_json(comparison: Comparison, judged: Sequence[Judged]) -> dict[str, object]:
    return {
        "before": comparison.before,
        "after": comparison.after,
        "same": comparison.same,
        "gained": [_told_json(told, judged) for told in comparison.gained],
        "lost": [_told_json(told, judged) for told in comparison.lost],
        "moved": [_moved_json(moved, judged) for moved in comparison.moved],
    }


def _told_json(told: Told, judged: Sequence[Judged]) -> dict[str, object]:
    return {"alert": alert_to_json(told.alert), "reason": told.reason, "verdict": verdict_on(told.alert, judged)}


def _moved_json(moved: Moved, judged: Sequence[Judged]) -> dict[str, object]:
    return {
        "before": alert_to_json(moved.before),
        "after": alert_to_json(moved.after),
        "changes": list(moved.changes),
        "verdict": verdict_on(moved.before, judged),
    }


def verdict_on(alert: Alert, judged: Sequence[Judged]) -> str | None:
    """What a person said of this alert, or of the same story."""
    same = [one for one in judged if one.alert.key == alert.key or same_story(one.alert, alert)]
    return min(same, key=lambda one: (one.alert.key != alert.key, abs(one.alert.at - alert.at))).word if same else None


def comparison_lines(comparison: Comparison, judged: Sequence[Judged]) -> Iterator[Text]:
    """For a person: counts first, then each change with its reason."""
    gained, lost, moved = comparison.gained, comparison.lost, comparison.moved
    yield Text(f"{comparison.before} → {comparison.after}", style="bold")
    yield Text(f"{len(gained)} gained, {len(lost)} lost, {len(moved)} moved, {comparison.same} the same\n")
    for title, told in (("GAINED", gained), ("LOST", lost)):
        for one in told:
            yield Text(f"{title}  {_head(one.alert)}{_verdict(one.alert, judged)}")
            yield Text(f"    {one.reason}\n")
    for change in moved:
        yield Text(f"MOVED  {_head(change.before)}{_verdict(change.before, judged)}")
        yield Text(f"    {'; '.join(change.changes)}\n")


def _head(alert: Alert) -> str:
    return f"{alert.at:%Y-%m-%d}  [{alert.channel}, {alert.status}]  {alert.headline}"


def _verdict(alert: Alert, judged: Sequence[Judged]) -> str:
    word = verdict_on(alert, judged)
    return f"  (a person said: {word})" if word else ""
