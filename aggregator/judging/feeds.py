"""Feeds are queries over what was judged; a feed is a table in feeds.toml."""

from __future__ import annotations

import re
from collections.abc import Collection
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any, ClassVar, Literal, Protocol

from aggregator.errors import ConfigError
from aggregator.items import Scope
from aggregator.strict import build, nearest, parse_toml, read_text

SHIPPED = Path(__file__).parent.parent / "catalogue" / "feeds.toml"
# Names of other files that are published.
RESERVED = frozenset({"downloads", "feeds", "health", "index", "report", "sources", "status"})
_ID = re.compile(r"[a-z0-9-]{1,64}\Z")
Group = Literal["all", "form", "sector", "response", "people", "actors", "region", "own"]


class Judged(Protocol):
    """What a feed looks at of an entry."""

    @property
    def scope(self) -> Scope: ...
    @property
    def topics(self) -> Collection[str]: ...
    @property
    def facets(self) -> Collection[str]: ...
    @property
    def countries(self) -> Collection[str]: ...
    @property
    def regions(self) -> Collection[str]: ...
    @property
    def lang(self) -> str | None: ...
    @property
    def source(self) -> str: ...
    @property
    def kind(self) -> str | None: ...


@dataclass(frozen=True, slots=True, kw_only=True)
class FeedSpec:
    """A feed: its name in addresses, its words, and the query.

    An entry is in it where each part that is given holds one of the entry's values: topics `["a", "b"]` is either,
    topics and countries is both. `group` is where the page lists it.
    """

    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}
    id: str
    title: str
    description: str
    group: Group = "own"
    topics: tuple[str, ...] = ()
    facets: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    scope: tuple[Scope, ...] = ("in",)

    def matches(self, entry: Judged) -> bool:
        """Whether an entry belongs into this feed; no clock, no store, the same answer every time."""
        return (
            entry.scope in self.scope
            and _any(self.topics, entry.topics)
            and _any(self.facets, entry.facets)
            and _any(self.regions, entry.regions)
            and _any(self.countries, entry.countries)
            and (not self.languages or entry.lang in self.languages)
            and (not self.sources or entry.source in self.sources)
            and (not self.kinds or entry.kind in self.kinds)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _FeedFile:
    __pydantic_config__: ClassVar[dict[str, Any]] = {"extra": "forbid"}
    feeds: tuple[FeedSpec, ...] = field(default_factory=tuple)


def load_feeds(extra: Path | None = None) -> tuple[FeedSpec, ...]:
    """The shipped feeds in their order, then an operator's own; one of the same id takes the shipped one's place.

    ConfigError names file, feed, key and the nearest right key; an id twice in one file is an error.
    """
    if extra is not None and not extra.exists():
        extra = None
    return _load(extra, extra.stat().st_mtime_ns if extra else 0)


@lru_cache(maxsize=4)
def _load(extra: Path | None, _changed: int) -> tuple[FeedSpec, ...]:
    feeds = _read(SHIPPED)
    if extra:
        own = _read(extra)
        _check(extra, own.values(), _known(extra.with_name("topics.toml")))
        feeds |= own
    return tuple(feeds.values())


def _read(path: Path) -> dict[str, FeedSpec]:
    feeds: dict[str, FeedSpec] = {}
    for feed in build(_FeedFile, parse_toml(read_text(path), path), path).feeds:
        if not _ID.match(feed.id) or feed.id in RESERVED:
            raise ConfigError(
                f"{path}: feed id {feed.id!r}: 1 to 64 of a-z, 0-9 and -, and none of {', '.join(sorted(RESERVED))}"
            )
        if feed.id in feeds:
            raise ConfigError(f"{path}: feed id {feed.id!r} stands twice")
        feeds[feed.id] = feed
    return feeds


def _check(path: Path, feeds: Collection[FeedSpec], known: dict[str, Collection[str]]) -> None:
    """ConfigError for a query over something that does not exist; `known` holds the right values by key."""
    for feed in feeds:
        for key, values in known.items():
            for value in getattr(feed, key):
                if value not in values:
                    raise ConfigError(
                        f"{path}: {feed.id}.{key}: no {value!r}{nearest(value, sorted(values))}"
                    )


def _known(topics: Path) -> dict[str, Collection[str]]:
    """What a query can ask for, an operator's own topics beside the feeds included."""
    from aggregator.judging import load_rules

    rules = load_rules(topics)
    countries = {code for code, _ in rules.places.lists.values()} - {"-"}
    return {
        "topics": [topic.slug for topic in rules.topics],
        "facets": {topic.facet for topic in rules.topics},
        "regions": set(rules.places.regions.values()),
        "countries": countries,
    }


def _any(wanted: tuple[str, ...], values: Collection[str]) -> bool:
    return not wanted or not set(wanted).isdisjoint(values)
