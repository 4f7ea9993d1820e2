"""Clients: who shares the server with others."""

from __future__ import annotations

from contextvars import ContextVar
from ipaddress import IPv4Address, IPv6Network, ip_address

IPV6_PREFIX = 64  # bits; a household or an office has at least a network of that size to itself (RFC 6177)

# The client for whom the code at hand works. "" is the server itself, or a program on the same machine.
CURRENT_CLIENT: ContextVar[str] = ContextVar("client", default="")


def client_key(address: str | None) -> str:
    """The key of the client at an address: an IPv4 address, the network of an IPv6 address, "" for this machine.

    `address` is that of the connection or, behind a trusted proxy, the one that it forwards: uvicorn puts it into the
    scope, and trusts the proxies in FORWARDED_ALLOW_IPS only.
    """
    try:
        found = ip_address(address or "::1")
    except ValueError:  # a proxy may forward a word, such as "unknown"
        return address or ""
    if found.is_loopback:
        return ""
    if isinstance(found, IPv4Address):
        return str(found)
    if found.ipv4_mapped:
        return client_key(str(found.ipv4_mapped))
    return str(IPv6Network((int(found), IPV6_PREFIX), strict=False))
