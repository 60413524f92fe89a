"""A feed as RSS 2.0 and as Atom, by feedgen with our repairs. Equal data gives equal bytes."""

from __future__ import annotations

import logging
from collections.abc import Sequence
from urllib.parse import urlsplit

from feedgen.entry import FeedEntry
from feedgen.feed import FeedGenerator

from aggregator.publishing.feed import ICON, Feed, Site
from aggregator.publishing.item import Item
from aggregator.publishing.repairs import NAME, EntryRepairs, FeedRepairs

GENERATOR = "anti-trafficking aggregator"  # no version in it: an upgrade would change every byte
log = logging.getLogger(__name__)


def rss_and_atom(feed: Feed, site: Site) -> tuple[bytes, bytes]:
    """The feed in both formats. An item that cannot be written is left out and logged; the others stay."""
    try:
        return _render(feed, site, feed.items)
    except (ValueError, TypeError):  # feedgen's and lxml's word for a text or date that cannot be written
        return _render(feed, site, [item for item in feed.items if _writable(item, site)])


def _render(feed: Feed, site: Site, items: Sequence[Item]) -> tuple[bytes, bytes]:
    generator = _generator(feed, site)
    for item in items:
        # feedgen prepends by default; ours are sorted.
        entry = generator.add_entry(_entry(item), order="append")
        getattr(entry, NAME).item, getattr(entry, NAME).rights = item, site.rights
    page = site.address(feed.file("html"))
    generator.link(_links(site, feed, "atom.xml", "application/atom+xml", page), replace=True)
    atom = generator.atom_str(pretty=True)
    # RSS takes the last link added as the channel's.
    generator.link(_links(site, feed, "rss.xml", "application/rss+xml", page), replace=True)
    generator.link(href=page)
    return generator.rss_str(pretty=True), atom


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
    if site.contact and "@" in site.contact:
        author["email"] = site.contact.removeprefix("mailto:")
    generator.author(author)
    generator.rights(site.rights)
    generator.generator(GENERATOR)
    generator.docs("https://www.rssboard.org/rss-specification")
    generator.ttl(site.ttl)
    generator.icon(site.address(ICON))
    if "." in (urlsplit(site.base_url).hostname or ""):  # RSS wants a full host name here: none on localhost
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


def _entry(item: Item) -> FeedEntry:
    entry = FeedEntry()
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
    return entry


def _writable(item: Item, site: Site) -> bool:
    entry = _entry(item)
    entry.register_extension(NAME, EntryRepairs)
    getattr(entry, NAME).item, getattr(entry, NAME).rights = item, site.rights
    try:
        entry.rss_entry()
        entry.atom_entry()
    except (ValueError, TypeError) as error:
        log.warning("left out of the feeds: %s: %s", item.id, error)
        return False
    return True
