"""Elements whose markup says that they are articles: HTML, microdata, microformats, RDFa."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element as Element

ARTICLE_TYPES = re.compile(
    r"schema\.org/(?:\w*Article|BlogPosting|LiveBlogPosting|CreativeWork|Report|\w*PublicationIssue|DiscussionForumPosting)$"
)
RDFA_TYPES = re.compile(
    r"(?:sioc:(?:Item|Post|BlogPost)|schema:\w*(?:Article|BlogPosting)|\bArticle|BlogPosting)"
)


def says_article(node: Element) -> str | None:
    """The reader's name, where markup says that the element is an article."""
    attributes = node.keys()
    kind = node.get("itemtype", "").strip() if "itemtype" in attributes else ""
    if kind and ARTICLE_TYPES.search(kind) and not kind.endswith("CreativeWork"):
        return "microdata"
    names = node.get("class", "") if "class" in attributes else ""
    if "entry" in names:
        tokens = names.split()
        if "h-entry" in tokens:
            return "h-entry"
        if "hentry" in tokens:
            return "markup"
    called = (
        node.tag == "article"
        or ("role" in attributes and node.get("role") == "article")
        or ("typeof" in attributes and RDFA_TYPES.search(node.get("typeof", "")))
    )
    return "markup" if called else None
