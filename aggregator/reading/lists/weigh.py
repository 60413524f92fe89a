"""What a group of blocks is worth: what its blocks hold, where it stands."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aggregator.reading.lists.otherlists import other_list
from aggregator.reading.lists.selectors import selector_of
from aggregator.reading.lists.several import is_menu, titles_several
from aggregator.reading.tree.articles import says_article
from aggregator.reading.tree.chart import Map
from aggregator.reading.tree.dom import HEADING_TAGS
from aggregator.reading.tree.links import Link
from aggregator.reading.tree.page import text_of
from aggregator.reading.words.shapes import holds_date

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@dataclass(slots=True)
class Group:
    """Blocks of one shape. `how` is the reader's name; `facts` count what the blocks hold."""

    how: str
    blocks: list[Element]
    score: float = 0.0
    zone: str = ""
    facts: dict[str, int] = field(default_factory=lambda: defaultdict(int))
    several: set[Element] = field(default_factory=set)  # blocks that hold the titles of several items
    menus: set[Element] = field(default_factory=set)  # blocks that are hardly more than many links
    evidence: list[str] = field(default_factory=list)


def weigh(chart: Map, group: Group) -> bool:
    """Score a group by what its blocks hold; False where it cannot be a list of items."""
    facts = group.facts
    total = 0.0
    seen: set[str] = set()
    for block in group.blocks:
        weight, address = weigh_block(chart, block, facts)
        if facts["multi"] > len(group.several):
            group.several.add(block)
        if facts["menus"] > len(group.menus):
            group.menus.add(block)
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
    places = [chart.zone(block) for block in group.blocks]
    group.zone = max(places, key=places.count)
    factor = {"main": 1.25, "weak": 0.4}.get(group.zone, 1.0)
    if other_list(group.blocks[0], chart):
        factor *= 0.3
        group.evidence.append("under a heading of related or popular items")
    facts["blocks"] = count
    facts["addresses"] = len(seen)
    purity = 0.4 + 0.6 * min(1.0, total / count / 4.0)  # a few good blocks among many poor ones are no list
    group.score = round(total * factor * purity * (len(seen) / count), 2)
    group.evidence.insert(0, selector_of(group.blocks[0]))
    group.evidence += [
        f"{name} {facts[name]}/{count}"
        for name in ("heading", "date", "text", "title", "said", "multi", "image")
        if facts[name]
    ]
    return group.score > 0


def weigh_block(chart: Map, block: Element, facts: dict[str, int]) -> tuple[float, str | None]:
    """What one block is worth, and the address that it stands for."""
    held = [link for link in chart.held(block) if link.address]
    if not held:
        return 0.0, None
    text = text_of(block)
    headed = [link.address for link in held if link.headed and not link.taxonomy] or [
        link.address for link in held if link.headed
    ]
    address = headed[0] if headed else main_address(held)
    longest = max((len(link.text) for link in held if link.address == address), default=0)
    signs = (
        ("heading", 1.5, headed or any(text_of(node) for node in block.iter(*HEADING_TAGS))),
        ("title", 1.0, longest >= 25 or (longest >= 8 and not text.isascii())),
        ("date", 1.5, next(block.iter("time"), None) is not None or holds_date(ends_of(text))),
        ("text", 1.0, len(text) - longest >= 60),
        ("image", 0.3, next(block.iter("img", "picture"), None) is not None),
        ("said", 1.5, says_article(block)),
    )
    weight = 0.3
    for name, worth, is_there in signs:
        if is_there:
            weight += worth
            facts[name] += 1
    if not headed and is_menu(text, held):
        facts["menus"] += 1
    plain = [link for link in held if not link.taxonomy]
    if len(set(headed)) > 1:
        facts["multi"] += 1
        weight -= 4.0
    elif not headed and (
        titles_several(block, held, plain)
        or (len({link.address for link in plain}) > 4 and longest * 4 < len(text))
    ):
        facts["multi"] += 1
        weight -= 2.5
    return weight, address


def ends_of(text: str) -> str:
    """The text, or head and foot of a long one, where a date stands if it is the item's."""
    return text if len(text) <= 2000 else f"{text[:1500]} {text[-500:]}"


def main_address(held: list[Link]) -> str | None:
    """The address that a block without heading link stands for: bookmarked, repeated, or of the longest link."""
    pool = [link for link in held if not link.taxonomy] or held
    for link in pool:
        if "bookmark" in link.rel:
            return link.address
    if not pool:
        return None
    counts = Counter(link.address for link in pool)
    return max(pool, key=lambda link: (counts[link.address], len(link.text))).address
