"""The pages for people: an index, a page for each feed, the sources. Static; whole without script."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from typing import Any
from urllib.parse import quote

from jinja2 import Environment, PackageLoader, StrictUndefined

from aggregator.publishing.clean import direction
from aggregator.publishing.feed import Feed, Site, varied
from aggregator.publishing.item import Item, long_date
from aggregator.publishing.sparkline import sparkline

LATEST, LATEST_OF_LEAD = 3, 6
# Each adds a feed in one click; from their documentation. Ours comes first: an address that works anywhere.
READERS = (
    ("Feedly", "https://feedly.com/i/subscription/feed/{}"),
    ("Inoreader", "https://www.inoreader.com/?add_feed={}"),
    ("NewsBlur", "https://www.newsblur.com/?url={}"),
)
KINDS = {
    "un": "United Nations",
    "government": "Government",
    "ngo": "Civil society",
    "media": "News media",
    "research": "Research",
    "aggregator": "Aggregator",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class SourceRow:
    """A source as the page lists it; `trouble` marks a state that its operator should know."""

    name: str
    url: str
    kind: str
    languages: str
    state: str
    trouble: bool = False
    feed: str | None = None


@dataclass(frozen=True, slots=True)
class Download:
    """A file for analysts in the feeds folder: its name there and its bytes."""

    name: str
    size: int


class Pages:
    """All pages of a site over one set of feeds; `languages` names codes for people."""

    def __init__(self, site: Site, feeds: Sequence[Feed], languages: Mapping[str, str]) -> None:
        self.site = site
        self.feeds = feeds
        self.languages = languages
        self.slugs = {feed.slug for feed in feeds}
        self.common = {"site": site, "contact": _contact(site.contact), "here": ""}
        self._told: dict[str, str] = {}

    def index(
        self, sources: Sequence[SourceRow], downloads: Sequence[Download], *, report: bool = False
    ) -> bytes:
        """The page people land on; `report` says that a report stands beside it."""
        lead, rest = self.feeds[0], [feed for feed in self.feeds[1:] if not feed.retired]
        groups = [
            {"name": name or "More", "feeds": [self._feed(feed, LATEST) for feed in members]}
            for name, members in groupby(rest, key=lambda feed: feed.group)
        ]
        return self._render(
            "index.html",
            lead=self._feed(lead, LATEST_OF_LEAD),
            feeds=[feed for feed in self.feeds if not feed.retired],
            groups=groups,
            sources={"summary": _summary(sources)},
            report=report,
            downloads=[
                {"href": quote(d.name), "name": d.name.rsplit("/", 1)[-1], "size": _size(d.size)}
                for d in downloads
            ],
        )

    def feed(self, feed: Feed) -> bytes:
        """A feed's own page, with all that it holds."""
        head = self._feed(feed, 0) | {"choices": self._choices(feed)}
        return self._render("feed.html", feed=head, entries=[self._entry(item) for item in feed.items])

    def sources(self, rows: Sequence[SourceRow]) -> bytes:
        """The list of sources."""
        table = [
            {
                "name": row.name,
                "url": row.url,
                "kind": KINDS.get(row.kind, row.kind),
                "languages": row.languages,
                "state": row.state,
                "mark": "trouble" if row.trouble else "fine",
                "feed": row.feed,
            }
            for row in rows
        ]
        return self._render(
            "sources.html", here="sources", sources={"rows": table, "summary": _summary(rows)}
        )

    def _render(self, name: str, **values: Any) -> bytes:
        return (_environment().get_template(name).render(self.common | values) + "\n").encode()

    def _feed(self, feed: Feed, latest: int) -> dict[str, Any]:
        address = self.site.address(feed.file("atom.xml"))
        return {
            "slug": feed.slug,
            "title": feed.title,
            "description": feed.description,
            "group": feed.group,
            "atom": address,
            "readers": [(name, pattern.format(quote(address, safe=""))) for name, pattern in READERS],
            "count": len(feed.items),
            "updated": f"Updated {long_date(feed.updated)}" if feed.items else "Nothing yet",
            "week": _week(feed.weeks),
            "spark": sparkline(feed.weeks),
            "latest": [self._headline(item) for item in varied(feed.items, latest)],
        }

    def _headline(self, item: Item) -> dict[str, Any]:
        return {
            "url": item.url,
            "title": item.title,
            "lang": item.lang,
            "dir": direction(item.lang),
            "source": item.origin.name,
            "dated": item.dated,
            "date": long_date(item.published, item.precision),
        }

    def _entry(self, item: Item) -> str:
        """The item's part of a page, made once, however many pages show it."""
        if item.id not in self._told:
            entry = _environment().get_template("entry.html").module.entry  # type: ignore[attr-defined]
            self._told[item.id] = entry(self._headline(item) | self._detail(item))
        return self._told[item.id]

    def _detail(self, item: Item) -> dict[str, Any]:
        countries = [label.term for label in item.labels if _kind(label.scheme) == "country"]
        data = (
            ("source", _token(item.origin.name)),
            ("lang", item.lang or ""),
            ("country", " ".join(countries)),
        )
        return {
            "anchor": item.anchor,
            "data": [(key, value) for key, value in data if value],
            "original_source": item.original_source,
            "author": item.author if item.author != item.origin.name else None,
            "datetime": item.published.isoformat()
            if item.precision != "month"
            else f"{item.published:%Y-%m}",
            "summary": item.summary if item.titled else "",
            "copies": item.copies,
            "filed": [
                (label.term if label.term in self.slugs else None, label.name)
                for label in item.labels
                if label.scheme
            ],
        }

    def _choices(self, feed: Feed) -> list[dict[str, Any]]:
        """What the entries of a feed can be filtered by, each only where there is something to choose."""
        sources = {_token(item.origin.name): item.origin.name for item in feed.items}
        languages = {item.lang: self.languages.get(item.lang, item.lang) for item in feed.items if item.lang}
        countries = {
            label.term: label.name
            for item in feed.items
            for label in item.labels
            if _kind(label.scheme) == "country"
        }
        offered = (
            ("source", "Source", sources),
            ("lang", "Language", languages),
            ("country", "Country", countries),
        )
        return [
            {
                "key": key,
                "name": name,
                "options": sorted(values.items(), key=lambda pair: (pair[1].casefold(), pair[0])),
            }
            for key, name, values in offered
            if len(values) > 1
        ]


