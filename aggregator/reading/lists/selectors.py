"""Declared CSS selectors of a source ─► drafts: what is declared is taken, what is not is found as everywhere."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from aggregator.items import Selectors
from aggregator.reading.fields.draft import Draft
from aggregator.reading.tree.classnames import stable
from aggregator.reading.tree.dom import visible
from aggregator.reading.tree.page import Page

if TYPE_CHECKING:
    from lxml.etree import XPath
    from lxml.etree import _Element as Element

PLAIN_NAME = re.compile(r"-?[A-Za-z_][\w-]*")


def select(node: Element, css: str | None) -> list[Element]:
    """Elements that match, in order; none where the selector is broken (the source's check names it)."""
    way = compiled(css) if css else None
    found = way(node) if way is not None else None
    return found if isinstance(found, list) else []  # type: ignore[return-value]


@lru_cache(maxsize=256)
def compiled(css: str) -> XPath | None:
    """The selector, ready to be used on any page; None where it is broken."""
    from lxml.cssselect import CSSSelector, SelectorError

    try:
        return CSSSelector(css, translator="html")
    except (SelectorError, ValueError):
        return None


def blocks_of(page: Page, declared: Selectors) -> list[Element]:
    """The declared items, at most a thousand."""
    return select(page.root, declared.item)[:1000]


def apply(page: Page, made: Draft, declared: Selectors) -> None:
    """Put the declared fields of one block into its draft."""
    title = next(iter(select(made.block, declared.title)), None)
    if title is not None:
        made.title_node, made.title = title, visible(title) or None
    link = next(iter(select(made.block, declared.link)), None)
    if link is not None:
        made.url = page.resolve(link.get("href")) or made.url
    date = next(iter(select(made.block, declared.date)), None)
    if date is not None:
        stated = date.get("datetime") or date.get("content")
        made.dates.insert(0, (99, "attribute" if stated else "text", stated or visible(date), date))
    author = next(iter(select(made.block, declared.author)), None)
    if author is not None and visible(author):
        made.authors = [visible(author)]
    if declared.categories:
        made.categories = list(
            dict.fromkeys(text for node in select(made.block, declared.categories) if (text := visible(node)))
        )
        made.tags, made.loose_tags = [], []


def excerpt_of(made: Draft, declared: Selectors) -> None:
    """Put the declared excerpt into the draft."""
    texts = [text for node in select(made.block, declared.excerpt) if (text := visible(node))]
    if texts:
        made.excerpt = " ".join(texts)


def selector_of(block: Element) -> str:
    """A CSS selector that names blocks such as this one, to be declared where another list was meant."""
    parts: list[str] = []
    node: Element | None = block
    while node is not None and node.tag != "body" and len(parts) < 3:
        names = [name for name in stable(node.get("class") or "").split(".") if PLAIN_NAME.fullmatch(name)]
        parts.append(".".join([str(node.tag), *names[:2]]))
        if names:
            break
        node = node.getparent()
    return " > ".join(reversed(parts))
