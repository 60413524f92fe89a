"""The values that travel through the house, each typed and frozen; this module imports nothing of ours.

A `Source` is declared; reading its pages gives a `Listing` of `Teaser`s, exactly as printed; stating a teaser
gives an `Entry`; judging an entry gives a `Judgement`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any, ClassVar, Literal

Kind = Literal["un", "government", "ngo", "media", "research", "aggregator"]
Scope = Literal["in", "adjacent", "out"]
Precision = Literal["second", "minute", "hour", "day", "month", "year"]
PublishedFrom = Literal["feed", "attribute", "data", "text", "url", "modified", "first_seen"]
DateOrder = Literal["DMY", "MDY", "YMD"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Selectors:
    """CSS selectors of a source that cannot be read without; `item` is matched on the page, the rest inside it."""

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}
    item: str
    title: str | None = None
    link: str | None = None
    excerpt: str | None = None
    date: str | None = None
    author: str | None = None
    categories: str | None = None
    next: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """What somebody declares, one TOML file each; `id` is the file's stem, the fixture's folder, the key in reports.

    Only `name` and `url` are needed. `interval`, `delay` are minutes and seconds; `pages` is how many pages a
    routine visit may read; `excerpt_max` counts characters and 0 means title and link only.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}
    id: str
    name: str
    url: str
    kind: Kind = "media"
    languages: tuple[str, ...] = ()
    region: str | None = None
    groups: tuple[str, ...] = ()
    scope: Literal["trusted", "gated"] = "gated"
    terms: Literal["ok", "title-only", "ask", "no", "unchecked"] = "unchecked"
    terms_checked: str | None = None
    verified: bool = False
    enabled: bool = True
    notes: str | None = None
    # reading
    read_by: str | None = None
    feed: str | None = None
    selectors: Selectors | None = None
    timezone: str | None = None
    date_order: DateOrder | None = None
    pages: int = 3
    offsite_links: bool = False
    # stating
    excerpt_max: int = 300
    keep_parameters: tuple[str, ...] = ()
    drop_parameters: tuple[str, ...] = ()
    outlet_names: tuple[str, ...] = ()
    # fetching
    interval: int | None = None
    delay: float | None = None
    verify_tls: bool = True
    private_host: bool = False
    spider: str = "listing"


@dataclass(frozen=True, slots=True, kw_only=True)
class Teaser:
    """One item of a listing as the page prints it; null or empty where the page shows nothing.

    `published` is ISO 8601 as the page says it (a day alone where only a day is known, its own offset kept);
    `slugs` are category and tag slugs from class names: evidence for judging, never shown.
    """

    url: str | None = None
    title: str | None = None
    excerpt: str | None = None
    published: str | None = None
    published_precision: Precision | None = None
    published_from: PublishedFrom | None = None
    published_text: str | None = None
    author: str | None = None
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lang: str | None = None
    guid: str | None = None
    slugs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Candidate:
    """A way of reading a page that was weighed: who, how many items, its score, the evidence for and against."""

    read_by: str
    items: int
    score: float
    evidence: tuple[str, ...] = ()
    chosen: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing:
    """What one page holds. `problems` are short codes with detail, as `truncated_tree` or `not_html: image/png`."""

    url: str
    kind: Literal["listing", "not_listing"]
    read_by: str | None = None
    items: tuple[Teaser, ...] = ()
    heading: str | None = None
    description: str | None = None
    next_page: str | None = None
    lang: str | None = None
    feeds: tuple[str, ...] = ()
    problems: tuple[str, ...] = ()
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """Why something was judged so: the words as they stand in the text, the field, and the rule they fired."""

    text: str
    field: str
    rule: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing judged of an entry (a topic's slug, a country's ISO code) with its evidence."""

    code: str
    evidence: tuple[Evidence, ...] = ()
    facet: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """Scope, topics, places and stage of case of one entry, each with the words that gave it."""

    scope: Scope
    scope_evidence: tuple[Evidence, ...] = ()
    topics: tuple[Finding, ...] = ()
    countries: tuple[Finding, ...] = ()
    regions: tuple[str, ...] = ()
    case_stage: str | None = None
    case_stage_evidence: tuple[Evidence, ...] = ()
    rules_version: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """What we state of one teaser, before the store gives it an id and a story.

    `address` is shown to people, `canonical` identifies the article. `published` is aware UTC, or null where the
    page gave no date or one that cannot be; `doubt` then says why and `published_text` keeps what was printed.
    """

    source: str
    address: str
    canonical: str
    title: str | None = None
    excerpt: str | None = None
    lang: str | None = None
    published: datetime | None = None
    published_precision: Precision | None = None
    published_from: PublishedFrom | None = None
    published_text: str | None = None
    doubt: str | None = None
    author: str | None = None
    categories: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    slugs: tuple[str, ...] = ()
    guid: str | None = None
    original_source: str | None = None
    first_seen: datetime | None = None
    judgement: Judgement | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Validators:
    """What a server said of a page's version, sent back verbatim on the next visit (RFC 9110, section 13).

    `digest` is that of the last body read, `checked` when it was last asked, `full` when last asked unconditionally.
    """

    url: str
    etag: str | None = None
    last_modified: str | None = None
    digest: str | None = None
    checked: datetime
    full: datetime


VisitStatus = Literal[
    "ok",           # read as a listing (also with nothing new)
    "unchanged",    # 304, or the same bytes as before
    "empty",        # a listing page that holds no teaser now
    "not_listing",  # read, but no listing was found
    "http",         # an HTTP error: `http_status` says which
    "blocked",      # 401, 403, 429, 503 with Retry-After: we are asked to stay away
    "robots",       # robots.txt forbids, or could not be had
    "dns", "connection", "timeout", "tls",
    "redirect",     # to another host, or too many
    "refused",      # our own guard: private address, scheme, port
    "too_large", "truncated", "not_html", "not_a_feed",
    "stopped",      # the run ended before the visit did: not the source's fault
    "error",        # a bug of ours or an unreadable page
]  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit:
    """One visit to one source, all its pages together. Counts are of teasers; `seconds` is wall time.

    `read_by` is the way of reading that worked, `expected_by` the one remembered, if another; `newest` is the newest
    date that the page printed; `error` is one line for the operator.
    """

    source: str
    url: str
    started: datetime
    status: VisitStatus
    seconds: float = 0.0
    http_status: int | None = None
    pages: int = 0
    bytes: int = 0
    teasers: int = 0
    new: int = 0
    updated: int = 0
    undated: int = 0
    untitled: int = 0
    rejected: int = 0
    same_date: int = 0
    read_by: str | None = None
    expected_by: str | None = None
    redirected_to: str | None = None
    newest: datetime | None = None
    error: str | None = None
    run: int | None = None
