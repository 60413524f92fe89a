"""Who wrote an item: the names that markup and links state."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from aggregator.reading.fields.draft import Draft
from aggregator.reading.tree import links
from aggregator.reading.tree.classnames import class_words
from aggregator.reading.tree.dom import in_prose, inside, visible
from aggregator.reading.tree.page import squeeze
from aggregator.reading.words.furniture import NOISE, READ_MORE
from aggregator.reading.words.lexicon import BY, CATEGORY_LABEL, DATE_LABEL, TAG_LABEL

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


def note_author(made: Draft, node: Element, rank: int) -> None:
    """A person's name from an element that says so; the innermost and clearest wins."""
    if rank < 3 and made.authors and inside(node, made.used):
        return
    if in_prose(node):
        return
    named = name_in(node) if len(node) else None
    if named is None and any(labels(link) for link in node.iter("a")):
        return  # a line that tells labels, and no one's name
    text = visible(named if named is not None else node)
    name = clean_name(text)
    if name and name not in made.authors and (not made.authors or rank >= 3):
        if made.authors and any(name in other or other in name for other in made.authors):
            return
        made.authors.append(name)
    if len(text) <= 80:
        made.used.add(node if named is None or len(visible(node)) <= 80 else named)


def name_in(node: Element) -> Element | None:
    """The part of an element that holds the name: by schema.org, by relation or class name, or its only link."""
    for part in node.iter():
        if "name" in (part.get("itemprop") or "").split():
            return part
    for part in node.iter("a", "span"):
        if part is not node and (
            "author" in links.rels(part) or not class_words(part).isdisjoint(("fn", "name"))
        ):
            return part
    people = [part for part in node.iter("a") if visible(part) and not labels(part)]
    return people[0] if len(people) == 1 else None


def labels(link: Element) -> bool:
    """Whether a link says that it leads to a category or a tag."""
    return not links.rels(link).isdisjoint(("tag", "category"))


# behind a name: a counter in brackets, and the full stop of a sentence (not that of `Jr.` or `Ltd.`)
BEHIND = re.compile(r"\s*\([^()]*\d[^()]*\)?$|(?<=[^\W\d_]{3})(?<!Inc)(?<!Ltd)\.$")


def clean_name(text: str) -> str | None:
    """The name without 'by' before it; None where it is none."""
    name = BEHIND.sub("", BY.sub("", squeeze(text))).strip(" \t,;:|·•–—-()[]")
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
