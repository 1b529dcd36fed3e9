"""A site over an archive is of that archive, or it is not shown."""

from __future__ import annotations

import pytest

from monitor.errors import UsageError
from tools.replayed_site import articles_of, claim


def test_a_folder_that_holds_another_site_is_refused(tmp_path):
    claim(tmp_path / "new" / "one", "a mark")
    claim(tmp_path / "new" / "one", "a mark")
    with pytest.raises(UsageError, match="another archive, configuration or version"):
        claim(tmp_path / "new" / "one", "another mark")


def test_a_folder_of_which_nobody_knows_what_it_holds_is_refused(tmp_path):
    (tmp_path / "site.db").touch()
    for _ in range(2):
        with pytest.raises(UsageError, match="name another folder"):
            claim(tmp_path, "a mark")


def test_an_archive_without_an_article_is_said_to_be_none(tmp_path):
    archive = tmp_path / "empty.jsonl"
    archive.write_text("\n", encoding="utf-8")
    with pytest.raises(UsageError, match="holds no article"):
        articles_of(archive)
