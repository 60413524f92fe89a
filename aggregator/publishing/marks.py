"""Names for exactly what an edition shows, whole and file by file: equal marks make equal bytes."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import replace

from aggregator.publishing.edition import Edition

FORMATS = ("rss.xml", "atom.xml", "json")


def marks_of(edition: Edition) -> dict[str, str]:
    """The mark of each file of a feed, by its name."""
    feeds = (*edition.feeds, *edition.retired)
    items = {item.id: item for feed in feeds for item in feed.items}
    told = {id: _mark(repr(item)) for id, item in items.items()}
    shared = repr((edition.site, sorted(feed.slug for feed in edition.feeds)))
    found: dict[str, str] = {}
    for feed in feeds:
        outline = repr(replace(feed, items=(), weeks=()))
        mark = _mark(shared, outline, *(told[item.id] for item in feed.items))
        found |= {feed.file(suffix): mark for suffix in FORMATS}
        found[feed.file("html")] = _mark(mark, repr(feed.weeks))  # only pages show how much comes in
    return found


def mark_of(edition: Edition, marks: Mapping[str, str]) -> str:
    """The mark of all of it; `marks` are those of its files."""
    rest = (edition.site, list(marks.items()), edition.sources, edition.downloads, edition.report)
    return _mark(*map(repr, rest))


def _mark(*parts: str) -> str:
    hashed = hashlib.blake2b(digest_size=16)
    for part in parts:
        hashed.update(part.encode("utf-8", "backslashreplace"))
    return hashed.hexdigest()
