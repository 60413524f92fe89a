"""The runs of text in a block: what reads as one, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.reading.dom import INLINE, SKIP_TAGS, WORD, holds, is_hidden, words_in, words_of_own
from aggregator.reading.draft import Draft, Run
from aggregator.reading.page import squeeze

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_RUNS = 60  # a teaser has fewer; of a whole article the head is enough


def walk(made: Draft, node: Element, path: str, late: list[bool], linked: bool, depth: int) -> None:  # noqa: PLR0913, PLR0917
    """Append the runs of text below `node`, in order, without what is used, cut or hidden."""
    if len(made.runs) >= MAX_RUNS:
        return
    parts: list[str] = []
    dropped = 0
    own = words_of_own(node)
    mixed, prose = own > 0, own >= 8

    def flush() -> None:
        text = squeeze("".join(parts))
        parts.clear()
        if text and WORD.search(text):
            run = Run(text, path, node, late[0], linked, size=words_in(text))
            if dropped > 1 and run.size <= 20:
                run.role = "meta"  # what is left of 'posted in … on … by …'
            made.runs.append(run)

    parts.append(node.text or "")
    for child in node:
        if len(made.runs) >= MAX_RUNS:
            return
        tag = child.tag
        if child is made.title_node:
            flush()
            late[0] = True
        elif tag == "br":
            flush()
        elif child in made.cut or tag in SKIP_TAGS or is_hidden(child):
            pass
        elif child in made.used:
            dropped += 1
            if not prose:
                flush()
        elif (
            mixed
            and tag in INLINE
            and (child not in made.around or (prose and not holds(child, made.title_node)))
        ):
            inline(made, child, parts, 0)
        elif depth < 60:
            flush()
            walk(
                made,
                child,
                f"{path}/{tag}.{child.get('class', '')}",
                late,
                linked or tag == "a",
                depth + 1,
            )
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
