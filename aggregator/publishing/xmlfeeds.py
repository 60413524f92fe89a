"""A feed as RSS 2.0 and as Atom, by feedgen with our repairs. Equal data gives equal bytes."""

from __future__ import annotations

import logging
import re

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator
from lxml import etree

from aggregator.publishing.feed import ICON, Feed, Site
from aggregator.publishing.item import Item
from aggregator.publishing.repairs import NAME, EntryRepairs, FeedRepairs

GENERATOR = "anti-trafficking aggregator"  # no version in it: an upgrade would change every byte
_MAIL = re.compile(r"[0-9a-zA-Z_.+'-]+@(?:[0-9a-zA-Z-]+\.)+[0-9a-zA-Z-]+")  # what every validator takes
log = logging.getLogger(__name__)


class ToldEntry(FeedEntry):  # type: ignore[misc]
    """A feedgen entry whose elements are built once: an item in many feeds moves from one finished tree to the next."""

    def __init__(self, item: Item, rights: str) -> None:
        super().__init__()
        self.register_extension(NAME, EntryRepairs)
        getattr(self, NAME).item, getattr(self, NAME).rights = item, rights
        _fill(self, item)
        self._atom: etree._Element = super().atom_entry()
        self._rss: etree._Element = super().rss_entry()

    def atom_entry(self, extensions: bool = True) -> etree._Element:
        return self._atom

    def rss_entry(self, extensions: bool = True) -> etree._Element:
        return self._rss


class XmlFeeds:
    """Writes the feeds of one site, one after the other; an item is built once, however many feeds hold it."""

    def __init__(self, site: Site) -> None:
        self.site = site
        self._told: dict[str, ToldEntry | None] = {}

    def rss_and_atom(self, feed: Feed) -> tuple[bytes, bytes]:
        """The feed in both formats. An item that cannot be written is left out and logged; the others stay."""
        generator = _generator(feed, self.site)
        for item in feed.items:
            entry = self._entry(item)
            if entry is not None:
                generator.add_entry(entry, order="append")  # feedgen prepends by default; ours are sorted
        page = self.site.address(feed.file("html"))
        generator.link(_links(self.site, feed, "atom.xml", "application/atom+xml", page), replace=True)
        atom = generator.atom_str(pretty=True)
        # RSS takes the last link added as the channel's.
        generator.link(_links(self.site, feed, "rss.xml", "application/rss+xml", page), replace=True)
        generator.link(href=page)
        return generator.rss_str(pretty=True), atom

    def _entry(self, item: Item) -> ToldEntry | None:
        if item.id not in self._told:
            try:
                self._told[item.id] = ToldEntry(item, self.site.rights)
            except (ValueError, TypeError) as error:  # feedgen's and lxml's word for what cannot be written
                log.warning("left out of the feeds: %s: %s", item.id, error)
                self._told[item.id] = None
        return self._told[item.id]


def _generator(feed: Feed, site: Site) -> FeedGenerator:
    generator = FeedGenerator()
    generator.register_extension(NAME, FeedRepairs, EntryRepairs)
    getattr(generator, NAME).site = site
    generator.id(feed.id)
    generator.title(feed.title)
    generator.description(feed.description)
    generator.language(site.language)
    generator.updated(feed.updated)  # also lastBuildDate: from the data, or every build would look like news
    author = {"name": site.publisher, "uri": site.base_url}
    address = (site.contact or "").removeprefix("mailto:")
    if _MAIL.fullmatch(address):
        author["email"] = address
    generator.author(author)
    generator.rights(site.rights)
    generator.generator(GENERATOR)
    generator.ttl(site.ttl)
    generator.icon(site.address(ICON))
    generator.image(site.address(ICON), title=feed.title, link=site.address(feed.file("html")))
    return generator


def _links(site: Site, feed: Feed, suffix: str, kind: str, page: str) -> list[dict[str, str]]:
    """Self is the exact address of that file; the alternate is the page, never another feed."""
    links = [{"href": site.address(feed.file(suffix)), "rel": "self", "type": kind}]
    if suffix == "atom.xml":
        if site.hub:
            links.append({"href": site.hub, "rel": "hub"})
        links.append({"href": page, "rel": "alternate", "type": "text/html"})
    return links


def _fill(entry: FeedEntry, item: Item) -> None:
    entry.id(item.id)
    entry.guid(item.id, permalink=False)
    entry.title(item.title)
    entry.link(href=item.url)
    entry.summary(item.html, type="html")
    entry.author({"name": item.byline})
    entry.published(item.published)
    entry.updated(item.updated)
    entry.source(item.origin.url, item.origin.name)
    if item.labels:
        entry.category([
            {"term": label.term, "label": label.name} | ({"scheme": label.scheme} if label.scheme else {})
            for label in item.labels
        ])  # fmt: skip
