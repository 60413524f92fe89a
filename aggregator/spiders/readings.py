"""A response, read; and read another way where the usual one no longer gives what it used to."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING

from aggregator.items import Listing
from aggregator.spiders.visiting import Ask, Visiting
from aggregator.spiders.ways import fields_of, lost

if TYPE_CHECKING:
    from scrapy.http import Response


def read(response: Response, visiting: Visiting, ask: Ask, now: datetime) -> Listing:
    """The listing of a response, by the reader that worked last time if it still does."""
    from aggregator import reading  # late: most runs find every page unchanged

    source, way = visiting.source, visiting.way
    kind = (response.headers.get("Content-Type") or b"").decode("latin-1") or None
    usual = way if way and way.url == ask.url else None
    prefer = visiting.read_by or (usual.read_by if usual else None)
    listing = reading.read(
        response.body, response.url, content_type=kind, source=source, now=now, prefer=prefer
    )
    missing = set(lost(usual, listing))
    if not missing or not (source.selectors or source.read_by or prefer):
        return listing
    free = replace(source, selectors=None, read_by=None)
    other = reading.read(response.body, response.url, content_type=kind, source=free, now=now)
    gained = missing & set(fields_of(other.items))
    return other if gained and 5 * len(other.items) >= 4 * len(listing.items) else listing
