"""The link of a block's item, and the title that its text gives where nothing else does."""

from __future__ import annotations

from typing import TYPE_CHECKING

from aggregator.reading.fields.draft import Draft
from aggregator.reading.fields.naming import within
from aggregator.reading.lists.weigh import main_address
from aggregator.reading.tree.chart import Map
from aggregator.reading.tree.classnames import class_words
from aggregator.reading.tree.dom import INLINE, SKIP_TAGS, holds, in_prose, inside, visible, words_in
from aggregator.reading.tree.links import Link
from aggregator.reading.tree.page import squeeze, text_of
from aggregator.reading.words.furniture import NOISE, READ_MORE
from aggregator.reading.words.names import AUTHOR_WORDS, COMMENT_WORDS

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

META_WORDS = AUTHOR_WORDS | COMMENT_WORDS | {"cat", "category", "categories", "tags", "terms"}


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
