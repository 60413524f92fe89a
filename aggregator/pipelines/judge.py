"""Entry ─► Entry with its Judgement, by one set of rules for the whole crawl."""

from __future__ import annotations

import logging
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from scrapy.exceptions import DropItem

from aggregator import judging
from aggregator.items import Entry
from aggregator.spiders.visiting import Ended

if TYPE_CHECKING:
    from pathlib import Path

    from scrapy.crawler import Crawler

    from aggregator.judging.loading import Rules
    from aggregator.spiders.listing import ListingSpider

logger = logging.getLogger(__name__)


class Judge:
    """`own` are the home's rules, if it has any. They are loaded with the first entry: most runs bring none."""

    def __init__(self, spider: ListingSpider, own: Path | None) -> None:
        self.spider = spider
        self.own = own

    @classmethod
    def from_crawler(cls, crawler: Crawler) -> Judge:
        spider: ListingSpider = crawler.spider  # type: ignore[assignment]
        return cls(spider, spider.home.own("topics.toml"))

    @cached_property
    def rules(self) -> Rules:
        return judging.load_rules(self.own)

    def process_item(self, item: Entry | Ended) -> Entry | Ended:
        if isinstance(item, Ended):
            return item
        visiting = self.spider.open[item.source]
        try:
            judgement = judging.judge_entry(item, self.rules, trusted=visiting.source.scope == "trusted")
        except Exception as error:
            logger.exception("judging %s", item.address)
            visiting.rejected["error"] += 1
            raise DropItem(f"{item.source}: {type(error).__name__} while judging {item.address}") from error
        return replace(item, judgement=judgement)
