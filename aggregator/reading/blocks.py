"""The repeated blocks of a page: elements of one shape that each hold one item's link.

Two views give candidates. *Semantics*: elements that say they are articles (`article`, hAtom, microformats2, schema.org).
*Structure*: elements whose generalised path from the root repeats, whatever the tags, after dropping class names that
differ from item to item. Each candidate is weighed by what its blocks hold; the best one is the list.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from aggregator.reading import links
from aggregator.reading.chrome import zones
from aggregator.reading.lexicon import OTHER_LISTS
from aggregator.reading.page import MAX_DEPTH, Page, squeeze

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
MAX_ITEMS = 1000
# dates in any script: 2022-05-04, 4.5.2022, 4 May 2022, May 4, 2022, 2022年5月4日, 3 hours ago
DATE_SHAPE = re.compile(
    r"\b\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}|\b\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:\d{4}|\d{2}\b)"
    r"|\b\d{1,2}(?:st|nd|rd|th|er|[.ºª])?[\s-]+(?:d[eu]l?\s+|of\s+|ב)?[^\W\d_][^\s\d.,;:()/|–—]+[.,]*[\s-]+(?:d[eu]l?\s+|พ\.ศ\.\s*)?\d{4}\b"
    r"|\b[^\W\d_][^\s\d.,;:()/|–—]+\.?\s+\d{1,2}(?:st|nd|rd|th)?[.,]*\s+\d{4}\b|\d{2,4}\s?[年년]|\d{1,2}\s?[月월]\s?\d{1,2}"
    r"|\b(?:\d+|an?|un[ae]?|eine[mnr]?|one)\s[^\d]{2,14}\s(?:ago|atrás|geleden|sedan|siden|temu|назад|тому|önce|trước|lalu|fa|पहले|আগে|ที่แล้ว)\b"
    r"|\b(?:il y a|vor|hace|há|acum|منذ|قبل|πριν|לפני|przed)\s+[^\d]{0,8}\d+\s[^\W\d_][^\s\d.,;:()/|–—]+|\d+\s?[^\W\d\s]{1,4}前|\d+\s?[^\W\d\s]{1,3}\s?전",
    re.I,
)
VARIABLE = re.compile(
    r"\d|^(?:category|tag|author|format|status|type|has|is|not|topic|term|taxonomy|slug|lang|color|bg|js)-|^(?:odd|even|first|last|active|current|sticky|featured|"
    r"new|alt|clearfix|hentry|promoted|highlighted|selected|visible|hidden|lazy|loaded)$",
    re.I,
)
ARTICLE_TYPES = re.compile(r"schema\.org/(?:\w*Article|BlogPosting|LiveBlogPosting|CreativeWork|Report|\w*PublicationIssue|DiscussionForumPosting)$")
RDFA_TYPES = re.compile(r"(?:sioc:(?:Item|Post|BlogPost)|schema:\w*(?:Article|BlogPosting)|\bArticle|BlogPosting)")


@dataclass(slots=True)
class Group:
    """Blocks of one shape. `how` is the reader's name; `facts` count what the blocks hold."""

    how: str
    blocks: list[Element]
    score: float = 0.0
    zone: str = ""
    facts: Counter[str] = field(default_factory=Counter)
    several: set[Element] = field(default_factory=set)  # blocks that hold the titles of several items
    evidence: list[str] = field(default_factory=list)


class Link(NamedTuple):
    """A link that may lead to an item, with what is asked of it again and again."""

    node: Element
    address: str  # "" where it leads to none, as `#respond` does
    taxonomy: bool
    headed: bool  # in a heading, or around one
    text: str


@dataclass(slots=True)
class Map:
    """The page's links by element: every element that holds links that may be items', in document order."""

    page: Page
    zones: dict[Element, str]
    links: dict[Element, list[Link]]
    order: dict[Element, int]


