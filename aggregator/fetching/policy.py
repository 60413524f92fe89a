"""What the operator allows, for all of a run's sources together: hosts, ports, delays, who we say we are."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from ipaddress import IPv4Network, IPv6Network, ip_address, ip_network
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aggregator import __version__
from aggregator.errors import ConfigError
from aggregator.home import Config
from aggregator.items import Source

if TYPE_CHECKING:
    from scrapy.settings import BaseSettings

TOKEN = "anti-trafficking-aggregator"  # noqa: S105 - what a robots.txt calls us (RFC 9309, section 2.2.1)
DEFAULT_PORTS = {"http": 80, "https": 443}
LEAST_DELAY = 1.0  # seconds, off loopback


@dataclass(frozen=True, slots=True, kw_only=True)
class Policy:
    """`networks` and `private_hosts` pass the address guard, `places` are (host, port) beyond 80 and 443,
    `unverified` hosts whose certificate is not checked, `delays` seconds between two requests to a host."""

    networks: tuple[IPv4Network | IPv6Network, ...] = ()
    private_hosts: frozenset[str] = frozenset()
    places: frozenset[tuple[str, int]] = frozenset()
    unverified: frozenset[str] = frozenset()
    delays: Mapping[str, float] = field(default_factory=dict)
    user_agent: str = f"{TOKEN}/{__version__}"

    @classmethod
    def of(cls, config: Config, sources: Iterable[Source]) -> Policy:
        """The policy of a run; ConfigError where a source is off loopback and nobody could reach us."""
        private, places, unverified = set(), set(), set()
        delays: dict[str, float] = {}
        for source in sources:
            if not config.contact and not is_loopback(source.url):
                raise ConfigError(
                    f"aggregator.toml: 'contact': is not set, and {source.id} is on the web. Publishers must be able "
                    "to reach you: set a mail address or a page"
                )
            delay = config.delay if source.delay is None else source.delay
            for url in filter(None, (source.url, source.feed)):
                host, port = place(url)
                places.add((host, port))
                if source.private_host:
                    private.add(host)
                if not source.verify_tls:
                    unverified.add(host)
                least = 0.0 if is_loopback(url) else LEAST_DELAY
                delays[host] = max(delays.get(host, 0.0), delay, least)
        return cls(
            networks=tuple(ip_network(net) for net in config.resolve_allow),
            private_hosts=frozenset(private),
            places=frozenset(places),
            unverified=frozenset(unverified),
            delays=delays,
            user_agent=f"{TOKEN}/{__version__}" + (f" (+{config.contact})" if config.contact else ""),
        )

    def apply(self, settings: BaseSettings) -> None:
        """Tell Scrapy who we are and how far apart a host's requests are."""
        settings.set("USER_AGENT", self.user_agent, priority="spider")
        slots = {host: {"delay": delay, "jitter": 0} for host, delay in self.delays.items()}
        settings.set("DOWNLOAD_SLOTS", slots, priority="spider")


def place(url: str) -> tuple[str, int]:
    """Host in lower case and port of an address; ("", 0) where it has none."""
    try:
        parts = urlsplit(url)
        return (parts.hostname or "").lower(), parts.port or DEFAULT_PORTS.get(parts.scheme, 0)
    except ValueError:
        return "", 0


def is_loopback(url: str) -> bool:
    """Whether an address names this machine: localhost or a loopback address in its usual spelling."""
    host = place(url)[0]
    try:
        return host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        return False
