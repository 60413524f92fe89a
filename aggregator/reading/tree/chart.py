"""A map of the page: the zone of every element, and which links that may be items' stand in it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from aggregator.reading.tree.chrome import Zone, Zones
from aggregator.reading.tree.dom import HEADING_TAGS
from aggregator.reading.tree.links import Link, read_link
from aggregator.reading.tree.page import MAX_ITEMS, Page

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass(slots=True)
class Map:
    """The page's links by element: those of an element stand in a row, for they are in document order."""

    page: Page
    zones: Zones
    order: dict[Element, int]  # of every element that holds or is a link, the outermost first
    links: list[Link]
    anchors: dict[Element, Link]
    first: dict[Element, int]  # the place of its first link
    behind: dict[Element, int]  # and the place behind its last

    def held(self, node: Element) -> list[Link]:
        """The links within the element, itself included."""
        return self.links[self.first[node] : self.behind[node]] if node in self.first else []

    def zone(self, node: Element) -> Zone:
        """Where the element stands."""
        return self.zones.of(node)

    def link(self, node: Element) -> Link:
        """What the link says, wherever it stands."""
        return self.anchors.get(node) or read_link(self.page, node)


def survey(page: Page) -> Map:
    """The links of the page outside of chrome."""
    zones = Zones(page)
    headings: dict[Element | None, bool] = {None: False}
    found: list[Link] = []
    for node in islice(links_of(page, zones), 10 * MAX_ITEMS):
        parent = node.getparent()
        if parent not in headings:
            headings[parent] = in_heading(parent)
        headed = headings[parent] or (len(node) > 0 and next(node.iter(*HEADING_TAGS), None) is not None)
        found.append(read_link(page, node, headed))
    first: dict[Element, int] = {}
    order: dict[Element, int] = {}
    for place, link in enumerate(found):
        for node in reversed(mark(first, link.node, place)):
            order[node] = len(order)
    behind: dict[Element, int] = {}
    for place in range(len(found), 0, -1):
        mark(behind, found[place - 1].node, place)
    return Map(page, zones, order, found, {link.node: link for link in found}, first, behind)


def links_of(page: Page, zones: Zones) -> Iterator[Element]:
    """Links outside of chrome, in order."""
    for node in page.root.iter("a"):
        if node.get("href") is not None and zones.of(node) != "chrome":
            yield node


def in_heading(node: Element | None) -> bool:
    """Whether the element or one of its nearest ancestors is a heading."""
    for _ in range(4):
        if node is None:
            return False
        if node.tag in HEADING_TAGS:
            return True
        node = node.getparent()
    return False


def mark(places: dict[Element, int], link: Element, place: int) -> list[Element]:
    """Give the link and the elements around it a place, and return those that had none yet, the innermost first."""
    marked: list[Element] = []
    node: Element | None = link
    while node is not None and node not in places:
        places[node] = place
        marked.append(node)
        node = node.getparent()
    return marked
