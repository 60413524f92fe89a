"""Categories and tags that markup states inside a block."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aggregator.reading.fields.draft import Draft, add
from aggregator.reading.fields.naming import is_label
from aggregator.reading.tree.dom import holds, in_prose, inside, visible
from aggregator.reading.tree.page import squeeze
from aggregator.reading.words.furniture import NOISE

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def note_categories(made: Draft, node: Element, into: list[str]) -> None:
    """Categories that schema.org markup states, one or comma-separated."""
    if in_prose(node):
        return
    stated = node.get("content")
    named = [visible(part) for part in node.iter("a")] if node.tag != "a" else []
    for name in named or (stated.split(",") if stated else [visible(node)]):
        cleaned = squeeze(name)
        if cleaned and len(cleaned) <= 60:
            add(into, cleaned)
    made.used.add(node)


def note_category_box(made: Draft, node: Element, words: frozenset[str]) -> None:
    """A short text in an element whose class name says category."""
    if (
        next(node.iter("a"), None) is not None
        or in_prose(node)
        or inside(node, made.used)
        or (node.getparent() is not None and next(node.iterancestors("a"), None) is None and len(node) > 3)
    ):
        return
    if holds(node, made.title_node) or (
        made.title_node is not None and made.title_node in node.iterancestors()
    ):
        return
    text = visible(node)
    leaf = len(node) == 0 or not any(visible(child) for child in node)
    if (
        text
        and leaf
        and len(text) <= 40
        and len(text.split()) <= 6
        and not re.search(r"\d{2}", text)
        and not NOISE.match(text)
        and not is_label(text)
    ):
        loose = bool(words & {"tag", "tags"})
        add(made.loose_tags if loose else made.categories, text.strip(" ,|/·•"))
        made.used.add(node)
