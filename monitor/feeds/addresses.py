"""Which network addresses may be asked: only public ones, unless the configuration says otherwise. Pure but for `guarded_socket`."""

from __future__ import annotations

import socket
from functools import lru_cache
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address

_NAT64 = IPv6Network("64:ff9b::/96")
_LOCAL_NAT64 = IPv6Network("64:ff9b:1::/48")
_GIVEN_OUT = IPv6Network("2000::/3")
"""All that is global, whatever else this Python's tables take for it, such as the site-local addresses of old (fec0::/10)."""
_DOCUMENTATION = IPv6Network("3fff::/20")  # newer than this Python's tables
_OWN_NAMES = ("localhost", "localhost.localdomain")

AddressInfo = tuple[int | socket.AddressFamily, int | socket.SocketKind, int, str, tuple[object, ...]]


class NotPublicError(OSError):
    """The connection was refused by us: the address is private, loopback, link-local, multicast or reserved."""


def is_public(address: str) -> bool:
    """Whether `address` belongs to the open internet, also when an IPv4 address hides in an IPv6 one."""
    try:
        ip = ip_address(address.partition("%")[0])
    except ValueError:
        return False
    if isinstance(ip, IPv6Address) and ip in _LOCAL_NAT64:
        return False
    inner = _inner(ip)
    return ip_is_open(ip) if inner is None else ip_is_open(inner)


def ip_is_open(ip: IPv4Address | IPv6Address) -> bool:
    """Global and for one receiver."""
    if isinstance(ip, IPv6Address) and (ip not in _GIVEN_OUT or ip in _DOCUMENTATION):
        return False
    return ip.is_global and not ip.is_multicast and not ip.is_reserved


def _inner(ip: IPv4Address | IPv6Address) -> IPv4Address | None:
    if isinstance(ip, IPv4Address):
        return None
    if ip in _NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour


@lru_cache(maxsize=4096)
def is_private_literal(host: str) -> bool:
    """Whether the host itself names an address that is not public, or this machine; names are not looked up."""
    name = host.rstrip(".").lower()
    if name in _OWN_NAMES or name.endswith(".localhost"):
        return True
    return _is_literal(name) and not is_public(name)


def _is_literal(name: str) -> bool:
    try:
        ip_address(name.partition("%")[0])
    except ValueError:
        return False
    return True


def guarded_socket(address_info: AddressInfo) -> socket.socket:
    """A socket for a connection about to be made, whatever name, redirect or spelling led there. Raises NotPublicError."""
    family, kind, protocol, _, address = address_info
    if not is_public(str(address[0])):
        # The same words for every address: a host with several then still raises this class.
        raise NotPublicError("not a public address")
    return socket.socket(family, kind, protocol)
