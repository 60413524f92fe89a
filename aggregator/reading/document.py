"""Any bytes ─► `Listing`: finds out what a document is, and has it read by who can."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from lxml import etree

from aggregator.items import Listing, Source
from aggregator.reading.choose import read_html
from aggregator.reading.structured import feeds, jsonfeed, rest, sitemap
from aggregator.reading.structured.jsonld import load
from aggregator.reading.tree.decoding import decode, monstrous_tag
from aggregator.reading.tree.page import Page, parse

BINARY = (
    b"\x89PNG",
    b"\xff\xd8\xff",
    b"GIF8",
    b"%PDF",
    b"PK\x03\x04",
    b"\x1f\x8b",
    b"RIFF",
    b"\x00\x00\x01\x00",
    b"ID3",
    b"\x7fELF",
    b"Rar!",
)
NOT_TEXT = re.compile(
    r"^(?:image|audio|video|font)/|^application/(?:pdf|zip|gzip|octet-stream|x-tar|msword|vnd\.)", re.I
)


def read(  # noqa: PLR0913 - the contract
    body: bytes,
    url: str,
    *,
    content_type: str | None = None,
    source: Source | None = None,
    now: datetime | None = None,
    prefer: str | None = None,
    why: bool = False,
) -> Listing:
    """Read one page: its teasers in page order, or that it is no listing. Never raises, whatever the bytes.

    `url` is the page's address after redirects; `now` the time of reading, without which relative dates stay null;
    `prefer` the reader that worked last time; `why` keeps the candidates that were weighed.
    """
    kind = (content_type or "").partition(";")[0].strip().lower()
    if (NOT_TEXT.match(kind) and "xml" not in kind) or body.startswith(BINARY):
        return nothing(url, f"not_html: {kind or 'binary'}")
    if not body.strip():
        return nothing(url, "empty_body")
    text, problems = decode(body, content_type)
    head = text[:2000].lstrip()
    page = blank(url, now, source, problems)
    if "json" in kind or (head[:1] in "[{" and "<html" not in head.lower()):
        return read_json(page, text) or nothing(url, "not_a_feed: json", *problems)
    if looks_like_xml(head):
        return read_xml(page, text) or nothing(url, "not_a_feed: xml", *problems)
    if "xml" in kind and "html" not in kind:
        problems.append("not_a_feed")
    return read_markup(page, text, source, prefer, why)


def read_markup(page: Page, text: str, source: Source | None, prefer: str | None, why: bool) -> Listing:
    """An HTML page, unless it is one that cannot be parsed in bounded time."""
    if monstrous_tag(text):
        return nothing(page.url, "monstrous_tag")
    parsed = parse(text, page.url)
    if parsed is None:
        return nothing(page.url, "not_html", *page.problems)
    parsed.now, parsed.timezone, parsed.order = page.now, page.timezone, page.order
    parsed.lang = parsed.lang or page.lang
    parsed.problems[:0] = page.problems
    return read_html(parsed, source, prefer, why)


def looks_like_xml(head: str) -> bool:
    """Whether the document's first element is that of a feed or sitemap, whatever its content type says."""
    head = re.sub(r"^(?:\s|<\?.*?\?>|<!--.*?-->|<!DOCTYPE\s+(?!html)[^>]*>)+", "", head, flags=re.S | re.I)
    return bool(re.match(r"<(?:rss|rdf:RDF|RDF|feed|urlset|sitemapindex|(?:\w+:)?feed)[\s>]", head))


def blank(url: str, now: datetime | None, source: Source | None, problems: list[str]) -> Page:
    """A page without a tree, for documents that are data."""
    lang = source.languages[0] if source is not None and source.languages else None
    return Page(
        etree.Element("html"),
        url,
        url,
        lang,
        now,
        source.timezone if source else None,
        source.date_order if source else None,
        problems=problems,
    )


def nothing(url: str, *problems: str) -> Listing:
    """Not a listing, and why."""
    return Listing(url=url, kind="not_listing", problems=problems)


def read_json(page: Page, text: str) -> Listing | None:
    """WordPress REST or JSON Feed; None where the JSON is something else."""
    data: Any = load(text)
    if rest.is_rest(data):
        return found(page, "rest", rest.read_rest(page, data))
    if jsonfeed.is_json_feed(data):
        return found(page, "feed", jsonfeed.read_json_feed(page, data))
    return None


def read_xml(page: Page, text: str) -> Listing | None:
    """A feed or a news sitemap; None where the XML is something else."""
    root = feeds.parse_xml(text)
    if root is None:
        return None
    if sitemap.is_sitemap(root):
        return found(page, "sitemap", feeds.Content(sitemap.read_sitemap(page, root)))
    if feeds.is_feed(root):
        return found(page, "feed", feeds.read_xml_feed(page, root))
    return None


def found(page: Page, reader: str, content: feeds.Content) -> Listing:
    """The listing of a document that is data: an empty feed is still one."""
    is_listing = bool(content.items) or reader == "feed"
    return Listing(
        url=page.url,
        kind="listing" if is_listing else "not_listing",
        read_by=reader if is_listing else None,
        items=tuple(content.items),
        heading=content.heading,
        description=content.description,
        next_page=content.next_page,
        lang=page.lang,
        problems=tuple(page.problems),
    )
