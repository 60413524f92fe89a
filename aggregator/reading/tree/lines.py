"""Lines parted by `hr`, empty lines or `br` that are items, each given a container of its own."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING

from lxml import etree

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_PARTS = 2000


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
