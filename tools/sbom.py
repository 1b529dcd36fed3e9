"""Writes a bill of materials of the locked closure (CycloneDX 1.6, JSON): names, versions, hashes, licences, where installed.

python tools/sbom.py > sbom.json
"""

from __future__ import annotations

import json
import re
import sys
from importlib import metadata
from pathlib import Path

LOCKED = Path(__file__).resolve().parents[1] / "requirements.txt"
PIN = re.compile(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)")


def components(text: str) -> list[dict[str, object]]:
    """One a pinned package, with the hashes of all files that may be installed for it."""
    found: list[dict[str, object]] = []
    for block in re.split(r"\n(?=[A-Za-z0-9])", text):
        pin = PIN.match(block)
        if pin is not None:
            name, version = pin.groups()
            hashes = re.findall(r"sha256:([0-9a-f]{64})", block)
            found.append(component(name, version, hashes))
    return found


def component(name: str, version: str, hashes: list[str]) -> dict[str, object]:
    made: dict[str, object] = {
        "type": "library",
        "bom-ref": f"{name}@{version}",
        "name": name,
        "version": version,
        "purl": f"pkg:pypi/{name.lower().replace('_', '-')}@{version}",
        # Any of these files may be the installed one, so they are properties and not the component's own hash.
        "properties": [{"name": "locked:sha256", "value": digest} for digest in hashes],
    }
    licence = licence_of(name)
    return {**made, "licenses": [{"license": {"name": licence}}]} if licence else made


def licence_of(name: str) -> str | None:
    """As the installed package states it; None where it is not installed or does not say."""
    try:
        about = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return None
    named = [
        line.rsplit("::", 1)[1].strip() for line in about.get_all("Classifier", []) if line.startswith("License ::")
    ]
    short = (about.get("License") or "").splitlines()
    return about.get("License-Expression") or "; ".join(named) or (short[0][:80] if short else None)


def bill(text: str) -> dict[str, object]:
    """The whole document; the same for the same lock, so that it can be compared."""
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": {"type": "application", "name": "messaging-monitor"}},
        "components": components(text),
    }


if __name__ == "__main__":
    sys.stdout.write(json.dumps(bill(LOCKED.read_text(encoding="utf-8")), indent=1) + "\n")
