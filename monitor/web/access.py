"""Who is there, and what they may do. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from ipaddress import ip_address, ip_network
from typing import TYPE_CHECKING, Literal
from urllib.parse import urlsplit

from monitor.types import ROLES

if TYPE_CHECKING:
    from monitor.types import User, WebSettings
    from monitor.web.page import Role

LOOPBACK = ("localhost", "127.0.0.1", "::1")
_LONGEST_NAME = 80


@dataclass(frozen=True, slots=True, kw_only=True)
class Visitor:
    """`how`: local (no login is asked on loopback), login, proxy. A local visitor has no name until one is typed."""

    name: str
    role: Role
    how: Literal["local", "login", "proxy"]

    def may(self, need: Role) -> bool:
        return ROLES.index(self.role) >= ROLES.index(need)


def visitor_of(web: WebSettings, *, user: User | None, remote: str | None, named: str | None) -> Visitor | None:
    """Who asks, None where that is nobody who is known. `named` is what stands in the proxy's header."""
    if web.access == "none":
        return Visitor(name="", role="administer", how="local")
    if web.access == "login":
        return None if user is None else Visitor(name=user.name, role=user.role, how="login")
    if not _is_proxy(web, remote) or not named or not named.strip():
        return None
    name = " ".join(named.split())[:_LONGEST_NAME]
    return Visitor(name=name, role="administer" if name in web.administrators else web.proxy_role, how="proxy")


def _is_proxy(web: WebSettings, remote: str | None) -> bool:
    try:
        found = ip_address(remote or "")
    except ValueError:
        return False
    asked = getattr(found, "ipv4_mapped", None) or found
    return any(asked in ip_network(network) for network in web.proxy_from)


def is_host_known(web: WebSettings, host: str | None) -> bool:
    """Whether the site is reached by a name of its own.

    Without a login any page in the same browser could else reach it, by pointing a name of its own at this machine.
    """
    name = _name_of(host)
    if web.access != "none" and not web.hosts:
        return name is not None
    known = (*LOOPBACK, web.host, *web.hosts)
    return name is not None and (name in known or is_loopback(name))


def _name_of(host: str | None) -> str | None:
    try:
        return urlsplit(f"//{host}").hostname if host else None
    except ValueError:
        return None


def is_loopback(name: str) -> bool:
    """Whether only this machine is reached by it."""
    try:
        return ip_address(name).is_loopback
    except ValueError:
        return name in LOOPBACK


def local_path(wanted: str) -> str:
    """Where to go after a login: a path of this site, the first page for anything else."""
    ok = wanted.startswith("/") and not wanted.startswith("//") and "\\" not in wanted and wanted.isprintable()
    return wanted if ok and len(wanted) < 2000 else "/"
