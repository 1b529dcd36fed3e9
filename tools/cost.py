"""What weighing costs: a statement on top of ever more, in the real passes on a real SQLite file, and in memory.

python tools/cost.py [UTTERANCES] [STREAMS]
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Any, cast

from monitor.app.parts import open_database
from monitor.config import load_config
from monitor.gates.packs.desk import VERSIONS
from monitor.gates.packs.label import labelled
from monitor.gates.packs.plan import Pack, Said
from monitor.gates.packs.scenery import OFFICES, OWN
from monitor.pipeline import Pipeline
from monitor.pipeline.weigh import answers_of, weigh_piece
from monitor.types import NewArticle, Reading, StreamKey

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.gates.packs.desk import Piece
    from monitor.store import SqlStore
    from monitor.types import Config

START = datetime(2020, 1, 1, tzinfo=UTC)
BATCH = 500


def pieces(count: int, streams: int, config: Config) -> Iterator[Piece]:
    """Utterances an hour apart, spread over the streams; one in four is copied once."""
    rng = Random(1)
    keys = [StreamKey(office, issue) for office, bloc in OFFICES.items() for issue in OWN[bloc]][:streams]
    said = tuple(
        Said(
            id=f"c{n}",
            at=START + timedelta(minutes=20 * n),
            key=rng.choice(keys),
            level=rng.choice((-1, 0)),
            copies=int(n % 4 == 0),
        )
        for n in range(count)
    )
    pack = Pack(seed=1, name="cost", said=said, golds=(), rows=(), start=START, end=START)
    return iter(sorted(labelled(pack, world=config.world), key=lambda piece: piece.article.seen))


def main(count: int, streams: int) -> None:
    config = load_config(Path("config"))
    with tempfile.TemporaryDirectory() as folder:
        store = open_database(f"sqlite:///{folder}/cost.db")
        pipeline = Pipeline(
            config=config, versions=VERSIONS, store=store, fetcher=cast("Any", None), parsers=cast("Any", None),
            readers=cast("Any", None), notifier=cast("Any", None), pages_folder=Path(folder), now=lambda: START,
        )  # fmt: skip
        try:
            _measure(pipeline, store, list(pieces(count, streams, config)))
        finally:
            store.close()


def _measure(pipeline: Pipeline, store: SqlStore, told: list[Piece]) -> None:
    print(
        "| articles weighed before | ms an article, median | 95th of 100 | of copies, median | processor ms an article |"
    )
    marks = {int(len(told) * share) // BATCH for share in (0.01, 0.05, 0.1, 0.25, 0.5, 0.75, 0.98)}
    for number, start in enumerate(range(0, len(told), BATCH)):
        batch = told[start : start + BATCH]
        _keep(store, batch)
        if number in marks:
            _singly(pipeline, store, before=start)
        while asyncio.run(pipeline.weigh()).done:
            pass


def _keep(store: SqlStore, batch: list[Piece]) -> None:
    articles = [_new(piece) for piece in batch]
    store.add_articles(articles)
    for piece in batch:
        reading = Reading(article_id=piece.article.id, language="en", genre="news", statements=piece.statements)
        store.save_reading(reading, copy_of=piece.copy_of, now=piece.article.seen)


def _new(piece: Piece) -> NewArticle:
    a = piece.article
    return NewArticle(
        feed_id=a.feed_id, item_key=a.id, url=(url := f"https://www.example.org/{a.id}"), url_key=url, outlet=a.outlet, owner=a.owner, title=a.title, text=a.text,
        seen=a.seen, published=a.published, language="en", primary=a.primary, id=a.id,
    )  # fmt: skip


def _singly(pipeline: Pipeline, store: SqlStore, *, before: int) -> None:
    """The first hundred one by one, as they come to a running service."""
    # The pass reads both once for many articles; here one counts.
    streams, answers = {state.key: state for state in store.streams()}, answers_of(pipeline)
    taken: list[tuple[bool, float, float]] = []
    for piece in store.unweighed(100):
        wall, processor = time.perf_counter(), time.process_time()
        weigh_piece(pipeline, piece, streams, answers)
        taken.append((piece[2] is not None, time.perf_counter() - wall, time.process_time() - processor))
    plain, copies = ([1000 * t for copied, t, _ in taken if copied is wanted] for wanted in (False, True))
    every = sorted(1000 * t for _, t, _ in taken)
    processor = 1000 * median(p for *_, p in taken)
    shown = f"{median(copies):.1f}" if copies else "–"
    print(
        f"| {before} | {median(plain):.1f} | {every[int(0.95 * len(every))]:.1f} | {shown} | {processor:.1f} |",
        flush=True,
    )


if __name__ == "__main__":
    given = [int(word) for word in sys.argv[1:3]]
    main(*(given + [20_000, 60][len(given) :]))
