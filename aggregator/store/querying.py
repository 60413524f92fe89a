"""Reading entries and stories: streamed in short transactions, so that no reader keeps a writer waiting."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection, Row

from aggregator.store import tables as t
from aggregator.store.base import Base, hash_of
from aggregator.store.conditions import conditions, matches
from aggregator.store.copies import copies_of
from aggregator.store.finding import names_of, rows_by_seq, seqs_by_hash
from aggregator.store.records import Correction, Join, Query, StoredEntry, Story
from aggregator.store.rows import ENTRIES, stored

PAGE = 1000
e = t.entries.c


class Querying(Base):
    """What publishing, exports, reports and analysts ask."""

    def entries(self, query: Query | None = None, *, page: int = PAGE) -> Iterator[StoredEntry]:
        """Entries in order of first sight; memory stays at one page. Those that arrive meanwhile are left out."""
        query = query or Query()
        where = conditions(query)
        with self._reading() as connection:
            last = connection.execute(sa.select(sa.func.max(e.seq))).scalar() or 0
        after: tuple[int, int] | None = None
        while True:
            statement = ENTRIES.where(*where, e.seq <= last).order_by(e.first_seen, e.seq).limit(page)
            if after is not None:
                later = sa.and_(e.first_seen == after[0], e.seq > after[1])
                statement = statement.where(sa.or_(e.first_seen > after[0], later), e.first_seen >= after[0])
            with self._reading() as connection:
                rows = connection.execute(statement).all()
                found = self._stored(connection, rows, with_held=query.with_held)
            yield from (entry for entry in found if matches(query.text, entry))
            if len(rows) < page:
                return
            after = (rows[-1].first_seen, rows[-1].seq)

    def count(self, query: Query | None = None) -> int:
        """How many entries a query gives."""
        query = query or Query()
        if query.text:
            return sum(1 for _ in self.entries(query))
        with self._reading() as connection:
            statement = sa.select(sa.func.count()).select_from(t.entries).where(*conditions(query))
            return connection.execute(statement).scalar() or 0

    def entry(self, id: str) -> StoredEntry | None:
        """An entry by its id, by the unambiguous beginning of its hash, or by its address; null if there is none."""
        from aggregator.addresses import canonical

        with self._reading() as connection:
            if "://" in id:
                seq = next(iter(seqs_by_hash(connection, [hash_of(canonical(id))]).values()), None)
            else:
                seq = _by_beginning(connection, id.rsplit("/", 1)[-1])
            rows = list(rows_by_seq(connection, [] if seq is None else [seq]).values())
            return next(iter(self._stored(connection, rows, with_held=True)), None)

    def story(self, id: str) -> Story | None:
        """A story by its id, also by that of a story merged into it, or by any member's id, hash or address."""
        entry = self.entry(id)
        if entry is None:
            return None
        with self._reading() as connection:
            story = sa.select(e.story).where(e.seq == entry.seq).scalar_subquery()
            rows = connection.execute(ENTRIES.where(e.story == story).order_by(e.seq)).all()
            members = self._stored(connection, rows, with_held=True)
            ids = {row.seq: self.item_id(row.hash) for row in rows}
            j = t.joins.c
            joins = connection.execute(
                sa.select(t.joins).where(j.entry.in_(ids)).order_by(j.entry, j.other)
            ).all()
        decisions = tuple(
            Join(ids[row.entry], ids.get(row.other, ""), row.reason, t.from_ms(row.at)) for row in joins
        )
        lead = next((m for m in members if m.lead), members[0])
        return Story(entry.story_id, lead, tuple(members), decisions)

    def stories(self, query: Query | None = None) -> Iterator[Story]:
        """The stories whose lead answers the query, in order of first sight of the lead."""
        from dataclasses import replace

        for lead in self.entries(replace(query or Query(), by="story")):
            story = self.story(lead.id)
            if story is not None:
                yield story

    def corrections(self, since: datetime | None = None) -> Iterator[Correction]:
        """What entries said before their publishers changed it, oldest first; of withdrawn ones nothing is left."""
        c = t.corrections.c
        statement = sa.select(t.corrections, e.hash).join_from(t.corrections, t.entries, c.entry == e.seq)
        statement = statement.where(c.at >= (0 if since is None else t.to_ms(since))).limit(PAGE)
        after = 0
        while True:
            with self._reading() as connection:
                rows = connection.execute(statement.where(c.seq > after).order_by(c.seq)).all()
            for row in rows:
                yield Correction(self.item_id(row.hash), t.from_ms(row.at), row.field, row.before, row.after)
            if len(rows) < PAGE:
                return
            after = rows[-1].seq

    def withdrawn(self, since: datetime | None = None) -> Iterator[tuple[str, datetime]]:
        """Opaque ids of what was withdrawn, and when; never why, never what."""
        w = t.withdrawals.c
        statement = sa.select(e.hash, w.at).join_from(t.withdrawals, t.entries, w.entry == e.seq)
        statement = statement.where(w.at >= (0 if since is None else t.to_ms(since)))
        with self._reading() as connection:
            rows = connection.execute(statement.order_by(w.at, e.seq)).all()
        for row in rows:
            yield self.item_id(row.hash), t.from_ms(row.at)

    def _stored(
        self,
        connection: Connection,
        rows: Sequence[Row[Any]],
        *,
        with_held: bool = False,
        evidence: bool = True,
    ) -> list[StoredEntry]:
        names = names_of(connection)
        copies = copies_of(connection, rows, names, self.item_id, with_held=with_held)
        tag = self.tag
        return [stored(row, names, tag, copies.get(row.seq, ()), evidence=evidence) for row in rows]


def _by_beginning(connection: Connection, beginning: str) -> int | None:
    if not beginning or not beginning.isalnum():
        return None
    statement = sa.select(e.seq).where(e.hash >= beginning, e.hash < f"{beginning}~").limit(2)
    found = connection.execute(statement).all()
    return int(found[0].seq) if len(found) == 1 else None
