"""Where the work runs: worker processes on this machine, and other machines that share the database."""

from monitor.engine.local import LocalWorkers, run_apart
from monitor.engine.sharing import LEADS, LEASE, Membership, SharedReaders, Standing, draft_of, words_of
from monitor.engine.tasks import is_there, read_article

__all__ = [
    "LEADS",
    "LEASE",
    "LocalWorkers",
    "Membership",
    "SharedReaders",
    "Standing",
    "draft_of",
    "is_there",
    "read_article",
    "run_apart",
    "words_of",
]
