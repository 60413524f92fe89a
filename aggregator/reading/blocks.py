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
from typing import TYPE_CHECKING

from . import links
from .chrome import zones
from .lexicon import OTHER_LISTS
from .page import MAX_DEPTH, Page, class_words, squeeze, words_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement

HEADING_TAGS = ("h1", "h2", "h3", "h4", "h5", "h6")
MAX_ITEMS = 1000
# dates in any script: 2022-05-04, 4.5.2022, 4 May 2022, May 4, 2022, 2022年5月4日, 3 hours ago
DATE_SHAPE = re.compile(
    r"\b\d{4}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?\d{1,2}|\b\d{1,2}\s?[-/.]\s?\d{1,2}\s?[-/.]\s?(?:\d{4}|\d{2}\b)"
    r"|\b\d{1,2}(?:st|nd|rd|th|er|[.ºª])?[\s-]+(?:d[eu]l?\s+|of\s+|ב)?[^\W\d_][^\s\d.,;:()/|–—]{2,}[.,]*[\s-]+(?:d[eu]l?\s+|พ\.ศ\.\s*)?\d{4}\b"
    r"|\b[^\W\d_][^\s\d.,;:()/|–—]{2,}\.?\s+\d{1,2}(?:st|nd|rd|th)?[.,]*\s+\d{4}\b|\d{2,4}\s?[年년]|\d{1,2}\s?[月월]\s?\d{1,2}"
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
    blocks: list[HtmlElement]
    score: float = 0.0
    zone: str = ""
    facts: Counter[str] = field(default_factory=Counter)
    evidence: list[str] = field(default_factory=list)


@dataclass(slots=True)
class Map:
    """The page's links by element: every element that holds links that may be items', in document order."""

    page: Page
    zones: dict[HtmlElement, str]
    links: dict[HtmlElement, list[tuple[HtmlElement, str]]]
    order: dict[HtmlElement, int]


def survey(page: Page) -> Map:
    """Zones and links of the page."""
    found: dict[HtmlElement, list[tuple[HtmlElement, str]]] = defaultdict(list)
    zone = zones(page)
    count = 0
    for link in page.root.iter("a"):
        if zone.get(link, "") == "chrome" or count > 10 * MAX_ITEMS:
            continue
        address = links.item_address(page, link)
        if address is None and link.get("href") is None:
            continue
        count += 1
        node: HtmlElement | None = link
        for _ in range(MAX_DEPTH):
            if node is None:
                break
            found[node].append((link, address or ""))
            node = node.getparent()
    return Map(page, zone, dict(found), {node: position for position, node in enumerate(page.nodes)})


def candidates(chart: Map) -> list[Group]:
    """Every group of blocks that may be the page's list, best first."""
    groups = semantic_groups(chart) + structural_groups(chart)
    weighed = [group for group in groups if weigh(chart, group)]
    return sorted(weighed, key=lambda group: -group.score)


def semantic_groups(chart: Map) -> list[Group]:
    """Elements that say they are articles, by the way in which they say it."""
    said: dict[str, list[HtmlElement]] = defaultdict(list)
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


def says_article(node: HtmlElement) -> str | None:
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


def innermost(chart: Map, nodes: list[HtmlElement]) -> list[HtmlElement]:
    """Outermost of nested articles, except where an outer one merely holds a list of them."""
    chosen: list[HtmlElement] = []
    members = set(nodes)
    inner = Counter(ancestor for node in nodes for ancestor in node.iterancestors() if ancestor in members)
    for node in nodes:
        if inner[node] >= 2 and not own_heading(node, members):
            continue
        if any(ancestor in members and ancestor in chosen for ancestor in node.iterancestors()):
            continue
        chosen.append(node)
    return chosen


def own_heading(node: HtmlElement, members: set[HtmlElement]) -> bool:
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
        path: dict[HtmlElement, int] = {}
        members: dict[int, list[HtmlElement]] = defaultdict(list)
        for node in skeleton:
            parent = node.getparent()
            place = (path.get(parent, 0) if parent is not None else 0, signature(node))
            number = ids.setdefault(place, len(ids) + 1)
            path[node] = number
            if chart.zones.get(node, "") != "chrome":
                members[number].append(node)
        groups += [Group("structure", nodes[:MAX_ITEMS]) for nodes in members.values() if len(nodes) > 1]
    seen: set[tuple[int, ...]] = set()
    distinct = []
    for group in groups:
        mark = tuple(order[block] for block in group.blocks)
        if mark not in seen:
            seen.add(mark)
            distinct.append(group)
    return distinct


def fine(node: HtmlElement) -> str:
    """Tag and class names, without those that differ from item to item."""
    names = node.get("class")
    return str(node.tag) + "." + stable(names) if names else str(node.tag)


def coarse(node: HtmlElement) -> str:
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


def weigh_block(chart: Map, block: HtmlElement, facts: Counter[str]) -> tuple[float, str | None]:
    """What one block is worth, and the address that it stands for."""
    held = [(link, address) for link, address in chart.links[block] if address]
    if not held:
        return 0.0, None
    text = squeeze("".join(block.itertext()))
    headed = heading_links(block, held)
    addresses = Counter(address for _, address in held)
    plain = {address for link, address in held if not links.is_taxonomy(link, address)}
    address = headed[0] if headed else main_address(held, addresses, plain)
    weight = 0.3
    longest = max((len(squeeze("".join(link.itertext()))) for link, to in held if to == address), default=0)
    heading = headed or any(squeeze("".join(node.itertext())) for node in block.iter(*HEADING_TAGS))
    if heading:
        weight += 1.5
        facts["heading"] += 1
    if longest >= 25 or (longest >= 8 and not text.isascii()):
        weight += 1.0
        facts["title"] += 1
    if next(block.iter("time"), None) is not None or DATE_SHAPE.search(text[:20000]):
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
    if len(set(headed)) > 1 or (not headed and len(plain) > 4 and longest * 4 < len(text)):
        facts["multi"] += 1
        weight -= 4.0 if len(set(headed)) > 1 else 2.5
    return weight, address


def heading_links(block: HtmlElement, held: list[tuple[HtmlElement, str]]) -> list[str]:
    """Addresses of links in headings, or around them, in order."""
    found = []
    for link, address in held:
        if any(True for _ in link.iter(*HEADING_TAGS)):
            found.append(address)
            continue
        node = link.getparent()
        for _ in range(4):
            if node is None or node is block:
                break
            if node.tag in HEADING_TAGS:
                found.append(address)
                break
            node = node.getparent()
    if not found and block.tag in HEADING_TAGS:
        found = [address for _, address in held[:1]]
    return found


def main_address(held: list[tuple[HtmlElement, str]], addresses: Counter[str], plain: set[str]) -> str | None:
    """The address that a block without heading link stands for: bookmarked, repeated, or of the longest link."""
    pool = [(link, address) for link, address in held if address in plain] or held
    for link, address in pool:
        if "bookmark" in links.rels(link):
            return address
    def rank(pair: tuple[HtmlElement, str]) -> tuple[int, int]:
        return addresses[pair[1]], len(squeeze("".join(pair[0].itertext())))
    return max(pool, key=rank)[1] if pool else None


def other_list(block: HtmlElement, chart: Map) -> bool:
    """Whether the group stands under a heading such as Related, Popular, You may also like."""
    node: HtmlElement | None = block
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


__all__ = ["Group", "Map", "candidates", "class_words", "survey", "words_of"]
