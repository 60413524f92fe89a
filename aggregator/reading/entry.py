"""One RSS item or Atom entry ─► a teaser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from aggregator.items import PublishedFrom, Teaser
from aggregator.reading.page import Page, squeeze
from aggregator.reading.plain import plain
from aggregator.reading.when import read_date

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def local(node: Element) -> str:
    """The element's name without its namespace, in lower case."""
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""


VISIBLE = ".//text()[not(ancestor::*[local-name() = 'script' or local-name() = 'style'])]"


def read_entry(page: Page, entry: Element) -> Teaser:
    """One RSS item or Atom entry."""
    values: dict[str, list[Element]] = {}
    for node in entry:
        values.setdefault(local(node), []).append(node)

    def text(*names: str) -> str | None:
        for name in names:
            for node in values.get(name, ()):
                if node.prefix in ("media", "itunes") and name in ("title", "description"):
                    continue
                found = shown(node) if len(node) else node.text
                if found and found.strip():
                    return found.strip()
        return None

    published, origin = None, None
    kinds: tuple[tuple[tuple[str, ...], PublishedFrom], ...] = (
        (("published", "pubdate", "issued", "date", "created"), "feed"),
        (("updated", "modified"), "modified"),
    )
    for names, kind in kinds:
        printed = text(*names)
        published = read_date(page, printed) if printed else None
        if published:
            origin = kind
            break
    excerpt = plain(text("summary", "description") or text("encoded", "content"))
    return Teaser(
        url=link_of(page, values),
        title=plain(text("title")),
        excerpt=excerpt,
        published=published[0] if published else None,
        published_precision=published[1] if published else None,
        published_from=origin,
        published_text=printed if published else None,
        author=author_of(values, text),
        categories=tuple(
            dict.fromkeys(
                name
                for node in [*values.get("category", ()), *values.get("subject", ())]
                if (name := plain(node.get("label") or node.get("term") or node.text))
            )
        ),
        guid=text("guid", "id"),
        lang=entry.get("{http://www.w3.org/XML/1998/namespace}lang"),
    )


def shown(node: Element) -> str:
    """The text of an element that holds markup, without scripts and styles."""
    parts = node.xpath(VISIBLE)
    return "".join(str(part) for part in parts) if isinstance(parts, list) else ""


def link_of(page: Page, values: dict[str, list[Element]]) -> str | None:
    """The entry's address: Atom's alternate link, RSS's link text, a permalink guid."""
    for node in values.get("link", ()):
        if node.get("href") and node.get("rel", "alternate") == "alternate":
            return page.resolve(node.get("href"))
    for node in values.get("link", ()):
        if node.text and node.text.strip():
            return page.resolve(node.text)
    for node in values.get("guid", ()):
        if node.get("isPermaLink", "true").lower() == "true" and (node.text or "").strip().startswith("http"):
            return page.resolve(node.text)
    return None


def author_of(values: dict[str, list[Element]], text: Any) -> str | None:
    """The author's name, without an e-mail address."""
    names = []
    for node in values.get("author", ()):
        name = next((child.text for child in node if local(child) == "name"), None) if len(node) else None
        if name and squeeze(name):
            names.append(squeeze(name))
    if names:
        return ", ".join(dict.fromkeys(names))
    raw = plain(text("creator", "author"))
    if raw and (match := re.match(r"\S+@\S+\s*\((.+)\)$", raw)):
        return match[1]
    return None if not raw or re.fullmatch(r"\S+@\S+", raw) else raw
