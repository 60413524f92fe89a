"""What time and the operator decide: the hold queue, pages that are gone, excerpts past their time."""

from __future__ import annotations

from datetime import datetime, timedelta

import sqlalchemy as sa

from aggregator.errors import DataError
from aggregator.store import tables as t
from aggregator.store.base import CHUNK
from aggregator.store.erasing import erase
from aggregator.store.finding import names_of, rows_by_seq, seqs_by_hash
from aggregator.store.grouping import drop_keys
from aggregator.store.leading import settle_leads
from aggregator.store.querying import Querying
from aggregator.store.records import Query, StoredEntry
from aggregator.store.signing import member_of, outlets

GONE_AFTER = timedelta(days=7)
LIMIT = 0.1  # of all excerpts, erased at once: more looks like a clock that jumped
e = t.entries.c


class Ageing(Querying):
    """What changes in the store without a visit."""

    def gone(self, id: str, now: datetime) -> bool:
        """Note that an entry's page answered 404 or 410; withdraws it the second time, a week later or more."""
        digest = id.rsplit("/", 1)[-1]
        with self._writing() as connection:
            rows = list(rows_by_seq(connection, seqs_by_hash(connection, [digest]).values()).values())
            if not rows or rows[0].status == "withdrawn":
                return False
            since = connection.execute(
                sa.select(t.gone.c.since).where(t.gone.c.entry == rows[0].seq)
            ).scalar()
            if since is None:
                connection.execute(t.gone.insert(), {"entry": rows[0].seq, "since": t.to_ms(now)})
                return False
            if now - t.from_ms(since) < GONE_AFTER:
                return False
            erase(connection, rows, "the page is gone", now)
        return True

    def alive(self, id: str) -> None:
        """Note that the page answered again."""
        with self._writing() as connection:
            seqs = list(seqs_by_hash(connection, [id.rsplit("/", 1)[-1]]).values())
            connection.execute(t.gone.delete().where(t.gone.c.entry.in_(seqs)))

    def held(self) -> list[StoredEntry]:
        """The hold queue, oldest first."""
        return list(self.entries(Query(status=("held",), with_held=True)))

    def release(self, id: str, now: datetime) -> bool:
        """Let a held entry be shown; its reason is kept, so that it is not held again."""
        with self._writing() as connection:
            seqs = seqs_by_hash(connection, [id.rsplit("/", 1)[-1]])
            rows = [row for row in rows_by_seq(connection, seqs.values()).values() if row.status == "held"]
            newest = connection.execute(sa.select(sa.func.max(e.updated))).scalar() or 0
            for place, row in enumerate(rows, 1):
                values = {"status": "published", "updated": max(t.to_ms(now), newest + place)}
                connection.execute(t.entries.update().where(e.seq == row.seq), values)
            settle_leads(connection, {row.story for row in rows}, names_of(connection))
        return bool(rows)

    def retain(self, now: datetime, *, months: int | None = None, force: bool = False) -> int:
        """Erase excerpts first seen more than `months` ago (the home's setting); how many.

        Ids, links, titles and topics stay. DataError where it would be more than a tenth of all, unless forced.
        """
        before = t.to_ms(now - timedelta(days=30.44 * (months or self._retention_months)))
        old = sa.select(e.seq).where(e.first_seen < before, e.excerpt.is_not(None))
        with self._reading() as connection:
            if connection.execute(old.limit(1)).first() is None:
                return 0
        with self._writing() as connection:
            total = connection.execute(sa.select(sa.func.count(e.excerpt))).scalar() or 0
            seqs = [row.seq for row in connection.execute(old)]
            if len(seqs) > max(100, total * LIMIT) and not force:
                raise DataError(
                    f"retention would erase {len(seqs)} of {total} excerpts at once: is the clock right ({now:%F})? "
                    "If it is, run: aggregator doctor --erase-old"
                )
            known = outlets(names_of(connection))
            for start in range(0, len(seqs), CHUNK):
                part = seqs[start : start + CHUNK]
                drop_keys(
                    connection, [member_of(row, known) for row in rows_by_seq(connection, part).values()]
                )
                connection.execute(t.entries.update().where(e.seq.in_(part)).values(excerpt=None))
                c = t.corrections.c
                spoken = t.corrections.update().where(c.entry.in_(part), c.field == "excerpt")
                connection.execute(spoken.values(before=None, after=None))
        return len(seqs)
