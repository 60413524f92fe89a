"""The address guard: after a name is resolved and before anything connects, only public addresses pass."""

from __future__ import annotations

from ipaddress import IPv4Address, IPv4Network, IPv6Address, IPv6Network, ip_address, ip_network
from typing import Any

from scrapy.resolver import CachingThreadedResolver
from twisted.internet.defer import Deferred
from twisted.internet.error import DNSLookupError

from aggregator.fetching.policy import Policy

NAT64 = ip_network("64:ff9b::/96")  # RFC 6052: an IPv4 address in the last 32 bits
# Python 3.11 takes these for global: the 6to4 relay (RFC 7526) and site-local addresses (RFC 3879)
MISSED: tuple[IPv4Network | IPv6Network, ...] = (ip_network("192.88.99.0/24"), ip_network("fec0::/10"))


def is_public(address: str) -> bool:
    """Whether an IP address is one of the public internet, also where it wraps an IPv4 address."""
    ip = ip_address(address)
    if isinstance(ip, IPv6Address):
        inner = _wrapped(ip)
        if inner is not None:
            return is_public(str(inner))
    return ip.is_global and not ip.is_multicast and not any(ip in net for net in MISSED)


def may_connect(name: str, address: str, policy: Policy) -> bool:
    """Whether `name`, resolved to `address`, may be connected to: public, or let through by the operator."""
    if is_public(address) or name.lower() in policy.private_hosts:
        return True
    ip = ip_address(address)
    return any(ip in net for net in policy.networks)


class GuardedResolver(CachingThreadedResolver):
    """Scrapy's resolver with the guard behind it; literal addresses pass here too.

    It runs between look-up and connect, on each connection, so a name that changes its answer is caught as well.
    """

    policy = Policy()

    def __init__(self, reactor: Any, cache_size: int, timeout: float) -> None:
        super().__init__(reactor, cache_size, timeout)
        self.refused: dict[str, str] = {}

    def getHostByName(self, name: str, timeout: Any = ()) -> Deferred[str]:  # noqa: N802
        def check(address: str) -> str:
            if may_connect(name, address, self.policy):
                return address
            self.refused[name] = address
            raise DNSLookupError(f"{name} is {address}, which is not public")

        return super().getHostByName(name, timeout).addCallback(check)


def _wrapped(ip: IPv6Address) -> IPv4Address | None:
    if ip in NAT64:
        return IPv4Address(int(ip) & 0xFFFFFFFF)
    return ip.ipv4_mapped or ip.sixtofour or (ip.teredo[1] if ip.teredo else None)
