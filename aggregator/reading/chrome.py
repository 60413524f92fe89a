"""What of a page is not its list: menus, sidebars, footers, related posts, forms. Each element gets a zone."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache
from typing import TYPE_CHECKING

from aggregator.reading.names import vocabulary
from aggregator.reading.page import Page, raw_text, squeeze, text_of, words_of

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


def zones(page: Page) -> dict[Element, Zone]:
    """The zone of every element: its own, where tag, role or class names say so, else its parent's."""
    total = len(squeeze(raw_text(page.root)))
    found: dict[Element, Zone] = {}
    names = [node.get("class") for node in page.nodes]
    repeated = Counter(names)
    for node, named in zip(page.nodes, names, strict=True):
        parent = node.getparent()
        zone = found[parent] if parent is not None and parent in found else ""
        if zone != "chrome" and (named or node.tag in TELLING or node.get("id") or node.get("role")):
            zone = own_zone(node, total, zone, repeated[named])
        found[node] = zone
    return found


def own_zone(node: Element, total: int, inherited: Zone, alike: int) -> Zone:
    """The zone that the element itself declares, else the inherited one; `alike` elements have its class names."""
    tag, role = node.tag, node.get("role")
    if tag == "main" or role == "main":
        return "main"
    if tag in ("header", "footer"):
        # of an item where it repeats or stands in one; of the site else (HTML: of the nearest sectioning element)
        inside = next(
            node.iterancestors(*ITEM_TAGS, "section") if tag == "header" else node.iterancestors(*ITEM_TAGS),
            None,
        )
        own = inside is not None or alike >= 3
        return (
            inherited
            if own or (tag == "header" and (inherited == "main" or holds_most(node, total)))
            else "chrome"
        )
    if tag == "aside" and features_item(node):
        return inherited
    if tag in CHROME_TAGS or role in CHROME_ROLES:
        return "chrome"
    names = (node.get("class") or "") + " " + (node.get("id") or "")
    if len(names) > 1 and tag not in ("body", "html", "a"):
        named = named_zone(names)
        if named and not (named == "part" and alike >= 3) and not (named == "weak" and inherited == "main"):
            return inherited if holds_most(node, total) else "weak" if named in ("weak", "side") else "chrome"
    return inherited


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


def holds_most(node: Element, total: int) -> bool:
    """Whether the element holds the page's main part or half of its text: then its name misleads."""
    return node.find(".//main") is not None or 2 * len(text_of(node)) > total
