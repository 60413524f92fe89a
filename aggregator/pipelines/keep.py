"""Collects what a visit finds, and keeps it whole when the visit has ended: one transaction a visit."""

from __future__ import annotations

from statistics import median
from typing import TYPE_CHECKING

from scrapy.exceptions import DropItem

from aggregator.errors import AggregatorError
from aggregator.fetching.failures import Reason
from aggregator.items import Entry, Validators, Visit
from aggregator.spiders.memory import WAY
from aggregator.spiders.visiting import Ended, Visiting

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from aggregator.spiders.listing import ListingSpider

TOGETHER = 50  # unchanged visits recorded in one transaction
USUAL = 3  # visits that tell how many teasers are usual
TOO_MANY = 10  # times as many are not news but a page misread, or defaced
FLOOR = 50  # teasers; fewer harm nobody


class Keep:
    def __init__(self, spider: ListingSpider) -> None:
        self.spider = spider
        self._unchanged: list[tuple[Visit, list[Validators]]] = []

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Keep:
        return cls(crawler.spider)  # type: ignore[arg-type]

    def process_item(self, item: Entry | Ended) -> Entry:
        if isinstance(item, Entry):
            self.spider.open[item.source].entries[item.canonical] = item
            return item
        visiting = item.visiting
        _tell_rejected(visiting)
        self._doubt(visiting)
        self._end(visiting)
        raise DropItem(f"{visiting.source.id}: visit ended, {visiting.status}")

    def close_spider(self) -> None:
        """Visits that the run's end cut off: recorded as such, and nothing of them kept."""
        for visiting in list(self.spider.open.values()):
            visiting.fail(Reason("stopped", "the run ended before the visit did"))
            if visiting.begun and self.spider.failure is None:
                self._end(visiting)
        self._flush()
        self.spider.mark.close()

    def _end(self, visiting: Visiting) -> None:
        spider, source = self.spider, visiting.source
        spider.open.pop(source.id, None)
        try:
            self._keep(visiting)
        except AggregatorError as error:
            spider.stop(error)
            return
        spider.ended.append(visiting)
        spider.watch(visiting, ended=True)

    def _keep(self, visiting: Visiting) -> None:
        spider, source, memory = self.spider, visiting.source, self.spider.memory
        learned = visiting.status == "ok" and visiting.next_way is not None
        notes = memory.noted(source.id, visiting.way_to_remember()) if learned else {}
        if visiting.status == "unchanged" and spider.store is not None:
            self._unchanged.append((visiting.visit(spider.run), visiting.validators))
            if len(self._unchanged) >= TOGETHER:
                self._flush()
        elif spider.store is not None:
            kept = spider.store.keep(
                visiting.visit(spider.run),
                list(visiting.entries.values()),
                source=source,
                now=spider.clock(),
                validators=[] if visiting.cut or visiting.rejected["error"] else visiting.validators,
                notes={WAY: notes},
            )
            visiting.new = sum(one.status in ("new", "duplicate") for one in kept)
            visiting.updated = sum(one.status == "updated" for one in kept)
        if visiting.status in ("ok", "unchanged"):
            memory.forgive(source.id)

    def _flush(self) -> None:
        """Unchanged visits have nothing to lose: they are recorded many at a time."""
        waiting, self._unchanged = self._unchanged, []
        store = self.spider.store
        if store is None or not waiting or self.spider.failure is not None:
            return
        try:
            fresh = [one for _, validators in waiting for one in validators]
            store.record(*(visit for visit, _ in waiting), validators=fresh)
        except AggregatorError as error:
            self.spider.stop(error)

    def _doubt(self, visiting: Visiting) -> None:
        """Ten times what is usual is looked at by a person first: naming the source on the command line accepts it."""
        if (
            visiting.status != "ok"
            or self.spider.store is None
            or visiting.teasers < FLOOR
            or self.spider.accept
        ):
            return
        visits = self.spider.store.visits(visiting.source.id, limit=10)
        counts = [v.teasers for v in visits if v.status == "ok" and v.teasers]
        if visiting.pages == 1 and len(counts) >= USUAL and visiting.teasers >= TOO_MANY * median(counts):
            visiting.notes.append(
                f"implausible_count: {visiting.teasers} teasers where {median(counts):.0f} are usual; not kept. "
                f"If it is right: aggregator crawl {visiting.source.id}"
            )
            visiting.entries.clear()
            visiting.validators.clear()
            visiting.next_way = None


def _tell_rejected(visiting: Visiting) -> None:
    """Most of a page's teasers turned down is a page misread, moved or defaced; all of them, a failed visit."""
    if visiting.status != "ok" or 2 * visiting.rejected.total() <= visiting.teasers:
        return
    why = ", ".join(f"{reason} {count}" for reason, count in visiting.rejected.most_common())
    said = f"{visiting.rejected.total()} of its {visiting.teasers} teasers cannot be stated: {why}"
    if visiting.rejected["off_site"]:
        said += " (if its links may lead to other sites: offsite_links = true)"
    if visiting.entries:
        visiting.notes.append(said)
    else:
        visiting.fail(Reason("error", said))
