"""What a page is when it is no listing: an article, an empty archive."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from aggregator.reading.fields.draft import Draft
from aggregator.reading.tree import links
from aggregator.reading.tree.articles import says_article
from aggregator.reading.tree.chart import Map
from aggregator.reading.tree.classnames import class_words
from aggregator.reading.tree.dom import words_in
from aggregator.reading.tree.page import squeeze, text_of
from aggregator.reading.words.furniture import NOTHING_FOUND
from aggregator.reading.words.lexicon import KIND

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def linked_heading(made: Draft) -> bool:
    """Whether a first-level heading of the block is or stands in a link, as a teaser's does."""
    return any(
        next(heading.iterdescendants("a"), None) is not None
        or next(heading.iterancestors("a"), None) is not None
        for heading in made.block.iter("h1")
    )


def linked_title(made: Draft) -> bool:
    """Whether the title holds a link or stands in one; a title that is only a text is taken for linked."""
    title = made.title_node
    return title is None or any(node.tag == "a" for node in (*title.iter("a"), *title.iterancestors("a")))


def is_page_itself(made: Draft, drafts: list[Draft]) -> bool:
    """Whether the item with the page's first-level heading is the page: the heading leads nowhere, and so does the
    item, or only to its author or category, or there is at most one item more."""
    if made.url is None:
        return True
    if linked_heading(made):
        return False
    return len(drafts) <= 2 or bool(links.TAXONOMY.search(made.url))


def names_page(chart: Map, made: Draft) -> bool:
    """Whether the document's own title begins with the item's, as an article's does and an archive's does not."""
    node = next(chart.page.root.iter("title"), None)
    named = squeeze(node.text) if node is not None else ""
    return bool(made.title) and words_in(made.title or "") > 1 and named.startswith(made.title or "")


def leads_here(chart: Map, made: Draft, alone: bool) -> bool:
    """Whether an item's title links to the page that it stands on, as an article's own does. `alone` says that there
    is no other item: then another link of it tells nothing."""
    if (made.url is not None and not alone) or made.title_node is None:
        return False
    if urlsplit(chart.page.url).path in ("", "/"):
        return False
    around = (*made.title_node.iter("a"), *made.title_node.iterancestors("a"))
    addresses = (chart.page.resolve(href) for link in around if (href := link.get("href")) and href[0] != "#")
    return any(address and links.same_address(address, chart.page.url) for address in addresses)


def article_beside(chart: Map, drafts: list[Draft]) -> bool:
    """Whether an element that says it is an article has the page's heading and paragraphs, and none of the items."""
    for heading in chart.page.root.iter("h1"):
        article = next((node for node in heading.iterancestors() if says_article(node)), None)
        if article is None or next(heading.iterdescendants("a"), None) is not None:
            continue
        if not any(article is made.block or article in made.block.iterancestors() for made in drafts[:2]):
            return sum(words_in(text_of(node)) for node in article.iter("p")) >= 60
    return False


def prose_outside(chart: Map, items: set[Element]) -> int:
    """Words in paragraphs of the main part that are in no item."""
    total = 0
    for node in chart.page.root.iter("p"):
        if node not in items and chart.zone(node) not in ("chrome", "weak"):
            size = words_in(text_of(node))
            total += size if size >= 8 else 0
    return total


def is_article(chart: Map) -> bool:
    """Whether the page declares itself one article."""
    kind = chart.page.root.find(".//meta[@property='og:type']")
    if kind is not None and (kind.get("content") or "").lower() == "article":
        return True
    body = next(chart.page.root.iter("body"), None)
    words = (body.get("class") or "").split() if body is not None else []
    return "single" in words or "single-post" in words


def archive(chart: Map) -> bool:
    """Whether the page's body says that it is an archive."""
    body = next(chart.page.root.iter("body"), None)
    return body is not None and not class_words(body).isdisjoint(
        {"archive", "category", "tag", "author", "blog", "search", "taxonomy"}
    )


def headed_news(chart: Map) -> bool:
    """Whether the page's first heading is a few words for what lists hold: News, Press releases."""
    heading = next(chart.page.root.iter("h1"), None)
    if heading is None or next(heading.iter("a"), None) is not None:
        return False  # none, or the site's name
    text = text_of(heading)
    return words_in(text) <= 3 and bool(KIND.search(text))


def says_empty(chart: Map, items: set[Element]) -> bool:
    """Whether a short text of the main part says that there are no results."""
    for node in chart.page.root.iter("p", "h1", "h2", "h3", "div", "span"):
        own = node.text
        if own is None or node in items or own.isspace():
            continue
        text = squeeze(own)
        if 4 < len(text) < 200 and chart.zone(node) != "chrome" and NOTHING_FOUND.search(text):
            return True
    return False
