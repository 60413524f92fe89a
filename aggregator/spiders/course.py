"""The course of a visit: by what worked last time, by the next best way where that fails, and now and then a look
whether a better way has appeared."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, timedelta

from aggregator.fetching.failures import Reason
from aggregator.fetching.redirects import same_site
from aggregator.items import Listing, Source
from aggregator.spiders.memory import Memory
from aggregator.spiders.visiting import Ask, Ended, Step, Visiting
from aggregator.spiders.walk import broke_off, found, nothing
from aggregator.spiders.ways import LOOK_EVERY, Way, candidates, covers, fields_of, lost, reader, together

HOST_DOWN = frozenset({"dns", "connection", "timeout", "tls", "blocked", "robots", "refused"})
SOON = timedelta(days=1)  # how soon a feed that failed is looked at again


class Course:
    """Decides what each visit asks next. `pages` is the depth of a backfill, or null."""

    def __init__(self, memory: Memory, pages: int | None) -> None:
        self.memory = memory
        self.pages = pages

    def begin(self, source: Source, now: datetime) -> tuple[Visiting, Ask]:
        """A new visit and its first request: what worked last time, the declared feed, or the page."""
        way = self.memory.way(source.id)
        look = not declared(source) and (way is None or not _recent(way.looked, now))
        deeper = self.pages is not None and (way is None or way.depth < self.pages)
        if self.pages or look:
            ask = Ask(source.url, "page")
        elif declared(source) or way is None:
            ask = Ask(source.feed or source.url, "way")
        else:
            ask = Ask(way.url, "way")
        visiting = Visiting(
            source=source, url=ask.url, started=now, way=way, pages_max=self.pages or source.pages,
            first=way is None, full=look or deeper or (way is not None and way.cut),
        )  # fmt: skip
        return visiting, ask

    def answered(self, visiting: Visiting, ask: Ask, listing: Listing, now: datetime) -> Iterator[Step]:
        """What follows from a document that was read."""
        if ask.role == "feed":
            yield from self._compare(visiting, ask.url, listing, now)
        elif ask.role == "way" and ask.url != visiting.source.url:
            yield from self._by_feed(visiting, ask.url, listing, now)
        elif ask.role == "next":
            yield from self._found(visiting, listing, now)
        else:
            yield from self._by_page(visiting, listing, now)

    def failed(self, visiting: Visiting, ask: Ask, reason: Reason, now: datetime) -> Iterator[Step]:
        """What follows from no answer: the next best way, the pages read so far, or the end of the visit."""
        if ask.role == "next":
            yield from broke_off(visiting, reason)
        elif ask.role == "feed":
            yield from self._next_feed(visiting, now)
        elif ask.role == "way" and ask.url != visiting.source.url and reason.status not in HOST_DOWN:
            yield from self._fall_back(visiting, f"{ask.url}: {reason.message}")
        elif (
            ask.role == "page" and visiting.page is not None
        ):  # the feed had lost fields; better than nothing
            visiting.expected_by = None
            yield from self._found(visiting, visiting.page, now)
        else:
            visiting.fail(reason)
            yield Ended(visiting)

    def _by_feed(self, visiting: Visiting, url: str, listing: Listing, now: datetime) -> Iterator[Step]:
        """The remembered or declared feed; where it fails or lost fields, the page is asked instead."""
        missing = lost(visiting.way, listing)
        if listing.kind == "listing" and listing.items and not missing:
            visiting.next_way = Way(url, listing.read_by, fields_of(listing.items), _looked(visiting, now))
            yield from self._found(visiting, listing, now)
            return
        visiting.page = listing if missing else None
        said = f"no longer gives: {', '.join(missing)}" if missing else nothing(listing).message
        yield from self._fall_back(visiting, f"{url}: {said}")

    def _fall_back(self, visiting: Visiting, said: str) -> Iterator[Step]:
        visiting.expected_by = (visiting.way and visiting.way.read_by) or "feed"
        visiting.notes.append(said)
        yield Ask(visiting.source.url, "page")

    def _by_page(self, visiting: Visiting, listing: Listing, now: datetime) -> Iterator[Step]:
        source, way = visiting.source, visiting.way
        if visiting.page is not None and not set(lost(way, visiting.page)) & set(fields_of(listing.items)):
            visiting.expected_by, listing = (
                None,
                visiting.page,
            )  # the feed lost fields that the page has not either
        looked = now - LOOK_EVERY + SOON if visiting.expected_by else _looked(visiting, now)
        looking = looked == now and not declared(source) and not self.pages
        if visiting.expected_by is None and listing.items:
            expected = (
                way.read_by if way and way.url == source.url else "selectors" if source.selectors else None
            )
            visiting.expected_by = (
                expected if expected and reader(expected) != reader(listing.read_by) else None
            )
        kept = Way(source.url, listing.read_by, fields_of(listing.items), looked)
        visiting.next_way = (
            way if self.pages and way else kept
        )  # a backfill reads pages, whatever else is usual
        if looking and listing.items:
            visiting.feeds = [feed for feed in candidates(listing, source) if same_site(feed, source.url)]
        visiting.page = listing
        yield from self._next_feed(visiting, now)

    def _next_feed(self, visiting: Visiting, now: datetime) -> Iterator[Step]:
        """Try the next discovered feed, or take the page."""
        assert visiting.page is not None
        untried = [feed for feed in visiting.feeds if feed not in visiting.asked]
        if untried:
            yield Ask(untried[0], "feed")
        else:
            yield from self._found(visiting, visiting.page, now)

    def _compare(self, visiting: Visiting, url: str, feed: Listing, now: datetime) -> Iterator[Step]:
        """A discovered feed against the page: the one that tells the same with no less is read from now on."""
        page = visiting.page
        if page is not None and feed.kind == "listing" and covers(feed, page, visiting.source):
            visiting.next_way = Way(url, feed.read_by, fields_of(feed.items), now)
            yield from self._found(visiting, together(feed, page, visiting.source), now)
            return
        yield from self._next_feed(visiting, now)

    def _found(self, visiting: Visiting, listing: Listing, now: datetime) -> Iterator[Step]:
        yield from found(visiting, listing, now, self.memory, backfill=bool(self.pages))


def declared(source: Source) -> bool:
    """Whether the operator said how to read it: then nothing is looked for."""
    return bool(source.feed or source.selectors or source.read_by)


def _recent(looked: datetime, now: datetime) -> bool:
    return timedelta(0) <= now - looked < LOOK_EVERY


def _looked(visiting: Visiting, now: datetime) -> datetime:
    """When a better way was last looked for: now, if this visit does."""
    return visiting.way.looked if visiting.way and _recent(visiting.way.looked, now) else now
