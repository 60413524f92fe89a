"""A feed as JSON Feed 1.1 (jsonfeed.org/version/1.1): keys in one order, text as it is, our own data under `_entry`."""

from __future__ import annotations

import json
from typing import Any

from aggregator.publishing.feed import ICON, Feed, Site
from aggregator.publishing.item import Item

VERSION = "https://jsonfeed.org/version/1.1"


class JsonFeeds:
    """Writes the feeds of one site: an item a line, so that a change is one changed line, and made once."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._told: dict[str, str] = {}

    def json(self, feed: Feed) -> bytes:
        """The feed as UTF-8."""
        lines = [f"{_text(key)}: {_text(value)}" for key, value in _head(feed, self.site).items()]
        items = ",\n".join(self._item(item) for item in feed.items)
        lines.append(f'"items": [\n{items}\n]' if items else '"items": []')
        return ("{\n" + ",\n".join(lines) + "\n}\n").encode()

    def _item(self, item: Item) -> str:
        if item.id not in self._told:
            self._told[item.id] = _text(_item(item))
        return self._told[item.id]


def _head(feed: Feed, site: Site) -> dict[str, Any]:
    head: dict[str, Any] = {
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
        head["expired"] = True
    if site.hub:
        head["hubs"] = [{"type": "WebSub", "url": site.hub}]
    return head


def _text(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


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
