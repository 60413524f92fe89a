"""What the store gives and takes: plain frozen values, no SQL."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Literal

from aggregator.items import Evidence, Finding, Kind, Precision, PublishedFrom, Scope

Status = Literal["published", "quiet", "held", "withdrawn"]
KeptStatus = Literal["new", "updated", "seen", "duplicate", "held", "blocked"]
TakedownKind = Literal["address", "prefix", "id", "story", "phrase"]


@dataclass(frozen=True, slots=True)
class Kept:
    """What became of one entry: `duplicate` is a new entry that joined a story told before, `seen` an old one."""

    id: str | None
    story_id: str | None
    status: KeptStatus
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """Another place where the same article stands; `id` is null where it has the same address elsewhere."""

    id: str | None
    source: str
    source_name: str
    url: str


@dataclass(frozen=True, slots=True, kw_only=True)
class StoredEntry:
    """An entry as kept; times are aware UTC. `seq` orders by arrival, `lead` is told first of its story."""

    seq: int
    id: str
    story_id: str
    lead: bool
    status: Status
    held_because: str | None = None
    url: str
    canonical: str
    source: str
    source_name: str
    source_kind: Kind
    original_source: str | None = None
    title: str | None = None
    excerpt: str | None = None
    lang: str | None = None
    published: datetime | None = None
    published_text: str | None = None
    published_precision: Precision | None = None
    published_from: PublishedFrom | None = None
    doubt: str | None = None
    first_seen: datetime
    last_seen: datetime
    updated: datetime
    author: str | None = None
    guid: str | None = None
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    scope: Scope = "out"
    scope_evidence: tuple[Evidence, ...] = ()
    topics: tuple[Finding, ...] = ()
    countries: tuple[Finding, ...] = ()
    regions: tuple[str, ...] = ()
    case_stage: str | None = None
    case_stage_evidence: tuple[Evidence, ...] = ()
    rules_version: str = ""
    copies: tuple[Copy, ...] = ()

    @property
    def dated(self) -> datetime:
        """When it was published, as far as is known; else when it was first seen."""
        return self.published or self.first_seen


@dataclass(frozen=True, slots=True, kw_only=True)
class Query:
    """Which entries: every given field must hold, and of a field's values any one.

    `since` and `until` bound the date of publication (first seen where there is none), `seen_since` first seen;
    `since` is inclusive, `until` exclusive. `text` is looked for in title and excerpt, case folded. `by="story"`
    gives only the leads. `status` defaults to what may be shown: published and quiet, with `with_held` also held.
    """

    scope: tuple[Scope, ...] = ()
    topics: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    langs: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    kinds: tuple[Kind, ...] = ()
    stages: tuple[str, ...] = ()
    since: datetime | None = None
    until: datetime | None = None
    seen_since: datetime | None = None
    text: str | None = None
    by: Literal["item", "story"] = "item"
    status: tuple[Status, ...] = ()
    with_held: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """One story: its lead, all that tell it in order of arrival, and why each joined."""

    id: str
    lead: StoredEntry
    members: tuple[StoredEntry, ...]
    decisions: tuple[Join, ...] = ()


@dataclass(frozen=True, slots=True)
class Join:
    """A decision that made two entries one story."""

    entry: str
    other: str
    reason: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Correction:
    """What an entry said before its publisher changed it."""

    id: str
    at: datetime
    field: str
    before: str | None
    after: str | None


@dataclass(frozen=True, slots=True)
class Run:
    """One run of the crawler; `finished` is null while it runs, or where it was killed."""

    id: int
    started: datetime
    finished: datetime | None = None
    code: int | None = None
    reason: str | None = None
    stats: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Takedown:
    """A rule that keeps something out. What it protects is kept as a keyed hash, so the list names nobody."""

    id: int
    kind: str
    reason: str
    at: datetime
    withdrawn: int


@dataclass(frozen=True, slots=True)
class Moves:
    """What judging again changed: how many were judged, changed and held, and from where to where."""

    judged: int
    changed: int
    held: int = 0
    scope: dict[tuple[str, str], int] = field(default_factory=dict)
    topics_gained: dict[str, int] = field(default_factory=dict)
    topics_lost: dict[str, int] = field(default_factory=dict)
