"""What markup says inside a block: dates, people, categories, links that call for action."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aggregator.reading import links
from aggregator.reading.chart import Map
from aggregator.reading.dom import holds, in_prose, inside, visible
from aggregator.reading.draft import Draft, add
from aggregator.reading.lexicon import BY, CATEGORY_LABEL, DATE_LABEL, NOISE, READ_MORE, TAG_LABEL
from aggregator.reading.names import (
    AUTHOR_WORDS,
    CATEGORY_WORDS,
    COMMENT_WORDS,
    DATE_WORDS,
    MODIFIED_WORDS,
    MORE_WORDS,
    TEST_NAMES,
)
from aggregator.reading.naming import is_label, within
from aggregator.reading.page import class_words, squeeze, words_of

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

DATE_NAMES = frozenset(("datetime", "title", "property", "content"))  # attributes that may state a date
QUOTES = ' .…»→›"“”:'
ISO_DATE = re.compile(r"\d{4}-\d\d-\d\d(?:$|[T ]\d)")


def note_node(made: Draft, node: Element, chart: Map) -> None:
    """Take dates, people, categories and links that call for action from one element."""
    if node is made.title_node or (node is made.block and node.tag != "a"):
        return
    names = node.keys()
    words = class_words(node)
    for name in TEST_NAMES:
        if name in names:
            words = words | words_of(node.get(name, ""))
    prop = node.get("itemprop", "").split()
    stated = node.tag == "time" or prop or not DATE_NAMES.isdisjoint(names)
    if (stated or not words.isdisjoint(DATE_WORDS)) and note_date(made, node, words, prop):
        return
    if prop and ("author" in prop or "creator" in prop):
        note_author(made, node, 3)
        return
    if "articleSection" in prop or "genre" in prop:
        note_categories(made, node, made.categories)
        return
    if "keywords" in prop:
        note_categories(made, node, made.tags)
        return
    if node.tag == "a":
        note_link(made, node, words, chart)
        return
    if words:
        if (not words.isdisjoint(AUTHOR_WORDS) or {"user", "name"} <= words) and words.isdisjoint(
            {"avatar", "image", "photo", "img", "bio"}
        ):
            note_author(made, node, 2 if words.isdisjoint({"byline"}) else 1)
        elif not words.isdisjoint(COMMENT_WORDS) and (
            made.title_node is None or made.title_node not in set(node.iter())
        ):
            made.used.add(node)
        elif not words.isdisjoint(CATEGORY_WORDS):
            note_category_box(made, node, words)


def note_date(made: Draft, node: Element, words: frozenset[str], prop: list[str]) -> bool:
    """A date that markup states: `time`, schema.org, hAtom, RDFa, a title attribute, a class name that says date."""
    modified = "dateModified" in prop or (
        bool(words & MODIFIED_WORDS) and names_change(node.get("class") or "")
    )
    rdfa = node.get("property") or ""
    stated = node.get("datetime") or (node.get("content") if prop or rdfa else None)
    rank = 0
    if any(name.startswith("date") for name in prop):
        rank = 1 if modified else 9 if "datePublished" in prop else 6
    elif re.search(r"(?:^|:)(?:date|created|issued|published\w*|datePublished)(?:\s|$)", rdfa):
        rank = 8
    elif node.tag == "time" or node.get("datetime"):
        rank = 1 if modified else 7 if words & {"published"} else 6
    elif (words & DATE_WORDS and node.tag not in ("a", "article", "li", "ul", "section")) or (
        words & {"published", "date", "pubdate"} and node.tag in ("a", "li")
    ):
        rank = 1 if modified else 4
    titled = node.get("title")
    if not rank and titled and ISO_DATE.match(titled):
        rank = 3
    if not rank:
        return False
    if node.tag != "time" and not stated and (next(node.iter("time"), None) is not None or in_prose(node)):
        return False
    text = (
        squeeze(" ".join(str(part) for part in node.itertext()))
        if len(node) and len(node) <= 4
        else visible(node)
    )
    if stated:
        made.dates.append((rank + 10 if rank > 1 else rank, "attribute", stated.strip(), node))
    if titled and re.search(r"\d{4}", titled) and not stated:
        made.dates.append((rank + 5 if rank > 1 else rank, "attribute", titled.strip(), node))
    if text and len(text) <= 90 and re.search(r"\d", text):
        made.dates.append((rank, "text", text, node))
    if node.tag == "time" or len(text) <= 40:
        made.used.add(node)
        made.dated.add(node)
    return node.tag == "time" or bool(stated)


def names_change(names: str) -> bool:
    """Whether class names speak of a change alone: `updated`, but not `entry-date updated` nor `published updated`."""
    dated = [words for name in names.split() if (words := words_of(name)) & (DATE_WORDS - {"time"})]
    return all(words & MODIFIED_WORDS for words in dated)


def note_author(made: Draft, node: Element, rank: int) -> None:
    """A person's name from an element that says so; the innermost and clearest wins."""
    if inside(node, made.used) and rank < 3 and made.authors:
        return
    if in_prose(node):
        return
    named = next((part for part in node.iter() if "name" in (part.get("itemprop") or "").split()), None)
    if named is None:
        named = next(
            (
                part
                for part in node.iter("a", "span")
                if part is not node
                and (
                    "author" in links.rels(part)
                    or class_words(part) & {"fn", "name"}
                    or part.get("rel") == "author"
                )
            ),
            None,
        )
    if named is None:
        people = [part for part in node.iter("a") if visible(part)]
        named = people[0] if len(people) == 1 else None
    text = visible(named if named is not None else node)
    name = clean_name(text)
    if name and name not in made.authors and (not made.authors or rank >= 3):
        if made.authors and any(name in other or other in name for other in made.authors):
            return
        made.authors.append(name)
    if len(text) <= 80:
        made.used.add(node if named is None or len(visible(node)) <= 80 else named)


