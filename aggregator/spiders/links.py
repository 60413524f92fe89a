"""Asks whether pages are still there: HEAD alone, by the same rules as a crawl, so that no article is ever fetched."""

from __future__ import annotations

from collections.abc import AsyncIterator, Sequence
from typing import Any

from scrapy import Request
from scrapy.crawler import AsyncCrawlerProcess
from scrapy.http import Response
from twisted.python.failure import Failure

from aggregator.fetching.policy import Policy
from aggregator.spiders.page import PageSpider


class LinksSpider(PageSpider):
    """`answers` grows: the HTTP status of each address, null where there was no answer or robots.txt forbids to ask."""

    name = "links"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.answers: dict[str, int | None] = {}

    async def start(self) -> AsyncIterator[Any]:
        for url in self.urls:
            yield Request(
                url, method="HEAD", callback=self.parse, errback=self.lost, cb_kwargs={"asked": url}
            )

    def parse(self, response: Response, asked: str) -> None:
        self.answers[asked] = response.status

    def lost(self, failure: Failure) -> None:
        self.answers[failure.request.cb_kwargs["asked"]] = None  # type: ignore[attr-defined]


def ask(urls: Sequence[str], policy: Policy, *, minutes: float) -> dict[str, int | None]:
    """The status of each address that was answered in time. Once a process: Twisted's reactor runs once."""
    from aggregator.spiders.running import Stopper, settings

    process = AsyncCrawlerProcess(settings())
    crawler = process.create_crawler(LinksSpider)
    process.crawl(crawler, url=list(urls), policy=policy)
    stopper = Stopper(crawler)
    with stopper.listening():
        stopper.later(minutes * 60, "budget")
        process.start(install_signal_handlers=False)
    return dict(crawler.spider.answers) if isinstance(crawler.spider, LinksSpider) else {}
