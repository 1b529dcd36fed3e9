"""What a replay leaves: `alerts.jsonl`, `utterances.jsonl`, `summary.json`."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from monitor.alerts import alert_to_json
from monitor.digest import week_of
from monitor.replay.judged import labelled

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from monitor.pipeline import Pipeline
    from monitor.replay.judged import Judged
    from monitor.types import Alert, Utterance


@dataclass(frozen=True, slots=True, kw_only=True)
class Replayed:
    """What a replay left, as written to `summary.json`."""

    articles: int
    alerts: int
    chat: int
    digests: int
    quarantined: int
    seconds: float


def write_results(
    folder: Path, pipeline: Pipeline, *, articles: int, seconds: float, judged: Sequence[Judged] = ()
) -> Replayed:
    """Writes `alerts.jsonl`, `utterances.jsonl` and `summary.json` into the folder. `judged`: what people said of real alerts."""
    alerts = sorted(pipeline.store.alerts(), key=lambda alert: (alert.raised_at, alert.id))
    write_lines(folder / "alerts.jsonl", [alert_to_json(alert) for alert in alerts])
    rows = pipeline.store.week_rows(datetime(1900, 1, 1, tzinfo=UTC), datetime(9000, 1, 1, tzinfo=UTC))
    write_lines(folder / "utterances.jsonl", [utterance_to_json(utterance) for utterance in rows.utterances])
    done = Replayed(
        articles=articles,
        alerts=len(alerts),
        chat=sum(alert.channel == "chat" for alert in alerts),
        digests=len(pipeline.store.digests()),
        quarantined=len(pipeline.store.quarantined()),
        seconds=round(seconds, 1),
    )
    summary = {
        **{name: getattr(done, name) for name in Replayed.__slots__},
        "counts": dict(rows.counts),
        **({"verdicts": labelled(alerts, judged).as_json()} if judged else {}),
        "alerts_by_week": _by_week(alerts, pipeline.config.digest.timezone),
        "versions": {
            "baseline": pipeline.versions.baseline,
            "model": pipeline.versions.model,
            "code": pipeline.versions.code,
        },
    }
    (folder / "summary.json").write_text(json.dumps(summary, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return done


def write_lines(path: Path, rows: Sequence[object]) -> None:
    path.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), encoding="utf-8")


def _by_week(alerts: Sequence[Alert], timezone: str) -> dict[str, dict[str, int]]:
    weeks: dict[str, dict[str, int]] = {}
    for alert in alerts:
        counts = weeks.setdefault(week_of(alert.raised_at, timezone).name, {"chat": 0, "digest": 0})
        counts[alert.channel] += 1
    return dict(sorted(weeks.items()))


def utterance_to_json(utterance: Utterance) -> dict[str, object]:
    """One line of `utterances.jsonl`."""
    return {
        "id": utterance.id,
        "office": utterance.key.office,
        "issue": utterance.key.issue,
        "actor": utterance.actor,
        "said_at": utterance.said_at.isoformat(),
        "levels": [round(p, 4) for p in utterance.levels],
        "mean": round(utterance.mean, 3),
        "weight": round(utterance.weight, 3),
        "speaker_level": utterance.speaker_level,
        "commitment": utterance.commitment,
        "origins": list(utterance.origins),
        "copies": utterance.copies,
        "quiet": utterance.quiet,
        "evidence": [
            {
                "article": e.article,
                "start": e.start,
                "end": e.end,
                "quote": e.quote,
                "speaker": e.speaker,
                "voice": e.voice,
            }
            for e in utterance.evidence
        ],
    }
