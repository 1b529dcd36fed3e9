"""What happens to the service of the endurance drill, and when: a plan drawn from a seed, and how each fault is made."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import time
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from tests.service_process import children_of

if TYPE_CHECKING:
    from collections.abc import Iterator

HOUR = timedelta(hours=1)
LASTING = {
    "names": 6 * HOUR,
    "outlets": 3 * HOUR,
    "slack": 24 * HOUR,
    "disk": 2 * HOUR,
    "ahead": 2 * HOUR,
    "behind": 1 * HOUR,
}
"""No name of an outlet is known · outlets break connections off · Slack answers 503 · nothing can be written · this machine's clock is
wrong by so much for so long. The others pass at once: `kill` -9 of the service, `reader` the same of one of its processes, `database`
a restart of PostgreSQL."""
ONE = ("names", "outlets", "disk", "ahead", "behind", "database", "reader")
KILLED_AT_START = 0.25


@dataclass(frozen=True, slots=True, kw_only=True)
class Fault:
    """One thing that goes wrong: its kind (`LASTING` and what is said there), and when the calendar says."""

    at: datetime
    kind: str


def plan(begin: datetime, days: float, *, kills: int, of_each: int, seed: int, without: frozenset[str]) -> list[Fault]:
    """Kills in the first six tenths, so that afterwards one process lives long enough for its memory to be watched; Slack away once."""
    chance, length = random.Random(seed), timedelta(days=days)
    found = [Fault(at=begin + length * chance.uniform(0.02, 0.6), kind="kill") for _ in range(kills)]
    found += [
        Fault(at=begin + length * chance.uniform(0.05, 0.9), kind=kind)
        for kind in ONE
        if kind not in without
        for _ in range(of_each)
    ]
    found.append(Fault(at=begin + length * chance.uniform(0.3, 0.5), kind="slack"))
    return sorted(found, key=lambda fault: fault.at)


class Stage(Protocol):
    """What the faults are made on."""

    def begin(self, kind: str) -> bool:
        """Whether it did something."""

    def end(self, kind: str) -> None: ...


class Faults:
    """Makes each when its time has come, and ends those that last. One of a kind at a time: another makes it last longer. `made`: how many
    did something; `kinds`: of all that were planned."""

    def __init__(self, planned: list[Fault], stage: Stage) -> None:
        self._planned, self._stage = list(planned), stage
        self.kinds = frozenset(fault.kind for fault in planned)
        self._until: dict[str, datetime] = {}
        self.made: dict[str, int] = {}

    def look(self, now: datetime) -> None:
        while self._planned and self._planned[0].at <= now:
            self._begin(self._planned.pop(0), now)
        for kind, until in list(self._until.items()):
            if until <= now:
                self._stage.end(kind)
                del self._until[kind]

    def _begin(self, fault: Fault, now: datetime) -> None:
        if fault.kind not in self._until and self._stage.begin(fault.kind):
            self.made[fault.kind] = self.made.get(fault.kind, 0) + 1
        if fault.kind in LASTING:
            self._until[fault.kind] = now + LASTING[fault.kind]

    def end(self) -> None:
        """All that lasts is over."""
        for kind in self._until:
            self._stage.end(kind)
        self._until, self._planned = {}, []


@contextmanager
def small_disk(folder: Path, mebibytes: int) -> Iterator[bool]:
    """A disk of its own under the folder; False where this user may not make one."""
    folder.mkdir()
    made = (
        os.geteuid() == 0
        and not subprocess.run(
            ["mount", "-t", "tmpfs", "-o", f"size={mebibytes}m", "endurance", folder], check=False, capture_output=True
        ).returncode
    )
    try:
        yield made
    finally:
        if made:
            subprocess.run(["umount", "-l", folder], check=True)


def fill(folder: Path) -> bool:
    """Until there is no room for another byte; whether there was any."""
    with (folder / "ballast").open("ab", buffering=0) as ballast, suppress(OSError):
        for size in (1 << 20, 1 << 12, 1):
            with suppress(OSError):
                while True:
                    ballast.write(bytes(size))
    return bool((folder / "ballast").stat().st_size)


def kill_one_below(pid: int, chance: random.Random) -> bool:
    """As the kernel does where memory runs out: one that has much of it. Whether there was one."""
    sizes = {child: _resident(child) for child in children_of(pid)}
    heavy = [child for child, size in sizes.items() if size > max(sizes.values()) / 2]
    if heavy:
        with suppress(ProcessLookupError):
            os.kill(chance.choice(heavy), signal.SIGKILL)
            return True
    return False


def _resident(pid: int) -> int:
    with suppress(OSError):
        return int(Path(f"/proc/{pid}/statm").read_text().split()[1])
    return 0


def resident_mib(pid: int) -> float | None:
    pages = _resident(pid)
    return pages * os.sysconf("SC_PAGESIZE") / 2**20 if pages else None


def restart(socket: str, programs: Path) -> None:
    """PostgreSQL is ended as by a power cut, and started again: with its own settings, so that what it confirms stays."""
    end_server(socket, signal.SIGQUIT)
    owner = Path(socket).stat()
    own = {} if os.geteuid() else {"user": owner.st_uid, "group": owner.st_gid, "extra_groups": []}
    quiet = {"stdout": subprocess.DEVNULL, "stderr": subprocess.DEVNULL, "cwd": socket}
    words = [programs / "postgres", "-D", f"{socket}/db", "-k", socket, "-c", "listen_addresses="]
    subprocess.Popen(words, **quiet, **own)


def end_server(socket: str, how: signal.Signals = signal.SIGINT) -> None:
    """By the number that it wrote down."""
    postmaster = Path(socket) / "db" / "postmaster.pid"
    number = int(postmaster.read_text().splitlines()[0])
    os.kill(number, how)
    while _lives(number):
        time.sleep(0.02)  # a process that is no child of ours cannot be waited for
    postmaster.unlink(missing_ok=True)


def _lives(pid: int) -> bool:
    with suppress(OSError):
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    return False
