"""The next page by the row of page numbers in which the current one is not linked."""

from __future__ import annotations

from itertools import islice
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aggregator.reading.paging.pageaddress import NUMBER, same_place, step
from aggregator.reading.tree import links
from aggregator.reading.tree.page import Page

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_LINKS = 10_000


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
