"""A configuration file, in a folder that is right otherwise."""

from __future__ import annotations

import shutil
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

from monitor.config import load_config
from monitor.errors import ConfigError
from tests.fuzz.given import in_words, parted

ROOT = Path(__file__).resolve().parents[2]
EXAMPLE = ROOT / "examples" / "us-china"
FILES = ("actors.toml", "issues.toml", "feeds.toml", "monitor.toml", "rules.toml", "baseline/seed.toml")


@cache
def _folder() -> TemporaryDirectory[str]:
    """Is removed when the program ends."""
    folder = TemporaryDirectory(prefix="fuzz-config-", ignore_cleanup_errors=True)
    shutil.copytree(EXAMPLE, Path(folder.name) / "config")
    return folder


def config(given: bytes) -> None:
    head, body = parted(given)
    name = FILES[sum(head.encode("latin-1", "replace")) % len(FILES)]
    folder = Path(_folder().name) / "config"
    file = folder / name
    whole = (EXAMPLE / name).read_bytes()
    file.write_bytes(body)
    try:
        load_config(folder)
    except ConfigError as error:
        in_words(error)
    finally:
        file.write_bytes(whole)


SETTINGS = [
    bytes([number]) + b"\n" + (EXAMPLE / FILES[number % 6]).read_bytes() for number in range(12) if number != 10
]
