"""Values of feeds and data as plain text."""

from __future__ import annotations

import re

from lxml import etree, html

from aggregator.reading.tree.decoding import legal
from aggregator.reading.tree.page import raw_text, squeeze

MARKUP = re.compile(r"<[a-zA-Z/!]|&(?:#\d+|#x[0-9a-f]+|\w+);", re.I)


def plain(text: str | None) -> str | None:
    """Text of a value that may be markup: unescaped once, tags off."""
    text = legal((text or "").strip()[:65_536])
    if not text:
        return None
    if MARKUP.search(text):
        try:
            parsed = html.fragment_fromstring(text, create_parent="div")
        except (etree.LxmlError, ValueError, AssertionError):
            return squeeze(re.sub(r"<[^>]*>", " ", text)) or None
        for node in parsed.iter("p", "br", "div", "li", "h1", "h2", "h3", "h4", "td", "blockquote"):
            node.tail = " " + (node.tail or "")
        for node in list(parsed.iter("script", "style")):
            node.drop_tree()
        text = raw_text(parsed)
    return squeeze(text) or None


def string(value: object) -> str | None:
    """The value where it is text, a number as text, else None."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) < 10**18:
        return str(value)
    return value if isinstance(value, str) else None
