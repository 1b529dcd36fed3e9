"""Starts the command line."""

from __future__ import annotations

import gc
import os
import sys


def main() -> None:
    """Runs the command that the process was started with; an interruption ends it quietly, also while libraries load."""
    # Read by numpy when it loads. Its threads spin against each other and everybody else: twenty times the work for one sentence.
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    # What loads stays: looking through it for garbage, again and again while it grows, is a quarter of a start.
    gc.disable()
    try:
        from monitor.cli import main as run  # noqa: PLC0415 - loading takes a second or two, and belongs inside

        gc.freeze()
        gc.enable()
        run()
    except KeyboardInterrupt:
        sys.stderr.write("interrupted\n")
        sys.exit(130)


if __name__ == "__main__":
    main()
