"""The pages for people: an index, a page for each feed, the sources. Static; whole without script."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from aggregator.publishing.feed import Download, Feed, Site
from aggregator.publishing.item import Item
from aggregator.publishing.status import SourceRow, summary
from aggregator.publishing.views import choices, entry_view, feed_view

LATEST, LATEST_OF_LEAD = 3, 6


class Pages:
    """All pages of a site over one set of feeds; `common` is what every template needs."""

    def __init__(self, site: Site, feeds: Sequence[Feed]) -> None:
        self.site = site
        self.feeds = feeds
        self.slugs = {feed.slug for feed in feeds}
        self.common = {"site": site, "contact": _contact(site.contact), "here": ""}
        self._told: dict[str, str] = {}

    def index(
        self, sources: Sequence[SourceRow], downloads: Sequence[Download], *, report: bool = False
    ) -> bytes:
        """The page people land on; `report` says that a report stands beside it."""
        lead, *rest = self.feeds
        groups = [
            {"name": name or "More", "feeds": [feed_view(feed, self.site, latest=LATEST) for feed in members]}
            for name, members in groupby(rest, key=lambda feed: feed.group)
        ]
        files = [(quote(file.name), file.name.rsplit("/", 1)[-1], _size(file.size)) for file in downloads]
        return self._render(
            "index.html",
            lead=feed_view(lead, self.site, latest=LATEST_OF_LEAD),
            feeds=self.feeds,
            groups=groups,
            sources=summary(sources),
            report=report,
            downloads=files,
        )

    def feed(self, feed: Feed) -> bytes:
        """A feed's own page, with all that it holds."""
        return self._render(
            "feed.html",
            feed=feed_view(feed, self.site),
            choices=choices(feed.items),
            entries=[self._entry(item) for item in feed.items],
        )

    def sources(self, rows: Sequence[SourceRow]) -> bytes:
        """The list of sources."""
        return self._render("sources.html", here="sources", rows=rows, summary=summary(rows))

    def _render(self, name: str, **values: Any) -> bytes:
        return (_environment().get_template(name).render(self.common | values) + "\n").encode()

    def _entry(self, item: Item) -> str:
        """The item's part of a page, made once, however many pages show it."""
        if item.id not in self._told:
            entry = _environment().get_template("entry.html").module.entry  # type: ignore[attr-defined]
            self._told[item.id] = entry(entry_view(item, self.slugs))
        return self._told[item.id]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("aggregator.publishing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _contact(contact: str | None) -> dict[str, str] | None:
    if not contact:
        return None
    bare = contact.removeprefix("mailto:")
    return {"href": f"mailto:{bare}" if "@" in bare and "://" not in bare else contact, "text": bare}


def _size(size: int) -> str:
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
