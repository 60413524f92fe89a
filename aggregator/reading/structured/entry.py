"""One RSS item or Atom entry ─► a teaser."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aggregator.items import Precision, PublishedFrom, Teaser
from aggregator.reading.structured.plain import plain
from aggregator.reading.tree.page import Page, squeeze
from aggregator.reading.when import read_date

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def local(node: Element) -> str:
    """The element's name without its namespace, in lower case."""
    return node.tag.rpartition("}")[2].lower() if isinstance(node.tag, str) else ""


DATES: tuple[tuple[tuple[str, ...], PublishedFrom], ...] = (
    (("published", "pubdate", "issued", "date", "created"), "feed"),
    (("updated", "modified"), "modified"),
)
VISIBLE = ".//text()[not(ancestor::*[local-name() = 'script' or local-name() = 'style'])]"


Values = dict[str, list["Element"]]  # of an entry, by local name


def read_entry(page: Page, entry: Element) -> Teaser:
    """One RSS item or Atom entry."""
    values: Values = {}
    for node in entry:
        values.setdefault(local(node), []).append(node)
    published, precision, origin, printed = date_of(page, values)
    return Teaser(
        url=link_of(page, values),
        title=plain(text(values, "title")),
        excerpt=plain(text(values, "summary", "description") or text(values, "encoded", "content")),
        published=published,
        published_precision=precision,
        published_from=origin,
        published_text=printed,
        author=author_of(values),
        categories=tuple(
            dict.fromkeys(
                name
                for node in [*values.get("category", ()), *values.get("subject", ())]
                if (name := plain(node.get("label") or node.get("term") or node.text))
            )
        ),
        guid=text(values, "guid", "id"),
        lang=entry.get("{http://www.w3.org/XML/1998/namespace}lang"),
    )


def text(values: Values, *names: str) -> str | None:
    """The first text that an element of one of the names holds, the likeliest name first."""
    for name in names:
        for node in values.get(name, ()):
            if node.prefix in ("media", "itunes") and name in ("title", "description"):
                continue
            found = shown(node) if len(node) else node.text
            if found and found.strip():
                return found.strip()
    return None


def date_of(
    page: Page, values: Values
) -> tuple[str, Precision, PublishedFrom, str] | tuple[None, None, None, None]:
    """Date, precision, where from and as printed: of publication, else of the last change."""
    for names, origin in DATES:
        printed = text(values, *names)
        reading = read_date(page, printed) if printed else None
        if printed and reading:
            return *reading, origin, printed
    return None, None, None, None


def shown(node: Element) -> str:
    """The text of an element that holds markup, without scripts and styles."""
    parts = node.xpath(VISIBLE)
    return "".join(str(part) for part in parts) if isinstance(parts, list) else ""


def link_of(page: Page, values: Values) -> str | None:
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


def author_of(values: Values) -> str | None:
    """The author's name, without an e-mail address."""
    names = []
    for node in values.get("author", ()):
        name = next((child.text for child in node if local(child) == "name"), None) if len(node) else None
        if name and squeeze(name):
            names.append(squeeze(name))
    if names:
        return ", ".join(dict.fromkeys(names))
    raw = plain(text(values, "creator", "author"))
    if raw and (match := re.match(r"\S+@\S+\s*\((.+)\)$", raw)):
        return match[1]
    return None if not raw or re.fullmatch(r"\S+@\S+", raw) else raw
