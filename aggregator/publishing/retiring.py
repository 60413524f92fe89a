"""A feed that is no longer declared stays for a month with one entry that says where to go; then it goes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from aggregator.publishing.clean import plain
from aggregator.publishing.feed import Feed, Site
from aggregator.publishing.item import Item, link
from aggregator.publishing.wording import Origin, Wording

STAYS = timedelta(days=30)
NOTES = "feeds"  # the scope of the store's notes: feed ─► title, and since when it is retired


def changes(notes: Mapping[str, Any], declared: Mapping[str, str], now: datetime) -> dict[str, Any]:
    """The notes to write, null for one to forget: each declared feed's title, each vanished feed's last day."""
    found: dict[str, Any] = {
        slug: {"title": title} for slug, title in declared.items() if notes.get(slug) != {"title": title}
    }
    for slug, note in notes.items():
        if slug in declared:
            continue
        if "retired" not in note:
            found[slug] = note | {"retired": now.isoformat(timespec="seconds")}
        elif now - datetime.fromisoformat(note["retired"]) >= STAYS:
            found[slug] = None
    return found


def retired_feeds(notes: Mapping[str, Any], site: Site, wording: Wording, heir: Feed) -> list[Feed]:
    """The feeds that stay for a while, in order of their names; `heir` is the feed to read instead."""
    ended = [(slug, note) for slug, note in sorted(notes.items()) if "retired" in note]
    feed_link = link(heir.title, site.address(heir.file("atom.xml")))
    page_link = link("the page", site.address("index.html"))
    feeds = []
    for slug, note in ended:
        title, since = plain(note["title"], limit=200) or slug, datetime.fromisoformat(note["retired"])
        last = Item(
            id=wording.uri("feed", slug, "ended"),
            anchor="story-ended",
            url=site.address("index.html"),
            title=f"This feed has ended: {title}",
            titled=True,
            summary=f"Nothing more will be filed here. {heir.title} goes on; the page lists every topic.",
            html=f"<p>Nothing more will be filed here. {feed_link} goes on; {page_link} lists every topic.</p>",
            published=since,
            dated=True,
            precision="day",
            first_seen=since,
            updated=since,
            lang=None,
            author=None,
            origin=Origin(wording.uri("site"), site.publisher, site.base_url),
            original_source=None,
            labels=(),
            copies=(),
        )
        feeds.append(
            Feed(
                id=wording.uri("feed", slug),
                slug=slug,
                title=title,
                description=f"This feed has ended. {heir.title} goes on, and the page lists all topics.",
                group="",
                items=(last,),
                updated=since,
                retired=True,
            )
        )
    return feeds


def files_of(slugs: Sequence[str]) -> list[str]:
    """The names of all files that feeds have."""
    return [f"{slug}.{suffix}" for slug in slugs for suffix in ("rss.xml", "atom.xml", "json", "html")]
