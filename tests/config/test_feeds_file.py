"""feeds.toml is edited and stays the person's own file."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from monitor.config import add_rows, feed_rows, remove_row
from monitor.errors import ConfigError, UsageError

if TYPE_CHECKING:
    from pathlib import Path

TEXT = """# Our feeds. Ask Anna before you change the first.

[[feed]]
id = "a"          # the important one
url = "https://a.example/"
headers = { "X-Key" = "env:KEY" }

# Section two --------

[[feed]]
id = "b"
url = "https://b.example/"

# Section three ------

[[feed]]
id = "c"
url = "https://c.example/"
"""
NEW = {"id": "new", "url": 'https://new.example/?a=1&b="2"', "outlet": "Новости\\", "primary": True}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "feeds.toml").write_text(TEXT)
    return tmp_path


def text_of(folder: Path) -> str:
    return (folder / "feeds.toml").read_text()


def test_a_row_is_added_at_the_end_and_nothing_else_changes(folder: Path) -> None:
    add_rows(folder, [NEW])
    assert text_of(folder).startswith(TEXT)
    row = feed_rows(folder)[-1]
    assert (row.id, row.url, row.outlet, row.primary) == (NEW["id"], NEW["url"], NEW["outlet"], True)


def test_a_row_is_cut_out_and_the_headings_stay(folder: Path) -> None:
    remove_row(folder, "b")
    assert text_of(folder) == TEXT.replace('[[feed]]\nid = "b"\nurl = "https://b.example/"\n\n', "")


def test_the_last_and_the_first_row_can_go_too(folder: Path) -> None:
    remove_row(folder, "c")
    remove_row(folder, "a")
    assert [row.id for row in feed_rows(folder)] == ["b"]
    assert "# Ours" not in text_of(folder)
    assert "Ask Anna" in text_of(folder)
    assert "# Section three" in text_of(folder)


def test_adding_to_a_folder_without_the_file_makes_it(tmp_path: Path) -> None:
    add_rows(tmp_path, [NEW])
    assert [row.id for row in feed_rows(tmp_path)] == ["new"]


def test_a_feed_that_is_not_there_cannot_go(folder: Path) -> None:
    with pytest.raises(UsageError, match="there is no feed z"):
        remove_row(folder, "z")


@pytest.mark.parametrize(
    "text",
    [
        'feed = [{ id = "a", url = "https://a.example/" }, { id = "b", url = "https://b.example/" }]\n',
        '[[feed]]\nid = "a"\nurl = "https://a.example/"\noutlet = """\n[[feed]]\n"""\n\n[[feed]]\nid = "b"\nurl = "https://b.example/"\n',
    ],
)
def test_what_is_written_otherwise_is_left_alone(folder: Path, text: str) -> None:
    (folder / "feeds.toml").write_text(text)
    with pytest.raises(UsageError, match="by hand"):
        remove_row(folder, "b")
    assert text_of(folder) == text


def test_nor_is_a_row_added_below_a_list_in_one_line(folder: Path) -> None:
    text = 'feed = [{ id = "a", url = "https://a.example/" }]\n'
    (folder / "feeds.toml").write_text(text)
    with pytest.raises(UsageError, match="by hand"):
        add_rows(folder, [{"id": "c", "url": "https://c.example/"}])
    assert text_of(folder) == text


def test_nor_is_a_row_cut_from_above_its_headers(folder: Path) -> None:
    text = '[[feed]]\nid = "a"\nurl = "https://a.example/"\n[feed.headers]\nX-K = "1"\n'
    (folder / "feeds.toml").write_text(text)
    with pytest.raises(UsageError, match="by hand"):
        remove_row(folder, "a")
    assert text_of(folder) == text


def test_a_row_that_is_not_right_changes_nothing_and_leaves_no_draft(folder: Path) -> None:
    with pytest.raises(ConfigError, match=r"feeds\.toml: feed\[4\] \"x\": url: must be an address"):
        add_rows(folder, [{"id": "x", "url": "ftp://x/"}])
    assert text_of(folder) == TEXT
    assert [path.name for path in folder.iterdir()] == ["feeds.toml"]


def test_a_link_and_its_rights_stay(folder: Path, tmp_path: Path) -> None:
    real = tmp_path / "elsewhere.toml"
    (folder / "feeds.toml").rename(real)
    real.chmod(0o640)
    (folder / "feeds.toml").symlink_to(real)
    add_rows(folder, [NEW])
    assert (folder / "feeds.toml").is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert len(feed_rows(folder)) == 4
