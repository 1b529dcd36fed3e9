"""What runs inside a worker process. Each process builds its reader once, from what the service was started with."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.models import open_embedder
from monitor.reading import Judge, Reader

if TYPE_CHECKING:
    from monitor.types import Article, MergeRules, Reading, World

_readers: list[Reader] = []


def build_reader(world: World, merge: MergeRules) -> Reader:
    """The reader of this topic, with the bundled model. Raises ModelError."""
    return Reader(world, judge=Judge(world, open_embedder()), merge=merge)


def prepare(world: World, merge: MergeRules) -> None:
    """Builds this process's reader; runs once, when the process starts."""
    _readers[:] = [build_reader(world, merge)]


def read_article(article: Article) -> Reading:
    """Reads one article with this process's reader."""
    return _readers[0].read(article)
