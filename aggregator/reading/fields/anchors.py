"""What the links inside a block are: categories, tags, people, comments, 'Read more', sharing."""

from __future__ import annotations

from aggregator.reading.fields.draft import Draft, add
from aggregator.reading.fields.naming import within
from aggregator.reading.fields.people import note_author
from aggregator.reading.tree import links
from aggregator.reading.tree.dom import holds, in_prose
from aggregator.reading.tree.links import Link
from aggregator.reading.tree.page import squeeze
from aggregator.reading.words.furniture import READ_MORE
from aggregator.reading.words.names import AUTHOR_WORDS, CATEGORY_WORDS, MORE_WORDS

QUOTES = ' .…»→›"“”:'
TAGS = frozenset(("tag", "tags"))


def note_link(made: Draft, link: Link, words: frozenset[str], mine: str | None) -> None:
    """Take from one link what it tells. `words` are those of its class names, `mine` the key of the item's address."""
    node, address = link.node, link.target
    if address is None:
        made.used.add(node)
    elif mine is not None and links.key(address) == mine:
        text = link.visible()
        if link.answers or (
            not holds(node, made.title_node)
            and (is_more(text, words) or says_again(made.title, text) or says_address(address, text))
        ):
            made.used.add(node)
    elif link.answers or links.is_service(address):
        made.used.add(node)
    elif (not in_prose(node) or closes_as_hashtag(link)) and not holds(node, made.title_node):
        if "author" in link.rel or not words.isdisjoint(AUTHOR_WORDS) or leads_to_person(link, address):
            note_author(made, node, 3)
        elif leads_to_category(made, link, address, words):
            note_category_link(made, link, address, words)
        elif is_more(link.visible(), words):
            made.used.add(node)


def leads_to_person(link: Link, address: str) -> bool:
    """Whether the address is a person's, and the link is not called a category's."""
    return links.is_person(address) and link.rel.isdisjoint(("tag", "category"))


def leads_to_category(made: Draft, link: Link, address: str, words: frozenset[str]) -> bool:
    """Whether a link leads to a category or tag: by its relation, address or class names, or those around it."""
    return (
        not link.rel.isdisjoint(("tag", "category"))
        or links.is_taxonomy(link.rel, address)
        or not words.isdisjoint(CATEGORY_WORDS)
        or within(made, link.node, CATEGORY_WORDS)
    )


def note_category_link(made: Draft, link: Link, address: str, words: frozenset[str]) -> None:
    """Take the name of a category or tag from a link to it."""
    name = link.visible()
    if name and len(name) <= 60 and not is_more(name, words):
        if "category" in link.rel:
            into = made.categories
        elif links.TAG.search(address):
            into = made.tags
        else:
            loose = within(made, link.node, TAGS) and not links.TAXONOMY.search(address)
            into = made.loose_tags if loose else made.categories
        add(into, name)
    made.used.add(link.node)


def says_again(title: str | None, text: str) -> bool:
    """Whether a link's text is the title again, with at most a few words such as 'Read more' around it."""
    if not title or not text:
        return False
    text, title = text.strip(QUOTES), title.strip(QUOTES)
    rest = text.replace(title, "").strip(QUOTES)
    return text in title or (rest != text and len(rest) < 30)


def closes_as_hashtag(link: Link) -> bool:
    """Whether a link is a hashtag behind a text, not a word of it: nothing but others like it follow in its line."""
    for node in (link.node, *link.node.itersiblings()):
        if node is not link.node and node.tag != "a":
            return True
        if not (node.text or "").startswith("#") or squeeze(node.tail):
            return False
    return True


def says_address(address: str, text: str) -> bool:
    """Whether a link's text is the end of its own address, as wikis and logs print it for a permalink."""
    return len(text) >= 3 and links.key(address).rstrip("?").endswith(text)


def is_more(text: str, words: frozenset[str]) -> bool:
    """Whether a link says 'Read more' in whatever words."""
    if len(text) > 200:
        return False
    return (
        bool(READ_MORE.match(text))
        or (not words.isdisjoint(MORE_WORDS) and len(text) < 200)
        or text in ("…", "...", "[…]", "[...]", "»", "→", ">", "›")
    )
