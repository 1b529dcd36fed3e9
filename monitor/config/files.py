"""The files of a configuration folder, read one by one; every mistake is kept, none stops the others."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from monitor.config.documents import check_tables, read_tables
from monitor.config.readable import ReadableActors, ReadableBaseline, ReadableIssues
from monitor.config.settings import MonitorFile, RulesFile
from monitor.config.topic import ActorsFile, BaselineFile, FeedsFile, IssuesFile
from monitor.config.words import nearest
from monitor.errors import ConfigError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from monitor.config.fields import Table
    from monitor.config.readable import Readable

FileT = TypeVar("FileT", bound="Table")
ReadableT = TypeVar("ReadableT", bound="Readable")

MONITOR, RULES, FEEDS, ACTORS, ISSUES = "monitor.toml", "rules.toml", "feeds.toml", "actors.toml", "issues.toml"
BASELINES, SEED = "baseline", "baseline/seed.toml"
_TOP_LEVEL = (MONITOR, RULES, FEEDS, ACTORS, ISSUES)
_PURPOSE = {
    FEEDS: "one [[feed]] table a feed, each with id and url",
    ACTORS: "[blocs], [[office]] and [[person]] tables",
    ISSUES: "one [[issue]] table an issue",
    SEED: "name, as_of and one [[position]] table a line of an actor",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """What each file holds; None where it has a mistake, and `problems` says which. `baselines` by file name, seed first.

    `named`: what of actors.toml can be read in spite of its mistakes, `coded` of issues.toml; None where nothing can.
    `rows`: of each baseline file, by its name.
    """

    monitor: MonitorFile | None
    rules: RulesFile | None
    feeds: FeedsFile | None
    actors: ActorsFile | None
    named: ReadableActors | None
    coded: ReadableIssues | None
    rows: Mapping[str, ReadableBaseline]
    issues: IssuesFile | None
    baselines: Mapping[str, BaselineFile] | None
    problems: tuple[str, ...]


def read_files(folder: Path) -> Files:
    """All files of the folder; the lines in `problems` begin with the file's name inside the folder."""
    reader = _Reader(folder)
    return Files(
        monitor=reader.optional(MONITOR, MonitorFile),
        rules=reader.optional(RULES, RulesFile),
        feeds=reader.required(FEEDS, FeedsFile),
        actors=reader.required(ACTORS, ActorsFile),
        issues=reader.required(ISSUES, IssuesFile),
        baselines=reader.baselines(),
        named=reader.readable(ACTORS, ReadableActors),
        coded=reader.readable(ISSUES, ReadableIssues),
        rows=reader.rows(),
        problems=(*reader.problems, *_strangers(folder)),
    )


class _Reader:
    """Reads files and remembers what was wrong with each."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tables: dict[str, dict[str, Any]] = {}
        self.problems: list[str] = []

    def optional(self, name: str, model: type[FileT]) -> FileT | None:
        return self._read(name, model) if (self._folder / name).exists() else model()

    def required(self, name: str, model: type[FileT]) -> FileT | None:
        if (self._folder / name).exists():
            return self._read(name, model)
        self.problems.append(f"{name}: is missing; write it with {_PURPOSE[name]}, or copy the one that ships")
        return None

    def baselines(self) -> Mapping[str, BaselineFile] | None:
        others = (f"{BASELINES}/{path.name}" for path in sorted((self._folder / BASELINES).glob("*.toml")))
        read = {SEED: self.required(SEED, BaselineFile)}
        read |= {name: self._read(name, BaselineFile) for name in others if name != SEED}
        sound = {name: file for name, file in read.items() if file is not None}
        return sound if len(sound) == len(read) else None

    def readable(self, name: str, model: type[ReadableT]) -> ReadableT | None:
        """Of a file that was read before."""
        tables = self._tables.get(name)
        return None if tables is None else model.model_validate(tables)

    def rows(self) -> Mapping[str, ReadableBaseline]:
        """Of the baseline's files, which were read before."""
        names = (name for name in self._tables if name.startswith(f"{BASELINES}/"))
        return {name: ReadableBaseline.model_validate(self._tables[name]) for name in names}

    def _read(self, name: str, model: type[FileT]) -> FileT | None:
        try:
            self._tables[name] = read_tables(self._folder / name)
            return check_tables(self._tables[name], model)
        except ConfigError as error:
            self.problems.extend(f"{name}: {problem}" for problem in error.problems)
            return None


def _strangers(folder: Path) -> list[str]:
    """A misspelt file name would otherwise be ignored in silence."""
    names = sorted(path.name for path in folder.glob("*.toml") if path.name not in _TOP_LEVEL)
    return [f"{name}: not a known file{nearest(name, _TOP_LEVEL)}" for name in names]
