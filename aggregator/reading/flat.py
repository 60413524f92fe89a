"""Gives the items of flat lists the containers that their authors left out.

`h3 p h3 p`, `dt dd dt dd` and `link<br>text<br><br>` become one `div` an item: every list is then a repetition of
elements.
"""

from __future__ import annotations

from collections.abc import Iterable
from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

HEADINGS = ("h2", "h3", "h4", "h5", "h6", "h1")
ENDS = ("nav", "aside", "footer", "form")
MAX_PARTS = 2000


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
            if (child.tag in HEADINGS and rank in HEADINGS and child.tag < rank) or child.tag in (
                "nav",
                "aside",
                "footer",
                "form",
            ):
                run = None
            else:
                run.append(child)


def wrap_lines(parent: Element) -> None:
    """Lines parted by `hr`, empty lines or `br` ─► one `div` a line, where most lines hold a link of their own."""
    if not 2 <= len(parent) <= MAX_PARTS or len(list(islice(parent.iter("a"), 3))) < 3:
        return
    for parts in (split_at(parent, "hr"), split_at(parent, "br", 2), split_at(parent, "br")):
        linked = [part for part in parts if any(holds_link(child) for child in part)]
        if len(parts) >= 3 and len(linked) >= 3 and len(linked) >= 0.7 * len(parts):
            for part in parts:
                wrap_part(parent, part)
            return


Part = list["Element"]


def split_at(parent: Element, tag: str, times: int = 1) -> list[Part]:
    """The children of `parent` between separators: `times` of `tag` in a row with nothing but space between."""
    parts: list[Part] = [[]]
    children = list(parent)
    for position, child in enumerate(children):
        row = children[position : position + times]
        if (
            len(row) == times
            and all(part.tag == tag for part in row)
            and not any((part.tail or "").strip() for part in row[:-1])
        ):
            parts.append([])
        parts[-1].append(child)
    return [
        part
        for part in parts
        if any(child.tag not in ("br", "hr") or (child.tail or "").strip() for child in part)
    ]


def holds_link(node: Element) -> bool:
    """Whether the element is or holds a link."""
    return next(node.iter("a"), None) is not None


def wrap_part(parent: Element, part: Part) -> None:
    """Move the elements of a part, with the text behind them, into a `div` of their own."""
    box = etree.Element("div")
    parent.insert(parent.index(part[0]), box)
    for child in part:
        box.append(child)
