"""One crawl from start to end: Scrapy's process, the time it may take, and what a signal does to it."""

from __future__ import annotations

import asyncio
import gc
import logging
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from types import FrameType
from typing import TYPE_CHECKING, Any

from scrapy.crawler import AsyncCrawlerProcess, Crawler
from scrapy.settings import Settings
from twisted.logger import globalLogBeginner

from aggregator.errors import AggregatorError
from aggregator.home import Home
from aggregator.items import Source
from aggregator.pipelines.keep import Keep
from aggregator.spiders.listing import ListingSpider, Watch, ignore
from aggregator.spiders.visiting import Visiting

if TYPE_CHECKING:
    from aggregator.store import Store


@dataclass(slots=True)
class Outcome:
    """How a crawl ended: `stopped` is SIGTERM, SIGINT, budget or None; `failure` what ended it early."""

    ended: list[Visiting] = field(default_factory=list)
    stopped: str | None = None
    failure: AggregatorError | None = None
    crashed: bool = False
    stats: dict[str, Any] = field(default_factory=dict)


def settings(*, verbose: int = 0) -> Settings:
    """The project's settings, wherever the command is started from."""
    made = Settings()
    made.setmodule("aggregator.settings", priority="project")
    made.set("LOG_ENABLED", verbose > 0, priority="cmdline")
    made.set("LOG_LEVEL", "DEBUG" if verbose > 1 else "INFO", priority="cmdline")
    return made


def run(  # noqa: PLR0913 - the one door to a crawl
    home: Home,
    sources: Sequence[Source],
    store: Store | None,
    *,
    keep: bool = True,
    pages: int | None = None,
    accept: bool = False,
    number: int | None = None,
    budget: float | None = None,
    watch: Watch = ignore,
    verbose: int = 0,
) -> Outcome:
    """Visit `sources`; `keep` writes to the store, `budget` is minutes. Once a process: Twisted's reactor runs once."""
    process = _process(verbose)
    crawler = process.create_crawler(ListingSpider)
    task = process.crawl(
        crawler,
        home=home,
        sources=sources,
        store=store,
        keep=keep,
        pages=pages,
        accept=accept,
        run=number,
        watch=watch,
    )
    stopper = Stopper(crawler)
    with stopper.listening():
        if budget is not None:
            stopper.later(budget * 60, "budget")
        process.start(install_signal_handlers=False)
    if task.done() and not task.cancelled() and (error := task.exception()):
        raise error
    return _outcome(process, crawler, stopper)


def _process(verbose: int) -> AsyncCrawlerProcess:
    # Twisted prints what it holds for critical, such as a bad certificate, until somebody takes its log over.
    globalLogBeginner.beginLoggingTo([], redirectStandardIO=False, discardBuffer=True)
    process = AsyncCrawlerProcess(settings(verbose=verbose))
    if verbose < 2:
        # Else a record is made of each item and page, for nobody.
        logging.getLogger("scrapy").setLevel(logging.INFO)
    # A page makes thousands of objects and next to no cycles: look for them less often.
    gc.set_threshold(50_000, 20)
    return process


def _outcome(process: AsyncCrawlerProcess, crawler: Crawler, stopper: Stopper) -> Outcome:
    spider = crawler.spider
    outcome = Outcome(
        stopped=stopper.why, crashed=process.bootstrap_failed or not isinstance(spider, ListingSpider)
    )
    if isinstance(spider, ListingSpider):
        if spider.open and (keeper := crawler.get_item_pipeline(Keep)):
            keeper.close_spider()  # cut off before Scrapy came to it
        outcome.ended, outcome.failure = spider.ended, spider.failure
        outcome.stats = dict(crawler.stats.get_stats())
    return outcome


class Stopper:
    """Ends a crawl: first in peace, after a grace or at a second signal at once."""

    def __init__(self, crawler: Crawler) -> None:
        from twisted.internet import reactor

        self.why: str | None = None
        self._crawler = crawler
        self._reactor: Any = reactor

    @contextmanager
    def listening(self) -> Iterator[None]:
        before = {number: signal.signal(number, self._signal) for number in (signal.SIGTERM, signal.SIGINT)}
        before[signal.SIGHUP] = signal.signal(
            signal.SIGHUP, signal.SIG_IGN
        )  # a closed terminal ends no crawl
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def later(self, seconds: float, why: str) -> None:
        self._reactor.callLater(seconds, self.stop, why)

    def _signal(self, number: int, frame: FrameType | None) -> None:
        self._reactor.callFromThread(self.stop, signal.Signals(number).name)

    def stop(self, why: str) -> None:
        if self.why in ("SIGTERM", "SIGINT"):
            self._now()
            return
        self.why = why
        self._stopping = asyncio.ensure_future(self._crawler.stop_async())
        grace = self._crawler.settings.getfloat("GRACE_SECONDS")
        self._reactor.callLater(grace, self._now)

    def _now(self) -> None:
        if self._reactor.running:
            self._reactor.stop()
