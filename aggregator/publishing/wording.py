"""Publishers and labels as they are told: their names for people, their URIs for machines."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from aggregator.items import Source
from aggregator.publishing.clean import plain, web_address
from aggregator.store.records import StoredEntry

OWN_LABELS = 8  # of the publisher's own categories


@dataclass(frozen=True, slots=True)
class Label:
    """A category: `term` is for machines, `name` for people, `scheme` says whose term it is (None: the publisher's)."""

    term: str
    name: str
    scheme: str | None = None


@dataclass(frozen=True, slots=True)
class Origin:
    """The publisher: `id` is a tag: URI, `url` the listing or the site, `feed` its own feed where one is declared."""

    id: str
    name: str
    url: str
    kind: str = "media"
    feed: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wording:
    """What is needed to tell entries: the store's tag, the declared sources, the names of codes by kind of label."""

    tag: tuple[str, int]
    sources: Mapping[str, Source] = field(default_factory=dict)
    topics: Mapping[str, str] = field(default_factory=dict)
    countries: Mapping[str, str] = field(default_factory=dict)
    regions: Mapping[str, str] = field(default_factory=dict)
    origins: dict[tuple[str, str | None], Origin] = field(default_factory=dict)

    def uri(self, *parts: str) -> str:
        """`tag:authority,year:part/part` (RFC 4151), lower case in the authority."""
        return f"tag:{self.tag[0].lower()},{self.tag[1]}:{'/'.join(parts)}"


def origin_of(entry: StoredEntry, url: str, wording: Wording) -> Origin:
    """The publisher; of an undeclared source the site of the entry. Told once for all that a source gave."""
    declared = wording.sources.get(entry.source)
    home = None if declared else "/".join(url.split("/", 3)[:3]) + "/"
    key = (entry.source, home)
    if key not in wording.origins:
        name = plain(declared.name if declared else entry.source_name, limit=120) or urlsplit(url).netloc
        # An undeclared source is free text: what identifies it must still be a URI.
        digest = hashlib.sha256(entry.source.encode("utf-8", "replace")).hexdigest()[:16]
        wording.origins[key] = Origin(
            id=wording.uri("source", entry.source if declared else f"x-{digest}"),
            name=name,
            url=home or (declared and web_address(declared.url)) or url,
            kind=declared.kind if declared else entry.source_kind,
            feed=web_address(declared.feed) if declared else None,
        )
    return wording.origins[key]


def labels_of(entry: StoredEntry, wording: Wording) -> tuple[Label, ...]:
    """Topics, countries and regions with our schemes, then the publisher's own categories, each name once."""
    found = (
        ("topic", wording.topics, [topic.code for topic in entry.topics]),
        ("country", wording.countries, [country.code for country in entry.countries]),
        ("region", wording.regions, entry.regions),
    )
    labels = [
        Label(code, names.get(code, code), scheme)
        for kind, names, codes in found
        if codes and (scheme := wording.uri(kind))
        for code in codes
    ]
    taken = {label.name.casefold() for label in labels}
    for category in entry.categories[:OWN_LABELS]:
        name = plain(category, limit=80)
        if name and name.casefold() not in taken:
            taken.add(name.casefold())
            labels.append(Label(name, name))
    return tuple(labels)
