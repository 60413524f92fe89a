"""Every feed in one OPML 2.0 file, in folders as on the page: what a reader imports (opml.org/spec2.opml)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import datetime
from email.utils import format_datetime
from itertools import groupby

from lxml import etree

from aggregator.publishing.feed import Feed, Site

_FULL_HOST = re.compile(r"https?://(?:[0-9a-z-]+\.)+[0-9a-z-]+(?::\d+)?/", re.I)


def opml(feeds: Sequence[Feed], site: Site, modified: datetime) -> bytes:
    """The feeds in their order; equal neighbouring groups share a folder. One format (Atom), or readers take both."""
    root = etree.Element("opml", version="2.0")
    head = etree.SubElement(root, "head")
    etree.SubElement(head, "title").text = site.title
    etree.SubElement(head, "dateModified").text = format_datetime(modified)
    etree.SubElement(head, "ownerName").text = site.publisher
    if _FULL_HOST.match(site.base_url):
        etree.SubElement(head, "ownerId").text = site.base_url
    body = etree.SubElement(root, "body")
    for group, members in groupby(feeds, key=lambda feed: feed.group):
        parent = etree.SubElement(body, "outline", text=group) if group else body
        for feed in members:
            etree.SubElement(
                parent,
                "outline",
                type="rss",  # what OPML calls any feed
                text=feed.title,
                title=feed.title,
                description=feed.description,
                xmlUrl=site.address(feed.file("atom.xml")),
                htmlUrl=site.address(feed.file("html")),
                language=site.language,
            )
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", pretty_print=True)
