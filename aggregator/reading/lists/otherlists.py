"""Lists beside the page's own: what stands under a heading such as Related or Popular."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.reading.tree.chart import Map
from aggregator.reading.tree.dom import HEADING_TAGS
from aggregator.reading.tree.page import text_of
from aggregator.reading.words.furniture import OTHER_LISTS

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def other_list(block: Element, chart: Map) -> bool:
    """Whether the group stands under a heading such as Related, Popular, You may also like."""
    node: Element | None = block
    for _ in range(5):
        if node is None or node.tag in ("main", "body"):
            return False
        before = node.getprevious()
        for _ in range(3):
            if before is None:
                break
            heading = before if before.tag in HEADING_TAGS else before.find(".//h2")
            if heading is None and len(before) <= 2 and next(before.iterdescendants("a"), None) is None:
                heading = before
            if heading is not None:
                text = text_of(heading)
                if text and len(text) < 60:
                    return bool(OTHER_LISTS.search(text))
                break
            before = before.getprevious()
        node = node.getparent()
    return False
