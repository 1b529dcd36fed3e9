"""Several processes on one database: which this one is, and who works beside it."""

from __future__ import annotations

import hashlib
import os
import platform
from dataclasses import replace
from typing import TYPE_CHECKING
from uuid import uuid4

from monitor import __version__
from monitor.app.clock import utc_now
from monitor.app.versions import versions_of
from monitor.engine import Membership
from monitor.errors import UsageError
from monitor.types import ModelSettings, WebSettings, WorkSettings

if TYPE_CHECKING:
    from monitor.ports import Store
    from monitor.store import SqlStore
    from monitor.types import Config, Versions

RUN, WORKER = "run", "worker"


def is_shared(database_url: str) -> bool:
    """Whether processes on other machines may work on it at the same time."""
    return database_url.startswith(("postgresql:", "postgresql+", "postgres:"))


def name_of_process(role: str) -> str:
    """Unlike that of any other process, also of one that had the same number before."""
    return f"{role}@{platform.node()}:{os.getpid()}:{uuid4().hex[:4]}"


def made_for(config: Config, versions: Versions) -> str:
    """The same where the same articles are asked for and read the same way; what differs by machine is left out."""
    same = replace(config, folder="", web=WebSettings(), work=WorkSettings(), models=ModelSettings())
    return hashlib.sha256(repr((same, versions)).encode()).hexdigest()[:16]


def membership_of(store: SqlStore, config: Config, role: str) -> Membership | None:
    """This process among those that share the store; None where it is alone."""
    if store.sharing is None:
        return None
    # Who is asked for second opinions is the leading process's own matter.
    mark = made_for(config, versions_of(config))
    return Membership(store.sharing, role=role, version=__version__, made_for=mark, now=utc_now)


def refuse_beside(store: Store) -> None:
    """What weighs by itself must be alone. Raises UsageError where a service leads on the same database."""
    leader = store.leader()
    if leader is not None:
        raise UsageError(f"{leader} works on this database already, and does what is due: stop it first")
