"""Commands run in this process: what they print and the code they end with."""

from __future__ import annotations

import logging
import os
import re
import sys
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import pytest

ROOT = str(Path(__file__).resolve().parents[2])
if ROOT not in sys.path:
    sys.path.insert(0, ROOT)

from monitor.cli import main  # noqa: E402  # the path comes first
from monitor.models import cross_encoder, sentence_encoder  # noqa: E402  # the path comes first, so that these are the ones of this folder
from tests.service_process import make_config  # noqa: E402  # the path comes first: no other way to `tests`

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Said(NamedTuple):
    """How a command ended."""

    code: int
    out: str
    err: str


_encoder, _network = cache(sentence_encoder._load), cache(cross_encoder._load)


@pytest.fixture(autouse=True)
def loaded_once(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each command loads its models, once in a process; here many commands are one process."""
    monkeypatch.setattr(sentence_encoder, "_load", _encoder)
    monkeypatch.setattr(cross_encoder, "_load", _network)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """The current folder of the command: a right configuration, no secret, a database that is not there yet."""
    for name in [name for name in os.environ if re.match(r"SLACK_|LLM_|DATABASE_", name)]:
        monkeypatch.delenv(name)
    make_config(tmp_path, {"kremlin": "http://127.0.0.1:1/feed"})
    monkeypatch.chdir(tmp_path)
    # As a process begins: what another test left to log to may be closed, and says so on stderr.
    monkeypatch.setattr(logging.root, "handlers", [])
    level = logging.getLogger("monitor").level
    yield tmp_path
    logging.getLogger("monitor").setLevel(level)


@pytest.fixture
def say(folder: Path, capsys: pytest.CaptureFixture[str]) -> Callable[..., Said]:
    """Runs `monitor` with these words."""

    def run(*words: str) -> Said:
        with pytest.raises(SystemExit) as ended:
            main(words)
        out, err = capsys.readouterr()
        return Said(int(ended.value.code or 0), out, err)

    return run
