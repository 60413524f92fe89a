"""Answers of the WordPress REST API (`/wp-json/wp/v2/posts`) ─► teasers."""

from __future__ import annotations

import re
from typing import Any
from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from aggregator.items import Teaser
from aggregator.reading.structured.feeds import Content
from aggregator.reading.structured.plain import plain, string
from aggregator.reading.tree.page import Page
from aggregator.reading.when import read_date


def is_rest(data: Any) -> bool:
    """Whether the JSON is a list of WordPress posts."""
    return (
        isinstance(data, list)
        and bool(data)
        and all(isinstance(post, dict) and "link" in post and "title" in post for post in data[:3])
    )


def read_rest(page: Page, posts: list[Any]) -> Content:
    """Teasers, and the next page where this one is full."""
    posts = [post for post in posts if isinstance(post, dict)]
    return Content(
        [read_post(page, post) for post in posts[:1000]], next_page=following(page.url, len(posts))
    )


def following(address: str, count: int) -> str | None:
    """The next page's address: the API tells the number of pages in headers alone, so a full page has a next one."""
    parts = urlsplit(address)
    query = parse_qsl(parts.query, keep_blank_values=True)
    named = dict(query)
    size = (
        int(named["per_page"]) if named.get("per_page", "").isdecimal() and len(named["per_page"]) < 5 else 10
    )
    if count < size or "wp/v2" not in address:
        return None
    number = int(named["page"]) if named.get("page", "").isdecimal() and len(named["page"]) < 7 else 1
    kept = [(name, value) for name, value in query if name != "page"]
    return urlunsplit(parts._replace(query=urlencode([*kept, ("page", str(number + 1))])))


def rendered(value: Any) -> str | None:
    """Text of a field that is `{"rendered": markup}` or a string."""
    return plain(string(value.get("rendered")) if isinstance(value, dict) else string(value))


def read_post(page: Page, post: dict[str, Any]) -> Teaser:
    """One post: UTC time, names from the embedded terms, excerpt without its 'Read more'."""
    printed = string(post.get("date_gmt"))
    stamp = (
        printed + "Z"
        if printed and not re.search(r"(?:Z|[+-]\d\d:?\d\d)$", printed)
        else printed or string(post.get("date"))
    )
    published = read_date(page, stamp) if stamp else None
    embedded = post.get("_embedded") if isinstance(post.get("_embedded"), dict) else {}
    assert isinstance(embedded, dict)
    categories, tags = terms(embedded.get("wp:term"))
    people = (
        [string(person.get("name")) for person in embedded.get("author") or () if isinstance(person, dict)]
        if isinstance(embedded.get("author"), list)
        else []
    )
    classes = post.get("class_list")
    names = (
        classes if isinstance(classes, list) else list(classes.values()) if isinstance(classes, dict) else []
    )
    guid = post.get("guid")
    return Teaser(
        url=page.resolve(string(post.get("link"))),
        title=rendered(post.get("title")),
        excerpt=without_more(rendered(post.get("excerpt"))) or rendered(post.get("content")),
        published=published[0] if published else None,
        published_precision=published[1] if published else None,
        published_from="data" if published else None,
        published_text=stamp if published else None,
        author=", ".join(person for person in people if person) or None,
        categories=tuple(categories),
        tags=tuple(tags),
        guid=string(guid.get("rendered")) if isinstance(guid, dict) else string(guid),
        slugs=tuple(
            match[1]
            for name in names
            if isinstance(name, str) and (match := re.match(r"(?:category|tag)-(\D[\w-]*)$", name))
        ),
    )


def terms(groups: Any) -> tuple[list[str], list[str]]:
    """Names of categories and of tags."""
    found: dict[str, list[str]] = {"category": [], "post_tag": []}
    for group in groups if isinstance(groups, list) else ():
        for term in group if isinstance(group, list) else ():
            if isinstance(term, dict) and (name := plain(string(term.get("name")))):
                kind = string(term.get("taxonomy")) or "category"
                found.setdefault(kind, []).append(name)
    return found["category"], found["post_tag"]


def without_more(text: str | None) -> str | None:
    """The excerpt without a closing 'Continue reading …' link text behind its ellipsis."""
    if not text:
        return None
    match = re.search(r"(?:…|\.\.\.|\[…\]|\[\.\.\.\])\s+\S", text)
    if match and len(text) - match.end() < 200 and not re.search(r"[.!?]\s*$", text[match.end() :]):
        return text[: match.end() - 1].strip()
    return text
