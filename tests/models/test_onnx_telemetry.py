"""The library that runs networks tells nobody outside that it does."""

from __future__ import annotations

import os
import subprocess
import sys
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LOADS = """
from monitor.errors import ModelError
from monitor.models.onnx_network import OnnxNetwork
try:
    OnnxNetwork(b"no network", "a test")
except ModelError:
    print("refused")
"""


def test_no_report_is_prepared_where_a_network_is_loaded(tmp_path: Path) -> None:
    env = {name: value for name, value in os.environ.items() if name != "ORT_DISABLE_TELEMETRY"}
    env |= {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}

    done = subprocess.run([sys.executable, "-c", LOADS], env=env, capture_output=True, text=True, check=True)

    assert done.stdout == "refused\n"
    assert list(tmp_path.rglob("*")) == []
