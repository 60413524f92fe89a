"""What of a page is not its list: menus, sidebars, footers, related posts, forms. Each element gets a zone."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from lxml import etree

from aggregator.reading.tree.classnames import words_of
from aggregator.reading.tree.page import Page, raw_text, squeeze, text_of
from aggregator.reading.words.names import vocabulary

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Zone = str  # "" (unknown), "main", "chrome" (never an item), "weak" (items only where nothing better is)

ITEM_TAGS = ("article", "li", "tr")
CHROME_TAGS = vocabulary("nav aside dialog template noscript script style svg select button")
CHROME_ROLES = vocabulary(
    """
    navigation complementary contentinfo banner search dialog alertdialog menu menubar tablist
    """
)
CHROME_WORDS = vocabulary(
    """
    sidebar nav navbar navigation menu megamenu submenu breadcrumb breadcrumbs pagination pager paging
    paginator related recommended recommendations recommendation trending comments commentlist comment
    footer masthead topbar toolbar cookie cookies consent gdpr newsletter subscribe social sharing
    sharedaddy tagcloud calendar advert advertisement ads sponsor sponsors popup modal drawer offcanvas
    dropdown skip login colophon mostread crosslinks facets facet filters
    """
)
TELLING = CHROME_TAGS | {"main", "header", "footer"}
# of these, the ones that parts of an item are called as well
PART_WORDS = vocabulary(
    """
    footer nav navigation menu comments comment social sharing calendar masthead toolbar
    """
)
WEAK_WORDS = vocabulary(
    """
    widget widgets recent popular promo promotion banner carousel slider ticker secondary
    tabs header upcoming share copyright languages
    """
)
SIDE_WORDS = vocabulary("aside complementary")  # beside the list even within the main part


@dataclass(slots=True)
class Zones:
    """The zone of every element: its own, where tag, role or class names say so, else its parent's; on demand."""

    page: Page
    known: dict[Element | None, Zone] = field(default_factory=lambda: {None: ""})
    total: int | None = None
    repeated: Counter[str | None] | None = None  # class names of all elements

    def of(self, node: Element) -> Zone:
        """The zone of an element."""
        known = self.known
        zone = known.get(node)
        if zone is not None:
            return zone
        way: list[Element] = []
        above: Element | None = node
        while above not in known:
            way.append(above)  # type: ignore[arg-type] # None is known
            above = above.getparent()  # type: ignore[union-attr]
        zone = known[above]
        for element in reversed(way):
            if zone != "chrome" and (element.tag in TELLING or element.keys()):
                zone = self.own(element, zone)
            known[element] = zone
        return zone

    def own(self, node: Element, inherited: Zone) -> Zone:
        """The zone that the element itself declares, else the inherited one."""
        tag, attributes = node.tag, node.keys()
        role = node.get("role") if "role" in attributes else None
        if tag == "main" or role == "main":
            return "main"
        if tag in ("header", "footer"):
            stays = self.heads_item(node) or (
                tag == "header" and (inherited == "main" or self.holds_most(node))
            )
            return inherited if stays else "chrome"
        if tag == "aside" and features_item(node):
            return inherited
        if tag in CHROME_TAGS or role in CHROME_ROLES:
            return "chrome"
        named = ""
        if tag not in ("body", "html", "a"):
            names = node.get("class", "") if "class" in attributes else ""
            named = named_zone(f"{names} {node.get('id', '')}" if "id" in attributes else names)
        if (
            not named
            or (named == "weak" and inherited == "main")
            or (named == "part" and self.repeats(node))
            or self.holds_most(node)
        ):
            return inherited
        return "weak" if named in ("weak", "side") else "chrome"

    def heads_item(self, node: Element) -> bool:
        """Whether a header or footer is an item's: it stands in one or repeats. HTML: of the nearest section, else."""
        items = (*ITEM_TAGS, "section") if node.tag == "header" else ITEM_TAGS
        return next(node.iterancestors(*items), None) is not None or self.repeats(node)

    def repeats(self, node: Element) -> bool:
        """Whether three or more elements have the class names of this one."""
        if self.repeated is None:
            self.repeated = Counter([element.get("class") for element in self.page.root.iter(etree.Element)])
        return self.repeated[node.get("class")] >= 3

    def holds_most(self, node: Element) -> bool:
        """Whether the element holds the page's main part or half of its text: then its name misleads."""
        if self.total is None:
            self.total = len(squeeze(raw_text(self.page.root)))
        return next(node.iterdescendants("main"), None) is not None or 2 * len(text_of(node)) > self.total


def features_item(node: Element) -> bool:
    """Whether an `aside` sets off the newest item of the list: it says so, and holds one article."""
    names = f"{node.get('class') or ''} {node.get('id') or ''}"
    return "featured" in words_of(names) and len(list(node.iter("article"))) == 1


@lru_cache(maxsize=8192)
def named_zone(names: str) -> str:
    """What class and id names say: chrome, weak, side, part (chrome, or of an item where it repeats) or nothing."""
    words = words_of(names)
    if not words.isdisjoint(CHROME_WORDS):
        return "part" if words.isdisjoint(CHROME_WORDS - PART_WORDS) else "chrome"
    if not words.isdisjoint(SIDE_WORDS):
        return "side"
    return "" if words.isdisjoint(WEAK_WORDS) else "weak"
