"""What stands around the list: heading, description, and the feeds that cover this very archive."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aggregator.reading.tree import links
from aggregator.reading.tree.classnames import class_words
from aggregator.reading.tree.dom import visible
from aggregator.reading.tree.page import MAX_ITEMS, Page, squeeze

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

    from aggregator.reading.tree.chart import Map

FEED_TYPES = frozenset(
    ("application/rss+xml", "application/atom+xml", "application/feed+json", "application/rdf+xml")
)
PAGE_NUMBER = re.compile(r"/page/\d+/?$")
COMMENT_FEED = re.compile(
    r"/comments?/(?:feed|default)|[?&]feed=comments|comments?[-_.]?(?:rss|atom|feed)|/feeds/\d+/comments",
    re.I,
)


def heading_of(chart: Map, items: set[Element]) -> str | None:
    """The page's main heading: the first `h1` outside chrome that is not the site's name, else its title."""
    page = chart.page
    home = re.sub(r"^(https?://[^/]+).*", r"\1/", page.url)
    for tag in ("h1", "h2"):
        headings = [node for node in page.root.iter(tag) if chart.zone(node) != "chrome"]
        for node in headings[:MAX_ITEMS]:
            if (
                node not in items
                and heads_page(page, node, home)
                and (text := visible(node))
                and len(text) <= 200
            ):
                return text
        if headings:
            break
    for path, name in ((".//meta[@property='og:title']", "content"), (".//title", "")):
        found = page.root.find(path)
        if found is not None and (text := squeeze(found.get(name) if name else found.text)):
            return text
    return None


def heads_page(page: Page, heading: Element, home: str) -> bool:
    """Whether a heading is the page's: it links nowhere, or a first-level one to the page itself."""
    link = next(heading.iterdescendants("a"), None)
    address = page.resolve(link.get("href")) if link is not None else None
    return not address or (
        heading.tag == "h1" and address == page.url and not links.same_address(address, home)
    )


def description_of(chart: Map) -> str | None:
    """The archive's own description, beside its heading or in the page's head."""
    for node in chart.page.root.iter("div", "p", "section"):
        if "description" not in node.get("class", "").lower():
            continue
        words = class_words(node)
        if (
            "description" in words
            and words
            & {"archive", "taxonomy", "term", "category", "tag", "page", "field", "author", "collection"}
            and chart.zone(node) != "chrome"
        ):
            text = visible(node)
            if text and not any(ancestor.tag in ("article", "li") for ancestor in node.iterancestors()):
                return text
    for path in (".//meta[@name='description']", ".//meta[@property='og:description']"):
        found = chart.page.root.find(path)
        if found is not None and (text := squeeze(found.get("content"))):
            return text
    return None


def feeds_of(page: Page) -> list[str]:
    """Feeds that cover this archive: whose address lies at or below the page's, or the site's for its front page.

    Where WordPress announces none for an archive, it has one all the same: the archive's address and `feed/`.
    """
    found: list[str] = []
    wordpress = False
    for link in page.root.iter("link"):
        rel = links.rels(link)
        wordpress = wordpress or "https://api.w.org/" in rel
        if "alternate" not in rel or (link.get("type") or "").split(";")[0].strip().lower() not in FEED_TYPES:
            continue
        address = page.resolve(link.get("href"))
        title = (link.get("title") or "").lower()
        if address and not COMMENT_FEED.search(address) and "comment" not in title and address not in found:
            found.append(address)
    here = stem(page.url)
    covering = [address for address in found if covers(stem(address), here)]
    if not covering and wordpress and here and not urlsplit(page.url).query:
        return [PAGE_NUMBER.sub("", page.url.partition("#")[0]).rstrip("/") + "/feed/"]
    return covering or (found if not here or len(found) == 1 else [])[:1]


def covers(feed: str, here: str) -> bool:
    """Whether a feed's path is the archive's own or below it; on a front page, one of the site as a whole."""
    return feed == here or (feed.startswith(here + "/") if here else "/" not in feed)


def stem(address: str) -> str:
    """The path of an archive or feed without what makes it a feed, a page number or a file."""
    path = urlsplit(address).path
    path = re.sub(r"/(?:page/?\d+|amp)/?$", "", path)
    path = re.sub(
        r"(?:/(?:feed|rss|atom|feeds?/posts/default|index|rss2|feed\.json))+(?:/(?:atom|rss|rss2|rdf))?/?$",
        "",
        path,
    )
    path = re.sub(r"/?(?:index|feed|rss|atom|rss2|all)?\.(?:xml|rss|atom|json|html?|rdf|php)$", "", path)
    return path.strip("/").lower()
