"""Fetches single pages for a person who asked for them, by the same rules as a crawl: robots, guard, caps."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from scrapy import Request, Spider
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from twisted.python.failure import Failure

from aggregator.fetching.failures import reason_of
from aggregator.fetching.policy import LEAST_DELAY, Policy, is_loopback, place
from aggregator.spiders.memory import Memory

if TYPE_CHECKING:
    from scrapy.crawler import Crawler


@dataclass(frozen=True, slots=True)
class Page:
    """What a server sent for an address, or in `problem` why there is nothing."""

    url: str
    body: bytes = b""
    content_type: str | None = None
    problem: str | None = None


class PageSpider(Spider):
    """`pages` grows as addresses are answered; nothing is followed but a site's own redirects."""

    name = "page"

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> PageSpider:
        spider: PageSpider = super().from_crawler(crawler, *args, **kwargs)
        crawler.settings.set("USER_AGENT", spider.policy.user_agent, priority="spider")
        slots = {host: {"delay": delay, "jitter": 0} for host, delay in spider.policy.delays.items()}
        crawler.settings.set("DOWNLOAD_SLOTS", slots, priority="spider")
        crawler.settings.set("ITEM_PIPELINES", {}, priority="spider")
        return spider

    def __init__(
        self, *args: Any, url: str | Sequence[str] = (), policy: Policy | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.urls = [url] if isinstance(url, str) else list(url)
        self.policy = policy or Policy()
        self.memory = Memory(None, keep=False)
        self.pages: dict[str, Page] = {}

    async def start(self) -> AsyncIterator[Any]:
        for url in self.urls:
            yield Request(url, callback=self.parse, errback=self.lost, cb_kwargs={"asked": url})

    def parse(self, response: Response, asked: str) -> None:
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
        problem = None if response.status == 200 else f"it answered {response.status}"
        self.pages[asked] = Page(response.url, response.body, kind, problem)

    def lost(self, failure: Failure) -> None:
        asked = failure.request.cb_kwargs["asked"]  # type: ignore[attr-defined]
        self.pages[asked] = Page(asked, problem=reason_of(failure.value or Exception()).message)


def policy_for(url: str, user_agent: str) -> Policy:
    """The rules for one address that a person typed: they may name a host of their own network."""
    host, port = place(url)
    delay = 0.0 if is_loopback(url) else LEAST_DELAY
    return Policy(
        private_hosts=frozenset({host}),
        places=frozenset({(host, port)}),
        delays={host: delay},
        user_agent=user_agent,
    )


def fetch(urls: Sequence[str], policy: Policy) -> dict[str, Page]:
    """Each address's page. Once a process: Twisted's reactor runs once."""
    from aggregator.spiders.running import settings

    process = AsyncCrawlerProcess(settings())
    crawler = process.create_crawler(PageSpider)
    process.crawl(crawler, url=list(urls), policy=policy)
    process.start()
    pages = crawler.spider.pages if isinstance(crawler.spider, PageSpider) else {}
    return {url: pages.get(url) or Page(url, problem="the request was stopped") for url in urls}
