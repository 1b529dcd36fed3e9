"""How far a long command is: a bar on a terminal, a line every tenth elsewhere; and what to do when it is interrupted."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING, Self

from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TaskID,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)

from monitor.cli.options import open_console

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from types import TracebackType

FEWEST = 1000
"""Below so many articles there is no line between the first and the last."""


@contextmanager
def shown_reading() -> Iterator[Callable[[int, int], None]]:
    """A bar while one text is read, on a terminal alone, which goes once it is; answers what is to hear how far it is.

    Statements are judged among their neighbours, and many a second time by themselves: each has a line of its own.
    """
    console = open_console(stderr=True)
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=console, disable=not console.is_terminal, transient=True) as progress:
        looking = progress.add_task("looking for statements", total=None)
        bars: list[TaskID] = []
        last = 0

        def step(done: int, total: int) -> None:
            nonlocal last
            if not bars or done <= last:
                progress.update(looking, visible=False)
                bars.append(progress.add_task("judged by themselves too" if bars else "statements judged", total=total))
            last = done
            progress.update(bars[-1], completed=done)

        yield step


class Steps:
    """Called with how many more articles are done."""

    def __init__(self, total: int) -> None:
        console = open_console(stderr=True)
        columns = (
            TextColumn("{task.description}"),
            BarColumn(),
            MofNCompleteColumn(),
            TimeElapsedColumn(),
            TimeRemainingColumn(),
        )
        self._bar = Progress(*columns, console=console, disable=not console.is_terminal)
        self._task = self._bar.add_task("replay", total=total)
        self._lines = not console.is_terminal and total >= FEWEST
        self.done, self.total = 0, total

    def __enter__(self) -> Self:
        self._bar.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._bar.stop()
        if kind is KeyboardInterrupt:
            sys.stderr.write(
                f"stopped after {self.done} of {self.total} articles; the same command goes on from there\n"
            )

    def __call__(self, more: int) -> None:
        before, self.done = self.done, self.done + more
        self._bar.advance(self._task, more)
        if self._lines and 10 * self.done // self.total > 10 * before // self.total:
            sys.stderr.write(f"{self.done} of {self.total} articles\n")
