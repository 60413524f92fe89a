"""A visit under way: what has been asked and found of one source, until it is a `Visit` to keep."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime
from time import monotonic
from typing import Literal

from aggregator.fetching.failures import Reason
from aggregator.items import Entry, Listing, Source, Teaser, Validators, Visit, VisitStatus
from aggregator.spiders.ways import Way

DEEPEST = 20  # pages, the most that a backfill reads


Role = Literal[
    "way", "page", "feed", "next"
]  # what worked last time; the page; a feed on trial; a further page


@dataclass(frozen=True, slots=True)
class Ask:
    """An address to request next for a visit, and as what."""

    url: str
    role: Role


@dataclass(frozen=True, slots=True)
class Found:
    """A teaser on its way through the pipelines, with the visit that found it."""

    teaser: Teaser
    visiting: Visiting
    lang: str | None
    now: datetime


@dataclass(frozen=True, slots=True)
class Ended:
    """The last thing a visit yields: all its teasers went before it."""

    visiting: Visiting


Step = Ask | Found | Ended


@dataclass(slots=True, eq=False)
class Visiting:
    """Counts and collects for one source; `way` is the remembered one, `next_way` the one to remember."""

    source: Source
    url: str
    started: datetime
    way: Way | None
    pages_max: int
    first: bool = False
    full: bool = False  # asked for the whole page, not only whether it changed
    begun: bool = False
    clock: float = field(default_factory=monotonic)
    pages: int = 0
    bytes: int = 0
    read_by: str | None = None
    expected_by: str | None = None
    next_way: Way | None = None
    cut: bool = False
    whole: bool = False  # the walk came to the listing's last page
    notes: list[str] = field(default_factory=list)
    page: Listing | None = None  # the page as read, while feeds are tried
    feeds: list[str] = field(default_factory=list)  # feeds yet to try
    asked: set[str] = field(default_factory=set)
    seen: set[str] = field(default_factory=set)
    entries: dict[str, Entry] = field(default_factory=dict)
    rejected: Counter[str] = field(default_factory=Counter)
    validators: list[Validators] = field(default_factory=list)
    teasers: int = 0
    undated: int = 0
    untitled: int = 0
    dates: Counter[str] = field(default_factory=Counter)
    status: VisitStatus = "ok"
    reason: Reason | None = None
    new: int = 0
    updated: int = 0

    def count(self, items: Sequence[Teaser]) -> None:
        """Count a page's teasers as printed."""
        self.teasers += len(items)
        self.untitled += sum(not item.title for item in items)
        self.undated += sum(not item.published for item in items)
        self.dates.update(item.published[:10] for item in items if item.published)

    def fail(self, reason: Reason) -> None:
        """End with a reason; what was read before it counts no more."""
        self.status, self.reason = reason.status, reason
        self.entries.clear()
        self.validators.clear()

    def way_to_remember(self) -> Way:
        """How to begin next time."""
        assert self.next_way is not None
        before = self.way.depth if self.way else 0
        depth = DEEPEST if self.whole else self.pages
        return replace(self.next_way, cut=self.cut, depth=max(before, depth))

    def visit(self, run: int | None = None) -> Visit:
        """What is kept of this visit."""
        reason = self.reason
        said = ([reason.message] if reason else []) + self.notes
        return Visit(
            source=self.source.id,
            url=self.url,
            started=self.started,
            status=self.status,
            seconds=round(monotonic() - self.clock, 3),
            http_status=reason.http_status if reason else None,
            pages=self.pages,
            bytes=self.bytes,
            teasers=self.teasers,
            new=self.new,
            updated=self.updated,
            undated=self.undated,
            untitled=self.untitled,
            rejected=self.rejected.total(),
            same_date=max(self.dates.values(), default=0),
            read_by=self.read_by,
            expected_by=self.expected_by,
            redirected_to=reason.redirected_to if reason else None,
            newest=max((e.published for e in self.entries.values() if e.published), default=None),
            error="; ".join(said)[:500] or None,
            run=run,
        )
