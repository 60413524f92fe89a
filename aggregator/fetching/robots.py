"""robots.txt as RFC 9309 asks: what cannot be had forbids, what is not there allows; Crawl-delay is kept."""

from __future__ import annotations

import asyncio
import logging
import math
from typing import TYPE_CHECKING, Any

from protego import Protego
from scrapy import Request
from scrapy.http.request import NO_CALLBACK
from scrapy.utils.httpobj import urlparse_cached

from aggregator.fetching.failures import Reason, Refused, reason_of
from aggregator.fetching.policy import TOKEN

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

BYTES_MAX = 512 * 1024  # RFC 9309, section 2.5: at least 500 KiB must be read
DELAY_LEAST, DELAY_MOST = 1.0, 60.0  # seconds; what a Crawl-delay is clamped to
PRIORITY = 1000

logger = logging.getLogger(__name__)


class RobotsMiddleware:
    """Asks each host's robots.txt once a run, before anything else of it. It cannot be switched off."""

    def __init__(self, crawler: Crawler) -> None:
        self.crawler = crawler
        self._rules: dict[str, asyncio.Future[Protego | Reason]] = {}

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> RobotsMiddleware:
        return cls(crawler)

    async def process_request(self, request: Request) -> None:
        if request.meta.get("robots"):
            return
        rules = await self._rules_for(request)
        if isinstance(rules, Reason):
            raise Refused(rules.status, rules.message, http_status=rules.http_status)
        if not rules.can_fetch(request.url, TOKEN):
            raise Refused("robots", "its robots.txt forbids this page")

    async def _rules_for(self, request: Request) -> Protego | Reason:
        url = urlparse_cached(request)
        asking = self._rules.get(url.netloc)
        if asking is None:  # the first of this host asks, the others wait for the same answer
            asking = asyncio.ensure_future(self._ask(f"{url.scheme}://{url.netloc}/robots.txt", request))
            self._rules[url.netloc] = asking
        return await asyncio.shield(asking)

    async def _ask(self, url: str, request: Request) -> Protego | Reason:
        asked = Request(url, priority=PRIORITY, meta={"robots": True}, callback=NO_CALLBACK)
        try:
            response = await self.crawler.engine.download_async(asked)
        except Exception as error:  # noqa: BLE001 - whatever went wrong, it could not be had
            reason = reason_of(error)
            logger.debug("%s could not be had: %s", url, reason.message)
            return Reason(reason.status, f"robots.txt could not be had: {reason.message}", reason.http_status)
        rules = read(response.status, response.body)
        if isinstance(rules, Protego) and (delay := crawl_delay(rules)):
            self._slow_down(request, delay)
        return rules

    def _slow_down(self, request: Request, delay: float) -> None:
        downloader = self.crawler.engine.downloader
        key = downloader.get_slot_key(request)
        settings: dict[str, Any] = downloader.per_slot_settings.setdefault(key, {})
        settings["delay"] = max(delay, float(settings.get("delay", 0)))  # for a slot that is made anew
        if key in downloader.slots:
            downloader.slots[key].delay = settings["delay"]


def read(status: int, body: bytes) -> Protego | Reason:
    """The rules of an answered robots.txt, or the reason why everything is forbidden (RFC 9309, section 2.3.1)."""
    if 200 <= status < 300:
        text = body[:BYTES_MAX].decode("utf-8-sig", "ignore").replace("\x00", "")
        try:
            return Protego.parse(text)
        except Exception as error:  # noqa: BLE001 - a hostile file must not take the run down
            return Reason("robots", f"its robots.txt cannot be read: {type(error).__name__}")
    if status == 429 or status >= 500:
        return Reason("robots", f"its robots.txt answered {status}, which forbids all", status)
    return Protego.parse("")


def crawl_delay(rules: Protego) -> float | None:
    """Crawl-delay in seconds, kept between 1 and 60; None where the file names none."""
    delay = rules.crawl_delay(TOKEN)
    if not delay or math.isnan(delay):
        return None
    return min(max(float(delay), DELAY_LEAST), DELAY_MOST)
