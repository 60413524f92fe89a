"""What feedgen 1.0 leaves out or gets wrong, mended through its extension hook.

Its Atom tree is not namespaced (`entry.find("source")`); foreign elements in RSS need `{namespace}name`.
"""

from __future__ import annotations

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from lxml import etree

from aggregator.publishing.feed import LOGO, Site
from aggregator.publishing.item import Item

NAME = "repairs"
STYLE = "feed.css"
_XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
_NS = {
    "atom": "http://www.w3.org/2005/Atom",
    "dc": "http://purl.org/dc/elements/1.1/",
    "sy": "http://purl.org/rss/1.0/modules/syndication/",
}


class FeedRepairs(BaseExtension):  # type: ignore[misc]
    """Of a feed: a style sheet for browsers, the hub, the logo, the syndication module's right names."""

    site: Site

    def extend_ns(self) -> dict[str, str]:
        return {key: _NS[key] for key in ("dc", "sy")}

    def extend_atom(self, root: etree._Element) -> etree._Element:
        _style(root)
        # feedgen's own `logo` is also RSS's image, which has to be another picture.
        for logo in root.findall("logo"):
            root.remove(logo)
        etree.SubElement(root, "logo").text = self.site.address(LOGO)
        return root

    def extend_rss(self, root: etree._Element) -> etree._Element:
        _style(root)
        channel = root[0]
        if self.site.hub:
            _add(channel, "atom", "link", None, rel="hub", href=self.site.hub)
        _add(channel, "sy", "updatePeriod", "hourly")
        _add(channel, "sy", "updateFrequency", "1")
        return root


class EntryRepairs(BaseEntryExtension):  # type: ignore[misc]
    """Of an entry: language, links with their attributes, a whole `source` in Atom; Dublin Core in RSS."""

    item: Item
    rights: str

    def extend_atom(self, entry: etree._Element) -> etree._Element:
        item = self.item
        if item.lang:
            entry.set(_XML_LANG, item.lang)
        for link in entry.findall("link"):
            link.set("rel", "alternate")
            link.set("type", "text/html")
        for name, address in item.copies:
            etree.SubElement(entry, "link", rel="related", href=address, title=name)
        source = entry.find("source")
        if source is not None:
            self._complete(source)
        return entry

    def extend_rss(self, entry: etree._Element) -> etree._Element:
        item = self.item
        _add(entry, "dc", "creator", item.byline)
        _add(entry, "dc", "publisher", item.origin.name)
        if item.lang:
            _add(entry, "dc", "language", item.lang)
        if self.rights:
            _add(entry, "dc", "rights", self.rights)
        _add(entry, "atom", "updated", item.updated.isoformat())
        return entry

    def _complete(self, source: etree._Element) -> None:
        """RFC 4287, 4.2.11: a source without id, title and updated is no source."""
        origin = self.item.origin
        for link in source.findall("link"):
            link.set("rel", "alternate")
            link.set("type", "text/html")
        if origin.feed:
            etree.SubElement(source, "link", rel="self", href=origin.feed)
        told = {"id": origin.id, "updated": self.item.updated.isoformat(), "rights": self.rights}
        for name, text in told.items():
            if text:
                etree.SubElement(source, name).text = text


def _add(parent: etree._Element, prefix: str, name: str, text: str | None, **attributes: str) -> None:
    etree.SubElement(parent, f"{{{_NS[prefix]}}}{name}", None, None, **attributes).text = text


def _style(root: etree._Element) -> None:
    root.addprevious(etree.ProcessingInstruction("xml-stylesheet", f'type="text/css" href="{STYLE}"'))
