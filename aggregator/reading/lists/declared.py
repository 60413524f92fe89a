"""What a source declares of its pages: the items, the link to the next one."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.items import Candidate, Source
from aggregator.reading.fields.draft import Draft
from aggregator.reading.lists import selectors
from aggregator.reading.lists.group import read_group
from aggregator.reading.lists.weigh import Group
from aggregator.reading.tree.chart import Map
from aggregator.reading.tree.page import Page

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Chosen = tuple[Group, list[Draft]]


def declared_items(chart: Map, source: Source | None) -> tuple[Chosen | None, list[Candidate]]:
    """The items that the source's selectors name; where they name none, a problem, and the page is read without."""
    if source is None or source.selectors is None:
        return None, []
    blocks = selectors.blocks_of(chart.page, source.selectors)
    if not blocks:
        chart.page.problems.append("selector_empty: item")
        return None, []
    group = Group("selectors", blocks)
    drafts = read_group(chart, group, source)
    way = Candidate(
        read_by="selectors", items=len(drafts), score=100.0, evidence=("declared",), chosen=bool(drafts)
    )
    return ((group, drafts) if drafts else None), [way]


def selected_next(page: Page, source: Source | None) -> str | None:
    """The next page where the source declares its link."""
    if source is None or source.selectors is None or not source.selectors.next:
        return None
    for node in selectors.select(page.root, source.selectors.next):
        link: Element | None = node if node.get("href") else node.find(".//a")
        if link is not None and (address := page.resolve(link.get("href"))):
            return address
    return None
