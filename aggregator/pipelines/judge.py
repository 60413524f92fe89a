"""Entry ─► Entry with its Judgement, by the rules as they were when the crawl began."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from scrapy.exceptions import DropItem

from aggregator.items import Entry
from aggregator.judging import judge_entry, load_rules
from aggregator.spiders.visiting import Ended

if TYPE_CHECKING:
    from scrapy.crawler import Crawler

    from aggregator.judging.loading import Rules
    from aggregator.spiders.listing import ListingSpider

logger = logging.getLogger(__name__)


class Judge:
    def __init__(self, spider: ListingSpider, rules: Rules) -> None:
        self.spider = spider
        self.rules = rules

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Judge:
        spider: ListingSpider = crawler.spider  # type: ignore[assignment]
        return cls(spider, load_rules(spider.home.own("topics.toml")))

    def process_item(self, item: Entry | Ended) -> Entry | Ended:
        if isinstance(item, Ended):
            return item
        visiting = self.spider.open[item.source]
        try:
            judgement = judge_entry(item, visiting.source, self.rules)
        except Exception as error:
            logger.exception("judging %s", item.address)
            visiting.rejected["error"] += 1
            raise DropItem(f"{item.source}: {type(error).__name__} while judging {item.address}") from error
        return replace(item, judgement=judgement)
