"""Bytes of a page ─► a parsed tree with what every reader needs: base address, language, texts of links."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import datetime
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

from lxml import etree

from aggregator.items import DateOrder
from aggregator.reading.tree.flat import wrap_flat_lists

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_ITEMS = 1000
MAX_DEPTH = 256  # of elements that are looked at; libxml2 itself cuts at 2,048
MAX_ADDRESS = 2083
CONTROLS = dict.fromkeys([*range(0x20), 0x7F])
SCHEME = re.compile(r"(?!https?:)[a-zA-Z][a-zA-Z0-9+.-]*:(?!\d+(?:/|$))|https?:(?!//)", re.I)


@dataclass(slots=True)
class Page:
    """One parsed HTML page. Elements are keys of dictionaries everywhere: what is a key stays the same object."""

    root: Element
    url: str
    base: str
    lang: str | None = None
    now: datetime | None = None
    timezone: str | None = None
    order: DateOrder | None = None
    offsite: bool = True
    problems: list[str] = field(default_factory=list)
    texts: dict[Element, str] = field(default_factory=dict)  # of links
    scripts: list[tuple[str, str, str]] = field(default_factory=list)  # type, id, text

    def text(self, link: Element) -> str:
        """The text of a link, white space collapsed."""
        text = self.texts.get(link)
        if text is None:
            text = self.texts[link] = text_of(link)
        return text

    def resolve(self, href: str | None) -> str | None:
        """Absolute http(s) address of `href`, or None for anything that cannot be followed."""
        return resolve(self.base, href)


def parse(text: str, url: str) -> Page | None:
    """The page of this text, or None where nothing can be parsed. Never raises on any text."""
    problems: list[str] = []
    parser = etree.HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True)
    try:
        root = etree.fromstring(text.encode("utf-8"), parser)
    except (ValueError, etree.LxmlError):  # an empty document, or one that is no markup at all
        return None
    if root is None:
        return None
    if any("depth" in entry.message for entry in parser.error_log):
        problems.append("truncated_tree")
    page = Page(root, url, url, problems=problems)
    for node in list(root.iter("script", "style", "svg", "template")):
        if node.tag == "script" and node.text:
            page.scripts.append(((node.get("type") or "").lower(), node.get("id") or "", node.text))
        drop(node)
    wrap_flat_lists(root)
    head_base = next((node for node in root.iter("base") if node.get("href") is not None), None)
    if head_base is not None:
        page.base = resolve(url, head_base.get("href")) or url
    lang = root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or root.get("xml:lang")
    page.lang = re.split(r"[-_]", lang.strip())[0].lower() if lang and lang.strip() else None
    return page


@lru_cache(maxsize=4096)
def resolve(base: str, href: str | None) -> str | None:
    """Absolute http(s) address of `href` on a page at `base`; None for other schemes, user names and monsters."""
    if href is None:
        return None
    href = href.strip().translate(CONTROLS)
    if len(href) > MAX_ADDRESS or SCHEME.match(href):
        return None
    try:
        address = urljoin(base, href.replace(" ", "%20"))
        parts = urlsplit(address)
        if parts.scheme not in ("http", "https") or not parts.hostname or parts.username is not None:
            return None
    except ValueError:
        return None
    return address if len(address) <= MAX_ADDRESS else None


def drop(node: Element) -> None:
    """Remove an element, but not the text behind it."""
    parent = node.getparent()
    if parent is None:
        return
    previous = node.getprevious()
    if node.tail:
        if previous is not None:
            previous.tail = (previous.tail or "") + node.tail
        else:
            parent.text = (parent.text or "") + node.tail
    parent.remove(node)


def squeeze(text: str | None) -> str:
    """`text` with every run of white space as one space."""
    return " ".join((text or "").split())


def text_of(node: Element) -> str:
    """All text of an element, white space collapsed."""
    return squeeze(raw_text(node)) if len(node) else squeeze(node.text)


def raw_text(node: Element) -> str:
    """All text of an element as it stands."""
    return etree.tostring(node, method="text", encoding="unicode", with_tail=False)
