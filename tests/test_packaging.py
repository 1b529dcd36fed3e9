"""What the installed package holds."""

from __future__ import annotations

import tomllib
from fnmatch import fnmatch
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]


def test_every_file_beside_the_code_is_named_as_package_data() -> None:
    declared = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    patterns = declared["tool"]["setuptools"]["package-data"]["*"]
    beside = [path for path in (ROOT / "monitor").rglob("*") if path.is_file() and "__pycache__" not in path.parts]
    left_out = [
        path.name for path in beside if path.suffix != ".py" and not any(fnmatch(path.name, p) for p in patterns)
    ]

    assert len(beside) > 100
    assert left_out == []
