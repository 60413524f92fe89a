"""The spider of all listings: one request a source when nothing changed, a short walk when something did."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any, Protocol

from scrapy import Request, Spider, signals
from scrapy.http import Response
from twisted.python.failure import Failure

from aggregator.errors import AggregatorError
from aggregator.fetching import conditional
from aggregator.fetching.failures import Reason, reason_of
from aggregator.fetching.policy import Policy
from aggregator.fetching.watchdog import Mark
from aggregator.items import Source
from aggregator.spiders.course import Course
from aggregator.spiders.memory import Memory
from aggregator.spiders.opening import opened
from aggregator.spiders.readings import read
from aggregator.spiders.visiting import Ask, Ended, Found, Step, Visiting

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from aggregator.home import Home
    from aggregator.store import Store

Output = Iterator[Request | Found | Ended]
READABLE = frozenset({200, 203})
BLOCKED = frozenset({401, 403, 429, 503})

logger = logging.getLogger(__name__)


class Watch(Protocol):
    """Told of each visit when it begins and when it has ended."""

    def __call__(self, visiting: Visiting, *, ended: bool) -> None: ...


def ignore(visiting: Visiting, *, ended: bool) -> None:
    """Nobody watches."""


class ListingSpider(Spider):
    """`scrapy crawl listing -a source=ID[,ID…] [-a home=DIR] -O items.json` reads and shows, and keeps nothing;
    `aggregator crawl` gives it a store, and keeps."""

    name = "listing"

    @classmethod
    def from_crawler(cls, crawler: Crawler, *args: Any, **kwargs: Any) -> ListingSpider:
        spider: ListingSpider = super().from_crawler(crawler, *args, **kwargs)
        spider.policy.apply(crawler.settings)
        crawler.signals.connect(spider._begun, signals.request_reached_downloader)
        return spider

    def __init__(  # noqa: PLR0913 - the first two from a command line, the rest from `running.run`
        self,
        *args: Any,
        home: Home | str | None = None,
        source: str | None = None,
        sources: Iterable[Source] | None = None,
        store: Store | None = None,
        keep: bool = True,
        pages: int | str | None = None,
        run: int | None = None,
        accept: bool = False,
        watch: Watch = ignore,
        clock: Callable[[], datetime] = lambda: datetime.now(UTC),
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.home, self.sources = opened(home, source, sources)
        self.policy = Policy.of(self.home.config, self.sources)
        self.store = store if keep else None
        self.memory = Memory(store, keep=keep)
        self.memory.look_up(self.sources)
        self.course = Course(self.memory, int(pages) if pages else None)
        self.mark = Mark(self.home.data if self.store is not None else None)
        self.run = run
        self.accept = accept  # the operator named these sources: ten times the usual is kept
        self.watch = watch
        self.clock = clock
        self.open: dict[str, Visiting] = {}
        self.ended: list[Visiting] = []
        self.failure: AggregatorError | None = None

    async def start(self) -> AsyncIterator[Any]:
        """The first request of each source. Not `dont_filter`: that would be inherited by redirects."""
        if died_on := self.mark.left():
            self.memory.strike(died_on)
            self.mark.clear()
        for source in self.sources:
            visiting, ask = self.course.begin(source, self.clock())
            self.open[source.id] = visiting
            self.watch(visiting, ended=False)
            if self.memory.quarantined(source.id) and not self.accept:
                visiting.fail(Reason("error", "left out: reading its page has ended the crawl three times"))
                yield Ended(visiting)
            else:
                yield self._request(visiting, ask)

    def parse(self, response: Response, visiting: Visiting, ask: Ask, asked_if: bool = False) -> Output:
        """A page or a feed: its teasers, the next request, or the end of the visit."""
        visiting.bytes += len(response.body)
        if response.status not in READABLE and not (response.status == 304 and asked_if):
            yield from self._steps(
                visiting, self.course.failed(visiting, ask, _http(response.status), self.clock())
            )
        else:
            visiting.pages += ask.role != "feed"
            yield from self._steps(visiting, self._answered(response, visiting, ask))

    def lost(self, failure: Failure) -> Output:
        """No answer at all, or one that we turned down."""
        given = failure.request.cb_kwargs  # type: ignore[attr-defined]
        reason = reason_of(failure.value or RuntimeError("no reason given"))
        yield from self._steps(
            given["visiting"], self.course.failed(given["visiting"], given["ask"], reason, self.clock())
        )

    def stop(self, error: AggregatorError) -> None:
        """End the run: the store cannot be read or written, so nothing more can be kept."""
        if self.failure is None:
            self.failure = error
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="failure"))

    def _answered(self, response: Response, visiting: Visiting, ask: Ask) -> Iterator[Step]:
        source, now = visiting.source, self.clock()
        known = self.memory.validators(ask.url) if ask.role != "next" else None
        digest = conditional.digest(source, response.body)
        if ask.role != "next":
            visiting.validators.append(conditional.renewed(ask.url, response, known, digest, now))
        same = response.status == 304 or (known is not None and known.digest == digest and not visiting.full)
        if same and ask.role in ("way", "page") and not visiting.expected_by:
            visiting.status = "unchanged"
            visiting.read_by = visiting.way.read_by if visiting.way else None
            yield Ended(visiting)
            return
        self.mark.set(source.id)
        listing = read(response, visiting, ask, now)
        self.mark.clear()
        yield from self.course.answered(visiting, ask, listing, now)

    def _steps(self, visiting: Visiting, steps: Iterator[Step]) -> Output:
        """Steps as Scrapy wants them; a fault of ours costs the visit, not the run."""
        try:
            for step in steps:
                yield self._request(visiting, step) if isinstance(step, Ask) else step
        except AggregatorError as error:
            self.stop(error)
        except Exception as error:
            logger.exception("visiting %s", visiting.source.id)
            visiting.fail(Reason("error", f"{type(error).__name__} while reading {visiting.url}"[:300]))
            yield Ended(visiting)

    def _request(self, visiting: Visiting, ask: Ask) -> Request:
        visiting.asked.add(ask.url)
        plain = visiting.full or ask.role not in ("way", "page")
        known = None if plain else self.memory.validators(ask.url)
        headers = conditional.headers(known, visiting.source, self.clock())
        given = {"visiting": visiting, "ask": ask, "asked_if": bool(headers)}
        return Request(ask.url, callback=self.parse, errback=self.lost, headers=headers, cb_kwargs=given)

    def _begun(self, request: Request) -> None:
        if visiting := request.cb_kwargs.get("visiting"):
            visiting.begun = True


def _http(status: int) -> Reason:
    return Reason("blocked" if status in BLOCKED else "http", f"it answered {status}", status)
