"""Writes a replay pack as an archive and a baseline folder, for `monitor replay`. All words are the project's own; nobody said them.

    python tools/packs.py kinds
    python tools/packs.py write reversal 7 OUT

OUT/archive.jsonl is the archive, OUT/baseline.toml the rows it is held against (copy it over config/baseline/seed.toml of a
configuration folder), OUT/gold.json what moved and when.
"""

from __future__ import annotations

import json
import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from monitor.config import load_config
from monitor.gates.packs.draw import KINDS, draw
from monitor.gates.packs.words import Wordsmith

if TYPE_CHECKING:
    from monitor.gates.packs.plan import Pack

ROW = """
[[position]]
id = "{row.id}"
actor = "{row.actor}"
office = "{row.office}"
bloc = "{row.bloc}"
issue = "{row.issue}"
level = {row.level}
use = "{row.use}"
claim = "{row.claim}"
as_of = {row.as_of}
"""


def write(pack: Pack, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    lines = Wordsmith.shipped().lines(pack)
    (out / "archive.jsonl").write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in lines), "utf-8")
    head = f'name = "{pack.name}"\nas_of = {pack.rows[0].as_of if pack.rows else pack.start.date()}\nsource = "drawn"\n'
    (out / "baseline.toml").write_text(head + "".join(ROW.format(row=row) for row in pack.rows), "utf-8")
    golds = [asdict(gold) for gold in pack.golds]
    (out / "gold.json").write_text(json.dumps(golds, default=str, ensure_ascii=False, indent=1) + "\n", "utf-8")


def main() -> None:
    match sys.argv[1:]:
        case ["kinds"]:
            print("\n".join(KINDS))
        case ["write", kind, seed, out] if kind in KINDS and seed.isdigit():
            write(draw(kind, int(seed), world=load_config(Path("config")).world), Path(out))
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
