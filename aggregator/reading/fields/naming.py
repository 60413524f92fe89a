"""The title of a block."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.reading.fields.draft import Draft
from aggregator.reading.tree import links
from aggregator.reading.tree.classnames import class_words
from aggregator.reading.tree.dom import HEADING_TAGS, visible
from aggregator.reading.tree.signs import Signs
from aggregator.reading.words.furniture import NOISE, READ_MORE
from aggregator.reading.words.lexicon import CATEGORY_LABEL, TAG_LABEL
from aggregator.reading.words.names import AUTHOR_WORDS

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

CARD_WORDS = AUTHOR_WORDS | {"card"}


def find_title(made: Draft, nodes: list[tuple[Element, Signs]], labels: bool) -> None:
    """The title by what says so most clearly: schema.org, hAtom, headings, class names."""
    best, best_rank = None, 0
    for node, signs in nodes:
        if not (signs.title or signs.named or signs.h_name):
            continue
        rank = title_rank(made, node, signs)
        if rank <= best_rank or (labels and rank == 70):
            continue
        text = visible(node)
        if not text:
            if node.tag in HEADING_TAGS or rank >= 90:
                made.blank = True
            continue
        if (
            len(text) > 400
            or is_label(text)
            or (NOISE.match(text) and len(text) < 30)
            or READ_MORE.fullmatch(text)
        ):
            continue
        best, best_rank = node, rank
    if best is not None:
        best = narrow(best) if best_rank == 60 else best
        made.title_node = best
        made.title = visible(best)


def narrow(node: Element) -> Element:
    """The one link that stands for the title in an element whose class name says title but which holds more."""
    named = [link for link in node.iter("a") if len(visible(link)) >= 8 and not rels_person(link)]
    return named[0] if len(named) == 1 and named[0] is not node else node


def rels_person(link: Element) -> bool:
    """Whether a link leads to a person or a category."""
    return bool(
        links.rels(link) & {"author", "tag", "category"} or links.TAXONOMY.search(link.get("href") or "")
    )


def title_rank(made: Draft, node: Element, signs: Signs) -> int:
    """How clearly the element says, where it stands, that it is the title; 0 if not at all."""
    if signs.title < 100 and signs.named and own_scope(made, node):
        return 100
    if signs.title < 90 and signs.h_name and not within(made, node, CARD_WORDS):
        return 90
    if signs.title == 70:
        linked = (
            next(node.iterdescendants("a"), None) is not None
            or next(node.iterancestors("a"), None) is not None
        )
        return 75 if linked else 70
    return signs.title


def own_scope(made: Draft, node: Element) -> bool:
    """Whether an `itemprop` belongs to the block itself, not to an author or publisher inside it."""
    if node.get("itemscope") is not None:
        return False
    for ancestor in node.iterancestors():
        if ancestor is made.block or ancestor.get("itemscope") is not None:
            return ancestor is made.block and ancestor.get("itemscope") is not None
        if ancestor.get("itemtype") is not None:
            return False  # a scope of which the page forgot to say that it is one
    return False


def within(made: Draft, node: Element, words: frozenset[str]) -> bool:
    """Whether an ancestor inside the block has one of the words in its class names."""
    for ancestor in node.iterancestors():
        if ancestor is made.block:
            return False
        if not class_words(ancestor).isdisjoint(words):
            return True
    return False


def is_label(text: str) -> bool:
    """Whether the text is nothing but a label such as `Tags:`."""
    return any(
        match.end() == len(text) for label in (TAG_LABEL, CATEGORY_LABEL) if (match := label.match(text))
    )
