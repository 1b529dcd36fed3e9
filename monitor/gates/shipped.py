"""What is measured: the reader, the judge and the comparer of a configuration, as the service has them."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING

from monitor.compare import Comparer
from monitor.engine.tasks import build_compare_parts, build_reader
from monitor.gates.sets import own_rows
from monitor.gates.statements import labelled, place_given, whole_text

if TYPE_CHECKING:
    from monitor.engine.tasks import CompareParts
    from monitor.gates.statements import Labelled, Placed, WholeText
    from monitor.ports import Embedder
    from monitor.reading import Judge, Reader
    from monitor.types import Config, World


class Shipped:
    """Each is built when a gate first asks for it."""

    def __init__(self, config: Config) -> None:
        self.config = config
        self._placed: dict[str, list[Placed]] = {}

    @property
    def world(self) -> World:
        """Who is followed, and on what."""
        return self.config.world

    @cached_property
    def reader(self) -> Reader:
        """As every pass reads; loads its models at the first article."""
        return build_reader(self.world, self.config.rules.merge, self.config.models)

    @property
    def judge(self) -> Judge:
        """That of comparing, whose models all gates share."""
        return self._parts.judge

    @property
    def embedder(self) -> Embedder:
        """The bundled sentence encoder."""
        return self._parts.embedder

    @cached_property
    def comparer(self) -> Comparer:
        """As `monitor compare` has it."""
        return Comparer(self.world, **self._parts._asdict())

    def statements(self, language: str) -> tuple[Labelled, ...]:
        """Our own labelled statements in a language."""
        return tuple(labelled(row) for row in own_rows(f"statements-{language}"))

    def unusual(self, language: str) -> tuple[Labelled, ...]:
        """Those of our own in which most speakers say what their side hardly ever says."""
        return tuple(labelled(row) for row in own_rows(f"unusual-{language}"))

    def texts(self, language: str) -> tuple[WholeText, ...]:
        """Our own whole texts in a language, labelled line by line."""
        return tuple(whole_text(row) for row in own_rows(f"long-{language}"))

    def placed(self, language: str) -> list[Placed]:
        """What the judge makes of them, their issues given; two gates look at it."""
        if language not in self._placed:
            self._placed[language] = place_given(self.judge, self.statements(language), language=language)
        return self._placed[language]

    @cached_property
    def _parts(self) -> CompareParts:
        return build_compare_parts(self.world, self.config.rules.merge, self.config.models)
