"""The spider of all listings: one request a source when nothing changed, a short walk when something did."""

from __future__ import annotations

import asyncio
import logging
from collections.abc import AsyncIterator, Callable, Iterable, Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Any, Literal, Protocol

from scrapy import Request, Spider, signals
from scrapy.http import Response
from twisted.python.failure import Failure

from aggregator import reading
from aggregator.errors import AggregatorError
from aggregator.fetching import conditional
from aggregator.fetching.failures import Reason, reason_of
from aggregator.fetching.policy import Policy
from aggregator.fetching.redirects import same_site
from aggregator.fetching.watchdog import Mark
from aggregator.items import Listing, Source
from aggregator.spiders.memory import Memory
from aggregator.spiders.opening import opened
from aggregator.spiders.visiting import Ended, Found, Visiting
from aggregator.spiders.ways import LOOK_EVERY, Way, candidates, covers, fields_of, keys, lost, together

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from aggregator.home import Home
    from aggregator.store import Store

Role = Literal["way", "page", "feed", "next"]
Output = Iterator[Request | Found | Ended]
GOOD = frozenset({200, 203})
BLOCKED = frozenset({401, 403, 429, 503})
SAME_HOST_DOWN = frozenset({"dns", "connection", "timeout", "tls", "blocked", "robots", "refused"})

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
        spider: ListingSpider = super().from_crawler(crawler, *args, **kwargs)  # type: ignore[assignment]
        crawler.settings.set("USER_AGENT", spider.policy.user_agent, priority="spider")
        slots = {host: {"delay": delay, "jitter": 0} for host, delay in spider.policy.delays.items()}
        crawler.settings.set("DOWNLOAD_SLOTS", slots, priority="spider")
        crawler.signals.connect(spider._begun, signals.request_reached_downloader)
        return spider

    def __init__(
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
        self.mark = Mark(self.home.data if store is not None and keep else None)
        self.pages = int(pages) if pages else None
        self.run = run
        self.accept = accept  # the operator named these sources: even ten times the usual teasers are kept
        self.clock = clock
        self.open: dict[str, Visiting] = {}
        self.ended: list[Visiting] = []
        self.failure: AggregatorError | None = None
        self.watch = watch

    async def start(self) -> AsyncIterator[Any]:
        for source in self.sources:
            if self.failure is not None:
                return
            yield self._first(source)

    # -- requests

    def _first(self, source: Source) -> Request | Ended:
        """The request that opens a visit: what worked last time, the declared feed, or the page."""
        now = self.clock()
        way = self.memory.way(source.id)
        declared = source.feed or source.url
        chosen = bool(
            source.feed or source.selectors or source.read_by
        )  # by the operator: nothing to look for
        look = not chosen and (way is None or not 0 <= (now - way.looked) / LOOK_EVERY < 1)
        url = way.url if way and not look and not chosen else declared
        role: Role = "way"
        if self.pages or (look and url == source.url):
            url, role = source.url, "page"
        visiting = Visiting(
            source, url, now, way, self.pages or source.pages,
            first=way is None, full=look or self._deeper(way) or bool(way and way.cut),
        )  # fmt: skip
        self.open[source.id] = visiting
        self.watch(visiting, ended=False)
        if self.memory.quarantined(source.id):
            visiting.fail(Reason("error", "left out: reading its page stopped the crawl three times"))
            return Ended(visiting)
        return self._request(visiting, url, role)

    def _deeper(self, way: Way | None) -> bool:
        """Whether a backfill goes where no walk has been: then an unchanged first page does not end it."""
        return bool(self.pages) and (way is None or way.depth < self.pages)

    def _request(self, visiting: Visiting, url: str, role: Role) -> Request:
        visiting.asked.add(url)
        known = None if visiting.full or role not in ("way", "page") else self.memory.validators(url)
        headers = conditional.headers(known, visiting.source, self.clock())
        return Request(
            url,
            callback=self.parse,
            errback=self.lost,
            headers=headers,
            cb_kwargs={"visiting": visiting, "role": role, "conditional": bool(headers)},
        )

    def _begun(self, request: Request) -> None:
        if visiting := request.cb_kwargs.get("visiting"):
            visiting.begun = True

    # -- answers

    def parse(self, response: Response, visiting: Visiting, role: Role, conditional: bool = False) -> Output:
        """A page or a feed: its teasers, the next request, or the end of the visit."""
        visiting.pages += 1
        visiting.bytes += len(response.body)
        if response.status not in GOOD and not (response.status == 304 and conditional):
            yield from self._failed(visiting, role, _http(response))
            return
        try:
            yield from self._answered(response, visiting, role)
        except AggregatorError as error:
            self.stop(error)
        except Exception as error:
            logger.exception("reading %s", response.url)
            visiting.fail(Reason("error", f"{type(error).__name__} while reading {response.url}"[:300]))
            yield Ended(visiting)

    def lost(self, failure: Failure) -> Output:
        """No answer at all, or one that we turned down."""
        given = failure.request.cb_kwargs  # type: ignore[attr-defined]
        yield from self._failed(given["visiting"], given["role"], reason_of(failure.value))

    def _answered(self, response: Response, visiting: Visiting, role: Role) -> Output:
        source, now = visiting.source, self.clock()
        asked = response.meta.get("redirect_urls", [response.url])[0]
        known = self.memory.validators(asked) if role != "next" else None
        page = conditional.digest(source, response.body)
        unchanged = response.status == 304 or (
            known is not None and known.digest == page and not visiting.full
        )
        if role != "next":
            fresh = conditional.renewed(asked, response, known, page, now)
            visiting.validators.append(fresh)
        if unchanged and role in ("way", "page") and not visiting.expected_by:
            visiting.status = "unchanged"
            visiting.read_by = visiting.way.read_by if visiting.way else None
            yield Ended(visiting)
            return
        listing = self._read(response, visiting, role, now)
        if role == "feed":
            yield from self._compare(visiting, listing, asked, now)
        elif role == "way" and asked != source.url:
            yield from self._by_feed(visiting, listing, asked, now)
        elif role == "next":
            yield from self._found(visiting, listing, now)
        else:
            yield from self._by_page(visiting, listing, now)

    def _read(self, response: Response, visiting: Visiting, role: Role, now: datetime) -> Listing:
        source, way = visiting.source, visiting.way
        kind = (response.headers.get("Content-Type") or b"").decode("latin-1")
        prefer = visiting.read_by or (
            way.read_by if way and way.url == source.url and role != "feed" else None
        )
        self.mark.set(source.id)
        listing = reading.read(
            response.body, response.url, content_type=kind or None, source=source, now=now, prefer=prefer
        )
        if (
            missing := lost(way, listing)
            if role in ("way", "page") and way and way.url == visiting.url
            else ()
        ):
            listing = self._otherwise(response, source, kind, now, listing, missing)
        self.mark.clear()
        return listing

    def _otherwise(
        self,
        response: Response,
        source: Source,
        kind: str,
        now: datetime,
        listing: Listing,
        missing: tuple[str, ...],
    ) -> Listing:
        """Another reading of a page that gives what the usual one gives no more, or the usual one."""
        free = replace(source, selectors=None, read_by=None)
        other = reading.read(response.body, response.url, content_type=kind or None, source=free, now=now)
        better = set(missing) & set(fields_of(other.items))
        return other if better and 5 * len(other.items) >= 4 * len(listing.items) else listing

    # -- ways

    def _by_feed(self, visiting: Visiting, listing: Listing, url: str, now: datetime) -> Output:
        """What the remembered or declared feed says; where it fails or lost fields, the page is asked instead."""
        missing = lost(visiting.way, listing)
        if listing.kind == "listing" and listing.items and not missing:
            visiting.next_way = Way(
                url, listing.read_by, fields_of(listing.items), self._looked(visiting, now)
            )
            yield from self._found(visiting, listing, now)
            return
        said = f"no longer gives: {', '.join(missing)}" if missing else _problem(listing)
        visiting.page = listing if missing else None
        yield from self._fall_back(visiting, f"{url} {said}")

    def _fall_back(self, visiting: Visiting, said: str) -> Output:
        visiting.expected_by = (visiting.way.read_by if visiting.way else None) or "feed"
        visiting.notes.append(said)
        yield self._request(visiting, visiting.source.url, "page")

    def _by_page(self, visiting: Visiting, listing: Listing, now: datetime) -> Output:
        source, way = visiting.source, visiting.way
        if visiting.page is not None:  # the feed lost fields: is the page better?
            if not set(lost(way, visiting.page)) & set(fields_of(listing.items)):
                visiting.expected_by, listing = None, visiting.page
            visiting.page = None
        if visiting.expected_by is None and way and way.url == source.url and way.read_by:
            visiting.expected_by = way.read_by if _reader(listing.read_by) != _reader(way.read_by) else None
        if visiting.expected_by is None and source.selectors and _reader(listing.read_by) != "selectors":
            visiting.expected_by = "selectors"
        looked = self._looked(visiting, now)
        if visiting.notes:  # a feed failed: see in a day whether it is back
            looked = now - LOOK_EVERY + timedelta(days=1)
        kept = Way(source.url, listing.read_by, fields_of(listing.items), looked)
        visiting.next_way = (
            way if self.pages and way else kept
        )  # a backfill reads pages, whatever else is usual
        looking = visiting.first or (way is not None and kept.looked == now)
        chosen = source.feed or source.selectors or source.read_by or self.pages
        if looking and not chosen and listing.items and not visiting.expected_by:
            visiting.feeds = [
                feed for feed in candidates(listing, source)
                if feed not in visiting.asked and same_site(feed, source.url)
            ]  # fmt: skip
        visiting.page = listing
        yield from self._next_feed(visiting, now)

    def _next_feed(self, visiting: Visiting, now: datetime) -> Output:
        """Try the next discovered feed, or take the page."""
        assert visiting.page is not None
        if visiting.feeds:
            yield self._request(visiting, visiting.feeds.pop(0), "feed")
        else:
            yield from self._found(visiting, visiting.page, now)

    def _compare(self, visiting: Visiting, feed: Listing, url: str, now: datetime) -> Output:
        """A discovered feed against the page: the one that tells the same with no less is read from now on."""
        page = visiting.page
        assert page is not None
        if feed.kind == "listing" and covers(feed, page, visiting.source):
            items = together(feed, page, visiting.source)
            visiting.next_way = Way(url, feed.read_by, fields_of(feed.items), now)
            yield from self._found(visiting, replace(feed, items=items, next_page=page.next_page), now)
            return
        visiting.validators.pop()
        yield from self._next_feed(visiting, now)

    def _looked(self, visiting: Visiting, now: datetime) -> datetime:
        way = visiting.way
        return way.looked if way and 0 <= (now - way.looked) / LOOK_EVERY < 1 else now

    # -- pages

    def _found(self, visiting: Visiting, listing: Listing, now: datetime) -> Output:
        """The teasers of a page, then the next page or the end."""
        source = visiting.source
        if visiting.read_by is None:
            visiting.read_by = listing.read_by
            if listing.kind != "listing" or not listing.items:
                visiting.fail(_nothing(listing))
                yield Ended(visiting)
                return
        fresh = [
            item for item in listing.items if (k := keys([item], source)) == [] or k[0] not in visiting.seen
        ]
        unseen = set(keys(fresh, source)) - visiting.seen
        visiting.seen |= unseen
        visiting.count(fresh)
        visiting.notes += [p for p in listing.problems if p not in visiting.notes]
        for item in fresh:
            yield Found(item, visiting, listing.lang, now)
        if self._goes_on(visiting, listing, unseen):
            assert listing.next_page is not None
            yield self._request(visiting, listing.next_page, "next")
        else:
            yield Ended(visiting)

    def _goes_on(self, visiting: Visiting, listing: Listing, unseen: set[str]) -> bool:
        """Whether the next page is asked: there is one, it is near and new, and this one held something new.

        A backfill (`--pages`) walks on over what is known, since the first pages always are; a walk that broke off
        last time does too. A page that repeats what this visit has seen ends any walk.
        """
        following = listing.next_page
        visiting.whole = not following
        if not following or following in visiting.asked or len(following) > 2000 or not unseen:
            return False
        if not same_site(following, visiting.source.url) or visiting.pages >= visiting.pages_max:
            return False
        if self.pages:
            return True
        if visiting.first:
            return False
        return bool(visiting.way and visiting.way.cut) or bool(unseen - self.memory.known(unseen))

    def _failed(self, visiting: Visiting, role: Role, reason: Reason) -> Output:
        """A request that brought nothing: the next best way, the pages read so far, or the end of the visit."""
        source = visiting.source
        if role == "next":
            visiting.whole = reason.http_status in (404, 410)  # the normal end of a listing
            if not visiting.whole:
                visiting.cut = True
                visiting.notes.append(f"stopped after page {visiting.pages}: {reason.message}")
            yield Ended(visiting)
        elif role == "feed":
            yield from self._next_feed(visiting, self.clock())
        elif role == "way" and visiting.url != source.url and reason.status not in SAME_HOST_DOWN:
            yield from self._fall_back(visiting, f"{visiting.url}: {reason.message}")
        elif role == "page" and visiting.page is not None:  # the feed had lost fields; better than nothing
            visiting.expected_by = None
            yield from self._found(visiting, visiting.page, self.clock())
        else:
            visiting.fail(reason)
            yield Ended(visiting)

    def stop(self, error: AggregatorError) -> None:
        """End the run: the store cannot be read or written, so nothing more can be kept."""
        if self.failure is None:
            self.failure = error
            self._closing = asyncio.ensure_future(self.crawler.engine.close_spider_async(reason="failure"))


def _reader(read_by: str | None) -> str:
    """The reader that found the items, without those that completed them."""
    return (read_by or "").partition("+")[0]


def _http(response: Response) -> Reason:
    status = response.status
    if status in BLOCKED:
        return Reason("blocked", f"it answered {status}", status)
    return Reason("http", f"it answered {status}", status)


def _nothing(listing: Listing) -> Reason:
    """Why a page gave nothing, as a status."""
    codes = {problem.partition(":")[0]: problem for problem in listing.problems}
    for code in ("not_html", "not_a_feed", "too_large", "truncated"):
        if code in codes:
            return Reason(code, codes[code])  # type: ignore[arg-type]
    if listing.kind == "listing":
        return Reason("empty", "; ".join(listing.problems) or "the listing is there and holds nothing")
    return Reason("not_listing", _problem(listing))


def _problem(listing: Listing) -> str:
    return "; ".join(listing.problems) or "holds no listing"
