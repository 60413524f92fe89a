"""One article a visit: a featured block on every page, or two cards for one address, count once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from scrapy.exceptions import DropItem

from aggregator.items import Entry
from aggregator.spiders.visiting import Ended

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from aggregator.spiders.listing import ListingSpider


class Deduplicate:
    """Within a visit; across visits and sources the store knows."""

    def __init__(self, spider: ListingSpider) -> None:
        self.spider = spider

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Deduplicate:
        return cls(crawler.spider)  # type: ignore[arg-type]

    def process_item(self, item: Entry | Ended) -> Entry | Ended:
        if isinstance(item, Entry) and item.canonical in self.spider.open[item.source].entries:
            raise DropItem(f"{item.source}: seen in this visit: {item.address}")
        return item