def survey(page: Page) -> Map:
    """Zones and links of the page."""
    found: dict[Element, list[Link]] = defaultdict(list)
    zone = zones(page)
    count = 0
    for node in page.root.iter("a"):
        if zone.get(node, "") == "chrome" or node.get("href") is None:
            continue
        count += 1
        if count > 10 * MAX_ITEMS:
            break
        address = links.item_address(page, node) or ""
        headed = next(node.iter(*HEADING_TAGS), None) is not None
        holders = [node]
        parent = node.getparent()
        while parent is not None and len(holders) < MAX_DEPTH:
            holders.append(parent)
            headed = headed or (parent.tag in HEADING_TAGS and len(holders) < 6)
            parent = parent.getparent()
        taxonomy = bool(address) and links.is_taxonomy(node, address)
        link = Link(node, address, taxonomy, headed, squeeze("".join(node.itertext())))
        for holder in holders:
            found[holder].append(link)
    return Map(page, zone, dict(found), {node: position for position, node in enumerate(page.nodes)})


def candidates(chart: Map) -> list[Group]:
    """Every group of blocks that may be the page's list, best first; what merely lies inside a good one is left out."""
    weighed: list[Group] = []
    covered: set[Element] = set()
    seen: set[tuple[int, ...]] = set()
    for group in semantic_groups(chart) + structural_groups(chart):
        mark = tuple(chart.order[block] for block in group.blocks)
        if mark in seen or (covered and lies_inside(group.blocks, covered)):
            continue
        seen.add(mark)
        if weigh(chart, group):
            weighed.append(group)
            if group.facts["multi"] == 0 and (group.facts["heading"] or group.facts["date"] or group.facts["text"]) > 0.8 * len(group.blocks):
                covered.update(group.blocks)
    return sorted(weighed, key=lambda group: -group.score)


