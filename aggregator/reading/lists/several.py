"""Blocks that are no single item: a column of menus, the titles of several items."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.reading.tree.dom import HEADING_TAGS
from aggregator.reading.tree.links import Link
from aggregator.reading.tree.page import text_of
from aggregator.reading.words.shapes import MONTH_SHAPE, YEAR_ALONE

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MENU = 12  # links of one block; a teaser with all its categories has fewer, or a text beside them
LISTS = ("ul", "ol", "table")  # whose rows are the items, where they hold links of their own


def is_menu(text: str, held: list[Link]) -> bool:
    """Whether a block is hardly more than links to many places: a column of menus, archives and tags."""
    if len(held) < MENU or len({link.address for link in held}) < MENU:
        return False
    return 2 * sum(len(link.text) for link in held) > len(text)


def titles_several(block: Element, held: list[Link], plain: list[Link]) -> bool:
    """Whether a block without heading holds the titles of several items; `plain` are its links but to categories."""
    titles = len({link.address for link in plain if len(link.text) >= 20})
    return (
        titles > 2
        or (titles == 2 and len(held) == 2)
        or (
            len({link.address for link in plain if len(link.text) >= 8}) > 1
            and (block.tag in LISTS or heads_period(block))
        )
    )


def heads_period(block: Element) -> bool:
    """Whether the block's heading is a year or a month: it heads a list of items."""
    heading = next(block.iter(*HEADING_TAGS), None)
    text = text_of(heading) if heading is not None else ""
    return bool(text) and bool(YEAR_ALONE.fullmatch(text) or MONTH_SHAPE.fullmatch(text))
