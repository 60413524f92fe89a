"""The runs of text in a block: what reads as one, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from aggregator.reading.fields.draft import Draft, Run
from aggregator.reading.tree.dom import INLINE, SKIP_TAGS, WORD, holds, is_hidden, words_in, words_of_own
from aggregator.reading.tree.page import squeeze

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_RUNS = 60  # a teaser has fewer; of a whole article the head is enough
MAX_DEPTH = 60
ENDS = frozenset(".!?…。！？।؟۔")
PROSE = 8  # words of its own that make an element a paragraph


def gather_runs(made: Draft) -> None:
    """Put the runs of text of the draft's block into it, in order, without what is used, cut or hidden."""
    block = made.block
    linked = block.tag == "a" or next(block.iterancestors("a"), None) is not None
    Gatherer(made, late=made.title_node is None).gather(block, "", linked, 0)


@dataclass(slots=True)
class Gatherer:
    """A walk through one block; `late` once it is behind the title."""

    made: Draft
    late: bool

    def gather(self, node: Element, path: str, linked: bool, depth: int) -> None:
        """Add the runs below `node`, which is at `path` within the block."""
        if len(node) == 0:
            self.add([node.text or ""], node, path, linked)
            return
        made = self.made
        own = words_of_own(node)
        parts = [node.text] if own and node.text else []
        dropped = 0
        for child in node:
            if len(made.runs) >= MAX_RUNS:
                return
            tag = child.tag
            if tag == "br" or child is made.title_node:
                self.add(parts, node, path, linked, dropped)
                self.late = self.late or child is made.title_node
            elif tag in SKIP_TAGS or is_hidden(child) or child in made.cut:
                pass
            elif child in made.used:
                dropped += 1
                if own < PROSE:
                    self.add(parts, node, path, linked, dropped)
            elif own and tag in INLINE and reads_on(made, child, own):
                inline(made, child, parts, 0)
            elif depth < MAX_DEPTH:
                self.add(parts, node, path, linked, dropped)
                self.gather(child, f"{path}/{tag}.{child.get('class', '')}", linked or tag == "a", depth + 1)
            if own and (text := child.tail):
                parts.append(text)
        self.add(parts, node, path, linked, dropped)

    def add(self, parts: list[str], node: Element, path: str, linked: bool, dropped: int = 0) -> None:
        """Add a run, if there is a word in its parts, and empty them; `dropped` elements before it were used."""
        if not parts:
            return
        text = squeeze("".join(parts))
        parts.clear()
        if text and WORD.search(text):
            size = words_in(text)
            sentence = size >= PROSE and text[-1] in ENDS
            role = "meta" if dropped > 1 and size <= 20 and not sentence else ""  # 'posted in … on … by …'
            self.made.runs.append(Run(text, path, node, self.late, linked, role, size))


def reads_on(made: Draft, node: Element, own: int) -> bool:
    """Whether an inline element is part of the text around it: it holds nothing used, or stands in a paragraph."""
    return node not in made.around or (own >= PROSE and not holds(node, made.title_node))


def inline(made: Draft, node: Element, parts: list[str], depth: int) -> None:
    """Append the text of an inline element in a sentence, without links that call for action."""
    parts.append(node.text or "")
    for child in node:
        if child not in made.used and child.tag not in SKIP_TAGS and depth < 50 and not is_hidden(child):
            if child.tag == "br":
                parts.append(" ")
            inline(made, child, parts, depth + 1)
        parts.append(child.tail or "")
