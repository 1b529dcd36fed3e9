"""A configuration folder with other feeds, as the demonstration leaves one beside its store."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.config.feeds_file import add_rows
from monitor.config.files import ACTORS, BASELINES, FEEDS, ISSUES, MONITOR, RULES
from monitor.errors import UsageError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from monitor.types import Config

_HEADING = "# The feeds of the demonstration. They have ended: nobody answers there any more.\n"


def copy_with_feeds(config: Config, target: Path, rows: Sequence[Mapping[str, str | bool]]) -> None:
    """Writes what `config` was read from into `target`, with these feeds, in place of an earlier copy.

    Raises UsageError, also where something else is there.
    """
    source = Path(config.folder)
    names = [RULES, ACTORS, ISSUES, *(f"{BASELINES}/{path.name}" for path in source.joinpath(BASELINES).glob("*.toml"))]
    if not config.models.nli:  # a folder of models is looked for beside the file that names it, and is not copied
        names.append(MONITOR)
    try:
        if target.resolve() == source.resolve():
            return
        if target.exists():
            _refuse_unless_copy(target)
            shutil.rmtree(target)
        (target / BASELINES).mkdir(parents=True)
        for name in names:
            if (source / name).exists():
                shutil.copyfile(source / name, target / name)
        (target / FEEDS).write_text(_HEADING, encoding="utf-8")
    except OSError as error:
        raise UsageError(f"{target} cannot be written: {error.strerror}; give another folder with --out") from error
    add_rows(target, rows)


def _refuse_unless_copy(folder: Path) -> None:
    feeds = folder / FEEDS
    if any(folder.iterdir()) and not (feeds.is_file() and feeds.read_text(encoding="utf-8").startswith(_HEADING)):
        raise UsageError(
            f"{folder} is there, and not from an earlier demonstration: move it, or give another folder with --out"
        )
