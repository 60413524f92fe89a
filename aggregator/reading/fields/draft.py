"""A teaser in the making: what one block says, and the runs of text that nothing has claimed yet."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from aggregator.items import Precision, PublishedFrom

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

MAX_NAMES = 200  # categories or tags of one item


@dataclass(slots=True)
class Run:
    """A stretch of text that reads as one: `path` is its place in the block, the same in each for one role."""

    text: str
    path: str
    node: Element
    late: bool  # behind the title
    linked: bool = False
    role: str = ""
    size: int = 0  # words


@dataclass(slots=True)
class Draft:
    """A teaser in the making."""

    block: Element
    title: str | None = None
    title_node: Element | None = None
    blank: bool = False  # a heading is there, but nothing in it
    url: str | None = None
    guid: str | None = None
    astray: bool = False  # its title links to what is no web address: javascript:, data:
    dates: list[tuple[int, PublishedFrom, str, Element]] = field(
        default_factory=list
    )  # rank, from, text, element
    authors: list[str] = field(default_factory=list)
    categories: list[str] = field(default_factory=list)
    tags: list[str] = field(default_factory=list)
    loose_tags: list[str] = field(default_factory=list)  # called tags by a label or class alone
    slugs: list[str] = field(default_factory=list)
    lang: str | None = None
    used: set[Element] = field(default_factory=set)
    dated: set[Element] = field(default_factory=set)  # elements that hold the date
    cut: set[Element] = field(default_factory=set)
    around: set[Element] = field(default_factory=set)  # ancestors of the title and of what is used
    runs: list[Run] = field(default_factory=list)
    under: str | None = None  # the heading above the group that it stands in
    excerpt: str | None = None
    published: tuple[str, Precision, PublishedFrom, str] | None = None  # iso, precision, from, as printed


def add(names: list[str], name: str) -> None:
    """Append a name that is not there yet."""
    name = name.strip(" ,|/·•").removeprefix("#").strip()
    if name and len(names) < MAX_NAMES and name not in names:
        names.append(name)
