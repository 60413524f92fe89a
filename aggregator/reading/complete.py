"""Drafts ─► teasers, and teasers completed from data that speaks of the same addresses."""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import replace
from typing import Any

from aggregator.items import Teaser
from aggregator.reading.fields.draft import Draft
from aggregator.reading.tree import links


def teasers_of(drafts: list[Draft]) -> list[Teaser]:
    """The drafts as teasers; a time that is the same filler on every item (midnight or noon UTC) is dropped."""
    filler = filler_time(drafts)
    teasers = []
    for made in drafts:
        iso, precision, origin, printed = made.published or (None, None, None, None)
        if iso and filler:
            iso, precision = iso[:10], "day"
        teasers.append(
            Teaser(
                url=made.url,
                title=made.title,
                excerpt=made.excerpt,
                published=iso,
                published_precision=precision,
                published_from=origin,
                published_text=printed,
                author=", ".join(made.authors) or None,
                categories=tuple(made.categories),
                tags=tuple(made.tags),
                lang=made.lang,
                guid=made.guid,
                slugs=tuple(dict.fromkeys(made.slugs)),
            )
        )
    return teasers


def filler_time(drafts: list[Draft]) -> bool:
    """Whether all stated times are midnight or all noon in UTC: then the page knows the day alone."""
    times = Counter(
        made.published[0][10:] for made in drafts if made.published and len(made.published[0]) > 10
    )
    return (
        len(times) == 1
        and sum(times.values()) > 1
        and bool(re.match(r"T(?:00|12):00(?::00)?(?:\.0+)?(?:Z|\+00:00)?$", next(iter(times))))
    )


def complete(items: list[Teaser], data: dict[str, list[Teaser]]) -> tuple[list[Teaser], list[str]]:
    """Fill what items lack from data that speaks of the same addresses; items are never added. Names who helped."""
    helpers = []
    for name, others in data.items():
        known = {links.key(other.url): other for other in others if other.url}
        if not known:
            continue
        filled = []
        for item in items:
            other = known.get(links.key(item.url)) if item.url else None
            filled.append(fill(item, other) if other is not None else item)
        if filled != items:
            helpers.append(name)
            items = filled
    return items, helpers


def fill(item: Teaser, other: Teaser) -> Teaser:
    """`item` with what it lacks taken from `other`; a stated date beats one that only the address tells."""
    changes: dict[str, Any] = {}
    for name in ("title", "excerpt", "author", "categories", "tags"):
        if not getattr(item, name) and getattr(other, name):
            changes[name] = getattr(other, name)
    if other.published and (not item.published or item.published_from == "url"):
        changes |= {
            name: getattr(other, name)
            for name in ("published", "published_precision", "published_from", "published_text")
        }
    return replace(item, **changes) if changes else item
