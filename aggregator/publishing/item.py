"""One entry as every format tells it: made once, the same in each feed and on the page."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime
from urllib.parse import urlsplit

from markupsafe import escape

from aggregator.items import Source
from aggregator.publishing.clean import cut, language, plain, web_address
from aggregator.store.records import StoredEntry

MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip
TITLE_FROM_EXCERPT = 90  # characters of the excerpt that stand for a missing title
EARLIEST = datetime(
    1990, 1, 1, tzinfo=UTC
)  # a date before is a fault of the page (and of a feed that repeats it)
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
class Item:
    """What is told of one entry. `published` is `first_seen` where `dated` is false; `updated` differs per entry.

    `html` is made of escaped text, paragraphs and links alone; `anchor` names the story on a page, for ever.
    """

    id: str
    anchor: str
    url: str
    title: str
    titled: bool
    summary: str
    html: str
    published: datetime
    dated: bool
    precision: str
    first_seen: datetime
    updated: datetime
    lang: str | None
    author: str | None
    origin: Origin
    original_source: str | None
    labels: tuple[Label, ...]
    copies: tuple[tuple[str, str], ...]

    @property
    def byline(self) -> str:
        """Who wrote it, else who published it."""
        return self.author or self.origin.name


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


def item_of(entry: StoredEntry, wording: Wording) -> Item:
    """The item of an entry; ValueError where it has no address that may be linked."""
    url = web_address(entry.url)
    if url is None:
        raise ValueError(f"{entry.id}: no http(s) address: {entry.url[:80]!r}")
    origin = _origin(entry, url, wording)
    summary = plain(entry.excerpt)
    title = plain(entry.title, limit=300)
    dated = entry.published is not None and entry.published >= EARLIEST
    published = min(entry.published, entry.first_seen) if dated and entry.published else entry.first_seen
    original = plain(entry.original_source, limit=120) or None
    copies = _copies(entry, url)
    return Item(
        id=entry.id,
        anchor="story-" + entry.story_id.rsplit("/", 1)[-1],
        url=url,
        title=title or cut(summary, TITLE_FROM_EXCERPT) or f"Untitled, {origin.name}",
        titled=bool(title),
        summary=summary,
        html=_html(summary, origin, original, copies, None if dated else entry.first_seen),
        published=published,
        dated=dated,
        precision=(entry.published_precision or "day") if dated else "first_seen",
        first_seen=entry.first_seen,
        updated=_apart(max(entry.updated, entry.first_seen), entry.seq),
        lang=language(entry.lang),
        author=plain(entry.author, limit=120) or None,
        origin=origin,
        original_source=original if original != origin.name else None,
        labels=_labels(entry, wording),
        copies=copies,
    )


def long_date(when: datetime, precision: str = "day") -> str:
    """`3 November 2026`, or the month or year where no more is known."""
    month = f"{MONTHS[when.month - 1]} {when.year}"
    if precision == "year":
        return str(when.year)
    return month if precision == "month" else f"{when.day} {month}"


def _apart(when: datetime, seq: int) -> datetime:
    """The second of `when` with the entry's own fraction: entries of one crawl are then told apart by time."""
    return when.astimezone(UTC).replace(microsecond=seq % 1_000_000)


def _origin(entry: StoredEntry, url: str, wording: Wording) -> Origin:
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


def _copies(entry: StoredEntry, url: str) -> tuple[tuple[str, str], ...]:
    """(publisher, address) of each other place, once, in the store's order."""
    seen = {url}
    copies = []
    for copy in entry.copies:
        address = web_address(copy.url)
        if address and address not in seen:
            seen.add(address)
            copies.append((plain(copy.source_name, limit=120) or urlsplit(address).netloc, address))
    return tuple(copies)


def _labels(entry: StoredEntry, wording: Wording) -> tuple[Label, ...]:
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


def _html(
    summary: str,
    origin: Origin,
    original: str | None,
    copies: tuple[tuple[str, str], ...],
    undated: datetime | None,
) -> str:
    """Paragraphs of escaped text and links; nothing else can come in."""
    source = f"Source: {link(origin.name, origin.url)}"
    if original and original != origin.name:
        source += f", from {escape(original)}"
    if undated:
        source += f". Undated by its publisher; first seen {long_date(undated)}"
    lines = [str(escape(summary))] if summary else []
    lines.append(source + ".")
    if copies:
        lines.append(f"Also at: {', '.join(link(name, address) for name, address in copies)}.")
    return "".join(f"<p>{line}</p>" for line in lines)


def link(name: str, address: str) -> str:
    """An HTML link; both are escaped here."""
    return f'<a href="{escape(address)}">{escape(name)}</a>'
