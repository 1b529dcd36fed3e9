"""`monitor replay`: an archive in a store of its own, with one configuration or two."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.alerts import ConsoleNotifier
from monitor.app.parts import open_database, running_pipeline
from monitor.app.versions import versions_of
from monitor.errors import UsageError
from monitor.replay import (
    PROGRESS,
    Comparison,
    Judged,
    Progress,
    Replayed,
    Side,
    SimulatedClock,
    compare_alerts,
    fingerprint,
    replay,
    write_results,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from monitor.ports import Store
    from monitor.store import SqlStore
    from monitor.types import Config, NewArticle, StreamKey

REPLAY_STORE = "replay.db"
"""The store of a replay under way, in its results folder."""


def make_folder(folder: Path) -> None:
    """Makes the folder for results. Raises UsageError where that cannot be."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise UsageError(f"{folder} cannot be made: {error.strerror}; give another folder with --out") from error


async def run_replay(
    articles: Sequence[NewArticle],
    config: Config,
    out: Path,
    *,
    step: Callable[[int], None],
    judged: Sequence[Judged] = (),
) -> Replayed:
    """Replays the articles in a store of their own and writes the results into `out`. Raises UsageError for an empty archive.

    Where an earlier run of the same was interrupted it goes on from there; the store goes once all is done.
    """
    done, _ = await _replayed(articles, config, out, step=step, judged=judged)
    _forget_replay(out)
    return done


async def run_comparison(
    articles: Sequence[NewArticle],
    config: Config,
    other: Config,
    out: Path,
    *,
    step: Callable[[int], None],
    judged: Sequence[Judged] = (),
) -> Comparison:
    """The same archive with two configurations; the second one's results go into `out/compared`. Raises as `run_replay`."""
    compared = out / "compared"
    _, before = await _replayed(articles, config, out, step=step, judged=judged)
    _, after = await _replayed(articles, other, compared, step=step, judged=judged)
    for folder in (out, compared):
        _forget_replay(folder)
    one, two = names_apart(config.folder, other.folder)
    return compare_alerts(replace(before, name=one), replace(after, name=two))


def names_apart(one: str, two: str) -> tuple[str, str]:
    """Two folders as people tell them apart: the ends of their paths, no longer than needed."""
    a, b = Path(one).parts, Path(two).parts
    parts = next((n for n in range(1, max(len(a), len(b)) + 1) if a[-n:] != b[-n:]), 1)
    return "/".join(a[-parts:]), "/".join(b[-parts:])


async def _replayed(
    articles: Sequence[NewArticle],
    config: Config,
    out: Path,
    *,
    step: Callable[[int], None],
    judged: Sequence[Judged],
) -> tuple[Replayed, Side]:
    if not articles:
        raise UsageError("the archive has no article in that time: check --from and --to")
    make_folder(out)
    started, clock = time.monotonic(), SimulatedClock(min(article.seen for article in articles))
    if not (out / REPLAY_STORE).exists():
        _forget_replay(out)  # what an earlier run got done went with its store
    progress = Progress.of(out, fingerprint(articles, config, versions_of(config), judged))
    if progress.batches == 0:
        _forget_replay(out)
    store = open_database(_replay_url(out))
    try:
        async with running_pipeline(
            config, store, ConsoleNotifier(), pages_folder=out / "digests", now=clock, judged=judged
        ) as pipeline:
            await replay(articles, pipeline, clock, step=step, progress=progress)
            seconds = time.monotonic() - started
            done = write_results(out, pipeline, articles=len(articles), seconds=seconds, judged=judged)
            return done, _side_of(config, store)
    finally:
        store.close()


def _side_of(config: Config, store: SqlStore) -> Side:
    heard: dict[str, set[StreamKey]] = {}
    for utterance in store.week_rows(datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)).utterances:
        for place in utterance.evidence:
            heard.setdefault(place.article, set()).add(utterance.key)
    return Side(
        name=config.folder,
        rules=config.rules,
        baseline=config.baseline,
        alerts=store.alerts(),
        notes=store.notes(),
        heard={article: frozenset(keys) for article, keys in heard.items()},
    )


def _replay_url(out: Path) -> str:
    return f"sqlite:///{out.absolute() / REPLAY_STORE}"


def _forget_replay(out: Path) -> None:
    for name in (REPLAY_STORE, f"{REPLAY_STORE}-wal", f"{REPLAY_STORE}-shm", PROGRESS):
        (out / name).unlink(missing_ok=True)


def verdicts_of(store: Store) -> list[Judged]:
    """Every alert of the store that a person judged, with the last word on it."""
    given = ((alert, store.verdicts(alert.id)) for alert in store.alerts())
    return [Judged(alert, max(verdicts, key=lambda v: v.at).word) for alert, verdicts in given if verdicts]
