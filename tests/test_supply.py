"""What goes into the service is listed and can be asked about, also where there is no network."""

from __future__ import annotations

import re

from tools.audit import verdict
from tools.sbom import LOCKED, bill


def test_the_bill_of_materials_lists_every_locked_package_with_its_hashes():
    text = LOCKED.read_text(encoding="utf-8")
    listed = {f"{c['name']}=={c['version']}": c for c in bill(text)["components"]}

    assert set(listed) == set(re.findall(r"^([A-Za-z0-9._-]+==[^\s;\\\\]+)", text, re.MULTILINE))
    assert all(component["properties"] for component in listed.values())
    assert listed[next(name for name in listed if name.startswith("aiohttp=="))]["licenses"]


def test_an_audit_says_what_it_found_and_when_it_could_not_ask():
    gap = {"id": "PYSEC-1", "fix_versions": ["2.0"]}
    package = {"name": "a", "version": "1.0"}

    assert verdict({"dependencies": [{**package, "vulns": [gap]}]}, "") == (1, ["a 1.0: PYSEC-1, mended in 2.0"])
    assert verdict({"dependencies": [{**package, "vulns": []}]}, "")[0] == 0
    code, lines = verdict(None, "no connection")
    assert (code, lines[0].startswith("AUDIT NOT MADE"), "no connection" in lines[0]) == (0, True, True)
