"""What an export was: enough to cite it, to check the file, and to make it again."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

from aggregator import __version__
from aggregator.exporting.fields import SCHEMA_VERSION, Row, row, utc
from aggregator.exporting.stories import Stories
from aggregator.store.records import Query, StoredEntry


@dataclass(slots=True)
class Counts:
    """What passed through an export."""

    items: int = 0
    scope: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    stories: Stories = field(default_factory=Stories)
    first: datetime | None = None
    last: datetime | None = None

    def rows(self, entries: Iterable[StoredEntry]) -> Iterator[Row]:
        """The rows of `entries`, counted as they pass."""
        for entry in entries:
            self.items += 1
            self.scope[entry.scope] += 1
            self.rules[entry.rules_version] += 1
            self.stories.add(entry)
            if entry.published:
                self.first = min(self.first or entry.published, entry.published)
                self.last = max(self.last or entry.published, entry.published)
            yield row(entry)


@dataclass(frozen=True, slots=True, kw_only=True)
class Made:
    """Who exported what, when and how; `file` tells name, format, bytes and sha256 of what was written."""

    query: Query
    now: datetime
    command: str
    title: str
    rights: str
    file: dict[str, Any]


def manifest(made: Made, counts: Counts) -> dict[str, Any]:
    """The manifest as JSON-ready values."""
    return {
        "title": made.title,
        "made": utc(made.now),
        "made_by": f"anti-trafficking-aggregator {__version__}",
        "command": made.command,
        "query": query_told(made.query),
        "schema_version": SCHEMA_VERSION,
        "rules_versions": sorted(counts.rules),
        "counts": {
            "items": counts.items,
            "stories": counts.stories.count,
            "scope": {scope: counts.scope[scope] for scope in sorted(counts.scope)},
        },
        "published": {
            "first": utc(counts.first) if counts.first else None,
            "last": utc(counts.last) if counts.last else None,
        },
        "file": made.file,
        "rights": made.rights,
        "cite": f"{made.title}: {counts.items} items, exported {made.now:%Y-%m-%d}, "
        f"sha256 {made.file['sha256'][:16]}",
        "repeat": "The same command finds these items and those that came since; leave out what was first_seen after "
        "'made', and what --withdrawn lists. Corrections since are told by --corrections.",
    }


def query_told(query: Query) -> dict[str, Any]:
    """The conditions of a query that were given, JSON-ready."""
    told: dict[str, Any] = {}
    for spec in fields(query):
        value = getattr(query, spec.name)
        if value in (None, (), False):
            continue
        told[spec.name] = (
            utc(value) if isinstance(value, datetime) else list(value) if isinstance(value, tuple) else value
        )
    return told
