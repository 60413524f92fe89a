"""The drafts of one group of blocks, without those that are unlike the others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from aggregator.items import Source
from aggregator.reading.fields.draft import Draft
from aggregator.reading.fields.drafting import headings_label, read_block
from aggregator.reading.fields.settle import settle
from aggregator.reading.lists import selectors
from aggregator.reading.lists.weigh import Group
from aggregator.reading.tree import links
from aggregator.reading.tree.articles import says_article
from aggregator.reading.tree.chart import Map
from aggregator.reading.tree.dom import HEADING_TAGS
from aggregator.reading.tree.page import MAX_ITEMS

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def read_group(chart: Map, group: Group, source: Source | None) -> list[Draft]:
    """The drafts of a group's blocks that hold an item, each address once."""
    nested = nested_blocks(group.blocks)
    headed = group.facts["heading"] >= 0.6 * len(group.blocks) and group.how != "selectors"
    labels = headed and headings_label(chart, group.blocks)
    drafts = [
        read_block(chart, block, nested, headed and not labels, labels) for block in group.blocks[:MAX_ITEMS]
    ]
    declared = source.selectors if source is not None and group.how == "selectors" else None
    if declared is not None:
        for made in drafts:
            selectors.apply(chart.page, made, declared)
    group.facts["astray"] = sum(1 for made in drafts if made.astray and not made.url)
    few = len(group.several) < 0.5 * len(group.blocks)
    drafts = [made for made in drafts if made.url or not made.astray]
    drafts = [
        made for made in drafts if not (few and made.block in group.several) and made.block not in group.menus
    ]
    settle(chart.page, drafts)
    if declared is not None:
        for made in drafts:
            selectors.excerpt_of(made, declared)
    kept = once(alike(drafts))
    if not any(made.categories for made in kept):  # the page knows one kind of label: its categories
        for made in kept:
            made.categories, made.tags = made.tags or made.loose_tags, []
    return kept


def nested_blocks(blocks: list[Element]) -> frozenset[Element]:
    """The blocks that stand inside others."""
    members = frozenset(blocks)
    return frozenset(block for block in blocks if not members.isdisjoint(block.iterancestors()))


def once(drafts: list[Draft]) -> list[Draft]:
    """The drafts that say something, each address once."""
    seen: set[str] = set()
    kept = []
    for made in drafts:
        if not (made.title or made.excerpt) or (made.url is None and not (made.excerpt and made.published)):
            continue
        mark = links.key(made.url) if made.url else ""
        if mark and mark in seen:
            continue
        seen.add(mark)
        kept.append(made)
    return kept


def alike(drafts: list[Draft]) -> list[Draft]:
    """The drafts without those that lack two or more of the things that nearly all others have: they are no items."""
    features = {made.block: features_of(made) for made in drafts}
    usual = {
        name
        for name, count in Counter(name for found in features.values() for name in found).items()
        if count >= 0.6 * len(drafts)
    }
    home = the_parent(drafts)
    kept = []
    for made in drafts:
        lacking, held = usual - features[made.block], features[made.block] & {"heading", "date", "excerpt"}
        if (
            len(lacking) < 2
            or (made.url and len(held) >= 2 and (home is None or made.block.getparent() is home))
            or (says_article(made.block) and len(lacking) < 3)
        ):
            kept.append(made)
    return kept


def the_parent(drafts: list[Draft]) -> Element | None:
    """The element in which most of the blocks stand, if there is one."""
    places = Counter(made.block.getparent() for made in drafts)
    parent, count = places.most_common(1)[0] if places else (None, 0)
    return parent if count >= 0.6 * len(drafts) else None


def features_of(made: Draft) -> set[str]:
    """What a block holds, apart from its link."""
    title = made.title_node
    present = {
        "heading": title is not None
        and (
            title.tag in HEADING_TAGS
            or any(
                node.tag in HEADING_TAGS
                for node in (*title.iterancestors(*HEADING_TAGS), *title.iter(*HEADING_TAGS))
            )
        ),
        "date": made.published is not None and made.published[2] != "url",
        "excerpt": bool(made.excerpt),
        "author": bool(made.authors),
        "labels": bool(made.categories or made.tags or made.loose_tags),
    }
    return {name for name, there in present.items() if there}
