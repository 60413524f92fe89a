"""One entry as every format tells it: made once, the same in each feed and on the page."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from urllib.parse import urlsplit

from markupsafe import escape

from aggregator.publishing.clean import cut, language, plain, web_address
from aggregator.publishing.names import long_date
from aggregator.publishing.wording import Label, Origin, Wording, labels_of, origin_of
from aggregator.store.records import StoredEntry

TITLE_FROM_EXCERPT = 90  # characters of the excerpt that stand for a missing title
EARLIEST = datetime(1990, 1, 1, tzinfo=UTC)  # a date before it is a fault, which validators report


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


def item_of(entry: StoredEntry, wording: Wording) -> Item:
    """The item of an entry; ValueError where it has no address that may be linked."""
    url = web_address(entry.url)
    if url is None:
        raise ValueError(f"{entry.id}: no http(s) address: {entry.url[:80]!r}")
    origin = origin_of(entry, url, wording)
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
        labels=labels_of(entry, wording),
        copies=copies,
    )


def _apart(when: datetime, seq: int) -> datetime:
    """The second of `when` with the entry's own fraction: entries of one crawl are then told apart by time."""
    return when.astimezone(UTC).replace(microsecond=seq % 1_000_000)


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
