"""Feeds and items as the values that templates show."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import quote

from aggregator.publishing.clean import direction
from aggregator.publishing.feed import Feed, Site, varied
from aggregator.publishing.item import Item
from aggregator.publishing.names import LANGUAGES, long_date
from aggregator.publishing.sparkline import sparkline
from aggregator.publishing.wording import Label

# Each adds a feed in one click. Ours comes first on the page: an address that works anywhere.
READERS = (
    ("Feedly", "https://feedly.com/i/subscription/feed/{}"),
    ("Inoreader", "https://www.inoreader.com/?add_feed={}"),
    ("NewsBlur", "https://www.newsblur.com/?url={}"),
)
_DATETIME = {"year": "%Y", "month": "%Y-%m", "day": "%Y-%m-%d", "first_seen": "%Y-%m-%d"}


def feed_view(feed: Feed, site: Site, *, latest: int = 0) -> dict[str, Any]:
    """A feed with its addresses, how much comes in, and its latest headlines."""
    address = site.address(feed.file("atom.xml"))
    count = feed.weeks[-1] if feed.weeks else 0
    return {
        "slug": feed.slug,
        "title": feed.title,
        "description": feed.description,
        "group": feed.group,
        "atom": address,
        "readers": [(name, pattern.format(quote(address, safe=""))) for name, pattern in READERS],
        "count": len(feed.items),
        "updated": f"Updated {long_date(feed.updated)}" if feed.items else "Nothing yet",
        "week": f"{count or 'None'} this week",
        "spark": sparkline(feed.weeks),
        "latest": [headline_view(item) for item in varied(feed.items, latest)],
    }


def headline_view(item: Item) -> dict[str, Any]:
    """A title with its publisher and date."""
    return {
        "url": item.url,
        "title": item.title,
        "lang": item.lang,
        "dir": direction(item.lang),
        "source": item.origin.name,
        "dated": item.dated,
        "date": long_date(item.published, item.precision),
    }


def entry_view(item: Item, slugs: Collection[str]) -> dict[str, Any]:
    """All that the page of a feed tells of an item; `slugs` are the labels that have a page."""
    countries = " ".join(label.term for label in _countries(item))
    data = (("source", _token(item.origin.name)), ("lang", item.lang), ("country", countries))
    filed = [label for label in item.labels if label.scheme]
    return headline_view(item) | {
        "anchor": item.anchor,
        "data": [(key, value) for key, value in data if value],
        "original_source": item.original_source,
        "author": item.author if item.author != item.origin.name else None,
        "datetime": _machine_date(item.published, item.precision),
        "summary": item.summary if item.titled else "",
        "copies": item.copies,
        "filed": [(label.term if label.term in slugs else None, label.name) for label in filed],
    }


def choices(items: Sequence[Item]) -> list[dict[str, Any]]:
    """What items can be filtered by, each only where there is something to choose."""
    sources = {_token(item.origin.name): item.origin.name for item in items}
    languages = {item.lang: LANGUAGES.get(item.lang, item.lang) for item in items if item.lang}
    countries = {label.term: label.name for item in items for label in _countries(item)}
    offered = (
        ("source", "Source", sources),
        ("lang", "Language", languages),
        ("country", "Country", countries),
    )
    return [
        {
            "key": key,
            "name": name,
            "options": sorted(values.items(), key=lambda pair: (pair[1].casefold(), pair[0])),
        }
        for key, name, values in offered
        if len(values) > 1
    ]


def _countries(item: Item) -> list[Label]:
    return [label for label in item.labels if label.scheme and label.scheme.endswith(":country")]


def _machine_date(when: datetime, precision: str) -> str:
    return (
        when.strftime(_DATETIME[precision]) if precision in _DATETIME else when.isoformat(timespec="seconds")
    )


def _token(name: str) -> str:
    """A name as one word that can stand in a list of words."""
    return "-".join(name.split())
