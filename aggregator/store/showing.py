"""What publishing shows: windows of first sight, counts by week, and whether anything changed at all."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy import ColumnElement

from aggregator.store import tables as t
from aggregator.store.base import VERSION
from aggregator.store.conditions import conditions
from aggregator.store.finding import rows_by_seq
from aggregator.store.querying import Querying
from aggregator.store.records import Query, StoredEntry

WEEK = 7 * 24 * 3600 * 1000  # milliseconds, as the tables count
e = t.entries.c


class Showing(Querying):
    """Reading for feeds and pages: numbers of entries first, whole entries once, however many feeds show them."""

    def version(self) -> str:
        """A word that is another one after any change of entries or stories; "" before the first."""
        statement = sa.select(t.meta.c.value).where(t.meta.c.key == VERSION)
        with self._reading() as connection:
            return connection.execute(statement).scalar() or ""

    def newest(self) -> datetime | None:
        """When the newest entry that may be shown was first seen; null for a store that shows nothing."""
        statement = sa.select(sa.func.max(e.first_seen)).where(e.status == "published")
        with self._reading() as connection:
            value = connection.execute(statement).scalar()
        return None if value is None else t.from_ms(value)

    def windows(
        self, queries: Sequence[Query], *, since: datetime, minimum: int, maximum: int
    ) -> list[list[int]]:
        """For each query the `seq` of its published leads, newest first seen first: all since `since`, at least
        `minimum` where there are so many, never more than `maximum`."""
        floor = t.to_ms(since)
        found = []
        with self._reading() as connection:
            for query in queries:
                statement = sa.select(e.seq, e.first_seen).where(*_shown(query))
                ordered = statement.order_by(e.first_seen.desc(), e.seq.desc()).limit(maximum)
                rows = connection.execute(ordered).all()
                found.append(
                    [seq for place, (seq, seen) in enumerate(rows) if place < minimum or seen >= floor]
                )
        return found

    def weeks(self, queries: Sequence[Query], *, until: datetime, count: int) -> list[list[int]]:
        """For each query how many published leads are dated in each of the last `count` weeks before `until`."""
        end = t.to_ms(until)
        start = end - count * WEEK
        week = (e.dated - start) // WEEK
        found = []
        with self._reading() as connection:
            for query in queries:
                bins = [0] * count
                where = [*_shown(query), e.dated >= start, e.dated < end]
                counted = sa.select(week, sa.func.count()).where(*where).group_by(week)
                for number, entries in connection.execute(counted):
                    bins[number] = entries
                found.append(bins)
        return found

    def picked(self, seqs: Iterable[int]) -> dict[int, StoredEntry]:
        """The entries of these numbers, with their copies and without the evidence of their judgement."""
        with self._reading() as connection:
            rows = rows_by_seq(connection, seqs)
            return {
                entry.seq: entry for entry in self._stored(connection, list(rows.values()), evidence=False)
            }


def _shown(query: Query) -> list[ColumnElement[bool]]:
    return [*conditions(query), e.lead.is_(True), e.status == "published"]
