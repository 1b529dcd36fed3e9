"""Coverage-guided fuzzing of what a stranger can send (`targets.py` says what).

    python -m venv .venv-fuzz && .venv-fuzz/bin/pip install --no-deps -r requirements-dev.txt atheris && .venv-fuzz/bin/pip install --no-deps --no-build-isolation -e .
    .venv-fuzz/bin/python -m tests.fuzz feed --seconds 600 --corpus /tmp/fuzz

Inputs that reach new code are kept in CORPUS/TARGET, and a finding in CORPUS/TARGET-findings; the run ends at the first, with its
traceback. `--input FILE` gives one to the target again. Each finding becomes a test where the fault was.
"""

from __future__ import annotations

import argparse
import logging
import sys
from pathlib import Path

import atheris

with atheris.instrument_imports(
    include=["monitor", "feedparser", "trafilatura", "htmldate", "courlan", "justext", "protego"]
):
    from tests.fuzz.targets import SEEDS, TARGETS

LONGEST = 20_000
SLOW = 25
"""Seconds for one input: the service gives a document 60."""


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("target", choices=sorted(TARGETS))
    parser.add_argument("--seconds", type=int, default=300)
    parser.add_argument("--corpus", type=Path, default=Path("fuzz-corpus"))
    parser.add_argument("--input", type=Path)
    given = parser.parse_args()
    logging.disable(logging.CRITICAL)
    if given.input:
        TARGETS[given.target](given.input.read_bytes())
        return
    corpus, findings = given.corpus / given.target, given.corpus / f"{given.target}-findings"
    for folder in (corpus, findings):
        folder.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(SEEDS[given.target]):
        (corpus / f"seed-{number}").write_bytes(seed)
        TARGETS[given.target](seed)  # what is made once takes seconds, and is no slow input
    words = [
        sys.argv[0], str(corpus), f"-max_total_time={given.seconds}", f"-max_len={LONGEST}", f"-timeout={SLOW}",
        f"-artifact_prefix={findings}/", "-rss_limit_mb=4096", "-print_final_stats=1",
    ]  # fmt: skip
    atheris.Setup(words, TARGETS[given.target])
    atheris.Fuzz()


if __name__ == "__main__":
    main()
