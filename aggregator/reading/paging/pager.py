"""The address of the next page of a listing: the page of older items."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aggregator.reading.paging.numbered import MAX_LINKS, numbered
from aggregator.reading.paging.pageaddress import numbers_path, same_place, step
from aggregator.reading.tree import links
from aggregator.reading.tree.classnames import class_words
from aggregator.reading.tree.dom import visible
from aggregator.reading.tree.page import Page, squeeze
from aggregator.reading.words.names import vocabulary
from aggregator.reading.words.pagerwords import NEWER, NEXT, NEXT_SIGN

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

PAGER_WORDS = vocabulary(
    "pagination pager pages paging paginator page numbers nav navigation loadmore load older next"
)
ONWARD = vocabulary("next older nextpostslink loadmore more forward")
PAGED = re.compile(r"page|index\d|[?&]\w*=\d+|[/_-]\d{1,4}(?:/|\.\w{2,5})?$", re.I)


def next_page(page: Page, items: set[Element]) -> str | None:
    """Absolute address of the next page, or None on the last one. Links inside items never count."""
    best: tuple[float, str] | None = None
    here = urlsplit(page.url).hostname
    hinting = (
        link for link in page.root.iter("a", "link", "button") if hints(page, link) and link not in items
    )
    for link in islice(hinting, MAX_LINKS):
        href = next(
            (
                value
                for name in ("href", "data-href", "data-url", "data-next-url", "data-next")
                if (value := link.get(name))
            ),
            None,
        )
        address = page.resolve(href)
        if address is None or links.key(address) == links.key(page.url) or urlsplit(address).hostname != here:
            continue
        score = rate(page, link, address)
        if score > 0 and (best is None or score > best[0]):
            best = (score, address)
    if best is not None and best[0] >= 3:
        return best[1].partition("#")[0]
    return numbered(page)


def hints(page: Page, link: Element) -> bool:
    """Whether anything about a link says that it may lead on: a quick look before a thorough one."""
    names = link.keys()
    related = "rel" in names and "next" in link.get("rel", "").lower()
    if related or link.tag == "link":
        return related
    if "class" in names and not class_words(link).isdisjoint(ONWARD):
        return True
    if len(link) > 4:
        return False
    text = page.text(link)
    if not text and len(link) == 1 and link[0].tag in ("i", "span", "svg") and not link.get("aria-label"):
        return bool(PAGED.search(link.get("href", "")))  # an icon
    if len(text) < 60:
        sign = 0 < len(text) <= 4 and wordless(text)
        if says_next(text) or ((sign or says_newer(text)) and PAGED.search(link.get("href", ""))):
            return True
    label = link.get("aria-label") or link.get("title") if "aria-label" in names or "title" in names else None
    return label is not None and len(label) < 60 and says_next(label)


def wordless(text: str) -> bool:
    """Whether a text is empty or a sign: an arrow, a pointing hand."""
    return not any(character.isalnum() for character in text)


@lru_cache(maxsize=4096)
def says_newer(text: str) -> bool:
    """Whether a text says 'newer' or 'previous'."""
    return bool(NEWER.search(text))


@lru_cache(maxsize=4096)
def says_next(text: str) -> bool:
    """Whether a text says 'next', 'older' or 'more', in words or by an arrow."""
    return bool(NEXT.match(text) or NEXT_SIGN.match(text))


def rate(page: Page, link: Element, address: str) -> float:
    """How clearly a link says that it leads to the next page; 0 or less where it does not."""
    rel = links.rels(link)
    steps = step(page.url, address)
    if "next" not in rel and not rel.isdisjoint({"prev", "previous"}) and not steps:
        return 0
    if link.tag == "link":
        return 4.0 if steps is not None and steps > 0 else 0
    text = visible(link)
    label = squeeze(link.get("aria-label") or link.get("title") or "")
    said = says_next(text) or says_next(label)
    said = said or (wordless(text) and not label and steps == 1)
    newer = not said and says_newer(text) and not steps
    if (
        len(text) > 80
        or newer
        or (steps is not None and steps > 1 and not said and numbers_path(page.url, address))
        or (text.isdecimal() and "next" not in rel)
        or (steps is not None and steps <= 0)
    ):
        return 0
    near = pager_near(link)
    score = 3.0 if "next" in rel else 0.0
    score += 2.0 if not class_words(link).isdisjoint({"next", "older", "nextpostslink"}) else 0.0
    score += 2.0 if said and len(text) < 60 else 0.0
    score += 1.5 if near else 0.0
    score += 1.0 if said and "previous" in near else 0.0  # where older posts are the 'previous' ones
    if steps:
        score += 2.0 if steps == 1 else 1.5
    elif same_place(page.url, address):
        score += 1.0
    elif not (near or "next" in rel):
        score -= 2.0
    elif urlsplit(address).path != urlsplit(page.url).path:
        score -= 1.5
    return score


def pager_near(link: Element) -> frozenset[str]:
    """Words of the link's own and nearest ancestors' class names that belong to pagers."""
    found: set[str] = set()
    node: Element | None = link
    for _ in range(4):
        if node is None:
            break
        found |= class_words(node) | frozenset((node.get("id") or "").lower().replace("_", "-").split("-"))
        label = node.get("aria-label")
        if label and node.tag == "nav":
            found |= frozenset(re.findall(r"\w+", label.lower()))
        node = node.getparent()
    return frozenset(found & (PAGER_WORDS | {"previous"}))
