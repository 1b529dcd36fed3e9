"""What runs inside a worker process. Each process builds its reader once, from what the service was started with."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from monitor.models import open_cross_encoder, open_embedder
from monitor.reading import Judge, Reader

if TYPE_CHECKING:
    from collections.abc import Callable

    from monitor.ports import CrossEncoder, Embedder
    from monitor.types import Article, MergeRules, ModelSettings, Reading, World

_readers: list[Reader] = []


def build_reader(
    world: World, merge: MergeRules, models: ModelSettings, *, step: Callable[[int, int], None] | None = None
) -> Reader:
    """The reader of this topic, with the models it is given; `step` hears how many statements are judged, and of how many. Raises ModelError."""
    judge = Judge(world, open_embedder(), open_cross_encoder(models, world.issues, step=step))
    return Reader(world, judge=judge, merge=merge)


class CompareParts(NamedTuple):
    """What comparing needs, by the names that it has there."""

    reader: Reader
    judge: Judge
    embedder: Embedder
    encoder: CrossEncoder
    merge: MergeRules


def build_compare_parts(world: World, merge: MergeRules, models: ModelSettings) -> CompareParts:
    """One model for all; the reader finds issues by words alone, since comparing does its own search. Raises ModelError."""
    embedder, encoder = open_embedder(), open_cross_encoder(models, world.issues)
    reader = Reader(world, judge=Judge(world, None), merge=merge)
    judge = Judge(world, embedder, encoder)
    return CompareParts(reader=reader, judge=judge, embedder=embedder, encoder=encoder, merge=merge)


def prepare(world: World, merge: MergeRules, models: ModelSettings) -> None:
    """Builds this process's reader; runs once, when the process starts."""
    _readers[:] = [build_reader(world, merge, models)]


def is_there() -> None:
    """Asked where no process could be had, to learn whether one can be had again."""


def read_article(article: Article) -> Reading:
    """Reads one article with this process's reader."""
    return _readers[0].read(article)
