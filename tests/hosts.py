"""Several hosts on one machine: each is a network namespace with an address of its own on one bridge, and can be cut off. Needs root."""

from __future__ import annotations

import os
import subprocess
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

NETWORK = "10.213.7"
HERE = f"{NETWORK}.1"
"""Where servers of this machine are reached by the hosts."""


@dataclass(frozen=True, slots=True)
class Host:
    """One of them. What runs on it is started with `words` before its command."""

    name: str
    cable: str

    @property
    def words(self) -> tuple[str, ...]:
        return ("ip", "netns", "exec", self.name)

    def cut_off(self) -> None:
        """As if somebody pulled the cable: nothing is refused, nothing arrives."""
        _ip("link", "set", self.cable, "down")

    def come_back(self) -> None:
        _ip("link", "set", self.cable, "up")


@contextmanager
def hosts(count: int) -> Iterator[tuple[Host, ...]]:
    """Raises OSError or CalledProcessError where this user may not make networks."""
    bridge = f"mon{os.getpid()}"
    with ExitStack() as ended:
        _ip("link", "add", bridge, "type", "bridge")
        ended.callback(_ip, "link", "del", bridge)
        _ip("addr", "add", f"{HERE}/24", "dev", bridge)
        _ip("link", "set", bridge, "up")
        yield tuple(_plugged_in(ended, bridge, number) for number in range(count))


def _plugged_in(ended: ExitStack, bridge: str, number: int) -> Host:
    host = Host(f"{bridge}-{number}", f"{bridge}c{number}")
    _ip("netns", "add", host.name)
    ended.callback(_ip, "netns", "del", host.name)
    _ip("link", "add", host.cable, "type", "veth", "peer", "name", "eth0", "netns", host.name)
    _ip("link", "set", host.cable, "master", bridge, "up")
    _ip("-n", host.name, "addr", "add", f"{NETWORK}.{10 + number}/24", "dev", "eth0")
    for device in ("lo", "eth0"):
        _ip("-n", host.name, "link", "set", device, "up")
    return host


def _ip(*words: str) -> None:
    subprocess.run(["ip", *words], check=True)
