"""Asks whether a locked package has a known vulnerability; says plainly where nobody could be asked.

    python tools/audit.py      0: none known, or nobody could be asked · 1: some known, each with the version that mends it

Uses pip-audit, from an environment of its own (`make audit`), so that it adds nothing to what the service runs with.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
LIMIT = 60


def asked(files: list[str]) -> tuple[dict[str, Any] | None, str]:
    """pip-audit's answer as JSON, or None and the last line of why there is none."""
    words = [sys.executable, "-m", "pip_audit", "--format=json", "--disable-pip", "--no-deps", "--progress-spinner=off"]
    words += [word for file in files for word in ("-r", str(ROOT / file))]
    try:
        ended = subprocess.run(words, capture_output=True, text=True, timeout=LIMIT, check=False)
    except subprocess.TimeoutExpired:
        return None, f"no answer within {LIMIT} s"
    try:
        return json.loads(ended.stdout), ""
    except ValueError:
        lines = ended.stderr.strip().splitlines()
        return None, lines[-1] if lines else "no answer"


def verdict(answer: dict[str, Any] | None, why: str) -> tuple[int, list[str]]:
    """The exit code and what is said."""
    if answer is None:
        return 0, [
            f"AUDIT NOT MADE: the list of known vulnerabilities could not be asked ({why}); make it where there is a network"
        ]
    found = [
        f"{package['name']} {package['version']}: {gap['id']}, mended in {', '.join(gap['fix_versions']) or 'no version yet'}"
        for package in answer["dependencies"]
        for gap in package.get("vulns", [])
    ]
    number = len(answer["dependencies"])
    return (1, found) if found else (0, [f"audit: none of {number} locked packages has a known vulnerability"])


def main() -> int:
    code, lines = verdict(*asked(["requirements-dev.txt"]))
    sys.stdout.write("\n".join(lines) + "\n")
    return code


if __name__ == "__main__":
    sys.exit(main())
