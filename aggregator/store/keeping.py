"""`keep`: one visit, one transaction."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine import Connection

from aggregator.items import Entry, Source, Validators, Visit
from aggregator.store import tables as t
from aggregator.store.base import Base, hash_of
from aggregator.store.batch import Batch, Hold
from aggregator.store.finding import rows_by_seq, seqs_by_hash
from aggregator.store.records import Kept
from aggregator.store.remembering import put_notes
from aggregator.store.visiting import put_validators, put_visit

v = t.visits.c
READ = (
    sa.select(v.seq)
    .where(v.source == sa.bindparam("of"), v.status.in_(("ok", "unchanged", "empty")))
    .limit(1)
)


def may_identify(entry: Entry) -> str | None:
    """Why an entry that could be shown is for the operator to see first: it may identify a child or a victim."""
    if entry.judgement is None or entry.judgement.scope == "out":
        return None
    from aggregator.judging.care import hold_reason

    return hold_reason(entry.title, entry.excerpt, entry.lang)


class Keeping(Base):
    """Keeping what was read."""

    def keep(  # noqa: PLR0913
        self,
        visit: Visit | None,
        entries: Sequence[Entry],
        *,
        source: Source | Mapping[str, Source],
        now: datetime,
        validators: Sequence[Validators] = (),
        notes: Mapping[str, Mapping[str, Any]] | None = None,
        hold: Hold | None = may_identify,
    ) -> list[Kept]:
        """Keep one visit whole, or nothing of it; what became of each entry, in their order.

        `source` is the visit's, or those of the entries by id. `hold` gives the reason to hold an entry for the
        operator, or null; `notes` are remembered by scope and key. The visit's counts of new and updated entries
        are filled in here. An entry's `first_seen` is taken where it is given and not after `now`.
        """
        sources = {source.id: source} if isinstance(source, Source) else source
        with self._writing() as connection:
            quiet = self._quiet_days if visit is not None and _first(connection, visit.source) else None
            batch = Batch(
                connection,
                sources,
                now,
                self._meta["secret"],
                quiet_days=quiet,
                months=self._retention_months,
            )
            kept = [self._named(*outcome) for outcome in batch.keep(entries, hold)]
            if visit is not None:
                put_visit(connection, visit, kept)
            put_validators(connection, validators)
            for scope, values in (notes or {}).items():
                put_notes(connection, scope, values)
        return kept

    def known(self, canonicals: Iterable[str]) -> set[str]:
        """Those of the canonical addresses that are in the store, under this address or an older one."""
        by_hash = {hash_of(canonical): canonical for canonical in canonicals}
        with self._reading() as connection:
            return {by_hash[digest] for digest in seqs_by_hash(connection, by_hash)}

    def stories_of(self, ids: Iterable[str]) -> dict[str, str]:
        """The story of each of these items today: it may have been merged into an older one since."""
        by_hash = {id.rsplit("/", 1)[-1]: id for id in ids}
        with self._reading() as connection:
            seqs = seqs_by_hash(connection, by_hash)
            rows = rows_by_seq(connection, seqs.values())
        return {by_hash[digest]: self.story_id(rows[seq].story_hash) for digest, seq in seqs.items()}

    def _named(self, digest: str | None, story: str | None, kept: Kept) -> Kept:
        return Kept(
            self.item_id(digest) if digest else None,
            self.story_id(story) if story else None,
            kept.status,
            kept.reason,
        )


def _first(connection: Connection, source: str) -> bool:
    """Whether no visit to the source has been kept that could be read."""
    return connection.execute(READ, {"of": source}).first() is None
