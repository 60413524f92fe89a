"""Small look-ups that several parts of the store share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import BindParameter, bindparam, select
from sqlalchemy.engine import Connection, Row

from aggregator.items import Source
from aggregator.store import tables as t
from aggregator.store.base import CHUNK, upsert
from aggregator.store.rows import ENTRIES

_HASHES: BindParameter[str] = bindparam("hashes", expanding=True)
_BY_HASH = (
    select(t.aliases.c.hash, t.aliases.c.entry).where(t.aliases.c.hash.in_(_HASHES)),
    select(t.entries.c.hash, t.entries.c.seq).where(t.entries.c.hash.in_(_HASHES)),
)
_BY_SEQ = ENTRIES.where(t.entries.c.seq.in_(bindparam("seqs", expanding=True)))
_NAMES = select(t.sources.c.id, t.sources.c.name, t.sources.c.kind)


def seqs_by_hash(connection: Connection, hashes: Iterable[str]) -> dict[str, int]:
    """Numbers of the entries with these hashes, also of those that once had this address."""
    ordered = sorted(hashes)
    found: dict[str, int] = {}
    for start in range(0, len(ordered), CHUNK):
        chunk = {"hashes": ordered[start : start + CHUNK]}
        for statement in _BY_HASH:
            found.update(map(tuple, connection.execute(statement, chunk)))
    return found


def rows_by_seq(connection: Connection, seqs: Iterable[int]) -> dict[int, Row[Any]]:
    """Whole rows by number."""
    ordered = sorted(seqs)
    found: dict[int, Row[Any]] = {}
    for start in range(0, len(ordered), CHUNK):
        rows = connection.execute(_BY_SEQ, {"seqs": ordered[start : start + CHUNK]})
        found.update((row.seq, row) for row in rows)
    return found


def names_of(connection: Connection) -> dict[str, tuple[str, str]]:
    """Name and kind of every source that ever gave an entry."""
    return {id: (name, kind) for id, name, kind in connection.execute(_NAMES)}


def put_source(connection: Connection, source: Source) -> None:
    """Remember what a source is called, for entries that outlive its file."""
    values = {"id": source.id, "name": source.name, "kind": source.kind}
    connection.execute(upsert(connection, t.sources, "name", "kind"), values)


def refile(
    connection: Connection, entry: int, before: Sequence[tuple[str, str]], after: Sequence[tuple[str, str]]
) -> None:
    """File an entry under other topics and places."""
    f = t.filed.c
    for kind, code in set(before) - set(after):
        connection.execute(t.filed.delete().where(f.kind == kind, f.code == code, f.entry == entry))
    new = [{"kind": kind, "code": code, "entry": entry} for kind, code in after if (kind, code) not in before]
    if new:
        connection.execute(t.filed.insert(), new)
