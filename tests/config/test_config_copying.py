"""A configuration folder with other feeds, beside the store of the demonstration."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from monitor.config import copy_with_feeds, load_config
from monitor.errors import UsageError

ROW = {"id": "one", "url": "http://127.0.0.1:9/one", "outlet": "One", "primary": True}


def test_a_copy_has_its_own_feeds_and_all_else_as_it_was(tmp_path: Path) -> None:
    given = load_config(Path("config"))
    for _ in range(2):  # the second takes the place of the first
        copy_with_feeds(given, tmp_path / "copy", [ROW])
        copied = load_config(tmp_path / "copy")

    assert [(feed.id, feed.outlet, feed.primary) for feed in copied.feeds] == [("one", "One", True)]
    assert (copied.world, copied.rules, copied.baseline.hash) == (given.world, given.rules, given.baseline.hash)


def test_the_folder_that_is_read_is_never_written_over(tmp_path: Path) -> None:
    folder = Path(shutil.copytree("config", tmp_path / "config"))
    feeds = (folder / "feeds.toml").read_text(encoding="utf-8")
    copy_with_feeds(load_config(folder), folder, [ROW])

    assert (folder / "feeds.toml").read_text(encoding="utf-8") == feeds


def test_what_is_somebody_s_own_is_not_wiped(tmp_path: Path) -> None:
    target = tmp_path / "demo-config"
    target.mkdir()
    (target / "notes.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(UsageError, match="not from an earlier demonstration"):
        copy_with_feeds(load_config(Path("config")), target, [ROW])
    assert (target / "notes.txt").read_text(encoding="utf-8") == "mine"
