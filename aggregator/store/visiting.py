"""Visits, and what servers said of the pages they read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from aggregator.items import Validators, Visit
from aggregator.store import tables as t
from aggregator.store.base import CHUNK, Base, ms, upsert, when
from aggregator.store.records import Kept

VISIT = tuple(f.name for f in fields(Visit))
KEPT_VISITS = 400  # of each source; monitoring judges the last twelve
VALIDATORS = tuple(f.name for f in fields(Validators))
e, v = t.entries.c, t.visits.c
VISITS = sa.select(*(v[name] for name in VISIT))
PUBLISHED = (
    sa.select(e.published)
    .where(e.source == sa.bindparam("of"), e.published >= sa.bindparam("since"))
    .order_by(e.published.desc())
    .limit(sa.bindparam("limit"))
)
_place = sa.func.row_number().over(partition_by=v.source, order_by=v.seq.desc()).label("place")
_ranked = sa.select(v.seq, _place).where(v.source.in_(sa.bindparam("sources", expanding=True))).subquery()
FORGET = t.visits.delete().where(
    v.seq.in_(sa.select(_ranked.c.seq).where(_ranked.c.place > sa.bindparam("kept")))
)


class Visiting(Base):
    """What happened on each visit."""

    def validators(self, url: str) -> Validators | None:
        """What the server said of this page's version when it was last read."""
        with self._reading() as connection:
            row = connection.execute(sa.select(t.validators).where(t.validators.c.url == url)).first()
        return None if row is None else _validators(row)

    def validators_of(self, urls: Iterable[str]) -> dict[str, Validators]:
        """The same for many addresses at once; those that are not known are left out."""
        wanted = list(dict.fromkeys(urls))
        found: dict[str, Validators] = {}
        with self._reading() as connection:
            for start in range(0, len(wanted), CHUNK):
                part = sa.select(t.validators).where(t.validators.c.url.in_(wanted[start : start + CHUNK]))
                found |= {row.url: _validators(row) for row in connection.execute(part)}
        return found

    def reader_of(self, source_id: str) -> str | None:
        """The way of reading that worked on the last good visit."""
        statement = sa.select(v.read_by).where(
            v.source == source_id, v.status == "ok", v.read_by.is_not(None)
        )
        with self._reading() as connection:
            value: str | None = connection.execute(statement.order_by(v.seq.desc()).limit(1)).scalar()
        return value

    def visits(self, source: str | None = None, *, limit: int = 100) -> list[Visit]:
        """The last visits, newest first, to one source or to any."""
        statement = VISITS.order_by(v.seq.desc()).limit(limit)
        if source is not None:
            statement = statement.where(v.source == source)
        with self._reading() as connection:
            return [_visit(row) for row in connection.execute(statement)]

    def last_visits(
        self, *, limit: int = 12, without: Iterable[tuple[int, int]] = ()
    ) -> dict[str, list[Visit]]:
        """The last visits to every source, newest first, `limit` each; `without` those of these runs, first to last."""
        apart = [sa.not_(sa.func.coalesce(v.run, 0).between(first, last)) for first, last in without]
        ranked = sa.select(t.visits, _place).where(*apart).subquery()
        columns = [ranked.c[name] for name in VISIT]
        statement = sa.select(*columns).where(ranked.c.place <= limit)
        found: dict[str, list[Visit]] = {}
        with self._reading() as connection:
            for row in connection.execute(statement.order_by(ranked.c.source, ranked.c.place)):
                found.setdefault(row.source, []).append(_visit(row))
        return found

    def published_times(
        self, sources: Iterable[str], *, since: datetime, limit: int = 20
    ) -> dict[str, list[datetime]]:
        """When the latest entries of each source were published, oldest first: how often it brings one."""
        known = {"since": t.to_ms(since), "limit": limit}
        found = {}
        with self._reading() as connection:
            for source in sources:
                rows = connection.execute(PUBLISHED, known | {"of": source}).scalars().all()
                found[source] = [t.from_ms(row) for row in reversed(rows)]
        return found

    def record(self, *visits: Visit, validators: Sequence[Validators] = ()) -> None:
        """Keep visits that gave nothing to keep, in one transaction."""
        with self._writing(shown=False) as connection:
            put_visits(connection, [_values(visit) for visit in visits])
            put_validators(connection, validators)


def _validators(row: Row[Any]) -> Validators:
    values = dict(row._mapping) | {"checked": t.from_ms(row.checked), "full": t.from_ms(row.full)}
    return Validators(**values)


def put_visit(connection: Connection, visit: Visit, kept: Sequence[Kept]) -> None:
    """Write a visit, counting what of it was new and what changed."""
    values = _values(visit)
    if kept:
        values["new"] = sum(k.status in ("new", "duplicate", "held") for k in kept)
        values["updated"] = sum(k.status == "updated" for k in kept)
    put_visits(connection, [values])


def put_visits(connection: Connection, rows: Sequence[dict[str, Any]]) -> None:
    """Write visits and forget the oldest of their sources."""
    if rows:
        connection.execute(t.visits.insert(), rows)
        sources = sorted({row["source"] for row in rows})
        connection.execute(FORGET, {"sources": sources, "kept": KEPT_VISITS})


def _values(visit: Visit) -> dict[str, Any]:
    values = {name: getattr(visit, name) for name in VISIT}
    return values | {"started": t.to_ms(visit.started), "newest": ms(visit.newest)}


def put_validators(connection: Connection, validators: Sequence[Validators]) -> None:
    """Write what servers said of pages, the last for each address."""
    rows = {
        one.url: {name: getattr(one, name) for name in VALIDATORS}
        | {"checked": t.to_ms(one.checked), "full": t.to_ms(one.full)}
        for one in validators
    }
    if rows:
        change = ["etag", "last_modified", "digest", "checked", "full"]
        connection.execute(upsert(connection, t.validators, *change), list(rows.values()))


def _visit(row: Row[Any]) -> Visit:
    values = dict(zip(VISIT, row, strict=True))
    values |= {"started": t.from_ms(row.started), "newest": when(row.newest)}
    return Visit(**values)
