"""A feed as JSON Feed 1.1 (jsonfeed.org/version/1.1): keys in one order, text as it is, our own data under `_entry`."""

from __future__ import annotations

import json
from typing import Any

from aggregator.publishing.feed import ICON, Feed, Site
from aggregator.publishing.item import Item

VERSION = "https://jsonfeed.org/version/1.1"


def json_feed(feed: Feed, site: Site) -> bytes:
    """The feed as UTF-8 JSON, one key a line, so that a changed item is a few changed lines."""
    document: dict[str, Any] = {
        "version": VERSION,
        "title": feed.title,
        "home_page_url": site.address(feed.file("html")),
        "feed_url": site.address(feed.file("json")),
        "description": feed.description,
        "language": site.language,
        "icon": site.address(ICON),
        "favicon": site.address(ICON),
        "authors": [{"name": site.publisher, "url": site.base_url}],
    }
    if feed.retired:
        document["expired"] = True
    if site.hub:
        document["hubs"] = [{"type": "WebSub", "url": site.hub}]
    document["items"] = [_item(item) for item in feed.items]
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def _item(item: Item) -> dict[str, Any]:
    told: dict[str, Any] = {
        "id": item.id,
        "url": item.url,
        "title": item.title,
        "content_html": item.html,
        "summary": item.summary or None,
        "date_published": item.published.isoformat(),
        "date_modified": item.updated.isoformat(),
        "authors": [{"name": item.byline}],
        "tags": list(dict.fromkeys(label.name for label in item.labels)),
        "language": item.lang,
        "_entry": {
            "source": item.origin.name,
            "source_url": item.origin.url,
            "source_kind": item.origin.kind,
            "original_source": item.original_source,
            "dated": item.dated,
            "first_seen": item.first_seen.isoformat(),
            "copies": [{"source": name, "url": address} for name, address in item.copies],
        },
    }
    return {key: value for key, value in told.items() if value not in (None, [])}
