"""What the documents promise exists, and what exists is documented."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest
import typer.main

from monitor import __version__
from monitor.cli import app
from monitor.types.severity import SEVERITIES

ROOT = Path(__file__).resolve().parents[1]
DOCS = sorted([ROOT / "README.md", ROOT / "CONTRIBUTING.md", *(ROOT / "docs").rglob("*.md")])


def commands() -> list[tuple[str, list[str]]]:
    """Every command with its options, as a person types it."""
    found = []
    root = typer.main.get_command(app)
    for name, command in root.commands.items():
        for path, leaf in (
            [(name, command)]
            if not hasattr(command, "commands")
            else [(f"{name} {sub}", c) for sub, c in command.commands.items()]
        ):
            found.append(
                (
                    path,
                    [
                        option
                        for p in leaf.params
                        for option in p.opts
                        if option.startswith("--") and option != "--help"
                    ],
                )
            )
    return found


@pytest.mark.parametrize(("name", "options"), commands())
def test_every_command_and_option_is_documented(name, options):
    text = (ROOT / "docs" / "commands.md").read_text(encoding="utf-8")

    assert f"`monitor {name}" in text
    assert [option for option in options if option not in text] == []


@pytest.mark.parametrize("document", DOCS, ids=lambda path: path.name)
def test_no_link_inside_the_project_is_dead(document):
    links = re.findall(r"\]\((?!https?:)([^)#]+)", document.read_text(encoding="utf-8"))

    assert [link for link in links if not (document.parent / link).exists()] == []


@pytest.mark.parametrize("target", ["demo", "test"])
def test_the_two_commands_of_the_readme_exist(target):
    assert re.search(rf"^    make {target}\b", (ROOT / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert re.search(rf"^{target}:", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)


@pytest.mark.parametrize("word", SEVERITIES)
def test_the_glossary_explains_each_word_of_severity(word):
    assert f"*{word}*" in (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")


def test_the_glossary_has_each_kind_of_alert():
    shown = tomllib.loads((ROOT / "monitor" / "alerts" / "words.toml").read_text(encoding="utf-8"))["kinds"].values()
    rows = re.findall(r"^\| ([^|]+) \|", (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8"), re.MULTILINE)
    terms = ", ".join(rows).lower()

    assert [kind for kind in shown if not re.search(rf"\b{kind.lower()}\b", terms)] == []


def test_every_dependency_has_its_reason():
    declared = re.search(
        r"^dependencies = \[(.*?)^\]", (ROOT / "pyproject.toml").read_text(encoding="utf-8"), re.MULTILINE | re.DOTALL
    )
    assert declared is not None
    names = re.findall(r'"([A-Za-z0-9-]+)', declared[1])
    reasons = (ROOT / "docs" / "dependencies.md").read_text(encoding="utf-8").lower()

    assert [name for name in names if name not in reasons] == []


def test_the_changelog_knows_this_version_or_has_an_unreleased_section():
    text = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")

    assert f"## {__version__}" in text or "## Unreleased" in text


def test_the_locked_files_hold_hashes_and_no_address():
    for name in ("requirements.txt", "requirements-dev.txt"):
        text = (ROOT / name).read_text(encoding="utf-8")
        assert text.count("--hash=sha256:") > 60
        assert "://" not in text
        assert "file:" not in text