def lies_inside(blocks: list[Element], covered: set[Element]) -> bool:
    """Whether the first, middle and last of the blocks stand inside blocks that were weighed already."""
    for block in (blocks[0], blocks[len(blocks) // 2], blocks[-1]):
        if not any(ancestor in covered for ancestor in block.iterancestors()):
            return False
    return True


def semantic_groups(chart: Map) -> list[Group]:
    """Elements that say they are articles, by the way in which they say it."""
    said: dict[str, list[Element]] = defaultdict(list)
    for node in chart.links:
        if chart.zones.get(node, "") == "chrome" or node.tag in ("body", "html", "main", "a"):
            continue
        how = says_article(node)
        if how:
            said[how].append(node)
    groups = []
    for how, nodes in said.items():
        nodes.sort(key=lambda node: chart.order[node])
        blocks = innermost(chart, nodes)
        if blocks:
            groups.append(Group(how, blocks[:MAX_ITEMS]))
    return groups


def says_article(node: Element) -> str | None:
    """The reader's name, where markup says that the element is an article."""
    kind = node.get("itemtype")
    if kind and ARTICLE_TYPES.search(kind.strip()) and not kind.strip().endswith("CreativeWork"):
        return "microdata"
    names = node.get("class") or ""
    if "entry" in names:
        tokens = names.split()
        if "h-entry" in tokens:
            return "h-entry"
        if "hentry" in tokens:
            return "markup"
    if node.tag == "article" or node.get("role") == "article" or RDFA_TYPES.search(node.get("typeof") or ""):
        return "markup"
    return None


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
        if heading.find(".//a") is None:
            continue
        holder = next((ancestor for ancestor in heading.iterancestors() if ancestor in members), None)
        if holder is node:
            return True
    return False


def structural_groups(chart: Map) -> list[Group]:
    """Elements that share a generalised path, with class names and without."""
    order = chart.order
    skeleton = sorted(chart.links, key=order.__getitem__)
    groups = []
    for signature in (fine, coarse):
        ids: dict[tuple[int, str], int] = {}
        path: dict[Element, int] = {}
        members: dict[int, list[Element]] = defaultdict(list)
        for node in skeleton:
            parent = node.getparent()
            place = (path.get(parent, 0) if parent is not None else 0, signature(node))
            number = ids.setdefault(place, len(ids) + 1)
            path[node] = number
            if chart.zones.get(node, "") != "chrome":
                members[number].append(node)
        groups += [Group("structure", nodes[:MAX_ITEMS]) for nodes in members.values() if len(nodes) > 1]
    return groups


def fine(node: Element) -> str:
    """Tag and class names, without those that differ from item to item."""
    names = node.get("class")
    return str(node.tag) + "." + stable(names) if names else str(node.tag)


def coarse(node: Element) -> str:
    """The tag alone."""
    return str(node.tag)


@lru_cache(maxsize=4096)
def stable(names: str) -> str:
    """Class names that may be shared by all items, sorted."""
    return ".".join(sorted({name for name in names.split() if not VARIABLE.search(name)}))


def weigh(chart: Map, group: Group) -> bool:
    """Score a group by what its blocks hold; False where it cannot be a list of items."""
    facts = group.facts
    total = 0.0
    seen: set[str] = set()
    for block in group.blocks:
        weight, address = weigh_block(chart, block, facts)
        if facts["multi"] > len(group.several):
            group.several.add(block)
        if address and address not in seen:
            seen.add(address)
            total += weight
        elif address:
            facts["repeated"] += 1
    count = len(group.blocks)
    if len(seen) < 2 and group.how == "structure":
        return False
    if not seen or len(seen) < 0.5 * count:
        return False
    place = Counter(chart.zones.get(block, "") for block in group.blocks)
    group.zone = place.most_common(1)[0][0]
    factor = {"main": 1.25, "weak": 0.4}.get(group.zone, 1.0)
    if other_list(group.blocks[0], chart):
        factor *= 0.3
        group.evidence.append("under a heading of related or popular items")
    facts["blocks"] = count
    facts["addresses"] = len(seen)
    group.score = round(total * factor * (len(seen) / count), 2)
    group.evidence += [f"{name} {facts[name]}/{count}" for name in ("heading", "date", "text", "title", "said", "multi", "image") if facts[name]]
    return group.score > 0


def weigh_block(chart: Map, block: Element, facts: Counter[str]) -> tuple[float, str | None]:
    """What one block is worth, and the address that it stands for."""
    held = [link for link in chart.links[block] if link.address]
    if not held:
        return 0.0, None
    text = squeeze("".join(block.itertext()))
    headed = [link.address for link in held if link.headed and not link.taxonomy] or [link.address for link in held if link.headed]
    address = headed[0] if headed else main_address(held)
    plain = {link.address for link in held if not link.taxonomy}
    longest = max((len(link.text) for link in held if link.address == address), default=0)
    weight = 0.3
    if headed or any(squeeze("".join(node.itertext())) for node in block.iter(*HEADING_TAGS)):
        weight += 1.5
        facts["heading"] += 1
    if longest >= 25 or (longest >= 8 and not text.isascii()):
        weight += 1.0
        facts["title"] += 1
    if next(block.iter("time"), None) is not None or DATE_SHAPE.search(text[:5000]):
        weight += 1.5
        facts["date"] += 1
    if len(text) - longest >= 60:
        weight += 1.0
        facts["text"] += 1
    if next(block.iter("img", "picture"), None) is not None:
        weight += 0.3
        facts["image"] += 1
    if says_article(block):
        weight += 1.5
        facts["said"] += 1
    several = len(set(headed)) > 1
    titles = 0 if headed else len({link.address for link in held if not link.taxonomy and len(link.text) >= 20})
    if several or titles > 2 or (titles == 2 and len(held) == 2) or (not headed and len(plain) > 4 and longest * 4 < len(text)):
        facts["multi"] += 1
        weight -= 4.0 if several else 2.5
    return weight, address


def main_address(held: list[Link]) -> str | None:
    """The address that a block without heading link stands for: bookmarked, repeated, or of the longest link."""
    pool = [link for link in held if not link.taxonomy] or held
    for link in pool:
        if "bookmark" in links.rels(link.node):
            return link.address
    if not pool:
        return None
    counts = Counter(link.address for link in pool)
    return max(pool, key=lambda link: (counts[link.address], len(link.text))).address


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
            if heading is None and len(before) <= 2 and before.find(".//a") is None:
                heading = before
            if heading is not None:
                text = squeeze("".join(heading.itertext()))
                if text and len(text) < 60:
                    return bool(OTHER_LISTS.search(text))
                break
            before = before.getprevious()
        node = node.getparent()
    return False
