"""Turns dated third-party corpora into archives for `monitor replay`.

The corpora are other people's text and no part of the project: give the folder that holds them, and keep the output out of it.

    python tools/corpora.py archive presidents ../shared/data OUT.jsonl

What the reader and the comparer make of labelled sets is measured by `monitor eval`.
"""

from __future__ import annotations

import json
import sys
from pathlib import Path

from monitor.gates.corpora import CORPORA


def main() -> None:
    match sys.argv[1:]:
        case ["archive", name, data, out] if name in CORPORA:
            lines = (json.dumps(line, ensure_ascii=False) + "\n" for line in CORPORA[name](Path(data)))
            Path(out).write_text("".join(lines), encoding="utf-8")
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
