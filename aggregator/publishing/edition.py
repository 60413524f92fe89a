"""Everything that is published at one time, as names and bytes: a function of the store and the configuration."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, time, timedelta
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aggregator.exporting.codes import regions, topics
from aggregator.home import Home
from aggregator.publishing.clean import language, plain, web_address
from aggregator.publishing.feed import WEEKS, Feed, Site, latest_update, newest_first, window_start
from aggregator.publishing.item import Item, item_of
from aggregator.publishing.jsonfeed import JsonFeeds
from aggregator.publishing.names import COUNTRIES
from aggregator.publishing.opml import opml
from aggregator.publishing.page import Download, Pages
from aggregator.publishing.retiring import retired_feeds
from aggregator.publishing.status import source_rows
from aggregator.publishing.wording import Wording
from aggregator.publishing.xmlfeeds import XmlFeeds, log
from aggregator.sources import Catalogue
from aggregator.store.records import Query

if TYPE_CHECKING:
    from aggregator.judging.feeds import FeedSpec
    from aggregator.store import Store

ASSETS = Path(__file__).parent / "assets"
OPML = "feeds.opml"
DOWNLOADS = "downloads"
GROUPS = {
    "all": "",
    "form": "Forms of exploitation",
    "sector": "Sectors",
    "response": "Responses",
    "people": "People",
    "actors": "Organisations",
    "region": "Regions",
    "own": "More feeds",
}


def render(
    home: Home, store: Store, catalogue: Catalogue, specs: Sequence[FeedSpec], notes: Mapping[str, Any]
) -> dict[str, bytes]:
    """Every file of the feeds folder that is ours, by name."""
    site = site_of(home)
    wording = Wording(
        tag=store.tag,
        sources=catalogue.sources,
        topics={topic["slug"]: topic["name"] for topic in topics(home.own("topics.toml"))},
        countries=COUNTRIES,
        regions={region["code"]: region["name"] for region in regions()},
    )
    feeds = _feeds(home, store, specs, wording)
    retired = retired_feeds(notes, site, wording, feeds[0])
    xml, json, pages = XmlFeeds(site), JsonFeeds(site), Pages(site, feeds)
    rows = source_rows(catalogue.enabled(), store.last_visits())
    edition = dict(assets())
    for feed in (*feeds, *retired):
        edition[feed.file("rss.xml")], edition[feed.file("atom.xml")] = xml.rss_and_atom(feed)
        edition[feed.file("json")] = json.json(feed)
        edition[feed.file("html")] = pages.feed(feed)
    edition[OPML] = opml(feeds, site, max(feed.updated for feed in feeds))
    edition["sources.html"] = pages.sources(rows)
    edition["index.html"] = pages.index(rows, downloads(home.feeds), report=has_report(home.feeds))
    return edition


def site_of(home: Home) -> Site:
    """What the configuration says of the whole site, fit for every format."""
    config = home.config
    title = plain(config.title, limit=200) or "News"
    return Site(
        title=title,
        description=plain(config.description, limit=500) or title,
        base_url=web_address(config.base_url) or config.base_url,
        language=language(config.language) or "en",
        rights=plain(config.rights, limit=500),
        publisher=plain(config.publisher, limit=200) or title,
        contact=config.contact,
        helpline=plain(config.helpline, limit=500) or None,
        hub=web_address(config.hub),
        ttl=config.interval_min,
    )


@lru_cache(maxsize=1)
def assets() -> dict[str, bytes]:
    """Style sheets, script and pictures, by name."""
    return {path.name: path.read_bytes() for path in sorted(ASSETS.iterdir()) if path.is_file()}


def downloads(feeds: Path) -> list[Download]:
    """The files that the operator laid into `feeds/downloads` for analysts, by name."""
    folder = feeds / DOWNLOADS
    if not folder.is_dir():
        return []
    found = sorted(path for path in folder.iterdir() if path.is_file() and not path.name.startswith("."))
    return [Download(f"{DOWNLOADS}/{path.name}", path.stat().st_size) for path in found]


def has_report(feeds: Path) -> bool:
    """Whether a report was made, for the index to name."""
    return (feeds / "report.html").is_file()


def _feeds(home: Home, store: Store, specs: Sequence[FeedSpec], wording: Wording) -> list[Feed]:
    config = home.config
    reference = store.newest() or datetime(store.tag[1], 1, 1, tzinfo=UTC)
    queries = [query_of(spec) for spec in specs]
    windows = store.windows(
        queries,
        since=window_start(reference, config.window_days),
        minimum=config.window_min,
        maximum=config.window_max,
    )
    # Weeks end with the newest entry's day, so that they move with the news and not with the clock.
    until = datetime.combine(reference.date(), time(), UTC) + timedelta(days=1)
    weeks = store.weeks(queries, until=until, count=WEEKS)
    items = _items(store, {seq for window in windows for seq in window}, wording)
    feeds = []
    for spec, window, counts in zip(specs, windows, weeks, strict=True):
        held = newest_first([items[seq] for seq in window if seq in items])
        feeds.append(
            Feed(
                id=wording.uri("feed", spec.id),
                slug=spec.id,
                title=plain(spec.title, limit=200) or spec.id,
                description=plain(spec.description, limit=500) or plain(spec.title, limit=200) or spec.id,
                group=GROUPS.get(spec.group, ""),
                items=held,
                updated=latest_update(held, store.tag[1]),
                weeks=tuple(counts),
            )
        )
    return feeds


def _items(store: Store, seqs: set[int], wording: Wording) -> dict[int, Item]:
    """Each entry told once, for however many feeds; one that cannot be told is left out and logged."""
    items = {}
    for seq, entry in store.picked(seqs).items():
        try:
            items[seq] = item_of(entry, wording)
        except ValueError as error:
            log.warning("left out of the feeds: %s", error)
    return items


def query_of(spec: FeedSpec) -> Query:
    """A feed's declaration as a question to the store."""
    return Query(
        scope=spec.scope,
        topics=spec.topics,
        facets=spec.facets,
        countries=spec.countries,
        regions=spec.regions,
        langs=spec.languages,
        sources=spec.sources,
        kinds=spec.kinds,  # type: ignore[arg-type]  # any other word finds nothing
    )
