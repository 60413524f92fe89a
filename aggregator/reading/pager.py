"""The address of the next page of a listing: the page of older items."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlsplit

from aggregator.reading import links
from aggregator.reading.dom import visible
from aggregator.reading.lexicon import NEWER, NEXT, NEXT_SIGN
from aggregator.reading.page import Page, class_words, squeeze

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

PAGER_WORDS = frozenset(
    (
        "pagination",
        "pager",
        "pages",
        "paging",
        "paginator",
        "page",
        "numbers",
        "nav",
        "navigation",
        "loadmore",
        "load",
        "older",
        "next",
    )
)
ONWARD = frozenset(("next", "older", "nextpostslink", "loadmore", "more", "forward"))
PAGED = re.compile(r"page|[?&]\w*=\d+|[/_-]\d{1,4}(?:/|\.\w{2,5})?$", re.I)
MAX_LINKS = 10_000
NUMBER = re.compile(r"\d+")


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
    if len(text) < 60 and (says_next(text) or (says_newer(text) and PAGED.search(link.get("href", "")))):
        return True
    label = link.get("aria-label") or link.get("title")
    return label is not None and len(label) < 60 and says_next(label)


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
    if "next" not in rel and not rel.isdisjoint({"prev", "previous"}):
        return 0
    if link.tag == "link":
        return 4.0 if steps is not None and steps > 0 else 0
    text = visible(link)
    label = squeeze(link.get("aria-label") or link.get("title") or "")
    said = says_next(text) or says_next(label)
    said = said or (not text and not label and steps == 1)
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


def numbers_path(left: str, right: str) -> bool:
    """Whether a number in the path is what two addresses differ in: as likely an item's as a page's."""
    return urlsplit(left).path.rstrip("/") != urlsplit(right).path.rstrip("/")


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


def same_place(left: str, right: str) -> bool:
    """Whether two addresses differ only in their last part, numbers or query."""
    one, two = urlsplit(left).path.rstrip("/"), urlsplit(right).path.rstrip("/")
    folder = urlsplit(left).path.rpartition("/")[0]
    return (
        NUMBER.sub("", one) == NUMBER.sub("", two)
        or next_door(folder, urlsplit(right).path)
        or (one.rpartition("/")[0] == two.rpartition("/")[0] and bool(NUMBER.search(two.rpartition("/")[2])))
    )


def next_door(folder: str, path: str) -> bool:
    """Whether a path is that of a numbered document in a folder, as `news2.htm` beside `index.htm`."""
    name = path.removeprefix(folder + "/")
    return name != path and "/" not in name and bool(NUMBER.search(name))


def step(current: str, other: str) -> int | None:
    """By how many pages `other` lies behind `current`; None where the two are no pages of one listing."""
    here, there = place(current), place(other)
    if here[0] != there[0]:
        return None
    return there[1] - here[1] if there[1] != here[1] else 0


PAGE_IN_PATH = re.compile(
    r"/(?:page|seite|pagina|página|strona|stranica|sida|side|sivu|stran|p|trang|halaman)[/_-]?(\d{1,5})(?=/|$|\.)"
    r"|[/_-](\d{1,4})(?=/?$|\.\w{2,5}$)",
    re.I,
)
PAGE_KEYS = re.compile(
    r"(?:^|_|-|\.|\[)(?:page|paged|p|pg|pagina|page_?num(?:ber)?|seite|start|offset|skip|from|pp|pageno|pageindex"
    r"|pn|cur|cpage|b_start|nextrow|take|startrow|currentpage)(?::int|\])?$",
    re.I,
)


def place(address: str) -> tuple[str, int]:
    """A listing's address without its page number, and the number (first page where it names none)."""
    parts = urlsplit(address.partition("#")[0])
    number = 0
    path = parts.path
    query = []
    for name, value in parse_qsl(parts.query, keep_blank_values=True):
        if PAGE_KEYS.search(name) and value.isdecimal() and len(value) < 16:
            number = max(1, int(value))
        else:
            query.append((name, value))
    match = PAGE_IN_PATH.search(path)
    if match and not number and (match[1] or 1 < int(match[2]) < 1000):
        number = int(match[1] or match[2]) - 1
        path = path[: match.start()] + path[match.end() :]
    return f"{parts.netloc.lower()}{path.rstrip('/').removesuffix('/index')}?{sorted(query)}", number


def numbered(page: Page) -> str | None:
    """The link behind the current page's number, in a row of numbers."""
    rows: dict[Element, list[tuple[int, str | None]]] = {}
    numbers = (link for link in page.root.iter("a") if len(text := page.text(link)) <= 4 and text.isdecimal())
    for link in islice(numbers, MAX_LINKS):
        row = link.getparent()
        if row is not None and link.getnext() is None and link.getprevious() is None:
            row = row.getparent()
        if row is not None:
            rows.setdefault(row, []).append((int(page.text(link)), page.resolve(link.get("href"))))
    for row, cells in rows.items():
        present = {number for number, _ in cells}
        current = current_number(page, row, cells)
        if current is None:
            continue
        for number, address in cells:
            if (
                number == current + 1
                and address
                and links.key(address) != links.key(page.url)
                and urlsplit(address).hostname == urlsplit(page.url).hostname
            ):
                if row.tag in ("tr", "tbody") and not present - {number}:
                    continue
                if step(page.url, address) is not None or same_place(page.url, address):
                    return address.partition("#")[0]
    return None


def current_number(page: Page, row: Element, cells: list[tuple[int, str | None]]) -> int | None:
    """The number of the page itself: the one marked or not linked in the row."""
    for number, address in cells:
        if address and links.key(address) == links.key(page.url):
            return number
    linked = {number for number, _ in cells}
    for text in NUMBER.findall(" ".join(str(part) for part in row.itertext())):
        if len(text) <= 4 and int(text) not in linked and int(text) + 1 in linked:
            return int(text)
    return None
