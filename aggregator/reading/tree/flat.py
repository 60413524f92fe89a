"""Gives the items of flat lists the containers that their authors left out.

`h3 p h3 p`, `dt dd dt dd` and `link<br>text<br><br>` become one `div` an item: every list is then a repetition of
elements.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from lxml import etree

from aggregator.reading.tree.classnames import class_words
from aggregator.reading.tree.lines import MAX_PARTS, holds_link, wrap_lines
from aggregator.reading.words.names import vocabulary

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

HEADINGS = ("h2", "h3", "h4", "h5", "h6", "h1")
ENDS = ("nav", "aside", "footer", "form")
PAGERS = vocabulary("pagination paginator pager previous prev next older newer")


def wrap_flat_lists(root: Element) -> None:
    """Wrap the runs of every flat list below `root`, in place."""
    for parent in parents(root.iter(*HEADINGS)):
        wrap_headings(parent)
    for definitions in list(root.iter("dl")):
        terms = [child for child in definitions if child.tag == "dt"]
        if len(terms) > 1:
            wrap_from(definitions, terms)
    for parent in parents(root.iter("tr")):
        wrap_rows(parent)
    for parent in parents(root.iter("br", "hr")):
        wrap_lines(parent)


def parents(nodes: Iterable[Element]) -> list[Element]:
    """The parents of elements, each once."""
    found = dict.fromkeys(node.getparent() for node in nodes)
    return [parent for parent in found if parent is not None]


def wrap_headings(parent: Element) -> None:
    """`h3 p h3 p` ─► `div(h3 p) div(h3 p)`, where each run holds a link."""
    if len(parent) < 4:
        return
    children = list(parent)
    tags = [child.tag for child in children]
    for tag in HEADINGS:
        if not 2 <= tags.count(tag) <= min(MAX_PARTS, len(tags) - 2):
            continue
        if "article" in tags or "section" in tags:
            return
        starts = [child for child in children if child.tag == tag]
        linked = sum(1 for start in starts if holds_link(start) or next_link(start, tag))
        if linked >= 2 and linked >= 0.6 * len(starts):
            wrap_from(parent, starts)
            return


def wrap_rows(parent: Element) -> None:
    """Items of several table rows, the first with the link, the others without ─► one `tbody` an item."""
    rows = [child for child in parent if child.tag == "tr"]
    starts = [row for row in rows if holds_link(row)]
    if not 2 <= len(starts) <= MAX_PARTS or len(rows) < 1.7 * len(starts) or len(rows) != len(parent):
        return
    marked = set(starts)
    followed = sum(1 for row in starts if row.getnext() is not None and row.getnext() not in marked)
    if followed < 0.7 * len(starts):
        return
    group = None
    for row in rows:
        if row in marked:
            group = etree.Element("tbody")
            parent.insert(parent.index(row), group)
        if group is not None:
            group.append(row)


def next_link(start: Element, tag: str) -> bool:
    """Whether a link follows the heading before the next one."""
    for sibling in start.itersiblings():
        if sibling.tag == tag:
            return False
        if holds_link(sibling):
            return True
    return False


def wrap_from(parent: Element, starts: list[Element]) -> None:
    """Wrap each of `starts` with the siblings behind it, up to the next start or a heading that ranks higher."""
    marks = set(starts)
    rank = starts[0].tag
    run: Element | None = None
    for child in list(parent):
        if child in marks:
            run = etree.SubElement(parent, "div")
            parent.replace(child, run)
            tail, child.tail = child.tail, None
            run.append(child)
            child.tail = tail
        elif run is not None:
            higher = child.tag in HEADINGS and rank in HEADINGS and child.tag < rank
            if higher or child.tag in ENDS or not class_words(child).isdisjoint(PAGERS):
                run = None
            else:
                run.append(child)
