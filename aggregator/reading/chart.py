"""A map of the page: the zone of every element, and which links that may be items' stand in it."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from aggregator.reading import links
from aggregator.reading.chrome import zones
from aggregator.reading.dom import HEADING_TAGS
from aggregator.reading.page import MAX_DEPTH, MAX_ITEMS, Page, text_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


class Link(NamedTuple):
    """A link that may lead to an item, with what is asked of it again and again."""

    node: Element
    address: str  # "" where it leads to none, as `#respond` does
    taxonomy: bool
    headed: bool  # in a heading, or around one
    text: str


@dataclass(slots=True)
class Map:
    """The page's links by element: every element that holds links that may be items', in document order."""

    page: Page
    zones: dict[Element, str]
    links: dict[Element, list[Link]]
    order: dict[Element, int]


def survey(page: Page) -> Map:
    """Zones and links of the page."""
    found: dict[Element, list[Link]] = defaultdict(list)
    zone = zones(page)
    count = 0
    for node in page.root.iter("a"):
        if zone.get(node, "") == "chrome" or node.get("href") is None:
            continue
        count += 1
        if count > 10 * MAX_ITEMS:
            break
        address = links.item_address(page, node) or ""
        headed = len(node) > 0 and next(node.iter(*HEADING_TAGS), None) is not None
        holders = [node]
        parent = node.getparent()
        while parent is not None and len(holders) < MAX_DEPTH:
            holders.append(parent)
            headed = headed or (parent.tag in HEADING_TAGS and len(holders) < 6)
            parent = parent.getparent()
        taxonomy = bool(address) and links.is_taxonomy(node, address)
        link = Link(node, address, taxonomy, headed, text_of(node))
        for holder in holders:
            found[holder].append(link)
    return Map(page, zone, dict(found), {node: position for position, node in enumerate(page.nodes)})
