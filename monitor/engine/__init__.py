"""Where the work runs: worker processes on this machine."""

from monitor.engine.local import LocalWorkers
from monitor.engine.tasks import read_article

__all__ = ["LocalWorkers", "read_article"]
