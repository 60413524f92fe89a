"""News sitemaps (sitemaps.org with Google's news extension) ─► teasers; plain sitemaps name pages, not items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import etree

from aggregator.items import Teaser
from aggregator.reading.structured.entry import local
from aggregator.reading.structured.plain import plain
from aggregator.reading.tree.page import Page
from aggregator.reading.when import read_date

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_ITEMS = 1000


def is_sitemap(root: Element) -> bool:
    """Whether the root is that of a list of addresses."""
    return local(root) in ("urlset", "sitemapindex")


def read_sitemap(page: Page, root: Element) -> list[Teaser]:
    """A teaser for each address that comes with its news title."""
    teasers: list[Teaser] = []
    for entry in root:
        if local(entry) != "url" or len(teasers) >= MAX_ITEMS:
            continue
        values = {
            local(node): node.text
            for node in reversed(list(entry.iter(etree.Element)))
            if node.prefix != "image"
        }
        title = plain(values.get("title"))
        if not title:
            continue
        stamp = (values.get("publication_date") or "").strip()
        published = read_date(page, stamp) if stamp else None
        keywords = [name for part in (values.get("keywords") or "").split(",") if (name := plain(part))]
        teasers.append(
            Teaser(
                url=page.resolve(next((node.text for node in entry if local(node) == "loc"), None)),
                title=title,
                published=published[0] if published else None,
                published_precision=published[1] if published else None,
                published_from="data" if published else None,
                published_text=stamp if published else None,
                tags=tuple(keywords),
                lang=(values.get("language") or "").strip() or None,
            )
        )
    return teasers
