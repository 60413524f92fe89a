"""Everything that is published at one time: a function of the store and the configuration."""

from __future__ import annotations

import logging
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

from aggregator.exporting.codes import regions, topics
from aggregator.home import Home
from aggregator.publishing.clean import language, plain, web_address
from aggregator.publishing.feed import WEEKS, Download, Feed, Site, latest_update, newest_first, window_start
from aggregator.publishing.item import Item, item_of
from aggregator.publishing.names import COUNTRIES
from aggregator.publishing.retiring import retired_feeds
from aggregator.publishing.status import SourceRow
from aggregator.publishing.wording import Wording
from aggregator.sources import Catalogue
from aggregator.store.records import Query

if TYPE_CHECKING:
    from aggregator.judging.feeds import FeedSpec
    from aggregator.store import Store

log = logging.getLogger(__name__)
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


@dataclass(frozen=True, slots=True)
class Edition:
    """What is to be published: the declared feeds with what they hold, those that ended, and the rest of the pages."""

    site: Site
    feeds: tuple[Feed, ...]
    retired: tuple[Feed, ...]
    sources: tuple[SourceRow, ...]
    downloads: tuple[Download, ...]
    report: bool


def gather(  # noqa: PLR0913, PLR0917 - all that an edition is made from
    home: Home,
    store: Store,
    catalogue: Catalogue,
    specs: Sequence[FeedSpec],
    notes: Mapping[str, Any],
    sources: Sequence[SourceRow],
) -> Edition:
    """The edition of this moment, from the store and the configuration alone."""
    site = site_of(home)
    wording = Wording(
        tag=store.tag,
        sources=catalogue.sources,
        topics={topic["slug"]: topic["name"] for topic in topics(home.own("topics.toml"))},
        countries=COUNTRIES,
        regions={region["code"]: region["name"] for region in regions()},
    )
    feeds = _feeds(home, store, specs, wording)
    return Edition(
        site,
        tuple(feeds),
        tuple(retired_feeds(notes, site, wording, feeds[0])),
        tuple(sources),
        tuple(downloads(home.feeds)),
        has_report(home.feeds),
    )


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
