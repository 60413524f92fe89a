"""A scraper and feed aggregator for anti-human-trafficking news.

What an analyst calls from Python; docs/analyst.md shows it at work. Each loads what it needs when it is called.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from datetime import datetime
    from pathlib import Path

    from aggregator.home import Home
    from aggregator.items import Judgement, Listing
    from aggregator.store import Query, Store

__version__ = "0.1.0"
__all__ = ["entries", "judge", "open_store", "read"]


def read(body: bytes, url: str, *, content_type: str | None = None, now: datetime | None = None) -> Listing:
    """What the page or feed `body`, fetched from `url`, lists: teasers with title, link, excerpt, date and more.

    Makes no request. A relative date ("3 days ago") needs `now`, the aware time at which the page was fetched.
    """
    from aggregator.reading import read as read_page

    return read_page(body, url, content_type=content_type, now=now)


def judge(
    title: str | None, excerpt: str | None = None, *, lang: str | None = None, trusted: bool = False
) -> Judgement:
    """Scope, topics, countries and stage of case of a text, each with the words that gave it.

    `trusted` says that the text comes from a listing on trafficking, so that it needs no word of it to be in scope.
    """
    from aggregator.judging import judge as judge_entry

    return judge_entry(title, excerpt, lang=lang, trusted=trusted)


def open_store(home: str | Path | None = None) -> Store:
    """The store of the home in the folder `home`, for reading; close it, or use it in a `with` statement.

    Without `home`, the one that AGGREGATOR_HOME names. UsageError where there is no home, DataError without a store.
    """
    from aggregator.home import Home
    from aggregator.store import Store

    return Store.open(Home.find(str(home) if home is not None else None), readonly=True)


def entries(home: str | Path | None = None, *, flat: bool = False, **query: Any) -> Iterator[dict[str, Any]]:
    """The items of a home as `aggregator export` writes them, one dict each, in the order of their arrival.

    The query is that of the command: `scope`, `by`, `with_held`, `topics`, `facets`, `countries`, `regions`, `langs`,
    `sources`, `kinds`, `stages`, `since`, `until`, `text`. With `flat`, topics and countries are lists of codes and
    copies a list of addresses, ready for a data frame. UsageError names what is not known.
    """
    from aggregator.exporting.queries import query as meant
    from aggregator.home import Home

    found = Home.find(str(home) if home is not None else None)
    return _rows(found, meant(found.own("topics.toml"), **query), flat)


def _rows(home: Home, query: Query, flat: bool) -> Iterator[dict[str, Any]]:
    from aggregator.exporting.fields import flattened, row
    from aggregator.store import Store

    with Store.open(home, readonly=True) as store:
        for entry in store.entries(query):
            yield flattened(row(entry)) if flat else row(entry)
