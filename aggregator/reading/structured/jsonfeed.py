"""JSON Feed 1.x ─► teasers."""

from __future__ import annotations

from typing import Any

from aggregator.items import Teaser
from aggregator.reading.structured.feeds import MAX_ENTRIES, Content
from aggregator.reading.structured.plain import plain, string
from aggregator.reading.tree.page import Page
from aggregator.reading.when import read_date


def is_json_feed(data: Any) -> bool:
    """Whether the JSON is a feed by its version, or by a feed's own address."""
    if not isinstance(data, dict) or not isinstance(data.get("items"), list):
        return False
    return "jsonfeed" in str(data.get("version")) or "feed_url" in data


def read_json_feed(page: Page, data: dict[str, Any]) -> Content:
    """Teasers, heading, description and next page."""
    entries = [entry for entry in data["items"] if isinstance(entry, dict)][:MAX_ENTRIES]
    teasers = [teaser for entry in entries if (teaser := read_entry(page, entry)).url or teaser.title]
    return Content(
        teasers,
        plain(string(data.get("title"))),
        plain(string(data.get("description"))),
        page.resolve(string(data.get("next_url"))),
    )


def read_entry(page: Page, entry: dict[str, Any]) -> Teaser:
    """One item."""
    stated = string(entry.get("date_published"))
    stamp = stated or string(entry.get("date_modified"))
    published = read_date(page, stamp) if stamp else None
    people = entry["authors"] if isinstance(entry.get("authors"), list) else [entry.get("author")]
    names = [string(person.get("name")) for person in people if isinstance(person, dict)]
    tags = entry["tags"] if isinstance(entry.get("tags"), list) else []
    texts = (string(entry.get(name)) for name in ("summary", "content_text", "content_html"))
    return Teaser(
        url=page.resolve(string(entry.get("url")) or string(entry.get("external_url"))),
        title=plain(string(entry.get("title"))),
        excerpt=plain(next((text for text in texts if text), None)),
        published=published[0] if published else None,
        published_precision=published[1] if published else None,
        published_from=None if published is None else "feed" if stated else "modified",
        published_text=stamp if published else None,
        author=", ".join(name for name in names if name) or None,
        categories=tuple(tag for tag in tags if isinstance(tag, str)),
        guid=string(entry.get("id")),
        lang=string(entry.get("language")),
    )
