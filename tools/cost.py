"""What weighing costs: a statement on top of ever more, in the real passes on a real SQLite file.

    python tools/cost.py grown [UTTERANCES] [STREAMS]     each of them weighed
    python tools/cost.py stored [UTTERANCES] [STREAMS]    written as weighing leaves them, over five years; then some more are weighed

Of what is `stored` the streams' states and milestones are folded from each stream's last utterances only (`FOLDED`), and the articles themselves are not there.
"""

from __future__ import annotations

import asyncio
import sys
import tempfile
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from statistics import median
from typing import TYPE_CHECKING, Any, NamedTuple, Self, cast

from sqlalchemy import Engine, create_engine, func, insert, select

from monitor.app.parts import open_database
from monitor.config import load_config
from monitor.gates.packs.desk import VERSIONS
from monitor.gates.packs.label import labelled
from monitor.gates.packs.plan import Pack, Said
from monitor.gates.packs.scenery import OFFICES, OWN
from monitor.pipeline import Pipeline
from monitor.pipeline.weigh import answers_of, weigh_piece
from monitor.shifts import gather
from monitor.shifts.streams import fold_all, milestone_days, setting_of
from monitor.store.codec import decode, encode
from monitor.store.schema import spoken, utterance_articles, utterances
from monitor.store.weighing import monday_of
from monitor.types import NewArticle, Reading, StreamKey, Utterance, Weighed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from monitor.gates.packs.desk import Piece
    from monitor.store import SqlStore
    from monitor.types import Config

START = datetime(2020, 1, 1, tzinfo=UTC)
BATCH = 500
YEARS = timedelta(days=5 * 365)
FOLDED = 400
WRITTEN_AT_ONCE = 50_000
KINDS = {
    "the newest of its stream": timedelta(),
    "an hour late": timedelta(hours=1),
    "a day late": timedelta(days=1),
    "a week late": timedelta(days=7),
    "two months late": timedelta(days=60),
}
EACH = 200


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


def grown(count: int, streams: int) -> None:
    with _Place() as place:
        _measure(place.pipeline, place.store, list(pieces(count, streams, place.config)))


class _Place:
    """An empty SQLite file, with the passes on it."""

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="monitor-cost-")
        self.config = load_config(Path("config"))
        self.url = f"sqlite:///{self._folder.name}/cost.db"
        self.store = open_database(self.url)
        self.pipeline = Pipeline(
            config=self.config, versions=VERSIONS, store=self.store, fetcher=cast("Any", None), parsers=cast("Any", None),
            readers=cast("Any", None), notifier=cast("Any", None), pages_folder=Path(self._folder.name), now=lambda: START + YEARS,
        )  # fmt: skip
        return self

    def __exit__(self, *_: object) -> None:
        self.store.close()
        self._folder.cleanup()


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
    answers = answers_of(pipeline)  # the pass gathers them once a day, and where a person has judged
    taken: list[tuple[bool, float, float]] = []
    for piece in store.unweighed(100):
        wall, processor = time.perf_counter(), time.process_time()
        weigh_piece(pipeline, piece, answers)
        taken.append((piece[2] is not None, time.perf_counter() - wall, time.process_time() - processor))
    plain, copies = ([1000 * t for copied, t, _ in taken if copied is wanted] for wanted in (False, True))
    every = sorted(1000 * t for _, t, _ in taken)
    processor = 1000 * median(p for *_, p in taken)
    shown = f"{median(copies):.1f}" if copies else "–"
    print(
        f"| {before} | {median(plain):.1f} | {every[int(0.95 * len(every))]:.1f} | {shown} | {processor:.1f} |",
        flush=True,
    )


# ------------------------------------------------------------------ many that are stored already


def stored(count: int, streams: int) -> None:
    with _Place() as place:
        world = place.config.world
        keys = [StreamKey(office.id, issue.code) for office in world.offices for issue in world.issues][:streams]
        began = time.perf_counter()
        engine = create_engine(place.url)
        _write(engine, keys, count, place.config)
        for key in keys:
            _fold(engine, place, key)
        engine.dispose()
        size = Path(place.url.removeprefix("sqlite:///")).stat().st_size / 1e9
        print(
            f"{count} utterances in {len(keys)} streams, {size:.1f} GB, written in {time.perf_counter() - began:.0f} s"
        )
        print("| one more | n | ms, median | 95th of 100 | processor ms |")
        for kind, late in KINDS.items():
            taken = [_one_more(place, keys, number, kind, late) for number in range(EACH)]
            every = sorted(1000 * wall for wall, _ in taken)
            processor = 1000 * median(p for _, p in taken)
            print(
                f"| {kind} | {EACH} | {median(every):.1f} | {every[int(0.95 * EACH)]:.1f} | {processor:.1f} |",
                flush=True,
            )


