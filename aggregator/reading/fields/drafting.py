"""One block of a list ─► a draft: title, link, what markup says, and the runs of text that are left."""

from __future__ import annotations

import re
from itertools import islice, takewhile
from typing import TYPE_CHECKING

from lxml import etree

from aggregator.reading.fields.draft import Draft, add
from aggregator.reading.fields.itemlink import find_address
from aggregator.reading.fields.marks import note_marks
from aggregator.reading.fields.naming import find_title
from aggregator.reading.fields.runs import gather_runs
from aggregator.reading.tree.chart import Map
from aggregator.reading.tree.dom import HEADING_TAGS, in_prose, visible
from aggregator.reading.tree.page import text_of
from aggregator.reading.tree.signs import signs_of
from aggregator.reading.words.furniture import READ_MORE
from aggregator.reading.words.shapes import find_date

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_ELEMENTS = 5000  # of a block that are looked at: a teaser has fewer, and so has nearly every article
SLUG = re.compile(r"^(?:category|tag)-(\D[\w-]*)$")


def read_block(
    chart: Map, block: Element, nested: frozenset[Element], headed: bool, labels: bool = False
) -> Draft:
    """Read one block. `nested` are the blocks inside others: they are left out. `headed` says that most blocks have
    headings, `labels` that these name groups rather than items."""
    made = Draft(block)
    inside = islice(block.iter(etree.Element), MAX_ELEMENTS)
    nodes = [(node, signs) for node in inside if (signs := signs_of(node))]
    if nested and (inner := [node for node in block.iter(etree.Element) if node in nested]):
        made.cut.update(inner)
        made.cut.discard(block)
        foreign = {inner for node in made.cut for inner in node.iter()}
        nodes = [(node, signs) for node, signs in nodes if node not in foreign]
    find_title(made, nodes, labels)
    if labels:
        note_group_name(made)
    find_address(made, chart, headed)
    made.astray = made.url is None and leads_astray(chart, made)
    note_marks(made, nodes, chart)
    made.slugs = [match[1] for name in (block.get("class") or "").split() if (match := SLUG.match(name))]
    note_surroundings(made)
    gather_runs(made)
    return made


def note_surroundings(made: Draft) -> None:
    """Keep which elements of the block hold the title or what is used."""
    for node in made.used if made.title_node is None else (*made.used, made.title_node):
        parent = node.getparent()
        while parent is not None and parent is not made.block and parent not in made.around:
            made.around.add(parent)
            parent = parent.getparent()


def leads_astray(chart: Map, made: Draft) -> bool:
    """Whether the title's link, or the whole card's, has a scheme that is not the web's."""
    title = made.title_node if made.title_node is not None else made.block
    around = (node for node in (title, *title.iterancestors(), *title.iter("a")) if node.tag == "a")
    links = [node.get("href", "#") for node in around]
    return any(not href.startswith("#") and chart.page.resolve(href) is None for href in links)


def headings_label(chart: Map, blocks: list[Element]) -> bool:
    """Whether the blocks' headings name a group (a ministry, a month) and each title is a link behind them."""
    texts = []
    for block in blocks:
        heading = next((node for node in block.iter(*HEADING_TAGS) if text_of(node)), None)
        if heading is None or next(heading.iterdescendants("a"), None) is not None or heading in chart.first:
            continue
        named = text_of(heading)
        before = ahead_of(heading, block)
        for link in chart.held(block):
            if (
                link.address
                and link.node not in before
                and link.text not in named
                and named not in link.text
                and len(link.text) >= 8
                and not link.taxonomy
                and not dated(link.text)
                and not READ_MORE.match(link.text)
                and not in_prose(link.node)
            ):
                texts.append(link.text)
                break
    return len(texts) >= 0.6 * len(blocks) and len(set(texts)) > 0.9 * len(texts)


def ahead_of(heading: Element, block: Element) -> set[Element]:
    """The elements of a block that begin before its heading."""
    return set(takewhile(lambda node: node is not heading, block.iter()))


def dated(text: str) -> bool:
    """Whether a text is a date and hardly anything else, as the text of a permalink may be."""
    match = find_date(text)
    return match is not None and len(match[0]) >= 0.7 * len(text)


def note_group_name(made: Draft) -> None:
    """A heading that names a group of items: their category, unless it is a date."""
    heading = next(
        (node for node in made.block.iter(*HEADING_TAGS) if node is not made.title_node and visible(node)),
        None,
    )
    if heading is not None:
        text = visible(heading)
        if not find_date(text) and not re.search(r"\d{4}", text) and len(text) <= 80:
            add(made.categories, text)
        made.used.add(heading)