def clean_name(text: str) -> str | None:
    """The name without 'by' before it; None where it is none."""
    name = BY.sub("", squeeze(text)).strip(" \t,;:|·•–—-()[]")
    label = DATE_LABEL.match(name) or CATEGORY_LABEL.match(name) or TAG_LABEL.match(name)
    if (
        (label and label.end() == len(name))
        or NOISE.match(name)
        or not name
        or len(name) > 80
        or len(name.split()) > 8
        or re.search(r"\d{2}", name)
        or READ_MORE.fullmatch(name)
    ):
        return None
    return name


def note_link(made: Draft, node: Element, words: frozenset[str], chart: Map) -> None:
    """A link inside the block: category, tag, person, comments, 'Read more', sharing."""
    href = node.get("href") or ""
    address = chart.page.resolve(href) if href else None
    rel = links.rels(node)
    bare = address.partition("#")[0] if address else None
    if made.url and bare and links.same_address(bare, made.url):
        text = visible(node)
        if ("#" in href and re.search(r"#(?:comment|respond|reply|disqus)", href)) or (
            not holds(node, made.title_node) and (is_more(node, text, words) or says_again(made.title, text))
        ):
            made.used.add(node)
        return
    if address is None or links.is_service(address) or re.search(r"#(?:comment|respond|reply|disqus)", href):
        made.used.add(node)
        return
    if in_prose(node) or holds(node, made.title_node):
        return
    if (
        "author" in rel
        or not words.isdisjoint(AUTHOR_WORDS)
        or (links.PERSON.search(address) and not rel & {"tag", "category"})
    ):
        note_author(made, node, 3)
    elif (
        rel & {"tag", "category"}
        or links.is_taxonomy(node, address)
        or words & CATEGORY_WORDS
        or within(made, node, CATEGORY_WORDS)
    ):
        name = visible(node)
        if name and len(name) <= 60 and not is_more(node, name, words):
            is_tag = bool(links.TAG.search(address)) and "category" not in rel
            loose = (
                not is_tag
                and "category" not in rel
                and within(made, node, frozenset(("tag", "tags")))
                and not links.TAXONOMY.search(address)
            )
            add(made.tags if is_tag else made.loose_tags if loose else made.categories, name)
        made.used.add(node)
    elif is_more(node, visible(node), words):
        made.used.add(node)


def says_again(title: str | None, text: str) -> bool:
    """Whether a link's text is the title again, with at most a few words such as 'Read more' around it."""
    if not title or not text:
        return False
    text, title = text.strip(QUOTES), title.strip(QUOTES)
    rest = text.replace(title, "").strip(QUOTES)
    return text in title or (rest != text and len(rest) < 30)


def is_more(node: Element, text: str, words: frozenset[str]) -> bool:
    """Whether a link says 'Read more' in whatever words."""
    if len(text) > 200:
        return False
    return (
        bool(READ_MORE.match(text))
        or (not words.isdisjoint(MORE_WORDS) and len(text) < 200)
        or text in ("…", "...", "[…]", "[...]", "»", "→", ">", "›")
    )


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
