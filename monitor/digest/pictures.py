"""What is shown of a stream and of a week as pictures, with the words for those who do not see them. Pure."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from monitor.digest.content import content_of
from monitor.digest.png import to_png
from monitor.digest.position_chart import position_charts
from monitor.digest.positions import stream_of
from monitor.digest.sheet import Chart, sheet_of
from monitor.digest.slope_chart import SLOPE_NOTES, slope_charts, slope_words
from monitor.digest.stream_chart import stream_chart
from monitor.digest.trails import weekly_points
from monitor.digest.weeks import week_of
from monitor.digest.words import LATELY_MEANS
from monitor.types import Picture

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from monitor.digest.content import BlocShares, Stream
    from monitor.types import Alert, Config, Digest, StreamState, Utterance

LONGEST = 1_000
"""Letters of a description; longer ones are not read out to their end."""
STREAM_NOTES = (
    "Dots: statements, larger where they weigh more. Squares: weekly means with their 95 % bands.",
    "Dashed: the baseline with its band. Triangles: alerts, hollow where unconfirmed.",
    LATELY_MEANS,
)
MAP_NOTES = (
    f"Number and colour: where it stood lately, −2 to +2. {LATELY_MEANS}",
    "Arrow: against the baseline, faded where this week alone does not show it. Dot: how much it rests on.",
    "Hatched: baseline provisional. Outlined: hardly heard.",
)


def alert_pictures(
    alert: Alert, state: StreamState | None, said: Sequence[Utterance], *, config: Config, now: datetime
) -> tuple[Picture, ...]:
    """The stream that the alert is about; none where there is nothing to draw."""
    if state is None or not said:
        return ()
    if alert.before.level is not None:  # what the alert is measured against; the stream may have a new line since
        state = replace(state, baseline_mean=float(alert.before.level))
    week = week_of(now, config.digest.timezone)
    trail = weekly_points(said, config.digest.timezone)
    stream = stream_of(state, [alert], said, trail=trail, week=week, config=config)
    return () if stream is None else (_streams([stream], title=f"{stream['office_name']}: {stream['issue_name']}"),)


def digest_pictures(digest: Digest) -> tuple[Picture, ...]:
    """The position map, the streams that moved, and who talks more of what; those of them that have something to show."""
    content = content_of(digest)
    cells, moved = content.get("position_map", []), content.get("moved", [])
    pictures = []
    if cells:
        charts = [Chart(svg=svg) for svg in position_charts(cells)]
        drawing = sheet_of(charts, title=f"Where they stand, week {digest.week}", notes=MAP_NOTES)
        turned = [cell["label"] for cell in cells if cell["word"] and not cell["faded"]]
        offices = len({cell["office"] for cell in cells})
        told = _sentences(turned) or "Nobody differs clearly from the baseline."
        pictures.append(
            _picture(
                "positions", f"Where {offices} offices stand. {told}", f"Position map, week {digest.week}", drawing
            )
        )
    if moved:
        pictures.append(_streams(moved, title=f"Week by week, up to {digest.week}"))
    blocs = content["bloc_shares"]
    if any(row["turn"] for bloc in blocs for row in bloc["shares"]):
        pictures.append(_slopes(blocs, week=digest.week))
    return tuple(pictures)


def _streams(streams: Sequence[Stream], *, title: str) -> Picture:
    alone = len(streams) == 1
    charts = [
        Chart(
            svg=stream_chart(stream, number), name="" if alone else f"{stream['office_name']}: {stream['issue_name']}"
        )
        for number, stream in enumerate(streams)
    ]
    told = _sentences([stream["label"] for stream in streams])
    return _picture("streams", told, title, sheet_of(charts, title=title, notes=STREAM_NOTES))


def _slopes(blocs: Sequence[BlocShares], *, week: str) -> Picture:
    title = f"Who talks more of what, week {week}"
    charts = [Chart(svg=svg, name=bloc["bloc_name"]) for bloc, svg in slope_charts(blocs)]
    told = _sentences([slope_words(bloc) for bloc in blocs])
    return _picture("emphasis", told, title, sheet_of(charts, title=title, notes=SLOPE_NOTES))


def _picture(name: str, described: str, title: str, drawing: str) -> Picture:
    alt = described if len(described) <= LONGEST else f"{described[: LONGEST - 1]}…"
    return Picture(name=name, title=title, alt=alt, png=to_png(drawing))


def _sentences(labels: Sequence[str]) -> str:
    return " ".join(f"{label}." for label in labels)
