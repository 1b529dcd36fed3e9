"""What the documents show as printed is what the program prints today. A line of “…” stands for what is left out."""

from __future__ import annotations

import re
import shutil
from itertools import groupby
from pathlib import Path
from textwrap import dedent

import pytest
from typer.testing import CliRunner

from monitor.cli import app
from monitor.config import load_config
from monitor.errors import ConfigError
from tests.test_docs import DOCS, ROOT

COMMAND = re.compile(r"^`monitor ([^`]*docs/examples[^`]*)`.*:\n\n((?:    .*\n|\n)+)", re.MULTILINE)
EXAMPLES = [
    pytest.param(words.split(), dedent(shown), id=f"{document.name}: {words}")
    for document in DOCS
    for words, shown in COMMAND.findall(document.read_text(encoding="utf-8"))
]


def printed(*words: str, columns: int) -> str:
    ended = CliRunner(env={"COLUMNS": str(columns)}).invoke(app, words)
    assert ended.exit_code == 0, ended.output
    return ended.output


def parts(shown: str) -> list[str]:
    """What stands between the lines that leave something out."""
    groups = groupby(shown.strip("\n").splitlines(), key=lambda line: line.strip() == "…")
    return ["\n".join(lines).strip("\n") for left_out, lines in groups if not left_out]


def assert_prints(said: str, shown: str) -> None:
    """Every part of `shown` stands in what was `said`, in its order."""
    at = 0
    for part in parts(shown):
        found = said.find(part, at)
        assert found >= 0, f"the document shows\n{part}\n\nthe program prints\n{said[at:]}"
        at = found + len(part)


def assert_prints_the_alert_of_the_readme(said: str) -> None:
    """`said`: what `monitor demo` prints on 80 columns; which port its feeds have is left out."""
    [shown] = re.findall(
        r"^```text\n(.*?)^```", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert_prints(re.sub(r"(127\.0\.0\.1:)\d+", r"\1…", said), shown)


def test_the_examples_were_found():
    assert {words[0] for words, _ in (example.values for example in EXAMPLES)} == {"analyse", "compare"}


@pytest.mark.parametrize(("words", "shown"), EXAMPLES)
def test_an_example_is_what_is_printed(words, shown, monkeypatch):
    monkeypatch.chdir(ROOT)

    assert_prints(printed(*words, columns=100), shown)


def test_a_mistake_in_the_configuration_is_named_as_the_document_shows(tmp_path, monkeypatch):
    text = (ROOT / "docs" / "configuration.md").read_text(encoding="utf-8")
    shown = re.findall(r"^    (config/.*)$", text, re.MULTILINE)
    shutil.copytree(ROOT / "config", tmp_path / "config")
    for name, right, wrong in (
        ("feeds.toml", r'(id = "kremlin-en"\n)', r'\1evry = "5m"\n'),
        ("monitor.toml", r'(\[digest\]\n(?:.*\n)*?timezone = ")Europe/Brussels', r"\1Europe/Brusels"),
        ("baseline/seed.toml", r'(id = "B02"\n(?:.+\n)*?)level = -1\n', r"\1"),
    ):
        written, changed = re.subn(right, wrong, (tmp_path / "config" / name).read_text(encoding="utf-8"), count=1)
        assert changed, name
        (tmp_path / "config" / name).write_text(written, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    with pytest.raises(ConfigError) as mistakes:
        load_config(Path("config"))
    said = str(mistakes.value).splitlines()

    assert len(shown) == 3
    assert [line for line in shown if line not in said] == [], said