@lru_cache(maxsize=1)
def _environment() -> Environment:
    return Environment(
        loader=PackageLoader("aggregator.publishing"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _contact(contact: str | None) -> dict[str, str] | None:
    if not contact:
        return None
    bare = contact.removeprefix("mailto:")
    return {"href": f"mailto:{bare}" if "@" in bare and "://" not in bare else contact, "text": bare}


def _week(weeks: Sequence[int]) -> str:
    count = weeks[-1] if weeks else 0
    return f"{count} this week" if count else "None this week"


def _summary(rows: Sequence[SourceRow]) -> str:
    if not rows:
        return "No source has been declared yet."
    troubled = sum(row.trouble for row in rows)
    listed = (
        f"{len(rows)} publishers’ listings are read" if len(rows) > 1 else "One publisher’s listing is read"
    )
    return (
        f"{listed}; {troubled} cannot be reached at present."
        if troubled
        else f"{listed}, all without trouble."
    )


def _kind(scheme: str | None) -> str:
    return scheme.rsplit(":", 1)[-1] if scheme else ""


def _token(name: str) -> str:
    """A name as one word that can stand in a list of words."""
    return "-".join(name.split())


def _size(size: int) -> str:
    if size < 1000:
        return f"{size} bytes"
    return f"{size / 1000:.0f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"
