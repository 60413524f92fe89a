"""An edition as files: every name and its bytes."""

from __future__ import annotations

from collections.abc import Collection
from functools import lru_cache
from pathlib import Path

from aggregator.publishing.edition import Edition
from aggregator.publishing.feed import OPML
from aggregator.publishing.jsonfeed import JsonFeeds
from aggregator.publishing.opml import opml
from aggregator.publishing.page import Pages
from aggregator.publishing.xmlfeeds import XmlFeeds

ASSETS = Path(__file__).parent / "assets"


def render(edition: Edition, *, but: Collection[str] = ()) -> dict[str, bytes]:
    """Every file of the feeds folder that is ours, by name; without those of the feeds' that are named in `but`."""
    site, feeds = edition.site, edition.feeds
    xml, json, pages = XmlFeeds(site), JsonFeeds(site), Pages(site, feeds)
    made = dict(assets())
    for feed in (*feeds, *edition.retired):
        if feed.file("rss.xml") not in but or feed.file("atom.xml") not in but:
            made[feed.file("rss.xml")], made[feed.file("atom.xml")] = xml.rss_and_atom(feed)
        if feed.file("json") not in but:
            made[feed.file("json")] = json.json(feed)
        if feed.file("html") not in but:
            made[feed.file("html")] = pages.feed(feed)
    made[OPML] = opml(feeds, site, max(feed.updated for feed in feeds))
    made["sources.html"] = pages.sources(edition.sources)
    made["index.html"] = pages.index(edition.sources, edition.downloads, report=edition.report)
    return made


@lru_cache(maxsize=1)
def assets() -> dict[str, bytes]:
    """Style sheets, script and pictures, by name."""
    return {path.name: path.read_bytes() for path in sorted(ASSETS.iterdir()) if path.is_file()}
