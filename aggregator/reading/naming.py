"""The title of a block and the link of its item."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.reading import links
from aggregator.reading.chart import Map
from aggregator.reading.dom import HEADING_TAGS, INLINE, SKIP_TAGS, holds, in_prose, inside, visible, words_in
from aggregator.reading.draft import Draft
from aggregator.reading.lexicon import CATEGORY_LABEL, NOISE, READ_MORE, TAG_LABEL
from aggregator.reading.links import Link
from aggregator.reading.names import AUTHOR_WORDS, COMMENT_WORDS
from aggregator.reading.page import class_words, squeeze, text_of
from aggregator.reading.signs import Signs
from aggregator.reading.weigh import main_address

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

CARD_WORDS = AUTHOR_WORDS | {"card"}
META_WORDS = AUTHOR_WORDS | COMMENT_WORDS | {"cat", "category", "categories", "tags", "terms"}


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


def find_address(made: Draft, chart: Map, headed: bool) -> None:
    """The item's link: in the title, around it, else the one that the block stands for; and a title from its text."""
    held = [link for link in chart.held(made.block) if link.address and not inside(link.node, made.cut)]
    outer = made.block if made.block.tag == "a" else next(made.block.iterancestors("a"), None)
    title = made.title_node
    if title is not None:
        mine = next((link for link in held if holds(link.node, title) or holds(title, link.node)), None)
        made.url = mine.address if mine else None
    if made.url is None and outer is not None:
        made.url = chart.link(outer).address or None
    if made.url is None:
        free = [
            link
            for link in held
            if "author" not in link.rel and not within_meta(made, link.node) and not in_prose(link.node)
        ]
        free = [link for link in free if not link.taxonomy] or [
            link for link in free if title is None and len(link.text) >= 25
        ]
        made.url = main_address(free) if free else None
    bookmark = next(
        (link.address for link in held if "bookmark" in link.rel and not in_prose(link.node)),
        None,
    )
    if bookmark and made.url and bookmark != made.url:
        made.guid = bookmark
    if made.title is None and not made.blank and not headed:
        title_from_link(made, held)


def within_meta(made: Draft, node: Element) -> bool:
    """Whether a link stands among people, categories or comments."""
    return not class_words(node).isdisjoint(META_WORDS) or within(made, node, META_WORDS)


def title_from_link(made: Draft, held: list[Link]) -> None:
    """The text of the first link to the item that says something: no 'Read more', no date."""
    best: Element | None = None
    for link in held:
        if best is not None and words_in(visible(best)) >= 3:
            break  # a teaser's text may be a link as well
        if (
            link.address != made.url
            or not link.text
            or in_prose(link.node)
            or next(link.node.iter("time"), None) is not None
        ):
            continue
        text = link.visible()
        if (READ_MORE.match(text) and len(text) < 40) or NOISE.match(text):
            continue
        if best is None or len(text) > len(visible(best)):
            best = link.node
    if best is None or whole_card(best):
        return
    strong = next((node for node in best.iter("strong", "b") if visible(node)), None)
    made.title_node = strong if strong is not None else best
    made.title = visible(made.title_node)


def whole_card(link: Element) -> bool:
    """Whether a link holds more than its title: blocks, or several spans and nothing between them. Its runs decide."""
    if any(
        child.tag not in INLINE and child.tag not in SKIP_TAGS and child.tag != "br" and text_of(child)
        for child in link.iterdescendants("*")
    ):
        return True
    spans = [child for child in link if child.tag == "span" and visible(child)]
    return (
        len(spans) >= 2
        and not squeeze(link.text)
        and not any(squeeze(span.tail) for span in spans)
        and next(link.iter("strong", "b"), None) is None
    )
