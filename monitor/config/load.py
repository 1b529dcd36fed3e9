"""A folder → the configuration, or every mistake in it at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from monitor.config.build import build_config
from monitor.config.contradictions import check_contradictions
from monitor.config.files import read_files
from monitor.config.own_models import check_models
from monitor.config.references import check_references
from monitor.errors import ConfigError

if TYPE_CHECKING:
    from pathlib import Path

    from monitor.types import Config


def load_config(folder: Path) -> Config:
    """The validated folder. Raises ConfigError with one line a mistake, from all files together."""
    if folder.is_file():
        raise ConfigError([f"{folder}: is a file; --config takes the folder in which monitor.toml and the others are"])
    if not folder.is_dir():
        raise ConfigError([f"{folder}: no such folder; name yours with --config DIR, or copy the config/ that ships"])
    files = read_files(folder)
    problems = [*files.problems, *check_references(files), *check_contradictions(files), *check_models(folder, files)]
    if problems:
        raise ConfigError([f"{folder.as_posix()}/{problem}" for problem in problems])
    return build_config(folder, files)
