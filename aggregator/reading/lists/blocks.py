"""The repeated blocks of a page: elements of one shape that each hold one item's link.

Two views give candidates. *Semantics*: elements that say they are articles (`article`, hAtom, microformats2,
schema.org). *Structure*: elements whose generalised path from the root repeats, whatever the tags, after dropping class
names that differ from item to item. Each candidate is weighed by what its blocks hold; the best one is the list.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING

from aggregator.reading.lists.weigh import Group, weigh
from aggregator.reading.tree.articles import says_article
from aggregator.reading.tree.chart import Map
from aggregator.reading.tree.chrome import Zone
from aggregator.reading.tree.classnames import stable
from aggregator.reading.tree.dom import HEADING_TAGS
from aggregator.reading.tree.page import MAX_ITEMS

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

NO_BLOCKS = frozenset(("body", "html", "main", "a"))


def candidates(chart: Map) -> list[Group]:
    """Every group of blocks that may be the page's list, best first; what merely lies inside a good one is left out."""
    weighed: list[Group] = []
    covered: set[Element] = set()
    seen: set[tuple[int, int, int]] = set()
    for group in semantic_groups(chart) + structural_groups(chart):
        blocks = group.blocks
        mark = (chart.order[blocks[0]], chart.order[blocks[-1]], len(blocks))
        if mark in seen or all(
            block in covered for block in (blocks[0], blocks[len(blocks) // 2], blocks[-1])
        ):
            continue
        seen.add(mark)
        if weigh(chart, group):
            weighed.append(group)
            facts = group.facts
            if not facts["multi"] and (facts["heading"] or facts["date"] or facts["text"]) > 0.8 * len(
                blocks
            ):
                cover(chart, blocks, covered)
    return sorted(weighed, key=lambda group: -group.score)


def cover(chart: Map, blocks: list[Element], covered: set[Element]) -> None:
    """Add what lies inside the blocks and holds links."""
    for block in blocks:
        for link in chart.held(block):
            node: Element | None = link.node
            while node is not None and node is not block and node not in covered:
                covered.add(node)
                node = node.getparent()


def semantic_groups(chart: Map) -> list[Group]:
    """Elements that say they are articles, by the way in which they say it."""
    said: dict[str, list[Element]] = defaultdict(list)
    for node in chart.first:
        if node.tag not in NO_BLOCKS and chart.zone(node) != "chrome" and (how := says_article(node)):
            said[how].append(node)
    groups = []
    for how, nodes in said.items():
        nodes.sort(key=chart.order.__getitem__)
        blocks = innermost(chart, nodes)
        if blocks:
            groups.append(Group(how, blocks[:MAX_ITEMS]))
    return groups


def innermost(chart: Map, nodes: list[Element]) -> list[Element]:
    """Outermost of nested articles, except where an outer one merely holds a list of them."""
    chosen: list[Element] = []
    members = set(nodes)
    inner = Counter(ancestor for node in nodes for ancestor in node.iterancestors() if ancestor in members)
    for node in nodes:
        if inner[node] >= 2 and not own_heading(node, members):
            continue
        if any(ancestor in members and ancestor in chosen for ancestor in node.iterancestors()):
            continue
        chosen.append(node)
    return chosen


def own_heading(node: Element, members: set[Element]) -> bool:
    """Whether the element has a heading link that none of the members inside it holds."""
    for heading in node.iter(*HEADING_TAGS):
        if next(heading.iterdescendants("a"), None) is None:
            continue
        holder = next((ancestor for ancestor in heading.iterancestors() if ancestor in members), None)
        if holder is node:
            return True
    return False


def structural_groups(chart: Map) -> list[Group]:
    """Elements that share a generalised path: of tags with the class names that repeat, then of tags alone."""
    nodes = [(node, node.getparent(), chart.zone(node)) for node in chart.order]
    fine = [
        f"{node.tag}.{stable(names)}" if (names := node.get("class")) else node.tag for node in chart.order
    ]
    coarse = [node.tag for node in chart.order]
    return [
        Group("structure", found[:MAX_ITEMS])
        for names in (fine, coarse)
        for found in alike(nodes, names)
        if len(found) > 1
    ]


def alike(nodes: list[tuple[Element, Element | None, Zone]], names: list[str]) -> Iterable[list[Element]]:
    """Elements outside of chrome by the names on their way from the root. `nodes` come with their parents and zones."""
    numbers: dict[tuple[int, str], int] = {}  # of paths, each as the path above it and a name
    path: dict[Element | None, int] = {None: 0}
    # a list never goes on beside the list
    members: dict[tuple[int, bool], list[Element]] = defaultdict(list)
    for (node, parent, zone), name in zip(nodes, names, strict=True):
        path[node] = number = numbers.setdefault((path[parent], name), len(numbers) + 1)
        if zone != "chrome":
            members[number, zone == "weak"].append(node)
    return members.values()
