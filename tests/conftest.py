"""Before anything loads numpy: its threads spin against each other where tests run side by side."""

from __future__ import annotations

import os

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
