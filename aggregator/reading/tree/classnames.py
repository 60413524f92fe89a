"""Class names as words, and without what differs from item to item."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element


@lru_cache(maxsize=8192)
def words_of(names: str) -> frozenset[str]:
    """The words of class and id names: `post-card--isBig main` ─► post, card, is, big, main."""
    return frozenset(
        re.sub(r"([a-z])([A-Z])", r"\1 \2", names).replace("-", " ").replace("_", " ").lower().split()
    )


def class_words(element: Element) -> frozenset[str]:
    """The words of the element's class names."""
    names = element.get("class")
    return words_of(names) if names else frozenset()


VARIABLE = re.compile(
    r"\d|^(?:category|tag|author|format|status|type|has|is|not|topic|term|taxonomy|slug|lang|color|bg|js)-|^(?:odd|even|first|last|active|current|sticky|featured|"
    r"new|alt|clearfix|hentry|promoted|highlighted|selected|visible|hidden|lazy|loaded)$",
    re.I,
)


@lru_cache(maxsize=4096)
def stable(names: str) -> str:
    """Class names that may be shared by all items, sorted."""
    return ".".join(sorted({name for name in names.split() if not VARIABLE.search(name)}))
