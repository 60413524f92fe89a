"""The runs of text in a block: what reads as one, and where it stands."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aggregator.reading.dom import INLINE, SKIP_TAGS, holds, is_hidden, words_in, words_of_own
from aggregator.reading.draft import Draft, Run
from aggregator.reading.page import class_words, squeeze

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def walk(made: Draft, node: Element, path: str, late: list[bool], depth: int) -> None:
    """Append the runs of text below `node`, in order, without what is used, cut or hidden."""
    parts: list[str] = []
    linked = (
        node.tag == "a" or next(node.iterancestors("a"), None) is not None if depth < 3 else node.tag == "a"
    )
    own = (node.text or "") + " ".join(child.tail or "" for child in node)
    mixed = bool(re.search(r"\w", own))
    prose = mixed and words_of_own(node) >= 8

    def flush() -> None:
        text = squeeze("".join(parts))
        parts.clear()
        if text and re.search(r"\w", text):
            made.runs.append(Run(text, path, node, late[0], linked, size=words_in(text)))

    parts.append(node.text or "")
    for child in node:
        tag = child.tag
        if not isinstance(tag, str):
            parts.append(child.tail or "")
            continue
        if child is made.title_node:
            flush()
            late[0] = True
        elif tag == "br":
            flush()
        elif child in made.cut or tag in SKIP_TAGS or is_hidden(child):
            pass
        elif child in made.used:
            if not prose:
                flush()
        elif (
            tag in INLINE
            and (mixed or prose)
            and not holds(child, made.title_node)
            and not any(part in made.used for part in child.iter() if part is not child and not prose)
        ):
            inline(made, child, parts, 0)
        elif depth < 60:
            flush()
            walk(made, child, f"{path}/{tag}.{'.'.join(sorted(class_words(child)))[:60]}", late, depth + 1)
        parts.append(child.tail or "")
    flush()


def inline(made: Draft, node: Element, parts: list[str], depth: int) -> None:
    """Append the text of an inline element in a sentence, without links that call for action."""
    parts.append(node.text or "")
    for child in node:
        if (
            isinstance(child.tag, str)
            and child not in made.used
            and child.tag not in SKIP_TAGS
            and not is_hidden(child)
            and depth < 50
        ):
            if child.tag == "br":
                parts.append(" ")
            inline(made, child, parts, depth + 1)
        parts.append(child.tail or "")
