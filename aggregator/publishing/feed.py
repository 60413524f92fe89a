"""A feed as data: what it is about, what it holds now, how much comes in. Pure; no clock but the data's."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from aggregator.publishing.item import Item

WEEKS = 12
ICON, LOGO, OPML = "icon.png", "logo.png", "feeds.opml"


@dataclass(frozen=True, slots=True, kw_only=True)
class Feed:
    """One feed: `items` newest first, `updated` the newest change among them, `weeks` counts of the last 12 weeks.

    `group` is the heading it stands under on the page. `moved_to` names the feed to read instead of a retired one.
    """

    id: str
    slug: str
    title: str
    description: str
    group: str
    items: tuple[Item, ...]
    updated: datetime
    weeks: tuple[int, ...] = ()
    retired: bool = False

    def file(self, suffix: str) -> str:
        """The name of one of its files: `rss.xml`, `atom.xml`, `json` or `html`."""
        return f"{self.slug}.{suffix}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What stands in every feed and on every page: whose they are, and where. `base_url` ends in '/'."""

    title: str
    description: str
    base_url: str
    language: str
    rights: str
    publisher: str
    contact: str | None = None
    helpline: str | None = None
    hub: str | None = None
    ttl: int = 60

    def address(self, name: str) -> str:
        """The public address of a file in the feeds folder."""
        return self.base_url + name


@dataclass(frozen=True, slots=True)
class Download:
    """A file for analysts in the feeds folder: its name there and its bytes."""

    name: str
    size: int


def newest_first(items: Sequence[Item]) -> tuple[Item, ...]:
    """By publication date, else first seen; ties by id, so that the order never depends on the store's."""
    return tuple(
        sorted(sorted(items, key=lambda item: item.id), key=lambda item: item.published, reverse=True)
    )


def varied(items: Sequence[Item], count: int) -> list[Item]:
    """The first `count` items, of one source at most every second where others have something to tell."""
    chosen: list[Item] = []
    told: Counter[str] = Counter()
    for item in items:
        if len(chosen) < count and told[item.origin.name] < (count + 1) // 2:
            chosen.append(item)
            told[item.origin.name] += 1
    rest = [item for item in items if item not in chosen] if len(chosen) < count else []
    return list(newest_first([*chosen, *rest[: count - len(chosen)]]))


def window_start(reference: datetime, days: int) -> datetime:
    """From when entries stay in a feed, counted from the newest entry: a store that falls quiet keeps its feeds."""
    return reference - timedelta(days=days)


def latest_update(items: Sequence[Item], year: int) -> datetime:
    """The newest change among items; the start of the store's year for a feed that holds nothing yet."""
    return max((item.updated for item in items), default=datetime(year, 1, 1, tzinfo=UTC))
