"""What markup says inside a block: dates, people, categories, links that call for action."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aggregator.reading.fields.anchors import note_link
from aggregator.reading.fields.categories import note_categories, note_category_box
from aggregator.reading.fields.draft import Draft
from aggregator.reading.fields.people import note_author
from aggregator.reading.tree import links
from aggregator.reading.tree.chart import Map
from aggregator.reading.tree.dom import holds, in_prose, visible
from aggregator.reading.tree.page import squeeze
from aggregator.reading.tree.signs import Signs
from aggregator.reading.words.shapes import find_date

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_DATES = 20  # of one item
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:$|[T ]\d)")


def note_marks(made: Draft, nodes: list[tuple[Element, Signs]], chart: Map) -> None:
    """Take dates, people, categories and links that call for action from the elements that say something."""
    mine = links.key(made.url) if made.url else None
    for node, signs in nodes:
        if node is made.title_node or (node is made.block and node.tag != "a"):
            continue
        if (signs.date or signs.titled) and note_date(made, node, signs):
            continue
        role = signs.role
        if role == "link":
            note_link(made, chart.link(node), signs.words, mine)
        elif role == "author":
            note_author(made, node, signs.rank)
        elif role == "section":
            note_categories(made, node, made.categories)
        elif role == "keywords":
            note_categories(made, node, made.tags)
        elif role == "comment":
            if not holds(node, made.title_node):
                made.used.add(node)
        elif role == "category":
            note_category_box(made, node, signs.words)


def note_date(made: Draft, node: Element, signs: Signs) -> bool:
    """A date that markup states: `time`, schema.org, hAtom, RDFa, a title attribute, a class name that says date."""
    if len(made.dated) >= MAX_DATES:
        return False
    titled = node.get("title") if signs.titled else None
    rank = signs.date or (3 if titled and ISO_DATE.match(titled) else 0)
    if not rank and titled and (exact := exact_date(node, titled)):
        rank, titled = 3, exact
    if not rank:
        return False
    stated = node.get("datetime") or (
        node.get("content") if node.get("itemprop", "").split() or node.get("property") else None
    )
    if node.tag != "time" and not stated and (next(node.iter("time"), None) is not None or in_prose(node)):
        return False
    text = squeeze(" ".join(str(part) for part in node.itertext())) if 0 < len(node) <= 4 else visible(node)
    if stated:
        made.dates.append((rank + 10 if rank > 1 else rank, "attribute", stated.strip(), node))
    elif titled and re.search(r"\d{4}", titled):
        made.dates.append((rank + 5 if rank > 1 else rank, "attribute", titled.strip(), node))
    if text and len(text) <= 90 and re.search(r"\d", text):
        made.dates.append((rank, "text", text, node))
    if node.tag == "time" or len(text) <= 40:
        made.used.add(node)
        made.dated.add(node)
    return node.tag == "time" or bool(stated)


def exact_date(node: Element, titled: str) -> str | None:
    """The date with its year that the title attribute of an element states which prints `6 days ago`."""
    match = find_date(titled) if len(titled) <= 90 else None
    if match is None or not re.search(r"\d{4}", match[0]):
        return None
    text = visible(node)
    told = find_date(text) if len(text) <= 40 else None
    return titled[match.start() :] if told is not None and not re.search(r"\d{4}", told[0]) else None
