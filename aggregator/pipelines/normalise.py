"""Teaser ─► Entry. A teaser that cannot be stated is counted with its reason, and loses only itself."""

from __future__ import annotations

import logging

from scrapy.exceptions import DropItem

from aggregator.items import Entry
from aggregator.spiders.visiting import Ended, Found

logger = logging.getLogger(__name__)


class Normalise:
    def process_item(self, item: Found | Ended) -> Entry | Ended:
        if isinstance(item, Ended):
            return item
        from aggregator import stating  # late: most runs bring no teaser

        visiting = item.visiting
        try:
            stated = stating.state(item.teaser, visiting.source, now=item.now, page_lang=item.lang)
        except Exception as error:
            logger.exception("stating a teaser of %s: %r", visiting.source.id, item.teaser)
            visiting.rejected["error"] += 1
            raise DropItem(f"{visiting.source.id}: {type(error).__name__} while stating a teaser") from error
        if isinstance(stated, stating.Rejected):
            visiting.rejected[stated.reason] += 1
            raise DropItem(f"{visiting.source.id}: {stated.reason} {stated.detail}")
        return stated
