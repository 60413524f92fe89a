"""Hosts that ask us to stay away are left alone until the time they named, in this run and in the next."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING

from aggregator.fetching.failures import Refused
from aggregator.fetching.policy import DEFAULT_PORTS, place

if TYPE_CHECKING:
    from scrapy import Request
    from scrapy.crawler import Crawler
    from scrapy.http import Response

    from aggregator.spiders.memory import Memory

LEAST, MOST = timedelta(seconds=60), timedelta(hours=24)
UNREADABLE = timedelta(minutes=15)
FORGIVEN = timedelta(hours=24)  # so long after a block ended without another, the next one starts small
BUSY = frozenset({429, 503})


@dataclass(frozen=True, slots=True)
class Block:
    """A host is left alone until `until`; `times` counts refusals in a row without a Retry-After."""

    until: datetime
    times: int = 0


def after_refusal(
    retry_after: str | None, now: datetime, before: Block | None, jitter: Callable[[], float] = random.random
) -> Block:
    """How long to stay away after a 429 or 503 (RFC 9110, section 10.2.3): as asked, between a minute and a day.

    Without a Retry-After a minute, doubling up to a day with each refusal, with up to a tenth more at random.
    """
    if retry_after is not None:
        wait = retry_seconds(retry_after, now)
        return Block(now + min(max(wait, LEAST), MOST), before.times if before else 0)
    times = before.times + 1 if before and now - before.until < FORGIVEN else 1
    wait = min(LEAST * 2 ** min(times - 1, 11), MOST)
    return Block(now + min(wait * (1 + jitter() / 10), MOST), times)


def retry_seconds(value: str, now: datetime) -> timedelta:
    """Retry-After, seconds or a date; what cannot be read is a quarter of an hour."""
    value = value.strip()
    if value.lstrip("+-").isascii() and value.lstrip("+-").isdigit():
        return timedelta(seconds=max(-1, min(int(value[:12]), 10**9)))
    try:
        moment = parsedate_to_datetime(value)
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)) - now
    except (ValueError, TypeError, IndexError, OverflowError):
        return UNREADABLE


class HostMiddleware:
    """Keeps to the places and ports that sources declare, and away from hosts that asked for it."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> HostMiddleware:
        return cls(crawler)

    @property
    def memory(self) -> Memory:
        memory: Memory = self.crawler.spider.memory  # type: ignore[union-attr]
        return memory

    def process_request(self, request: Request) -> None:
        scheme = request.url.split(":", 1)[0]
        host, port = place(request.url)
        if scheme not in DEFAULT_PORTS or not host:
            raise Refused("refused", "only http and https are read")
        if port not in DEFAULT_PORTS.values() and (host, port) not in self.crawler.spider.policy.places:  # type: ignore[union-attr]
            raise Refused("refused", f"port {port} of {host} is not one that a source declares")
        block = self.memory.block(host)
        if block and block.until > datetime.now(UTC):
            raise Refused("blocked", f"{host} asked to be left alone until {block.until:%Y-%m-%d %H:%M} UTC")

    def process_response(self, request: Request, response: Response) -> Response:
        if response.status in BUSY:
            asked = response.headers.get("Retry-After")
            host = place(request.url)[0]
            text = asked.decode("latin-1") if asked is not None else None
            self.memory.set_block(host, after_refusal(text, datetime.now(UTC), self.memory.block(host)))
        return response
