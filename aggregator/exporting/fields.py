"""The fields of an exported item: names, descriptions and code lists in one place, and the item that holds them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Literal, get_args

from aggregator.items import Evidence, Kind, Precision, PublishedFrom, Scope
from aggregator.store.records import Status, StoredEntry

Row = dict[str, Any]
Shape = Literal["text", "time", "day", "texts", "topics", "countries", "copies"]
SCHEMA_VERSION = "1.0"  # the second number rises with a new field, the first when one changes or goes


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `codes` are all the values it may have, `null` says whether it may lack one."""

    name: str
    about: str
    shape: Shape = "text"
    null: bool = False
    codes: tuple[str, ...] = ()


FIELDS = (
    Field("id", "Permanent identifier of the item, a tag: URI (RFC 4151); the same in feeds and exports."),
    Field("url", "Address of the article at its publisher, without tracking parameters."),
    Field("source", "Id of the declared source; free text for an imported item."),
    Field("source_name", "Name of the publisher."),
    Field("source_kind", "What kind of publisher it is.", codes=get_args(Kind)),
    Field("original_source", "Who published it first, where the text says so.", null=True),
    Field("title", "Title as the publisher wrote it; null where the listing shows none.", null=True),
    Field("excerpt", "Beginning of the teaser, cut at a word; null where there is none, or no more.", null=True),
    Field("lang", "Language of the item, BCP 47.", null=True),
    Field(
        "published",
        "Publication as precisely as it is known: an instant in UTC (2026-01-15T09:30:00Z), a day (2026-01-15), "
        "a month (2026-01) or a year. Null where the publisher gives none: use first_seen.",
        shape="day",
        null=True,
    ),
    Field("published_text", "The date as it was printed.", null=True),
    Field("published_precision", "How precisely it is known.", null=True, codes=get_args(Precision)),
    Field(
        "published_from",
        "Where the date was read; 'modified' means that only a date of change was shown.",
        null=True,
        codes=get_args(PublishedFrom),
    ),
    Field("first_seen", "When this aggregator first saw it, UTC.", shape="time"),
    Field("last_seen", "When it was last seen on a listing, UTC.", shape="time"),
    Field("updated", "When title, excerpt or address last changed, UTC; see --corrections.", shape="time"),
    Field("author", "Author as printed.", null=True),
    Field("categories", "The publisher's own categories, as printed.", shape="texts"),
    Field(
        "scope",
        "in: trafficking, forced labour or a slavery-like practice; adjacent: beside it, such as smuggling; "
        "out: neither.",
        codes=get_args(Scope),
    ),
    Field("topics", "Topics by facet, each with the words that set it.", shape="topics"),
    Field("countries", "Countries named, ISO 3166-1 alpha-2, with the words; no role is claimed.", shape="countries"),
    Field("regions", "Regions of those countries, or named themselves.", shape="texts"),
    Field("case_stage", "Where a case stands according to the text; null where it tells of none.", null=True),
    Field("story_id", "Permanent identifier of the story: the same article elsewhere has the same one."),
    Field("copies", "Other places where the same article stands.", shape="copies"),
    Field(
        "status",
        "published: may stand in feeds; quiet: older than the source's first visit; held: waits for a person.",
        codes=tuple(status for status in get_args(Status) if status != "withdrawn"),
    ),
    Field("rules_version", "Version of the rules that judged it."),
)  # fmt: skip
NAMES = tuple(field.name for field in FIELDS)


def row(entry: StoredEntry) -> Row:
    """The exported item of an entry: JSON-ready, every field present, in the order of FIELDS."""
    return {
        "id": entry.id,
        "url": entry.url,
        "source": entry.source,
        "source_name": entry.source_name,
        "source_kind": entry.source_kind,
        "original_source": entry.original_source,
        "title": entry.title,
        "excerpt": entry.excerpt,
        "lang": entry.lang,
        "published": published(entry.published, entry.published_precision),
        "published_text": entry.published_text,
        "published_precision": entry.published_precision,
        "published_from": entry.published_from,
        "first_seen": utc(entry.first_seen),
        "last_seen": utc(entry.last_seen),
        "updated": utc(entry.updated),
        "author": entry.author,
        "categories": list(entry.categories),
        "scope": entry.scope,
        "topics": [{"slug": t.code, "facet": t.facet, "evidence": _evidence(t.evidence)} for t in entry.topics],
        "countries": [{"code": c.code, "evidence": _evidence(c.evidence)} for c in entry.countries],
        "regions": list(entry.regions),
        "case_stage": entry.case_stage,
        "story_id": entry.story_id,
        "copies": [{"source": copy.source, "url": copy.url} for copy in entry.copies],
        "status": entry.status,
        "rules_version": entry.rules_version,
    }  # fmt: skip


def flattened(row: Row) -> Row:
    """The row with codes and addresses alone in its lists."""
    return row | {
        "topics": [topic["slug"] for topic in row["topics"]],
        "countries": [country["code"] for country in row["countries"]],
        "copies": [copy["url"] for copy in row["copies"]],
    }


def utc(when: datetime) -> str:
    """An aware time as `2026-01-15T09:30:00Z` (RFC 3339)."""
    return when.astimezone(UTC).isoformat(timespec="seconds")[:19] + "Z"


LENGTH = {"year": 4, "month": 7, "day": 10}


def published(when: datetime | None, precision: str | None) -> str | None:
    """A time no more precise than it is known: an hour that nobody printed is not told."""
    return utc(when)[: LENGTH.get(precision or "")] if when else None


def _evidence(found: Sequence[Evidence]) -> list[dict[str, str]]:
    return [{"text": e.text, "field": e.field, "rule": e.rule} for e in found]
