"""A map of the page: the zone of every element, and which links that may be items' stand in it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from aggregator.reading.chrome import zones
from aggregator.reading.dom import HEADING_TAGS
from aggregator.reading.links import Link, read_link
from aggregator.reading.page import MAX_DEPTH, MAX_ITEMS, Page, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass(slots=True)
class Map:
    """The page's links by element: every element that holds links that may be items', in document order."""

    page: Page
    zones: dict[Element, str]
    links: dict[Element, list[Link]]
    anchors: dict[Element, Link]
    order: dict[Element, int]

    def link(self, node: Element) -> Link:
        """What the link says, wherever it stands."""
        return self.anchors.get(node) or read_link(self.page, node)


def survey(page: Page) -> Map:
    """Zones and links of the page."""
    found: dict[Element, list[Link]] = defaultdict(list)
    zone = zones(page)
    anchors: dict[Element, Link] = {}
    chains: dict[Element, tuple[list[Element], bool]] = {}
    for node in islice(links_of(page, zone), 10 * MAX_ITEMS):
        parent = node.getparent()
        holders, headed = chain(parent, chains) if parent is not None else ([], False)
        headed = headed or (len(node) > 0 and next(node.iter(*HEADING_TAGS), None) is not None)
        link = anchors[node] = read_link(page, node, headed, text_of(node))
        found[node].append(link)
        for holder in holders:
            found[holder].append(link)
    order = {node: position for position, node in enumerate(page.nodes)}
    return Map(page, zone, dict(found), anchors, order)


def links_of(page: Page, zone: dict[Element, str]) -> Iterator[Element]:
    """Links outside of chrome, in order."""
    for node in page.root.iter("a"):
        if zone.get(node, "") != "chrome" and node.get("href") is not None:
            yield node


def chain(parent: Element, known: dict[Element, tuple[list[Element], bool]]) -> tuple[list[Element], bool]:
    """A link's ancestors, nearest first, and whether one of the nearest is a heading; the same for its siblings."""
    if parent not in known:
        holders = [parent, *islice(parent.iterancestors(), MAX_DEPTH)]
        known[parent] = holders, any(holder.tag in HEADING_TAGS for holder in holders[:4])
    return known[parent]
