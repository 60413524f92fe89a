"""Ways to read a source: which one worked, whether a feed is as good as the page, what a way lost. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from urllib.parse import unquote, urlsplit

from aggregator.addresses import canonical
from aggregator.items import Listing, Source, Teaser

LOOK_EVERY = timedelta(days=30)
SAME = 0.9  # of the page's teasers that a feed must begin with; one sticky post in ten may lack
FEW = 3  # teasers from which on two lists can be compared
FIELDS = ("title", "excerpt", "published", "categories")


@dataclass(frozen=True, slots=True)
class Way:
    """How a source was read: the address asked, the reader, the fields that half of its teasers had.

    `looked` is when it was last seen whether there is a better way, `depth` how many pages the deepest walk read,
    `cut`: the last walk broke off.
    """

    url: str
    read_by: str | None
    fields: tuple[str, ...]
    looked: datetime
    depth: int = 1
    cut: bool = False


def key(teaser: Teaser, source: Source) -> str | None:
    """The identity of a teaser's article, None without a link."""
    if not teaser.url:
        return None
    return canonical(teaser.url, keep=source.keep_parameters, drop=source.drop_parameters)


def keys(items: Sequence[Teaser], source: Source) -> list[str]:
    """The identities of these teasers' articles, in order, each once."""
    return list(dict.fromkeys(k for item in items if (k := key(item, source))))


def fields_of(items: Sequence[Teaser]) -> tuple[str, ...]:
    """The fields that at least half of the teasers have."""
    return tuple(
        name for name in FIELDS if 2 * sum(bool(getattr(item, name)) for item in items) >= len(items) > 0
    )


def lost(way: Way | None, listing: Listing) -> tuple[str, ...]:
    """The fields that this way used to give and gives no more."""
    if way is None or len(listing.items) < FEW:
        return ()
    return tuple(name for name in way.fields if name not in fields_of(listing.items))


def covers(feed: Listing, page: Listing, source: Source) -> bool:
    """Whether a feed tells the same listing as the page, and no less of each teaser.

    It must begin with the page's teasers: a feed of the whole site holds them too, scattered among others.
    """
    shown = keys(page.items, source)
    if len(shown) < FEW:
        return False
    told = keys(feed.items, source)[: len(shown)]
    same = len(set(told) & set(shown))
    return same >= SAME * len(shown) and set(fields_of(feed.items)) >= set(fields_of(page.items))


def together(feed: Listing, page: Listing, source: Source) -> Listing:
    """The feed with the teasers that only the page shows, and the page's next page."""
    told = set(keys(feed.items, source))
    rest = (item for item in page.items if key(item, source) not in told)
    return replace(feed, items=(*feed.items, *rest), next_page=page.next_page)


def reader(read_by: str | None) -> str:
    """The reader that found the items, without those that completed them."""
    return (read_by or "").partition("+")[0]


def candidates(listing: Listing, source: Source) -> list[str]:
    """Discovered feeds worth asking: of this very listing, by their address, not of the whole site.

    A tag's page may hold, today, all that the site has; its site's feed would bring everything else tomorrow.
    """
    parts = urlsplit(source.url)
    names = [name for name in unquote(parts.path).lower().split("/") if name and not name.isdigit()]
    name = names[-1].rsplit(".", 1)[0] if names else ""
    found = []
    for feed in listing.feeds:
        where = urlsplit(feed)
        place = unquote(f"{where.path}?{where.query}").lower()
        if "comments" not in place and (not name or name in place):
            found.append(feed)
    return found[:2]