class _Pattern(NamedTuple):
    """An utterance as JSON, with its name and time to be filled in."""

    document: str
    utterance: Utterance

    def row(self, number: int, at: datetime) -> dict[str, Any]:
        u, named = self.utterance, f"u{number:09}"
        document = self.document.replace("ID", named).replace(START.isoformat(), at.isoformat())
        return {
            "id": named, "office": u.key.office, "issue": u.key.issue, "said_at": at, "week": monday_of(at),
            "document": document, "mean": u.mean, "weight": u.weight,
        }  # fmt: skip


def _pattern(key: StreamKey, level: int, config: Config) -> _Pattern:
    said = Said(id="ID", at=START, key=key, level=level)
    (piece,) = labelled(
        Pack(seed=level, name="cost", said=(said,), golds=(), rows=(), start=START, end=START), world=config.world
    )
    article = replace(piece.article, id="ID", published=START, seen=START)
    (utterance,) = gather(article, piece.statements, world=config.world, rules=config.rules)
    utterance = replace(utterance, id="ID", key=key, shingles=())
    return _Pattern(encode(utterance), utterance)


def _write(engine: Engine, keys: list[StreamKey], count: int, config: Config) -> None:
    """Indexes last, which takes a tenth of the time."""
    rng, pace = Random(1), YEARS / count
    patterns = [[_pattern(key, level, config) for level in (-1, 0)] for key in keys]
    for index in utterances.indexes:
        index.drop(engine)
    for first in range(0, count, WRITTEN_AT_ONCE):
        numbers = range(first, min(first + WRITTEN_AT_ONCE, count))
        rows = [rng.choice(rng.choice(patterns)).row(n, START + n * pace) for n in numbers]
        with engine.begin() as connection:
            connection.execute(insert(utterances), rows)
            links = [{"article_id": f"a{n:09}", "utterance_id": f"u{n:09}"} for n in numbers]
            connection.execute(insert(utterance_articles), links)
    for index in utterances.indexes:
        index.create(engine)
    of = utterances.c
    counts = select(of.office, of.issue, func.count(), func.min(of.said_at), func.max(of.said_at)).group_by(
        of.office, of.issue
    )
    with engine.begin() as connection:
        connection.execute(insert(spoken).from_select(["office", "issue", "n", "first", "last"], counts))


def _fold(engine: Engine, place: _Place, key: StreamKey) -> None:
    of = utterances.c
    newest = (
        select(of.document)
        .where(of.office == key.office, of.issue == key.issue)
        .order_by(of.said_at.desc())
        .limit(FOLDED)
    )
    with engine.connect() as connection:
        told = [decode(Utterance, document) for document in connection.scalars(newest)]
    c = place.config
    setting = setting_of(key, world=c.world, baseline=c.baseline, rules=c.rules, versions=VERSIONS)
    folded = fold_all(told, setting=setting, days=milestone_days(told))
    place.store.save_weighed("none", Weighed(streams=(folded.state,), milestones=folded.milestones), START)


def _one_more(place: _Place, keys: list[StreamKey], number: int, kind: str, late: timedelta) -> tuple[float, float]:
    """Seconds, and seconds of the processor, to weigh and keep one article on one stream."""
    rng = Random(f"{kind}:{number}")
    at = START + YEARS + timedelta(minutes=number) - late
    said = Said(id=f"{kind}-{number}".replace(" ", "-"), at=at, key=rng.choice(keys), level=rng.choice((-1, 0)))
    (piece,) = labelled(
        Pack(seed=number, name="cost", said=(said,), golds=(), rows=(), start=at, end=at), world=place.config.world
    )
    _keep(place.store, [piece])
    ((article, statements, copied),) = place.store.unweighed(1)
    answers = answers_of(place.pipeline)
    wall, processor = time.perf_counter(), time.process_time()
    weigh_piece(place.pipeline, (article, statements, copied), answers)
    return time.perf_counter() - wall, time.process_time() - processor


if __name__ == "__main__":
    what = {"grown": (grown, [20_000, 60]), "stored": (stored, [1_000_000, 500])}
    measure, usual = what[sys.argv[1]] if len(sys.argv) > 1 else what["grown"]
    given = [int(word) for word in sys.argv[2:4]]
    measure(*(given + usual[len(given) :]))
