"""State that script applications leave in the page (`__NEXT_DATA__`, `window.__STATE__ = {…}`) ─► teasers."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import urlsplit

from aggregator.items import Teaser
from aggregator.reading.structured.jsonld import names_of
from aggregator.reading.structured.payload import lists, values
from aggregator.reading.structured.plain import plain, string
from aggregator.reading.tree.page import Page
from aggregator.reading.when import read_date


def fields(names: str) -> tuple[str, ...]:
    """Names of fields, the likeliest first."""
    return tuple(names.split())


TITLES = ("title", "headline", "name", "heading")
ADDRESSES = fields(
    """
    url link href permalink path uri canonicalUrl canonical_url fullSlug slug
    """
)
EXCERPTS = fields(
    """
    excerpt summary description teaser intro lead abstract subtitle standfirst body_preview dek
    """
)
DATES = fields(
    """
    publishedAt published_at datePublished publishDate publish_date publicationDate publication_date
    published date pubDate post_date firstPublishedAt first_published_at createdAt created_at created
    """
)
UPDATES = ("updatedAt", "updated_at", "dateModified", "modified")
PEOPLE = ("author", "authors", "byline", "creator")
SECTIONS = ("category", "categories", "section", "topic", "topics", "type_label", "primaryCategory")
MAX_VALUES = 50_000


def read_state(page: Page) -> list[Teaser]:
    """The longest list of like objects with title and address in the page's state."""
    best: list[Teaser] = []
    for kind, name, text in page.scripts:
        if "ld+json" in kind or len(text) < 40:
            continue
        for value in values(kind, name, text):
            for group in lists(value, [MAX_VALUES]):
                teasers = [teaser for thing in group if (teaser := read_object(page, thing)) is not None]
                if len(teasers) > len(best) and len(teasers) >= 0.8 * len(group):
                    best = teasers
    return (
        best
        if len(best) > 1 and sum(1 for teaser in best if teaser.published or teaser.excerpt) > len(best) / 2
        else []
    )


def first(thing: dict[str, Any], names: tuple[str, ...]) -> str | None:
    """The first text among the named fields; `{rendered|text|value: …}` is looked into."""
    for name in names:
        value = thing.get(name)
        if isinstance(value, dict):
            value = value.get("rendered") or value.get("text") or value.get("value") or value.get("current")
        if isinstance(value, str) and value.strip():
            return value.strip()
    return None


def read_object(page: Page, thing: dict[str, Any]) -> Teaser | None:
    """A teaser of an object with title and address; one with a slug alone gets the listing's address before it."""
    fields = thing.get("fields") or thing.get("attributes") or thing.get("frontmatter")
    if isinstance(fields, dict):
        thing = {**thing, **fields}
    title, address = plain(first(thing, TITLES)), first(thing, ADDRESSES)
    if not title or not address:
        return None
    if not re.match(r"https?://|/", address):
        address = urlsplit(page.url).path.rstrip("/") + "/" + address
    stated = first(thing, DATES)
    stamp = stated or first(thing, UPDATES)
    published = read_date(page, stamp) if stamp else None
    people = [name for field in PEOPLE for name in names_of(thing.get(field)) if name]
    sections = [name for field in SECTIONS for name in named(thing.get(field)) if name]
    return Teaser(
        url=page.resolve(address),
        title=title,
        excerpt=plain(first(thing, EXCERPTS)),
        published=published[0] if published else None,
        published_precision=published[1] if published else None,
        published_from=None if not published else "data" if stated else "modified",
        published_text=stamp if published else None,
        author=", ".join(dict.fromkeys(people)) or None,
        categories=tuple(dict.fromkeys(sections)),
        tags=tuple(name for name in named(thing.get("tags")) if name),
        guid=string(thing.get("id")),
    )


def named(value: Any) -> list[str]:
    """Names or titles of a thing or of a list of things."""
    found = []
    for part in value if isinstance(value, list) else [value]:
        name = (
            (part.get("name") or part.get("title") or part.get("label")) if isinstance(part, dict) else part
        )
        if isinstance(name, str) and 0 < len(name.strip()) <= 60:
            found.append(name.strip())
    return found
