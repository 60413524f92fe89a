"""JSON-LD in script elements ─► teasers: the articles that an ItemList, a Blog or a graph names."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

from aggregator.items import Teaser
from aggregator.reading.structured.plain import plain, string
from aggregator.reading.tree.page import Page
from aggregator.reading.when import read_date

ARTICLE = re.compile(r"(?:Article|Posting|Report)$")
LISTS = (
    "itemListElement",
    "blogPost",
    "blogPosts",
    "hasPart",
    "mainEntity",
    "@graph",
    "item",
    "mainEntityOfPage",
)
MAX_VALUES = 5000


def load(text: str) -> Any:
    """The value of a JSON text, or None: never raises, whatever its depth or numbers."""
    try:
        return json.loads(
            text.strip().strip(";"),
            parse_int=lambda digits: int(digits) if len(digits) < 20 else None,
            parse_constant=lambda _: None,
        )
    except (ValueError, RecursionError):
        return None


def read_jsonld(page: Page) -> list[Teaser]:
    """Teasers of the page's JSON-LD, in order, each address once."""
    teasers: dict[str, Teaser] = {}
    for kind, _, text in page.scripts:
        if "ld+json" in kind:
            for thing in articles(load(text), [MAX_VALUES]):
                teaser = read_thing(page, thing)
                if teaser.url and teaser.url not in teasers:
                    teasers[teaser.url] = teaser
    return list(teasers.values())


def articles(value: Any, left: list[int], depth: int = 0) -> Iterator[dict[str, Any]]:
    """Every article in the value, through the properties that hold lists."""
    left[0] -= 1
    if left[0] < 0 or depth > 12:
        return
    if isinstance(value, list):
        for part in value:
            yield from articles(part, left, depth + 1)
    elif isinstance(value, dict):
        types = value.get("@type")
        names = types if isinstance(types, list) else [types]
        if any(isinstance(name, str) and ARTICLE.search(name) for name in names) or (
            any(name == "ListItem" for name in names)
            and not isinstance(value.get("item"), dict)
            and value.get("url")
            and value.get("name")
        ):
            yield value
        for name in LISTS:
            if isinstance(value.get(name), (list, dict)):
                yield from articles(value[name], left, depth + 1)


def names_of(value: Any) -> list[str]:
    """Names of people or things given as text, objects, or lists of them."""
    values = value if isinstance(value, list) else [value]
    names = [plain(string(part.get("name")) if isinstance(part, dict) else string(part)) for part in values]
    return [name for name in names if name]


def read_thing(page: Page, thing: dict[str, Any]) -> Teaser:
    """One article."""
    address = thing.get("url") or thing.get("@id") or thing.get("mainEntityOfPage")
    if isinstance(address, dict):
        address = address.get("@id")
    stated = string(thing.get("datePublished")) or string(thing.get("dateCreated"))
    stamp = stated or string(thing.get("dateModified"))
    published = read_date(page, stamp) if stamp else None
    keywords = thing.get("keywords")
    return Teaser(
        url=page.resolve(string(address)),
        title=plain(string(thing.get("headline")) or string(thing.get("name"))),
        excerpt=plain(string(thing.get("description")) or string(thing.get("abstract"))),
        published=published[0] if published else None,
        published_precision=published[1] if published else None,
        published_from=None if not published else "data" if stated else "modified",
        published_text=stamp if published else None,
        author=", ".join(dict.fromkeys(names_of(thing.get("author")))) or None,
        categories=tuple(dict.fromkeys(names_of(thing.get("articleSection")))),
        tags=tuple(keywords.split(", "))
        if isinstance(keywords, str) and keywords
        else tuple(names_of(keywords))
        if keywords
        else (),
    )
