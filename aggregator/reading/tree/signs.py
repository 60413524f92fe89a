"""What an element's tag and attributes say that it is for. Alike elements say the same, so each kind is read once."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Literal, NamedTuple

from aggregator.reading.tree.classnames import words_of
from aggregator.reading.tree.dom import HEADING_TAGS
from aggregator.reading.words.names import (
    AUTHOR_WORDS,
    CATEGORY_WORDS,
    COMMENT_WORDS,
    DATE_WORDS,
    MODIFIED_WORDS,
    TEST_NAMES,
    TITLE_WORDS,
)

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

Role = Literal["", "link", "author", "section", "keywords", "comment", "category"]

# attributes, beside the class names, that say what an element is for
STATING = frozenset(("itemprop", "property", "datetime", "title", *TEST_NAMES))
RDFA_TITLE = re.compile(r"(?:^|[:\s])(?:title|headline)(?:\s|$)")
RDFA_DATE = re.compile(r"(?:^|:)(?:date|created|issued|published\w*|datePublished)(?:\s|$)")
NOT_TITLES = frozenset(("sub", "subtitle", "wrapper", "wrap", "container", "job", "widget", "site", "author"))
STATED_ROLES: tuple[tuple[tuple[str, ...], Role], ...] = (
    (("author", "creator"), "author"),
    (("articleSection", "genre"), "section"),
    (("keywords",), "keywords"),
)
PICTURE_WORDS = frozenset(("avatar", "image", "photo", "img", "bio"))


class Signs(NamedTuple):
    """What is said; ranks are higher the clearer it is, 0 where it is not said at all."""

    words: frozenset[str]  # of class names, and of the names that applications give the parts of a card
    title: int = 0
    named: bool = False  # schema.org's `name`: a title where it is the item's
    h_name: bool = False  # microformats' `p-name`: likewise
    date: int = 0
    modified: bool = False  # the date is that of a change
    titled: bool = False  # a title attribute, which may state a date
    role: Role = ""
    rank: int = 0  # of an author


def signs_of(node: Element) -> Signs | None:
    """What tag and attributes of an element say; None where it is nothing."""
    names = node.keys()
    if STATING.isdisjoint(names):
        return read_signs(node.tag, node.get("class", "") if names else "")
    return read_signs(
        node.tag,
        node.get("class", ""),
        node.get("itemprop", ""),
        node.get("property", ""),
        " ".join(node.get(name, "") for name in TEST_NAMES if name in names),
        bool(node.get("datetime")),
        bool(node.get("title")),
    )


@lru_cache(maxsize=4096)
def read_signs(  # noqa: PLR0913, PLR0917 - the attributes that say something
    tag: str,
    names: str,
    itemprop: str = "",
    rdfa: str = "",
    parts: str = "",
    timed: bool = False,
    titled: bool = False,
) -> Signs | None:
    """What a tag with these attributes says; `timed` and `titled` that it has a `datetime` and a `title`."""
    props = frozenset(itemprop.split())
    words = words_of(names) | words_of(parts) if parts else words_of(names)
    modified = "dateModified" in props or (not words.isdisjoint(MODIFIED_WORDS) and names_change(names))
    role, rank = role_of(tag, props, words)
    said = Signs(
        words,
        title=title_rank(tag, props, rdfa, names),
        named="name" in props and tag != "meta",
        h_name="p-name" in names.split(),
        date=date_rank(tag, props, rdfa, words, timed, modified),
        modified=modified,
        titled=titled,
        role=role,
        rank=rank,
    )
    return said if any(said[1:]) else None


def title_rank(tag: str, props: frozenset[str], rdfa: str, names: str) -> int:
    """How clearly it is the title: by schema.org, RDFa, hAtom, as a heading, by a class name."""
    if tag != "meta":
        if "headline" in props:
            return 100
        if rdfa and RDFA_TITLE.search(rdfa):
            return 95
    if "entry-title" in names.split():
        return 90
    if tag in HEADING_TAGS:
        return 70
    words = words_of(names)
    if tag in ("ul", "ol", "article", "section", "li") or words.isdisjoint(TITLE_WORDS):
        return 0
    return 60 if words.isdisjoint(NOT_TITLES) else 0


def date_rank(  # noqa: PLR0913, PLR0917 - the attributes that say something
    tag: str, props: frozenset[str], rdfa: str, words: frozenset[str], timed: bool, modified: bool
) -> int:
    """How clearly it is a date: by schema.org, RDFa, as `time`, by a class name; a date of change is the last."""
    if any(name.startswith("date") for name in props):
        return 1 if modified else 9 if "datePublished" in props else 6
    if RDFA_DATE.search(rdfa):
        return 8
    if tag == "time" or timed:
        return 1 if modified else 7 if "published" in words else 6
    if tag in ("a", "li"):
        called = not words.isdisjoint({"published", "date", "pubdate"})
    else:
        called = tag not in ("article", "ul", "section") and not words.isdisjoint(DATE_WORDS)
    return (1 if modified else 4) if called else 0


def names_change(names: str) -> bool:
    """Whether class names speak of a change alone: `updated`, but not `entry-date updated` nor `published updated`."""
    dated = [words for name in names.split() if (words := words_of(name)) & (DATE_WORDS - {"time"})]
    return all(words & MODIFIED_WORDS for words in dated)


def role_of(tag: str, props: frozenset[str], words: frozenset[str]) -> tuple[Role, int]:
    """What it is if not title or date, and the rank of an author."""
    for stated, role in STATED_ROLES:
        if not props.isdisjoint(stated):
            return role, 3
    if tag == "a":
        return "link", 0
    called = not words.isdisjoint(AUTHOR_WORDS) or {"user", "name"} <= words
    if called and words.isdisjoint(PICTURE_WORDS):
        return "author", 1 if "byline" in words else 2
    if not words.isdisjoint(COMMENT_WORDS):
        return "comment", 0
    return ("category", 0) if not words.isdisjoint(CATEGORY_WORDS) else ("", 0)
