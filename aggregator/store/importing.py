"""Lines of JSON that people hand in, our own export lines among them, as teasers with their sources. Pure."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, get_args
from urllib.parse import urlsplit

from aggregator.items import Kind, Precision, PublishedFrom, Source, Teaser

TEXTS = (
    "source",
    "title",
    "excerpt",
    "published",
    "author",
    "lang",
    "source_name",
    "original_source",
    "published_text",
)
LISTS = ("categories", "tags")


class BadLineError(ValueError):
    """A line that cannot be taken in; the message says why, for people."""


class Declared:
    """Declared sources by id and by name."""

    def __init__(self, sources: Iterable[Source] = ()) -> None:
        self.by_id = {source.id: source for source in sources}
        self.by_name = {source.name.casefold(): source for source in self.by_id.values()}


@dataclass(frozen=True, slots=True)
class Line:
    """What one line says."""

    teaser: Teaser
    source: Source
    first_seen: datetime | None
    original_source: str | None


def read_line(text: str, declared: Declared) -> Line:
    """One line; BadLineError where it is no JSON object or a field has the wrong type.

    `source` names a declared source by id or name; any other is gated: nothing is trusted.
    """
    try:
        said = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise BadLineError(f"not JSON: {error}") from error
    if not isinstance(said, dict):
        raise BadLineError(f"not a JSON object but a {type(said).__name__}")
    _check(said)
    precision, origin = said.get("published_precision"), said.get("published_from")
    teaser = Teaser(
        url=said["url"],
        title=said.get("title"),
        excerpt=said.get("excerpt"),
        published=said.get("published"),
        published_precision=precision if precision in get_args(Precision) else None,
        published_from=origin if origin in get_args(PublishedFrom) else None,
        published_text=said.get("published_text"),
        author=said.get("author"),
        categories=tuple(said.get("categories") or ()),
        tags=tuple(said.get("tags") or ()),
        lang=said.get("lang"),
    )
    return Line(
        teaser, _source(said, declared), _first_seen(said.get("first_seen")), said.get("original_source")
    )


def _check(said: dict[str, Any]) -> None:
    if not isinstance(said.get("url"), str) or not said["url"].strip():
        raise BadLineError("url: missing")
    for name in TEXTS:
        if not isinstance(said.get(name), str | None):
            raise BadLineError(f"{name}: should be text, not {said[name]!r:.60}")
    for name in LISTS:
        value = said.get(name)
        if value is not None and not (isinstance(value, list) and all(isinstance(v, str) for v in value)):
            raise BadLineError(f"{name}: should be a list of texts, not {value!r:.60}")


def _first_seen(said: Any) -> datetime | None:
    if said is None:
        return None
    try:
        seen = datetime.fromisoformat(said)
    except (TypeError, ValueError) as error:
        raise BadLineError(f"first_seen: should be ISO 8601, not {said!r:.60}") from error
    try:
        return seen.replace(tzinfo=UTC) if seen.tzinfo is None else seen.astimezone(UTC)
    except OverflowError as error:
        raise BadLineError(f"first_seen: out of range: {said!r:.60}") from error


def _source(said: dict[str, Any], declared: Declared) -> Source:
    """The declared source of that id or name, else one made up for what the line says, gated and without trust."""
    name = (said.get("source") or "").strip()
    if name in declared.by_id:
        return declared.by_id[name]
    shown = (said.get("source_name") or name or _host(said["url"])).strip()[:200]
    if source := declared.by_name.get(name.casefold()) or declared.by_name.get(shown.casefold()):
        return source
    kind: Any = said.get("source_kind")
    made = slug(name or shown)
    return Source(
        id=f"{made}-imported" if made in declared.by_id else made,
        name=shown,
        url="",
        kind=kind if kind in get_args(Kind) else "media",
        offsite_links=True,
    )


def slug(name: str) -> str:
    """A source id from free text: lower-case letters, digits and hyphens, at most 64 characters."""
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(c for c in plain if not unicodedata.combining(c))
    return re.sub(r"[^\w]+|_", "-", plain).strip("-")[:56] or "unnamed"


def _host(url: str) -> str:
    try:
        return urlsplit(url).hostname or "unnamed"
    except ValueError:
        return "unnamed"
